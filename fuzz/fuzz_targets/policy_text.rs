//! Any bytes as a policy file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| clausula_fuzz::any_policy_file(bytes));
