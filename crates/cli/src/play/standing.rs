//! Where things stand for one party: facts read off its own view, shared by screens, hints and the game.
//!
//! Everything in here is a function of the public session and of the viewer's own preferences; there is no desk of another
//! party and no scenario to look into.

use zopa_core::{LiveOffer, OfferRef, Outcome, Packages, PartyId, Session, TableAct, Talk, Tone, Utility, View};

use crate::words;

/// A utility in points, to one digit where it is not whole: `64`, `57.6`.
pub(crate) fn points(utility: Utility) -> String {
    points_of(utility.get() * 100.0)
}

/// Points to one digit where they are not whole.
pub(crate) fn points_of(points: f64) -> String {
    let text = format!("{points:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".into() } else { text.into() }
}

/// `#4`, or `#4b` for a package of an offer of several: turns counted from 1.
pub(crate) fn offer_name(offer: &LiveOffer, package: u8) -> String {
    let letter = if offer.packages.is_meso() { char::from(b'a' + package.min(25)).to_string() } else { String::new() };
    format!("#{}{letter}", offer.turn + 1)
}

/// A live package with its name.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// `#4b`.
    pub(crate) name: String,
    /// Who offers it.
    pub(crate) by: PartyId,
    /// How the rules refer to it.
    pub(crate) wanted: OfferRef,
    /// The package.
    pub(crate) outcome: Outcome,
    /// Whether each issue differs from the nearest package of the sender's offer before.
    pub(crate) changed: Vec<bool>,
}

/// Every live package: the viewer's own first, then the others' in the order they act.
pub(crate) fn live(view: &View<'_>) -> Vec<Column> {
    let session = view.session();
    let mut offers: Vec<LiveOffer> = session.live_offers().collect();
    offers.sort_by_key(|offer| (offer.by != view.me(), offer.by));
    let columns = |offer: LiveOffer| {
        let before = offers_by(session, offer.by).rfind(|(turn, _)| *turn < offer.turn).map(|(_, packages)| packages);
        let column = |(package, outcome): (u8, &Outcome)| Column {
            name: offer_name(&offer, package),
            by: offer.by,
            wanted: OfferRef { turn: offer.turn, package },
            outcome: *outcome,
            changed: before.map_or_else(Vec::new, |before| changes(view, *outcome, &before)),
        };
        (0u8..).zip(offer.packages.as_slice()).map(column).collect::<Vec<_>>()
    };
    offers.into_iter().flat_map(columns).collect()
}

/// Whether each issue differs from the package of `before` that differs in the fewest; of several the first.
fn changes(view: &View<'_>, outcome: Outcome, before: &Packages) -> Vec<bool> {
    let differs = |old: Outcome| -> Vec<bool> {
        let space = view.space();
        space.issue_ids().map(|issue| space.value(old, issue) != space.value(outcome, issue)).collect()
    };
    let all = before.as_slice().iter().map(|old| differs(*old));
    all.min_by_key(|changed| changed.iter().filter(|c| **c).count()).unwrap_or_default()
}

/// The offers a party made, with the turns they were made in.
pub(crate) fn offers_by(session: &Session, party: PartyId) -> impl DoubleEndedIterator<Item = (u32, Packages)> + '_ {
    session.turns().enumerate().filter_map(move |(at, (by, turn))| match turn.act {
        TableAct::Offer(packages) if by == party => Some((at as u32, packages)),
        _ => None,
    })
}

/// The viewer's last offer; of several packages the first.
pub(crate) fn own_last(view: &View<'_>) -> Option<Outcome> {
    offers_by(view.session(), view.me()).next_back().map(|(_, packages)| packages.first())
}

/// The other side's live package that is worth most to the viewer, red lines or not; of equals the one offered first.
pub(crate) fn their_best(view: &View<'_>) -> Option<Outcome> {
    let offered = view.session().acceptable_by(view.me()).map(|(_, outcome)| outcome);
    offered.reduce(|best, next| if view.utility(next) > view.utility(best) { next } else { best })
}

/// The viewer's best value on every issue.
pub(crate) fn own_best(view: &View<'_>) -> Option<Outcome> {
    let best: Vec<_> = view.space().issue_ids().map(|issue| view.preferences().best_value(issue)).collect();
    view.space().outcome(&best)
}

/// How many turns the viewer still has, the current one included.
pub(crate) fn turns_left(view: &View<'_>) -> u32 {
    view.session().rules().rounds().saturating_sub(view.session().round())
}

/// How a party sounds: the tone it last spoke in.
pub(crate) fn mood(session: &Session, party: PartyId) -> &'static str {
    let tone = |turn: &zopa_core::Turn| {
        turn.talk.iter().rev().find_map(|talk| match talk {
            Talk::Tone(tone) => Some(*tone),
            _ => None,
        })
    };
    let last = session.turns().rev().filter(|(by, _)| *by == party).find_map(|(_, turn)| tone(turn));
    words::tone(last.unwrap_or(Tone::Neutral))
}
