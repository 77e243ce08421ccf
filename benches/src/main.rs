//! Measurements, as ratios within one run; each asserts the result it computed. See `README.md`.

use std::io::{self, Write};

use measure::Mode;

mod domain;
mod fresh;
mod frontier;
mod inverse;
mod measure;
mod offers;
mod partner;

/// One line of the report.
struct Row {
    name: String,
    /// What the times are of.
    unit: &'static str,
    work_ns: f64,
    bound_ns: f64,
    /// What NegMAS 0.16 needs for the same, as measured elsewhere (the design's performance page); not measured here.
    negmas_ns: Option<f64>,
    /// The result that was asserted.
    found: String,
}

/// A bench by name; the beginning of a name stands for all that begin so. An empty place in its answer is a measurement the machine was too busy for.
type Bench = (&'static str, fn(Mode) -> Vec<Option<Row>>);

const BENCHES: [Bench; 8] = [
    ("offers", offers::time),
    ("micro", offers::micro),
    ("fresh-27", fresh::few),
    ("fresh-3072", fresh::some),
    ("fresh-390625", fresh::many),
    ("frontier", frontier::run),
    ("inverse", inverse::run),
    ("partner", partner::run),
];

/// Before the number of calls whose instructions somebody else counts.
const CALLS: &str = "--calls";

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut mode = Mode::Timed;
    let mut wanted = Vec::new();
    let names = BENCHES.map(|(name, _)| name);
    while let Some(argument) = arguments.next() {
        if argument == CALLS {
            let calls = arguments.next().and_then(|calls| calls.parse().ok());
            mode = Mode::Counted(calls.ok_or_else(|| io::Error::other(format!("{CALLS} wants a number")))?);
        } else if names.iter().any(|name| name.starts_with(&argument)) {
            wanted.push(argument);
        } else {
            return Err(io::Error::other(format!("no bench is called {argument}; there are {}", names.join(", "))));
        }
    }
    let mut out = io::stdout().lock();
    for (name, bench) in BENCHES {
        if !wanted.is_empty() && !wanted.iter().any(|w| name.starts_with(w)) {
            continue;
        }
        writeln!(out, "{name}")?;
        for row in bench(mode) {
            match (row, mode) {
                (Some(row), _) => print(&mut out, &row)?,
                (None, Mode::Counted(calls)) => writeln!(out, "  called {calls} times")?,
                (None, Mode::Timed) => {
                    writeln!(out, "  not measured: the bound moved by more than {:.0} %", measure::DRIFT_MAX * 100.0)?
                }
            }
        }
    }
    Ok(())
}

fn print(out: &mut impl Write, row: &Row) -> io::Result<()> {
    let Row { name, unit, work_ns, bound_ns, found, .. } = row;
    let ratio = work_ns / bound_ns;
    writeln!(out, "  {name}")?;
    writeln!(out, "    {} per {unit}, bound {}: {ratio:.2} times the bound", time(*work_ns), time(*bound_ns))?;
    if let Some(negmas) = row.negmas_ns {
        let multiple = negmas / work_ns;
        let decimals = usize::from(multiple < 100.0);
        writeln!(out, "    derived: {multiple:.decimals$} × NegMAS 0.16 ({} there, measured elsewhere)", time(negmas))?;
    }
    writeln!(out, "    asserted: {found}")
}

/// A time with a unit that suits it.
fn time(ns: f64) -> String {
    match ns {
        ns if ns < 1e3 => format!("{ns:.1} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.2} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    }
}
