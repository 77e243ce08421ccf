//! Acceptance: whether an offer is good enough, given what the bidder would ask for instead.
//!
//! A condition is asked only about offers its party may and should take (permitted, worth no less than the BATNA), so it says
//! nothing about those. Names and definitions follow T. Baarslag, K. Hindriks, C. Jonker, *Effective acceptance conditions in
//! real-time automated negotiation* (2014). Comparisons are `≥` throughout, also where Genius has `>` (AC_const, AC_time), and
//! exact, in points, unless a factor or addend makes them sums of floats.

pub(crate) mod aspiration;
pub(crate) mod combi;
pub(crate) mod lowest;
pub(crate) mod nice;
pub(crate) mod previous;
pub(crate) mod rational;

use zopa_core::{Event, Outcome, Points, Utility, View};

use crate::{
    bidding::Plan,
    catalogue::{Entry, Parameter, Range, SpecResult},
};

/// A live package that may and should be taken if it is good enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Which.
    pub outcome: Outcome,
    /// What it is worth to the party it is offered to.
    pub points: Points,
}

impl Offered {
    /// An outcome as it is worth to the view's party.
    #[must_use]
    #[inline]
    pub fn of(view: &View<'_>, outcome: Outcome) -> Self {
        Self { outcome, points: view.preferences().points(outcome) }
    }
}

/// Decides whether an offer is good enough.
pub trait Acceptance: Send {
    /// Whether it wants to be told what happens: where not, [`observe`](Self::observe) may be left out.
    fn listens(&self) -> bool {
        true
    }

    /// Makes itself what it was before its first event, to be used in the same seat of another session by the same rules and
    /// preferences; `false` where it cannot, and is of no further use.
    fn renew(&mut self) -> bool {
        false
    }

    /// Takes note of what happened. Called once an event, in order.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let _ = (view, event);
    }

    /// Whether to accept `offered` rather than go on with `plan`.
    fn accepts(&mut self, view: &View<'_>, offered: Offered, plan: &Plan) -> bool;
}

impl<T: Acceptance + ?Sized> Acceptance for Box<T> {
    fn listens(&self) -> bool {
        (**self).listens()
    }

    fn renew(&mut self) -> bool {
        (**self).renew()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        (**self).observe(view, event);
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, plan: &Plan) -> bool {
        (**self).accepts(view, offered, plan)
    }
}

const SOURCE: &str =
    "Baarslag, Hindriks & Jonker, Effective acceptance conditions in real-time automated negotiation, 2014";

/// The parameter `alpha`.
const ALPHA: Parameter = Parameter {
    name: "alpha",
    default: "1",
    range: Range::Number { least: 0.0, most: 10.0 },
    doc: "factor on the utility of the offer",
};

/// The parameter `beta`.
const BETA: Parameter = Parameter {
    name: "beta",
    default: "0",
    range: Range::Number { least: -1_000_000.0, most: 1_000_000.0 },
    doc: "added to it, in utility",
};

/// AC_next: accept what is worth at least the planned bid, `α · u(offered) + β ≥ u(bid)`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Next {
    /// Factor on the offer's utility.
    pub alpha: f64,
    /// Added to it, in utility.
    pub beta: f64,
}

impl Next {
    /// α = 1, β = 0: at least the planned bid, compared exactly.
    pub const PLAIN: Self = Self { alpha: 1.0, beta: 0.0 };

    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "next",
        revision: 1,
        summary: "what is worth at least the bid planned: alpha * u + beta >= u(bid)",
        parameters: &[ALPHA, BETA],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> {
            Ok(Box::new(Self { alpha: arguments.number("alpha")?, beta: arguments.number("beta")? }))
        },
    };
}

impl Acceptance for Next {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        true
    }

    #[inline]
    fn accepts(&mut self, view: &View<'_>, offered: Offered, plan: &Plan) -> bool {
        if *self == Self::PLAIN {
            return offered.points >= plan.points;
        }
        let utility = |points| view.preferences().to_utility(points).get();
        self.alpha * utility(offered.points) + self.beta >= utility(plan.points)
    }
}

/// AC_const: accept what is worth at least a constant.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Constant {
    /// The least utility to accept.
    pub u: Utility,
}

impl Constant {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "const",
        revision: 1,
        summary: "what is worth at least u",
        parameters: &[Parameter {
            name: "u",
            default: "0.9",
            range: Range::Number { least: -1_000_000.0, most: 1_000_000.0 },
            doc: "the least utility to accept",
        }],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> {
            Ok(Box::new(Self { u: Utility::new(arguments.number("u")?).unwrap_or(Utility::ONE) }))
        },
    };
}

impl Acceptance for Constant {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        true
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, _: &Plan) -> bool {
        view.preferences().to_utility(offered.points) >= self.u
    }
}

/// AC_time: accept anything from a relative time on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Late {
    /// From when on, 0 to 1.
    pub t: f64,
}

const T: Parameter = Parameter {
    name: "t",
    default: "0.98",
    range: Range::Number { least: 0.0, most: 1.0 },
    doc: "relative time from which on anything no worse than the BATNA is accepted",
};

impl Late {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "time",
        revision: 1,
        summary: "anything no worse than the BATNA, from relative time t on; nothing before",
        parameters: &[T],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> { Ok(Box::new(Self { t: arguments.number("t")? })) },
    };
}

impl Acceptance for Late {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        true
    }

    fn accepts(&mut self, view: &View<'_>, _: Offered, _: &Plan) -> bool {
        view.session().relative_time() >= self.t
    }
}

/// Accept what is worth at least the least the bidder has asked for or now asks for: MiCRO's condition.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Floor;

impl Floor {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "floor",
        revision: 1,
        summary: "what is worth at least the least asked for so far, the bid planned included",
        parameters: &[],
        source: crate::bidding::micro::SOURCE,
        build: |_| -> SpecResult<Box<dyn Acceptance>> { Ok(Box::new(Self)) },
    };
}

impl Acceptance for Floor {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        true
    }

    #[inline]
    fn accepts(&mut self, _: &View<'_>, offered: Offered, plan: &Plan) -> bool {
        offered.points >= plan.floor
    }
}
