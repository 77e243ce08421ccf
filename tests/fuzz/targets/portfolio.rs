//! Any bytes into the portfolio reader, and what it takes through everything that is made of a portfolio.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (portfolio, diagnostics) = zopa_portfolio::read(text);
        assert!(portfolio.is_some() || !diagnostics.is_empty(), "refused without a reason");
        if let Some(portfolio) = portfolio {
            let assessments = portfolio.assess().expect("the embedded data is sound");
            let _ = portfolio.svg(&assessments);
        }
    }
});
