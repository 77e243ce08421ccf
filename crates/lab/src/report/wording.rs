//! What a report says in words and numbers: the same in a terminal and in a browser.

use zopa_statistics::Verdict;

use super::{Comparison, Decision, Luck, Meta, Paired, Range, Rate, Report, Standing, Stopping};
use crate::file::{LensFile, MetricFile, ScopeFile, StoppingFile};

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
    if let Some(stopping) = &report.stopping {
        notes.push(stopped(stopping));
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
    let sure = match comparison.interval {
        Some(_) => format!("{percent:.0} % {}", interval(comparison.interval)),
        None => interval(None),
    };
    let mut said = vec![format!("{:+.4}  {sure}", comparison.difference)];
    match (comparison.p, comparison.p_adjusted) {
        (Some(_), Some(adjusted)) if family > 1 => said.push(format!("{} (Holm, {family} tests)", p(adjusted))),
        (Some(alone), _) => said.push(p(alone)),
        (None, _) if report.is_sequential && comparison.interval.is_some() => {
            said.push("valid at every look".to_owned())
        }
        (None, _) => {}
    }
    if let Some(effect) = comparison.effect {
        said.push(format!("effect d_z {effect:.2}"));
    }
    if let Some(superiority) = comparison.superiority {
        said.push(format!("better in {:.0} % of scenarios", 100.0 * superiority));
    }
    let verdict = match (&comparison.verdict, &comparison.refusal) {
        (Some(verdict), _) => format!("{}: {}", verdict.word().to_uppercase(), told(report, *verdict, a, b)),
        (None, Some(refusal)) => format!("none: {refusal}"),
        (None, None) => "none".to_owned(),
    };
    let all = [
        ("Δ", said.join("  ")),
        ("verdict", verdict),
        ("because", because(comparison)),
        ("pairs", comparison.paired.map_or_else(String::new, |paired| pairs(report, &paired, a, b))),
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
    if let Some(between) = comparison.between_opponents {
        why.push(format!("opponent-to-opponent sd {between:.3}"));
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

/// Sessions pair by pair.
fn pairs(report: &Report, paired: &Paired, a: &str, b: &str) -> String {
    let (one, many) = units(report.scope);
    let counted = |number: u64| counted(number, one, many);
    let same = format!("{} both, {} neither", paired.both, paired.neither);
    let sessions =
        format!("of sessions on the same luck {same}, {} only {a}, {} only {b}", paired.only_a, paired.only_b);
    let more = format!("{a} agreed more often in {}, {b} in {}", counted(paired.units_a), counted(paired.units_b));
    let test = paired.p.map_or_else(String::new, |found| format!(": {} (McNemar, exact)", p(found)));
    format!("{sessions} · {more}{test}")
}

/// A rate in percent with its interval.
#[must_use]
pub fn rate(rate: &Rate) -> String {
    let share = format!("{:.1} %", 100.0 * rate.share);
    match rate.interval {
        Some(range) => format!("{share} [{:.1}, {:.1}]", 100.0 * range.low, 100.0 * range.high),
        None => share,
    }
}

/// Rounds to an agreement.
#[must_use]
pub fn rounds_to_deal(standing: &Standing) -> String {
    standing.rounds_to_deal.map_or_else(|| "–".to_owned(), |rounds| format!("{rounds:.1}"))
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

/// What a rule for stopping does, in sentences.
#[must_use]
pub fn rule(stopping: &Stopping, matters: f64) -> String {
    let Stopping { a, b, planned, units_min, alpha, .. } = stopping;
    let (one, many) = units(stopping.scope);
    let (percent, metric) = (100.0 * alpha, metric(stopping.metric));
    let what = match stopping.rule {
        StoppingFile::Fixed => String::new(),
        StoppingFile::WhenSure { .. } => format!(
            "stops as soon as a {:.0} % interval that holds at every look leaves 0 out or lies within ±{matters}",
            100.0 - percent
        ),
        StoppingFile::Gate { lower, upper, miss, .. } => {
            let fixed = stopping.fixed.map_or_else(String::new, |fixed| {
                format!("; a test of fixed size with these errors takes {}", counted(fixed, one, many))
            });
            let missed = 100.0 * miss.0.to_f64();
            format!(
                "accepts an effect of {upper} standard deviations (wrongly in {percent:.0} % where it is {lower}) or rejects \
                 it for {lower} (wrongly in {missed:.0} % where it is {upper}){fixed}"
            )
        }
        StoppingFile::Bet { .. } => format!(
            "stops as soon as betting against no difference has multiplied its stake by {:.0}, which happens in {percent:.0} % \
             at most where there is none",
            1.0 / alpha
        ),
    };
    let every = counted(stopping.rule.every().unwrap_or(0).into(), one, many);
    let first = if *units_min > 1 { format!(", first after {units_min}") } else { String::new() };
    let most = counted(*planned, one, many);
    format!("looks at {a} less {b} on {metric} after every {every}{first}; {what}; plays {most} at most")
}

/// What a rule came to and why it stopped, in a sentence.
#[must_use]
pub fn stopped(stopping: &Stopping) -> String {
    let Stopping { a, b, planned, .. } = stopping;
    let (one, many) = units(stopping.scope);
    let after = match stopping.units == *planned {
        true => format!("after all {}", counted(*planned, one, many)),
        false => format!("after {} of {}", stopping.units, counted(*planned, one, many)),
    };
    let looked = format!("{after}, at look {}", stopping.looks);
    let is_bet = matches!(stopping.rule, StoppingFile::Bet { .. });
    let why = match stopping.decision {
        Decision::Open => return format!("Its rule has decided nothing yet, {after}.{}", weighed(stopping)),
        Decision::Inconclusive => {
            return format!(
                "INCONCLUSIVE: its rule decided nothing in all that was planned, {looked}.{}",
                weighed(stopping)
            );
        }
        Decision::Better | Decision::Worse if is_bet => {
            let (more, less) = if stopping.decision == Decision::Better { (a, b) } else { (b, a) };
            format!("the bet that {more} has more than {less} has paid")
        }
        Decision::Better | Decision::Worse => "the interval of the difference leaves 0 out".to_owned(),
        Decision::Equivalent => "the whole interval is too small to matter".to_owned(),
        Decision::Accepted => format!("{a} less {b} is the larger effect"),
        Decision::Rejected => format!("{a} less {b} is the smaller effect"),
    };
    format!("Stopped by its rule: {} {looked}: {why}.{}", stopping.decision.word().to_uppercase(), weighed(stopping))
}

/// What was weighed, and what would have decided.
fn weighed(stopping: &Stopping) -> String {
    match (stopping.evidence, stopping.rejects, stopping.accepts) {
        (Some(ratio), Some(rejects), Some(accepts)) => {
            format!(" Log likelihood ratio {ratio:+.2}; {accepts:+.2} accepts, {rejects:+.2} rejects.")
        }
        (Some(evidence), None, Some(accepts)) => format!(" Log of the evidence {evidence:+.2}; {accepts:+.2} decides."),
        _ => String::new(),
    }
}

/// What a unit of looks is called.
fn units(scope: ScopeFile) -> (&'static str, &'static str) {
    match scope {
        ScopeFile::Population => ("scenario", "scenarios"),
        ScopeFile::Suite => ("pass", "passes"),
    }
}

/// What is to be said of the looks.
#[must_use]
pub fn looks(report: &Report) -> String {
    let (one, many) = units(report.scope);
    let played = report.looks.last().map_or(0, |look| look.units);
    let looks = counted(report.looks.len() as u64, "look", "looks");
    let played = counted(played, one, many);
    let rule = report.stopping.as_ref().map_or_else(String::new, |of| format!("; it {}", rule(of, report.matters)));
    format!("{looks} at the first comparison, the last after {played}; the interval holds at all of them at once{rule}")
}
