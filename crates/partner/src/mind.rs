//! The partner's mind: what it makes of its counterpart, as a pure function of seed, hidden type and public acts.
//!
//! It is eight numbers, the memory of the offers, and a belief about what matters to the counterpart. Every turn of the
//! counterpart updates it by the equations below, in this order; each number is put back into its range after each line.
//! It is no model of a person: directions are taken from published findings, magnitudes are settings.
//!
//! | number | range | meaning |
//! |---|---|---|
//! | `T`, `T_max` | 0–1 | trust, and the ceiling deception puts on it |
//! | `P` | 0–1 | patience; at 0 the partner walks |
//! | `F` | 0–1 | how firm the counterpart seems |
//! | `h` | 0–1 | heat |
//! | `L` | −1–1 | ledger of what it was given lately |
//! | `A` | `r+.05`–1 | aspiration: the utility it holds out for at the start |
//! | `x` | 0–1 | what an offer is worth to the partner; of a multiple offer, its best package |
//!
//! # Equations
//! With `τ = (round + 1) / rounds` in `(0, 1]`, `r` the reservation value and `z⁺ = max(z, 0)`:
//!
//! 1. **First offer** ([`mind/offers.rs`](self)). `cred = .55 + .15·precise + .10·multiple + .15·T + .25·support`, in `[0, 1]`;
//!    `x < r − δ`: `T −= .10, P −= .15`; otherwise `A −= κ·cred·(A − x)⁺`. First offers anchor (Galinsky & Mussweiler
//!    2001; `κ > 0`); extreme ones offend and anchor nothing (Schweinsberg et al. 2012); precise ones seem informed
//!    (Mason et al. 2013); multiple ones seem sincere (Leonardelli et al. 2019; also `T += .03` once); a reason that is
//!    easily answered backfires (Maaravi et al. 2011: `support = strength − rebuttability`, of either sign).
//! 2. **Later offers**. `d = x − x_prev`, `d* = d·(1 + .25·credit + .25·labelled)` of a gift and `d` of a loss; `L = .8·L + d*`;
//!    `F += .04·[d < .01] − .4·d⁺`; taking back, `d < −.02`: `T −= |d|, P −= |d|`, `.10` at most. A hard line earns money, a soft one that
//!    answers in kind earns the relationship (Hüffmeier et al. 2014); a concession that credits the partner or is labelled
//!    looks larger (Negotiation Journal 24:3).
//!    A partial package, floated, is heard as an offer at half weight, its open issues filled with what the partner expects;
//!    of a range it hears what Ames & Mason 2015 found (`mind/sketches.rs`).
//! 3. **Talk** (table in `mind/talk.rs`). Telling and asking (Thompson 1991), tone (Van Kleef et al. 2004; Steinel et al.
//!    2008), alternatives and threats (Sinaceur & Neale 2005), naming a spiral (Brett, Shapiro & Lytle 1998), promises
//!    (Schweitzer et al. 2006), deadlines (Moore 2004; Gino & Moore 2008).
//! 4. **Deception found out** (`mind/honesty.rs`: by own later words or acts, or by what a higher level can check):
//!    `T −= .35, T_max ≤ .55, h += .2`. Trust broken by deception never fully recovers (Schweitzer et al. 2006: a ceiling,
//!    not a drop). What is merely not kept (a promised move, a last word) costs less and leaves no ceiling.
//! 5. **Time**. `h *= .85; T = min(T, T_max); P −= .02 + .08·(r − x)⁺ + .06·h + .03·[idle]`. Little *value* conceded
//!    raises impasse (Collabra 9:88929), so patience falls with value missing, not with moves missing; a turn
//!    is idle that gives nothing, says nothing new and offers no package for the first time. The first turn of somebody who
//!    says nothing at all is not idle either: it is answered. `.02` and `.03` are spread over longer sessions (`× 12 / rounds` beyond 12) and over the other parties: they pace the session.
//! 6. **Away from the table** (`mind/conduct.rs`). A caucus or a break, of either side: `P += .08`, twice at most, `h *= .6`.
//!    Escalating together under trust: `A −= .04`; alone, or in distrust: `T −= .08, h += .10`. Climate decides whether a
//!    crisis moves the talks or stalls them (Druckman, Olekalns & Smith 2009).
//!
//! Then ([`target`](self)): `target = max(r, x_best − ratchet·F, r + m − min(ρ·T·L⁺, m/2) + .05·h)`, where
//! `m = (A − r)·max(1 − τ^(1/e), keep)`: what was given is given back out of one half of what is left to give, and the last
//! round is no gift. An offer is accepted with probability `σ((x − target) / s)` if `x ≥ r` and no red line is crossed. A question is answered with
//! probability `q = open + (1 − open)·T − .3·h` (trust makes for openness: Kong et al. 2014).
//!
//! Values are `f64` under `+ − × ÷` and [`zopa_core::num`]: the same bits on every platform.

mod belief;
mod conduct;
mod honesty;
mod offers;
mod sketches;
mod talk;

pub(crate) use belief::{Belief, Liking};
pub use offers::opening_pull;

use std::collections::BTreeSet;

use zopa_core::{
    CriterionId, Importance, IssueId, Level, Outcome, OutcomeSpace, PartyId, Preferences, Question, Sketch, Strength,
    TableAct, Talk, Tone, Turn, ValueId, num,
};

use crate::{persona::Theta, worth::Worth};

/// Rounds the pace of patience is calibrated on.
const USUAL_ROUNDS: f64 = 12.0;

/// What the partner remembers of one other party.
#[derive(Clone, PartialEq, Debug, Default)]
struct Counterpart {
    /// Its latest offer: what it is worth to the partner, and the package that is.
    last: Option<(f64, Outcome)>,
    asked: BTreeSet<Question>,
    /// Latest importance told, by issue.
    told: Vec<(IssueId, Importance)>,
    interests_told: BTreeSet<IssueId>,
    cited: BTreeSet<CriterionId>,
    deadline_told: bool,
    multiple_seen: bool,
    warm: u32,
    angry: u32,
    disappointed: u32,
    power: u32,
    process: u32,
    promises: u32,
    sidebars: u32,
    /// Limits it told, by issue.
    limits: Vec<(IssueId, ValueId)>,
    /// Issues it told to matter little, and how often since it kept one while moving on others.
    kept: Vec<(IssueId, u32)>,
    /// How strong it said its alternative is, until that was checked.
    claimed: Option<Strength>,
    /// The packages of the offer it called final.
    last_word: Vec<Outcome>,
    /// Issues it promised to move on in its next offer.
    promised: BTreeSet<IssueId>,
    floated: BTreeSet<Sketch>,
    /// Every package it has offered.
    offered: BTreeSet<Outcome>,
    /// Whether it has let a turn pass without a word.
    was_silent: bool,
    /// Issues it blamed in rejecting an offer.
    blamed: BTreeSet<IssueId>,
    /// Levels it proposed to go to together, or went to.
    escalated: BTreeSet<Level>,
    /// How often its word turned out to be none: finals moved from, limits moved.
    emptied: u32,
}

/// What a turn is heard with.
#[derive(Clone, Copy)]
pub(crate) struct Hearing<'a> {
    pub(crate) preferences: &'a Preferences,
    pub(crate) worth: Worth,
    /// Relative time of the turn, in `(0, 1]`.
    pub(crate) tau: f64,
    pub(crate) rounds: u32,
    pub(crate) parties: u8,
    /// Index of the turn.
    pub(crate) at: u32,
}

impl Hearing<'_> {
    fn space(&self) -> &OutcomeSpace {
        self.preferences.space()
    }
}

/// The partner's mind. Private to the partner: nothing of it may be shown to its counterpart before the debrief.
#[derive(Clone, PartialEq, Debug)]
pub struct Mind {
    theta: Theta,
    trust: f64,
    ceiling: f64,
    patience: f64,
    firmness: f64,
    heat: f64,
    ledger: f64,
    aspiration: f64,
    best: Option<f64>,
    reservation: f64,
    belief: Belief,
    counterparts: Vec<Counterpart>,
    /// What the latest turn heard was worth more than the one before from the same party.
    moved: f64,
    /// The partner's own latest offer.
    own_offer: Option<Outcome>,
    /// How often time away from the table has restored patience.
    rests: u32,
    /// What a word aside adds to openness, until the next turn heard.
    candour: f64,
}

fn unit(x: f64) -> f64 {
    x.clamp(0.0, 1.0)
}

/// The target: the utility the partner holds out for, in `[r, 1]`.
///
/// `max(r, floor, r + m − min(reciprocity, m/2) + .05·heat)` with `m = (A − r)·max(1 − τ^(1/e), keep)`, where `floor` is the
/// ratchet's `x_best − ratchet·F` (0 before any offer). Time-dependent tactics after Faratin, Sierra & Jennings 1998,
/// concession exponent `e`, constant `keep` in the last rounds.
#[must_use]
pub fn target(reservation: f64, aspiration: f64, tau: f64, e: f64, adjustments: Adjustments) -> f64 {
    let left = (1.0 - num::pow(unit(tau), 1.0 / e)).max(adjustments.keep);
    let margin = (aspiration - reservation).max(0.0) * left;
    let plan = reservation + margin - adjustments.reciprocity.min(0.5 * margin) + 0.05 * adjustments.heat;
    plan.max(adjustments.floor).max(reservation).min(1.0).max(reservation)
}

/// What moves the [`target`] beside time.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Adjustments {
    /// The ratchet's floor `x_best − ratchet·F`, in utility.
    pub floor: f64,
    /// The reciprocity term `ρ·T·L⁺`, in utility.
    pub reciprocity: f64,
    /// Heat, 0 to 1.
    pub heat: f64,
    /// The share of its ambition that is kept to the end, 0 to 1.
    pub keep: f64,
}

/// The probability of accepting an offer worth `x`: `σ((x − target) / temperature)`, and 0 below the reservation value.
#[must_use]
pub fn acceptance_probability(x: f64, target: f64, reservation: f64, temperature: f64) -> f64 {
    if x >= reservation { num::logistic((x - target) / temperature) } else { 0.0 }
}

impl Mind {
    /// A mind before anything was said. The aspiration is the setup's, else the declared one, else nine tenths of the way
    /// from the reservation value to the best outcome; how far it lies above the reservation value is the hidden type's to
    /// move.
    pub(crate) fn new(theta: Theta, preferences: &Preferences, worth: Worth, parties: u8) -> Self {
        let declared = preferences.aspiration().map(|a| worth.scaled(a.get()));
        let usual = worth.reservation + 0.9 * (worth.top - worth.reservation).max(0.0);
        let usual = theta.opening_aspiration.or(declared).unwrap_or(usual);
        let aspiration = (worth.reservation + theta.ambition * (usual - worth.reservation)).min(worth.top.max(usual));
        let mut mind = Self {
            trust: theta.rates.trust,
            ceiling: 1.0,
            patience: theta.rates.patience,
            firmness: 0.5,
            heat: 0.0,
            ledger: 0.0,
            aspiration,
            best: None,
            reservation: worth.reservation,
            belief: Belief::new(preferences.space()),
            counterparts: vec![Counterpart::default(); usize::from(parties)],
            moved: 0.0,
            own_offer: None,
            rests: 0,
            candour: 0.0,
            theta,
        };
        mind.aspire(0.0);
        mind
    }

    /// Hears one turn of another party: equations (1) to (6).
    pub(crate) fn hear(&mut self, by: PartyId, turn: &Turn, hearing: Hearing<'_>) {
        if by.index() >= self.counterparts.len() {
            return;
        }
        self.candour = 0.0;
        let mut is_new = false;
        let (change, opening) = match turn.act {
            TableAct::Offer(packages) => {
                for package in packages.as_slice() {
                    is_new |= self.of(by).offered.insert(*package);
                }
                self.hold_to_word(by, &packages, hearing);
                let change = self.hear_offer(by, &packages, turn, hearing);
                (change, change.is_none())
            }
            TableAct::Walk(_) => {
                self.see_leave(by, hearing.tau);
                (None, false)
            }
            TableAct::Accept(_) | TableAct::Hold => (None, false),
        };
        let news = self.hear_talk(by, turn, opening, hearing);
        if let TableAct::Offer(packages) = turn.act {
            self.hold_to_limits(by, &packages, hearing);
            self.note_last_word(by, turn, &packages);
        }
        self.moved = change.unwrap_or(0.0);
        let silent = turn.act == TableAct::Hold && turn.talk.is_empty();
        let counterpart = self.of(by);
        let bears = silent && !counterpart.was_silent;
        counterpart.was_silent |= silent;
        let idle = !news && !is_new && self.moved < 0.005 && !bears;
        self.pass_time(by, idle, hearing);
    }

    /// Takes note of the partner's own turn: what it offered, and time away from the table, which does it good too.
    pub(crate) fn note_own(&mut self, turn: &Turn, hearing: Hearing<'_>) {
        if let TableAct::Offer(packages) = turn.act {
            self.own_offer = Some(packages.first());
        }
        for talk in &turn.talk {
            match *talk {
                Talk::Recess(recess) => self.rest(recess),
                Talk::Escalate { to, .. } => self.audit(to, hearing.at),
                _ => {}
            }
        }
    }

    /// Equation (5).
    fn pass_time(&mut self, by: PartyId, idle: bool, hearing: Hearing<'_>) {
        self.heat = unit(self.heat * 0.85);
        self.trust = self.trust.min(self.ceiling);
        let missing = self.counterparts[by.index()].last.map_or(0.0, |(x, _)| (self.reservation - x).max(0.0));
        let pace =
            (USUAL_ROUNDS / f64::from(hearing.rounds)).min(1.0) / f64::from(hearing.parties.saturating_sub(1).max(1));
        let wait = if idle { 0.05 } else { 0.02 };
        self.tire(wait * pace + 0.08 * missing + 0.06 * self.heat);
    }

    fn aspire(&mut self, change: f64) {
        let least = (self.reservation + 0.05).min(1.0);
        self.aspiration = (self.aspiration + change).clamp(least, 1.0);
    }

    /// Trust gained through rapport, so styles differ in it.
    fn warm_to(&mut self, gain: f64) {
        self.trust = unit(self.trust + gain * self.theta.rapport);
    }

    fn lose_trust(&mut self, loss: f64) {
        self.trust = unit(self.trust - loss);
    }

    fn tire(&mut self, loss: f64) {
        self.patience = unit(self.patience - loss);
    }

    fn heat_up(&mut self, gain: f64) {
        self.heat = unit(self.heat + gain * self.theta.rates.heat);
    }

    /// The target at relative time `tau` in `(0, 1]`, in utility: never below the reservation value.
    #[must_use]
    pub fn target(&self, tau: f64) -> f64 {
        target(self.reservation, self.aspiration, tau, self.theta.rates.e, self.adjustments())
    }

    fn adjustments(&self) -> Adjustments {
        Adjustments {
            floor: self.best.map_or(0.0, |best| best - self.theta.rates.ratchet * self.firmness),
            reciprocity: self.theta.rates.rho * self.trust * self.ledger.max(0.0),
            heat: self.heat,
            keep: self.theta.rates.keep,
        }
    }

    /// The probability of accepting, at relative time `tau`, a permitted offer worth `x`.
    #[must_use]
    pub fn acceptance(&self, x: f64, tau: f64) -> f64 {
        acceptance_probability(x, self.target(tau), self.reservation, self.theta.rates.temperature)
    }

    /// The probability of answering a question: `open + (1 − open)·T − .3·h`.
    #[must_use]
    pub fn openness(&self) -> f64 {
        let open = self.theta.rates.open;
        unit(open + (1.0 - open) * self.trust - 0.3 * self.heat + self.candour)
    }

    /// The tone of its present mood: what it says aloud when the mood changes.
    #[must_use]
    pub fn mood(&self) -> Tone {
        match () {
            () if self.heat >= 0.5 => Tone::AngryAtBehaviour,
            () if self.trust < 0.25 => Tone::Disappointed,
            () if self.heat >= 0.25 || self.trust < 0.4 => Tone::Firm,
            () if self.trust >= 0.62 && self.heat < 0.1 => Tone::Warm,
            () => Tone::Neutral,
        }
    }

    /// Trust `T`, 0 to 1.
    #[must_use]
    pub fn trust(&self) -> f64 {
        self.trust
    }

    /// The ceiling of trust `T_max`, 0 to 1.
    #[must_use]
    pub fn ceiling(&self) -> f64 {
        self.ceiling
    }

    /// Patience `P`, 0 to 1.
    #[must_use]
    pub fn patience(&self) -> f64 {
        self.patience
    }

    /// How firm the counterpart seems, `F`, 0 to 1.
    #[must_use]
    pub fn firmness(&self) -> f64 {
        self.firmness
    }

    /// Heat `h`, 0 to 1.
    #[must_use]
    pub fn heat(&self) -> f64 {
        self.heat
    }

    /// The ledger `L` of what it was given lately, −1 to 1.
    #[must_use]
    pub fn ledger(&self) -> f64 {
        self.ledger
    }

    /// Aspiration `A`, in utility.
    #[must_use]
    pub fn aspiration(&self) -> f64 {
        self.aspiration
    }

    /// The most an offer it may accept has been worth, in utility.
    #[must_use]
    pub fn best_offered(&self) -> Option<f64> {
        self.best
    }

    /// The share of the counterpart's preferences it believes each issue to be, by issue; they sum to 1.
    #[must_use]
    pub fn beliefs(&self) -> &[f64] {
        self.belief.weights()
    }

    pub(crate) fn belief(&self) -> &Belief {
        &self.belief
    }

    pub(crate) fn theta(&self) -> &Theta {
        &self.theta
    }

    /// How much the latest turn it heard gave, in utility; 0 when it gave nothing.
    pub(crate) fn moved(&self) -> f64 {
        self.moved
    }

    /// How many issues the other parties have told the importance of.
    pub(crate) fn priorities_heard(&self) -> usize {
        self.counterparts.iter().map(|c| c.told.len()).sum()
    }
}
