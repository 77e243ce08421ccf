//! Reading: from a text to a portfolio, or to everything that keeps it from being one.

use zopa_core::Decimal;
use zopa_scenario::{
    Diagnostic, Number,
    document::{self, At, Kind, Report},
};

use crate::{
    Candidate, Dimension, Owner, Portfolio, Scores, Thresholds, Weights, codes,
    file::{PartnerFile, PortfolioFile, ScoresFile, ThresholdsFile, WeightsFile},
    scores::FULL,
};

/// What a portfolio file is among documents.
const KIND: Kind = Kind { root: "Portfolio", noun: "portfolio", schema: 1 };

/// The most candidates: more than anybody judges one by one.
const PARTNERS_MAX: usize = 500;

/// The most a weight may be, in thousandths.
const WEIGHT_MAX: i128 = 1_000_000;

/// Reads a portfolio from RON text: the portfolio, unless there is an error, and everything there is to say about it, in
/// the order of the text. See [`document::read`] for what that means.
#[must_use]
pub fn read(text: &str) -> (Option<Portfolio>, Vec<Diagnostic>) {
    document::read(text, KIND, pass)
}

/// The JSON Schema (draft 2020-12) of a portfolio file in JSON form, indented. RON files have the same fields and choices,
/// spelled RON's way.
#[must_use]
pub fn json_schema() -> String {
    // A schema is a JSON value, which always has a text.
    serde_json::to_string_pretty(&schemars::schema_for!(PortfolioFile)).unwrap_or_default()
}

fn pass(file: PortfolioFile, report: &mut Report<'_>) -> Option<Portfolio> {
    if file.schema != KIND.schema {
        report.push(document::schema_version(file.schema.into(), KIND));
    }
    document::id(&file.id, &At::root("id"), KIND.noun, report);
    document::month(&file.asof, &At::root("asof"), report);
    document::text(&file.title, &At::root("title"), report);
    let owner = At::root("owner");
    for (field, text) in [("name", &file.owner.name), ("role", &file.owner.role), ("person", &file.owner.person)] {
        document::text(text, &owner.field(field), report);
    }
    let weights = weights(&file.weights, report);
    let thresholds = thresholds(&file.thresholds, report);
    let candidates = candidates(&file.partners, report);
    Some(Portfolio {
        id: file.id,
        title: file.title,
        asof: file.asof,
        owner: Owner {
            name: file.owner.name,
            role: file.owner.role,
            person: file.owner.person,
            archetype: file.owner.archetype,
            style: file.owner.style,
        },
        weights: weights?,
        thresholds: thresholds?,
        candidates: candidates?,
    })
}

/// A number as whole `10^-digits`, where it is that and within `0..=most` of them.
fn whole(number: Number, digits: u32, most: i128) -> Result<u32, Unfit> {
    let ratio = number.0.to_ratio();
    let scaled = ratio.numerator() * 10i128.pow(digits);
    if !(0..=most * ratio.denominator()).contains(&scaled) {
        return Err(Unfit::Range);
    }
    if scaled % ratio.denominator() != 0 {
        return Err(Unfit::Fine);
    }
    u32::try_from(scaled / ratio.denominator()).map_err(|_| Unfit::Range)
}

/// Why a number is not usable.
enum Unfit {
    Range,
    Fine,
}

fn weights(file: &WeightsFile, report: &mut Report<'_>) -> Option<Weights> {
    let numbers = [
        file.strategic_fit,
        file.capability,
        file.cultural_fit,
        file.revenue_potential,
        file.leverage,
        file.dependency_risk,
    ];
    let at = At::root("weights");
    let mut weights = [0; 6];
    let mut is_usable = true;
    for (dimension, number) in Dimension::ALL.into_iter().zip(numbers) {
        let here = at.field(dimension.key());
        match whole(number, 3, WEIGHT_MAX) {
            Ok(weight) => weights[dimension.index()] = weight,
            Err(Unfit::Range) => {
                is_usable = false;
                let message = format!("the weight of {} is {number}; weights are 0 to 1000", dimension.title());
                report.push(codes::WEIGHT_RANGE.at(&here, message).with_help("only the ratios of weights matter"));
            }
            Err(Unfit::Fine) => {
                is_usable = false;
                too_fine(number, 3, &here, report);
            }
        }
        if number.0 == Decimal::ZERO {
            let said = codes::ZERO_WEIGHT.at(&here, format!("{} does not count at all", dimension.title()));
            report.push(said.with_help("give it a weight if that is not meant"));
        }
    }
    // What is a stand-in, or not usable, cannot be blamed for weighing nothing.
    for (axis, dimensions) in [("value", &Dimension::ALL[..4]), ("power", &Dimension::ALL[4..])] {
        let is_own = dimensions.iter().all(|dimension| report.intact(&at.field(dimension.key())));
        if is_own && is_usable && dimensions.iter().all(|dimension| weights[dimension.index()] == 0) {
            let said = codes::NO_WEIGHT.at(&at, format!("nothing that makes up the {axis} axis has a weight"));
            let named: Vec<_> = dimensions.iter().map(|dimension| format!("`{}`", dimension.key())).collect();
            report.push(said.with_help(format!("give one of these a weight: {}", named.join(", "))));
            is_usable = false;
        }
    }
    is_usable.then_some(Weights(weights))
}

fn too_fine(number: Number, digits: u32, at: &At, report: &mut Report<'_>) {
    let message = format!("{number} has more than {digits} digits after the point");
    report.push(codes::TOO_FINE.at(at, message).with_help("round it: it is a judgement"));
}

/// A score or threshold in hundredths.
fn hundredths(number: Number, of: &str, at: &At, report: &mut Report<'_>) -> Option<u32> {
    match whole(number, 2, FULL.into()) {
        Ok(score) => Some(score),
        Err(Unfit::Range) => {
            let message = format!("{of} is {number}; it is between 0 and 100");
            report.push(codes::SCORE_RANGE.at(at, message));
            None
        }
        Err(Unfit::Fine) => {
            too_fine(number, 2, at, report);
            None
        }
    }
}

fn thresholds(file: &ThresholdsFile, report: &mut Report<'_>) -> Option<Thresholds> {
    let at = At::root("thresholds");
    let mut each = |name: &str, number| hundredths(number, &format!("`{name}`"), &at.field(name), report);
    let value_low = each("value_low", file.value_low);
    let value_high = each("value_high", file.value_high);
    let power_low = each("power_low", file.power_low);
    let power_high = each("power_high", file.power_high);
    let need_high = each("need_high", file.need_high);
    for (axis, low, high) in [("value", value_low, value_high), ("power", power_low, power_high)] {
        let (below, above) = (format!("{axis}_low"), format!("{axis}_high"));
        if low.zip(high).is_some_and(|(low, high)| low >= high) {
            let message = format!("`{below}` is not below `{above}`");
            let here = at.field(&below);
            report.push(codes::THRESHOLD_ORDER.at(&here, message).with_help("leave a middle band between them"));
        }
    }
    Some(Thresholds {
        value_low: value_low?,
        value_high: value_high?,
        power_low: power_low?,
        power_high: power_high?,
        need_high: need_high?,
    })
}

fn candidates(files: &[PartnerFile], report: &mut Report<'_>) -> Option<Vec<Candidate>> {
    let at = At::root("partners");
    if files.is_empty() {
        let said = codes::NO_PARTNERS.at(&at, "there is no candidate to place");
        report.push(said.with_help("add one: `(id: \"acme\", name: \"Acme\", …)`"));
    }
    document::list_length(files.len(), PARTNERS_MAX, &at, report);
    let files = &files[..files.len().min(PARTNERS_MAX)];
    document::ids(files.iter().map(|partner| partner.id.as_str()), &at, "partner", report);
    let each: Vec<_> =
        files.iter().enumerate().map(|(index, file)| candidate(file, &at.index(index), report)).collect();
    let all: Vec<_> = each.into_iter().collect::<Option<_>>()?;
    for dimension in Dimension::ALL {
        let mut scores = all.iter().map(|candidate| candidate.scores.hundredths(dimension));
        let first = scores.next();
        if all.len() > 2 && scores.all(|score| Some(score) == first) {
            let message = format!("every candidate has the same score on {}", dimension.title());
            let said = codes::FLAT_DIMENSION.at(&at, message);
            report.push(said.with_help("it tells nothing apart; score them against each other"));
        }
    }
    Some(all)
}

fn candidate(file: &PartnerFile, at: &At, report: &mut Report<'_>) -> Option<Candidate> {
    let texts = [
        ("name", &file.name),
        ("role", &file.role),
        ("person", &file.person),
        ("brings", &file.brings),
        ("wants", &file.wants),
        ("gives", &file.gives),
        ("our_alternative", &file.our_alternative),
        ("their_alternative", &file.their_alternative),
    ];
    for (field, content) in texts {
        document::text(content, &at.field(field), report);
    }
    let scores = scores(&file.scores, &at.field("scores"), report);
    let ScoresFile { strategic_fit, capability, cultural_fit, revenue_potential, leverage, dependency_risk } =
        &file.scores;
    let of = [strategic_fit, capability, cultural_fit, revenue_potential, leverage, dependency_risk];
    Some(Candidate {
        id: file.id.clone(),
        name: file.name.clone(),
        archetype: file.archetype,
        role: file.role.clone(),
        person: file.person.clone(),
        style: file.style,
        brings: file.brings.clone(),
        wants: file.wants.clone(),
        gives: file.gives.clone(),
        our_alternative: file.our_alternative.clone(),
        their_alternative: file.their_alternative.clone(),
        scores: scores?,
        reasons: of.map(|(_, reason)| reason.clone()),
    })
}

fn scores(file: &ScoresFile, at: &At, report: &mut Report<'_>) -> Option<Scores> {
    let of = [
        &file.strategic_fit,
        &file.capability,
        &file.cultural_fit,
        &file.revenue_potential,
        &file.leverage,
        &file.dependency_risk,
    ];
    let mut scores = [Some(0); 6];
    for (dimension, (score, reason)) in Dimension::ALL.into_iter().zip(of) {
        let here = at.field(dimension.key());
        scores[dimension.index()] = hundredths(*score, dimension.title(), &here.index(0), report);
        document::text(reason, &here.index(1), report);
    }
    let [a, b, c, d, e, f] = scores;
    Some(Scores([a?, b?, c?, d?, e?, f?]))
}
