//! The evaluator against the reference.
#![no_main]

libfuzzer_sys::fuzz_target!(|tape: &[u8]| clausula_fuzz::reference_agrees(tape));
