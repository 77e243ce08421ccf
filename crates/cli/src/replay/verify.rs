//! `zopa replay verify`: three verdicts a file.

use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use zopa_engine::{Divergence, Intact, Legal, ReadError, Report, Reproduced, read, verify};

use super::{ReplayFormat, VerifyArgs, bytes_of, words};
use crate::{Console, Exit, Stop, words::plain};

/// How an answer turned out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Yes,
    No,
    NotAttempted,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotAttempted => "not attempted",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Yes => AnsiColor::Green.on_default(),
            Self::No => AnsiColor::Red.on_default().bold(),
            Self::NotAttempted => AnsiColor::Yellow.on_default(),
        }
    }
}

/// The three questions with their answers: verdict, sentence, and the line or turn they name.
fn answers(report: &Report) -> [(&'static str, Verdict, String, Value); 3] {
    let intact = match &report.intact {
        Intact::Yes { lines } => (Verdict::Yes, json!({ "lines": lines })),
        Intact::Torn(tail) => (Verdict::Yes, json!({ "line": tail.line, "cut_at_byte": tail.offset })),
        Intact::No(damaged) => (Verdict::No, json!({ "line": damaged.line })),
        Intact::NotReplay(_) => (Verdict::No, json!({})),
    };
    let legal = match &report.legal {
        Legal::Yes { turns, ending } => (Verdict::Yes, json!({ "turns": turns, "finished": ending.is_some() })),
        Legal::No(illegality) => (Verdict::No, json!({ "line": illegality.line, "turn": illegality.turn })),
        Legal::NotAttempted(_) => (Verdict::NotAttempted, json!({})),
    };
    let reproduced = match &report.reproduced {
        Reproduced::Yes { turns } => (Verdict::Yes, json!({ "turns": turns })),
        Reproduced::No(divergence) => {
            let (expected, recorded) = (&divergence.expected, &divergence.recorded);
            (Verdict::No, json!({ "turn": divergence.turn, "expected": expected, "recorded": recorded }))
        }
        Reproduced::NotAttempted(_) => (Verdict::NotAttempted, json!({})),
    };
    [
        ("intact", intact.0, report.intact.to_string(), intact.1),
        ("legal", legal.0, report.legal.to_string(), legal.1),
        ("reproduced", reproduced.0, report.reproduced.to_string(), reproduced.1),
    ]
}

/// Runs `zopa replay verify`.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(args: &VerifyArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    let mut all = Vec::new();
    for file in &args.files {
        let found = match bytes_of(file) {
            Ok(bytes) => {
                let report = verify(&bytes);
                let is_finished = is_finished(&report);
                match args.format {
                    ReplayFormat::Json => all.push(object(file, &report, &bytes)),
                    ReplayFormat::Text => write(file, &report, (args.finished, &bytes), console)?,
                }
                match exit_of(&report, &bytes) {
                    Exit::Success if args.finished && !is_finished => Exit::Negative,
                    exit => exit,
                }
            }
            Err(failure) => {
                writeln!(console.err, "error: {failure}\nhelp: {}", failure.help)?;
                failure.exit
            }
        };
        exit = if (found as u8) > (exit as u8) { found } else { exit };
    }
    if args.format == ReplayFormat::Json {
        console.line(&Value::Array(all).to_string())?;
    }
    Ok(exit)
}

/// Whether a session went to its end and all of it was written.
fn is_finished(report: &Report) -> bool {
    matches!(report.legal, Legal::Yes { ending: Some(_), .. }) && !matches!(report.intact, Intact::Torn(_))
}

/// An accident that befalls text files on their way and breaks every hash, if one is to be seen.
fn accident(report: &Report, bytes: &[u8]) -> Option<&'static str> {
    if !matches!(report.intact, Intact::No(_) | Intact::NotReplay(_)) {
        return None;
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Some(
            "the file begins with a byte-order mark, which an editor has put there: take it out and try again",
        );
    }
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).peekable();
    (lines.peek().is_some() && lines.all(|line| line.ends_with(b"\r\n")))
        .then_some("every line ends in CRLF, as an editor or a transfer writes it: make it LF and try again")
}

/// Where the session goes another way: of the two lines, the first piece that differs.
fn difference(divergence: &Divergence) -> Option<String> {
    let [expected, recorded] = [&divergence.expected, &divergence.recorded]
        .map(|line| serde_json::from_str::<Value>(line).ok().filter(Value::is_object));
    let (path, expected, recorded) = piece(String::new(), &expected?, &recorded?)?;
    let shown = |value: Option<Value>| match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => text,
        Some(value) => value.to_string(),
    };
    let name = path.rsplit('.').next().filter(|name| !name.is_empty()).map(|name| format!("{name}: "));
    let (name, expected, recorded) = (name.unwrap_or_default(), shown(expected), shown(recorded));
    Some(format!("no: turn {}: {name}expected {expected}, recorded {recorded}", divergence.turn))
}

/// Two values that stand at one path; a missing one is `None`.
type Pair = (String, Option<Value>, Option<Value>);

/// The first place at which two values differ; for objects in the order of their names.
fn piece(path: String, a: &Value, b: &Value) -> Option<Pair> {
    match (a, b) {
        (a, b) if a == b => None,
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            names.into_iter().find_map(|name| {
                let path = format!("{path}.{name}");
                match (a.get(name), b.get(name)) {
                    (Some(a), Some(b)) => piece(path, a, b),
                    (a, b) => Some((path, a.cloned(), b.cloned())),
                }
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).find_map(|(a, b)| piece(path.clone(), a, b))
        }
        (a, b) => Some((path, Some(a.clone()), Some(b.clone()))),
    }
}

/// The answers for another program: sentences, and both lines of a difference in full.
fn object(file: &Path, report: &Report, bytes: &[u8]) -> Value {
    let mut object = json!({ "file": file.display().to_string(), "finished": is_finished(report) });
    if let Some(accident) = accident(report, bytes) {
        object["accident"] = accident.into();
    }
    for (question, verdict, sentence, mut details) in answers(report) {
        details["verdict"] = verdict.word().into();
        details["detail"] = sentence.into();
        object[question] = details;
    }
    object
}

/// A file of another version, or one too large, has not been judged; every other no is an answer.
fn exit_of(report: &Report, bytes: &[u8]) -> Exit {
    match read(bytes) {
        Err(ReadError::OtherSchema { .. } | ReadError::TooLarge(_)) => Exit::Unreadable,
        _ if report.is_good() => Exit::Success,
        _ => Exit::Negative,
    }
}

/// The answers for a person. `finished` says whether that is asked too.
fn write(
    file: &Path,
    report: &Report,
    (finished, bytes): (bool, &[u8]),
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let mut answers: Vec<_> =
        answers(report).map(|(question, verdict, sentence, _)| (question, verdict, sentence)).into();
    if let Reproduced::No(divergence) = &report.reproduced
        && let Some(short) = difference(divergence)
        && let Some(last) = answers.last_mut()
    {
        last.2 = short;
    }
    if finished && is_finished(report) {
        answers.push(("finished", Verdict::Yes, "yes".into()));
    } else if finished {
        answers.push(("finished", Verdict::No, "no: unfinished, or cut off".into()));
    }
    console.line(&plain(&file.display().to_string()))?;
    for (question, verdict, sentence) in answers {
        let sentence = plain(&sentence);
        let rest = sentence.strip_prefix(verdict.word()).unwrap_or(&sentence);
        let first = format!("  {question:<12}");
        let indent = " ".repeat(first.len());
        let (word, painted) = (verdict.word(), console.paint(verdict.style(), verdict.word()));
        let lines = words::wrapped(&format!("{word}{rest}"), console.width, &first, &indent);
        for (at, line) in lines.iter().enumerate() {
            match line.strip_prefix(&first).and_then(|line| line.strip_prefix(word)).filter(|_| at == 0) {
                Some(rest) => console.line(&format!("{first}{painted}{rest}"))?,
                None => console.line(line)?,
            }
        }
    }
    if let Some(accident) = accident(report, bytes) {
        for line in words::wrapped(accident, console.width, "  ", "  ") {
            console.line(&line)?;
        }
    }
    Ok(())
}
