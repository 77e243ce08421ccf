//! Commands: a typed line into what it asks for, or into an error that teaches.
//!
//! Parsing needs the desk (names of issues, values and criteria) and decides nothing about the session: whether an offer is
//! legal or wise is for the game to say. What can be typed stands in one [`table`].

mod practice;
mod saying;
mod table;

use std::ops::Range;

use zopa_core::{Door, IssueId, PACKAGE_LIMIT, Talk};
use zopa_scenario::Desk;

use crate::package::{self, Partial, alternatives, by_prefix};

use super::{card::Card, guess::Part, prep::Field};

use self::table::Kind;
pub(crate) use self::table::{COMMANDS, Entry, entry_named, filled};

/// What a person asked for.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Command {
    /// Put packages on the table.
    Offer {
        /// The packages as typed.
        packages: Vec<Partial>,
        /// Whether warnings were confirmed in advance.
        sure: bool,
    },
    /// Accept a live offer.
    Accept {
        /// Which: the turn's number, counted from 1, and the place of the package in it.
        which: Option<(u32, Option<u8>)>,
        /// Whether warnings were confirmed in advance.
        sure: bool,
    },
    /// Say what is queued, leave the table.
    Send {
        /// Whether warnings were confirmed in advance.
        sure: bool,
    },
    /// Leave.
    Walk {
        /// For good, or ready to come back.
        door: Door,
        /// Whether it was confirmed in advance.
        sure: bool,
    },
    /// Say what is queued and something that takes the turn away from the table.
    Away {
        /// What takes it.
        talk: Talk,
        /// Whether warnings were confirmed in advance.
        sure: bool,
    },
    /// Queue something to say.
    Say(Talk),
    /// Queue saying no to a live offer.
    Reject {
        /// Which, as in [`Command::Accept`].
        which: Option<(u32, Option<u8>)>,
        /// The issue blamed.
        over: Option<IssueId>,
    },
    /// Take the last of it back.
    Unsay,
    /// Price a package privately.
    Value(Partial),
    /// Show what a package is worth in money.
    Model(Partial),
    /// Show the live offers.
    Board,
    /// Show the turns.
    History,
    /// Show the brief, or one issue of it.
    Brief(Option<IssueId>),
    /// Show what one knows of the kind of organisation across the table.
    About,
    /// Show the preparation sheet, or fill a field of it.
    Prep(Option<(Field, String)>),
    /// Show what was heard and noted.
    Notebook,
    /// Note something down.
    Note(String),
    /// Show the guess board, or fill a part of it.
    Guess(Option<(Part, String)>),
    /// List the tactic cards, or show one.
    Cards(Option<&'static Card>),
    /// Take the last turn back.
    Undo,
    /// Do what was asked about.
    Yes,
    /// A hint.
    Hint,
    /// Help, on one command or all.
    Help(Option<&'static Entry>),
    /// Where it is recorded, or copy the record.
    Save(Option<String>),
    /// Leave.
    Quit,
}

impl Command {
    /// Whether it is an act at the table, with which a turn ends.
    fn ends_turn(&self) -> bool {
        matches!(
            self,
            Self::Offer { .. }
                | Self::Accept { .. }
                | Self::Send { .. }
                | Self::Walk { .. }
                | Self::Away { .. }
                | Self::Undo
                | Self::Yes
                | Self::Quit
        )
    }
}

/// What is wrong with a line, where, and what to type instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Misread {
    /// The words at fault, in bytes of the line.
    pub(crate) at: Range<usize>,
    /// What is wrong, a lower-case fragment.
    pub(crate) message: String,
    /// What to type instead; may be empty.
    pub(crate) help: String,
}

/// The words of one command, with their places in the line.
struct Words<'t> {
    line: &'t str,
    words: Vec<Range<usize>>,
    /// Where the command ends.
    end: usize,
}

impl<'t> Words<'t> {
    fn of(line: &'t str, part: Range<usize>) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in line[part.clone()].char_indices().map(|(at, c)| (part.start + at, c)) {
            match (start, c.is_whitespace()) {
                (None, false) => start = Some(at),
                (Some(from), true) => {
                    words.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        words.extend(start.map(|from| from..part.end));
        Self { line, words, end: part.end }
    }

    fn get(&self, at: usize) -> Option<&'t str> {
        self.words.get(at).map(|word| &self.line[word.clone()])
    }

    /// The place of a word, or the end of the command.
    fn at(&self, at: usize) -> Range<usize> {
        self.words.get(at).cloned().unwrap_or(self.end..self.end)
    }

    fn misread(&self, at: usize, message: impl Into<String>, help: impl Into<String>) -> Misread {
        Misread { at: self.at(at), message: message.into(), help: help.into() }
    }

    /// What was typed from the word at `at` on, as it was typed.
    fn rest(&self, at: usize) -> &'t str {
        self.line[self.at(at).start..self.end].trim()
    }

    /// Refuses words from `at` on.
    fn no_more(&self, at: usize, entry: &Entry) -> Result<(), Misread> {
        match self.get(at) {
            None => Ok(()),
            Some(word) => Err(self.misread(
                at,
                format!("`{}` takes nothing like `{word}`", entry.name),
                format!("{}Put `;` between two commands.", entry.how()),
            )),
        }
    }

    /// One of a few words, by unique prefix.
    fn choice<T: Copy>(&self, at: usize, entry: &Entry, choices: &[(&str, T)]) -> Result<T, Misread> {
        let names = choices.iter().map(|(name, _)| *name);
        let word = self.get(at).unwrap_or_default();
        match by_prefix(word, names.clone()) {
            Ok(found) => Ok(choices[found].1),
            Err(_) => {
                let message = match word {
                    "" => format!("`{}` needs {}", entry.name, alternatives(names)),
                    _ => format!("`{word}` is not {}", alternatives(names)),
                };
                Err(self.misread(at, message, entry.how()))
            }
        }
    }

    /// Whether the word at `at`, if there is one, confirms; it must be the last.
    fn confirmed(&self, at: usize, entry: &Entry) -> Result<bool, Misread> {
        let sure = self.get(at).is_some();
        if sure {
            self.choice(at, entry, &[("yes", ()), ("confirm", ())])?;
        }
        self.no_more(at + 1, entry).map(|()| sure)
    }

    fn issue(&self, at: usize, desk: Desk<'_>, entry: &Entry) -> Result<IssueId, Misread> {
        let Some(word) = self.get(at) else {
            let names: Vec<&str> = desk.space().issues().iter().map(zopa_core::Issue::name).collect();
            let help = format!("The issues are {}. For example: {}", names.join(", "), entry.example(desk));
            return Err(self.misread(at, "which issue?", help));
        };
        package::issue(desk.space(), word).map_err(|(message, help)| self.misread(at, message, help))
    }
}

/// Reads a line: its commands, separated by `;`, each with its place.
///
/// # Errors
/// The first command that cannot be read; then none of the line should be carried out.
pub(crate) fn parse(desk: Desk<'_>, line: &str) -> Result<Vec<(Range<usize>, Command)>, Misread> {
    let mut commands = Vec::new();
    let mut start = 0;
    for part in line.split(';') {
        let range = start..start + part.len();
        start = range.end + 1;
        let words = Words::of(line, range.clone());
        let Some(command) = one(desk, &words)? else { continue };
        if commands.last().is_some_and(|(_, before): &(_, Command)| before.ends_turn()) {
            let help = "What is said with it comes before it; what comes after it belongs on the next line.";
            return Err(words.misread(0, "the turn ends with the command before this one", help));
        }
        commands.push((words.at(0).start..range.end, command));
    }
    Ok(commands)
}

fn one(desk: Desk<'_>, words: &Words<'_>) -> Result<Option<Command>, Misread> {
    let Some(name) = words.get(0) else { return Ok(None) };
    let entry = entry_named(name).map_err(|(message, help)| words.misread(0, message, help))?;
    let bare = |command: Command| words.no_more(1, entry).map(|()| command);
    let command = match entry.kind {
        Kind::Offer | Kind::Meso => offer(desk, words, entry)?,
        Kind::Value | Kind::Model => {
            let (mut packages, _) = packages(desk, words, entry)?;
            let package = packages.remove(0);
            if entry.kind == Kind::Model { Command::Model(package) } else { Command::Value(package) }
        }
        Kind::Accept => accept(words, entry)?,
        Kind::Reject => saying::reject(desk, words, entry)?,
        Kind::Send => Command::Send { sure: words.confirmed(1, entry)? },
        Kind::Walk => {
            let open = words.get(1).is_some_and(|word| by_prefix(word, ["open"].into_iter()).is_ok());
            let door = if open { Door::Open } else { Door::Closed };
            Command::Walk { door, sure: words.confirmed(if open { 2 } else { 1 }, entry)? }
        }
        Kind::Away(talk) => Command::Away { talk, sure: words.confirmed(1, entry)? },
        Kind::Escalate => saying::escalate(words, entry)?,
        Kind::Unsay => bare(Command::Unsay)?,
        Kind::Board => bare(Command::Board)?,
        Kind::History => bare(Command::History)?,
        Kind::About => bare(Command::About)?,
        Kind::Hint => bare(Command::Hint)?,
        Kind::Notebook => bare(Command::Notebook)?,
        Kind::Undo => bare(Command::Undo)?,
        Kind::Yes => bare(Command::Yes)?,
        Kind::Prep => practice::prep(words, entry)?,
        Kind::Guess => practice::guess(words, entry)?,
        Kind::Note => practice::note(words, entry)?,
        Kind::Cards => practice::cards(words, entry)?,
        Kind::Quit => bare(Command::Quit)?,
        Kind::Brief => {
            let issue = words.get(1).map(|_| words.issue(1, desk, entry)).transpose()?;
            words.no_more(2, entry)?;
            Command::Brief(issue)
        }
        Kind::Help => {
            let about = words.get(1).map(entry_named).transpose();
            words.no_more(2, entry)?;
            Command::Help(about.map_err(|(message, help)| words.misread(1, message, help))?)
        }
        Kind::Save => {
            let file = words.rest(1);
            Command::Save((!file.is_empty()).then(|| file.to_owned()))
        }
        _ => Command::Say(saying::talk(desk, words, entry)?),
    };
    Ok(Some(command))
}

/// The packages after a command's name and whether they are confirmed: parts between `|`, one `rest` serving all.
fn packages(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<(Vec<Partial>, bool), Misread> {
    let confirm = words.words.iter().skip(1).find(|word| {
        let word = &words.line[(*word).clone()];
        word.eq_ignore_ascii_case("confirm") || word.eq_ignore_ascii_case("--confirm")
    });
    if words.get(1).is_none() {
        return Err(words.misread(
            1,
            format!("`{}` needs a package", entry.name),
            format!("For example: {}", entry.example(desk)),
        ));
    }
    let mut start = words.at(1).start;
    // The confirmation is blanked out rather than cut, so that every place stays where it was typed.
    let mut text = words.line[start..words.end].to_owned();
    if let Some(word) = confirm {
        text.replace_range(word.start - start..word.end - start, &" ".repeat(word.len()));
    }
    let mut packages = Vec::new();
    for part in text.split('|') {
        let read = package::parse(desk.space(), part).map_err(|error| Misread {
            at: start + error.at.start..start + error.at.end,
            message: error.message,
            help: error.help,
        })?;
        if read.set() == 0 && read.rest.is_none() {
            let at = start..start + part.len();
            return Err(Misread {
                at,
                message: "an empty package".into(),
                help: format!("For example: {}", entry.example(desk)),
            });
        }
        packages.push(read);
        start += part.len() + 1;
    }
    let rest = packages.iter().find_map(|package| package.rest);
    for package in &mut packages {
        package.rest = package.rest.or(rest);
    }
    Ok((packages, confirm.is_some()))
}

fn offer(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let (packages, sure) = packages(desk, words, entry)?;
    if packages.len() > PACKAGE_LIMIT {
        let message = format!("{} packages; an offer holds four at most", packages.len());
        return Err(words.misread(0, message, String::new()));
    }
    if entry.kind == Kind::Meso && packages.len() == 1 {
        return Err(words.misread(
            0,
            "`meso` needs two to four packages",
            "Put `|` between them, or use `offer` for one.",
        ));
    }
    Ok(Command::Offer { packages, sure })
}

fn accept(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let mut which = None;
    let mut sure = false;
    for at in 1..words.words.len() {
        let word = words.get(at).unwrap_or_default();
        if ["confirm", "--confirm", "yes"].iter().any(|yes| yes.eq_ignore_ascii_case(word)) {
            sure = true;
        } else if which.is_none() {
            which = Some(reference(word).ok_or_else(|| {
                let help = "Offers are numbered by turn: `accept #4`, or `accept #4b` for its second package.";
                words.misread(at, format!("`{word}` is not the number of an offer"), help)
            })?);
        } else {
            words.no_more(at, entry)?;
        }
    }
    Ok(Command::Accept { which, sure })
}

/// `#4b`, `4b`, `#4`: a turn counted from 1, and a package counted from 0.
fn reference(word: &str) -> Option<(u32, Option<u8>)> {
    let word = word.strip_prefix('#').unwrap_or(word);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let package = match word.as_bytes().get(digits.len()..) {
        Some([]) => None,
        Some([letter]) => Some(letter.to_ascii_lowercase() - b'a'),
        _ => return None,
    };
    Some((digits.parse().ok().filter(|turn| *turn > 0)?, package))
}
