//! Every property of the engine, for requests on the five policies.
#![no_main]

libfuzzer_sys::fuzz_target!(|tape: &[u8]| clausula_fuzz::engine(tape));
