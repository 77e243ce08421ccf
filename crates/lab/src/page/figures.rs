//! The figures of the page, each with the numbers it is drawn from.

use zopa_markup::page::{Figure, Markup, Table};
use zopa_statistics::Verdict;

use super::rows::Rows;
use crate::{
    Comparison, FamilyReport, Range, Report,
    report::wording::{self, with_error},
};

/// How many rows a plot has; what is left out stands in JSON.
const ROWS_MAX: usize = 60;

/// The least and the most of some values; 0 to 1 where there are none.
fn span(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let mut values = values.into_iter();
    let Some(first) = values.next() else { return (0.0, 1.0) };
    values.fold((first, first), |(low, high), x| (low.min(x), high.max(x)))
}

fn texts<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn ends(range: Option<Range>) -> [f64; 2] {
    range.map_or([0.0; 2], |range| [range.low, range.high])
}

fn drawn(rows: Rows) -> Markup {
    Markup::new(rows.finish())
}

fn word(comparison: &Comparison) -> &'static str {
    comparison.verdict.map_or("not judged", Verdict::word)
}

/// The class of a verdict.
fn tone(comparison: &Comparison) -> &'static str {
    match comparison.verdict {
        Some(Verdict::Better) => "good",
        Some(Verdict::Worse) => "bad",
        Some(Verdict::Equivalent) => "equal",
        Some(Verdict::Inconclusive) | None => "open",
    }
}

/// The forest plot of a family: every difference with the interval that holds together with all others.
pub(super) fn forest(report: &Report, at: usize, family: &FamilyReport) -> Figure {
    let shown: Vec<&Comparison> = family.comparisons.iter().take(ROWS_MAX).collect();
    let is_one_metric = report.metrics.len() == 1;
    let name = |c: &Comparison| match is_one_metric {
        true => format!("{} − {}", c.a, c.b),
        false => format!("{}: {} − {}", wording::metric(c.metric), c.a, c.b),
    };
    let interval = |c: &Comparison| c.simultaneous.or(c.interval);
    let names: Vec<String> = shown.iter().map(|c| name(c)).collect();
    let matters = report.matters;
    let values = shown.iter().flat_map(|c| ends(interval(c)).into_iter().chain([c.difference, matters, -matters]));
    let title = format!("Differences of the family {}", family.name);
    let desc =
        "One row a comparison: the difference as a dot, its interval as a line, the verdict in words at the right.";
    let mut rows =
        Rows::new(&format!("forest-{at}"), [&title, desc, "how much more the first has"], &names, span(values));
    rows.band(-matters, matters);
    rows.level(0.0);
    for (row, comparison) in shown.iter().enumerate() {
        let class = tone(comparison);
        rows.estimate(class, row, comparison.difference, interval(comparison));
        rows.word(class, row, word(comparison));
    }
    let left = family.comparisons.len() - shown.len();
    let more = if left > 0 { format!(" {left} more stand in JSON.") } else { String::new() };
    let row = |c: &&Comparison| {
        let p = c.p_adjusted.map_or_else(|| "–".to_owned(), wording::p);
        vec![name(c), format!("{:+.4}", c.difference), wording::interval(interval(c)), p, word(c).to_owned()]
    };
    Figure {
        id: format!("forest-{at}"),
        says: format!("The shaded band is what does not matter, ±{matters}.{more}"),
        picture: drawn(rows),
        legend: vec![],
        table: Table {
            caption: title.clone(),
            head: texts(["comparison", "difference", "interval, holding together", "p, Holm", "verdict"]),
            rows: shown.iter().map(row).collect(),
        },
        title,
    }
}

/// Where a difference comes from: against whom, and over which scenarios.
pub(super) fn detail(report: &Report, id: &str, comparison: &Comparison) -> Option<Figure> {
    let spread = comparison.spread.filter(|_| report.scenarios > 1);
    if comparison.by_opponent.is_empty() && spread.is_none() {
        return None;
    }
    let mut names: Vec<String> = vec!["all together".to_owned()];
    names.extend(comparison.by_opponent.iter().map(|against| format!("against {}", against.name)));
    names.extend(spread.map(|_| "scenarios, 5 to 95 in 100".to_owned()));
    let of_spread = spread.map_or([0.0; 2], |spread| [spread.low, spread.high]);
    let of_opponents = comparison.by_opponent.iter().flat_map(|a| ends(a.interval).into_iter().chain([a.difference]));
    let values =
        ends(comparison.interval).into_iter().chain(of_spread).chain(of_opponents).chain([comparison.difference, 0.0]);
    let (a, b) = (&comparison.a, &comparison.b);
    let title = format!("{a} against {b}, {}: where it comes from", wording::metric(comparison.metric));
    let desc = "The difference over everything, against each opponent, and how it is spread over scenarios.";
    let mut rows = Rows::new(id, [&title, desc, &format!("how much more {a} has")], &names, span(values));
    rows.level(0.0);
    let mut table = Vec::new();
    let mut put = |row: usize, class: &str, name: &str, (difference, interval): (f64, Option<Range>)| {
        rows.estimate(class, row, difference, interval);
        rows.word("f", row, &format!("{difference:+.3}"));
        table.push(vec![name.to_owned(), format!("{difference:+.4}"), wording::interval(interval)]);
    };
    put(0, tone(comparison), "all together", (comparison.difference, comparison.interval));
    for (row, against) in (1..).zip(&comparison.by_opponent) {
        put(row, "part", &format!("against {}", against.name), (against.difference, against.interval));
    }
    if let Some(spread) = spread {
        let row = names.len() - 1;
        rows.interval("thin", row, (spread.low, spread.high));
        rows.bar("half", row, (spread.quarter, spread.three_quarters), (0, 1));
        rows.dot("open", row, spread.middle);
        rows.word("f", row, &format!("{:+.3}", spread.middle));
        let range = Range { low: spread.low, high: spread.high };
        let name = "scenarios: the middle one, and 5 to 95 in 100".to_owned();
        table.push(vec![name, format!("{:+.4}", spread.middle), wording::interval(Some(range))]);
    }
    Some(Figure {
        id: id.to_owned(),
        says: "Intervals are each for itself; those against opponents explain and judge nothing. The box holds the middle \
               half of the scenarios."
            .to_owned(),
        picture: drawn(rows),
        legend: vec![],
        table: Table { caption: title.clone(), head: texts(["part", "difference", "from, to"]), rows: table },
        title,
    })
}

/// The difference scenario by scenario.
pub(super) fn scenarios(report: &Report, id: &str, comparison: &Comparison) -> Option<Figure> {
    let of = &comparison.by_scenario;
    if of.len() < 2 {
        return None;
    }
    let (a, b) = (&comparison.a, &comparison.b);
    let names: Vec<String> = of.iter().map(|scenario| scenario.name.clone()).collect();
    let values = of.iter().flat_map(|s| ends(s.interval).into_iter().chain([s.difference]));
    let title = format!("{a} against {b}, {}: scenario by scenario", wording::metric(comparison.metric));
    let desc = "One row a scenario, the least first: the difference as a dot, and as a line what luck leaves open.";
    let mut rows = Rows::new(id, [&title, desc, &format!("how much more {a} has")], &names, span(values));
    rows.band(-report.matters, report.matters);
    rows.level(0.0);
    let mut table = Vec::new();
    for (row, scenario) in of.iter().enumerate() {
        rows.estimate("part", row, scenario.difference, scenario.interval);
        rows.word("f", row, &format!("{:+.3}", scenario.difference));
        let difference = format!("{:+.4}", scenario.difference);
        table.push(vec![scenario.name.clone(), difference, wording::interval(scenario.interval)]);
    }
    Some(Figure {
        id: id.to_owned(),
        says: "Lines say what luck leaves open in each scenario by itself; they judge nothing.".to_owned(),
        picture: drawn(rows),
        legend: vec![],
        table: Table { caption: title.clone(), head: texts(["scenario", "difference", "interval"]), rows: table },
        title,
    })
}

/// The ranks everybody may hold.
pub(super) fn ranks(report: &Report) -> Option<Figure> {
    let known: Vec<_> = report.standings.iter().filter_map(|standing| Some((standing, standing.ranks?))).collect();
    if known.len() < 2 {
        return None;
    }
    let names: Vec<String> = known.iter().map(|(standing, _)| standing.name.clone()).collect();
    let title = "Ranks that each may hold".to_owned();
    let desc = "One row a candidate: all ranks it may hold.";
    let axis = format!("rank by {}, 1 the best", wording::first_metric(report));
    let mut rows = Rows::new("ranks", [&title, desc, &axis], &names, (1.0, known.len() as f64));
    for (row, (standing, ranks)) in known.iter().enumerate() {
        rows.interval("part", row, (ranks.best as f64, ranks.worst as f64));
        for rank in ranks.best..=ranks.worst {
            rows.dot(if rank == row + 1 { "part" } else { "open" }, row, rank as f64);
        }
        rows.word("f", row, &wording::ranks(standing));
    }
    let row = |(standing, _): &(&crate::Standing, _)| vec![standing.name.clone(), wording::ranks(standing)];
    Some(Figure {
        id: "ranks".to_owned(),
        says: format!(
            "The full dot is where the means put it; the ranks together hold at {:.0} %.",
            100.0 * report.confidence
        ),
        picture: drawn(rows),
        legend: vec![],
        table: Table {
            caption: title.clone(),
            head: texts(["candidate", "ranks"]),
            rows: known.iter().map(row).collect(),
        },
        title,
    })
}

/// What luck costs.
pub(super) fn luck(report: &Report) -> Option<Figure> {
    if report.luck.is_empty() {
        return None;
    }
    let shown: Vec<_> = report.luck.iter().take(ROWS_MAX).collect();
    let names: Vec<String> = shown.iter().map(|luck| luck.name.clone()).collect();
    let most = shown.iter().map(|luck| luck.within.max(luck.between)).fold(0.01, f64::max);
    let title = "The cost of luck".to_owned();
    let desc = "One row a candidate: how far luck moves its result, above how far scenarios do.";
    let axis = format!("standard deviation of {}", wording::first_metric(report));
    let mut rows = Rows::new("luck", [&title, desc, &axis], &names, (0.0, most));
    let mut table = Vec::new();
    for (row, luck) in shown.iter().enumerate() {
        rows.bar("they", row, (0.0, luck.within), (0, 2));
        rows.bar("you", row, (0.0, luck.between), (1, 2));
        rows.word("f", row, &format!("luck {:.0} %", 100.0 * luck.share));
        let (within, between) = (format!("{:.4}", luck.within), format!("{:.4}", luck.between));
        table.push(vec![luck.name.clone(), within, between, wording::of_luck(report, luck)]);
    }
    Some(Figure {
        id: "luck".to_owned(),
        says: "Upper bar: the same scenario played again, with other luck. Lower bar: another scenario. The less there is of \
               the first, the fewer plays tell who is better."
            .to_owned(),
        picture: drawn(rows),
        legend: vec![],
        table: Table {
            caption: wording::luck(report),
            head: texts(["candidate", "luck", "scenario", "luck is"]),
            rows: table,
        },
        title,
    })
}

/// Who would last if everybody chose.
pub(super) fn meta(report: &Report) -> Option<Figure> {
    let meta = report.meta.as_ref()?;
    let title = "If everybody chose".to_owned();
    let desc = "One row a candidate: its share where the replicator dynamics rest, above its share of time in α-rank.";
    let mut rows = Rows::new("meta", [&title, desc, "share, with its standard error"], &meta.names, (0.0, 1.0));
    let mut table = Vec::new();
    for (row, (name, fate)) in meta.names.iter().zip(&meta.fates).enumerate() {
        for (lane, (class, share, error)) in
            [("you", fate.share, fate.share_error), ("they", fate.rank_mass, fate.rank_mass_error)]
                .into_iter()
                .enumerate()
        {
            rows.bar(class, row, (0.0, share), (lane, 2));
            if let Some(error) = error.filter(|error| *error > 0.0) {
                rows.error(row, ((share - error).max(0.0), (share + error).min(1.0)), (lane, 2));
            }
        }
        rows.word("f", row, &format!("{:.2} · {:.2}", fate.share, fate.rank_mass));
        let present = fate.present.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", 100.0 * share));
        let (share, mass) =
            (with_error(fate.share, fate.share_error, 3), with_error(fate.rank_mass, fate.rank_mass_error, 3));
        table.push(vec![name.clone(), share, present, mass]);
    }
    Some(Figure {
        id: "meta".to_owned(),
        says: format!(
            "{}. Upper bar: the dynamics; lower bar: α-rank. {}.",
            wording::meta(meta),
            wording::meta_note(meta)
        ),
        picture: drawn(rows),
        legend: vec![],
        table: Table {
            caption: title.clone(),
            head: texts(["candidate", "replicator share", "stays in", "α-rank"]),
            rows: table,
        },
        title,
    })
}

/// What a rule saw, look by look.
pub(super) fn looks(report: &Report) -> Option<Figure> {
    let first = report.families.first()?.comparisons.first()?;
    let shown: Vec<_> = report.looks.iter().take(ROWS_MAX).collect();
    if shown.is_empty() {
        return None;
    }
    let names: Vec<String> = shown.iter().map(|look| look.units.to_string()).collect();
    let matters = report.matters;
    let values =
        shown.iter().flat_map(|look| ends(look.interval).into_iter().chain([look.difference, matters, -matters]));
    let title = "Looks".to_owned();
    let desc = "One row a look at the first comparison: units so far, the difference and its interval.";
    let axis = format!("how much more {} has", first.a);
    let mut rows = Rows::new("looks", [&title, desc, &axis], &names, span(values));
    rows.band(-report.matters, report.matters);
    rows.level(0.0);
    let mut table = Vec::new();
    for (row, look) in shown.iter().enumerate() {
        rows.estimate("part", row, look.difference, look.interval);
        let evidence = look.evidence.map_or_else(|| "–".to_owned(), |evidence| format!("{evidence:+.2}"));
        let difference = format!("{:+.4}", look.difference);
        table.push(vec![look.units.to_string(), difference, wording::interval(look.interval), evidence]);
    }
    let left = report.looks.len() - shown.len();
    let more = if left > 0 { format!(" {left} more stand in JSON.") } else { String::new() };
    Some(Figure {
        id: "looks".to_owned(),
        says: format!("{}.{more}", wording::looks(report)),
        picture: drawn(rows),
        legend: vec![],
        table: Table {
            caption: title.clone(),
            head: texts(["units", "difference", "interval", "log evidence"]),
            rows: table,
        },
        title,
    })
}
