//! Any bytes into the reader of experiments; what it takes is taken again from its own file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_lab::Experiment;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (experiment, diagnostics) = zopa_lab::read(text);
        assert!(experiment.is_some() || !diagnostics.is_empty(), "refused without a reason");
        if let Some(experiment) = experiment {
            let (again, _) = Experiment::of(experiment.file().clone());
            assert!(again.is_some_and(|again| again.file() == experiment.file()), "not taken again");
        }
        let _ = zopa_lab::Plan::from_json(text);
    }
});
