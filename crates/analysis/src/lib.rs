//! What the outcome space offered and how well a session used it.
//!
//! Everything here is a pure function of a [`Case`]: an ended session together with what every party really wanted; or of a
//! [`Landscape`]: those wishes alone, for authors, instructors and researchers. Only a case knows a session, and a session
//! that is still running makes none, so nothing a person is shown before the end can come from here.
//!
//! # A case
//! Two issues of three values. To A they are worth up to 70 and 30 points, rising; to B up to 30 and 70, falling. Each
//! could have 30 points elsewhere. They meet in the middle, though each could have given way on what matters less to it:
//! ```
//! use std::sync::Arc;
//! use zopa_analysis::Case;
//! use zopa_core::*;
//!
//! let values = Values::Range { start: "0".parse()?, step: "1".parse()?, len: 3 };
//! let issue = |name| Issue::new(name, "", Topic::Other, "", values.clone());
//! let space = Arc::new(OutcomeSpace::new(vec![issue("x")?, issue("y")?], vec![])?);
//! let party = |points: [[i128; 3]; 2]| {
//!     let table = |row: [i128; 3]| row.map(|p| Ratio::new(p, 100)).into_iter().flatten().collect();
//!     let issues = points.map(|row| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(table(row)) });
//!     let spec = PreferencesSpec {
//!         issues: issues.into(),
//!         interactions: vec![],
//!         forbidden: vec![],
//!         reservation: Ratio::new(30, 100).unwrap(),
//!         aspiration: None,
//!         discount: None,
//!     };
//!     Preferences::new(space.clone(), &spec).map(Arc::new)
//! };
//! let preferences = vec![party([[0, 35, 70], [0, 15, 30]])?, party([[30, 15, 0], [70, 35, 0]])?];
//!
//! let package = |x, y| space.outcome(&[ValueId(x), ValueId(y)]).unwrap();
//! let session = Session::new(Rules::plain(2, 10), space.clone());
//! let session = session.step(Turn::offer(package(1, 1))).unwrap();
//! assert!(Case::new(preferences.clone(), &session).is_none(), "still running");
//! let offer = OfferRef { turn: 0, package: 0 };
//! let session = session.step(Turn::silent(TableAct::Accept(offer))).unwrap();
//!
//! let case = Case::new(preferences, &session).unwrap();
//! let score = case.score(PartyId(0))?;
//! assert_eq!(score.utility.get(), 0.5);
//! assert_eq!(score.share, Some(0.5), "an even split …");
//! assert_eq!(score.joint_efficiency, Some(0.5), "… of half of what there was to gain");
//!
//! // What A could have had without costing B a point.
//! let free = score.free.unwrap();
//! assert_eq!((free.outcome, free.utility.get()), (package(2, 0), 0.7));
//! assert_eq!(case.solutions()?.unwrap().nash, package(2, 0));
//! assert_eq!(case.frontier()?.len(), 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Reading the numbers
//! * [`Frontier`]: what nobody can improve on without cost to another, exactly, and how it is found.
//! * [`Solutions`]: Nash, egalitarian, Kalai–Smorodinsky and greatest welfare, with their definitions.
//! * [`Score`]: gains, shares, efficiency, distances, what was free, and whether leaving was right.
//! * [`Landscape::opposition`], [`Landscape::zopa`] and [`Landscape::integrative_potential`]: how hard a case is.
//! * [`Plot`]: the outcome space of two parties as a picture, for a page or a terminal.
//! * [`IssueProfile`]: which issues are for trading, and which values nobody should want.
//!
//! What cannot be computed within limits is [`Unavailable`], with the reason; it is never sampled.

mod case;
mod frontier;
mod issues;
mod kendall;
mod landscape;
mod plot;
#[cfg(test)]
mod samples;
mod score;
mod solutions;
mod split;

pub use crate::{
    case::Case,
    frontier::{FRONTIER_LIMIT, FRONTIER_LIMIT_OF_MANY, Frontier, FrontierPoint, Unavailable},
    issues::{DominatedValue, IssueKind, IssueProfile, TRADE_FACTOR, importance},
    kendall::kendall_tau_b,
    landscape::{Landscape, Zopa},
    plot::{Plot, Spot},
    score::{Free, Nearness, Parting, Score},
    solutions::Solutions,
    split::Split,
};
