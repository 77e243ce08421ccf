//! Running a plan: parts on several threads, folded and written down in order.
//!
//! Every part is played, encoded and hashed by one worker, as a pure function of the plan and its number. One writer brings
//! parts to the disk, whichever is ready first, while the workers play on; what depends on order (the manifest, looks at the
//! results so far) it does one part after another. So the same files come out whatever the number of threads, and after any
//! interruption, and nobody who could play waits for the disk.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    panic::resume_unwind,
    path::Path,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use zopa_playtest::in_order;

use crate::{
    Format, Plan, Row, StoreError, Stored,
    arena::Arenas,
    file::{EndLine, PartLine},
    fold::{BlockScore, Fold},
    stopping::Rule,
    store::Store,
};

/// How a plan is run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// On how many threads.
    pub threads: NonZeroUsize,
    /// How rows are written.
    pub format: Format,
    /// Whether to go on with what is there.
    pub resume: bool,
    /// Only this shard of the plan's, from 0.
    pub shard: Option<u32>,
}

/// How a run ended.
#[derive(Clone, PartialEq, Debug)]
pub struct Ran {
    /// The end of its manifest.
    pub end: EndLine,
    /// Rows on disk.
    pub rows: u64,
    /// Rows that were there already.
    pub resumed: u64,
    /// Rows that were played past the stop and thrown away.
    pub discarded: u64,
}

/// Plays what is not on disk yet. `progress` is told how many sessions of how many are done.
///
/// # Errors
/// When the folder cannot be written, is somebody else's, or holds another run.
pub fn run(
    plan: &Plan,
    folder: &Path,
    options: Options,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Ran, StoreError> {
    let shard = options.shard.map(|shard| (shard, plan.shards()));
    let wanted = options.shard.map_or(0..plan.parts(), |shard| plan.parts_of(shard));
    let mut store = Store::create(folder, plan, (options.format, shard), options.resume)?;
    store.mend(wanted.clone())?;
    let arenas = Arenas::of(plan);
    let mut looks = Looks::new(plan, shard.is_none());
    let resumed = looks.again(folder, &store, &arenas)?;
    let meetings = plan.meetings().len() as u64;
    let rows_of = |part: u64| (plan.blocks_of(part).end - plan.blocks_of(part).start) * meetings;
    let total: u64 = wanted.clone().map(rows_of).sum();
    progress(resumed, total);
    let first = wanted.start + store.found.parts.len() as u64;
    let shelf = store.shelf();
    let keeps_scores = looks.rule.is_some();
    let is_over = AtomicBool::new(looks.is_over);
    let has_failed = AtomicBool::new(false);
    let mut line = Line { store, looks, next: first, waiting: BTreeMap::new(), discarded: 0 };
    let parts = (wanted.end - first) as usize;
    thread::scope(|scope| -> Result<(), StoreError> {
        // One part more for every worker: enough to play on while a part goes to the disk.
        let (out, ready) = sync_channel(options.threads.get());
        let writer = scope.spawn(|| line.write(ready, &is_over, &mut |rows| progress(resumed + rows, total)));
        let played = in_order(options.threads, parts, |at| -> Result<(), StoreError> {
            if is_over.load(Ordering::Relaxed) || has_failed.load(Ordering::Relaxed) {
                return Ok(());
            }
            let alarm = Alarm(&has_failed);
            let part = first + at as u64;
            let rows = arenas.rows(plan.blocks_of(part))?;
            let (told, bytes) = shelf.part(part, plan, &rows)?;
            let scores = if keeps_scores { scores(&arenas, plan, &rows)? } else { Vec::new() };
            if out.send(Played { told, bytes, scores }).is_err() {
                // The writer has given up, and says why.
                is_over.store(true, Ordering::Relaxed);
            }
            alarm.silence();
            Ok(())
        });
        drop(out);
        writer.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        played.into_iter().collect()
    })?;
    let Line { mut store, looks, discarded, .. } = line;
    let kept = store.found.parts.len() as u64;
    let end = store.end(looks.is_over && kept < wanted.end - wanted.start)?;
    let rows = store.found.parts.iter().map(|part| part.rows).sum();
    Ok(Ran { end, rows, resumed, discarded })
}

/// Tells the others to begin nothing more, unless the part it is of comes to its end: no manifest line can follow a part that
/// is missing.
struct Alarm<'a>(&'a AtomicBool);

impl Alarm<'_> {
    fn silence(self) {
        std::mem::forget(self);
    }
}

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A part that has been played, and is not on the disk yet.
struct Played {
    told: PartLine,
    bytes: Vec<u8>,
    scores: Vec<BlockScore>,
}

/// Parts that are in their places, waiting for those before them to be written down.
struct Line<'a> {
    store: Store,
    looks: Looks<'a>,
    /// The part to be written down next.
    next: u64,
    waiting: BTreeMap<u64, (PartLine, Vec<BlockScore>)>,
    /// Rows past the stop.
    discarded: u64,
}

impl Line<'_> {
    /// Brings to the disk what comes, and says how many rows that are by now. Nobody begins a part past the stop; those begun
    /// already are thrown away when they come.
    fn write(
        &mut self,
        ready: Receiver<Played>,
        is_over: &AtomicBool,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), StoreError> {
        let shelf = self.store.shelf();
        let mut done = 0;
        for Played { told, bytes, scores } in ready {
            shelf.put(&told, &bytes)?;
            done += told.rows;
            progress(done);
            self.join(told, scores)?;
            is_over.store(self.looks.is_over, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Takes a part in, and writes down what has its turn.
    fn join(&mut self, part: PartLine, scores: Vec<BlockScore>) -> Result<(), StoreError> {
        self.waiting.insert(part.part, (part, scores));
        while !self.looks.is_over
            && let Some((part, scores)) = self.waiting.remove(&self.next)
        {
            self.looks.at(scores);
            self.store.note(part)?;
            self.next += 1;
        }
        if self.looks.is_over {
            for (part, _) in std::mem::take(&mut self.waiting).into_values() {
                self.discarded += part.rows;
                self.store.shelf().discard(part.part)?;
            }
        }
        Ok(())
    }
}

fn scores(arenas: &Arenas<'_>, plan: &Plan, rows: &[Row]) -> Result<Vec<BlockScore>, StoreError> {
    rows.chunks(plan.meetings().len().max(1)).map(|block| Ok(BlockScore::of(plan, arenas, block)?)).collect()
}

/// The results so far, where a rule looks at them.
struct Looks<'a> {
    fold: Fold<'a>,
    rule: Option<Rule>,
    is_over: bool,
}

impl<'a> Looks<'a> {
    /// A shard never stops: it sees a piece of the results. The merge does.
    fn new(plan: &'a Plan, looks: bool) -> Self {
        Self { fold: Fold::new(plan), rule: Rule::of(plan).filter(|_| looks), is_over: false }
    }

    /// Looks at the next part, which ends a look or not.
    fn at(&mut self, scores: Vec<BlockScore>) {
        let Some(rule) = &self.rule else { return };
        for score in scores {
            self.fold.add(&score);
        }
        self.is_over = rule.is_due(&self.fold) && rule.decided(&self.fold);
    }

    /// Looks at what is on disk, as the run did that wrote it; how many rows that is.
    fn again(&mut self, folder: &Path, store: &Store, arenas: &Arenas<'_>) -> Result<u64, StoreError> {
        if self.rule.is_some() && !store.found.parts.is_empty() {
            let stored = Stored::open(folder)?;
            for part in &store.found.parts {
                let rows = stored.rows(part)?;
                self.at(scores(arenas, &stored.plan, &rows)?);
            }
        }
        Ok(store.found.parts.iter().map(|part| part.rows).sum())
    }
}
