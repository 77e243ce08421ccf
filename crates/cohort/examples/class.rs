//! Writes a class of stock learners to a folder, to try `zopa cohort` on:
//! `cargo run --example class -- scenarios/gpu-capacity-alliance.ron 30 week4`

#[path = "../tests/class/fixtures.rs"]
mod fixtures;

use std::{env, error::Error, fs, path::Path, sync::Arc};

use zopa_playtest::LEARNERS;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [scenario, many, folder] = words.as_slice() else {
        return Err("usage: class SCENARIO HOW_MANY FOLDER".into());
    };
    let (read, _) = zopa_scenario::read(&fs::read_to_string(scenario)?);
    let scenario = Arc::new(read.ok_or("not a scenario")?);
    fs::create_dir_all(folder)?;
    for seed in 1..=many.parse::<u64>()? {
        let learner = &LEARNERS[seed as usize % LEARNERS.len()];
        let bytes = fixtures::recorded(&scenario, learner, seed, "partner");
        fs::write(Path::new(folder).join(format!("{}-{seed:03}.jsonl", learner.name)), bytes)?;
    }
    Ok(())
}
