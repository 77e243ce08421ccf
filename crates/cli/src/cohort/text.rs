//! A cohort on a terminal: the map, what it shows, and what to discuss.

use zopa_cohort::{Cohort, Measure, Quadrant, View, map::lines, privacy::LEAST};
use zopa_core::{IssueId, ValueId};

use crate::{
    play::{Ink, Page, table},
    words::plain,
};

/// The most findings listed.
const FINDINGS_MAX: usize = 8;

/// Draws a cohort for whoever reads it.
pub(super) fn draw(page: &mut Page, cohort: &Cohort, view: View) {
    heading(page, cohort, view);
    if !cohort.rows.is_empty() {
        map(page, cohort, view);
        result(page, cohort, view);
        findings(page, cohort, view);
        agreed(page, cohort, view);
        fan(page, cohort, view);
        rubric(page, cohort, view);
        luck(page, cohort, view);
        pairs(page, cohort, view);
        people(page, cohort, view);
    }
    set_aside(page, cohort, view);
}

fn heading(page: &mut Page, cohort: &Cohort, view: View) {
    let Some(class) = &cohort.class else {
        page.title("No submission holds");
        return;
    };
    let party = class.scenario.party(class.party);
    page.title(class.scenario.title());
    let (n, deals) = (cohort.rows.len(), cohort.summary.deals);
    let ended = match view.count(deals, n) {
        Some(deals) => format!("{}, {}", several(deals, "deal"), several(n - deals, "no-deal")),
        None => String::new(),
    };
    let set_aside = match cohort.refused.len() {
        0 => String::new(),
        _ if !view.shows_rows() => String::new(),
        set_aside => format!("{set_aside} set aside"),
    };
    let seat = format!("in the chair of {}, against {}", party.id, class.partner);
    let parts = [several(n, "submission"), ended, set_aside, plain(&seat)];
    page.say(Ink::Text, &parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · "));
    if !view.shows_rows() {
        let rule = format!("For the class: nothing here is about fewer than {LEAST} people.");
        page.say(Ink::Faint, &rule);
    }
}

fn map(page: &mut Page, cohort: &Cohort, view: View) {
    let Some(ground) = &cohort.ground else { return };
    let summary = &cohort.summary;
    let points: Vec<_> = cohort.rows.iter().map(|row| row.gains).collect();
    let shown = if view.shows_rows() { points.as_slice() } else { &[] };
    let mean = summary.centroid.filter(|_| view.shows_mean(summary.deals));
    page.title("Settlements: their gain upward, your students' to the right");
    let columns = page.width().saturating_sub(8).clamp(20, 60);
    for line in lines(ground, shown, mean, (columns, 16)) {
        page.row(Ink::Text, line);
    }
    let marks = "* frontier   N Nash   + split   @ mean of the deals";
    let deals = if view.shows_rows() { "o one submission, 2 to 9 so many (no deal: at 0, 0)   " } else { "" };
    page.say(Ink::Faint, &format!("{deals}{marks}"));
    page.say(
        Ink::Faint,
        "0 is a side's BATNA, 1 the most it could gain where both do at least as well as without a deal.",
    );
}

fn result(page: &mut Page, cohort: &Cohort, view: View) {
    let summary = &cohort.summary;
    let mut rows = vec![["", "mean", "95% of means", "median", "n"].map(str::to_owned).to_vec()];
    for (id, name) in [
        ("VC", "value claimed"),
        ("JE", "joint efficiency"),
        ("LRI", "logrolling index"),
        ("LOT", "left on the table, theirs to give"),
        ("LOT-THEIRS", "left on the table, yours to give"),
        ("OPEN", "ambition of the opening"),
        ("Q", "questions"),
        ("T-END", "trust at the end"),
        ("DQ", "decision quality, out of 100"),
    ] {
        if let Some(measure) = summary.measure(id).filter(|measure| view.shows_mean(measure.n)) {
            rows.push(measured(name, measure, view));
        }
    }
    if rows.len() == 1 {
        return;
    }
    page.title("What it came to");
    table(page, &rows);
    for correlation in summary.correlations.iter().filter(|correlation| view.shows_mean(correlation.n)) {
        if let Some(r) = correlation.r {
            let (x, y, n) = (correlation.x, correlation.y, correlation.n);
            page.item(&format!("{x} against {y}: r = {r:.2} (n = {n}, descriptive)"));
        }
    }
}

fn measured(name: &str, measure: &Measure, view: View) -> Vec<String> {
    let short = |value: f64| if value.abs() < 9.995 { format!("{value:.2}") } else { format!("{value:.1}") };
    let interval = measure.interval.map(|i| format!("{} to {}", short(i.low), short(i.high)));
    let median = view.shows_quantile(0.5, measure.n).then(|| short(measure.median));
    vec![
        name.to_owned(),
        short(measure.mean),
        interval.unwrap_or_else(|| "-".to_owned()),
        median.unwrap_or_else(|| "-".to_owned()),
        measure.n.to_string(),
    ]
}

fn findings(page: &mut Page, cohort: &Cohort, view: View) {
    let (summary, n) = (&cohort.summary, cohort.rows.len());
    let shown = summary.tallies.iter().filter_map(|tally| Some((tally, view.count(tally.rows.len(), n)?)));
    let shown: Vec<_> = shown.take(FINDINGS_MAX).collect();
    if shown.is_empty() {
        return;
    }
    page.title("What was found most often");
    for (tally, count) in shown {
        let lens = tally.lens;
        page.item(&format!("{count} of {n}: {} ({}) - {}", lens.name, lens.id, lens.remedy));
    }
}

fn agreed(page: &mut Page, cohort: &Cohort, view: View) {
    let Some(class) = &cohort.class else { return };
    let (summary, space) = (&cohort.summary, class.scenario.space());
    let shown: Vec<_> = summary.issues.iter().filter(|issue| view.shows_cells(&issue.counts)).collect();
    if summary.deals > 0 && !shown.is_empty() {
        page.title("What was agreed on");
        let mut rows = vec![vec!["issue".to_owned(), "value × how often".to_owned()]];
        for tally in shown {
            let held = space.issue(tally.issue);
            let used = (0..).zip(&tally.counts).filter(|(_, count)| **count > 0);
            let cells: Vec<String> =
                used.map(|(at, count)| format!("{} ×{count}", held.value_text(ValueId(at)))).collect();
            rows.push(vec![held.name().to_owned(), cells.join("  ")]);
        }
        table(page, &rows);
    }
    let Some((issue, granted)) = &summary.exclusivity else { return };
    let for_nothing = summary.found("E21");
    let (deals, held) = (summary.deals, space.issue(*issue));
    if let (Some(granted), Some(nothing)) = (view.count(granted.len(), deals), view.count(for_nothing.len(), deals)) {
        let title = held.title();
        page.item(&format!("{granted} of {deals} granted {title}, {nothing} of them for nothing in return (E21)"));
    }
    if view.shows_rows() && !for_nothing.is_empty() {
        page.item(&format!("for nothing: {}", ids(cohort, for_nothing)));
    }
}

fn fan(page: &mut Page, cohort: &Cohort, view: View) {
    let shown: Vec<_> = cohort.summary.fan.iter().filter(|fan| view.shows_quantile(0.5, fan.n)).collect();
    if shown.is_empty() {
        return;
    }
    page.title("What their latest offer asked for, as time went");
    let mut rows =
        vec![["time", "lowest tenth", "quarter", "middle", "quarter", "top tenth", "n"].map(str::to_owned).to_vec()];
    for fan in shown.into_iter().skip(1).step_by(2) {
        let mut row = vec![format!("{:.0}%", 100.0 * fan.tau)];
        row.extend(
            zopa_cohort::QUANTILES
                .into_iter()
                .zip(fan.gains)
                .map(|(p, gain)| if view.shows_quantile(p, fan.n) { format!("{gain:.2}") } else { "-".to_owned() }),
        );
        row.push(fan.n.to_string());
        rows.push(row);
    }
    table(page, &rows);
    page.say(Ink::Faint, "In gains: 0 is the BATNA, 1 the most there is. Whoever is done keeps the last offer.");
}

fn rubric(page: &mut Page, cohort: &Cohort, view: View) {
    let Some(rubric) = &cohort.rubric else { return };
    let top = usize::from(rubric.top());
    let mut rows = vec![vec!["criterion".to_owned()]];
    rows[0].extend((1..=top).map(|level| format!("L{level}")));
    rows[0].extend(["rater", "mean"].map(str::to_owned));
    for level in &cohort.summary.levels {
        let given: usize = level.counts.iter().skip(1).sum();
        let Some(criterion) = rubric.criteria().get(level.criterion) else { continue };
        let is_shown = view.shows_cells(&level.counts);
        let cell = |count: &usize| if is_shown { heat(*count, cohort.rows.len()) } else { "-".to_owned() };
        let mut row = vec![criterion.title.clone()];
        row.extend(level.counts.iter().skip(1).map(cell));
        row.extend(level.counts.first().map(cell));
        let mean = level.mean.filter(|_| view.shows_mean(given));
        row.push(mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.1}")));
        rows.push(row);
    }
    page.title("Levels the machine gives");
    table(page, &rows);
}

/// A count with a mark of how much of the class it is.
fn heat(count: usize, of: usize) -> String {
    let mark = match 4 * count / of.max(1) {
        _ if count == 0 => return "·".to_owned(),
        0 => '░',
        1 => '▒',
        2 => '▓',
        _ => '█',
    };
    format!("{count}{mark}")
}

fn luck(page: &mut Page, cohort: &Cohort, view: View) {
    let summary = &cohort.summary;
    let counts = Quadrant::ALL.map(|quadrant| summary.in_quadrant(quadrant));
    if counts.iter().sum::<usize>() == 0 || !view.shows_cells(&counts) {
        return;
    }
    page.title("Skill and luck: decision quality against result, each cut at the median");
    for (quadrant, count) in Quadrant::ALL.into_iter().zip(counts) {
        let held = (0..).zip(&summary.quadrants).filter(|(_, held)| **held == Some(quadrant)).map(|(at, _)| at);
        let held: Vec<usize> = held.collect();
        let who =
            if view.shows_rows() && !held.is_empty() { format!(": {}", ids(cohort, &held)) } else { String::new() };
        page.item(&format!("{count} {} ({}){who}", quadrant.name(), quadrant.meaning()));
    }
}

fn pairs(page: &mut Page, cohort: &Cohort, view: View) {
    let (Some(class), true) = (&cohort.class, view.shows_rows() && !cohort.summary.pairs.is_empty()) else { return };
    let space = class.scenario.space();
    page.title("Pairs worth discussing");
    for pair in &cohort.summary.pairs {
        let id = |at: usize| cohort.rows.get(at).map_or("", |row| row.id.as_str());
        let value = space.issue(pair.issue).value_text(pair.value);
        let name = |issue: &IssueId| space.issue(*issue).name();
        let differ: Vec<&str> = pair.differ.iter().map(name).collect();
        let costliest = cohort.rows.get(pair.less).and_then(|row| row.costliest);
        let ask = costliest
            .map_or_else(String::new, |(turn, _)| format!(" What happened at turn {turn} of {}?", id(pair.less)));
        page.item(&format!(
            "{} and {} both settled at {} {value}, with {:.0}% and {:.0}% of the joint gain; they differ in {}.{ask}",
            id(pair.less),
            id(pair.more),
            name(&pair.issue),
            100.0 * pair.joint.0,
            100.0 * pair.joint.1,
            differ.join(", "),
        ));
    }
}

fn people(page: &mut Page, cohort: &Cohort, view: View) {
    if !view.shows_rows() {
        return;
    }
    let me = cohort.class.as_ref().map_or(zopa_core::PartyId(0), |class| class.party);
    let mut rows =
        vec![["id", "name", "ended", "points", "theirs", "quality", "luck", "level", ""].map(str::to_owned).to_vec()];
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}"));
    for row in &cohort.rows {
        let undone = (row.undone > 0).then(|| format!("{} taken back", several(row.undone, "turn")));
        let twin = row.twin.as_ref().map(|of| format!("same seed and turns as {}", plain(of)));
        let notes: Vec<String> = [undone, twin].into_iter().flatten().collect();
        rows.push(vec![
            row.id.clone(),
            plain(&row.name),
            format!("{} t{}", row.ended(me), row.turns),
            number(Some(100.0 * row.gains.0)),
            number(Some(100.0 * row.gains.1)),
            number(row.quality),
            row.account.map_or_else(|| "-".to_owned(), |account| format!("{:+.0}", account.luck)),
            row.overall.map_or_else(|| "-".to_owned(), |overall| format!("{:.1}", overall.level)),
            notes.join(", "),
        ]);
    }
    page.title("The submissions");
    table(page, &rows);
}

fn set_aside(page: &mut Page, cohort: &Cohort, view: View) {
    if !view.shows_rows() || cohort.refused.is_empty() {
        return;
    }
    page.title("Set aside");
    for (name, fault) in &cohort.refused {
        let text = format!("{}: {}", plain(name), plain(&fault.to_string()));
        page.wrapped(Ink::Warning, &text, "  - ", "    ");
    }
}

fn ids(cohort: &Cohort, rows: &[usize]) -> String {
    let ids = rows.iter().filter_map(|at| cohort.rows.get(*at)).map(|row| row.id.as_str());
    ids.collect::<Vec<_>>().join(", ")
}

fn several(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
