//! x
#![allow(clippy::all)]
use std::num::NonZeroUsize;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let (s, _) = zopa_scenario::read(&text);
    let s = s.unwrap();
    let o = zopa_playtest::LintOptions {
        learner: zopa_core::PartyId(args[2].parse().unwrap()),
        runs: args[3].parse().unwrap(),
        seed: 1,
        threads: NonZeroUsize::new(2).unwrap(),
    };
    let t = std::time::Instant::now();
    let r = zopa_playtest::lint(&s, o, &|_| ()).unwrap();
    for m in &r.measures {
        println!("{:?} {} {:.3} {:?} {:?}", m.verdict(), m.target.id, m.value, m.interval, m.notes);
    }
    for l in &r.learners {
        println!(
            "{:14} {:6.1} ±{:.1}  partner {:6.1}  impasse {:.2}",
            l.name, l.points.mean, l.points.error, l.partner.mean, l.impasse.mean
        );
    }
    println!("{:?}", t.elapsed());
}
