//! What is measured, within which bounds a scenario is worth practising on, why, and what to do about it.

/// Something lint measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Which {
    /// Share of the permitted packages that beat both BATNAs.
    ZopaShare,
    /// `1 − J(split) / J*`.
    LeftBySplitting,
    /// Genius's opposition.
    Opposition,
    /// Issues on which both sides want the same.
    CompatibleIssues,
    /// Share of all values that are worse for somebody and better for nobody than another.
    DominatedValues,
    /// Issues whose value differs among the efficient packages of the ZOPA.
    TradedIssues,
    /// Combinations whose interactions change what is efficient in the ZOPA.
    BindingInteractions,
    /// What stands where it should not.
    Leaks,
    /// Share of the stock learners' sessions without a deal.
    Impasse,
    /// What an informed trader gains over the best blind haggler.
    ValueOfInformation,
    /// What the best opening inside the range gains over the better of the extremes.
    InnerOpening,
    /// Share of turns at which two plausible moves are far apart.
    CostlyDecisions,
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A share, 0 to 1, written in percent.
    Share,
    /// Hundredths of what a party can gain at most.
    Points,
    /// A count of things.
    Count,
    /// A plain number.
    Plain,
}

/// The bounds of one measure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Target {
    /// What is measured.
    pub which: Which,
    /// The name programs use: `zopa-share`.
    pub id: &'static str,
    /// The name people read.
    pub title: &'static str,
    /// How its numbers are written.
    pub unit: Unit,
    /// The least that is wanted, if there is such a bound.
    pub low: Option<f64>,
    /// The most that is wanted, if there is such a bound.
    pub high: Option<f64>,
    /// Why.
    pub reason: &'static str,
    /// What to change when it is missed.
    pub remedy: &'static str,
}

/// By how many points two plausible moves must differ for a decision to be costly: a mistake, in the words of a review.
pub(super) const COSTLY: f64 = 6.0;

/// Every measure with its bounds, in the order of the report.
pub const TARGETS: &[Target] = &[
    Target {
        which: Which::ZopaShare,
        id: "zopa-share",
        title: "packages that suit both",
        unit: Unit::Share,
        low: Some(0.10),
        high: Some(0.35),
        reason: "with more, nearly anything is a deal and no offer costs much; with less, people leave without having \
                 learnt why",
        remedy: "raise the BATNAs (`batna.worth`) to narrow it, lower them to widen it; weights that differ more widen it \
                 too",
    },
    Target {
        which: Which::LeftBySplitting,
        id: "left-by-splitting",
        title: "joint gain left by splitting every issue",
        unit: Unit::Share,
        low: Some(0.10),
        high: None,
        reason: "who meets in the middle everywhere must leave something to be found, or trading across issues teaches \
                 nothing",
        remedy: "let the sides' weights differ more, so that each has two issues it would gladly give up for another",
    },
    Target {
        which: Which::Opposition,
        id: "opposition",
        title: "opposition (0 none, √2 all)",
        unit: Unit::Plain,
        low: Some(0.10),
        high: Some(0.60),
        reason: "below, one package is nearly everybody's best; above, what one side gains the other loses",
        remedy: "let weights and favourites be more alike to lower it, more opposed to raise it",
    },
    Target {
        which: Which::CompatibleIssues,
        id: "compatible-issues",
        title: "issues on which both want the same",
        unit: Unit::Count,
        low: Some(1.0),
        high: Some(3.0),
        reason: "people miss agreements that are there from the start, and only a compatible issue shows it; many make the \
                 case trivial",
        remedy: "give one minor issue the same favourite on both sides, where each would expect the other to want the \
                 opposite",
    },
    Target {
        which: Which::DominatedValues,
        id: "dominated-values",
        title: "values nobody should want",
        unit: Unit::Share,
        low: None,
        high: Some(0.20),
        reason: "a few are decoys that a question exposes; many are noise to read past",
        remedy: "drop values that another one beats for both sides, or let one side have a reason for them",
    },
    Target {
        which: Which::TradedIssues,
        id: "traded-issues",
        title: "issues that differ among efficient deals",
        unit: Unit::Count,
        low: Some(3.0),
        high: None,
        reason: "when efficient deals differ in one or two issues only, the rest is settled and the talk is about a price",
        remedy: "bring the sides' weights of more issues into the same range, or give issues steps of uneven worth",
    },
    Target {
        which: Which::BindingInteractions,
        id: "binding-interactions",
        title: "interactions that change what is efficient",
        unit: Unit::Count,
        low: Some(2.0),
        high: None,
        reason: "terms that hang together are what a package is for; an interaction no efficient deal meets is only prose",
        remedy: "put interactions on combinations both sides come near: on values that efficient deals take, and of more \
                 points than the step between them",
    },
    Target {
        which: Which::Leaks,
        id: "leaks",
        title: "places where papers tell too much",
        unit: Unit::Count,
        low: None,
        high: Some(0.0),
        reason: "what one side knows alone must not stand where the other reads it, nor in a line its speaker says aloud",
        remedy: "reword the line, or move the fact to the public brief if both may know it",
    },
    Target {
        which: Which::Impasse,
        id: "impasse",
        title: "stock learners who end without a deal",
        unit: Unit::Share,
        low: Some(0.02),
        high: Some(0.25),
        reason: "without any risk of losing the deal nobody minds what they ask for; with too much, most people's first \
                 lesson is frustration",
        remedy: "raise the BATNAs or shorten the rounds for more, lower them or add a round for less",
    },
    Target {
        which: Which::ValueOfInformation,
        id: "value-of-information",
        title: "what knowing the other side is worth",
        unit: Unit::Points,
        low: Some(10.0),
        high: None,
        reason: "asking has to pay: a learner who knows what the partner wants must do better than one who guesses",
        remedy: "let the sides' weights differ more, and give the partner likings that the learner would not guess",
    },
    Target {
        which: Which::InnerOpening,
        id: "inner-opening",
        title: "best opening inside over the better extreme",
        unit: Unit::Points,
        low: Some(0.0),
        high: None,
        reason: "if asking for everything, or for little, were best, the opening would be no decision (results form an \
                 inverted U: Weingart et al. 1990, Schweinsberg et al. 2012)",
        remedy: "when the boldest opening is best, leave more room below the partner's BATNA so that it offends; when the \
                 most modest one is, widen what the learner can gain",
    },
    Target {
        which: Which::CostlyDecisions,
        id: "costly-decisions",
        title: "turns with 6 points or more at stake",
        unit: Unit::Share,
        low: Some(0.25),
        high: None,
        reason: "feedback on moves needs moves that matter: where every plausible move leads to the same result, a review \
                 has nothing to say",
        remedy: "narrow what suits both, let weights differ more, or make values uneven, so that packages of equal worth to \
                 one side differ for the other",
    },
];
