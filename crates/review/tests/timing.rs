//! Timing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::disallowed_types,
    reason = "timing"
)]
use std::num::NonZeroUsize;
use zopa_core::*;
use zopa_review::{Subject, moves::*};
#[test]
fn verify() {
    for name in [
        "gpu-haggle",
        "gpu-logroll",
        "gpu-boulware",
        "isv-micro",
        "university-as-the-university",
        "university-conceder",
    ] {
        let bytes = std::fs::read(format!("{}/../../replays/{name}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
        eprintln!("{name} good {}", zopa_engine::verify(&bytes).is_good());
    }
}
#[test]
fn timing() {
    let only = std::env::var("ONLY").unwrap_or_default();
    for (name, party) in [
        ("gpu-haggle", 0),
        ("gpu-logroll", 0),
        ("gpu-boulware", 0),
        ("isv-micro", 0),
        ("university-as-the-university", 1),
        ("university-conceder", 0),
    ] {
        if !name.contains(&only) {
            continue;
        }
        let bytes = std::fs::read(format!("{}/../../replays/{name}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let replay = zopa_engine::read(&bytes).unwrap();
        let subject = Subject::of(&replay, Some(PartyId(party))).unwrap();
        let review = review_moves(&subject, &Precision::default(), NonZeroUsize::new(2).unwrap(), &|_, _| ());
        eprintln!("{name} quality {:?} account {:?}", review.quality, review.account);
        for d in &review.decisions {
            let played = &d.candidates[d.played];
            let best = &d.candidates[0];
            eprintln!(
                "  T{} {:?}{} loss {:.1}±{:.1} of {} n={} H={:.2} fair {:.1} hind {:.1} hloss {:.1}±{:.1}; played {:?} best {:?} {:?}",
                d.turn,
                d.label,
                if d.spared { "~" } else { "" },
                played.loss.points,
                played.loss.error,
                d.candidates.len(),
                d.rollouts,
                d.entropy,
                best.fair.points,
                best.hindsight.points,
                d.hindsight_loss.points,
                d.hindsight_loss.error,
                played.kind,
                best.kind,
                best.turn
            );
        }
    }
}
