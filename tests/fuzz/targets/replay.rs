//! Any bytes into the replay reader and verifier.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = zopa_engine::verify(bytes);
    if let Ok(replay) = zopa_engine::read(bytes) {
        let _ = replay.resume();
    }
});
