//! What was understood, and how it is typed as commands.

use zopa_core::{Door, IssueId, OfferRef, OutcomeSpace, Talk, ValueId};
use zopa_scenario::Desk;

use crate::listener::Standing;

/// What fills the issues that terms leave open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rest {
    /// One's own last offer.
    Same,
    /// The other side's live offer.
    Theirs,
}

/// Some terms of a package, and what fills the others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Terms {
    /// The issues named, with their values, by issue.
    pub set: Vec<(IssueId, ValueId)>,
    /// What the others are filled from, if the text said so.
    pub rest: Option<Rest>,
}

/// One thing understood.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Said {
    /// A talk act; also a partial package, which is floated.
    Talk(Talk),
    /// Packages put on the table.
    Offer(Vec<Terms>),
    /// A live offer accepted.
    Accept(OfferRef),
    /// The table left as it is.
    Hold,
    /// The talks left.
    Walk(Door),
}

impl Said {
    /// Whether it ends a turn.
    #[must_use]
    pub fn is_table_act(&self) -> bool {
        !matches!(self, Self::Talk(_))
    }
}

/// What a text was understood to say, in the order in which it is carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What is said, talk before the act at the table.
    pub said: Vec<Said>,
}

/// Why a text was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unclear {
    /// What could not be placed, in bytes of the text; empty when it is the whole that is unclear.
    pub at: std::ops::Range<usize>,
    /// What is unclear, a lower-case fragment.
    pub message: String,
    /// The nearest command, a sentence; may be empty.
    pub help: String,
}

/// `price=2.45 commit=80`.
pub(crate) fn pairs(space: &OutcomeSpace, set: &[(IssueId, ValueId)]) -> String {
    let pair = |(issue, value): &(IssueId, ValueId)| {
        let held = space.issue(*issue);
        format!("{}={}", held.name(), held.value_text(*value))
    };
    set.iter().map(pair).collect::<Vec<_>>().join(" ")
}

impl Terms {
    fn command(&self, space: &OutcomeSpace) -> String {
        let pairs = pairs(space, &self.set);
        match self.rest {
            None => pairs,
            Some(Rest::Same) => format!("{pairs} rest=same"),
            Some(Rest::Theirs) => format!("{pairs} rest=theirs"),
        }
    }
}

impl Reading {
    /// The reading as one would type it where things stand so: `ask why commit; offer price=2.45 rest=theirs`.
    #[must_use]
    pub fn commands(&self, desk: Desk<'_>, standing: &Standing) -> String {
        self.said.iter().map(|said| command(said, desk, standing)).collect::<Vec<_>>().join("; ")
    }
}

/// `#6`, and `#6b` where the offer has several packages.
pub(crate) fn place(offer: OfferRef, standing: &Standing) -> String {
    let packages = standing.theirs.iter().filter(|(live, _)| live.turn == offer.turn).count();
    let letter = if packages > 1 { char::from(b'a' + offer.package.min(25)).to_string() } else { String::new() };
    format!("#{}{letter}", offer.turn + 1)
}

fn command(said: &Said, desk: Desk<'_>, standing: &Standing) -> String {
    let space = desk.space();
    match said {
        Said::Talk(talk) => crate::spelling::talk(*talk, desk, standing),
        Said::Offer(packages) => match packages.as_slice() {
            [one] => format!("offer {}", one.command(space)),
            several => {
                format!("meso {}", several.iter().map(|terms| terms.command(space)).collect::<Vec<_>>().join(" | "))
            }
        },
        Said::Accept(offer) => format!("accept {}", place(*offer, standing)),
        Said::Hold => "hold".into(),
        Said::Walk(Door::Open) => "walk open".into(),
        Said::Walk(Door::Closed) => "walk".into(),
    }
}
