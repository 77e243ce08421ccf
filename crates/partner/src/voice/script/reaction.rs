//! What another party's talk is answered with.

use zopa_core::{Disclosure, Importance, PartyId, Process, Promise, Recess, Route, Talk, Tone};

use super::{Past, level, turns_left};
use crate::voice::slot::Slot;

impl Past<'_> {
    /// The slot an act of another party is answered with, if it is answered. Slots stand in the order of their weight.
    ///
    /// A line here answers and commits to nothing: whether the speaker goes along is its own act, said where that is.
    pub(super) fn reaction(&self, by: PartyId, talk: Talk) -> Option<(Slot, Vec<(&'static str, String)>)> {
        let plain = |slot: Slot| Some((slot, vec![self.organisation()]));
        match talk {
            Talk::Tell(disclosure) => self.answered(by, disclosure),
            Talk::Argue(criterion) => {
                let cited = self.before.iter().filter(|(who, _)| *who == by).flat_map(|(_, turn)| turn.talk.iter());
                let again = cited.filter(|t| **t == talk).count() > 1;
                let slot = if again { Slot::HeardArgueAgain } else { Slot::HeardArgue };
                Some((slot, self.criterion(criterion)))
            }
            Talk::InReturn(issue) => Some((Slot::HeardReturn, self.issue(issue))),
            Talk::Batna { .. } => plain(Slot::HeardBatna),
            Talk::Threaten { .. } => plain(Slot::HeardThreat),
            Talk::Float(_) => plain(Slot::HeardFloat),
            Talk::Reject { over: Some(issue), .. } => Some((Slot::HeardRejectOver, self.issue(issue))),
            Talk::Reject { over: None, .. } => plain(Slot::HeardReject),
            Talk::Credit => plain(Slot::HeardCredit),
            Talk::Promise(Promise::Favour) => plain(Slot::HeardPromise),
            Talk::Promise(Promise::Move(issue)) => Some((Slot::HeardPromiseMove, self.issue(issue))),
            Talk::Process(Process::Agenda) => plain(Slot::HeardAgenda),
            Talk::Process(Process::Packaging) => plain(Slot::HeardPackaging),
            Talk::Process(Process::Park(issue)) => Some((Slot::HeardPark, self.issue(issue))),
            Talk::Process(Process::Summarise) => plain(Slot::HeardSummary),
            Talk::Process(Process::NameSpiral) => plain(Slot::HeardSpiral),
            Talk::Process(Process::Apologise) => plain(Slot::HeardApology),
            Talk::Recess(Recess::Caucus | Recess::Break) => plain(Slot::HeardRecess),
            Talk::Recess(Recess::Sidebar) => plain(Slot::HeardSidebar),
            Talk::Escalate { to, how: Route::Solo } => {
                Some((Slot::HeardEscalate, vec![level(to), self.organisation()]))
            }
            Talk::Escalate { to, how: Route::Joint } => {
                Some((Slot::HeardEscalateJoint, vec![level(to), self.organisation()]))
            }
            Talk::Final => plain(Slot::HeardFinal),
            Talk::Expires(turns) => Some((Slot::HeardExpires, vec![turns_left(turns), self.organisation()])),
            Talk::Deflect(_) => plain(Slot::HeardDeflect),
            Talk::Tone(Tone::AngryAtPerson) => plain(Slot::HeardAngryAtPerson),
            Talk::Tone(Tone::AngryAtBehaviour) => plain(Slot::HeardAngryAtBehaviour),
            Talk::Tone(Tone::Disappointed) => plain(Slot::HeardDisappointed),
            Talk::Tone(Tone::Warm | Tone::Neutral | Tone::Firm) | Talk::Ask(_) => None,
        }
    }

    fn answered(&self, by: PartyId, disclosure: Disclosure) -> Option<(Slot, Vec<(&'static str, String)>)> {
        Some(match disclosure {
            Disclosure::Priority(issue, importance) => {
                let slot = match (self.told_before(by, issue), importance) {
                    (Some(Importance::High), Importance::Low) | (Some(Importance::Low), Importance::High) => {
                        Slot::HeardContradiction
                    }
                    (_, Importance::High) => Slot::HeardHigh,
                    (_, Importance::Medium) => Slot::HeardMedium,
                    (_, Importance::Low) => Slot::HeardLow,
                };
                (slot, self.issue(issue))
            }
            Disclosure::Interest(issue) => (Slot::HeardInterest, self.issue(issue)),
            Disclosure::Constraint(issue, value) => (Slot::HeardLimit, self.issue_at(issue, value)),
            Disclosure::Deadline => (Slot::HeardDeadline, vec![self.organisation()]),
        })
    }
}
