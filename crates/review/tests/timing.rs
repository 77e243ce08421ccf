//! Timing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::disallowed_types,
    reason = "timing"
)]
use std::{num::NonZeroUsize, time::Instant};
use zopa_core::*;
use zopa_review::{Subject, moves::*};
#[test]
fn timing() {
    for (name, party) in [
        ("gpu-haggle", 0),
        ("gpu-logroll", 0),
        ("gpu-boulware", 0),
        ("isv-micro", 0),
        ("university-as-the-university", 1),
        ("university-conceder", 0),
    ] {
        let bytes = std::fs::read(format!("{}/../../replays/{name}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let replay = zopa_engine::read(&bytes).unwrap();
        let subject = Subject::of(&replay, Some(PartyId(party))).unwrap();
        let t = Instant::now();
        let p = posterior::Posterior::of(&subject, NonZeroUsize::new(2).unwrap());
        eprintln!("{name} posterior {} types {:.0} ms", p.len(), t.elapsed().as_secs_f64() * 1e3);
        let t = Instant::now();
        let review = review_moves(&subject, &Precision::default(), NonZeroUsize::new(2).unwrap(), &|_, _| ());
        eprintln!(
            "  review {:.0} ms quality {:?} account {:?}",
            t.elapsed().as_secs_f64() * 1e3,
            review.quality,
            review.account
        );
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
#[test]
fn tune() {
    use zopa_playtest::*;
    let names = ["accelerator-ramp","clinical-content-licence","gpu-capacity-alliance","insurer-rollout-alliance","isv-revenue-share","runtime-upstream-backend","sovereign-model-hosting","university-research-partnership"];
    let texts: Vec<_> = names.iter().map(|n| std::fs::read_to_string(format!("{}/../../scenarios/{n}.ron", env!("CARGO_MANIFEST_DIR"))).unwrap()).collect();
    let scenarios: Vec<_> = texts.iter().map(|t| zopa_scenario::read(t).0.unwrap()).collect();
    let mut kinds: Vec<(String, Box<dyn Fn() -> Box<dyn Strategy>>)> = vec![("listener".into(), Box::new(|| Box::new(Listener::USUAL)))];
    for (from, to, e, packages, diagnosis) in [(0.95,0.4,0.5,3,1),(0.95,0.5,0.5,3,1),(0.95,0.5,0.35,3,1),(1.0,0.5,0.5,3,1),(0.95,0.6,0.5,3,1),(1.0,0.6,0.7,3,1),(0.95,0.5,0.5,3,0),(1.0,0.4,0.5,4,1),(0.95,0.5,0.7,3,2),(1.0,0.6,0.35,3,1)] {
        kinds.push((format!("expert {from} {to} {e} {packages} {diagnosis}"), Box::new(move || Box::new(Expert { descent: Descent { from, to, e }, packages, diagnosis }))));
    }
    for (name, make) in kinds {
        let mut all = 0.0;
        let mut row = String::new();
        for s in &scenarios {
            for party in [0u8, 1] {
                let playtest = Playtest::new(s, PartyId(party)).unwrap();
                let n = 24;
                let mean = (0..n).map(|m| playtest.points(&playtest.play(make().as_mut(), 1000 + m), PartyId(party))).sum::<f64>() / n as f64;
                row += &format!(" {mean:.0}");
                all += mean / 16.0;
            }
        }
        eprintln!("{name}: {all:.1} |{row}");
    }
}
