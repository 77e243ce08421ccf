//! The papers of an alliance, written from the deal that was made, and the audit of them.
//!
//! [`Deal::of`] takes an agreed session apart into a [`Record`] (what both sides know of the deal) and [`Own`] (one side's
//! own papers about it). [`documents`] writes six pages from them: executive brief, alliance strategy, term sheet,
//! governance charter, joint OKR scorecard and communication plan. Pages that both sides read are made from the record
//! alone, so there is nothing of anybody's papers in them that could leak.
//!
//! Every term on a page carries its source, `[price=2.45, turn 7]`: the issue, the value agreed, and the turn in which that
//! value was first offered. What the deal does not say is a blank to fill in: `**[to be agreed: …]**`. The
//! [`audit`] reads pages that people have gone on with: is everything there, does it still say what was agreed, is anything
//! open, does a page for both sides say what is nobody's business?
//!
//! ```
//! use zopa_dossier::{Deal, Fault, audit, documents};
//! use zopa_engine::read;
//!
//! # let bytes = include_bytes!("../../../replays/university-conceder.jsonl");
//! let replay = read(bytes)?;
//! let deal = Deal::of(&replay, None)?;
//! let pages: Vec<_> = documents(&deal.record, &deal.own).iter().map(|page| (page.kind, page.markdown())).collect();
//! let found = audit(&deal.record, &pages);
//! // Nothing is missing and nothing contradicts the deal; what it left open is still to be agreed.
//! assert!(found.iter().all(|finding| finding.fault == Fault::Open) && !found.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod audit;
mod deal;
mod document;
mod own;
mod pages;
mod record;

pub use crate::{
    audit::{Fault, Finding, audit, confidential, disagreements},
    deal::{Deal, NoDeal},
    document::{Audience, Blank, Block, Document, Hold, Kind, Section, Table},
    own::{Effect, Interest, Limit, Own, Worth},
    pages::documents,
    record::{Cash, Money, Reached, Record, Right, SCHEMA, Side, Term, Told, parse},
};
