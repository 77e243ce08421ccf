//! Assembly: pieces into acts.
//!
//! Terms become one partial package, floated, unless the text says what the rest is: then they are an offer. Words that
//! part alternatives make several. What contradicts itself, and what would be two acts at the table, is unclear.

use std::num::NonZeroU8;

use zopa_core::{
    Consequence, Disclosure, Door, Explicitness, Importance, IssueId, Level, OfferRef, Process, Promise, Question,
    Recess, Route, Sketch, Strength, Talk, Tone, ValueId,
};
use zopa_scenario::Desk;

use crate::{
    grammar::Captured,
    lexicon::{Term, none_of},
    listener::{Standing, merged},
    reader::Piece,
    reading::{Reading, Rest, Said, Terms, Unclear},
};

fn unclear(message: &str, help: &str) -> Unclear {
    Unclear { at: 0..0, message: message.into(), help: help.into() }
}

/// What the pieces put together so far.
#[derive(Default)]
struct Draft {
    said: Vec<Said>,
    packages: Vec<Vec<Term>>,
    rest: Option<Rest>,
    /// Words that lead to terms, such as *what if*, with nothing after them yet.
    led: bool,
    /// Whether the text parted alternatives.
    parted: bool,
}

/// Puts pieces together.
///
/// # Errors
/// When they contradict each other, or say nothing.
pub(crate) fn assemble(pieces: &[Piece], desk: Desk<'_>, standing: &Standing) -> Result<Reading, Unclear> {
    let mut draft = Draft { packages: vec![Vec::new()], ..Draft::default() };
    for piece in pieces {
        draft.take(piece, desk, standing)?;
    }
    draft.finish(desk, standing)
}

impl Draft {
    fn take(&mut self, piece: &Piece, desk: Desk<'_>, standing: &Standing) -> Result<(), Unclear> {
        let terms = piece.captured.iter().filter_map(|captured| match captured {
            Captured::Term(term) => Some(*term),
            _ => None,
        });
        let rest = match piece.act.as_str() {
            "rest-same" if standing.own.is_none() => Some(Rest::Theirs),
            "rest-same" | "rest-mine" => Some(Rest::Same),
            "rest-theirs" => Some(Rest::Theirs),
            _ => None,
        };
        self.rest = rest.or(self.rest);
        self.led |= piece.act == "lead";
        match piece.act.as_str() {
            "nothing" | "replaced" => {}
            "term" | "terms" | "lead" | "rest-same" | "rest-mine" | "rest-theirs" => {
                self.packages.last_mut().into_iter().for_each(|package| package.extend(terms.clone()));
            }
            "parted" => {
                self.parted = true;
                if self.packages.last().is_some_and(|package| !package.is_empty()) {
                    self.packages.push(Vec::new());
                }
            }
            _ => self.act(piece, desk, standing)?,
        }
        Ok(())
    }

    fn act(&mut self, piece: &Piece, desk: Desk<'_>, standing: &Standing) -> Result<(), Unclear> {
        let mut issues = piece.captured.iter().filter_map(|captured| match captured {
            Captured::Issue(issue) => Some(*issue),
            Captured::Term(term) => Some(term.issue),
            _ => None,
        });
        // "acceptable on price but not on IP": the issue blamed comes last.
        let issue = if piece.act == "reject" { issues.next_back() } else { issues.next() };
        if issue.is_none() && self.said.last().is_some_and(|said| Self::goes_on(said, &piece.act)) {
            return Ok(());
        }
        let said = match piece.act.as_str() {
            "accept" => Said::Accept(meant(piece, standing)?),
            "hold" => Said::Hold,
            "walk" => Said::Walk(Door::Closed),
            "walk-open" => Said::Walk(Door::Open),
            "reject" | "reject-over" => Said::Talk(Talk::Reject { offer: meant(piece, standing)?, over: issue }),
            "argue" => match piece.captured.first() {
                Some(Captured::Criterion(criterion)) => Said::Talk(Talk::Argue(*criterion)),
                _ => return Err(unclear("which criterion is not said", "`argue CRITERION` cites one.")),
            },
            "expires" => {
                let count = piece.captured.iter().find_map(|captured| match captured {
                    Captured::Count(count) => NonZeroU8::new(*count),
                    _ => None,
                });
                Said::Talk(Talk::Expires(count.unwrap_or(NonZeroU8::MIN)))
            }
            "tell-limit" => Said::Talk(limit(piece, desk)?),
            other => {
                if let Some(talk) = plain(other) {
                    Said::Talk(talk)
                } else {
                    let about = issue.ok_or_else(|| unclear("which issue is meant is not said", "Name the issue."))?;
                    let talk = about_issue(other, about);
                    Said::Talk(talk.ok_or_else(|| unclear("that is not something this table knows", ""))?)
                }
            }
        };
        // Saying no and then why is saying no once.
        if let Said::Talk(Talk::Reject { offer, over }) = said
            && let Some(Said::Talk(Talk::Reject { over: blamed, .. })) = self
                .said
                .iter_mut()
                .find(|other| matches!(other, Said::Talk(Talk::Reject { offer: same, .. }) if *same == offer))
        {
            *blamed = blamed.or(over);
            return Ok(());
        }
        // A question about two issues, "why 80, and why fixed", is two questions.
        if !self.said.contains(&said) {
            self.said.push(said);
        }
        Ok(())
    }

    /// Whether an act about no issue goes on with what was said last: "Why are they hard?", "I won't go into that."
    fn goes_on(last: &Said, act: &str) -> bool {
        matches!(
            (last, act),
            (Said::Talk(Talk::Ask(Question::Interest(_))), "ask-why")
                | (Said::Talk(Talk::Ask(Question::Priority(_))), "ask-priority")
                | (Said::Talk(Talk::Deflect(Question::Priority(_))), "deflect-priority")
                | (Said::Talk(Talk::Deflect(Question::Interest(_))), "deflect-why")
        )
    }

    fn finish(mut self, desk: Desk<'_>, standing: &Standing) -> Result<Reading, Unclear> {
        self.packages.retain(|package| !package.is_empty());
        self.counter(standing);
        if self.packages.is_empty() && (self.led || self.rest.is_some()) {
            return Err(unclear(
                "no terms are named",
                "To propose terms: `float ISSUE=VALUE`, or `offer … rest=same`.",
            ));
        }
        if self.packages.len() > 1 && !self.parted {
            return Err(unclear("two packages are mixed", "Put `or` between alternatives."));
        }
        self.put(desk, standing)?;
        self.agree()?;
        let ends = |said: &Said| match said {
            Said::Talk(talk) => talk.needs_hold(),
            _ => true,
        };
        self.said.sort_by_key(ends);
        Ok(Reading { said: self.said })
    }

    /// The packages, floated, or offered where they are whole or it is said what the rest is.
    fn put(&mut self, desk: Desk<'_>, standing: &Standing) -> Result<(), Unclear> {
        let mut floats = Vec::new();
        let mut offers = Vec::new();
        for package in &self.packages {
            let set = merged(package.iter().map(|term| (term.issue, term.value)));
            let set = set.ok_or_else(|| unclear("one issue is given two values", "Name one value an issue."))?;
            let range = package.iter().find_map(|term| Some((term.issue, term.to?)));
            let whole = set.len() == desk.space().issues().len();
            if (whole || self.rest.is_some()) && range.is_none() {
                self.base(standing)?;
                offers.push(Terms { set, rest: if whole { None } else { self.rest } });
            } else {
                let sketch = Sketch::of(desk.space(), &set, range);
                floats.push(Said::Talk(Talk::Float(
                    sketch.ok_or_else(|| unclear("these terms do not fit together", ""))?,
                )));
            }
        }
        self.said.extend(floats);
        if !offers.is_empty() {
            self.said.push(Said::Offer(offers));
        }
        Ok(())
    }

    /// Whether what was said goes together in one turn.
    fn agree(&mut self) -> Result<(), Unclear> {
        let acts = self.said.iter().filter(|said| said.is_table_act()).count();
        if acts > 1 {
            return Err(unclear("that is more than one act at the table", "Do one thing a turn."));
        }
        let accepts = self.said.iter().any(|said| matches!(said, Said::Accept(_) | Said::Walk(_)));
        if accepts && self.said.iter().any(|said| matches!(said, Said::Talk(Talk::Float(_)))) {
            return Err(unclear("terms and an end of the talks do not go together", "Do one thing a turn."));
        }
        let away = self.said.iter().filter(|said| matches!(said, Said::Talk(talk) if talk.needs_hold())).count();
        if away > 0 {
            // Leaving the room leaves the table as it is; that need not be said beside it.
            self.said.retain(|said| *said != Said::Hold);
        }
        if away > 1 || away == 1 && self.said.iter().any(Said::is_table_act) {
            return Err(unclear("leaving the table for a while costs the turn", "Do one thing a turn."));
        }
        if self.said.is_empty() {
            return Err(unclear("there is nothing in it for the table", "`help` lists what can be said."));
        }
        Ok(())
    }

    /// Accepting an offer with other terms is no acceptance but a counter-offer.
    fn counter(&mut self, standing: &Standing) {
        let accepted = self.said.iter().position(|said| matches!(said, Said::Accept(_)));
        if let (Some(at), [package], [_]) = (accepted, self.packages.as_slice(), standing.theirs.as_slice())
            && package.iter().all(|term| term.to.is_none())
        {
            self.said.remove(at);
            self.rest = Some(Rest::Theirs);
        }
    }

    /// Whether there is something to fill the rest from.
    fn base(&self, standing: &Standing) -> Result<(), Unclear> {
        match self.rest {
            Some(Rest::Same) if standing.own.is_none() => {
                Err(unclear("you have no offer to keep the rest of", "Name every issue."))
            }
            Some(Rest::Theirs) if standing.theirs.len() != 1 => {
                Err(unclear("it is not clear which offer of theirs the rest is", "Name every issue."))
            }
            _ => Ok(()),
        }
    }
}

/// The live offer a piece means: the one it names, or the only one there is.
fn meant(piece: &Piece, standing: &Standing) -> Result<OfferRef, Unclear> {
    let named = piece.captured.iter().find_map(|captured| match captured {
        Captured::Offer(offer) => Some(*offer),
        _ => None,
    });
    match (named, standing.theirs.as_slice()) {
        (Some(offer), _) => Ok(offer),
        (None, [(one, _)]) => Ok(*one),
        (None, []) => Err(unclear("they have no offer on the table", "`board` shows the live offers.")),
        (None, _) => Err(unclear("which of their packages is meant is not said", "Name it: `#4b`.")),
    }
}

/// A limit: at a value, or at nothing of an issue.
fn limit(piece: &Piece, desk: Desk<'_>) -> Result<Talk, Unclear> {
    let tell = |issue, value| Talk::Tell(Disclosure::Constraint(issue, value));
    for captured in &piece.captured {
        match captured {
            Captured::Term(term) if term.to.is_none() => return Ok(tell(term.issue, term.value)),
            Captured::Issue(issue) => {
                let none: Option<ValueId> = none_of(desk.space(), *issue);
                return none
                    .map(|value| tell(*issue, value))
                    .ok_or_else(|| unclear("the limit is not said", "`tell limit ISSUE=VALUE`."));
            }
            _ => {}
        }
    }
    Err(unclear("the limit is not said", "`tell limit ISSUE=VALUE`."))
}

/// Acts about nothing in particular.
fn plain(act: &str) -> Option<Talk> {
    use Explicitness::{Explicit, Implicit};
    let batna = |how, strength| Talk::Batna { how, strength };
    let threat = |how, with| Talk::Threaten { how, with, over: None };
    Some(match act {
        "ask-priorities" => Talk::Ask(Question::Priorities),
        "deflect-priorities" => Talk::Deflect(Question::Priorities),
        "tell-deadline" => Talk::Tell(Disclosure::Deadline),
        "batna" => batna(Explicit, Strength::Unsaid),
        "batna-strong" => batna(Explicit, Strength::Strong),
        "batna-modest" => batna(Explicit, Strength::Modest),
        "batna-hint" => batna(Implicit, Strength::Unsaid),
        "batna-hint-strong" => batna(Implicit, Strength::Strong),
        "threaten-leave" => threat(Explicit, Consequence::Leave),
        "threaten-rival" => threat(Explicit, Consequence::Rival),
        "threaten-escalate" => threat(Explicit, Consequence::Escalation),
        "threaten-leave-hint" => threat(Implicit, Consequence::Leave),
        "threaten-rival-hint" => threat(Implicit, Consequence::Rival),
        "threaten-escalate-hint" => threat(Implicit, Consequence::Escalation),
        "promise" => Talk::Promise(Promise::Favour),
        "agenda" => Talk::Process(Process::Agenda),
        "packaging" => Talk::Process(Process::Packaging),
        "summarise" => Talk::Process(Process::Summarise),
        "spiral" => Talk::Process(Process::NameSpiral),
        "apologise" => Talk::Process(Process::Apologise),
        "caucus" => Talk::Recess(Recess::Caucus),
        "sidebar" => Talk::Recess(Recess::Sidebar),
        "break" => Talk::Recess(Recess::Break),
        "credit" => Talk::Credit,
        "final" => Talk::Final,
        "tone-warm" => Talk::Tone(Tone::Warm),
        "tone-firm" => Talk::Tone(Tone::Firm),
        "tone-disappointed" => Talk::Tone(Tone::Disappointed),
        "tone-angry" => Talk::Tone(Tone::AngryAtBehaviour),
        "tone-angry-person" => Talk::Tone(Tone::AngryAtPerson),
        other => escalation(other)?,
    })
}

fn escalation(act: &str) -> Option<Talk> {
    let (to, how) = act.strip_prefix("escalate-")?.split_once('-')?;
    let to = match to {
        "council" => Level::Council,
        "steering" => Level::Steering,
        "sponsor" => Level::Sponsor,
        _ => return None,
    };
    let how = match how {
        "solo" => Route::Solo,
        "joint" => Route::Joint,
        _ => return None,
    };
    Some(Talk::Escalate { to, how })
}

/// Acts about an issue.
fn about_issue(act: &str, issue: IssueId) -> Option<Talk> {
    use Explicitness::{Explicit, Implicit};
    let tell = |importance| Talk::Tell(Disclosure::Priority(issue, importance));
    let threat = |how, with| Talk::Threaten { how, with, over: Some(issue) };
    Some(match act {
        "ask-priority" => Talk::Ask(Question::Priority(issue)),
        "ask-why" => Talk::Ask(Question::Interest(issue)),
        "deflect-priority" => Talk::Deflect(Question::Priority(issue)),
        "deflect-why" => Talk::Deflect(Question::Interest(issue)),
        "tell-high" => tell(Importance::High),
        "tell-medium" => tell(Importance::Medium),
        "tell-low" => tell(Importance::Low),
        "tell-why" => Talk::Tell(Disclosure::Interest(issue)),
        "return" => Talk::InReturn(issue),
        "promise-move" => Talk::Promise(Promise::Move(issue)),
        "park" => Talk::Process(Process::Park(issue)),
        "threaten-leave-over" => threat(Explicit, Consequence::Leave),
        "threaten-rival-over" => threat(Explicit, Consequence::Rival),
        "threaten-escalate-over" => threat(Explicit, Consequence::Escalation),
        "threaten-leave-hint-over" => threat(Implicit, Consequence::Leave),
        "threaten-rival-hint-over" => threat(Implicit, Consequence::Rival),
        "threaten-escalate-hint-over" => threat(Implicit, Consequence::Escalation),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::grammar;

    #[test]
    fn every_act_of_the_grammar_is_known() {
        let with_terms = ["nothing", "replaced", "terms", "lead", "rest-same", "rest-mine", "rest-theirs", "parted"];
        let at_the_table = ["accept", "hold", "walk", "walk-open"];
        let with_words = ["reject", "reject-over", "argue", "expires", "tell-limit"];
        let named = [&with_terms[..], &at_the_table, &with_words].concat();
        for rule in &grammar().rules {
            let act = rule.act.as_str();
            let is_known = named.contains(&act) || plain(act).is_some() || about_issue(act, IssueId(0)).is_some();
            assert!(is_known, "nothing is made of [{act}]");
        }
    }
}
