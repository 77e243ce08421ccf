//! Who the partner is: the kind of organisation, the way it talks, and the numbers that follow from both.
//!
//! A persona decides how the partner behaves, never what its outcomes are worth: preferences and red lines are the
//! scenario's. Directions are taken from the literature named in [`crate::mind`]; magnitudes are settings, chosen so that
//! the eight archetypes can be told apart at the table, and nothing here is a claim about real organisations.

mod built_in;
mod check;
pub mod file;
mod sheet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zopa_core::{Combination, IssueId, Level, Outcome, OutcomeSpace, Seed, Strength, ValueId};

use crate::{Parameters, parameters::TABLE};
pub(crate) use built_in::{shared, style as style_lines};
pub use check::{Flaw, FlawKind};
pub use sheet::{Persona, SCHEMA};

/// The kind of organisation the partner is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Archetype {
    /// A hyperscale cloud: slow to move, patient, guarded.
    Hyperscaler,
    /// A maker of accelerators: the slowest to move and the most guarded.
    ChipVendor,
    /// A laboratory that trains models: moves evenly, in a hurry.
    ModelLab,
    /// An independent software vendor: moves early, returns what it is given.
    Isv,
    /// A systems integrator: moves early, values the relationship.
    SystemsIntegrator,
    /// An open-source foundation: open about what it wants, in no hurry.
    OpenSourceFoundation,
    /// A provider of data: slow to move and guarded.
    DataProvider,
    /// A university: the most open, and the quickest to move.
    University,
}

impl Archetype {
    /// Every archetype.
    pub const ALL: [Self; 8] = [
        Self::Hyperscaler,
        Self::ChipVendor,
        Self::ModelLab,
        Self::Isv,
        Self::SystemsIntegrator,
        Self::OpenSourceFoundation,
        Self::DataProvider,
        Self::University,
    ];

    /// The short name: `hyperscaler`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hyperscaler => "hyperscaler",
            Self::ChipVendor => "chip-vendor",
            Self::ModelLab => "model-lab",
            Self::Isv => "isv",
            Self::SystemsIntegrator => "systems-integrator",
            Self::OpenSourceFoundation => "open-source-foundation",
            Self::DataProvider => "data-provider",
            Self::University => "university",
        }
    }

    /// The archetype with a short name (ASCII case aside).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name().eq_ignore_ascii_case(name))
    }

    /// The numbers of this archetype before a seed moves them.
    #[must_use]
    pub fn parameters(self) -> Parameters {
        Persona::of(self).parameters()
    }
}

/// How the person who speaks for the partner talks, and what they listen for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Style {
    /// Figures first: arguments weigh a quarter more, rapport a fifth less.
    Analytical,
    /// People first: rapport weighs a quarter more, arguments a fifth less.
    Relational,
    /// To the point: both weigh what they weigh.
    Direct,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::Analytical, Self::Relational, Self::Direct];

    /// The short name: `analytical`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Analytical => "analytical",
            Self::Relational => "relational",
            Self::Direct => "direct",
        }
    }

    /// The style with a short name (ASCII case aside).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name))
    }

    /// What an argument's effect is multiplied by.
    fn arguments(self) -> f64 {
        match self {
            Self::Analytical => 1.25,
            Self::Relational => 0.8,
            Self::Direct => 1.0,
        }
    }

    /// What a gain of trust is multiplied by.
    fn rapport(self) -> f64 {
        match self {
            Self::Analytical => 0.8,
            Self::Relational => 1.25,
            Self::Direct => 1.0,
        }
    }
}

/// What one objective criterion of the scenario weighs with the partner, in the scenario's order of criteria.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CriterionWeight {
    /// The issue it bears on.
    pub issue: IssueId,
    /// The value it speaks for, if the scenario says.
    pub favours: Option<ValueId>,
    /// How convincing it is, 0 to 1.
    pub strength: f64,
    /// How easily it is answered, 0 to 1.
    pub rebuttability: f64,
}

/// Terms that need approval, and the level at which it is given.
#[derive(Clone, PartialEq, Debug)]
pub struct Approval {
    /// When approval is needed.
    pub when: Combination,
    /// The level whose being reached gives it.
    pub level: Level,
}

/// How strong a party's BATNA is found to be by those who can check, and from which level on they can.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditableBatna {
    /// From which level on.
    pub level: Level,
    /// How strong it is.
    pub batna: Strength,
}

/// Everything a partner is made from, but for its preferences (its view holds those) and its seed.
#[derive(Clone, PartialEq, Debug)]
pub struct PartnerSetup {
    /// The kind of organisation; the words of its public face. Behaviour follows from `parameters`.
    pub archetype: Archetype,
    /// How the person talks and what they listen for.
    pub style: Style,
    /// The scenario's objective criteria, in its order: `CriterionId(i)` is entry `i`.
    pub criteria: Vec<CriterionWeight>,
    /// The utility it opens for, 0 to 1. `None`: the aspiration its preferences declare, or nine tenths of the way from
    /// its reservation value to its best outcome if they declare none.
    pub opening_aspiration: Option<f64>,
    /// The limits of its mandate. It neither offers nor accepts what is beyond one whose level it has not reached.
    pub mandate: Vec<Approval>,
    /// What its management can find out about each party, by party; entries may be missing.
    pub audits: Vec<Option<AuditableBatna>>,
    /// How it behaves.
    pub parameters: Parameters,
}

impl PartnerSetup {
    /// The setup of an archetype as it comes, with no criteria and no limits to its mandate.
    #[must_use]
    pub fn new(archetype: Archetype, style: Style) -> Self {
        let parameters = archetype.parameters();
        Self {
            archetype,
            style,
            criteria: Vec::new(),
            opening_aspiration: None,
            mandate: Vec::new(),
            audits: Vec::new(),
            parameters,
        }
    }
}

/// The hidden type θ: a setup after a seed has moved its rates.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Theta {
    pub(crate) rates: Parameters,
    /// What the ambition it comes with is multiplied by.
    pub(crate) ambition: f64,
    /// What an argument's effect is multiplied by.
    pub(crate) arguments: f64,
    /// What a gain of trust is multiplied by.
    pub(crate) rapport: f64,
    pub(crate) criteria: Vec<CriterionWeight>,
    pub(crate) opening_aspiration: Option<f64>,
    pub(crate) mandate: Vec<Approval>,
    pub(crate) audits: Vec<Option<AuditableBatna>>,
    seed: Seed,
}

impl Theta {
    /// Each rate moves by up to `±jitter` of itself, all equally likely, and the ambition it comes with by half as much.
    /// Probabilities and starting levels stay: a learner who knows the archetype should be right about how open it is, and
    /// only nearly right about how fast it moves. So do weights and the reservation value: what a package is worth to the
    /// partner is the scenario's to say, or its score and the proof of its BATNA would be those of somebody else.
    pub(crate) fn new(setup: PartnerSetup, seed: Seed) -> Self {
        let mut rates = setup.parameters.in_range();
        let jitter = rates.jitter;
        let mut dice = seed.child("theta", 0).dice(0);
        for parameter in TABLE.iter().filter(|p| p.is_rate) {
            let factor = 1.0 + jitter * (2.0 * dice.unit() - 1.0);
            let moved = parameter.of(&rates) * factor;
            *(parameter.slot)(&mut rates) = moved;
        }
        Self {
            rates: rates.in_range(),
            ambition: 1.0 + 0.5 * jitter * (2.0 * dice.unit() - 1.0),
            arguments: setup.style.arguments(),
            rapport: setup.style.rapport(),
            criteria: setup.criteria,
            opening_aspiration: setup.opening_aspiration.filter(|a| a.is_finite()),
            mandate: setup.mandate,
            audits: setup.audits,
            seed,
        }
    }

    /// The level at which a package is approved; `None` when it needs no approval.
    pub(crate) fn approval(&self, space: &OutcomeSpace, package: Outcome) -> Option<Level> {
        self.mandate.iter().filter(|limit| limit.when.holds(space, package)).map(|limit| limit.level).max()
    }

    /// A draw in `[0, 1)` that decides whether a claim of a party is checked at a turn. It hangs on neither the decisions'
    /// dice nor the acts, so a partner seated later finds out the same.
    pub(crate) fn check(&self, turn: u32, party: usize) -> f64 {
        self.seed.child("audit", party as u64).dice(u64::from(turn)).unit()
    }

    /// `strength − rebuttability` of a criterion, in `[-1, 1]`; 0 for one the scenario does not have.
    pub(crate) fn support(&self, criterion: zopa_core::CriterionId) -> f64 {
        let unit = |x: f64| if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        self.criteria.get(criterion.index()).map_or(0.0, |c| unit(c.strength) - unit(c.rebuttability))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Slot;

    /// Lines by occasion.
    type Lines = Vec<(String, Vec<String>)>;

    /// Every pack that comes with the engine, by its file's name.
    fn packs() -> Vec<(String, Lines)> {
        let lines = |text: &str| ron::from_str::<file::LinesFile>(text).unwrap().lines;
        let mut packs = vec![("common".to_owned(), lines(built_in::COMMON))];
        packs.extend(Style::ALL.map(|style| (style.name().to_owned(), lines(built_in::style_text(style)))));
        for archetype in Archetype::ALL {
            let sheet: file::PersonaSheet = ron::from_str(built_in::text(archetype)).unwrap();
            packs.push((archetype.name().to_owned(), sheet.lines));
            packs.extend(sheet.dialects.into_iter().map(|d| (format!("{}/{}", archetype.name(), d.name), d.lines)));
        }
        packs
    }

    #[test]
    fn what_comes_with_the_engine_is_well_made() {
        let flaws = |(name, lines): (String, Vec<_>)| {
            check::flaws_of_lines(&lines).into_iter().map(move |f| format!("{name} {f}"))
        };
        assert_eq!(packs().into_iter().flat_map(flaws).collect::<Vec<_>>(), Vec::<String>::new());
        for archetype in Archetype::ALL {
            let sheet: file::PersonaSheet = ron::from_str(built_in::text(archetype)).unwrap();
            assert_eq!(check::flaws(&sheet), [], "{archetype:?}");
            assert_eq!((sheet.name.as_str(), sheet.archetype), (archetype.name(), archetype));
            let persona = Persona::of(archetype);
            assert!(persona.about().len() >= 3 && persona.avoids().len() >= 3 && persona.red_lines().len() >= 3);
            assert!(!persona.interest().wants.is_empty() && persona.dialects().count() >= 3, "{archetype:?}");
            for style in Style::ALL {
                assert!(persona.dialects().any(|d| d.style == style), "{archetype:?} has nobody {style:?}");
            }
        }
    }

    #[test]
    fn no_line_stands_in_two_packs_and_every_occasion_has_enough() {
        let mut all = std::collections::BTreeMap::new();
        for (name, lines) in packs() {
            for line in lines.into_iter().flat_map(|(_, lines)| lines) {
                if let Some(first) = all.insert(line.clone(), name.clone()) {
                    panic!("{line:?} stands in {first} and in {name}");
                }
            }
        }
        assert!(all.len() > 1_600, "{} lines", all.len());
        for slot in Slot::ALL {
            let of = |text: &str| {
                let lines = ron::from_str::<file::LinesFile>(text).unwrap().lines;
                lines.into_iter().filter(|(name, _)| name == slot.name()).map(|(_, lines)| lines.len()).sum::<usize>()
            };
            assert!(of(built_in::COMMON) >= 5, "{slot:?} has few lines");
        }
    }

    #[test]
    fn names_find_their_archetypes_and_styles() {
        for archetype in Archetype::ALL {
            assert_eq!(Archetype::named(&archetype.name().to_uppercase()), Some(archetype));
            assert_eq!(archetype.parameters(), archetype.parameters().in_range(), "{archetype:?} is outside the table");
        }
        for style in Style::ALL {
            assert_eq!(Style::named(style.name()), Some(style));
        }
        assert_eq!(Archetype::named("bank"), None);
    }

    #[test]
    fn a_seed_moves_rates_within_the_jitter_and_nothing_else() {
        for master in 0..50 {
            let setup = PartnerSetup::new(Archetype::ModelLab, Style::Direct);
            let (plain, moved) = (setup.parameters, Theta::new(setup, Seed::root(master)).rates);
            for parameter in TABLE {
                let (a, b) = (parameter.of(&plain), parameter.of(&moved));
                if parameter.is_rate {
                    assert!((b / a - 1.0).abs() <= 0.2 + 1e-12, "{}: {a} -> {b}", parameter.name);
                } else {
                    assert_eq!(a, b, "{}", parameter.name);
                }
            }
        }
    }

    #[test]
    fn no_jitter_is_exact() {
        let mut setup = PartnerSetup::new(Archetype::Isv, Style::Direct);
        setup.parameters.jitter = 0.0;
        let plain = setup.parameters;
        assert_eq!(Theta::new(setup, Seed::root(3)).rates, plain);
    }
}
