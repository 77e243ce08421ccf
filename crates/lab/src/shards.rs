//! One plan on many machines: merging what shards have played, and verifying what is there.
//!
//! A shard is a piece of the plan's parts, as they stand; whatever machine plays it, its files are the same. So merging is
//! checking and putting together, and what comes out is what one machine alone would have written, byte for byte.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    Format, Plan, Row, StoreError, Stored,
    arena::Arenas,
    file::{EndLine, PartLine},
    fold::{BlockScore, Fold},
    stopping::Rule,
    store::Store,
};

/// Puts the shards of a plan together in a new folder.
///
/// A rule for stopping is followed here, in the order of the plan, as one machine would have followed it.
///
/// # Errors
/// When a shard is missing, there twice, of another plan, not finished or damaged; each is named.
pub fn merge(plan: &Plan, shards: &[PathBuf], folder: &Path) -> Result<EndLine, StoreError> {
    let (found, format) = gathered(plan, shards)?;
    let mut store = Store::create(folder, plan, (format, None), false)?;
    let arenas = Arenas::of(plan);
    let (rule, mut fold) = (Rule::of(plan), Fold::new(plan));
    let parts = found.iter().flat_map(|stored| stored.manifest.parts.iter().map(move |part| (stored, part)));
    let mut stopped_early = false;
    for (stored, part) in parts {
        if stopped_early {
            break;
        }
        let rows = checked(stored, part)?;
        let target = store.shelf().part_path(part.part);
        fs::copy(stored.path(part), &target).map_err(|error| StoreError::Io(target.clone(), error))?;
        let synced = fs::File::open(&target).and_then(|file| file.sync_all());
        synced.map_err(|error| StoreError::Io(target.clone(), error))?;
        store.note(part.clone())?;
        if let Some(rule) = &rule {
            for block in rows.chunks(plan.meetings().len().max(1)) {
                fold.add(&BlockScore::of(plan, &arenas, block)?);
            }
            stopped_early = part.part + 1 < plan.parts() && rule.is_due(&fold) && rule.decided(&fold);
        }
    }
    store.end(stopped_early)
}

/// The shards in order, all there, and the format of their rows.
fn gathered(plan: &Plan, folders: &[PathBuf]) -> Result<(Vec<Stored>, Format), StoreError> {
    let mut by_shard: Vec<Option<Stored>> = (0..plan.shards()).map(|_| None).collect();
    for folder in folders {
        let stored = Stored::open(folder)?;
        let wrong = |why: String| StoreError::Other(folder.clone(), why);
        if stored.plan.hash() != plan.hash() {
            return Err(wrong("it is a shard of another plan".to_owned()));
        }
        let Some((shard, of)) = stored.manifest.head.shard else {
            return Err(wrong("it is a whole run, not a shard".to_owned()));
        };
        let place = by_shard.get_mut(shard as usize).filter(|_| of == plan.shards());
        let place = place.ok_or_else(|| wrong(format!("it is shard {shard} of {of}, of {} here", plan.shards())))?;
        if let Some(twin) = place {
            return Err(wrong(format!("it is shard {shard}, and so is {}", twin.folder().display())));
        }
        if stored.manifest.end.is_none() {
            return Err(wrong(format!("shard {shard} is not finished; run it again with --resume")));
        }
        ends(&stored, plan.parts_of(shard))?;
        *place = Some(stored);
    }
    let missing: Vec<String> =
        by_shard.iter().enumerate().filter(|(_, found)| found.is_none()).map(|(at, _)| at.to_string()).collect();
    if !missing.is_empty() {
        let shown = missing.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
        let why = format!("{} of {} shards are missing: {shown}", missing.len(), plan.shards());
        return Err(StoreError::Other(PathBuf::from("the shards"), why));
    }
    let found: Vec<Stored> = by_shard.into_iter().flatten().collect();
    let format = found.first().and_then(|stored| stored.manifest.format()).unwrap_or_default();
    if let Some(other) = found.iter().find(|stored| stored.manifest.format() != Some(format)) {
        let why = format!("its rows are {}, those of others {format}", other.manifest.head.format);
        return Err(StoreError::Other(other.folder().to_owned(), why));
    }
    Ok((found, format))
}

/// The rows of a part that is what its plan says it is.
fn checked(stored: &Stored, part: &PartLine) -> Result<Vec<Row>, StoreError> {
    let rows = stored.rows(part)?;
    let plan = &stored.plan;
    let wrong = |why: String| Err(StoreError::Damaged(stored.path(part), why));
    let blocks = plan.blocks_of(part.part);
    let first = blocks.start * plan.meetings().len() as u64;
    if (part.first_block, part.blocks) != (blocks.start, blocks.end - blocks.start) {
        return wrong("its line has other blocks than the plan".to_owned());
    }
    let meetings = blocks.clone().flat_map(|block| plan.meetings().iter().map(move |meeting| (block, meeting)));
    let expected = (first..).zip(meetings);
    let mut count = 0u64;
    for ((session, (block, meeting)), row) in expected.zip(&rows) {
        let at = plan.block(block);
        let own = (row.session, row.block, row.scenario, row.replicate, row.candidate, row.opponent, row.seat);
        let planned =
            (session, block, at.scenario, at.replicate, meeting.candidate, meeting.opponent, meeting.seat.into());
        if own != planned {
            return wrong(format!("row {session} is of another session than planned"));
        }
        count += 1;
    }
    if count != rows.len() as u64 || count != (blocks.end - blocks.start) * plan.meetings().len() as u64 {
        return wrong("it has more or fewer rows than the plan".to_owned());
    }
    Ok(rows)
}

/// That a finished manifest has the parts of its plan and the root they make.
fn ends(stored: &Stored, wanted: Range<u64>) -> Result<(), StoreError> {
    let manifest = &stored.manifest;
    let wrong = |why: String| Err(StoreError::Damaged(stored.folder().join("manifest.jsonl"), why));
    let Some(end) = &manifest.end else { return Ok(()) };
    let have: Vec<u64> = manifest.parts.iter().map(|part| part.part).collect();
    let is_prefix = wanted.clone().zip(&have).all(|(wanted, have)| wanted == *have);
    if let Some((wanted, have)) = wanted.clone().zip(&have).find(|(wanted, have)| wanted != *have) {
        return wrong(format!("part {wanted} should come next, and part {have} does"));
    }
    let all = wanted.end - wanted.start;
    if !is_prefix
        || end.end != have.len() as u64
        || have.len() as u64 > all
        || have.len() as u64 != all && !end.stopped_early
    {
        return wrong(format!("it has {} parts, and ends after {} of {all}", have.len(), end.end));
    }
    if end.root != manifest.root() {
        return wrong("its root is not that of its parts".to_owned());
    }
    Ok(())
}

/// What was verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// Parts whose bytes and rows are those that were written.
    pub parts: u64,
    /// Rows in them.
    pub rows: u64,
    /// Blocks that were played again to the same rows.
    pub again: u64,
    /// Whether everything is there.
    pub is_finished: bool,
}

/// Verifies a folder: every part against its hashes and its plan, the manifest against its root, and so many blocks, evenly
/// spread, by playing them again. Hashes find accidents and edits; who edits and hashes anew is found by playing.
///
/// # Errors
/// The first thing that is not as it should be.
pub fn verify(folder: &Path, again: u64) -> Result<Verified, StoreError> {
    let stored = Stored::open(folder)?;
    let plan = &stored.plan;
    let wanted = match stored.manifest.head.shard {
        Some((shard, of)) if shard < of && of == plan.shards() => plan.parts_of(shard),
        Some((shard, of)) => {
            return Err(StoreError::Other(folder.to_owned(), format!("the plan has no shard {shard} of {of}")));
        }
        None => 0..plan.parts(),
    };
    ends(&stored, wanted)?;
    let arenas = Arenas::of(plan);
    let blocks: u64 = stored.manifest.parts.iter().map(|part| part.blocks).sum();
    let every = blocks.checked_div(again).unwrap_or(0).max(1);
    let mut verified = Verified { parts: 0, rows: 0, again: 0, is_finished: stored.manifest.end.is_some() };
    let mut passed = 0;
    for part in &stored.manifest.parts {
        let rows = checked(&stored, part)?;
        for block in rows.chunks(plan.meetings().len().max(1)) {
            if again > 0 && passed % every == 0 && verified.again < again {
                let index = block.first().map_or(0, |row| row.block);
                if arenas.rows(index..index + 1)? != block {
                    let why = format!("block {index} plays otherwise than it says");
                    return Err(StoreError::Damaged(stored.path(part), why));
                }
                verified.again += 1;
            }
            passed += 1;
        }
        verified.parts += 1;
        verified.rows += rows.len() as u64;
    }
    Ok(verified)
}
