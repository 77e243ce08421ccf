//! The level the machine gives, and why it goes no further.

use super::{Criterion, Facts, Test};

/// What the machine says on one criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    /// The level; `None` where a rater must begin.
    pub level: Option<u8>,
    /// Why it is not higher.
    pub stop: Stop,
    /// Every test that was asked, up to the level that stopped, in order.
    pub evidence: Vec<Evidence>,
}

/// Why the machine goes no higher.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// There is no higher level.
    Top,
    /// A test of the next level fails.
    Missed,
    /// The next level has a test of something that was not measured: a rater may go on.
    Unmeasured,
    /// The next level has no test: a rater may go on.
    Rater,
}

/// One test, and how it went.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// The level it belongs to.
    pub level: u8,
    /// The test.
    pub test: Test,
    /// How it went.
    pub outcome: Outcome,
    /// The metric's value, where it is one and was measured.
    pub value: Option<f64>,
    /// The turns the lens found something in.
    pub turns: Vec<u32>,
}

/// How a test went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It passes.
    Passed,
    /// It fails.
    Failed,
    /// Its fact is not known.
    Unknown,
}

pub(super) fn grade(criterion: &Criterion, facts: &Facts) -> Grade {
    let mut grade = Grade { level: None, stop: Stop::Top, evidence: Vec::new() };
    for (level, cell) in (1..).zip(&criterion.cells).skip(1) {
        if cell.tests.is_empty() {
            grade.stop = Stop::Rater;
            return grade;
        }
        let first = grade.evidence.len();
        grade.evidence.extend(cell.tests.iter().map(|test| ask(level, test, facts)));
        let went = |outcome: Outcome| grade.evidence[first..].iter().any(|asked| asked.outcome == outcome);
        let (failed, unknown) = (went(Outcome::Failed), went(Outcome::Unknown));
        if failed || unknown {
            grade.stop = if failed { Stop::Missed } else { Stop::Unmeasured };
            if failed {
                grade.level = grade.level.or(Some(1));
            }
            return grade;
        }
        grade.level = Some(level);
    }
    grade
}

fn ask(level: u8, test: &Test, facts: &Facts) -> Evidence {
    let value = facts.value(test.subject());
    let turns = facts.turns(test.subject());
    let answer = match test {
        Test::AtLeast(_, bound) => value.map(|value| value >= *bound),
        Test::Above(_, bound) => value.map(|value| value > *bound),
        Test::AtMost(_, bound) => value.map(|value| value <= *bound),
        Test::Below(_, bound) => value.map(|value| value < *bound),
        Test::Measured(id) => facts.knows(id).then_some(value.is_some()),
        Test::Found(_) => turns.map(|turns| !turns.is_empty()),
        Test::NotFound(_) => turns.map(<[u32]>::is_empty),
    };
    let outcome = match answer {
        Some(true) => Outcome::Passed,
        Some(false) => Outcome::Failed,
        None => Outcome::Unknown,
    };
    Evidence { level, test: test.clone(), outcome, value, turns: turns.unwrap_or_default().to_vec() }
}
