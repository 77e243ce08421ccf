//! The public history as one turn's speaker has it: what was offered, told and heard before.

use std::collections::BTreeSet;

use zopa_core::{
    CriterionId, Disclosure, Importance, IssueId, Outcome, OutcomeSpace, PartyId, Session, Sketch, TableAct, Talk,
    Turn, ValueId,
};

use crate::voice::{
    VoiceSetup,
    direction::{Step, direction},
    wording::{criterion_words, issue_words, listed, short_name, term, value_words},
};

/// Issues a package's headline names.
const HEADLINE: usize = 3;

/// The public history as one turn's speaker has it.
pub(super) struct Past<'a> {
    pub(super) space: &'a OutcomeSpace,
    pub(super) setup: &'a VoiceSetup,
    /// The sentences spoken so far.
    pub(super) spoken: &'a BTreeSet<String>,
    pub(super) speaker: PartyId,
    /// The turns before, with who acted.
    pub(super) before: Vec<(PartyId, &'a Turn)>,
    /// The turns of others since the speaker's last.
    pub(super) heard: Vec<(PartyId, &'a Turn)>,
}

fn package_of(turn: &Turn) -> Option<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => Some(packages.first()),
        _ => None,
    }
}

impl<'a> Past<'a> {
    pub(super) fn of(session: &'a Session, setup: &'a VoiceSetup, spoken: &'a BTreeSet<String>, turn: u32) -> Self {
        let speaker = session.actor(turn);
        let before: Vec<_> = session.turns().take(turn as usize).collect();
        let heard =
            before.iter().copied().skip(before.iter().rposition(|(by, _)| *by == speaker).map_or(0, |at| at + 1));
        Self { space: session.space(), setup, spoken, speaker, heard: heard.collect(), before }
    }

    /// The latest offer of the speaker before this turn.
    pub(super) fn own_offer(&self) -> Option<Outcome> {
        self.before.iter().rev().filter(|(by, _)| *by == self.speaker).find_map(|(_, turn)| package_of(turn))
    }

    /// The latest offer of another party, and that party's offer before.
    pub(super) fn their_offers(&self) -> Option<(Outcome, Option<Outcome>)> {
        let mut others = self.before.iter().rev().filter(|(by, _)| *by != self.speaker);
        let (who, latest) = others.by_ref().find_map(|(by, turn)| Some((*by, package_of(turn)?)))?;
        Some((latest, others.filter(|(by, _)| *by == who).find_map(|(_, turn)| package_of(turn))))
    }

    pub(super) fn own_talk(&self) -> impl Iterator<Item = Talk> + '_ {
        self.before.iter().filter(|(by, _)| *by == self.speaker).flat_map(|(_, turn)| turn.talk.iter().copied())
    }

    /// An issue on which the latest offer of another party goes past a limit that party told, as the offers show it: nearer
    /// than the limit to what the speaker offered last, and not beyond that.
    pub(super) fn past_limit(&self) -> Option<IssueId> {
        let (who, turn) = self.heard.last()?;
        let (now, own) = (package_of(turn)?, self.own_offer()?);
        let said = self.before.iter().rev().filter(|(by, _)| by == who).flat_map(|(_, turn)| turn.talk.iter());
        let limits = said.filter_map(|talk| match talk {
            Talk::Tell(Disclosure::Constraint(issue, limit)) => Some((*issue, *limit)),
            _ => None,
        });
        let number = |k: IssueId, v: ValueId| self.space.issue(k).number(v);
        let crosses = |(k, limit): (IssueId, ValueId), offer: Outcome| {
            let numbers = [self.space.value(own, k), self.space.value(offer, k), limit].map(|v| number(k, v));
            let [Some(own), Some(now), Some(limit)] = numbers else { return false };
            (own < limit && (own..limit).contains(&now)) || (own > limit && limit < now && now <= own)
        };
        // Said once: an offer that stays past it is no news.
        let before = self.their_offers().and_then(|(_, before)| before);
        let shown =
            |limit: (IssueId, ValueId)| crosses(limit, now) && before.is_none_or(|before| !crosses(limit, before));
        limits.filter(|limit| shown(*limit)).map(|(issue, _)| issue).next()
    }

    /// What a party told of an issue before its latest turn.
    pub(super) fn told_before(&self, who: PartyId, issue: IssueId) -> Option<Importance> {
        let earlier = self.before.iter().rev().filter(|(by, _)| *by == who).skip(1);
        let mut told = earlier.flat_map(|(_, turn)| turn.talk.iter().rev()).filter_map(|talk| match talk {
            Talk::Tell(Disclosure::Priority(k, importance)) if *k == issue => Some(*importance),
            _ => None,
        });
        told.next()
    }

    pub(super) fn issue(&self, issue: IssueId) -> Vec<(&'static str, String)> {
        let words = match self.space.issues().get(issue.index()) {
            Some(issue) => issue_words(issue, |title| self.spoken.iter().any(|s| s.to_lowercase().contains(title))),
            None => "that point".to_owned(),
        };
        vec![("issue", words), self.organisation()]
    }

    pub(super) fn organisation(&self) -> (&'static str, String) {
        ("org", self.setup.organisation.clone())
    }

    pub(super) fn issue_value(&self, issue: IssueId, package: Outcome) -> Vec<(&'static str, String)> {
        let mut fills = vec![("issue", short_name(self.space.issue(issue))), self.organisation()];
        fills.push(("value", value_words(self.space.issue(issue), self.space.value(package, issue))));
        fills
    }

    /// An issue with one of its values.
    pub(super) fn issue_at(&self, issue: IssueId, value: ValueId) -> Vec<(&'static str, String)> {
        let Some(known) = self.space.issues().get(issue.index()) else { return self.issue(issue) };
        vec![("issue", short_name(known)), self.organisation(), ("value", value_words(known, value))]
    }

    /// The terms of a sketch but those of one issue, as a list names them: none if nothing else is set.
    pub(super) fn sketched(&self, sketch: Sketch, but: Option<IssueId>) -> Option<String> {
        let set: Vec<_> = sketch.values(self.space).map(|(issue, _)| issue).filter(|k| Some(*k) != but).collect();
        let package = sketch.over(self.space, Outcome(0));
        let terms: Vec<_> = set.into_iter().take(HEADLINE).map(|k| term(self.space, package, k)).collect();
        (!terms.is_empty()).then(|| listed(&terms))
    }

    pub(super) fn criterion(&self, id: CriterionId) -> Vec<(&'static str, String)> {
        let title = self.setup.criteria.get(id.index()).map(|c| criterion_words(&c.title)).filter(|t| !t.is_empty());
        vec![("criterion", title.unwrap_or_else(|| "that yardstick".to_owned())), self.organisation()]
    }

    /// Every package the speaker, or the others, have offered so far, oldest first.
    pub(super) fn offered(&self, by_speaker: bool) -> Vec<Outcome> {
        let turns = self.before.iter().filter(|(by, _)| (*by == self.speaker) == by_speaker);
        let packages = turns.filter_map(|(_, turn)| match turn.act {
            // Its first package is what an offer is known by, so it comes last.
            TableAct::Offer(packages) => Some(packages.as_slice().iter().rev().copied().collect::<Vec<_>>()),
            _ => None,
        });
        packages.flatten().collect()
    }

    /// Issues in which two packages differ, each with how the change looks from what the other side offered.
    pub(super) fn steps(&self, from: Outcome, to: Outcome, others: &[Outcome]) -> Vec<(IssueId, Step)> {
        let value = |o: Outcome, k: IssueId| self.space.value(o, k);
        let changed = self.space.issue_ids().filter(|k| value(from, *k) != value(to, *k));
        let step = |k: IssueId| {
            let others: Vec<ValueId> = others.iter().map(|o| value(*o, k)).collect();
            direction(self.space.issue(k), (value(from, k), value(to, k)), &others)
        };
        changed.map(|k| (k, step(k))).collect()
    }

    /// Whether a move of the others takes back what they had given: they have been on its far side before.
    pub(super) fn takes_back(&self, issue: IssueId, (from, to): (Outcome, Outcome)) -> bool {
        let number = |o: Outcome| self.space.issue(issue).number(self.space.value(o, issue));
        let moved = number(to).cmp(&number(from));
        number(to).is_some()
            && self.offered(false).into_iter().rev().skip(1).any(|o| number(o).cmp(&number(from)) == moved)
    }

    /// Whether a value is nearer to where the speaker is heading than any it has offered: what was on the table before is
    /// no gift the second time.
    pub(super) fn gives_anew(&self, issue: IssueId, (from, to): (Outcome, Outcome)) -> bool {
        let value = |o: Outcome| self.space.value(o, issue);
        let number = |o: Outcome| self.space.issue(issue).number(value(o));
        let short_of_it =
            |o: Outcome| value(o) != value(to) && number(o).cmp(&number(to)) == number(from).cmp(&number(to));
        self.offered(true).into_iter().all(short_of_it)
    }

    /// The first terms of a package: those that differ from `other`, then the rest, in the order of issues.
    pub(super) fn headline(&self, package: Outcome, other: Option<Outcome>) -> String {
        let differs = |k: &IssueId| other.is_some_and(|o| self.space.value(o, *k) != self.space.value(package, *k));
        let (new, same): (Vec<_>, Vec<_>) = self.space.issue_ids().partition(differs);
        let terms: Vec<_> = new.into_iter().chain(same).take(HEADLINE).map(|k| term(self.space, package, k)).collect();
        listed(&terms)
    }
}
