//! Timing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, clippy::print_stderr, clippy::disallowed_types, reason = "timing")]
use std::{num::NonZeroUsize, time::Instant};
use zopa_core::*;
use zopa_review::{Subject, moves::*};
#[test]
fn timing() {
    for (name, party) in [("gpu-haggle", 0), ("gpu-logroll", 0), ("gpu-boulware", 0), ("isv-micro", 0), ("university-as-the-university", 1), ("university-conceder", 0)] {
        let bytes = std::fs::read(format!("{}/../../replays/{name}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let replay = zopa_engine::read(&bytes).unwrap();
        let subject = Subject::of(&replay, Some(PartyId(party))).unwrap();
        let t = Instant::now();
        let p = posterior::Posterior::of(&subject, NonZeroUsize::new(2).unwrap());
        eprintln!("{name} posterior {} types {:.0} ms", p.len(), t.elapsed().as_secs_f64() * 1e3);
        let t = Instant::now();
        let review = review_moves(&subject, &Precision::default(), NonZeroUsize::new(2).unwrap(), &|_, _| ());
        eprintln!("  review {:.0} ms quality {:?} account {:?}", t.elapsed().as_secs_f64() * 1e3, review.quality, review.account);
        for d in &review.decisions {
            let played = &d.candidates[d.played];
            let best = &d.candidates[0];
            eprintln!("  T{} {:?}{} loss {:.1}±{:.1} of {} n={} H={:.2} fair {:.1} hind {:.1} hloss {:.1}±{:.1}; played {:?} best {:?} {:?}", d.turn, d.label, if d.spared { "~" } else { "" }, played.loss.points, played.loss.error, d.candidates.len(), d.rollouts, d.entropy, best.fair.points, best.hindsight.points, d.hindsight_loss.points, d.hindsight_loss.error, played.kind, best.kind, best.turn);
        }
    }
}
