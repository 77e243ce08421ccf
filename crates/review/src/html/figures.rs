//! The pictures of a debrief, each with its numbers.

use std::sync::Arc;

use zopa_analysis::{Landscape, Plot, Score};
use zopa_core::{PartyId, Utility};
use zopa_markup::{
    escaped,
    page::{Figure, Markup, Sign, Table},
};

use super::{
    chart::{Chart, Shape},
    result::{counted, verdict},
};
use crate::{
    Study,
    trajectory::Standing,
    wording::{number, share},
};

const YOU_SIGN: &str =
    "<path class=\"line you\" d=\"M2 7H26\"/><circle class=\"dot you\" cx=\"14\" cy=\"7\" r=\"4.6\"/>";
const THEY_SIGN: &str = "<path class=\"line they\" d=\"M2 7H26\"/><rect class=\"dot they\" x=\"9.8\" y=\"2.8\" width=\"8.4\" height=\"8.4\"/>";
const LEVEL_SIGN: &str = "<path class=\"r\" d=\"M2 7H26\"/>";
const TARGET_SIGN: &str = "<path class=\"line held\" d=\"M2 7H26\"/>";

/// The most points of the frontier that its table names.
const FRONTIER_ROWS: usize = 24;

/// Room for less than this, in points, is none.
const SEEN_MIN: f64 = 0.05;

/// Points out of 100 of a utility.
fn points(utility: Utility) -> f64 {
    100.0 * utility.get()
}

/// The outcome space and the dance of offers through it; `None` where it cannot be drawn.
pub(super) fn space(study: &Study<'_>) -> Option<Figure> {
    let subject = study.subject();
    let sides: [PartyId; 2] = [subject.me(), subject.partner()];
    let own = (sides[0] != PartyId(0))
        .then(|| Landscape::new(vec![Arc::clone(subject.mine()), Arc::clone(subject.theirs())]));
    let own = own.flatten();
    let landscape = own.as_ref().unwrap_or_else(|| subject.case().landscape());
    let name = &subject.scenario().party(sides[1]).name;
    let plot = Plot::of(landscape, subject.scenario().title(), ["you", name]).ok()??;
    let offered = study.trajectory().points.iter().filter_map(|point| {
        let side = u8::from(point.by != sides[0]);
        Some((PartyId(side), point.turn, point.offer?.outcome))
    });
    let plot = plot.with_session(landscape, offered, study.agreement());
    let [left, top, width, height] = Plot::DRAWING;
    let (title, desc) = ("What was possible, and the way through it", plot.description());
    let picture = format!(
        "<svg class=\"plot\" viewBox=\"{left} {top} {width} {height}\" role=\"img\" aria-labelledby=\"space-title space-desc\">\
         <title id=\"space-title\">{title}</title><desc id=\"space-desc\">{}</desc>{}</svg>",
        escaped(&desc),
        plot.drawing()
    );
    let mut table = Table::new(
        "What offers, solutions and the frontier are worth in points out of 100",
        ["what", "to you", "to them"],
    );
    let mut row = |what: String, [mine, theirs]: [f64; 2]| table.row([what, number(mine), number(theirs)]);
    row("the BATNAs".into(), [points(study.mine().reservation()), points(study.theirs().reservation())]);
    for point in &study.trajectory().points {
        let Some(offer) = point.offer else { continue };
        let who = if point.by == sides[0] { "you" } else { name };
        row(format!("turn {}: offer of {who}", point.turn + 1), [100.0 * offer.mine, 100.0 * offer.theirs]);
    }
    if let Some(agreed) = study.agreement() {
        row("agreed".into(), [points(study.mine().utility(agreed)), points(study.theirs().utility(agreed))]);
    }
    for (letters, names, at) in plot.solutions() {
        row(format!("{letters}: {names}"), at);
    }
    let frontier = plot.frontier();
    let every = frontier.len().div_ceil(FRONTIER_ROWS).max(1);
    for (at, spot) in frontier.iter().enumerate().step_by(every) {
        row(format!("frontier, point {} of {}", at + 1, frontier.len()), *spot);
    }
    Some(Figure {
        id: "space".into(),
        title: title.into(),
        says: room(study),
        picture: Markup::new(picture),
        legend: signs(name, plot.solutions().map(|(letters, names, _)| format!("{letters}: {names}"))),
        table,
    })
}

fn signs(name: &str, solutions: impl Iterator<Item = String>) -> Vec<Sign> {
    let solutions: Vec<String> = solutions.collect();
    let mut signs = vec![
        Sign::new(YOU_SIGN, "your offers"),
        Sign::new(THEY_SIGN, format!("offers of {name}")),
        Sign::new("<circle class=\"d\" cx=\"14\" cy=\"7\" r=\"5.6\"/>", "agreed"),
        Sign::new(
            "<path class=\"p\" d=\"M3 10L25 4\"/><circle class=\"pd\" cx=\"14\" cy=\"7\" r=\"3\"/>",
            "frontier: nobody gains without the other losing",
        ),
        Sign::new("<rect class=\"z\" x=\"4\" y=\"1\" width=\"20\" height=\"12\"/>", "no worse than both BATNAs"),
    ];
    if !solutions.is_empty() {
        let glyph = "<path class=\"s\" d=\"M14 0l7 7-7 7-7-7z\"/>";
        signs.push(Sign::new(glyph, format!("solutions: {}", solutions.join("; "))));
    }
    signs
}

/// How far from the frontier the result lies: what either side could have had more, the other keeping what it has.
fn room(study: &Study<'_>) -> String {
    let gain = |score: Option<&Score>| score.and_then(|score| score.free).map_or(0.0, |free| 100.0 * free.gain);
    let (mine, theirs) = (gain(study.own()), gain(study.other()));
    let what = if study.agreement().is_some() { "agreement" } else { "BATNAs" };
    let [mine, theirs] = [(mine, "you", "them"), (theirs, "them", "you")].map(|(more, whom, other)| {
        (more >= SEEN_MIN).then(|| format!("{} more for {whom} at no cost to {other}", counted(more)))
    });
    match (mine, theirs) {
        (None, None) => {
            format!("No deal beats the {what} for one side at no cost to the other: nothing was left on the table.")
        }
        (Some(room), None) | (None, Some(room)) => format!("Compared with the {what}, there was room for {room}."),
        (Some(mine), Some(theirs)) => format!("Compared with the {what}, there was room for {mine}, or for {theirs}."),
    }
}

/// What the position was worth at every decision, what the move lost and what came of it; `None` where moves were not
/// reviewed, or against somebody of whom rollouts know nothing.
pub(super) fn value(study: &Study<'_>) -> Option<Figure> {
    let review = study.moves().filter(|_| study.subject().is_modelled())?;
    let last = study.session().turn_index();
    let mut table =
        Table::new("The worth of every decision in points", ["turn", "best move", "your move", "lost", "verdict"]);
    let mut at = Vec::new();
    for decision in &review.decisions {
        let (best, played) = (decision.candidates.first()?, decision.candidates.get(decision.played)?);
        let (verdict, turn) = (verdict(decision), decision.turn + 1);
        let played_worth = best.fair.points - played.loss.points;
        table.row([
            turn.to_string(),
            number(best.fair.points),
            number(played_worth),
            format!("{} ±{}", number(played.loss.points), number(played.loss.error)),
            format!("{} {}", verdict.glyph, verdict.name),
        ]);
        at.push((turn, best.fair.points, played_worth, verdict));
    }
    let result = review.account.result;
    let all = || at.iter().flat_map(|(_, best, played, _)| [*best, *played]).chain([0.0, result]);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let says = format!(
        "The position was worth {} points before your first move. Your decisions lost {} in all, luck {} {}, and {} came of it. \
         These points count from your BATNA, and 100 are the most you could gain.",
        number(review.account.start),
        number(review.account.errors),
        if review.account.luck < 0.0 { "took" } else { "added" },
        number(review.account.luck.abs()),
        number(result)
    );
    let title = "What each decision cost";
    let mut chart = Chart::new("value", (title, &says), 300.0, (1, last.max(1)));
    let room = (high - low).max(10.0) * 0.12;
    chart.scale(low - room / 2.0, high + 1.6 * room);
    chart.level(0.0, "BATNA");
    let mut line: Vec<(u32, f64)> = Vec::new();
    for (turn, best, played, _) in &at {
        line.push((*turn, *best));
        chart.line("luck", &line);
        line = vec![(*turn, *played)];
    }
    line.push((last, result));
    chart.line("luck", &line);
    for (turn, best, played, verdict) in &at {
        chart.bar(verdict.tone, *turn, *best, *played);
        chart.point("ghost", Shape::Round, *turn, *best);
        chart.point("you", Shape::Round, *turn, *played);
        chart.word(verdict.tone, *turn, *best, verdict.glyph);
    }
    let legend = vec![
        Sign::new("<circle class=\"dot ghost\" cx=\"14\" cy=\"7\" r=\"4.6\"/>", "the best move there"),
        Sign::new("<circle class=\"dot you\" cx=\"14\" cy=\"7\" r=\"4.6\"/>", "your move"),
        Sign::new("<path class=\"bar bad\" d=\"M14 1V13\"/>", "what the decision lost"),
        Sign::new("<path class=\"line luck\" d=\"M2 11L26 3\"/>", "what the other side and chance changed"),
    ];
    Some(Figure { id: "value".into(), title: title.into(), says, picture: Markup::new(chart.finish()), legend, table })
}

/// An offer in a picture of concessions: the turn counted from 1, whether it is the person's, and its worth in points.
pub(super) type Made = (u32, bool, f64);

/// Levels of a picture of concessions.
pub(super) struct Levels<'a> {
    pub(super) batna: f64,
    pub(super) target: Option<f64>,
    pub(super) agreed: Option<f64>,
    /// What a side held out for at each turn, where that is known.
    pub(super) held: &'a [(u32, f64)],
    /// The last turn of the session.
    pub(super) last: u32,
}

/// What every offer was worth to one side.
pub(super) fn concessions(id: &'static str, title: &str, name: &str, made: &[Made], levels: &Levels<'_>) -> Figure {
    let mut table = Table::new(title, ["turn", "offer of", "worth in points"]);
    for (turn, mine, worth) in made {
        table.row([turn.to_string(), if *mine { "you".into() } else { name.to_owned() }, number(*worth)]);
    }
    let lines = |mine: bool| made.iter().filter(move |at| at.1 == mine).map(|(turn, _, worth)| (*turn, *worth));
    let way = |mine: bool, who: &str| {
        let (first, last) = (lines(mine).next()?, lines(mine).next_back()?);
        let count = lines(mine).count();
        let offers = if count == 1 { "1 offer".into() } else { format!("{count} offers") };
        Some(format!("{who} made {offers}, from {} to {} points.", number(first.1), number(last.1)))
    };
    let parts: Vec<String> = [way(true, "You"), way(false, name)].into_iter().flatten().collect();
    let says = if parts.is_empty() { "Nothing was offered.".to_owned() } else { parts.join(" ") };
    let mut chart = Chart::new(id, (title, &says), 280.0, (1, levels.last.max(1)));
    let all =
        made.iter().map(|at| at.2).chain([levels.batna]).chain(levels.target).chain(levels.held.iter().map(|at| at.1));
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let room = (high - low).max(5.0) * 0.08;
    chart.scale(low - 1.6 * room, high + room);
    chart.level(levels.batna, "BATNA");
    if let Some(target) = levels.target {
        chart.level(target, "target");
    }
    chart.line("held", levels.held);
    for (class, shape, mine) in [("they", Shape::Square, false), ("you", Shape::Round, true)] {
        let line: Vec<(u32, f64)> = lines(mine).collect();
        chart.line(class, &line);
        line.iter().for_each(|(turn, worth)| chart.point(class, shape, *turn, *worth));
    }
    if let Some(agreed) = levels.agreed {
        chart.ring(levels.last, agreed);
    }
    let mut legend = vec![Sign::new(YOU_SIGN, "your offers"), Sign::new(THEY_SIGN, format!("offers of {name}"))];
    if !levels.held.is_empty() {
        legend.push(Sign::new(TARGET_SIGN, format!("what {name} held out for")));
    }
    if levels.agreed.is_some() {
        legend.push(Sign::new("<circle class=\"d\" cx=\"14\" cy=\"7\" r=\"5.6\"/>", "agreed"));
    }
    legend.push(Sign::new(LEVEL_SIGN, if levels.target.is_some() { "BATNA and target" } else { "BATNA" }));
    Figure { id: id.into(), title: title.to_owned(), says, picture: Markup::new(chart.finish()), legend, table }
}

/// Concessions in the points of both sides: the person's first.
pub(super) fn both_concessions(study: &Study<'_>) -> [Figure; 2] {
    let subject = study.subject();
    let name = &subject.scenario().party(subject.partner()).name;
    let trajectory = &study.trajectory().points;
    let made = |mine: bool| -> Vec<Made> {
        let worth = |offer: crate::Offered| 100.0 * if mine { offer.mine } else { offer.theirs };
        trajectory.iter().filter_map(|at| Some((at.turn + 1, at.by == subject.me(), worth(at.offer?)))).collect()
    };
    let held: Vec<(u32, f64)> = trajectory.iter().map(|at| (at.turn + 1, 100.0 * at.after.target)).collect();
    let last = study.session().turn_index();
    let agreed = study.agreement();
    let mine = Levels {
        batna: points(study.mine().reservation()),
        target: study.aspiration().map(|aim| 100.0 * aim),
        agreed: agreed.map(|outcome| points(study.mine().utility(outcome))),
        held: &[],
        last,
    };
    let theirs = Levels {
        batna: points(study.theirs().reservation()),
        target: None,
        agreed: agreed.map(|outcome| points(study.theirs().utility(outcome))),
        held: &held,
        last,
    };
    [
        concessions("yours", "What every offer was worth to you", name, &made(true), &mine),
        concessions("theirs", &format!("What every offer was worth to {name}"), name, &made(false), &theirs),
    ]
}

/// What is drawn of the other side's mind: its name, and how to read it.
type Trace = (&'static str, fn(&Standing) -> f64);

/// Trust, patience, heat and firmness after every turn.
pub(super) fn mind(study: &Study<'_>) -> Figure {
    let series: [Trace; 4] = [
        ("trust", |at| at.trust),
        ("patience", |at| at.patience),
        ("heat", |at| at.heat),
        ("how firm you seem", |at| at.firmness),
    ];
    let trajectory = study.trajectory();
    let standings: Vec<Standing> = trajectory.standings().collect();
    let title = "How the other side took it";
    let change = |at: usize| {
        let (name, of) = series[at];
        format!("{name} went from {} to {}", share(of(&trajectory.start)), share(of(&trajectory.end())))
    };
    let heat = standings.iter().map(|at| at.heat).fold(0.0, f64::max);
    let read = if trajectory.is_read { " By the persona's reading of the turns." } else { "" };
    let says = format!("Their {}; {}; heat was at most {}.{read}", change(0), change(1), share(heat));
    let mut table =
        Table::new("The other side after every turn, from 0 to 1", ["after turn", "trust", "patience", "heat", "firm"]);
    for (turn, at) in standings.iter().enumerate() {
        let name = if turn == 0 { "start".to_owned() } else { turn.to_string() };
        table.row([name, share(at.trust), share(at.patience), share(at.heat), share(at.firmness)]);
    }
    let mut chart = Chart::new("mind", (title, &says), 430.0, (0, standings.len().saturating_sub(1) as u32));
    for (band, (name, of)) in series.into_iter().enumerate() {
        chart.band(band, series.len(), name);
        let line: Vec<(u32, f64)> = (0..).zip(standings.iter().map(of)).collect();
        chart.line("ink", &line);
        for (turn, value) in line.iter().skip(1) {
            chart.small(*turn, *value);
        }
        if let Some((turn, value)) = line.last() {
            chart.word("", *turn, *value, &share(*value));
        }
    }
    Figure { id: "mind".into(), title: title.into(), says, picture: Markup::new(chart.finish()), legend: vec![], table }
}
