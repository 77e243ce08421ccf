//! Any bytes into the reader of ratings by the shipped rubric; what it takes comes back from what is written of it.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use zopa_review::{
    ratings,
    rubric::{self, Rubric},
};

fuzz_target!(|bytes: &[u8]| {
    static RUBRIC: OnceLock<Rubric> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let rubric = RUBRIC.get_or_init(|| rubric::read(rubric::BOARD).0.expect("the shipped rubric is valid"));
    let (rating, diagnostics) = ratings::read(text, rubric);
    assert!(rating.is_some() || !diagnostics.is_empty(), "refused without a reason");
    if let Some(rating) = rating {
        assert_eq!(rating.row(rubric).len(), rubric.criteria().len());
        assert_eq!(ratings::read(&ratings::to_ron(&rating, rubric), rubric).0, Some(rating));
    }
});
