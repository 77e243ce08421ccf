//! The first score: what an ended session was worth, and one package that would have been worth more.
//!
//! Only here, after the end, do the other side's private values reach a screen. The score says what happened, in numbers,
//! and names one alternative; it is no review of moves and no grade.

mod advice;
pub(crate) mod practice;

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;
use zopa_analysis::{Case, Nearness, Score};
use zopa_core::{Ending, Fault, Outcome, OutcomeSpace, PartyId, Utility};
use zopa_engine::Table;
use zopa_scenario::{Desk, MandateLimit, Scenario};

use crate::{
    package,
    play::{
        Form, Ink, Page, Practice, Sitting, bar,
        standing::{points, points_of},
    },
};

/// What is known after the end.
struct Scored<'a> {
    scenario: &'a Scenario,
    me: PartyId,
    case: Case,
    score: Score,
}

impl<'a> Scored<'a> {
    /// `None` while the session lasts, and for a space too large to look through.
    fn of(table: &'a Table, me: PartyId) -> Option<Self> {
        let scenario = table.scenario();
        let session = table.session();
        let preferences = scenario.parties().iter().map(|party| party.preferences.clone()).collect();
        let case = Case::new(preferences, session)?;
        let score = case.score(me).ok()?;
        Some(Self { scenario, me, case, score })
    }

    fn name(&self, party: PartyId) -> &'a str {
        &self.scenario.party(party).name
    }

    fn others(&self) -> impl Iterator<Item = PartyId> {
        let me = self.me;
        (0..self.scenario.parties().len() as u8).map(PartyId).filter(move |party| *party != me)
    }

    /// What an outcome is worth to a party, in points.
    fn worth(&self, party: PartyId, outcome: Outcome) -> String {
        points(self.scenario.party(party).preferences.utility(outcome))
    }

    /// What a party got, in points.
    fn got(&self, party: PartyId) -> String {
        let preferences = &self.scenario.party(party).preferences;
        points(self.score.agreement.map_or(preferences.reservation(), |outcome| preferences.utility(outcome)))
    }

    /// The limits of a party's mandate that the agreement goes beyond.
    fn beyond_mandate(&self, party: PartyId) -> Vec<&'a MandateLimit> {
        self.score.agreement.map_or_else(Vec::new, |outcome| {
            let reached = self.case.session().level_reached(party);
            self.scenario.party(party).beyond_mandate(outcome, reached).collect()
        })
    }
}

/// What an ended session came to for the one who played it.
pub(crate) struct Outturn {
    /// What the outcome is worth, the BATNA where there was no agreement.
    pub(crate) worth: Utility,
    pub(crate) batna: Utility,
    pub(crate) agreed: bool,
}

impl Outturn {
    /// `agreement` or `no deal`.
    pub(crate) fn ended(&self) -> &'static str {
        if self.agreed { "agreement" } else { "no deal" }
    }
}

/// What an ended session came to for the one at a desk.
pub(crate) fn outturn(table: &Table, desk: Desk<'_>) -> Outturn {
    let preferences = &desk.mine().preferences;
    let batna = preferences.reservation();
    let agreement = table.session().ending().and_then(Ending::agreement);
    let worth = agreement.map_or(batna, |outcome| preferences.utility(outcome));
    Outturn { worth, batna, agreed: agreement.is_some() }
}

/// Draws the score of an ended session.
pub(crate) fn draw(page: &mut Page, table: &Table, desk: Desk<'_>, ending: Ending) {
    page.title("How it ended");
    let Some(scored) = Scored::of(table, desk.me()) else {
        page.say(
            Ink::Text,
            &format!("{} There are too many outcomes to work out the score.", ended(table, desk, ending)),
        );
        return;
    };
    page.say(Ink::Text, &ended(table, desk, ending));
    terms(page, &scored);
    own(page, table, &scored);
    page.title("How it compares");
    page.say(Ink::Faint, "The other side's values are shown only now that the session is over.");
    both(page, &scored);
    page.title("One thing to try");
    page.say(Ink::Text, &advice::alternative(&scored, table.session()));
}

/// The agreement as a contract would put it, where there is a commercial model.
fn terms(page: &mut Page, scored: &Scored<'_>) {
    let clauses = scored.score.agreement.and_then(|outcome| scored.scenario.terms(outcome)).unwrap_or_default();
    if !clauses.is_empty() {
        page.gap();
        page.say(Ink::Text, "The terms:");
        clauses.iter().for_each(|clause| page.item(&format!("{clause}.")));
        page.gap();
    }
}

/// How it ended, in a sentence.
fn ended(table: &Table, desk: Desk<'_>, ending: Ending) -> String {
    let turns = table.session().turn_index();
    let who = |party: PartyId| if party == desk.me() { "you" } else { desk.face(party).name };
    match ending {
        Ending::Agreement(outcome) => format!("Agreement in turn {turns}: {}.", package::format(desk.space(), outcome)),
        Ending::Walkout(by) => format!("No agreement: {} walked away in turn {turns}.", who(by)),
        Ending::Deadline => format!("No agreement: the rounds ran out after turn {turns}."),
        Ending::Forfeit { by, fault } => {
            let why = match fault {
                Fault::IllegalTurn => "played an illegal turn",
                Fault::Panic => "failed",
            };
            format!("No agreement: {} {why} in turn {}.", who(by), turns + 1)
        }
    }
}

/// The learner's own result against its own levels.
fn own(page: &mut Page, table: &Table, scored: &Scored<'_>) {
    let Scored { score, .. } = scored;
    let preferences = &scored.scenario.party(scored.me).preferences;
    let batna = points(score.reservation);
    let against = match score.surplus {
        more if more > 0.0 => format!("{} more than your BATNA, {batna}", points_of(more * 100.0)),
        less if less < 0.0 => format!("{} less than your BATNA, {batna}", points_of(-less * 100.0)),
        _ if score.agreement.is_none() => "what your BATNA is worth".to_owned(),
        _ => format!("as much as your BATNA, {batna}"),
    };
    let target = match preferences.aspiration() {
        Some(target) if score.utility >= target => format!(", and reaches your target, {}", points(target)),
        Some(target) if score.agreement.is_some() => format!(", and not yet your target, {}", points(target)),
        _ => String::new(),
    };
    page.say(Ink::Text, &format!("You have {} points. That is {against}{target}.", points(score.utility)));
    if let (Form::Tables, Some(outcome)) = (page.form(), score.agreement) {
        let view = zopa_core::View::new(table.session(), scored.me, preferences);
        page.row(Ink::Text, format!("{} {}", bar(&view, outcome, 50), points(score.utility)));
    }
    for limit in scored.beyond_mandate(scored.me) {
        page.say(Ink::Warning, &format!("Agreed beyond your mandate, without {}: {}.", limit.to, limit.because));
    }
    let mine = scored.scenario.party(scored.me);
    if let Some(because) = score.crossed.and_then(|at| mine.red_lines.get(at)) {
        page.say(Ink::Warning, &format!("Agreed across a red line of yours: {because}."));
    }
}

/// What both sides got of what there was.
fn both(page: &mut Page, scored: &Scored<'_>) {
    let score = &scored.score;
    for other in scored.others() {
        let preferences = &scored.scenario.party(other).preferences;
        let target = preferences.aspiration().map(|t| format!(" and a target of {}", points(t))).unwrap_or_default();
        let batna = points(preferences.reservation());
        page.item(&format!(
            "{} has {} points; it had a BATNA worth {batna}{target}.",
            scored.name(other),
            scored.got(other)
        ));
        for limit in scored.beyond_mandate(other) {
            let terms = package::combination(scored.scenario.space(), &limit.when);
            let text = format!(
                "{} agreed beyond its own mandate: it needed the approval of {} for {terms} ({}).",
                scored.name(other),
                limit.to,
                limit.because
            );
            page.item(&text);
        }
    }
    let Some(gains) = &score.gains else {
        page.item("There was no package better than both BATNAs: no deal was the right result.");
        return;
    };
    let of_most = |gain: f64| format!("{}%", points_of((gain * 100.0).round()));
    if let Some(own) = score.own_gain() {
        let others = scored.others().map(|other| {
            let gain = gains.get(other.index()).copied().unwrap_or_default();
            format!("{}, {}", scored.name(other), of_most(gain))
        });
        let others = others.collect::<Vec<_>>().join("; ");
        page.item(&format!("Of the most each could gain beyond its BATNA: you, {}; {others}.", of_most(own)));
    }
    if let Some(share) = score.share {
        page.item(&format!("Your share of what was gained: {}.", of_most(share)));
    }
    if let Some(joint) = score.joint_efficiency {
        page.item(&format!("Of the most that could be gained together: {}.", of_most(joint)));
    }
    let near = |nearness: Option<Nearness>| nearness.map(|near| format!("{:.2}", near.distance));
    if let Some(distance) = near(score.pareto) {
        let nash = near(score.nash).map(|nash| format!(", and to the Nash solution: {nash}")).unwrap_or_default();
        page.item(&format!("Distance to the nearest package that could not be bettered for both: {distance}{nash}."));
    }
}

/// A package by issue and value.
type Package = BTreeMap<String, String>;

fn spelled(space: &OutcomeSpace, outcome: Outcome) -> Package {
    let pair = |issue: zopa_core::IssueId| {
        let held = space.issue(issue);
        (held.name().to_owned(), held.value_text(space.value(outcome, issue)))
    };
    space.issue_ids().map(pair).collect()
}

/// The result as JSON spells it. One word, one unit: `value`, `batna`, `target` and `surplus` are in points out of 100; a
/// `gain`, a `share` and an efficiency are parts of 1; distances are in utilities that run from 0 to 1.
#[derive(Serialize)]
struct ResultLine<'a> {
    scenario: &'a str,
    seed: u64,
    party: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    turns: u32,
    /// `agreement`, `walkout`, `deadline`, `forfeit` or `unfinished`.
    ending: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<Package>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreLine<'a>>,
    practice: practice::PracticeLine,
}

#[derive(Serialize)]
struct ScoreLine<'a> {
    value: f64,
    batna: f64,
    target: Option<f64>,
    surplus: f64,
    gain: Option<f64>,
    share: Option<f64>,
    joint_efficiency: Option<f64>,
    pareto_distance: Option<f64>,
    nash_distance: Option<f64>,
    beyond_mandate: Vec<&'a str>,
    free: Option<FreeLine>,
    parties: Vec<PartyLine<'a>>,
}

#[derive(Serialize)]
struct FreeLine {
    package: Package,
    value: f64,
    surplus: f64,
}

#[derive(Serialize)]
struct PartyLine<'a> {
    party: &'a str,
    value: f64,
    batna: f64,
    gain: Option<f64>,
    beyond_mandate: Vec<&'a str>,
}

/// A number to six digits, so that no reader depends on the last bits of a float.
fn rounded(x: f64) -> f64 {
    (x * 1e6).round() / 1e6 + 0.0
}

/// The result of a sitting as one line of JSON.
pub(crate) fn json(
    table: &Table,
    desk: Desk<'_>,
    (sitting, beside): (Sitting, &Practice),
    file: Option<&Path>,
) -> String {
    let ending = match sitting {
        Sitting::Ended(ending) => Some(ending),
        Sitting::Unfinished => None,
    };
    let (word, by) = match ending {
        None => ("unfinished", None),
        Some(Ending::Agreement(_)) => ("agreement", None),
        Some(Ending::Walkout(by)) => ("walkout", Some(by)),
        Some(Ending::Deadline) => ("deadline", None),
        Some(Ending::Forfeit { by, .. }) => ("forfeit", Some(by)),
    };
    let scored = Scored::of(table, desk.me());
    let line = ResultLine {
        scenario: desk.id(),
        seed: table.setup().seed,
        party: desk.face(desk.me()).id,
        record: file.map(|file| file.display().to_string()),
        turns: table.session().turn_index(),
        ending: word,
        by: by.map(|by| desk.face(by).id),
        agreement: ending.and_then(Ending::agreement).map(|outcome| spelled(desk.space(), outcome)),
        score: scored.as_ref().map(score_line),
        practice: practice::line(table, desk, beside),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn score_line<'a>(scored: &Scored<'a>) -> ScoreLine<'a> {
    let score = &scored.score;
    let in_points = |utility: Utility| rounded(utility.get() * 100.0);
    let mine = &scored.scenario.party(scored.me).preferences;
    let because = |id: PartyId| scored.beyond_mandate(id).into_iter().map(|limit| limit.because.as_str()).collect();
    let party = |id: PartyId| {
        let party = scored.scenario.party(id);
        let value =
            score.agreement.map_or(party.preferences.reservation(), |outcome| party.preferences.utility(outcome));
        PartyLine {
            party: &party.id,
            value: in_points(value),
            batna: in_points(party.preferences.reservation()),
            beyond_mandate: because(id),
            gain: score.gains.as_ref().and_then(|gains| gains.get(id.index())).copied().map(rounded),
        }
    };
    ScoreLine {
        value: in_points(score.utility),
        batna: in_points(score.reservation),
        target: mine.aspiration().map(in_points),
        surplus: rounded(score.surplus * 100.0),
        gain: score.own_gain().map(rounded),
        share: score.share.map(rounded),
        joint_efficiency: score.joint_efficiency.map(rounded),
        pareto_distance: score.pareto.map(|near| rounded(near.distance)),
        nash_distance: score.nash.map(|near| rounded(near.distance)),
        beyond_mandate: because(scored.me),
        free: score.free.map(|free| FreeLine {
            package: spelled(scored.scenario.space(), free.outcome),
            value: in_points(free.utility),
            surplus: rounded((free.utility.get() - score.reservation.get()) * 100.0),
        }),
        parties: (0..scored.scenario.parties().len() as u8).map(|at| party(PartyId(at))).collect(),
    }
}
