//! `zopa replay verify`: three verdicts a file.

use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use zopa_engine::{Intact, Legal, ReadError, Report, Reproduced, read, verify};

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
    for file in &args.files {
        let found = match bytes_of(file) {
            Ok(bytes) => {
                let report = verify(&bytes);
                write(file, &report, args.format, console)?;
                exit_of(&report, &bytes)
            }
            Err(failure) => {
                writeln!(console.err, "error: {failure}\nhelp: {}", failure.help)?;
                failure.exit
            }
        };
        exit = if (found as u8) > (exit as u8) { found } else { exit };
    }
    Ok(exit)
}

/// A file of another version, or one too large, has not been judged; every other no is an answer.
fn exit_of(report: &Report, bytes: &[u8]) -> Exit {
    match read(bytes) {
        Err(ReadError::OtherSchema { .. } | ReadError::TooLarge(_)) => Exit::Unreadable,
        _ if report.is_good() => Exit::Success,
        _ => Exit::Negative,
    }
}

fn write(file: &Path, report: &Report, format: ReplayFormat, console: &mut Console<'_>) -> Result<(), Stop> {
    let answers = answers(report);
    if format == ReplayFormat::Json {
        let mut object = json!({ "file": file.display().to_string() });
        for (question, verdict, sentence, mut details) in answers {
            details["verdict"] = verdict.word().into();
            details["detail"] = sentence.into();
            object[question] = details;
        }
        console.line(&object.to_string())?;
        return Ok(());
    }
    console.line(&plain(&file.display().to_string()))?;
    for (question, verdict, sentence, _) in answers {
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
    Ok(())
}
