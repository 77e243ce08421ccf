//! Equations (3) and (4): what talk does to the mind.
//!
//! `n` counts the same party's earlier acts of the kind: what is said again weighs less. `g` is `τ` for what is said
//! outright and `1 − τ` for what is hinted, times credibility (1 once a criterion was cited or while `F > .6`, else .4;
//! less for each word that turned out to be none): early hints and late plain words work, the reverse pair only heats
//! (Sinaceur & Neale 2005). `s` is how weighty the claim is: an alternative of which nothing is said 1, a modest one .7, a
//! strong one 1.3; a threat 1.
//!
//! | act | effect | news |
//! |---|---|---|
//! | tell priority *k*: high · medium · low | `b_k += .5` · nothing · `b_k` halves; `T += .04/(1+n)` | the first time |
//! | tell interest *k* | `b_k += .25`; `T += .03/(1+n)` | the first time |
//! | tell deadline | `A −= .02`, `P += .03` once | the first time |
//! | ask | `T += .02/(1+n)`; the same question again `P −= .03` | the first time |
//! | argue | `A −= .05·support` once a criterion, unless it came with the first offer | the first time |
//! | tell limit on *k* | `b_k += .2`; `T += .03/(1+n)`; nothing past it is expected | the first time |
//! | alternative, threat | `A −= .05·g·s/(1+n)`; `h += .12·s·(1 − τ)` outright, `.12·s·τ` hinted | the first time |
//! | threat to leave · of going over one's head | besides, `P −= .02` · `T −= .04, h += .04` | |
//! | threat over *k* | besides, `b_k += .1`: it says what would avert it | |
//! | partial package | `mind/sketches.rs` | the first time |
//! | rejecting, blaming *k* | `b_k += .15` | the first time |
//! | in return for *k* | `b_k += .15` | with the offer |
//! | promise | `T += .02/(1+n)` | the first time |
//! | name the spiral, apologise | `h` halves; `T += .01/(1+n)` | no |
//! | agenda, packaging, summary | `T += .01/(1+n)` | no |
//! | parking an issue | `h *= .9` | no |
//! | calling an offer final | `F += .1`, less once such a word was empty | with the offer |
//! | an offer that lapses after one turn | `F += .04, h += .04`: such offers are felt as pressure (Robinson 1995) | with the offer |
//! | warm tone | `T += .01`, three times | no |
//! | firm tone | `F += .02` | no |
//! | angry at behaviour | `A −= .04/(1+n)` if `L ≤ .1`; `h += .08` | no |
//! | angry at the person | `A += .03`; `h += .15`; `T −= .06` | no |
//! | disappointed | `A −= .02/(1+n)` | no |
//!
//! What a tone does differs between cultures (KODIS, arXiv 2504.12723; Adam & Shirako 2013): a warm tone counts times the
//! persona's `warmth`, yielding to anger and disappointment times its `anger`, anger at the person times its `affront`.

use zopa_core::{
    Consequence, Disclosure, Explicitness, Importance, IssueId, PartyId, Process, Promise, Question, Recess, Strength,
    Talk, Tone, Turn,
};

use super::{Counterpart, Hearing, Mind, unit};

fn fading(gain: f64, n: usize) -> f64 {
    gain / (1.0 + n as f64)
}

fn next(count: &mut u32) -> usize {
    let n = *count;
    *count = count.saturating_add(1);
    n as usize
}

/// How much of a claim of power works, and how much heats.
fn works_and_heats(how: Explicitness, tau: f64) -> (f64, f64) {
    match how {
        Explicitness::Explicit => (tau, 1.0 - tau),
        Explicitness::Implicit => (1.0 - tau, tau),
    }
}

impl Mind {
    /// Hears what was said, in the turn of the party's first offer or in another. Gives whether any of it was news.
    pub(super) fn hear_talk(&mut self, by: PartyId, turn: &Turn, opening: bool, hearing: Hearing<'_>) -> bool {
        let tau = hearing.tau;
        let mut news = false;
        for talk in &turn.talk {
            news |= match *talk {
                Talk::Tell(disclosure) => self.hear_disclosure(by, disclosure, hearing),
                Talk::Ask(question) => self.hear_question(by, question),
                Talk::Argue(criterion) => {
                    let fresh = self.of(by).cited.insert(criterion);
                    if fresh && !opening {
                        self.aspire(-0.05 * self.theta.support(criterion) * self.theta.arguments);
                    }
                    fresh
                }
                Talk::Batna { how, strength } => self.hear_alternative(by, (how, strength), tau),
                Talk::Threaten { how, with, over } => self.hear_threat(by, (how, with), over, tau),
                Talk::Float(sketch) => self.hear_sketch(by, sketch, turn, hearing),
                Talk::Reject { over, .. } => over.is_some_and(|issue| self.hear_blame(by, issue)),
                Talk::Recess(recess) => self.hear_recess(by, recess),
                Talk::Escalate { to, how } => self.hear_escalation(by, to, how, hearing.at),
                Talk::Final => {
                    self.firmness = unit(self.firmness + self.word_of(by) * 0.1);
                    false
                }
                Talk::Expires(turns) => {
                    if turns.get() == 1 {
                        self.firmness = unit(self.firmness + 0.04);
                        self.heat_up(0.04);
                    }
                    false
                }
                Talk::InReturn(issue) => {
                    self.belief.raise(issue, 0.15);
                    false
                }
                Talk::Promise(promise) => {
                    if let Promise::Move(issue) = promise {
                        self.of(by).promised.insert(issue);
                    }
                    let n = next(&mut self.of(by).promises);
                    self.warm_to(fading(0.02, n));
                    n == 0
                }
                Talk::Process(process) => self.hear_process(by, process),
                Talk::Tone(tone) => self.hear_tone(by, tone),
                Talk::Deflect(_) | Talk::Credit => false,
            };
        }
        news
    }

    pub(super) fn of(&mut self, by: PartyId) -> &mut Counterpart {
        &mut self.counterparts[by.index()]
    }

    fn hear_disclosure(&mut self, by: PartyId, disclosure: Disclosure, hearing: Hearing<'_>) -> bool {
        let told = self.of(by).told.len() + self.of(by).interests_told.len();
        match disclosure {
            Disclosure::Priority(issue, importance) => self.hear_priority(by, issue, importance, told),
            Disclosure::Interest(issue) => {
                let fresh = self.of(by).interests_told.insert(issue);
                if fresh {
                    self.belief.raise(issue, 0.25);
                    self.warm_to(fading(0.03, told));
                }
                fresh
            }
            Disclosure::Constraint(issue, value) => self.hear_limit(by, (issue, value), hearing),
            Disclosure::Deadline => {
                let fresh = !std::mem::replace(&mut self.of(by).deadline_told, true);
                if fresh {
                    self.aspire(-0.02);
                    self.tire(-0.03);
                }
                fresh
            }
        }
    }

    fn hear_priority(&mut self, by: PartyId, issue: IssueId, importance: Importance, told: usize) -> bool {
        let before =
            self.of(by).told.iter_mut().find(|(k, _)| *k == issue).map(|(_, i)| std::mem::replace(i, importance));
        let contradicts = matches!(
            (before, importance),
            (Some(Importance::High), Importance::Low) | (Some(Importance::Low), Importance::High)
        );
        if before == Some(importance) {
            return false;
        }
        self.of(by).kept.retain(|(k, _)| *k != issue);
        if importance == Importance::Low {
            self.of(by).kept.push((issue, 0));
        }
        match importance {
            Importance::High => self.belief.raise(issue, 0.5),
            Importance::Medium => {}
            Importance::Low => self.belief.halve(issue),
        }
        if before.is_none() {
            self.of(by).told.push((issue, importance));
            self.warm_to(fading(0.04, told));
        }
        if contradicts {
            self.find_out();
        }
        true
    }

    fn hear_question(&mut self, by: PartyId, question: Question) -> bool {
        let n = self.of(by).asked.len();
        let fresh = self.of(by).asked.insert(question);
        if fresh {
            self.warm_to(fading(0.02, n));
        } else {
            self.tire(0.03);
        }
        fresh
    }

    fn hear_alternative(&mut self, by: PartyId, (how, strength): (Explicitness, Strength), tau: f64) -> bool {
        let weight = match strength {
            Strength::Unsaid => 1.0,
            Strength::Modest => 0.7,
            Strength::Strong => 1.3,
        };
        if strength != Strength::Unsaid {
            self.of(by).claimed = self.of(by).claimed.max(Some(strength));
        }
        self.feel_power(by, works_and_heats(how, tau), weight)
    }

    fn hear_threat(
        &mut self,
        by: PartyId,
        (how, with): (Explicitness, Consequence),
        over: Option<IssueId>,
        tau: f64,
    ) -> bool {
        match with {
            Consequence::Leave => self.tire(0.02),
            Consequence::Rival => {}
            Consequence::Escalation => {
                self.lose_trust(0.04);
                self.heat_up(0.04);
            }
        }
        if let Some(issue) = over {
            self.belief.raise(issue, 0.1);
        }
        self.feel_power(by, works_and_heats(how, tau), 1.0)
    }

    /// Feels an alternative or a threat that works and heats so much. Gives whether it was the party's first.
    pub(super) fn feel_power(&mut self, by: PartyId, (works, heats): (f64, f64), weight: f64) -> bool {
        let n = next(&mut self.of(by).power);
        let grounded = !self.of(by).cited.is_empty() || self.firmness > 0.6;
        let credible = self.word_of(by) * if grounded { 1.0 } else { 0.4 };
        self.aspire(-fading(0.05 * credible * works * weight, n));
        self.heat_up(0.12 * heats * weight);
        n == 0
    }

    /// What a party's word counts for: 1, and less for each that turned out to be none.
    fn word_of(&mut self, by: PartyId) -> f64 {
        fading(1.0, self.of(by).emptied as usize)
    }

    fn hear_blame(&mut self, by: PartyId, issue: IssueId) -> bool {
        let fresh = self.of(by).blamed.insert(issue);
        if fresh {
            self.belief.raise(issue, 0.15);
        }
        fresh
    }

    fn hear_recess(&mut self, by: PartyId, recess: Recess) -> bool {
        if recess == Recess::Sidebar {
            let n = next(&mut self.of(by).sidebars);
            self.warm_to(fading(0.02, n));
        }
        self.rest(recess);
        false
    }

    fn hear_process(&mut self, by: PartyId, process: Process) -> bool {
        match process {
            Process::NameSpiral | Process::Apologise => self.heat = unit(self.heat * 0.5),
            Process::Park(_) => {
                self.heat = unit(self.heat * 0.9);
                return false;
            }
            Process::Agenda | Process::Packaging | Process::Summarise => {}
        }
        let n = next(&mut self.of(by).process);
        self.warm_to(fading(0.01, n));
        false
    }

    fn hear_tone(&mut self, by: PartyId, tone: Tone) -> bool {
        match tone {
            Tone::Warm => {
                if next(&mut self.of(by).warm) < 3 {
                    self.warm_to(0.01 * self.theta.rates.warmth);
                }
            }
            Tone::Neutral => {}
            Tone::Firm => self.firmness = unit(self.firmness + 0.02),
            Tone::Disappointed => {
                let n = next(&mut self.of(by).disappointed);
                self.aspire(-fading(0.02, n) * self.theta.rates.anger);
            }
            Tone::AngryAtBehaviour => {
                let n = next(&mut self.of(by).angry);
                if self.ledger <= 0.1 {
                    self.aspire(-fading(0.04, n) * self.theta.rates.anger);
                }
                self.heat_up(0.08);
            }
            Tone::AngryAtPerson => {
                self.aspire(0.03);
                self.heat_up(0.15 * self.theta.rates.affront);
                self.lose_trust(0.06 * self.theta.rates.affront);
            }
        }
        false
    }
}
