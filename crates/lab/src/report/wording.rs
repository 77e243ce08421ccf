//! What a report says in words and numbers: the same in a terminal and in a browser.

use zopa_statistics::Verdict;

use super::{Comparison, Luck, Meta, Range, Report, Standing};
use crate::file::{LensFile, MetricFile, ScopeFile};

/// The command that plays a run again, in its folder.
pub const REPRODUCE: &str = "zopa lab run plan.json --out again";

/// A number with commas between thousands, and what is counted.
fn counted(number: u64, one: &str, many: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} {}", if number == 1 { one } else { many })
}

/// What is asked, about what, and how much was played.
#[must_use]
pub fn asked(report: &Report) -> String {
    let lens = match report.lens {
        LensFile::Field => "field lens: each against the same opponents",
        LensFile::Duel => "duel lens: each against the other",
    };
    let scope = match report.scope {
        ScopeFile::Population => format!("scenarios like these {}", report.scenarios),
        ScopeFile::Suite => format!("{} alone", counted(report.scenarios, "scenario", "scenarios")),
    };
    let sessions = counted(report.sessions, "session", "sessions");
    format!("{lens} · about {scope} · {} rounds · {} replicates · {sessions}", report.rounds, report.replicates)
}

/// What is to be known before anything is read.
#[must_use]
pub fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    if !report.is_finished {
        notes.push("Not finished: this speaks of what has been played so far.".to_owned());
    }
    if report.stopped_early {
        notes.push("Stopped by its rule as soon as the first comparison was decided.".to_owned());
    }
    if report.is_deterministic {
        notes.push("Nothing here depends on luck: one replicate says as much as many.".to_owned());
    }
    for standing in report.standings.iter().filter(|standing| standing.endings[3] > 0.0) {
        let (percent, name) = (100.0 * standing.endings[3], &standing.name);
        notes.push(format!("{percent:.2} % of the sessions of {name} ended by breaking the rules."));
    }
    notes
}

/// What the report says nothing about.
#[must_use]
pub fn not_covered(report: &Report) -> String {
    let scenarios = match report.scope {
        ScopeFile::Population => "scenarios drawn or chosen otherwise",
        ScopeFile::Suite => "any other scenario",
    };
    let others = match report.lens {
        LensFile::Field => format!("opponents other than {}", report.opponents.join(", ")),
        LensFile::Duel => "opponents other than each other".to_owned(),
    };
    let mut said = format!("{others}; {scenarios}; deadlines other than {} rounds", report.rounds);
    if report.meta.is_none() && report.standings.len() > 1 {
        said.push_str(
            "; who would last if everybody chose among the candidates, for which each must be an opponent too",
        );
    }
    said
}

/// What a family is, and what its intervals hold.
#[must_use]
pub fn family(report: &Report, name: &str, comparisons: usize) -> String {
    let together = counted(comparisons as u64, "comparison", "comparisons");
    let percent = 100.0 * report.confidence;
    format!("Family `{name}` · {together}, judged together: all intervals hold at {percent:.0} %")
}

/// One comparison and why to believe it, as labels with what stands behind them.
#[must_use]
pub fn explained(report: &Report, family: usize, comparison: &Comparison) -> Vec<(&'static str, String)> {
    let percent = 100.0 * report.confidence;
    let Comparison { a, b, .. } = comparison;
    let mut said = vec![format!("{:+.4}  {percent:.0} % {}", comparison.difference, interval(comparison.interval))];
    match (comparison.p, comparison.p_adjusted) {
        (Some(_), Some(adjusted)) if family > 1 => said.push(format!("{} (Holm, {family} tests)", p(adjusted))),
        (Some(alone), _) => said.push(p(alone)),
        (None, _) if report.is_sequential => said.push("valid at every look".to_owned()),
        (None, _) => {}
    }
    if let Some(effect) = comparison.effect {
        said.push(format!("effect d_z {effect:.2}"));
    }
    if let Some(superiority) = comparison.superiority {
        said.push(format!("better in {:.0} % of scenarios", 100.0 * superiority));
    }
    let verdict = match (&comparison.verdict, &comparison.refusal) {
        (Some(verdict), _) => format!("{}: {}", word(*verdict).to_uppercase(), told(report, *verdict, a, b)),
        (None, Some(refusal)) => format!("none: {refusal}"),
        (None, None) => "none".to_owned(),
    };
    let all = [
        ("Δ", said.join("  ")),
        ("verdict", verdict),
        ("because", because(comparison)),
        ("weakest", weakest(comparison)),
        ("next", next(comparison)),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn because(comparison: &Comparison) -> String {
    let mut why = Vec::new();
    if let Some(pairing) = comparison.pairing.filter(|pairing| *pairing > 1.0) {
        why.push(format!("paired on the same luck: variance ÷{pairing:.1}"));
    }
    if let (Some(between), Some(within)) = (comparison.between_scenarios, comparison.within_scenarios) {
        why.push(format!("scenario-to-scenario sd {between:.3}, replicate-to-replicate sd {within:.3}"));
    }
    if let (Some(share), Some(within)) = (comparison.in_one_play, comparison.within_scenarios)
        && within > 0.0
    {
        why.push(format!("one play alone says so {:.0} times in 100", 100.0 * share));
    }
    why.join(" · ")
}

fn weakest(comparison: &Comparison) -> String {
    let lowest = comparison.by_opponent.iter().min_by(|x, y| x.difference.total_cmp(&y.difference));
    let mut weak = Vec::new();
    if let Some(lowest) = lowest.filter(|lowest| lowest.difference < 0.0) {
        weak.push(format!("{:+.3} against {}", lowest.difference, lowest.name));
    }
    if !comparison.weakest.is_empty() {
        let each = comparison.weakest.iter().map(|weakest| format!("{} ({:+.3})", weakest.name, weakest.difference));
        weak.push(format!("scenarios {}", each.collect::<Vec<_>>().join(", ")));
    }
    weak.join(" · ")
}

fn next(comparison: &Comparison) -> String {
    let Some((needed, shown)) = comparison.scenarios_needed.zip(comparison.interval) else { return String::new() };
    let half = (shown.high - shown.low) / 4.0;
    format!("to find a difference of {half:.4} four times in five takes {needed} scenarios")
}

/// An interval.
#[must_use]
pub fn interval(range: Option<Range>) -> String {
    range.map_or_else(|| "[no interval]".to_owned(), |range| format!("[{:+.4}, {:+.4}]", range.low, range.high))
}

/// A p value.
#[must_use]
pub fn p(p: f64) -> String {
    if p < 0.0001 { "p<0.0001".to_owned() } else { format!("p={p:.4}") }
}

/// A verdict in a word.
#[must_use]
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Equivalent => "equivalent",
        Verdict::Inconclusive => "inconclusive",
    }
}

fn told(report: &Report, verdict: Verdict, a: &str, b: &str) -> String {
    let matters = report.matters;
    match verdict {
        Verdict::Better => format!("{a} has more than {b}; the least that matters is {matters}"),
        Verdict::Worse => format!("{a} has less than {b}; the least that matters is {matters}"),
        Verdict::Equivalent => {
            format!("{a} and {b} differ too little to matter: the difference lies within ±{matters}")
        }
        Verdict::Inconclusive => format!("{a} and {b} cannot be told apart yet; play more scenarios"),
    }
}

/// A metric in a word.
#[must_use]
pub fn metric(metric: MetricFile) -> &'static str {
    match metric {
        MetricFile::Utility => "utility",
        MetricFile::Gain => "gain",
        MetricFile::Agreement => "agreement",
        MetricFile::Time => "time",
        MetricFile::Surplus => "surplus",
    }
}

/// The metric that decides ranks.
#[must_use]
pub fn first_metric(report: &Report) -> &'static str {
    report.metrics.first().map_or("", |first| metric(*first))
}

/// The ranks somebody may hold.
#[must_use]
pub fn ranks(standing: &Standing) -> String {
    match standing.ranks {
        Some(ranks) if ranks.best == ranks.worst => ranks.best.to_string(),
        Some(ranks) => format!("{}–{}", ranks.best, ranks.worst),
        None => "–".to_owned(),
    }
}

/// A number with its standard error, where that is known.
#[must_use]
pub fn with_error(number: f64, error: Option<f64>, decimals: usize) -> String {
    let number = format!("{number:.decimals$}");
    error.map_or_else(|| number.clone(), |error| format!("{number} ±{error:.decimals$}"))
}

/// What is meant by the cost of luck.
#[must_use]
pub fn luck(report: &Report) -> String {
    format!(
        "The cost of luck · {}: by how much it varies when the same scenario is played again, and between scenarios",
        first_metric(report)
    )
}

/// What luck does to somebody, in a sentence.
#[must_use]
pub fn of_luck(report: &Report, luck: &Luck) -> String {
    if luck.within <= 0.0 {
        return "nothing: the same scenario ends the same".to_owned();
    }
    let (percent, left) = (100.0 * luck.share, luck.within / f64::from(report.replicates).sqrt());
    let most =
        luck.most.as_ref().map_or_else(String::new, |most| format!("; most in {} ({:.3})", most.name, most.difference));
    format!("{percent:.0} % of the variance between single plays; ±{left:.3} is left after {}{most}", report.replicates)
}

/// What the game of choosing is.
#[must_use]
pub fn meta(meta: &Meta) -> String {
    format!(
        "Who would last if everybody chose: replicator dynamics from equal shares, α-rank with global selection (α {}, {} \
         members)",
        meta.alpha, meta.population
    )
}

/// How good that population is, and where errors come from.
#[must_use]
pub fn meta_note(meta: &Meta) -> String {
    let errors = match meta.resamples {
        0 => "no errors: these scenarios alone are asked about".to_owned(),
        resamples => format!("± is a standard error: scenarios drawn again {resamples} times"),
    };
    let rest = if meta.settled { "" } else { " · the shares go round in circles: these are means over time" };
    let regret = with_error(meta.regret, meta.regret_error, 4);
    format!("average {:.4} · regret of the best single candidate {regret} · {errors}{rest}", meta.average)
}

/// One look of many, or what is to be said of them.
#[must_use]
pub fn looks(report: &Report) -> String {
    let unit = match report.scope {
        ScopeFile::Population => ("scenario", "scenarios"),
        ScopeFile::Suite => ("pass", "passes"),
    };
    let played = report.looks.last().map_or(0, |look| look.units);
    format!(
        "{} at the first comparison, the last after {}; the interval holds at all of them at once",
        counted(report.looks.len() as u64, "look", "looks"),
        counted(played, unit.0, unit.1)
    )
}
