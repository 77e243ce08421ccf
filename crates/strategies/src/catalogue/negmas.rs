//! NegMAS's time-based negotiators: what is bid and what is accepted lies on one curve, or a little below it.
//!
//! The tolerances are the reference's and stand behind its name alone. Two things of it are left out: the order of equals,
//! which NegMAS leaves to a sort that is not stable (here the lowest rank, as everywhere), and that it bids its best outcome
//! where none is worth its BATNA (here it walks away).

use zopa_core::Strategy;

use super::{Arguments, Entry, SpecResult};
use crate::{
    acceptance::aspiration::Aspiration,
    bidding::{
        curve::Curve,
        time::{self, Negmas, Schedule, Time},
    },
    boa::{Boa, NoModel},
};

pub(super) const BOULWARE: Entry = Entry {
    name: "negmas-boulware",
    revision: 1,
    summary: "concedes late as NegMAS's negotiator does: along 1 - t^4, with its tolerances",
    parameters: &[time::UNIT],
    source: "NegMAS 0.16.0, BoulwareTBNegotiator",
    build: |arguments| along(4.0, arguments),
};

pub(super) const LINEAR: Entry = Entry {
    name: "negmas-linear",
    revision: 1,
    summary: "concedes at a steady rate as NegMAS's negotiator does: along 1 - t, with its tolerances",
    parameters: &[time::UNIT],
    source: "NegMAS 0.16.0, LinearTBNegotiator",
    build: |arguments| along(1.0, arguments),
};

pub(super) const CONCEDER: Entry = Entry {
    name: "negmas-conceder",
    revision: 1,
    summary: "concedes early as NegMAS's negotiator does: along 1 - t^0.25, with its tolerances",
    parameters: &[time::UNIT],
    source: "NegMAS 0.16.0, ConcederTBNegotiator",
    build: |arguments| along(0.25, arguments),
};

fn along(e: f64, arguments: &Arguments<'_>) -> SpecResult<Box<dyn Strategy>> {
    let schedule = Schedule { curve: Curve::Power, e, k: 0.0 };
    let tolerances = Negmas { unit: arguments.number("unit")? };
    let acceptance = Aspiration { schedule, slack: tolerances.slack() };
    Ok(Box::new(Boa { bidding: Time::as_negmas(schedule, tolerances).sharing(arguments), acceptance, model: NoModel }))
}
