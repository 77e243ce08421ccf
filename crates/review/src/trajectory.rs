//! The trajectory: where a session stood after every turn, in the numbers of the counterpart's mind.
//!
//! A partner is a pure function of its setup, its seed and the public turns, so its mind after any turn can be had again
//! from the record. Where somebody else sat in its chair (a strategy without a mind, or a person), what is followed is what
//! the scenario's persona would have made of the same turns: a reading, and [`Trajectory::is_read`] says so.

use zopa_core::{Event, Outcome, PartyId, Session, Strategy, TableAct, Turn, View};
use zopa_partner::{Mind, Partner};

use crate::Subject;

/// The numbers of a mind; see [`Mind`] for their meaning and equations.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Standing {
    /// Trust, 0 to 1.
    pub trust: f64,
    /// The most trust can still become, 0 to 1; below 1 once a deception was found out.
    pub ceiling: f64,
    /// Patience, 0 to 1; at 0 the partner leaves.
    pub patience: f64,
    /// Heat, 0 to 1.
    pub heat: f64,
    /// How firm the person seems, 0 to 1.
    pub firmness: f64,
    /// What the partner was given lately, −1 to 1.
    pub ledger: f64,
    /// What the partner holds out for at the start, in its utility.
    pub aspiration: f64,
    /// What it holds out for at this time, in its utility.
    pub target: f64,
}

impl Standing {
    fn of(mind: &Mind, tau: f64) -> Self {
        Self {
            trust: mind.trust(),
            ceiling: mind.ceiling(),
            patience: mind.patience(),
            heat: mind.heat(),
            firmness: mind.firmness(),
            ledger: mind.ledger(),
            aspiration: mind.aspiration(),
            target: mind.target(tau),
        }
    }
}

/// What an offer was worth to both.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Offered {
    /// The package; of several, the one worth most to whoever was offered it, of equals the first.
    pub outcome: Outcome,
    /// Its utility to the person.
    pub mine: f64,
    /// Its utility to the counterpart.
    pub theirs: f64,
}

/// One turn and where it left things.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Index of the turn in the session's history.
    pub turn: u32,
    /// Who acted.
    pub by: PartyId,
    /// What was offered, if something was.
    pub offer: Option<Offered>,
    /// The counterpart's mind after the turn.
    pub after: Standing,
}

/// Where a session stood after every turn.
#[derive(Clone, PartialEq, Debug)]
pub struct Trajectory {
    /// The mind before the first turn.
    pub start: Standing,
    /// One point a turn, in order.
    pub points: Vec<Point>,
    /// Whether this is a persona's reading of the turns rather than the mind that sat there.
    pub is_read: bool,
}

/// Relative time of a turn, as the partner counts it: `(round + 1) / rounds`, 1 in the last round.
#[must_use]
pub fn tau(session: &Session, turn: u32) -> f64 {
    let round = turn / u32::from(session.rules().parties());
    f64::from(round + 1) / f64::from(session.rules().rounds())
}

impl Trajectory {
    /// The trajectory of a session.
    #[must_use]
    pub fn of(subject: &Subject<'_>) -> Self {
        let mut partner = subject.playtest().counterpart().partner(subject.seed());
        let start = hear(subject, &mut partner, 0);
        let turns = subject.session().turns().enumerate();
        let point = |(at, (by, turn)): (usize, (PartyId, &Turn))| Point {
            turn: at as u32,
            by,
            offer: offered(subject, by, turn),
            after: hear(subject, &mut partner, at + 1),
        };
        Self { start, points: turns.map(point).collect(), is_read: !subject.is_modelled() }
    }

    /// The mind before a turn.
    #[must_use]
    pub fn before(&self, turn: u32) -> Standing {
        let earlier = (turn as usize).checked_sub(1).and_then(|at| self.points.get(at));
        earlier.map_or(self.start, |point| point.after)
    }

    /// The mind after a turn; after the last one for a turn there is not.
    #[must_use]
    pub fn after(&self, turn: u32) -> Standing {
        self.points.get(turn as usize).map_or_else(|| self.end(), |point| point.after)
    }

    /// The mind at the end.
    #[must_use]
    pub fn end(&self) -> Standing {
        self.points.last().map_or(self.start, |point| point.after)
    }

    /// Every standing, the start first.
    pub fn standings(&self) -> impl Iterator<Item = Standing> + '_ {
        std::iter::once(self.start).chain(self.points.iter().map(|point| point.after))
    }
}

/// What the partner makes of the first turns of the session.
fn hear(subject: &Subject<'_>, partner: &mut Partner, turns: usize) -> Standing {
    let session = subject.replay().session_after(turns);
    let view = View::new(&session, subject.partner(), subject.theirs());
    // Which turn it is told of does not matter: it hears all there are.
    partner.observe(&view, Event::Acted(subject.me(), &Turn::silent(TableAct::Hold)));
    let at = (turns as u32).saturating_sub(1);
    partner.mind().map_or_else(Standing::default, |mind| Standing::of(mind, tau(&session, at)))
}

/// What a turn offered, if it offered something.
pub(crate) fn offered(subject: &Subject<'_>, by: PartyId, turn: &Turn) -> Option<Offered> {
    let TableAct::Offer(packages) = &turn.act else { return None };
    let recipient = if by == subject.me() { subject.theirs() } else { subject.mine() };
    let all = packages.as_slice().iter().copied();
    let outcome = all.reduce(|a, b| if recipient.points(b) > recipient.points(a) { b } else { a })?;
    let (mine, theirs) = (subject.mine().utility(outcome).get(), subject.theirs().utility(outcome).get());
    Some(Offered { outcome, mine, theirs })
}
