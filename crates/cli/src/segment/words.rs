//! Sentences about a placement that the text and the document have in common.

use zopa_portfolio::{Assessment, Change, Dimension, Portfolio, WEIGHTINGS};

/// How firm a placement is: one sentence on the weights, and one on the scores.
pub(super) fn sensitivity(assessment: &Assessment<'_>) -> String {
    let sensitivity = &assessment.sensitivity;
    let here = sensitivity.reached.get(&assessment.segment).copied().unwrap_or(0);
    let weights = if sensitivity.is_firm() {
        format!("Firm against weights: all {WEIGHTINGS} weightings within a tenth of those stated place it here.")
    } else {
        let others: Vec<_> = sensitivity
            .reached
            .iter()
            .filter(|(segment, _)| **segment != assessment.segment)
            .map(|(segment, count)| format!("{count} as {}", segment.title()))
            .collect();
        let alone = match sensitivity.alone.first() {
            Some((dimension, change, segment)) => {
                let change = match change {
                    Change::Less => "less",
                    Change::More => "more",
                };
                format!(" {} weighing a tenth {change} alone makes it {}.", capital(dimension.title()), segment.title())
            }
            None => " No weight does it alone.".to_owned(),
        };
        format!(
            "Not firm: of {WEIGHTINGS} weightings within a tenth of those stated, {here} place it here, {}.{alone}",
            others.join(", ")
        )
    };
    let scores = match sensitivity.nearest {
        Some(nearest) => {
            let points = if nearest.points.abs() == 1 { "point" } else { "points" };
            format!(
                "The nearest score: {} {:+} {points} would make it {}.",
                nearest.dimension.title(),
                nearest.points,
                nearest.segment.title()
            )
        }
        None => "No single score, however different, would move it.".to_owned(),
    };
    format!("{weights} {scores}")
}

/// How the numbers come about: the weights of the file as shares, and where the bands begin.
pub(super) fn formula(portfolio: &Portfolio) -> String {
    let share =
        |dimension: Dimension, title: &str| format!("{:.0}% {title}", portfolio.weights().share(dimension) * 100.0);
    let value = Dimension::VALUE.map(|dimension| share(dimension, dimension.title())).join(", ");
    let leverage = share(Dimension::Leverage, "leverage");
    let risk = |title: &str| share(Dimension::DependencyRisk, title);
    let bounds = portfolio.thresholds();
    let [value_low, value_high, power_low, power_high, need_high] =
        [bounds.value_low, bounds.value_high, bounds.power_low, bounds.power_high, bounds.need_high]
            .map(|hundredths| f64::from(hundredths) / 100.0);
    format!(
        "Value is {value}; low below {value_low}, high from {value_high}. Power is {leverage} and {}; theirs below \
         {power_low}, ours from {power_high}. Need is {leverage} and {}; high from {need_high}.",
        risk("of what dependency risk leaves of 100"),
        risk("dependency risk"),
    )
}

/// What to say under the list: whose placement hangs on the weights.
pub(super) fn summary(assessments: &[Assessment<'_>]) -> String {
    let loose: Vec<_> =
        assessments.iter().filter(|a| !a.sensitivity.is_firm()).map(|a| a.candidate.name.as_str()).collect();
    let scores: Vec<_> = assessments
        .iter()
        .filter(|a| a.sensitivity.nearest.is_some_and(|nearest| nearest.points.abs() <= 5))
        .map(|a| a.candidate.name.as_str())
        .collect();
    let weights = match loose.as_slice() {
        [] => "No placement changes when weights change by up to a tenth.".to_owned(),
        names => format!("Weights changed by up to a tenth would move: {}.", names.join(", ")),
    };
    let scores = match scores.as_slice() {
        [] => "None moves when one score changes by five points or less.".to_owned(),
        names => format!("One score changed by five points or less would move: {}.", names.join(", ")),
    };
    format!("{weights} {scores}")
}

/// Issues to protect and why, in a phrase.
pub(super) fn protections(assessment: &Assessment<'_>) -> Vec<String> {
    let each = assessment.posture.protect.iter();
    each.map(|protect| format!("{}: {}", protect.issues.join(", "), protect.why)).collect()
}

/// What partners of this kind are known for, and what they will not do.
pub(super) fn expectation(assessment: &Assessment<'_>) -> String {
    let posture = &assessment.posture;
    format!("{} They will not agree to {}", capital(&posture.expect), posture.line)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
