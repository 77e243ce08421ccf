//! A scenario to practise with, for one candidate: the template of its archetype with what the portfolio knows put in.

use zopa_core::Decimal;
use zopa_scaffold::{Broken, Outline};
use zopa_scenario::{Number, file::ScenarioFile};

use crate::{Candidate, Dimension, Portfolio, scores::FULL};

/// How many points a BATNA's worth moves when a score of need goes from the middle to an end.
const REACH: i64 = 6;

impl Portfolio {
    /// A scenario with a candidate: both sides' papers, with what the portfolio says of them at the head and the
    /// alternatives it names as BATNAs. The more one side needs the other, the less its BATNA is worth: up to 6 points
    /// below what the template has, and up to 6 above.
    ///
    /// # Errors
    /// When the embedded data is broken.
    pub fn scenario(&self, candidate: &Candidate) -> Result<ScenarioFile, Broken> {
        let assessment = self.assessed(candidate)?;
        let posture = &assessment.posture;
        let mut outline = self.outline(candidate)?;
        outline.us.head = format!(
            "In our portfolio {} is placed as: {} ({}). The posture is: {}. {} Open with {}. {}",
            candidate.name,
            assessment.segment.title(),
            posture.meaning,
            posture.stance,
            posture.why,
            posture.open_with,
            assessment.proposition,
        );
        outline.them.head = format!(
            "What you want is {}. What you bring to the table is {}.",
            candidate.wants.trim_end_matches('.'),
            candidate.brings.trim_end_matches('.'),
        );
        outline.file()
    }

    /// The outline of such a scenario, its briefs still bare.
    pub(crate) fn outline(&self, candidate: &Candidate) -> Result<Outline, Broken> {
        let mut outline = Outline::of(candidate.archetype)?;
        outline.id = format!("{}-{}", self.id, candidate.id);
        outline.asof.clone_from(&self.asof);
        let us = &mut outline.us;
        us.name.clone_from(&self.owner.name);
        us.role.clone_from(&self.owner.role);
        us.person.clone_from(&self.owner.person);
        us.archetype = self.owner.archetype;
        us.style = self.owner.style;
        us.plan.clone_from(&candidate.our_alternative);
        us.worth = moved(us.worth, candidate.scores.hundredths(Dimension::DependencyRisk));
        let them = &mut outline.them;
        them.name.clone_from(&candidate.name);
        them.role.clone_from(&candidate.role);
        them.person.clone_from(&candidate.person);
        them.style = candidate.style;
        them.plan.clone_from(&candidate.their_alternative);
        them.worth = moved(them.worth, candidate.scores.hundredths(Dimension::Leverage));
        Ok(outline)
    }
}

/// The worth of a BATNA to a side that needs the other by so many hundredths, to a tenth of a point.
fn moved(worth: Number, need: u32) -> Number {
    let half = i64::from(FULL / 2);
    let tenths = (half - i64::from(need)) * REACH * 10 / half;
    let up = worth.0.plus_steps(Decimal::new(tenths, 1).unwrap_or(Decimal::ZERO), 1);
    Number(up.unwrap_or(worth.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn need_takes_from_a_batna_what_independence_adds() {
        let fifty: Number = ron::from_str("50").unwrap();
        let worth = |need| moved(fifty, need).to_string();
        assert_eq!([0, 2_500, 5_000, 10_000].map(worth), ["56", "53", "50", "44"]);
    }
}
