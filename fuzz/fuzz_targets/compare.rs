//! The comparison of two versions against the evaluator.
#![no_main]

use arbitrary::Arbitrary;

#[derive(Arbitrary, Debug)]
struct Input<'t> {
    requests: [[u8; 160]; 4],
    faults: [u8; 24],
    policy: &'t [u8],
}

libfuzzer_sys::fuzz_target!(|input: Input<'_>| {
    let requests: Vec<&[u8]> = input.requests.iter().map(|tape| tape.as_slice()).collect();
    clausula_fuzz::comparison_agrees(input.policy, &input.faults, &requests);
});
