//! What a negotiation is: issues, outcomes, preferences, sessions, views, strategies and seeds.
//!
//! This crate is the vocabulary and the rules. It has no I/O, no clock, no threads and no serialisation, and it depends on
//! no other crate of ours.
//!
//! # A tour
//! ```
//! use std::sync::Arc;
//! use zopa_core::*;
//!
//! // Issues are finite ordered lists of values; an outcome is a number.
//! let price = Values::Range { start: "2.20".parse()?, step: "0.05".parse()?, len: 29 };
//! let price = Issue::new("price", "Price per GPU-hour", Topic::Pricing, "$/GPU-h", price)?;
//! let space = Arc::new(OutcomeSpace::new(vec![price], vec![])?);
//!
//! // Preferences are exact: the buyer wants a low price and can have 2.90 elsewhere.
//! let buyer = Preferences::new(space.clone(), &PreferencesSpec {
//!     issues: vec![Weighted {
//!         weight: Ratio::ONE,
//!         function: ValueFunction::Linear { worst: "3.60".parse()?, best: "2.20".parse()? },
//!     }],
//!     interactions: vec![],
//!     forbidden: vec![],
//!     reservation: Ratio::new(1, 2).unwrap(),
//!     aspiration: None,
//!     discount: None,
//! })?;
//!
//! // A session is public and moves by turns; a view adds one party's preferences, and no other's.
//! let session = Session::new(Rules::plain(2, 10), space.clone());
//! let offer = space.outcome(&[space.issue(IssueId(0)).value_named("2.45").unwrap()]).unwrap();
//! let session = session.step(Turn::offer(offer)).unwrap();
//! let view = View::new(&session, PartyId(0), &buyer);
//! assert_eq!(view.utility(offer).get(), (3.60 - 2.45) / (3.60 - 2.20));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Randomness is a labelled tree of [`Seed`]s; a [`Strategy`] draws from the [`Dice`] it is handed and from nothing else.

mod blocks;
mod by_half;
mod combination;
mod decimal;
mod dice;
mod issue;
mod joint;
pub mod num;
mod party;
mod perft;
mod preferences;
mod ranking;
mod ratio;
mod rules;
mod seed;
mod session;
mod sketch;
mod space;
mod strategy;
mod talk;
mod turn;
mod utility;
mod value_function;
mod view;

pub use crate::{
    blocks::{Blocks, SCAN_LIMIT},
    by_half::ByHalf,
    combination::{Combination, Condition},
    decimal::{Decimal, DecimalError, MAX_SCALE},
    dice::Dice,
    issue::{Issue, IssueId, Label, Topic, ValueId, Values, ValuesError, is_typable},
    joint::{JOINT_LIMIT, Joint, JointRest},
    party::PartyId,
    perft::perft,
    preferences::{ENUMERATION_LIMIT, Interaction, Preferences, PreferencesError, PreferencesSpec, Weighted},
    ranking::{Halves, Ranking, RankingId},
    ratio::Ratio,
    rules::{Feature, ROUND_LIMIT, Rules},
    seed::{RNG_VERSION, Seed},
    session::{Ending, Fault, Illegal, LiveOffer, Phase, Rejected, Session},
    sketch::Sketch,
    space::{Exclusion, Outcome, OutcomeSpace, SpaceError},
    strategy::{Event, Strategy},
    talk::{
        Consequence, CriterionId, Disclosure, Explicitness, Importance, Level, Process, Promise, Question, Recess,
        Route, Strength, TALK_LIMIT, Talk, Tone,
    },
    turn::{Door, OfferRef, PACKAGE_LIMIT, Packages, TableAct, Turn},
    utility::{Points, Utility},
    value_function::{ValueFunction, ValueFunctionError},
    view::View,
};
