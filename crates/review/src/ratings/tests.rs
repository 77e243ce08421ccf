use super::*;
use crate::rubric::{BOARD, read as read_rubric};
use zopa_core::Seed;

fn board() -> Rubric {
    read_rubric(BOARD).0.unwrap()
}

fn fingerprint(replay: usize) -> String {
    format!("{replay:064x}")
}

fn rating(rater: &str, replay: usize, levels: &[u8]) -> Rating {
    Rating {
        rubric: "board".to_owned(),
        rater: rater.to_owned(),
        replay: fingerprint(replay),
        conflict: None,
        levels: levels.iter().copied().enumerate().collect(),
        comments: vec![],
        peer: None,
    }
}

#[test]
fn a_rating_comes_back_from_its_file() {
    let mut rating = rating("ana", 7, &[1, 2, 3, 4]);
    rating.conflict = Some("works for \"Cirrus\"".to_owned());
    rating.comments.push(Comment { turn: 3, text: "named the return\nand got it".to_owned() });
    rating.peer = Some(Peer {
        strengths: ["asked first".to_owned(), "kept calm".to_owned()],
        question: "what would have made you walk?".to_owned(),
        alternative: "name the floor with the exclusivity".to_owned(),
    });
    let text = to_ron(&rating, &board());
    let (back, said) = read(&text, &board());
    assert!(said.is_empty(), "{said:#?}\n{text}");
    assert_eq!(back.unwrap(), rating);
}

#[test]
fn slips_of_a_rating_are_found_together() {
    let text = r#"Rating(schema: 1, rubric: "board", rater: "ana b", replay: "12", levels: [("diagnosis", 5), ("ethics", 3), ("honour", 1), ("ethics", 2)],
        comments: [(turn: 0, text: "x")], peer: (strengths: ["a"], question: "q", alternative: "t"))"#;
    let (rating, said) = read(text, &board());
    assert!(rating.is_none());
    let mut codes: Vec<_> = said.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["B0202", "B0203", "B0204", "B0205", "B0206", "B0207", "S0011"], "{said:#?}");
    assert!(said.iter().all(|d| d.span.is_some() && !d.help.is_empty()), "{said:#?}");
    let (_, other) = read("Rating(schema: 1, rubric: \"mine\", rater: \"ana\", replay: \"\", levels: [])", &board());
    assert_eq!(other.iter().map(|d| d.code).collect::<Vec<_>>(), ["B0201"]);
}

#[test]
fn a_panel_opens_when_two_who_count_have_rated() {
    let mut tied = rating("cem", 1, &[2; 8]);
    tied.conflict = Some("a colleague".to_owned());
    let panels = Panel::all(vec![rating("ben", 1, &[3; 8]), tied.clone(), rating("ana", 2, &[1; 8])]).unwrap();
    assert!(panels.iter().all(|panel| !panel.is_open()));
    let panels = Panel::all(vec![rating("ben", 1, &[3; 8]), tied, rating("ana", 1, &[1; 8])]).unwrap();
    assert!(panels[0].is_open());
    assert_eq!(panels[0].spread(0), Some(2), "a conflict of interest counts for nothing");
    let twice = Panel::all(vec![rating("ana", 1, &[3; 8]), rating("ana", 1, &[3; 8])]);
    assert_eq!(twice, Err(RatedTwice { rater: "ana".to_owned(), replay: fingerprint(1) }));
}

/// Two raters, twelve replays: alike on the first criterion, apart on the second, always 3 on the third.
fn two() -> Vec<Rating> {
    let mut ratings = Vec::new();
    for replay in 0..12 {
        let level = (replay % 4) as u8 + 1;
        let other = if replay == 5 { 4 } else { 5 - level };
        ratings.push(rating("ana", replay, &[level, level, 3, 2, 2, 2, 2, 2]));
        ratings.push(rating("ben", replay, &[level, other, 3, 3, 3, 3, 3, 3]));
    }
    ratings
}

#[test]
fn agreement_says_what_to_do() {
    let panels = Panel::all(two()).unwrap();
    let machine = |_: &str, criterion: usize| (criterion == 0).then_some(2);
    let agreed = agreement(&board(), &panels, &machine, Seed::root(1));
    let bands: Vec<Band> = agreed.criteria[..3].iter().map(|criterion| criterion.band).collect();
    assert_eq!(bands, [Band::Report, Band::Norm, Band::NoSpread]);
    assert_eq!(agreed.criteria[0].value, Ok(1.0));
    assert_eq!(agreed.criteria[0].coefficient, Coefficient::Kappa);
    assert_eq!(agreed.criteria[2].equal, Some(1.0));
    assert_eq!(agreed.criteria[2].ac1, Some(1.0));
    // Levels 1 and 4 lie furthest apart; replay 5 is 2 against 4.
    assert_eq!(agreed.criteria[1].norming, [fingerprint(0), fingerprint(3), fingerprint(4)]);
    assert_eq!(agreed.criteria[0].machine.unwrap().bias, 2.0 - 2.5);
    let leniency: Vec<f64> = agreed.raters.iter().map(|rater| rater.severity.unwrap().leniency).collect();
    assert!(leniency[0] < 0.0 && (leniency[0] + leniency[1]).abs() < 1e-12, "{leniency:?}");
    assert!(agreed.totals.correlation.is_ok());
    assert_eq!(agreement(&board(), &panels, &machine, Seed::root(1)), agreed, "a seed gives the same interval");
}

#[test]
fn few_replays_and_gaps_are_said() {
    let mut ratings = two();
    ratings.retain(|rating| rating.replay < fingerprint(9));
    let panels = Panel::all(ratings).unwrap();
    let agreed = agreement(&board(), &panels, &|_, _| None, Seed::root(1));
    assert!(agreed.criteria.iter().all(|criterion| criterion.band == Band::TooFew && criterion.machine.is_none()));

    let mut ratings = two();
    ratings.push(rating("cem", 0, &[1, 1]));
    let panels = Panel::all(ratings).unwrap();
    let agreed = agreement(&board(), &panels, &|_, _| None, Seed::root(1));
    assert!(agreed.criteria.iter().all(|criterion| criterion.coefficient == Coefficient::Alpha));
    assert!(agreed.totals.correlation.is_err(), "nobody's total is compared with part of one");

    let nobody = agreement(&board(), &[], &|_, _| None, Seed::root(1));
    assert_eq!((nobody.replays, nobody.criteria[0].band), (0, Band::TooFew));
}
