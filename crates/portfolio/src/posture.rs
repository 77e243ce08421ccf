//! What to do about a candidate: the posture its segment asks for, made concrete by its archetype.

use zopa_scaffold::{Broken, template};
use zopa_scenario::file::IssueFile;

use crate::{
    Candidate, Segment,
    file::{SegmentFile, SegmentsFile},
};

const SEGMENTS: &str = include_str!("../data/segments.ron");

/// A negotiation posture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Posture {
    /// What the segment means.
    pub meaning: String,
    /// The stance in a few words.
    pub stance: String,
    /// Why it follows from the segment.
    pub why: String,
    /// What to open with.
    pub open_with: String,
    /// What to ask first: what the segment makes important, then what partners of this kind seldom say unasked.
    pub ask_first: Vec<String>,
    /// What to protect.
    pub protect: Vec<Protection>,
    /// What work to do on the alternatives.
    pub batna_work: String,
    /// The mistake this posture invites.
    pub watch: String,
    /// What is commonly expected of partners of this kind: a hypothesis to test, not a fact about this one.
    pub expect: String,
    /// What partners of this kind do not agree to.
    pub line: String,
}

/// Terms to protect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protection {
    /// The issues, by title; none where the archetype's scenarios have none of the topic.
    pub issues: Vec<String>,
    /// Why.
    pub why: String,
}

/// What the embedded data says of a segment.
fn segment(wanted: Segment) -> Result<SegmentFile, Broken> {
    let broken = |message: String| Broken { message: format!("segments.ron: {message}") };
    let SegmentsFile(all) = ron::from_str(SEGMENTS).map_err(|error| broken(error.to_string()))?;
    let found = all.into_iter().find(|known| known.segment == wanted);
    found.ok_or_else(|| broken(format!("{} is missing", wanted.title())))
}

impl Posture {
    /// The posture towards a candidate in a segment, over the issues that are negotiated with its kind.
    pub(crate) fn of(candidate: &Candidate, placed: Segment, issues: &[IssueFile]) -> Result<Self, Broken> {
        let data = segment(placed)?;
        let template = template(candidate.archetype)?;
        let protect = data.protect.into_iter().map(|protect| Protection {
            issues: issues
                .iter()
                .filter(|issue| issue.topic == protect.topic)
                .map(|issue| issue.title.clone())
                .collect(),
            why: protect.why,
        });
        Ok(Self {
            meaning: data.meaning,
            stance: data.stance,
            why: data.why,
            open_with: data.open_with,
            ask_first: data.ask_first.into_iter().chain(template.ask.into_iter().take(1)).collect(),
            protect: protect.filter(|protect| !protect.issues.is_empty()).collect(),
            batna_work: data.batna_work,
            watch: data.watch,
            expect: template.usually,
            line: template.line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_segment_has_a_posture_under_its_own_name() {
        for known in Segment::ALL {
            let data = segment(known).unwrap();
            assert_eq!(data.title.to_lowercase(), known.title());
            assert!(data.ask_first.len() >= 2 && data.protect.len() >= 2);
        }
    }
}
