//! The course of the talks: what either side offered, gave and took back, and what was heard and used.
//!
//! Amounts are shares of a party's range: 0 is the least of its permitted outcomes, 1 the best. So nothing here depends on
//! the scale anybody's utilities are written in.

use zopa_core::{Disclosure, Importance, IssueId, Outcome, PartyId, Question, TableAct, Talk, Turn};

use crate::{Subject, study::Scale, trajectory::offered};

/// The least change of worth that is called giving or taking back, in shares of one's range.
pub const GIVEN_MIN: f64 = 0.02;

/// An offer, and what it was worth to both.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    /// Index of the turn it was made in.
    pub turn: u32,
    /// Who made it.
    pub by: PartyId,
    /// Its packages.
    pub packages: Vec<Outcome>,
    /// The package worth most to whoever was offered it; of equals the first. The next two are its worth.
    pub outcome: Outcome,
    /// Its worth to the person, a share of the person's range.
    pub mine: f64,
    /// Its worth to the counterpart, a share of the counterpart's range.
    pub theirs: f64,
}

/// From one offer of a party to its next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Concession {
    /// Index of the turn of the later offer.
    pub turn: u32,
    /// Index of the turn of the offer before.
    pub since: u32,
    /// How much less the later offer is worth to its maker, a share of its range; below 0 for taking back.
    pub given: f64,
    /// The offer before, and the offer.
    pub packages: (Outcome, Outcome),
    /// Whether the other side made an offer in between.
    pub answered: bool,
    /// How much more the other side's latest offer is worth to the maker than that side's offer before, a share of the
    /// maker's range; a first offer counts as 1. 0 when there was none in between.
    pub received: f64,
    /// Whether the turn asked for something: a question, or something in return.
    pub asked: bool,
}

impl Concession {
    /// Whether something was given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.given >= GIVEN_MIN
    }

    /// Whether something was taken back.
    #[must_use]
    pub fn is_retraction(&self) -> bool {
        self.given <= -GIVEN_MIN
    }

    /// Bidding against oneself: a lower ask though the other side has offered nothing since the last.
    #[must_use]
    pub fn is_against_oneself(&self) -> bool {
        self.is_given() && !self.answered
    }

    /// Giving when the other side has just given nothing, and without asking for anything.
    #[must_use]
    pub fn is_unilateral(&self) -> bool {
        self.is_given() && self.answered && self.received < GIVEN_MIN / 4.0 && !self.asked
    }
}

/// Something the counterpart said of an issue, and what became of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Heard {
    /// Index of the turn it was said in.
    pub turn: u32,
    /// Of which issue.
    pub issue: IssueId,
    /// How much it said the issue matters; `None` for a reason rather than a rank.
    pub importance: Option<Importance>,
    /// Whether the person had asked.
    pub asked: bool,
    /// The first later turn in which the person's offer fitted it: gave on an issue that matters, or kept one that does not.
    pub used: Option<u32>,
}

impl Heard {
    /// Whether it says what the counterpart wants.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        matches!(self.importance, None | Some(Importance::High))
    }
}

/// The course of the talks.
#[derive(Clone, PartialEq, Debug)]
pub struct Course {
    /// Every offer, in order.
    pub offers: Vec<Offer>,
    /// The person's steps from offer to offer.
    pub own: Vec<Concession>,
    /// The counterpart's steps.
    pub other: Vec<Concession>,
    /// What the counterpart said of itself.
    pub heard: Vec<Heard>,
}

impl Course {
    pub(crate) fn of(subject: &Subject<'_>, scales: [Scale; 2]) -> Self {
        let offer = |(at, (by, turn)): (usize, (PartyId, &Turn))| {
            let TableAct::Offer(packages) = &turn.act else { return None };
            let outcome = offered(subject, by, turn)?.outcome;
            Some(Offer {
                turn: at as u32,
                by,
                packages: packages.as_slice().to_vec(),
                outcome,
                mine: scales[0].share(subject.mine().points(outcome)),
                theirs: scales[1].share(subject.theirs().points(outcome)),
            })
        };
        let offers: Vec<Offer> = subject.session().turns().enumerate().filter_map(offer).collect();
        let own = steps(subject, &offers, subject.me());
        let other = steps(subject, &offers, subject.partner());
        let heard = heard(subject, &offers);
        Self { offers, own, other, heard }
    }
}

fn steps(subject: &Subject<'_>, offers: &[Offer], maker: PartyId) -> Vec<Concession> {
    let worth = |offer: &Offer| if maker == subject.me() { offer.mine } else { offer.theirs };
    let made: Vec<&Offer> = offers.iter().filter(|offer| offer.by == maker).collect();
    let other = |until: u32| offers.iter().rfind(move |offer| offer.by != maker && offer.turn < until);
    let asks = |at: u32| {
        let turn = subject.session().history().get(at as usize);
        turn.is_some_and(|turn| turn.talk.iter().any(|talk| matches!(talk, Talk::Ask(_) | Talk::InReturn(_))))
    };
    let step = |pair: &[&Offer]| {
        let [before, now] = pair else { return None };
        let reply = other(now.turn).filter(|reply| reply.turn > before.turn);
        let received =
            reply.map_or(0.0, |reply| other(reply.turn).map_or(1.0, |earlier| worth(reply) - worth(earlier)));
        Some(Concession {
            turn: now.turn,
            since: before.turn,
            given: worth(before) - worth(now),
            packages: (before.outcome, now.outcome),
            answered: reply.is_some(),
            received,
            asked: asks(now.turn),
        })
    };
    made.windows(2).filter_map(step).collect()
}

/// What the counterpart said of its own issues, each kind of thing once an issue.
fn heard(subject: &Subject<'_>, offers: &[Offer]) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    let mut open: Vec<Question> = Vec::new();
    for (at, (by, turn)) in subject.session().turns().enumerate() {
        if by == subject.me() {
            open = turn
                .talk
                .iter()
                .filter_map(|talk| if let Talk::Ask(asked) = talk { Some(*asked) } else { None })
                .collect();
            continue;
        }
        for talk in &turn.talk {
            let (issue, importance) = match talk {
                Talk::Tell(Disclosure::Priority(issue, importance)) => (*issue, Some(*importance)),
                Talk::Tell(Disclosure::Interest(issue)) => (*issue, None),
                _ => continue,
            };
            if heard.iter().any(|fact| fact.issue == issue && fact.importance == importance) {
                continue;
            }
            let turn = at as u32;
            let asked = open.iter().any(|question| question.issue().is_none_or(|about| about == issue));
            let mut fact = Heard { turn, issue, importance, asked, used: None };
            fact.used = use_of(subject, offers, &fact);
            heard.push(fact);
        }
    }
    heard
}

/// The first later turn whose offer fits what was heard.
fn use_of(subject: &Subject<'_>, offers: &[Offer], fact: &Heard) -> Option<u32> {
    let space = subject.mine().space();
    let theirs = |outcome: Outcome| subject.theirs().issue_points(fact.issue, space.value(outcome, fact.issue));
    let best = subject.mine().best_value(fact.issue);
    let own = || offers.iter().filter(|offer| offer.by == subject.me());
    let before = own().rfind(|offer| offer.turn < fact.turn);
    // Measured from the offer before, or from what the person would like best.
    let from = before.map_or(subject.theirs().issue_points(fact.issue, best), |offer| theirs(offer.outcome));
    let fits = |offer: &&Offer| match fact.is_wanted() {
        true => theirs(offer.outcome) > from,
        false => theirs(offer.outcome) <= from,
    };
    own().filter(|offer| offer.turn > fact.turn).find(fits).map(|offer| offer.turn)
}
