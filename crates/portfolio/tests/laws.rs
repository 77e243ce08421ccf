//! Laws of placement, whatever the scores and weights; and what is said of files that are wrong.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use zopa_portfolio::{Dimension, Portfolio, Position, Scores, Segment, Thresholds, WEIGHTINGS, Weights, codes, read};

const EXAMPLE: &str = include_str!("../../../scenarios/portfolios/northwind.ron");

const BOUNDS: Thresholds =
    Thresholds { value_low: 4_500, value_high: 6_500, power_low: 4_000, power_high: 6_000, need_high: 5_000 };

fn example() -> Portfolio {
    let (portfolio, said) = read(EXAMPLE);
    assert_eq!(said, []);
    portfolio.unwrap()
}

/// Scores in steps that often land on a threshold exactly.
fn scores() -> impl Strategy<Value = Scores> {
    prop::array::uniform6((0u32..=20).prop_map(|step| step * 500)).prop_map(Scores)
}

fn weights() -> impl Strategy<Value = Weights> {
    prop::array::uniform6(1u32..=40).prop_map(|weights| Weights(weights.map(|weight| weight * 500)))
}

/// The scores with one of them raised, at most to the top of the scale.
fn raised(scores: Scores, dimension: Dimension, by: u32) -> Scores {
    let mut raised = scores.0;
    raised[dimension.index()] = (raised[dimension.index()] + by).min(10_000);
    Scores(raised)
}

proptest! {
    #[test]
    fn each_score_moves_its_axis_one_way(scores in scores(), weights in weights(), by in 0u32..5_000) {
        let before = Position::of(scores, weights);
        for dimension in Dimension::ALL {
            let after = Position::of(raised(scores, dimension, by), weights);
            match dimension {
                Dimension::Leverage => {
                    prop_assert!(after.power >= before.power && after.need >= before.need);
                    prop_assert_eq!(after.value, before.value);
                }
                Dimension::DependencyRisk => {
                    prop_assert!(after.power <= before.power && after.need >= before.need);
                    prop_assert!(after.attraction <= before.attraction);
                    prop_assert_eq!(after.value, before.value);
                }
                _ => {
                    prop_assert!(after.value >= before.value && after.attraction >= before.attraction);
                    prop_assert_eq!((after.power, after.need), (before.power, before.need));
                }
            }
        }
    }

    #[test]
    fn more_value_never_makes_an_ally_of_less_consequence(scores in scores(), weights in weights(), by in 0u32..5_000) {
        let rank = |segment| match segment {
            Segment::Transactional | Segment::Bottleneck => 0,
            Segment::Option => 1,
            Segment::Strategic | Segment::Critical | Segment::Lead => 2,
        };
        let place = |scores| rank(BOUNDS.place(&Position::of(scores, weights)));
        for dimension in Dimension::VALUE {
            prop_assert!(place(raised(scores, dimension, by)) >= place(scores));
        }
    }

    #[test]
    fn only_ratios_of_weights_matter(scores in scores(), weights in weights(), factor in 1u32..=45) {
        let scaled = Weights(weights.0.map(|weight| weight * factor));
        let (stated, rescaled) = (Position::of(scores, weights), Position::of(scores, scaled));
        prop_assert_eq!(stated, rescaled);
        prop_assert_eq!(BOUNDS.place(&stated), BOUNDS.place(&rescaled));
    }

    #[test]
    fn the_order_of_the_file_makes_no_difference(order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle()) {
        let pieces: Vec<&str> = EXAMPLE.split("        (\n            id: ").collect();
        let (head, partners) = pieces.split_first().unwrap();
        let (last, tail) = partners[7].split_once("    ],\n)").unwrap();
        let partners: Vec<&str> = partners[..7].iter().copied().chain([last]).collect();
        let shuffled: String = order.iter().map(|at| format!("        (\n            id: {}", partners[*at])).collect();
        let (portfolio, said) = read(&format!("{head}{shuffled}    ],\n){tail}"));
        prop_assert_eq!(said, []);
        let (shuffled, stated) = (portfolio.unwrap(), example());
        prop_assert_eq!(shuffled.assess().unwrap(), stated.assess().unwrap());
    }

    #[test]
    fn any_text_is_survived(text in "([\\[\\](){}:,\"'#/ \n]|[a-z_]{1,9}|-?[0-9.]{1,5}){0,60}") {
        let (portfolio, said) = read(&text);
        prop_assert!(portfolio.is_some() || !said.is_empty());
    }

    #[test]
    fn cut_files_are_survived(at in any::<prop::sample::Index>()) {
        let end = EXAMPLE.floor_char_boundary(at.index(EXAMPLE.len() - 2));
        let (portfolio, said) = read(&EXAMPLE[..end]);
        prop_assert!(portfolio.is_none() && !said.is_empty());
    }
}

#[test]
fn thresholds_are_the_first_number_above_them() {
    let even = Weights([1_000; 6]);
    let at = |value, leverage, dependency| {
        BOUNDS.place(&Position::of(Scores([value, value, value, value, leverage, dependency]), even))
    };
    assert_eq!(at(6_500, 6_000, 6_000), Segment::Strategic);
    assert_eq!(at(6_499, 6_000, 6_000), Segment::Option);
    assert_eq!(at(6_500, 4_999, 4_999), Segment::Option);
    assert_eq!(at(6_500, 5_000, 3_000), Segment::Lead);
    assert_eq!(at(4_499, 5_000, 3_000), Segment::Transactional);
    assert_eq!(at(6_500, 2_999, 5_000), Segment::Critical);
    assert_eq!(at(6_499, 2_999, 5_000), Segment::Bottleneck);
    assert_eq!(at(4_499, 3_000, 5_000), Segment::Transactional);
}

#[test]
fn the_example_shows_every_segment_and_what_is_not_firm() {
    let portfolio = example();
    let assessments = portfolio.assess().unwrap();
    for segment in Segment::ALL {
        assert!(assessments.iter().any(|assessment| assessment.segment == segment), "{}", segment.title());
    }
    for assessment in &assessments {
        let sensitivity = &assessment.sensitivity;
        assert_eq!(sensitivity.reached.values().sum::<u32>(), WEIGHTINGS);
        assert!(sensitivity.reached.contains_key(&assessment.segment));
        // A change of one weight alone is one of the weightings.
        assert!(sensitivity.alone.iter().all(|(_, _, segment)| sensitivity.reached.contains_key(segment)));
        assert!(assessment.posture.protect.iter().all(|protect| !protect.issues.is_empty()));
    }
    let firm = |id: &str| assessments.iter().find(|a| a.candidate.id == id).unwrap().sensitivity.is_firm();
    assert!(firm("ledgerly") && !firm("archivum"));
}

/// A scenario for each candidate passes the gate without a warning and lays itself out; also at the ends of the scale.
#[test]
fn a_sound_scenario_comes_of_every_candidate() {
    for text in
        [EXAMPLE.to_owned(), EXAMPLE.replace("leverage: (75", "leverage: (100").replace("risk: (70", "risk: (100")]
    {
        let portfolio = read(&text).0.unwrap();
        for candidate in portfolio.candidates() {
            let written = zopa_scenario::to_ron(&portfolio.scenario(candidate).unwrap());
            let (scenario, said) = zopa_scenario::read(&written);
            assert_eq!(said, [], "{}", candidate.id);
            let scenario = scenario.unwrap();
            assert_eq!(scenario.parties()[1].persona.archetype, candidate.archetype);
            assert_eq!(scenario.parties()[1].name, candidate.name);
            assert_eq!(zopa_scenario::fmt(&written), Ok(written));
        }
    }
}

#[test]
fn every_code_has_a_text_that_brings_it_about_and_problems_come_together() {
    let edits = [
        ("P0102", "strategic_fit: 30,", "strategic_fit: -1,"),
        ("P0103", "leverage: 20,\n        dependency_risk: 20,", "leverage: 0,\n        dependency_risk: 0,"),
        ("P0104", "leverage: (35,", "leverage: (135,"),
        ("P0105", "value_low: 45", "value_low: 65"),
        ("P0106", "leverage: (35,", "leverage: (35.123,"),
        ("P0106", "leverage: 20", "leverage: 20.0001"),
        ("P0107", "cultural_fit: 15", "cultural_fit: 0"),
        ("S0012", "id: \"tessera\"", "id: \"Cirrus\""),
        ("S0010", "schema: 1", "schema: 2"),
        ("S0016", "\"integrators can be had\"", "\"\""),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for (code, from, to) in edits {
        assert!(EXAMPLE.contains(from), "{from}");
        let (_, said) = read(&EXAMPLE.replacen(from, to, 1));
        let found = said.iter().find(|d| d.code == code).unwrap_or_else(|| panic!("{code}: {said:?}"));
        assert!(found.span.is_some(), "{found}");
        seen.push(code);
    }
    let head = EXAMPLE.split("    partners: [").next().unwrap();
    let none = read(&format!("{head}    partners: [],\n)")).1;
    seen.extend(none.iter().map(|d| d.code));
    let mut flat = EXAMPLE.to_owned();
    for score in [
        "50, \"good",
        "45, \"they talk",
        "65, \"research",
        "75, \"the founders",
        "35, \"they bill",
        "80, \"half",
        "72, \"three",
    ] {
        let (_, reason) = score.split_once(", ").unwrap();
        flat = flat.replacen(&format!("cultural_fit: ({score}"), &format!("cultural_fit: (55, {reason}"), 1);
    }
    seen.extend(read(&flat).1.iter().map(|d| d.code));
    for code in codes() {
        assert!(seen.contains(&code.code), "nothing brings {} about", code.code);
    }
    let both =
        EXAMPLE.replacen("schema: 1", "schema: 1, colour: 2", 1).replacen("leverage: (35,", "leverage: (135,", 1);
    let (portfolio, said) = read(&both);
    assert!(portfolio.is_none());
    let said: Vec<_> = said.iter().map(|d| (d.code, d.path.as_str())).collect();
    assert_eq!(said, [("S0002", "colour"), ("P0104", "partners[0].scores.leverage[0]")]);
}

#[test]
fn the_map_is_well_formed_and_says_what_it_shows() {
    let text = EXAMPLE.replacen("Cirrus Cloud", "Cirrus <&> Cloud", 1);
    let portfolio = read(&text).0.unwrap();
    let svg = portfolio.svg(&portfolio.assess().unwrap());
    for name in ["svg", "title", "desc", "style", "text", "g"] {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let opened = svg.match_indices(&open).filter(|(at, _)| matches!(svg.as_bytes()[at + open.len()], b' ' | b'>'));
        assert_eq!(opened.count(), svg.matches(&close).count(), "{name}");
    }
    assert!(svg.contains("Cirrus &lt;&amp;&gt; Cloud, critical dependence, value 74.3"), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
}
