//! The assessment of each candidate: its place, what follows, and how firm it is.

use zopa_scaffold::Broken;

use crate::{Candidate, Portfolio, Position, Posture, Segment, Sensitivity};

/// What there is to say about one candidate.
#[derive(Clone, PartialEq, Debug)]
pub struct Assessment<'a> {
    /// The candidate.
    pub candidate: &'a Candidate,
    /// Where it stands.
    pub position: Position,
    /// What that makes it.
    pub segment: Segment,
    /// Its value proposition: what is exchanged, and against which alternatives it has to hold.
    pub proposition: String,
    /// The posture to negotiate from.
    pub posture: Posture,
    /// How firm the placement is.
    pub sensitivity: Sensitivity,
}

impl Portfolio {
    /// Every candidate assessed, the most attractive first; equal ones in the order of their short names. The order of the
    /// file makes no difference.
    ///
    /// # Errors
    /// When the embedded data is broken.
    pub fn assess(&self) -> Result<Vec<Assessment<'_>>, Broken> {
        let mut all =
            self.candidates.iter().map(|candidate| self.assessed(candidate)).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|a, b| {
            let by_attraction = b.position.attraction.cmp(&a.position.attraction);
            by_attraction.then_with(|| a.candidate.id.cmp(&b.candidate.id))
        });
        Ok(all)
    }

    pub(crate) fn assessed<'a>(&self, candidate: &'a Candidate) -> Result<Assessment<'a>, Broken> {
        let position = Position::of(candidate.scores, self.weights);
        let segment = self.thresholds.place(&position);
        let issues = self.outline(candidate)?.file()?.issues;
        Ok(Assessment {
            candidate,
            position,
            segment,
            proposition: proposition(candidate),
            posture: Posture::of(candidate, segment, &issues)?,
            sensitivity: Sensitivity::of(candidate.scores, self.weights, &self.thresholds),
        })
    }
}

/// Who is offered what, for what, and instead of what: the classic form of a value proposition (Moore, *Crossing the
/// Chasm*, 1991), said of both sides.
fn proposition(candidate: &Candidate) -> String {
    let phrase = |text: &str| text.trim().trim_end_matches('.').to_owned();
    format!(
        "{name} wants {wants}. We offer {gives}. In return it brings {brings}. To {name} this has to beat its \
         alternative: {theirs}. To us it has to beat ours: {ours}.",
        name = candidate.name,
        wants = phrase(&candidate.wants),
        gives = phrase(&candidate.gives),
        brings = phrase(&candidate.brings),
        theirs = phrase(&candidate.their_alternative),
        ours = phrase(&candidate.our_alternative),
    )
}
