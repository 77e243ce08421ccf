//! What was so, in a sentence that goes on after the quotation.

use zopa_core::{CriterionId, Disclosure, IssueId, Talk, ValueId};

use super::{number, percent, points, share};
use crate::{Study, lenses::Fact};

/// Tells facts of a study.
pub(super) struct Told<'s>(pub(super) &'s Study<'s>);

impl Told<'_> {
    fn name(&self, issue: IssueId) -> &str {
        self.0.mine().space().issue(issue).name()
    }

    fn pair(&self, issue: IssueId, value: ValueId) -> String {
        let held = self.0.mine().space().issue(issue);
        format!("{}={}", held.name(), held.value_text(value))
    }

    fn criterion(&self, id: CriterionId) -> &str {
        self.0.subject().scenario().criteria().get(id.index()).map_or("", |held| &held.id)
    }

    /// A fact in a sentence.
    pub(super) fn sentence(&self, fact: &Fact) -> String {
        match fact {
            Fact::Undiagnosed
            | Fact::Timid { .. }
            | Fact::Insult { .. }
            | Fact::RoundPrice { .. }
            | Fact::AgainstOneself { .. }
            | Fact::Unilateral { .. }
            | Fact::Growing { .. }
            | Fact::OneIssue { .. }
            | Fact::Rush { .. }
            | Fact::Costly { .. }
            | Fact::MovedFinal { .. } => self.offered(fact),
            Fact::Unasked { .. }
            | Fact::Unused { .. }
            | Fact::Threat { .. }
            | Fact::Heat { .. }
            | Fact::Rebutted { .. }
            | Fact::Limit { .. }
            | Fact::Falsehood(_) => self.said(fact),
            Fact::Quick { .. }
            | Fact::BelowBatna { .. }
            | Fact::LeftOffer { .. }
            | Fact::SharedWish { .. }
            | Fact::Unreviewed { .. }
            | Fact::Exclusive { .. }
            | Fact::OpenExit { .. }
            | Fact::Mandate { .. } => self.signed(fact),
            Fact::Found
            | Fact::Used { .. }
            | Fact::Labelled { .. }
            | Fact::Several { .. }
            | Fact::Traded { .. }
            | Fact::Asked { .. }
            | Fact::Shrinking { .. }
            | Fact::Calmed { .. }
            | Fact::LeftWell
            | Fact::Supported { .. }
            | Fact::Credited
            | Fact::Truthful { .. } => self.done_well(fact),
        }
    }

    fn offered(&self, fact: &Fact) -> String {
        match fact {
            Fact::Timid { worth, midway } => {
                format!("you asked for {}, and halfway to your target is {}.", points(*worth), number(*midway))
            }
            Fact::Insult { worth, batna } => {
                format!("it was worth {} to them, and their BATNA is worth {}.", points(*worth), number(*batna))
            }
            Fact::RoundPrice { issue, value } => {
                format!(
                    "you named {} without a criterion, and finer figures were to be had.",
                    self.pair(*issue, *value)
                )
            }
            Fact::AgainstOneself { given } => {
                format!("you came down by {} though they had offered nothing since your last offer.", points(*given))
            }
            Fact::Unilateral { given } => {
                format!("you came down by {}, they had just given nothing, and you asked for nothing.", points(*given))
            }
            Fact::Growing { sizes } => format!("you gave {} points: each step was larger.", steps(sizes)),
            Fact::OneIssue { issue } => format!("three offers running moved {} alone.", self.name(*issue)),
            Fact::Rush { share } => format!("{} of all you gave you gave at the very end.", percent(*share)),
            Fact::Costly { loss } => format!("the best move in its place is worth {} more.", points(*loss)),
            Fact::MovedFinal { again } => format!("you had called the offer of turn {} final.", again + 1),
            _ => "your first offer came before a question of yours and before they had told you anything.".into(),
        }
    }

    fn said(&self, fact: &Fact) -> String {
        match fact {
            Fact::Unasked { issue, weight } => format!(
                "{} makes {} of what they have at stake, and in the whole session you did not ask about it.",
                self.name(*issue),
                percent(*weight)
            ),
            Fact::Unused { issue, said_in } => format!(
                "in turn {} they had told you that {} matters, and none of your offers after it gave there.",
                said_in + 1,
                self.name(*issue)
            ),
            Fact::Threat { is_open, tau } => {
                format!("{} threat after {} of the time.", if *is_open { "an open" } else { "a veiled" }, percent(*tau))
            }
            Fact::Rebutted { criterion, strength, rebuttability } => format!(
                "the reason `{}` carries {} of 1 as long as it stands, and how easily it is answered is {} of 1.",
                self.criterion(*criterion),
                share(*strength),
                share(*rebuttability)
            ),
            Fact::Limit { issue, value } => {
                format!("you told them that you cannot go past {}.", self.pair(*issue, *value))
            }
            Fact::Falsehood(claim) => self.claimed(claim.talk),
            Fact::Heat { times } => format!("you answered heat with heat {times} times."),
            _ => String::new(),
        }
    }

    /// A claim against what is so.
    fn claimed(&self, talk: Talk) -> String {
        match talk {
            Talk::Tell(Disclosure::Priority(issue, _)) => {
                format!("you told them the reverse of what {} matters to you.", self.name(issue))
            }
            Talk::Tell(Disclosure::Constraint(issue, value)) => {
                format!("you told them that you cannot go past {}, and later you did.", self.pair(issue, value))
            }
            _ => "you called your alternative strong, and whoever can check finds it modest.".into(),
        }
    }

    fn signed(&self, fact: &Fact) -> String {
        match fact {
            Fact::Quick { own_turns } => format!("you agreed in your turn number {own_turns}, short of your target."),
            Fact::BelowBatna { worth, batna } => {
                format!("the agreement is worth {} to you, and your BATNA {}.", points(*worth), number(*batna))
            }
            Fact::LeftOffer { worth, batna } => {
                format!(
                    "an offer worth {} lay on the table, and your BATNA is worth {}.",
                    points(*worth),
                    number(*batna)
                )
            }
            Fact::SharedWish { issue, had, better } => {
                let (had, better) = (self.pair(*issue, *had), self.pair(*issue, *better));
                format!("you signed {had}, and both sides prefer {better}.")
            }
            Fact::Unreviewed { because, worth } => {
                format!("the terms signed take {} from a side: {because}.", points(worth.abs()))
            }
            Fact::Exclusive { issue, value } => {
                let granted = self.pair(*issue, *value);
                format!("you granted {granted}, nothing beside it became better for you, and you named no return.")
            }
            Fact::OpenExit { issue, value } => {
                let signed = self.pair(*issue, *value);
                format!("you signed {signed}, the worst value for you, and the exit was not spoken of.")
            }
            Fact::Mandate { because, to } => format!("it needs {to}: {because}."),
            _ => String::new(),
        }
    }

    fn done_well(&self, fact: &Fact) -> String {
        match fact {
            Fact::Asked { questions: 1 } => "you asked a question before your first offer.".into(),
            Fact::Asked { questions } => format!("you asked {questions} questions before your first offer."),
            Fact::Several { packages, spread } => {
                format!("you showed {packages} packages within {} of each other for you.", points(*spread))
            }
            Fact::Labelled { issue, received } => format!(
                "you gave, asked for {}, and their next offer was {} better for you.",
                self.name(*issue),
                points(*received)
            ),
            Fact::Used { issue, used_in } => {
                format!("your offer fitted what they had said of {} in turn {}.", self.name(*issue), used_in + 1)
            }
            Fact::Traded { gave, took } => {
                format!("you gave {} on one issue and took {} on another.", points(*gave), number(*took))
            }
            Fact::Shrinking { sizes } => format!("you gave {} points: each step was smaller.", steps(sizes)),
            Fact::Calmed { before, after } => format!("heat fell from {} to {}.", share(*before), share(*after)),
            Fact::LeftWell => "nothing on the table was worth your BATNA, and you left.".into(),
            Fact::Supported { criterion, strength } => {
                format!("the reason `{}` carries {} of 1.", self.criterion(*criterion), share(*strength))
            }
            Fact::Credited => "you said what you had seen them give.".into(),
            Fact::Truthful { told: 1 } => "what you told of your own side is so.".into(),
            Fact::Truthful { told } => format!("you told {told} things of your own side, and all of them are so."),
            _ => "few find this move, or nothing else came near it.".into(),
        }
    }
}

/// `4, then 5.5, then 8`.
fn steps(sizes: &[f64; 3]) -> String {
    sizes.map(number).join(", then ")
}
