//! Policies drawn from tapes, sound or with faults, and requests on them.
#![no_main]

use arbitrary::Arbitrary;

#[derive(Arbitrary, Debug)]
struct Input<'t> {
    requests: [[u8; 160]; 2],
    faults: Option<[u8; 24]>,
    policy: &'t [u8],
}

libfuzzer_sys::fuzz_target!(|input: Input<'_>| {
    let requests: Vec<&[u8]> = input.requests.iter().map(|tape| tape.as_slice()).collect();
    clausula_fuzz::drawn_policy(input.policy, input.faults.as_ref().map(|faults| faults.as_slice()), &requests);
});
