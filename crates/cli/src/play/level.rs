//! Levels of difficulty: what each sets of the partner and of the help a person has.
//!
//! A level is a row of a table and nothing else. The partner plays by the same rules at every level, with other numbers,
//! and these stand in full in the header of the replay; there is no bonus nobody can see. The clock and the papers are the
//! scenario's at every level.

use clap::ValueEnum;

/// How hard a session is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
pub enum Level {
    /// A patient, open partner; many hints, turns can be taken back, grave steps are asked about.
    Guided,
    /// The partner of the scenario as its archetype makes it.
    #[default]
    Standard,
    /// A partner that concedes late, answers little and bluffs.
    Hard,
    /// Both sides answer to principals: your mandate binds until you have taken the matter to a higher level.
    Panel,
    /// The built-in scenarios one after the other, each partner as its archetype makes it.
    Gauntlet,
}

/// Whether the board sums up how the other side sounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mood {
    /// In words.
    Shown,
    /// Not; what is said can still be heard.
    Hidden,
}

/// Whether a turn can be taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TakingBack {
    /// One's last turn and the answer to it, again and again.
    Allowed,
    /// What is played stays.
    Refused,
}

/// What happens before a step one may regret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Care {
    /// A question that must be answered, whoever types.
    Asks,
    /// A warning to a person at a terminal.
    Warns,
}

/// What a mandate does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mandate {
    /// Its limits are warned of.
    Warns,
    /// What goes beyond it cannot be offered or accepted before a higher level was reached.
    Binds,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rung {
    pub(crate) level: Level,
    /// The name one types, and the one that is recorded.
    pub(crate) name: &'static str,
    /// What it is, in a sentence.
    pub(crate) about: &'static str,
    /// The numbers of the partner that are not its archetype's, by their names in [`zopa_partner::TABLE`].
    pub(crate) partner: &'static [(&'static str, &'static str)],
    /// How many hints there are.
    pub(crate) hints: u8,
    pub(crate) mood: Mood,
    pub(crate) taking_back: TakingBack,
    pub(crate) care: Care,
    pub(crate) mandate: Mandate,
}

/// Every level, the easiest first.
pub(crate) const LEVELS: [Rung; 5] = [
    Rung {
        level: Level::Guided,
        name: "guided",
        about: "a patient and open partner; turns can be taken back, and steps you may regret are asked about",
        partner: &[("e", "1"), ("open", "0.8"), ("bluff", "0"), ("patience", "1"), ("temperature", "0.03")],
        hints: 12,
        mood: Mood::Shown,
        taking_back: TakingBack::Allowed,
        care: Care::Asks,
        mandate: Mandate::Warns,
    },
    Rung {
        level: Level::Standard,
        name: "standard",
        about: "the partner as its archetype makes it",
        partner: &[],
        hints: 6,
        mood: Mood::Shown,
        taking_back: TakingBack::Refused,
        care: Care::Warns,
        mandate: Mandate::Warns,
    },
    Rung {
        level: Level::Hard,
        name: "hard",
        about: "a partner that concedes late, answers little, bluffs and loses patience",
        partner: &[("e", "0.15"), ("open", "0.2"), ("bluff", "0.6"), ("patience", "0.7"), ("temperature", "0.01")],
        hints: 3,
        mood: Mood::Hidden,
        taking_back: TakingBack::Refused,
        care: Care::Warns,
        mandate: Mandate::Warns,
    },
    Rung {
        level: Level::Panel,
        name: "panel",
        about: "two principals behind two negotiators: what goes beyond your mandate waits until you have escalated",
        partner: &[("e", "0.3"), ("open", "0.3"), ("bluff", "0.3"), ("patience", "0.8"), ("temperature", "0.015")],
        hints: 1,
        mood: Mood::Hidden,
        taking_back: TakingBack::Refused,
        care: Care::Warns,
        mandate: Mandate::Binds,
    },
    Rung {
        level: Level::Gauntlet,
        name: "gauntlet",
        about: "every built-in scenario in turn, each partner as its archetype makes it; summed up at the end",
        partner: &[],
        hints: 2,
        mood: Mood::Hidden,
        taking_back: TakingBack::Refused,
        care: Care::Warns,
        mandate: Mandate::Warns,
    },
];

impl Level {
    /// Its row.
    pub(crate) fn rung(self) -> &'static Rung {
        let [guided, standard, hard, panel, gauntlet] = &LEVELS;
        match self {
            Self::Guided => guided,
            Self::Standard => standard,
            Self::Hard => hard,
            Self::Panel => panel,
            Self::Gauntlet => gauntlet,
        }
    }

    /// The level of a name as it is recorded.
    pub(crate) fn named(name: &str) -> Option<Self> {
        LEVELS.iter().find(|rung| rung.name == name).map(|rung| rung.level)
    }

    /// The spec of the partner at this level: `partner(e=0.15, open=0.2, …)`.
    pub(crate) fn partner(self) -> String {
        let numbers = self.rung().partner.iter().map(|(name, value)| format!("{name}={value}"));
        let numbers: Vec<_> = numbers.collect();
        if numbers.is_empty() {
            return super::PARTNER.to_owned();
        }
        format!("{}({})", super::PARTNER, numbers.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_its_own_row_and_its_partner_can_be_seated() {
        for (level, rung) in Level::value_variants().iter().zip(&LEVELS) {
            assert_eq!((level.rung().level, Level::named(rung.name)), (*level, Some(*level)));
            assert_eq!(level.to_possible_value().unwrap().get_name(), rung.name);
            let spec: zopa_strategies::Spec = level.partner().parse().unwrap();
            // A level is recognised by its spec, so it is written as replays spell it.
            assert_eq!(spec.to_string(), level.partner());
            let mut parameters = zopa_partner::Archetype::Isv.parameters();
            for (name, value) in rung.partner {
                parameters.set(name, value.parse().unwrap()).unwrap();
            }
        }
    }
}
