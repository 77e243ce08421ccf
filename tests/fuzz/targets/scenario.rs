//! Any bytes into the scenario reader and formatter.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (scenario, diagnostics) = zopa_scenario::read(text);
        assert!(scenario.is_some() || !diagnostics.is_empty(), "refused without a reason");
        let _ = zopa_scenario::from_json(text);
    }
});
