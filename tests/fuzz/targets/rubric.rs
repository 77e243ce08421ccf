//! Any bytes into the reader of rubrics; what it takes grades every criterion, and one level throughout comes to that level.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_review::rubric::{self, Facts};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (rubric, diagnostics) = rubric::read(text);
        assert!(rubric.is_some() || !diagnostics.is_empty(), "refused without a reason");
        let Some(rubric) = rubric else { return };
        let criteria = rubric.criteria().len();
        assert_eq!(rubric.grade(&Facts::default()).len(), criteria);
        for level in 0..=rubric.top() {
            let Some(overall) = rubric.overall(&vec![Some(level); criteria]) else { continue };
            assert!((overall.level - f64::from(level)).abs() < 1e-9 || overall.is_capped, "{level}: {overall:?}");
        }
    }
});
