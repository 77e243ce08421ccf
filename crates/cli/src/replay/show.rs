//! `zopa replay show`: a transcript, or the table after one turn.
//!
//! What is private (what a package is worth, what somebody typed) appears for the named role alone. Nothing is judged
//! here: no score, no advice.

use anstyle::Style;
use zopa_core::{Ending, Outcome, PartyId, Phase, Points, Session, TableAct};
use zopa_engine::{Chair, Noted, Recorded, Replay, Undone};
use zopa_scenario::{Party, Scenario};

use super::{ReplayFormat, ShowArgs, json, replay_in, tree, words};
use crate::{
    Console, Exit, Failure, Stop, package,
    words::{held, left, plain, talk},
};

/// Runs `zopa replay show`.
///
/// # Errors
/// When the file cannot be read or is no whole replay, or there is no such role or turn.
pub(super) fn run(args: &ShowArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let name = args.file.display();
    let replay = replay_in(&args.file, "show")?;
    let reader = args.role.as_deref().map(|role| role_of(replay.scenario(), role)).transpose()?;
    if let Some(reader) = reader.filter(|_| !args.reveal) {
        open_papers(&replay, reader).map_err(|closed| Failure::usage(format!("{name} {closed}"), CLOSED))?;
    }
    if let Some(turn) = args.turn.filter(|turn| *turn > replay.turns().len()) {
        let last = replay.turns().len();
        return Err(Failure::usage(format!("{name} has no turn {turn}"), format!("give --turn 0 to {last}")).into());
    }
    if args.format == ReplayFormat::Json {
        let value = match args.turn {
            Some(turn) => json::board(&replay, turn, reader),
            None => json::transcript(&replay, reader),
        };
        console.line(&value.to_string())?;
        return Ok(Exit::Success);
    }
    if args.tree {
        tree::write(&replay, console)?;
        return Ok(Exit::Success);
    }
    let width = console.width;
    let mut page = Page { replay: &replay, reader, console, width };
    page.heading()?;
    match args.turn {
        Some(turn) => page.board(turn)?,
        None => page.transcript()?,
    }
    Ok(Exit::Success)
}

/// What to do where papers are closed.
const CLOSED: &str = "Their BATNA and values are shown when the session is over: finish it with `zopa resume`, show your \
                      own side, or add --reveal to look now; what you play after that is no negotiation any more.";

/// Refuses the papers of a side the program plays while the session can be gone on with.
fn open_papers(replay: &Replay, reader: PartyId) -> Result<(), String> {
    let is_automated = matches!(replay.header().setup.chairs.get(reader.index()), Some(Chair::Automated(_)));
    if is_automated && replay.session().ending().is_none() {
        let who = words::party(replay.scenario(), reader);
        return Err(format!("is unfinished, and {who} is played by the program"));
    }
    Ok(())
}

/// The party a role names: exactly, or by the only short name that begins so.
pub(crate) fn role_of(scenario: &Scenario, role: &str) -> Result<PartyId, Failure> {
    let ids = || (0u8..).map(PartyId).zip(scenario.parties());
    let begins = |party: &Party| party.id.get(..role.len()).is_some_and(|start| start.eq_ignore_ascii_case(role));
    let mut beginning = ids().filter(|(_, party)| !role.is_empty() && begins(party)).map(|(id, _)| id);
    let only = beginning.next().filter(|_| beginning.next().is_none());
    scenario.party_named(role).or(only).ok_or_else(|| {
        let known: Vec<_> = scenario.parties().iter().map(|party| party.id.as_str()).collect();
        Failure::usage(format!("no party is called `{}`", plain(role)), format!("the roles are {}", known.join(", ")))
    })
}

/// What a package is worth to a party, in points out of 100.
pub(super) struct Worth {
    pub(super) points: f64,
    pub(super) batna: f64,
    pub(super) target: Option<f64>,
    /// Why it may not be agreed to, if it may not.
    pub(super) red_line: Option<String>,
}

impl Worth {
    pub(super) fn of(party: &Party, outcome: Outcome) -> Self {
        let preferences = &party.preferences;
        // One division of two integers: whole points come out whole.
        let points = |points: Points| (points.0 as f64 * 100.0) / preferences.scale() as f64;
        Self {
            points: points(preferences.points(outcome)),
            batna: points(preferences.reservation_points()),
            target: preferences.aspiration().map(|target| points(preferences.to_points(target.get()))),
            red_line: preferences.crossed(outcome).map(|at| party.red_lines.get(at).cloned().unwrap_or_default()),
        }
    }

    /// `62.5 points: 32.5 above the BATNA, 17.5 below the target`.
    fn sentence(&self) -> String {
        let against = |level: f64, name: &str| match self.points - level {
            gap if gap.abs() < 0.05 => format!("at the {name}"),
            gap if gap > 0.0 => format!("{gap:.1} above the {name}"),
            gap => format!("{:.1} below the {name}", -gap),
        };
        let target = self.target.map(|target| format!(", {}", against(target, "target"))).unwrap_or_default();
        let line =
            self.red_line.as_ref().map(|why| format!("; crosses a red line: {}", plain(why))).unwrap_or_default();
        format!("{:.1} points: {}{target}{line}", self.points, against(self.batna, "BATNA"))
    }
}

/// A replay on its way to a console.
struct Page<'a, 'c> {
    replay: &'a Replay,
    /// Whose private side is shown.
    reader: Option<PartyId>,
    console: &'a mut Console<'c>,
    width: usize,
}

impl Page<'_, '_> {
    fn put(&mut self, style: Style, indent: usize, text: &str) -> Result<(), Stop> {
        let (first, more) = (" ".repeat(indent), " ".repeat(indent + 2));
        for line in words::wrapped(&plain(text), self.width, &first, &more) {
            let line = if style == Style::new() { line } else { self.console.paint(style, &line) };
            self.console.line(&line)?;
        }
        Ok(())
    }

    fn heading(&mut self) -> Result<(), Stop> {
        let replay = self.replay;
        let (header, scenario) = (replay.header(), replay.scenario());
        self.put(Style::new().bold(), 0, scenario.title())?;
        let rounds = scenario.rules().rounds();
        let about =
            format!("{} · as of {} · {rounds} rounds · seed {}", scenario.id(), scenario.asof(), header.setup.seed);
        self.put(Style::new(), 0, &about)?;
        for ((party, chair), revision) in scenario.parties().iter().zip(&header.setup.chairs).zip(&header.revisions) {
            let player = match (chair, revision) {
                (Chair::Automated(spec), Some(revision)) => format!("{spec}, revision {revision}"),
                (Chair::Automated(spec), None) => spec.clone(),
                (Chair::Open, _) => "a person".to_owned(),
            };
            self.put(Style::new(), 2, &format!("{}: {}, {}; played by {player}", party.id, party.name, party.role))?;
        }
        if let Some(reader) = self.reader {
            let party = scenario.party(reader);
            let Worth { batna, target, .. } = Worth::of(party, Outcome(0));
            let target = target.map(|target| format!(", target {target:.1}")).unwrap_or_default();
            let has_typed = self.replay.turns().iter().any(|turn| turn.by == reader && !turn.note.is_empty());
            let typed = if has_typed { "; what was typed stands after `>`" } else { "" };
            let text = format!("Private to {}: BATNA {batna:.1} points{target}{typed}", party.id);
            self.put(Style::new(), 0, &text)?;
        }
        self.console.line("")?;
        Ok(())
    }

    fn transcript(&mut self) -> Result<(), Stop> {
        let replay = self.replay;
        // The package each party offered last, to tell what changed.
        let mut offered: Vec<Option<Outcome>> = vec![None; replay.scenario().parties().len()];
        for (at, recorded) in replay.turns().iter().enumerate() {
            let before = offered.get(recorded.by.index()).copied().flatten();
            self.turn(at, recorded, before)?;
            if let (TableAct::Offer(packages), Some(slot)) = (recorded.turn.act, offered.get_mut(recorded.by.index())) {
                *slot = Some(packages.first());
            }
        }
        if !replay.turns().is_empty() {
            self.console.line("")?;
        }
        self.ending()?;
        self.beside()?;
        if !replay.variations().is_empty() {
            let kept = replay.variations().len();
            self.put(Style::new(), 0, &format!("Variations kept: {kept}; `--tree` shows them."))?;
        }
        for unknown in replay.unknown() {
            let text = format!("Line {} has `{}`, which this version does not know.", unknown.line, unknown.name);
            self.put(Style::new(), 0, &text)?;
        }
        if let Some(tail) = replay.tail() {
            let text =
                format!("Line {} is torn and left out: {} bytes from byte {} on.", tail.line, tail.len, tail.offset);
            self.put(Style::new(), 0, &text)?;
        }
        Ok(())
    }

    /// What was taken back, for everybody; what the reader did beside the table, for the reader alone.
    fn beside(&mut self) -> Result<(), Stop> {
        let replay = self.replay;
        for Undone { by, turns, left, .. } in replay.undone() {
            let (first, last) = (left + 1, *left as usize + turns.len());
            let text = format!("{} took back turns {first} to {last}.", words::party(replay.scenario(), *by));
            self.put(Style::new(), 0, &text)?;
        }
        for Noted { by, after, aside, .. } in replay.asides() {
            if self.reader == Some(*by) {
                let text = format!("After turn {after}: {}", words::aside(replay.scenario(), aside));
                self.put(Style::new().dimmed(), 0, &text)?;
            }
        }
        Ok(())
    }

    fn ending(&mut self) -> Result<(), Stop> {
        let replay = self.replay;
        let scenario = replay.scenario();
        let turns = replay.turns().len();
        let text = match replay.session().ending() {
            Some(ending) => format!("{} (after {turns} turns).", words::ending(scenario, ending)),
            None => format!("Unfinished after {turns} turns; `zopa resume` goes on with it."),
        };
        self.put(Style::new().bold(), 0, &text)?;
        if let Some(outcome) = replay.session().ending().and_then(Ending::agreement) {
            for clause in scenario.terms(outcome).unwrap_or_default() {
                self.put(Style::new(), 2, &format!("- {clause}."))?;
            }
            self.worth(2, outcome)?;
        }
        Ok(())
    }

    /// What a package is worth to the reader, if there is one.
    fn worth(&mut self, indent: usize, outcome: Outcome) -> Result<(), Stop> {
        let Some(reader) = self.reader else { return Ok(()) };
        let party = self.replay.scenario().party(reader);
        let text = format!("for {}: {}", party.id, Worth::of(party, outcome).sentence());
        self.put(Style::new().dimmed(), indent, &text)
    }

    fn turn(&mut self, at: usize, recorded: &Recorded, before: Option<Outcome>) -> Result<(), Stop> {
        let scenario = self.replay.scenario();
        let who = words::party(scenario, recorded.by);
        let mut acts: Vec<_> =
            recorded.turn.talk.iter().map(|act| talk(scenario.space(), scenario.criteria(), *act)).collect();
        let space = scenario.space();
        let mut packages = Vec::new();
        acts.extend(match recorded.turn.act {
            TableAct::Hold => held(&recorded.turn).map(str::to_owned),
            TableAct::Walk(door) => Some(left(door).to_owned()),
            TableAct::Accept(wanted) => {
                let offer = self.replay.turns().get(wanted.turn as usize).map(|offer| offer.turn.act);
                let text = match offer {
                    Some(TableAct::Offer(offer)) if offer.is_meso() => {
                        format!("accepted package {} of turn {}", u32::from(wanted.package) + 1, wanted.turn + 1)
                    }
                    _ => format!("accepted the offer of turn {}", wanted.turn + 1),
                };
                let accepted = match offer {
                    Some(TableAct::Offer(offer)) => offer.as_slice().get(usize::from(wanted.package)).copied(),
                    _ => None,
                };
                packages.extend(accepted.map(|outcome| (package::format(space, outcome), outcome)));
                Some(text)
            }
            TableAct::Offer(offer) => {
                for (number, outcome) in (1..).zip(offer.as_slice()) {
                    let text = match before {
                        Some(before) if before == *outcome => "as before".to_owned(),
                        Some(before) => format!("as before but {}", words::change(space, before, *outcome)),
                        None => package::format(space, *outcome),
                    };
                    let text = if offer.is_meso() { format!("{number}: {text}") } else { text };
                    packages.push((text, *outcome));
                }
                Some(if offer.is_meso() {
                    format!("offered one of {}", offer.as_slice().len())
                } else {
                    "offered".to_owned()
                })
            }
        });
        let number = at + 1;
        self.put(Style::new().bold(), 0, &format!("{number:>2}. {who} {}", acts.join("; ")))?;
        if !recorded.words.is_empty() {
            self.put(Style::new(), 4, &format!("\"{}\"", recorded.words))?;
        }
        if !recorded.note.is_empty() && self.reader == Some(recorded.by) {
            self.put(Style::new().dimmed(), 4, &format!("> {}", recorded.note))?;
        }
        for (text, outcome) in packages {
            self.put(Style::new(), 4, &text)?;
            self.worth(6, outcome)?;
        }
        Ok(())
    }

    /// The table after a turn.
    fn board(&mut self, turn: usize) -> Result<(), Stop> {
        let replay = self.replay;
        let scenario = replay.scenario();
        let session = replay.session_after(turn);
        let title = if turn == 0 { "Before the first turn".to_owned() } else { format!("After turn {turn}") };
        self.put(Style::new().bold(), 0, &format!("{title}: {}", standing(scenario, &session)))?;
        for (at, party) in (0u8..).zip(scenario.parties()) {
            let Some(live) = session.live(PartyId(at)) else {
                self.put(Style::new(), 2, &format!("{}: no live offer", party.id))?;
                continue;
            };
            self.put(Style::new(), 2, &format!("{}: live since turn {}", party.id, live.turn + 1))?;
            let packages = live.packages;
            for (number, outcome) in (1..).zip(packages.as_slice()) {
                let text = package::format(scenario.space(), *outcome);
                self.put(Style::new(), 4, &if packages.is_meso() { format!("{number}: {text}") } else { text })?;
                self.worth(6, *outcome)?;
            }
        }
        Ok(())
    }
}

/// Whose turn it is, or how it ended.
fn standing(scenario: &Scenario, session: &Session) -> String {
    match session.phase() {
        Phase::Turn(by) => {
            let (round, rounds) = (session.round() + 1, session.rules().rounds());
            format!("round {round} of {rounds}, {} to act", words::party(scenario, by))
        }
        Phase::Ended(ending) => words::ending(scenario, ending),
    }
}
