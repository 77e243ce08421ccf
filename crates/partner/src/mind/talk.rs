//! Equations (3) and (4): what talk does to the mind.
//!
//! `n` counts the same party's earlier acts of the kind: what is said again weighs less. `g` is `τ` for what is said
//! outright and `1 − τ` for what is hinted, times credibility (1 once a criterion was cited or while `F > .6`, else .4):
//! early hints and late plain words work, the reverse pair only heats (Sinaceur & Neale 2005).
//!
//! | act | effect | news |
//! |---|---|---|
//! | tell priority *k*: high · medium · low | `b_k += .5` · nothing · `b_k` halves; `T += .04/(1+n)` | the first time |
//! | tell interest *k* | `b_k += .25`; `T += .03/(1+n)` | the first time |
//! | tell deadline | `A −= .02`, `P += .03` once | the first time |
//! | ask | `T += .02/(1+n)`; the same question again `P −= .03` | the first time |
//! | argue | `A −= .05·support` once a criterion, unless it came with the first offer | the first time |
//! | alternative, threat | `A −= .05·g/(1+n)`; `h += .12·(1 − τ)` outright, `.12·τ` hinted | the first time |
//! | in return for *k* | `b_k += .15` | with the offer |
//! | promise | `T += .02/(1+n)` | the first time |
//! | name the spiral, apologise | `h` halves; `T += .01/(1+n)` | no |
//! | agenda, summary | `T += .01/(1+n)` | no |
//! | warm tone | `T += .01`, three times | no |
//! | firm tone | `F += .02` | no |
//! | angry at behaviour | `A −= .04/(1+n)` if `L ≤ .1`; `h += .08` | no |
//! | angry at the person | `A += .03`; `h += .15`; `T −= .06` | no |
//! | disappointed | `A −= .02/(1+n)` | no |

use zopa_core::{Disclosure, Explicitness, Importance, IssueId, PartyId, Process, Question, Talk, Tone, Turn};

use super::{Counterpart, Mind, unit};

fn fading(gain: f64, n: usize) -> f64 {
    gain / (1.0 + n as f64)
}

fn next(count: &mut u32) -> usize {
    let n = *count;
    *count = count.saturating_add(1);
    n as usize
}

impl Mind {
    /// Hears what was said, in the turn of the party's first offer or in another. Gives whether any of it was news.
    pub(super) fn hear_talk(&mut self, by: PartyId, turn: &Turn, opening: bool, tau: f64) -> bool {
        let mut news = false;
        for talk in &turn.talk {
            news |= match *talk {
                Talk::Tell(disclosure) => self.hear_disclosure(by, disclosure),
                Talk::Ask(question) => self.hear_question(by, question),
                Talk::Argue(criterion) => {
                    let fresh = self.of(by).cited.insert(criterion);
                    if fresh && !opening {
                        self.aspire(-0.05 * self.theta.support(criterion) * self.theta.arguments);
                    }
                    fresh
                }
                Talk::Batna { how, .. } | Talk::Threaten { how, .. } => self.hear_power(by, how, tau),
                Talk::InReturn(issue) => {
                    self.belief.raise(issue, 0.15);
                    false
                }
                Talk::Promise(_) => {
                    let n = next(&mut self.of(by).promises);
                    self.warm_to(fading(0.02, n));
                    n == 0
                }
                Talk::Process(process) => self.hear_process(by, process),
                Talk::Tone(tone) => self.hear_tone(by, tone),
                Talk::Deflect(_)
                | Talk::Credit
                | Talk::Float(_)
                | Talk::Reject { .. }
                | Talk::Recess(_)
                | Talk::Escalate { .. }
                | Talk::Final
                | Talk::Expires(_) => false,
            };
        }
        news
    }

    fn of(&mut self, by: PartyId) -> &mut Counterpart {
        &mut self.counterparts[by.index()]
    }

    fn hear_disclosure(&mut self, by: PartyId, disclosure: Disclosure) -> bool {
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
            Disclosure::Constraint(..) => false,
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
            // Equation (4).
            self.lose_trust(0.35);
            self.ceiling = self.ceiling.min(0.55);
            self.heat_up(0.2);
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

    fn hear_power(&mut self, by: PartyId, how: Explicitness, tau: f64) -> bool {
        let n = next(&mut self.of(by).power);
        let credible = if !self.of(by).cited.is_empty() || self.firmness > 0.6 { 1.0 } else { 0.4 };
        let (works, heats) = match how {
            Explicitness::Explicit => (tau, 1.0 - tau),
            Explicitness::Implicit => (1.0 - tau, tau),
        };
        self.aspire(-fading(0.05 * credible * works, n));
        self.heat_up(0.12 * heats);
        n == 0
    }

    fn hear_process(&mut self, by: PartyId, process: Process) -> bool {
        if matches!(process, Process::NameSpiral | Process::Apologise) {
            self.heat = unit(self.heat * 0.5);
        }
        let n = next(&mut self.of(by).process);
        self.warm_to(fading(0.01, n));
        false
    }

    fn hear_tone(&mut self, by: PartyId, tone: Tone) -> bool {
        match tone {
            Tone::Warm => {
                if next(&mut self.of(by).warm) < 3 {
                    self.warm_to(0.01);
                }
            }
            Tone::Neutral => {}
            Tone::Firm => self.firmness = unit(self.firmness + 0.02),
            Tone::Disappointed => {
                let n = next(&mut self.of(by).disappointed);
                self.aspire(-fading(0.02, n));
            }
            Tone::AngryAtBehaviour => {
                let n = next(&mut self.of(by).angry);
                if self.ledger <= 0.1 {
                    self.aspire(-fading(0.04, n));
                }
                self.heat_up(0.08);
            }
            Tone::AngryAtPerson => {
                self.aspire(0.03);
                self.heat_up(0.15);
                self.lose_trust(0.06);
            }
        }
        false
    }
}
