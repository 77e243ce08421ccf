//! What can be typed in an interactive review: one table, read by the parser, by completion and by `help`.

use std::ops::Range;

use zopa_scenario::Desk;

use crate::{
    package::{alternatives, by_prefix, near},
    play::{Misread, complete, entry_named},
};

/// What a person asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Command<'l> {
    /// The next decision.
    Next,
    /// The one before.
    Back,
    /// The decision of a turn, counted from 1.
    Go(u32),
    /// Where things stood.
    Board,
    /// All decisions.
    Moves,
    /// A move, as typed at the table.
    Try(&'l str),
    /// A hint.
    Hint,
    /// The best move.
    Answer,
    /// How it would have gone on.
    Line(Which),
    /// Why.
    Why,
    /// A command of the table that only looks.
    Look(&'l str),
    /// What can be typed.
    Help,
    /// Leave.
    Quit,
}

/// From which move a line goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// The best one known.
    Best,
    /// The one tried last.
    Mine,
}

/// The commands: name, what follows it, what it does.
pub(super) const COMMANDS: [(&str, &str, &str); 15] = [
    ("next", "", "go to your next decision"),
    ("back", "", "go to the one before"),
    ("go", "TURN", "go to the decision of a turn"),
    ("board", "", "what was on the table then"),
    ("moves", "", "all your decisions, with what they lost"),
    ("try", "COMMANDS", "play another move, typed as at the table: see what they answer, then what it loses"),
    ("hint", "", "what to aim for, then where, then the move"),
    ("answer", "", "the best moves known, and what they answer to the best"),
    ("line", "[best|mine]", "how it goes on from the best move, or from your last try"),
    ("why", "", "what your move did to them, and the principle"),
    ("brief", "[ISSUE]", "your papers"),
    ("history", "", "every turn before this one"),
    ("value", "PACKAGE", "what a package is worth to you"),
    ("help", "", "this list"),
    ("quit", "", "leave; also Ctrl-C and Ctrl-D"),
];

fn names() -> impl Iterator<Item = &'static str> + Clone {
    COMMANDS.iter().map(|(name, ..)| *name)
}

/// Reads a line.
///
/// # Errors
/// What is wrong with it, where, and what to type instead.
pub(super) fn parse(line: &str) -> Result<Command<'_>, Misread> {
    let line = line.trim_end();
    let end = line.find(|c: char| c.is_whitespace() || c == ';').unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let rest_at = line.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let wrong = |at: Range<usize>, message: String, help: String| Misread { at, message, help };
    let name = if word == "?" { "help" } else { word };
    let name = match by_prefix(name, names()) {
        Ok(at) => COMMANDS.get(at).map_or("", |(name, ..)| *name),
        Err(meant) if meant.is_empty() => return Err(unknown(line, word)),
        Err(meant) => {
            let message = format!("`{word}` could be {}", alternatives(meant));
            return Err(wrong(0..end, message, "Type one more letter.".into()));
        }
    };
    let bare = |command| match rest {
        "" => Ok(command),
        _ => Err(wrong(rest_at..line.len(), format!("`{name}` takes nothing after it"), format!("Type `{name}`."))),
    };
    match name {
        "next" => bare(Command::Next),
        "back" => bare(Command::Back),
        "go" => rest.parse().map(Command::Go).map_err(|_| {
            let at = if rest.is_empty() { 0..end } else { rest_at..line.len() };
            wrong(at, "`go` needs the number of a turn".into(), "For example `go 5`; `moves` lists them.".into())
        }),
        "board" => bare(Command::Board),
        "moves" => bare(Command::Moves),
        "try" if rest.is_empty() => {
            let help = "As at the table: `try ask priority`, `try offer rest=same`, `try accept`.";
            Err(wrong(0..end, "`try` needs a move".into(), help.into()))
        }
        "try" => Ok(Command::Try(rest)),
        "hint" => bare(Command::Hint),
        "answer" => bare(Command::Answer),
        "line" if rest.is_empty() => Ok(Command::Line(Which::Best)),
        "line" => match by_prefix(rest, ["best", "mine"].into_iter()) {
            Ok(at) => Ok(Command::Line(if at == 0 { Which::Best } else { Which::Mine })),
            Err(_) => {
                let help = "`line best` goes on from the best move, `line mine` from your last try.";
                Err(wrong(rest_at..line.len(), format!("there is no line `{rest}`"), help.into()))
            }
        },
        "why" => bare(Command::Why),
        "brief" | "history" | "value" => Ok(Command::Look(line)),
        "help" => bare(Command::Help),
        _ => bare(Command::Quit),
    }
}

/// A word that is no command here: a move that lacks `try`, or a slip.
fn unknown(line: &str, word: &str) -> Misread {
    let at = 0..word.len();
    if entry_named(word).is_ok() || word.starts_with(['"', '\'']) {
        let message = format!("`{word}` is said at the table, and here the session is over");
        return Misread { at, message, help: format!("To see what would have come of it: `try {line}`.") };
    }
    let guess = near(word, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
    Misread { at, message: format!("there is no command `{word}`{guess}"), help: "`help` lists them.".into() }
}

/// What could be typed next: a command, or after `try` what the table takes.
pub(super) fn completion(desk: Desk<'_>, offers: &[String], line: &str) -> (usize, Vec<String>) {
    let at_table = |skipped: usize| {
        let (start, words) = complete(desk, offers, line.get(skipped..).unwrap_or_default());
        (start + skipped, words)
    };
    match line.split_once(' ') {
        None => (0, names().filter(|name| name.starts_with(line)).map(|name| format!("{name} ")).collect()),
        Some(("try", rest)) => at_table(line.len() - rest.len()),
        Some(("line", rest)) => {
            let words = ["best", "mine"].into_iter().filter(|word| word.starts_with(rest)).map(str::to_owned);
            (line.len() - rest.len(), words.collect())
        }
        Some(("brief" | "value", _)) => at_table(0),
        Some(_) => (line.len(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_or_taught() {
        assert_eq!(parse("n"), Ok(Command::Next));
        assert_eq!(parse("go 7"), Ok(Command::Go(7)));
        assert_eq!(parse("try  ask why commit; send "), Ok(Command::Try("ask why commit; send")));
        assert_eq!(parse("line m"), Ok(Command::Line(Which::Mine)));
        assert_eq!(parse("value price=2.45 rest=best"), Ok(Command::Look("value price=2.45 rest=best")));
        for (line, marked, said, help) in [
            ("offer price=2", "offer", "`offer` is said at the table", "`try offer price=2`"),
            ("b", "b", "`b` could be `back`, `board` or `brief`", "one more letter"),
            ("anwser", "anwser", "did you mean `answer`?", "`help`"),
            ("go x", "x", "number of a turn", "`go 5`"),
            ("next 3", "3", "`next` takes nothing", "`next`"),
            ("try", "try", "`try` needs a move", "`try accept`"),
        ] {
            let misread = parse(line).unwrap_err();
            assert_eq!(&line[misread.at.clone()], marked, "{misread:?}");
            assert!(misread.message.contains(said) && misread.help.contains(help), "{misread:?}");
        }
    }
}
