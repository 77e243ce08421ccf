//! Sessions from a script, in memory: no files and no terminal.

use std::sync::Arc;

use zopa_engine::Recorder;
use zopa_scenario::Scenario;

use super::{Draft, Form, Front, Game, Level, Practice, Seating, Start, Unattended, chosen, desk, sit};
use crate::{Colour, Console, Exit, Failure};

/// A session to be played from a script, in memory.
#[derive(Clone, Debug)]
pub struct Scripted<'a> {
    /// What is negotiated.
    pub scenario: Arc<Scenario>,
    /// The master seed.
    pub seed: u64,
    /// The learner's party by its short name; the first, when `None`.
    pub role: Option<&'a str>,
    /// The spec of every other chair.
    pub partner: &'a str,
    /// The commands, a line each.
    pub lines: &'a str,
    /// Tables or sentences.
    pub form: Form,
    /// What help there is; the partner is the one named.
    pub level: Level,
}

/// What came of a scripted session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transcript {
    /// How the command would have ended.
    pub exit: Exit,
    /// What was printed, 80 columns wide and without colour; an error comes last.
    pub output: String,
    /// The replay.
    pub record: Vec<u8>,
}

/// Plays a session from a script, without files and without a terminal: what `zopa play --script` prints and records.
///
/// # Errors
/// When the seating is not as it should be. An error in the script is part of the transcript.
pub fn play_script(scripted: &Scripted<'_>) -> Result<Transcript, Failure> {
    let seating = Seating { role: scripted.role, partner: scripted.partner, own: None };
    let (setup, me) = seating.setup(&scripted.scenario, scripted.seed)?;
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    let mut record = Vec::new();
    let first = chosen(scripted.level, None);
    let recorder = Recorder::begin_with(&mut record, &setup, me, &first);
    let recorder = recorder.map_err(|error| Failure::unreadable(error.to_string(), ""))?;
    let desk = desk(&scripted.scenario, me)?;
    let (draft, practice) = (Draft::default(), Practice::begun(scripted.level, &first));
    let game = Game { desk, table, recorder, file: None, form: scripted.form, draft, practice };
    let mut lines = Unattended::script("script", scripted.lines.as_bytes());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = {
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let start = Start::Fresh { kept: None, watched: false, scenario: None };
        let played = sit(game, start, Front::Lines(&mut lines), &mut console);
        crate::concluded(played, &mut console)
    };
    out.extend(err);
    Ok(Transcript { exit, output: String::from_utf8_lossy(&out).into_owned(), record })
}
