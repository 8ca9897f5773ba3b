//! Any bytes as a protobuf request.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| clausula_fuzz::any_request(bytes));
