//! Every archetype's scenario is sound, has something to find, and stays so when its names and BATNAs change.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use zopa_analysis::Landscape;
use zopa_core::{Decimal, Outcome, PartyId};
use zopa_scaffold::{ARCHETYPES, Outline, blanks, key};
use zopa_scenario::{Number, Scenario, fmt, from_file, read, to_ron};

fn scenario(outline: &Outline) -> Scenario {
    let text = to_ron(&outline.file().unwrap());
    let (scenario, said) = read(&text);
    assert!(said.is_empty(), "{}: {said:#?}", key(outline.archetype));
    scenario.unwrap()
}

fn landscape(scenario: &Scenario) -> Landscape {
    Landscape::new(scenario.parties().iter().map(|party| party.preferences.clone()).collect()).unwrap()
}

#[test]
fn every_archetype_passes_the_gate_and_the_formatter_without_a_word() {
    for archetype in ARCHETYPES {
        let outline = Outline::of(archetype).unwrap();
        let text = to_ron(&outline.file().unwrap());
        assert!(scenario(&outline).space().size() <= 65_000);
        assert_eq!(fmt(&text).as_deref(), Ok(text.as_str()));
        assert!(blanks(&text).len() >= 10 && !text.contains('{'), "{text}");
    }
}

/// The targets of a scenario worth practising on: room to agree, but not much, and something that splitting misses.
#[test]
fn every_archetype_has_something_to_find() {
    for archetype in ARCHETYPES {
        let scenario = scenario(&Outline::of(archetype).unwrap());
        let landscape = landscape(&scenario);
        let share = landscape.zopa_share().unwrap();
        let potential = landscape.integrative_potential().unwrap().unwrap();
        assert!((0.08..=0.35).contains(&share), "{}: ZOPA {share:.3}", key(archetype));
        assert!(potential >= 0.15, "{}: integrative potential {potential:.3}", key(archetype));
        let [us, them] = [0, 1].map(|at| &scenario.party(PartyId(at)).preferences);
        let is_compatible = |issue| us.best_value(issue) == them.best_value(issue);
        assert!(scenario.space().issue_ids().any(is_compatible), "{}: nothing is compatible", key(archetype));
    }
}

/// At least two interactions hold in some packages of the ZOPA and not in others: they have to be bargained about.
#[test]
fn interactions_bind_inside_the_zopa() {
    for archetype in ARCHETYPES {
        let scenario = scenario(&Outline::of(archetype).unwrap());
        let acceptable = |outcome: &Outcome| scenario.parties().iter().all(|p| p.preferences.acceptable(*outcome));
        let zopa: Vec<_> = scenario.space().outcomes().filter(acceptable).collect();
        let interactions = scenario.parties().iter().flat_map(|party| &party.interactions);
        let binding = interactions.filter(|interaction| {
            let held = zopa.iter().filter(|outcome| interaction.when.holds(scenario.space(), **outcome)).count();
            held > 0 && held < zopa.len()
        });
        assert!(binding.count() >= 2, "{}", key(archetype));
    }
}

/// BATNAs as far from their defaults as a portfolio moves them.
#[test]
fn batnas_may_move() {
    let moved = |worth: Number, by: i64| {
        let hundredths = (worth.0.to_f64() * 100.0) as i64 + by * 100;
        Number(Decimal::new(hundredths, 2).unwrap())
    };
    for archetype in ARCHETYPES {
        for (us, them) in [(-6, -6), (-6, 6), (6, -6), (6, 6)] {
            let mut outline = Outline::of(archetype).unwrap();
            outline.us.worth = moved(outline.us.worth, us);
            outline.them.worth = moved(outline.them.worth, them);
            let share = landscape(&scenario(&outline)).zopa_share().unwrap();
            assert!((0.01..=0.6).contains(&share), "{} {us} {them}: ZOPA {share:.3}", key(archetype));
        }
    }
}

#[test]
fn names_are_the_authors_whatever_they_are() {
    let mut outline = Outline::of(ARCHETYPES[0]).unwrap();
    outline.us.name = "株式会社".to_owned();
    outline.them.name = "{us} \"quoted\" \\".to_owned();
    let scenario = scenario(&outline);
    assert_eq!(scenario.party(PartyId(0)).id, "us");
    assert!(scenario.brief().contains("{us} \"quoted\" \\"));
    outline.them.name = "Same".to_owned();
    outline.us.name = "same".to_owned();
    assert!(from_file(outline.file().unwrap()).1.is_empty());
}
