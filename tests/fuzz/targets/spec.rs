//! Any text as the spec of a strategy.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_strategies::Spec;

fuzz_target!(|text: &str| {
    if let Ok(spec) = text.parse::<Spec>() {
        let shown = spec.to_string();
        assert_eq!(shown.parse::<Spec>().ok().as_ref(), Some(&spec), "{shown} does not read back");
        let _ = zopa_strategies::build(text);
    }
});
