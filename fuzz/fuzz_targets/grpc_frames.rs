//! HTTP/2 frames into a live service.
#![no_main]

use clausula_fuzz::frames::{Piece, bytes, greeting};

libfuzzer_sys::fuzz_target!(|pieces: Vec<Piece>| {
    let mut sent = Vec::new();
    greeting(&mut sent);
    sent.extend(bytes(&pieces));
    clausula_fuzz::service::survives(&sent);
});
