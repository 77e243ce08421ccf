//! What a key does to the screen: a state and a scene in, a changed state and at most one effect out.
//!
//! A key never acts at the table itself. It makes the line one would type, so that every rule stands in one place and a
//! record reads the same whichever way a turn was played.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};
use zopa_core::{Outcome, OutcomeSpace, TableAct, ValueId};

use super::{
    draw,
    keys::{self, Action, KEYS},
    scene::Scene,
    state::{Effect, Mode, Pane, State},
};
use crate::{
    package,
    play::{
        command::{self, COMMANDS},
        completion::complete,
        proposal,
        screen::{Ink, board::worth_sentence},
        standing,
    },
};

impl State {
    /// Takes a key in.
    pub(crate) fn press(&mut self, key: KeyEvent, scene: &Scene<'_>) -> Option<Effect> {
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        if is_control && key.code == KeyCode::Char('c') {
            return Some(Effect::Leave);
        }
        if self.is_cramped() {
            return (key.code == KeyCode::Char('q')).then_some(Effect::Leave);
        }
        match std::mem::replace(&mut self.mode, Mode::Looking) {
            Mode::Looking if is_control => None,
            Mode::Looking => keys::action(key.code).and_then(|action| self.act(action, scene)),
            Mode::Typing { input, back } => self.type_key(key, (input, back), scene),
            Mode::Asked { title, lines, then } => match key.code {
                KeyCode::Char('y' | 'Y') => Some(then),
                KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc => None,
                _ => {
                    self.mode = Mode::Asked { title, lines, then };
                    None
                }
            },
            Mode::Reading { title, lines, down } => {
                let (page, last) = (draw::reading_rows(self.size), lines.len());
                let down = match key.code {
                    KeyCode::Up | KeyCode::Char('k') => down.saturating_sub(1),
                    KeyCode::Down | KeyCode::Char('j') => down + 1,
                    KeyCode::PageUp => down.saturating_sub(page),
                    KeyCode::PageDown | KeyCode::Char(' ') => down + page,
                    KeyCode::Home => 0,
                    KeyCode::End => last,
                    KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q') => return None,
                    KeyCode::Char(':') => return self.act(Action::Command, scene),
                    _ => down,
                };
                self.mode = Mode::Reading { title, lines, down: down.min(last.saturating_sub(page)) };
                None
            }
            Mode::Choosing { at } => self.choose(key.code, at, scene),
            Mode::Over => {
                self.mode = Mode::Over;
                match keys::action(key.code) {
                    Some(Action::Back) => self.scroll(Pane::Talk, draw::reading_rows(self.size), true, scene),
                    Some(Action::Forward) => self.scroll(Pane::Talk, draw::reading_rows(self.size), false, scene),
                    Some(Action::Up) => self.scroll(Pane::Talk, 1, true, scene),
                    Some(Action::Down) => self.scroll(Pane::Talk, 1, false, scene),
                    Some(Action::Offer | Action::Leave) => return Some(Effect::Leave),
                    _ => {}
                }
                None
            }
        }
    }

    /// Takes in a text that was pasted: its first line goes into the command line, where it can be read before it is sent.
    pub(crate) fn paste(&mut self, text: &str) {
        if self.is_cramped() || !matches!(self.mode, Mode::Looking | Mode::Typing { .. }) {
            return;
        }
        let pasted = text.lines().next().unwrap_or_default().chars().filter(|c| !c.is_control());
        let (mut input, back) = match std::mem::replace(&mut self.mode, Mode::Looking) {
            Mode::Typing { input, back } => (input, back),
            _ => (Input::default(), 0),
        };
        for c in pasted {
            input.handle(InputRequest::InsertChar(c));
        }
        self.mode = Mode::Typing { input, back };
    }

    fn act(&mut self, action: Action, scene: &Scene<'_>) -> Option<Effect> {
        let line = |line: &str| Some(Effect::Line(line.to_owned()));
        match action {
            Action::Up | Action::Down => self.step(action == Action::Up, scene),
            Action::Less => self.turn_value(scene, |value, _| value.saturating_sub(1)),
            Action::More => self.turn_value(scene, |value, last| (value + 1).min(last)),
            Action::First => self.turn_value(scene, |_, _| 0),
            Action::Last => self.turn_value(scene, |_, last| last),
            Action::NextPane => self.go(1),
            Action::PaneBefore => self.go(Pane::ALL.len() - 1),
            Action::Back | Action::Forward => {
                let pane = if self.pane == Pane::Notebook { Pane::Notebook } else { Pane::Talk };
                self.scroll(pane, draw::reading_rows(self.size), action == Action::Back, scene);
            }
            Action::Offer => self.ask_offer(scene),
            Action::Beside => {
                let text = if self.put_beside() {
                    "Put beside; change the package and press Enter to offer both, x forgets it."
                } else {
                    "It is put beside already, or there are as many as an offer holds."
                };
                self.message = vec![(Ink::Faint, text.into())];
            }
            Action::Alone => self.beside.clear(),
            Action::Accept => match scene.offered().as_slice() {
                [one] => self.ask(&format!("accept {one}"), scene),
                [] => return line("accept"),
                _ => self.open("accept #"),
            },
            Action::Say => self.mode = Mode::Choosing { at: 0 },
            Action::Send => self.ask("send", scene),
            Action::Unsay => return line("unsay"),
            Action::Walk => self.ask("walk", scene),
            Action::Mine => self.begin_from(standing::own_last(&scene.view), "You have made no offer yet."),
            Action::Theirs => self.begin_from(standing::their_best(&scene.view), "They have made no offer yet."),
            Action::Best => self.begin_from(proposal::best(&scene.view), ""),
            Action::Brief => return line("brief"),
            Action::Issue => {
                let issue = scene.view.space().issues().get(self.issue)?;
                return Some(Effect::Line(format!("brief {}", issue.name())));
            }
            Action::Board => return line("board"),
            Action::Hint => return line("hint"),
            Action::Command => self.open(""),
            Action::Keys => {
                let text = |key: &keys::Key| (Ink::Text, format!("{:<10} {}", key.name, key.about));
                let lines = KEYS.iter().map(text).collect();
                self.mode = Mode::Reading { title: "Keys".into(), lines, down: 0 };
            }
            Action::Leave => {
                let lines = vec![(Ink::Text, "Every turn is on disk; the session can be resumed.".into())];
                self.mode = Mode::Asked { title: "Leave?".into(), lines, then: Effect::Leave };
            }
        }
        None
    }

    /// Opens the command line with something in it.
    fn open(&mut self, line: &str) {
        self.mode = Mode::Typing { input: Input::new(line.to_owned()), back: 0 };
    }

    fn begin_from(&mut self, package: Option<Outcome>, none: &str) {
        match package {
            Some(package) => self.package = package,
            None => self.message = vec![(Ink::Text, none.into())],
        }
    }

    fn go(&mut self, steps: usize) {
        let at = Pane::ALL.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        self.pane = Pane::ALL[(at + steps) % Pane::ALL.len()];
    }

    fn step(&mut self, is_up: bool, scene: &Scene<'_>) {
        let last = scene.view.space().issues().len().saturating_sub(1);
        match (self.pane, is_up) {
            (Pane::Offers, true) => self.issue = self.issue.saturating_sub(1),
            (Pane::Offers, false) => self.issue = (self.issue + 1).min(last),
            (pane, back) => self.scroll(pane, 1, back, scene),
        }
    }

    fn scroll(&mut self, pane: Pane, lines: usize, is_back: bool, scene: &Scene<'_>) {
        let most = draw::scrollable(self, scene, pane);
        let place = if pane == Pane::Notebook { &mut self.notes_back } else { &mut self.talk_back };
        let moved = if is_back { *place + lines } else { place.saturating_sub(lines) };
        *place = moved.min(most);
    }

    /// Sets the issue at the cursor to another of its values.
    fn turn_value(&mut self, scene: &Scene<'_>, next: impl FnOnce(u32, u32) -> u32) {
        let space = scene.view.space();
        let mut values: Vec<ValueId> = space.values(self.package).collect();
        if self.pane == Pane::Offers
            && let (Some(value), Some(issue)) = (values.get_mut(self.issue), space.issues().get(self.issue))
        {
            *value = ValueId(next(value.0, issue.len() - 1));
            self.package = space.outcome(&values).unwrap_or(self.package);
        }
    }

    fn ask_offer(&mut self, scene: &Scene<'_>) {
        let space: &OutcomeSpace = scene.view.space();
        let packages: Vec<String> = self.offering().into_iter().map(|one| package::format(space, one)).collect();
        let name = if packages.len() > 1 { "meso" } else { "offer" };
        self.ask(&format!("{name} {}", packages.join(" | ")), scene);
    }

    /// Asks whether a line that ends the turn shall be carried out, with all there is to think of before.
    fn ask(&mut self, line: &str, scene: &Scene<'_>) {
        let read = command::parse(scene.desk, line);
        let judged = read.map(|mut commands| {
            commands.pop().and_then(|(_, command)| proposal::judged(scene.desk, &scene.view, &command))
        });
        let judged = match judged {
            Ok(Some(judged)) => judged.map_err(Into::into),
            Ok(None) => return,
            Err(misread) => Err(misread),
        };
        match judged {
            Err(misread) => {
                self.refused(line, &misread);
                self.mode = Mode::Looking;
            }
            Ok((proposal, _)) => {
                let queue = scene
                    .queue
                    .iter()
                    .map(|talk| (Ink::Mine, format!("You say with it: {}.", draw::said(scene, *talk))));
                let warnings = proposal.warnings.iter().map(|text| (Ink::Warning, format!("Warning: {text}")));
                let notes = proposal.notes.iter().map(|text| (Ink::Text, text.clone()));
                let worth = scene.columns().into_iter().find(|column| proposal.act == TableAct::Accept(column.wanted));
                let worth = worth.map(|column| (Ink::Text, worth_sentence(&scene.view, column.outcome)));
                let lines = queue.chain(warnings).chain(notes).chain(worth).collect();
                let then = Effect::Line(format!("{line} {}", proposal.confirm));
                self.mode = Mode::Asked { title: line.to_owned(), lines, then };
            }
        }
    }

    fn choose(&mut self, code: KeyCode, at: usize, scene: &Scene<'_>) -> Option<Effect> {
        let last = COMMANDS.len().saturating_sub(1);
        let page = draw::reading_rows(self.size);
        let at = match code {
            KeyCode::Up => at.saturating_sub(1),
            KeyCode::Down => (at + 1).min(last),
            KeyCode::PageUp => at.saturating_sub(page),
            KeyCode::PageDown => (at + page).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            KeyCode::Esc | KeyCode::Char('q') => return None,
            KeyCode::Char(':') => return self.act(Action::Command, scene),
            KeyCode::Enter => {
                let entry = COMMANDS.get(at)?;
                if entry.usage.is_empty() {
                    return Some(Effect::Line(entry.name.to_owned()));
                }
                self.open(&format!("{} ", entry.name));
                self.message = vec![
                    (Ink::Faint, format!("{} {}", entry.name, entry.usage)),
                    (Ink::Faint, format!("For example: {}", entry.example(scene.desk))),
                ];
                return None;
            }
            _ => at,
        };
        self.mode = Mode::Choosing { at };
        None
    }

    fn type_key(&mut self, key: KeyEvent, (mut input, back): (Input, usize), scene: &Scene<'_>) -> Option<Effect> {
        let mut back = back;
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        let is_word = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let request = match key.code {
            KeyCode::Esc => return None,
            KeyCode::Char('d') if is_control && input.value().is_empty() => return None,
            KeyCode::Enter => {
                let line = input.value().trim().to_owned();
                if !line.is_empty() && self.typed.last() != Some(&line) {
                    self.typed.push(line.clone());
                }
                return Some(Effect::Line(line));
            }
            KeyCode::Up | KeyCode::Down => {
                let step = if key.code == KeyCode::Up { back + 1 } else { back.saturating_sub(1) };
                back = step.min(self.typed.len());
                let fetched = self.typed.len().checked_sub(back).and_then(|at| self.typed.get(at));
                input = Input::new(fetched.cloned().unwrap_or_default());
                None
            }
            KeyCode::Tab => {
                input = self.completed(&input, scene);
                None
            }
            KeyCode::Backspace if is_word => Some(InputRequest::DeletePrevWord),
            KeyCode::Backspace => Some(InputRequest::DeletePrevChar),
            KeyCode::Delete => Some(InputRequest::DeleteNextChar),
            KeyCode::Left if is_word => Some(InputRequest::GoToPrevWord),
            KeyCode::Right if is_word => Some(InputRequest::GoToNextWord),
            KeyCode::Left => Some(InputRequest::GoToPrevChar),
            KeyCode::Right => Some(InputRequest::GoToNextChar),
            KeyCode::Home => Some(InputRequest::GoToStart),
            KeyCode::End => Some(InputRequest::GoToEnd),
            KeyCode::Char('a') if is_control => Some(InputRequest::GoToStart),
            KeyCode::Char('e') if is_control => Some(InputRequest::GoToEnd),
            KeyCode::Char('u') if is_control => Some(InputRequest::DeleteFromStart),
            KeyCode::Char('k') if is_control => Some(InputRequest::DeleteTillEnd),
            KeyCode::Char('w') if is_control => Some(InputRequest::DeletePrevWord),
            KeyCode::Char(c) if !is_word => Some(InputRequest::InsertChar(c)),
            _ => None,
        };
        if let Some(request) = request {
            input.handle(request);
        }
        self.mode = Mode::Typing { input, back };
        None
    }

    /// Completes the word before the cursor as far as it is certain, and shows what it could become.
    fn completed(&mut self, input: &Input, scene: &Scene<'_>) -> Input {
        let head: String = input.value().chars().take(input.cursor()).collect();
        let tail: String = input.value().chars().skip(input.cursor()).collect();
        let (start, candidates) = complete(scene.desk, &scene.offered(), &head);
        let Some(shared) = shared_beginning(&candidates) else { return input.clone() };
        if candidates.len() > 1 {
            let all: Vec<&str> = candidates.iter().map(|candidate| candidate.trim()).collect();
            self.message = vec![(Ink::Faint, all.join("  "))];
        }
        let kept = head.get(..start).unwrap_or(&head);
        let typed = head.get(start..).unwrap_or_default();
        // A beginning in other capitals stays as it was typed until it is certain.
        let word = if shared.len() >= typed.len() { shared } else { typed.to_owned() };
        let cursor = kept.chars().count() + word.chars().count();
        Input::new(format!("{kept}{word}{tail}")).with_cursor(cursor)
    }
}

/// What every candidate begins with; `None` when there is none.
fn shared_beginning(candidates: &[String]) -> Option<String> {
    let (first, others) = candidates.split_first()?;
    let mut shared = first.clone();
    for other in others {
        let same = shared.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
        shared = same;
    }
    Some(shared)
}
