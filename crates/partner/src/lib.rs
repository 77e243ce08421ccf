//! The counterpart a person faces: its mind, its persona, its turns and its words.
//!
//! A [`Partner`] is a [`Strategy`](zopa_core::Strategy) like any other: it sees a view, draws from the dice it is handed
//! and plays turns. What makes it a counterpart for people is that it listens. It has a [`Mind`] that trust, offence,
//! patience and reciprocity move, by equations with sources; it answers questions, or does not; and everything it lets
//! show, its mood included, is a public act. A [`Voice`] then turns those acts into words, and decides nothing.
//!
//! # A tour
//! ```
//! use std::sync::Arc;
//! use zopa_core::*;
//! use zopa_partner::*;
//!
//! # let price = Values::Range { start: "2.20".parse()?, step: "0.05".parse()?, len: 29 };
//! # let price = Issue::new("price", "Price per GPU-hour", Topic::Pricing, "$/GPU-h", price)?;
//! # let space = Arc::new(OutcomeSpace::new(vec![price], vec![])?);
//! # let seller = Preferences::new(space.clone(), &PreferencesSpec {
//! #     issues: vec![Weighted {
//! #         weight: Ratio::ONE,
//! #         function: ValueFunction::Linear { worst: "2.20".parse()?, best: "3.60".parse()? },
//! #     }],
//! #     interactions: vec![], forbidden: vec![], reservation: Ratio::new(3, 10).unwrap(), aspiration: None, discount: None,
//! # })?;
//! // A hyperscaler that talks straight, and a little more patient than they come.
//! let mut setup = PartnerSetup::new(Archetype::Hyperscaler, Style::Direct);
//! setup.parameters.set("patience", 1.0)?;
//! let seed = Seed::root(7);
//! let mut partner = Partner::new(setup, seed.child("partner", 1));
//!
//! // The learner asks before offering anything; the partner hears it and plays its turn.
//! let ask = Turn { talk: vec![Talk::Ask(Question::Interest(IssueId(0)))], act: TableAct::Hold };
//! let session = Session::new(Rules::role_play(2, 12), space.clone()).step(ask).unwrap();
//! let view = View::new(&session, PartyId(1), &seller);
//! let turn = partner.decide(&view, &mut seed.dice(1));
//! let session = session.step(turn).unwrap();
//!
//! // Words are made from the public session alone.
//! let voice = Voice::new(VoiceSetup {
//!     person: "Dana Whitfield".into(),
//!     organisation: "Cirrus Cloud".into(),
//!     dialect: Persona::of(Archetype::Hyperscaler).dialect(Style::Direct),
//!     interests: vec!["Our list price is what every other customer asks about.".into()],
//!     criteria: vec![],
//! }, seed.child("voice", 1));
//! assert!(voice.speak(&session, 1).ends_with(['.', '?']));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is where
//! [`Mind`] holds the state and the equations; [`Parameters`] and its [`TABLE`] the numbers a spec or a difficulty level may
//! set; [`Persona`] what a kind of organisation is like, as data ([`file`](mod@file)), and [`Dialect`] how one of its people talks; [`Partner`] the order of a turn. Review measures a learner against the
//! mind after the session ended; nothing shown before the debrief may read it.

mod mind;
mod parameters;
mod partner;
mod persona;
mod voice;
mod worth;

pub use crate::{
    mind::{Adjustments, Mind, acceptance_probability, opening_pull, target},
    parameters::{Parameter, ParameterError, Parameters, TABLE},
    partner::Partner,
    persona::{
        Approval, Archetype, AuditableBatna, CriterionWeight, Flaw, FlawKind, PartnerSetup, Persona,
        SCHEMA as PERSONA_SCHEMA, Style, file,
    },
    voice::{CriterionWords, Dialect, Slot, Voice, VoiceSetup, mood_word},
};

/// Revision of the partner's behaviour and words: rises whenever the same session, setup and seed would give another turn
/// or another sentence. Recorded in replays.
pub const REVISION: u32 = 3;
