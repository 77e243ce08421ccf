//! The partner at the table: a strategy that hears, answers, accepts, walks and counters.
//!
//! Its turn is a pure function of its setup, its seed, the public session and the dice of the turn. It does not render
//! words ([`Voice`](crate::Voice) does, from the public acts) and it never sees another party's preferences.
//!
//! # A turn
//! 1. Hear every turn since the last ([`Mind`]).
//! 2. Accept the best live package with the probability of [`Mind::acceptance`], and always when the package it would
//!    answer with is worth no more to it.
//! 3. Walk when patience is gone and an earlier turn has let that show, or when this is the last turn of all and nothing was
//!    accepted; the first time with the door open, if it can be called back. In the last round with another party still to
//!    act it makes its final offer instead: walking would take away the other's last choice.
//! 4. In its first turn, spoken to and without any offer on the table, answer and hold at times: late first offers leave
//!    room for information (Sinaceur et al. 2013). From its second turn on it always has an offer on the table.
//! 5. Leave the table as it is for a level both go to, a level its mandate needs, or a caucus when it is hot
//!    (`partner/conduct.rs`).
//! 6. Counter, at times with two packages side by side, and say up to three things.
//!
//! It neither offers nor accepts what its mandate needs approval for at a level it has not reached.
//!
//! Its word binds it (`partner/word.rs`): what it called its last word it repeats, and takes nothing that is worth less;
//! what it promised to move on it moves on in its next offer.
//!
//! Draws are made in a fixed order, whether used or not, so that branches of a session share their later draws.

mod conduct;
mod counter;
mod course;
mod likelihood;
mod record;
mod speech;
mod word;

use zopa_core::{
    Dice, Door, Event, Feature, Level, OfferRef, Outcome, PartyId, Preferences, Seed, Session, Strategy, TableAct,
    Turn, View,
};

use crate::{
    mind::{Hearing, Mind},
    persona::{PartnerSetup, Theta},
    worth::Worth,
};
use record::Record;

/// The chance of only answering in the first turn, spoken to before any offer.
const HOLD_FIRST: f64 = 0.6;

/// The simulated counterpart of one seat of one session.
///
/// It may be seated at any turn: it hears the whole public history first, so a branch replayed into a fresh partner goes
/// on as the session it came from.
#[derive(Clone, Debug)]
pub struct Partner {
    theta: Theta,
    /// Made when the view is first seen: what it hears with belongs to the seat.
    heard: Option<Heard>,
}

/// What became of the session so far.
#[derive(Clone, Debug)]
struct Heard {
    mind: Mind,
    worth: Worth,
    record: Record,
    turns: usize,
}

/// Every draw of one turn, in the order they are made.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Draws {
    accept: f64,
    tie: f64,
    hold: f64,
    answers: [f64; 3],
    bluffs: [f64; 3],
    volunteer: f64,
    ask: f64,
    credit: f64,
    label: f64,
    reject: f64,
    cite: f64,
    process: f64,
    threat: f64,
    multiple: f64,
    aside: f64,
    promise: f64,
    last_word: f64,
}

impl Draws {
    fn of(dice: &mut Dice) -> Self {
        Self {
            accept: dice.unit(),
            tie: dice.unit(),
            hold: dice.unit(),
            answers: [dice.unit(), dice.unit(), dice.unit()],
            bluffs: [dice.unit(), dice.unit(), dice.unit()],
            volunteer: dice.unit(),
            ask: dice.unit(),
            credit: dice.unit(),
            label: dice.unit(),
            reject: dice.unit(),
            cite: dice.unit(),
            process: dice.unit(),
            threat: dice.unit(),
            multiple: dice.unit(),
            aside: dice.unit(),
            promise: dice.unit(),
            last_word: dice.unit(),
        }
    }
}

/// Relative time of a turn: `(round + 1) / rounds`, 1 in the last round.
fn tau(session: &Session, turn: u32) -> f64 {
    let round = turn / u32::from(session.rules().parties());
    f64::from(round + 1) / f64::from(session.rules().rounds())
}

/// Whether no turn follows the one to come.
fn is_last_turn(session: &Session) -> bool {
    let turns = u64::from(session.rules().rounds()) * u64::from(session.rules().parties());
    u64::from(session.turn_index()) + 1 >= turns
}

impl Heard {
    fn new(theta: &Theta, view: &View<'_>) -> Self {
        let worth = Worth::of(view.preferences());
        let parties = view.session().rules().parties();
        let mind = Mind::new(theta.clone(), view.preferences(), worth, parties);
        Self { mind, worth, record: Record::default(), turns: 0 }
    }

    /// Hears the turns it has not heard yet.
    fn catch_up(&mut self, view: &View<'_>) {
        let session = view.session();
        for (at, (by, turn)) in session.turns().enumerate().skip(self.turns) {
            let hearing = Hearing {
                preferences: view.preferences(),
                worth: self.worth,
                tau: tau(session, at as u32),
                rounds: session.rules().rounds(),
                parties: session.rules().parties(),
                at: at as u32,
            };
            if by == view.me() {
                self.record.note_own(turn);
                self.mind.note_own(turn, hearing);
            } else {
                self.mind.hear(by, turn, hearing);
                self.record.note_other(turn, self.mind.moved());
            }
        }
        self.turns = session.history().len();
    }

    /// What it decides from where the view stands.
    fn moment<'a>(&'a self, view: &View<'a>, draws: Draws) -> Moment<'a> {
        let session = view.session();
        let tau = tau(session, session.turn_index());
        Moment {
            mind: &self.mind,
            worth: self.worth,
            record: &self.record,
            preferences: view.preferences(),
            session,
            me: view.me(),
            reached: session.level_reached(view.me()),
            draws,
            tau,
            target: self.mind.target(tau.min(1.0 - 1.0 / f64::from(session.rules().rounds()))),
        }
    }
}

/// What the partner decides from, in one turn.
pub(crate) struct Moment<'a> {
    mind: &'a Mind,
    worth: Worth,
    record: &'a Record,
    preferences: &'a Preferences,
    session: &'a Session,
    me: PartyId,
    /// The level the partner has reached.
    reached: Option<Level>,
    draws: Draws,
    tau: f64,
    /// What a counter is planned for. In the last round it is the target of the round before: an ultimatum asks for
    /// something.
    target: f64,
}

impl Partner {
    /// A partner of this setup; `seed` moves the rates of its hidden type.
    #[must_use]
    pub fn new(setup: PartnerSetup, seed: Seed) -> Self {
        Self { theta: Theta::new(setup, seed), heard: None }
    }

    /// Its mind after all it has heard, or `None` before it has heard anything. Nothing of it may be shown to the
    /// counterpart before the debrief.
    #[must_use]
    pub fn mind(&self) -> Option<&Mind> {
        self.heard.as_ref().map(|heard| &heard.mind)
    }

    fn hear(&mut self, view: &View<'_>) -> &Heard {
        let heard = self.heard.get_or_insert_with(|| Heard::new(&self.theta, view));
        heard.catch_up(view);
        heard
    }
}

impl Moment<'_> {
    /// The best live package it may agree to; of equals the one offered first.
    fn offered(&self) -> Option<(OfferRef, Outcome)> {
        let fits = |o: Outcome| self.preferences.acceptable(o) && self.may_offer(o);
        let all = self.session.acceptable_by(self.me).filter(|(_, o)| fits(*o));
        all.reduce(|a, b| if self.preferences.points(b.1) > self.preferences.points(a.1) { b } else { a })
    }

    /// Whether it takes a live package: by chance around its target; what is worth its last word always, and less never.
    fn accepts(&self, outcome: Outcome) -> bool {
        match self.record.last_word {
            Some(word) => self.preferences.points(outcome) >= self.preferences.points(word),
            None => self.draws.accept < self.mind.acceptance(self.worth.value(self.preferences, outcome), self.tau),
        }
    }

    fn act(&self) -> TableAct {
        let offered = self.offered();
        if let Some((wanted, outcome)) = offered
            && self.accepts(outcome)
        {
            return TableAct::Accept(wanted);
        }
        let may_hold = self.session.rules().allows(Feature::Hold);
        // Nobody leaves for lack of patience without having let it show in an earlier turn.
        let may_leave = self.record.signalled || !self.session.rules().allows(Feature::Talk);
        if is_last_turn(self.session) {
            return TableAct::Walk(Door::Closed);
        }
        if self.mind.patience() <= 0.0 && may_leave {
            return self.leave();
        }
        let first_word = self.record.own_turns() == 0 && self.session.live_offers().next().is_none();
        if may_hold && first_word && self.record.was_spoken_to() && self.tau < 1.0 && self.draws.hold < HOLD_FIRST {
            return TableAct::Hold;
        }
        match (self.plan(), offered) {
            (Some(plan), Some((wanted, outcome)))
                if self.preferences.points(plan) <= self.preferences.points(outcome) =>
            {
                TableAct::Accept(wanted)
            }
            (Some(plan), offered) => TableAct::Offer(self.packages(plan, offered.map(|(_, outcome)| outcome))),
            (None, Some((wanted, _))) => TableAct::Accept(wanted),
            (None, None) if may_hold => TableAct::Hold,
            (None, None) => TableAct::Walk(Door::Closed),
        }
    }
}

impl Strategy for Partner {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        if let Event::Acted(..) = event {
            self.hear(view);
        }
    }

    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        let draws = Draws::of(dice);
        let heard = self.hear(view);
        let session = view.session();
        let moment = heard.moment(view, draws);
        let act = moment.act();
        if !session.rules().allows(Feature::Talk) {
            return Turn::silent(act);
        }
        match moment.aside(act) {
            Some(aside) => {
                let mut talk = moment.talk(TableAct::Hold, 1);
                talk.push(aside);
                Turn { talk, act: TableAct::Hold }
            }
            None => Turn { talk: moment.talk(act, 0), act },
        }
    }
}
