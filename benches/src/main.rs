//! Measurements, as ratios within one run; each asserts the result it computed. See `README.md`.

use std::io::{self, Write};

mod domain;
mod fresh;
mod frontier;
mod measure;
mod offers;

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

/// A bench by name. An empty place in its answer is a measurement the machine was too busy for.
type Bench = (&'static str, fn() -> Vec<Option<Row>>);

const BENCHES: [Bench; 3] = [("offers", offers::run), ("fresh", fresh::run), ("frontier", frontier::run)];

fn main() -> io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut out = io::stdout().lock();
    let names = BENCHES.map(|(name, _)| name);
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        return Err(io::Error::other(format!("no bench is called {unknown}; there are {}", names.join(", "))));
    }
    for (name, bench) in BENCHES {
        if !wanted.is_empty() && !wanted.iter().any(|w| w == name) {
            continue;
        }
        writeln!(out, "{name}")?;
        for row in bench() {
            match row {
                Some(row) => print(&mut out, &row)?,
                None => {
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
        writeln!(out, "    derived: {multiple:.0} × NegMAS 0.16 ({} there, measured elsewhere)", time(negmas))?;
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
