//! How automated parties behave, and the table that lists them.
//!
//! # Naming a strategy
//! A [`Spec`] names a strategy and its parameters, in the one notation used on the command line, in experiment files and in
//! replays. [`resolve`] checks it against the [`catalogue`] and fills in what it leaves out; slips are pointed out.
//! ```
//! use zopa_strategies::{Spec, build, catalogue, resolve};
//!
//! let spec: Spec = "boulware".parse()?;
//! let resolved = resolve(&spec)?;
//! assert_eq!(resolved.spec().to_string(), "boulware(e=0.2)");
//! assert_eq!(resolved.revision(), 1);
//!
//! let slip = build("bolware(e=0.2)").err().unwrap();
//! assert_eq!(slip.to_string(), "unknown strategy `bolware` (at byte 0); did you mean `boulware`?");
//!
//! // The catalogue is a table to read from top to bottom.
//! let names: Vec<_> = catalogue().iter().map(|entry| entry.name).collect();
//! assert!(names.starts_with(&["boulware", "linear", "conceder", "time", "hardliner", "micro", "random", "boa"]));
//! # Ok::<(), zopa_strategies::SpecError>(())
//! ```
//!
//! # Seating it
//! A strategy sees one party's [`View`](zopa_core::View) and draws from the [`Dice`](zopa_core::Dice) it is handed.
//! ```
//! use std::sync::Arc;
//! use zopa_core::*;
//!
//! let values = Values::Range { start: "0".parse()?, step: "1".parse()?, len: 11 };
//! let space = Arc::new(OutcomeSpace::new(vec![Issue::new("x", "", Topic::Other, "", values)?], vec![])?);
//! let seller = Preferences::new(space.clone(), &PreferencesSpec {
//!     issues: vec![Weighted {
//!         weight: Ratio::ONE,
//!         function: ValueFunction::Linear { worst: "0".parse()?, best: "10".parse()? },
//!     }],
//!     interactions: vec![],
//!     forbidden: vec![],
//!     reservation: Ratio::ZERO,
//!     aspiration: None,
//!     discount: None,
//! })?;
//! let session = Session::new(Rules::plain(2, 9), space);
//! let mut linear = zopa_strategies::build("linear")?;
//! // A tenth of the time is over, so a tenth of the way is conceded.
//! let turn = linear.decide(&View::new(&session, PartyId(0), &seller), &mut Seed::root(7).dice(0));
//! assert_eq!(turn, Turn::offer(Outcome(9)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Adding one
//! Most strategies are a [`Boa`]: a [`Bidding`] component, an [`Acceptance`] condition and an [`OpponentModel`], of which the
//! bidder plans once a turn and the plan is an argument to acceptance. One file with an [`Entry`] under `catalogue/` and one
//! line in its table make a strategy; the tests of the catalogue then play it on random scenarios. `boa(bid=…, accept=…)`
//! puts together any components of [`biddings`], [`acceptances`] and [`models`].
//!
//! Every entry keeps these promises: its turns are legal; it never offers or accepts what its mandate forbids or what is worth
//! less than its BATNA (except that `wab`, `wan` and `war` waste turns on offers worth less); it walks away when nothing is acceptable to it, and only then; the same view, history and dice give the
//! same turn. In a space too large to rank ([`ENUMERATION_LIMIT`](zopa_core::ENUMERATION_LIMIT)) bids come from a coordinate
//! search, and those of `micro` and the ladders from a list that is worked out best first.

mod acceptance;
mod anac;
mod bidding;
mod boa;
mod catalogue;
mod model;
mod repertoire;
mod spec;

pub use crate::{
    acceptance::{
        Acceptance, Constant, Floor, Late, Next, Offered,
        aspiration::Aspiration,
        combi::{Bar, Combi},
        lowest::Lowest,
        nice::Nice as AcceptNice,
        previous::Previous,
        rational::{Rational, Standard},
    },
    bidding::{
        Bidding, Plan,
        curve::Curve,
        hybrid::Hybrid,
        ladder::Ladder,
        meso::Meso,
        micro::Micro,
        naive::Naive,
        nice::Nice,
        random::Random,
        time::{Pick, Schedule, Time},
        top::Top,
        trade_off::TradeOff,
    },
    boa::{Boa, NoModel, OpponentModel},
    catalogue::{
        Arguments, Entry, Parameter, Range, Resolved, Truth, acceptances, biddings, build, catalogue, curves, models,
        resolve,
    },
    model::{
        Learned, Learner, bayes::Bayes, conflict::Conflict, frequency::Frequency, perfect::Perfect, windowed::Windowed,
    },
    spec::{Argument, DEPTH_LIMIT, LENGTH_LIMIT, Problem, Spec, SpecError, Value},
};
