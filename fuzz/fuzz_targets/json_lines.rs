//! Any bytes as lines of JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| clausula_fuzz::any_lines(bytes));
