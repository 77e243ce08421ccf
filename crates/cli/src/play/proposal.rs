//! Proposals: what a person wants to do at the table, checked against their own papers before it is played.
//!
//! What the rules or a red line forbid is refused with its reason; what the person may do but should think about first comes
//! with warnings. All of it is judged by the desk and the view alone.

use zopa_core::{Door, IssueId, OfferRef, Outcome, Packages, TableAct, Talk, View};
use zopa_scenario::{Desk, MandateLimit};

use super::{
    command::{Command, Misread},
    screen::board::worth_sentence,
    standing::{self, Column, points, points_of},
};
use crate::{
    money::Sheet,
    package::{Partial, Rest, alternatives, combination},
    words,
};

/// An act that may be played.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Proposal {
    /// The act.
    pub(crate) act: TableAct,
    /// What is said with it beyond what is queued.
    pub(crate) saying: Option<Talk>,
    /// What to think about before; if anything, the act wants confirming.
    pub(crate) warnings: Vec<String>,
    /// What to ask oneself before a step one may regret; where there is one, a level may want it answered.
    pub(crate) question: Option<&'static str>,
    /// What the person may want to know, and nobody else.
    pub(crate) notes: Vec<String>,
    /// The word that confirms.
    pub(crate) confirm: &'static str,
}

impl Proposal {
    /// An act with nothing to say about it.
    pub(crate) fn plain(act: TableAct) -> Self {
        Self { act, saying: None, warnings: Vec::new(), question: None, notes: Vec::new(), confirm: "confirm" }
    }
}

/// Why something cannot be done, and what can.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Refused {
    message: String,
    help: String,
}

impl Refused {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl From<Refused> for Misread {
    /// Wrong as a whole: no word of it is to be pointed at.
    fn from(refused: Refused) -> Self {
        Self { at: 0..0, message: refused.message, help: refused.help }
    }
}

/// What a command would do at the table and whether it was confirmed in advance; `None` for one that does nothing there.
pub(crate) fn judged(desk: Desk<'_>, view: &View<'_>, command: &Command) -> Option<Result<(Proposal, bool), Refused>> {
    let (proposal, sure) = match command {
        Command::Offer { packages, sure } => (offer(desk, view, packages), *sure),
        Command::Accept { which, sure } => (accept(desk, view, *which), *sure),
        Command::Walk { door, sure } => (Ok(walk(view, *door)), *sure),
        Command::Away { talk, sure } => (Ok(away(view, *talk)), *sure),
        Command::Send { sure } => (Ok(hold(view)), *sure),
        _ => return None,
    };
    Some(proposal.map(|proposal| (proposal, sure)))
}

/// The best package one may agree to, or the best value on every issue.
pub(crate) fn best(view: &View<'_>) -> Option<Outcome> {
    let permitted = view.preferences().ranking().and_then(|ranking| ranking.outcomes().next());
    permitted.or_else(|| standing::own_best(view))
}

/// The outcome a filler takes the open issues of a package from. For `best` that is the best permitted outcome with the
/// values that are set, and the best value on each issue where there is none or the space is too large to look through.
fn base(view: &View<'_>, package: &Partial, rest: Rest) -> Option<Outcome> {
    match rest {
        Rest::Same => standing::own_last(view),
        Rest::Theirs => standing::their_best(view),
        Rest::Best => {
            let mut ranked = view.preferences().ranking().into_iter().flat_map(zopa_core::Ranking::outcomes);
            ranked.find(|outcome| package.allows(view.space(), *outcome)).or_else(|| standing::own_best(view))
        }
    }
}

/// The package a text means, every issue set.
pub(crate) fn complete(view: &View<'_>, package: &Partial) -> Result<Outcome, Refused> {
    let filled = package.filled(view.space(), package.rest.and_then(|rest| base(view, package, rest)));
    filled.ok_or_else(|| {
        let open = package.open();
        let names = |join: &str| {
            let quoted: Vec<String> =
                open.iter().map(|issue: &IssueId| format!("`{}`", view.space().issue(*issue).name())).collect();
            match quoted.as_slice() {
                [first @ .., last] if !first.is_empty() => format!("{} {join} {last}", first.join(", ")),
                _ => quoted.concat(),
            }
        };
        let usable = Rest::ALL.into_iter().filter(|rest| base(view, package, *rest).is_some());
        let fillers: Vec<String> = usable.map(|rest| format!("rest={}", rest.word())).collect();
        let it = if open.len() == 1 { "it" } else { "them" };
        let help = format!("Set {it}, or add {}.", alternatives(fillers.iter().map(String::as_str)));
        match package.rest {
            Some(Rest::Same) => Refused::new("there is no offer of yours yet to take the rest from", help),
            Some(Rest::Theirs) => Refused::new("there is no offer of theirs yet to take the rest from", help),
            _ => {
                let message = format!("{} {} open", names("and"), if open.len() == 1 { "is" } else { "are" });
                Refused::new(message, format!("{help} `float` says a package with open issues; nobody can accept it."))
            }
        }
    })
}

/// What `package` crosses that may not be crossed.
fn barred(desk: Desk<'_>, outcome: Outcome) -> Option<Refused> {
    let mine = desk.mine();
    if let Some(exclusion) = desk.space().excluded(outcome) {
        let terms = combination(desk.space(), &exclusion.when);
        let message = format!("no agreement may have {terms}: {}", exclusion.because);
        return Some(Refused::new(message, "That is a rule both sides know. Change one of the terms."));
    }
    let at = mine.preferences.crossed(outcome)?;
    let because = mine.red_lines.get(at).map_or("", String::as_str);
    let terms = mine.preferences.forbidden().get(at).map(|when| combination(desk.space(), when)).unwrap_or_default();
    let help = "Change one of the terms, in an offer of your own.";
    Some(Refused::new(format!("{terms} crosses a red line of yours: {because}"), help))
}

/// The limits of one's mandate an outcome goes beyond, at the level one has reached.
fn unapproved<'d>(desk: Desk<'d>, view: &View<'_>, outcome: Outcome) -> impl Iterator<Item = &'d MandateLimit> {
    desk.mine().beyond_mandate(outcome, view.session().level_reached(view.me()))
}

/// Refuses what goes beyond one's mandate, where that binds.
///
/// # Errors
/// When an outcome of the act needs an approval and no higher level was reached.
pub(crate) fn within_mandate(desk: Desk<'_>, view: &View<'_>, act: TableAct) -> Result<(), Refused> {
    let outcomes = match act {
        TableAct::Offer(packages) => packages.as_slice().to_vec(),
        TableAct::Accept(wanted) => view.session().offered(wanted).map(|(_, outcome)| outcome).into_iter().collect(),
        TableAct::Hold | TableAct::Walk(_) => Vec::new(),
    };
    match outcomes.into_iter().find_map(|outcome| unapproved(desk, view, outcome).next()) {
        None => Ok(()),
        Some(limit) => {
            let message = format!("this needs the approval of {}: {}", limit.to, limit.because);
            let level = words::level(limit.level);
            let help = format!("Here your mandate binds: take it to them first, with `escalate {level}`.");
            Err(Refused::new(message, help))
        }
    }
}

/// What to ask oneself before agreeing to outcomes, if anything.
fn question(desk: Desk<'_>, view: &View<'_>, outcomes: &[Outcome]) -> Option<&'static str> {
    let below = |outcome: &Outcome| view.preferences().points(*outcome) < view.preferences().reservation_points();
    if outcomes.iter().any(below) {
        return Some("Are you sure? What would you have without any agreement?");
    }
    let beyond = |outcome: &Outcome| unapproved(desk, view, *outcome).next().is_some();
    outcomes.iter().any(beyond).then_some("Are you sure? Who has to stand behind this, and have you asked them?")
}

/// What one should think about before agreeing to an outcome.
fn warnings(desk: Desk<'_>, view: &View<'_>, outcome: Outcome, name: &str) -> Vec<String> {
    let beyond = unapproved(desk, view, outcome);
    let mut warnings: Vec<String> =
        beyond.map(|limit| format!("{name} needs the approval of {}: {}.", limit.to, limit.because)).collect();
    if view.preferences().points(outcome) < view.preferences().reservation_points() {
        let (worth, batna) = (points(view.utility(outcome)), points(view.preferences().reservation()));
        warnings.push(format!("{name} is worth {worth} to you, less than your BATNA, {batna}."));
    }
    warnings
}

/// The widest spread, in points, at which packages count as equally good.
const EQUIVALENT_POINTS: f64 = 3.0;

/// An offer of packages as typed.
pub(crate) fn offer(desk: Desk<'_>, view: &View<'_>, typed: &[Partial]) -> Result<Proposal, Refused> {
    let outcomes: Vec<Outcome> = typed.iter().map(|package| complete(view, package)).collect::<Result<_, _>>()?;
    if let Some(refused) = outcomes.iter().find_map(|outcome| barred(desk, *outcome)) {
        return Err(refused);
    }
    if let Some(at) = (1..outcomes.len()).find(|at| outcomes[..*at].contains(&outcomes[*at])) {
        let message = format!("package {} is the same as one before it", at + 1);
        return Err(Refused::new(
            message,
            "Packages of one offer must differ; make them different and equally good for you.",
        ));
    }
    let Some(packages) = Packages::of(&outcomes) else {
        return Err(Refused::new("an offer holds one to four packages", ""));
    };
    let mut proposal = Proposal::plain(TableAct::Offer(packages));
    let several = outcomes.len() > 1;
    for (at, outcome) in outcomes.iter().enumerate() {
        let name = if several { format!("package {}", at + 1) } else { "this package".to_owned() };
        proposal.warnings.extend(warnings(desk, view, *outcome, &name));
    }
    proposal.question = question(desk, view, &outcomes).filter(|_| !proposal.warnings.is_empty());
    proposal.notes.push(if several { equivalence(view, &outcomes) } else { worth_sentence(view, packages.first()) });
    Ok(proposal)
}

/// Whether packages are about equally good for the one who offers them.
fn equivalence(view: &View<'_>, outcomes: &[Outcome]) -> String {
    let worths: Vec<f64> = outcomes.iter().map(|outcome| view.utility(*outcome).get() * 100.0).collect();
    let (low, high) = worths.iter().fold((f64::MAX, f64::MIN), |(low, high), w| (low.min(*w), high.max(*w)));
    let all = worths.iter().map(|worth| points_of(*worth)).collect::<Vec<_>>().join(" / ");
    let spread = points_of(high - low);
    if high - low <= EQUIVALENT_POINTS {
        return format!("Worth {all} to you, within {spread}: you can let them choose.");
    }
    format!("Worth {all} to you, {spread} points apart: that is what it costs you if they take the one you like least.")
}

/// The live package of the other side a name means, or the only one there is. `verb` is what would be done with it.
fn column(view: &View<'_>, which: Option<(u32, Option<u8>)>, verb: &str) -> Result<Column, Refused> {
    let live: Vec<Column> = standing::live(view).into_iter().filter(|column| column.by != view.me()).collect();
    let names = || alternatives(live.iter().map(|column| column.name.as_str()));
    if live.is_empty() {
        return Err(Refused::new(
            format!("there is no offer of theirs to {verb} yet"),
            "Make one of your own, or ask something.",
        ));
    }
    let named: Vec<&Column> = live
        .iter()
        .filter(|column| {
            which.is_none_or(|(turn, package)| {
                column.wanted.turn + 1 == turn && package.is_none_or(|package| column.wanted.package == package)
            })
        })
        .collect();
    match named.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Refused::new("there is no such live offer of theirs", format!("You can {verb} {}.", names()))),
        _ => Err(Refused::new("which package?", format!("You can {verb} {}.", names()))),
    }
}

/// Saying no to the live package a name means, or the only one there is.
pub(crate) fn reject(view: &View<'_>, which: Option<(u32, Option<u8>)>) -> Result<OfferRef, Refused> {
    let only_offer = || {
        let mut offers = view.session().live_offers().filter(|offer| offer.by != view.me());
        offers.next().filter(|_| offers.next().is_none()).map(|offer| OfferRef { turn: offer.turn, package: 0 })
    };
    // An offer of several packages may be rejected as a whole: its first package stands for it.
    match which.map_or_else(only_offer, |_| None) {
        Some(offer) => Ok(offer),
        None => column(view, which, "reject").map(|column| column.wanted),
    }
}

/// Accepting the live package a name means, or the only one there is.
pub(crate) fn accept(desk: Desk<'_>, view: &View<'_>, which: Option<(u32, Option<u8>)>) -> Result<Proposal, Refused> {
    let column = column(view, which, "accept")?;
    if let Some(refused) = barred(desk, column.outcome) {
        return Err(refused);
    }
    let mut proposal = Proposal::plain(TableAct::Accept(column.wanted));
    proposal.warnings = warnings(desk, view, column.outcome, &column.name);
    proposal.question = question(desk, view, &[column.outcome]);
    Ok(proposal)
}

/// Leaving the table as it is.
pub(crate) fn hold(view: &View<'_>) -> Proposal {
    let mut proposal = Proposal { confirm: "yes", ..Proposal::plain(TableAct::Hold) };
    let acceptable = view.best_offered().filter(|(_, best)| view.preferences().acceptable(*best));
    if let Some((wanted, best)) = acceptable.filter(|_| standing::turns_left(view) == 1) {
        let name = standing::live(view).into_iter().find(|column| column.wanted == wanted).map(|column| column.name);
        let (worth, batna) = (points(view.utility(best)), points(view.preferences().reservation()));
        let name = name.unwrap_or_default();
        proposal
            .warnings
            .push(format!("this is your last turn: `accept {name}` takes {worth}, your BATNA is {batna}."));
    }
    if view.session().away().is_some() {
        let batna = points(view.preferences().reservation());
        proposal.warnings.push(format!("they have left: only an offer calls them back, and your BATNA is {batna}."));
    }
    proposal
}

/// Saying something that takes the whole turn.
pub(crate) fn away(view: &View<'_>, talk: Talk) -> Proposal {
    Proposal { saying: Some(talk), ..hold(view) }
}

/// How much more than one's BATNA a live offer must be worth for leaving it to be a step one may regret, in utility.
const WORTH_STAYING: f64 = 0.05;

/// Leaving.
pub(crate) fn walk(view: &View<'_>, door: Door) -> Proposal {
    let batna = points(view.preferences().reservation());
    let mut warning = match door {
        Door::Closed => format!("walking away ends the talks; you fall back on your BATNA, worth {batna}."),
        Door::Open => format!("unless they make you an offer next, the talks end; your BATNA is worth {batna}."),
    };
    if let Some((_, best)) = view.best_offered().filter(|(_, best)| view.preferences().acceptable(*best)) {
        warning += &format!(" Their best live offer is worth {}.", points(view.utility(best)));
    }
    let gains = |best: Outcome| view.utility(best).get() >= view.preferences().reservation().get() + WORTH_STAYING;
    let leaves = view.best_offered().is_some_and(|(_, best)| view.preferences().acceptable(best) && gains(best));
    let question = leaves.then_some("Are you sure? What would have to change for their offer to be worth taking?");
    Proposal { warnings: vec![warning], question, confirm: "yes", ..Proposal::plain(TableAct::Walk(door)) }
}

/// What a package is worth, and what would be said of it if it were offered.
pub(crate) fn value(desk: Desk<'_>, view: &View<'_>, typed: &Partial) -> Result<Vec<String>, Refused> {
    let outcome = complete(view, typed)?;
    let mut lines = vec![worth_sentence(view, outcome)];
    lines.extend(Sheet::of(desk, outcome).map(|sheet| sheet.summary()));
    lines.extend(barred(desk, outcome).map(|refused| format!("It cannot be offered: {}.", refused.message)));
    lines.extend(warnings(desk, view, outcome, "it").into_iter().map(|warning| format!("Note: {warning}")));
    Ok(lines)
}
