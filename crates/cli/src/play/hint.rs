//! Hints, in three grades: a question to ask, an issue to trade on, a package to offer.
//!
//! A hint is made from one's own preferences and from what was said and offered at the table, as anybody at that desk could
//! make it. It guesses and says so: the guess about the other side starts from "they want the opposite of what I want" and
//! is corrected by what they said and by what they never moved on. It is no move review and knows no right answer.

use zopa_core::{Disclosure, Importance, IssueId, Outcome, PartyId, Points, Question, Talk, ValueId, View};
use zopa_scenario::Desk;

use super::{
    screen::{Ink, Page},
    standing::{self, points},
};
use crate::package;

/// How many grades there are.
pub(crate) const GRADES: u8 = 3;

/// What the history lets one guess about the other side on one issue.
struct Guess {
    issue: IssueId,
    /// How much it seems to matter to them; 2 where nothing is known.
    weight: f64,
    /// What they said about how much it matters.
    said: Option<Importance>,
    /// Whether one has asked why it matters to them.
    asked_why: bool,
    /// Whether they ever moved on it; `None` while they have made fewer than two offers.
    moved: Option<bool>,
    /// The value they opened with.
    opened: Option<ValueId>,
}

/// Draws a hint of grade 1, 2 or 3 (and up).
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, view: &View<'_>, grade: u8) {
    let Some(them) = desk.others().next() else { return };
    standing_offer(page, view);
    let guesses: Vec<Guess> = view.space().issue_ids().map(|issue| guess(view, them, issue)).collect();
    match grade {
        0 | 1 => question(page, desk, view, them, &guesses),
        2 => trade(page, view, &guesses),
        _ => concrete(page, view, &guesses),
    }
    if grade < GRADES {
        page.say(Ink::Faint, "`hint` again says more.");
    }
}

/// What a live offer is worth against one's own levels, when that settles something.
fn standing_offer(page: &mut Page, view: &View<'_>) {
    let Some((_, best)) = view.best_offered() else { return };
    let (worth, preferences) = (view.utility(best), view.preferences());
    if preferences.aspiration().is_some_and(|target| worth >= target) {
        page.say(
            Ink::Text,
            &format!("Their best live offer is worth {} to you: that reaches your target.", points(worth)),
        );
    } else if standing::turns_left(view) == 1 && worth >= preferences.reservation() {
        let batna = points(preferences.reservation());
        let text =
            format!("This is your last turn. Their best live offer is worth {}, your BATNA {batna}.", points(worth));
        page.say(Ink::Text, &text);
    }
}

fn guess(view: &View<'_>, them: PartyId, issue: IssueId) -> Guess {
    let session = view.session();
    let mut said = None;
    let mut asked_why = false;
    for (by, turn) in session.turns() {
        for talk in &turn.talk {
            match talk {
                Talk::Tell(Disclosure::Priority(about, level)) if by == them && *about == issue => said = Some(*level),
                Talk::Ask(Question::Interest(about)) if by == view.me() && *about == issue => asked_why = true,
                _ => {}
            }
        }
    }
    let offered: Vec<ValueId> = standing::offers_by(session, them)
        .flat_map(|(_, packages)| packages.as_slice().to_vec())
        .map(|outcome| view.space().value(outcome, issue))
        .collect();
    let offers = standing::offers_by(session, them).count();
    let moved = (offers >= 2).then(|| offered.windows(2).any(|pair| pair[0] != pair[1]));
    let stated = match said {
        Some(Importance::High) => 4.0,
        Some(Importance::Low) => 1.0,
        _ => 2.0,
    };
    let held = match moved {
        Some(true) => 0.8,
        Some(false) => 1.25,
        None => 1.0,
    };
    Guess { issue, weight: stated * held, said, asked_why, moved, opened: offered.first().copied() }
}

impl Guess {
    /// How good a value seems to be for them, 0 to 1: near what they opened with; before that, the opposite of one's own.
    fn share(&self, view: &View<'_>, value: ValueId) -> f64 {
        let last = view.space().issue(self.issue).len() - 1;
        match self.opened {
            Some(opened) => {
                let reach = f64::from(opened.0.max(last - opened.0)).max(1.0);
                1.0 - f64::from(opened.0.abs_diff(value.0)) / reach
            }
            None => {
                let preferences = view.preferences();
                let worth = |value: ValueId| preferences.to_utility(preferences.issue_points(self.issue, value)).get();
                let best = worth(preferences.best_value(self.issue));
                (best - worth(value)) / preferences.stake(self.issue).get().max(1e-9)
            }
        }
    }

    /// Why it is thought to matter to them as it does.
    fn because(&self) -> &'static str {
        match (self.said, self.moved) {
            (Some(Importance::High), _) => "they said it matters much",
            (Some(Importance::Low), _) => "they said it matters little",
            (Some(Importance::Medium), _) => "they said it matters somewhat",
            (None, Some(false)) => "they have not moved on it",
            (None, Some(true)) => "they have moved on it",
            (None, None) => "a guess: nothing they said or did tells yet",
        }
    }
}

fn question(page: &mut Page, desk: Desk<'_>, view: &View<'_>, them: PartyId, guesses: &[Guess]) {
    let asked = |turn: &zopa_core::Turn| turn.talk.contains(&Talk::Ask(Question::Priorities));
    let told = guesses.iter().any(|guess| guess.said.is_some());
    let who = desk.face(them).persona.person.as_str();
    if !told && !view.session().turns().any(|(by, turn)| by == view.me() && asked(turn)) {
        page.say(
            Ink::Text,
            &format!("You do not know yet what matters most to {who}. Ask before you price anything: `ask priority`."),
        );
        return;
    }
    // The heaviest issue not asked about; of equally heavy ones the one that costs least to give, then the first.
    let stake = |guess: &Guess| view.preferences().stake(guess.issue);
    let open = guesses.iter().filter(|guess| !guess.asked_why);
    let next =
        open.min_by(|a, b| b.weight.total_cmp(&a.weight).then(stake(a).cmp(&stake(b))).then(a.issue.cmp(&b.issue)));
    match next {
        Some(guess) => {
            let name = view.space().issue(guess.issue).name();
            let text = format!(
                "A reason can be met in more ways than a position. Ask {who} why {name} matters: `ask why {name}`."
            );
            page.say(Ink::Text, &text);
        }
        None => page.say(
            Ink::Text,
            "You have asked about every issue. `history` shows what they said: which answer have you not used yet?",
        ),
    }
}

/// The issue to give on and the one to hold: what they said comes first, then how much each seems to matter to them for what
/// it costs.
fn trade(page: &mut Page, view: &View<'_>, guesses: &[Guess]) {
    let stake = |guess: &Guess| view.preferences().stake(guess.issue).get();
    let ratio = |guess: &Guess| guess.weight / stake(guess).max(0.01);
    let unsaid = |guess: &Guess, level| guess.said != Some(level);
    let give = guesses.iter().min_by(|a, b| {
        let said = unsaid(a, Importance::High).cmp(&unsaid(b, Importance::High));
        said.then(ratio(b).total_cmp(&ratio(a))).then(a.issue.cmp(&b.issue))
    });
    // What their best live offer has at its best already is nothing to ask for.
    let has = |issue: IssueId| {
        let worth = |value| view.preferences().issue_points(issue, value);
        let best = worth(view.preferences().best_value(issue));
        standing::their_best(view).is_some_and(|offered| worth(view.space().value(offered, issue)) == best)
    };
    let open = guesses.iter().filter(|guess| give.is_none_or(|give| give.issue != guess.issue) && !has(guess.issue));
    let hold = open.min_by(|a, b| {
        let said = unsaid(a, Importance::Low).cmp(&unsaid(b, Importance::Low));
        said.then(ratio(a).total_cmp(&ratio(b))).then(a.issue.cmp(&b.issue))
    });
    let Some(give) = give else { return };
    let text = |guess: &Guess| {
        let (name, worth) = (view.space().issue(guess.issue).name(), points(view.preferences().stake(guess.issue)));
        format!("{name} (worth up to {worth} to you; {})", guess.because())
    };
    page.say(Ink::Text, &format!("An issue to be generous on: {}.", text(give)));
    match hold {
        Some(hold) => {
            page.say(Ink::Text, &format!("An issue to ask for something on: {}.", text(hold)));
            page.say(Ink::Text, "Offer the one in return for the other, in one package.");
        }
        None => page.say(Ink::Text, "On everything else their live offer has your best value already."),
    }
}

/// How far below one's own last offer a suggestion goes, in utility.
const STEP: f64 = 0.03;

/// The package that seems best for them among those that keep what one's last offer was worth, less a small step, and are
/// worth no less than what is on the table already.
fn concrete(page: &mut Page, view: &View<'_>, guesses: &[Guess]) {
    let preferences = view.preferences();
    let reservation = preferences.reservation().get();
    let target = preferences.aspiration().map_or(reservation + 0.25, zopa_core::Utility::get);
    let asked = |last: Outcome| (view.utility(last).get() - STEP).max(target - 5.0 * STEP);
    let offered = view.best_offered().map_or(reservation, |(_, offered)| view.utility(offered).get());
    let wanted = standing::own_last(view).map_or(target, asked).max(reservation).max(offered);
    let Some((outcome, _)) = best_for_them(view, guesses, preferences.to_points(wanted)) else {
        page.say(
            Ink::Text,
            "There is no package of that worth that your mandate allows; try `value` with one of your own.",
        );
        return;
    };
    let text = package::format(view.space(), outcome);
    page.say(Ink::Text, &format!("Worth trying, {} to you:", points(view.utility(outcome))));
    page.wrapped(Ink::Text, &format!("offer {text}"), "  ", "  ");
    page.say(Ink::Faint, "It gives where it costs you least and where they seem to care most. That is a guess from what they said and offered.");
}

/// Of the permitted outcomes worth at least `floor` to the viewer, the one with the highest guessed worth to them; of equals
/// the better one for the viewer, then the lower rank. At most the first 200,000 are looked at.
fn best_for_them(view: &View<'_>, guesses: &[Guess], floor: Points) -> Option<(Outcome, f64)> {
    let ranking = view.preferences().ranking()?;
    let space = view.space();
    let shares: Vec<Vec<f64>> = guesses
        .iter()
        .map(|guess| {
            (0..space.issue(guess.issue).len()).map(|v| guess.weight * guess.share(view, ValueId(v))).collect()
        })
        .collect();
    let theirs = |outcome: Outcome| -> f64 {
        let of = |(table, value): (&Vec<f64>, ValueId)| table.get(value.index()).copied().unwrap_or(0.0);
        shares.iter().zip(space.values(outcome)).map(of).sum()
    };
    let mut best: Option<(Outcome, f64)> = None;
    for outcome in ranking.outcomes().take(ranking.at_least(floor)).take(200_000) {
        let worth = theirs(outcome);
        if best.is_none_or(|(_, most)| worth > most) {
            best = Some((outcome, worth));
        }
    }
    best
}
