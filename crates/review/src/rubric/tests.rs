use proptest::prelude::*;

use super::*;

fn board() -> Rubric {
    let (rubric, said) = read(BOARD);
    assert!(said.is_empty(), "{said:?}");
    rubric.unwrap()
}

fn grade(facts: &Facts, id: &str) -> Grade {
    let rubric = board();
    rubric.grade(facts)[rubric.index(id).unwrap()].clone()
}

#[test]
fn the_board_has_eight_criteria_of_four_levels() {
    let rubric = board();
    assert_eq!((rubric.criteria().len(), rubric.top()), (8, 4));
    assert!(rubric.criteria().iter().all(|criterion| criterion.cells.len() == 4));
}

#[test]
fn levels_are_cumulative_and_say_why_they_stop() {
    let claimed = |vc, bas, trust| {
        let facts = Facts::default().metric("VC", Some(vc)).metric("BAS", Some(bas)).metric("T-END", Some(trust));
        let grade = grade(&facts, "value-claimed");
        (grade.level, grade.stop)
    };
    assert_eq!(claimed(0.1, 0.0, 0.9), (Some(1), Stop::Missed));
    assert_eq!(claimed(0.3, 0.0, 0.9), (Some(2), Stop::Missed));
    assert_eq!(claimed(0.9, 1.0, 0.9), (Some(2), Stop::Missed), "a level that is missed is not leapt over");
    assert_eq!(claimed(0.6, 0.0, 0.9), (Some(3), Stop::Missed), "more than three fifths is not three fifths");
    assert_eq!(claimed(0.7, 0.0, 0.5), (Some(4), Stop::Top));
}

#[test]
fn what_is_not_tested_or_not_measured_is_left_to_a_rater() {
    let nothing = Facts::default();
    assert_eq!((grade(&nothing, "governance").level, grade(&nothing, "governance").stop), (None, Stop::Rater));
    assert_eq!((grade(&nothing, "diagnosis").level, grade(&nothing, "diagnosis").stop), (None, Stop::Unmeasured));
    let clean = ["FALSE", "MAND", "BROKEN", "DISCOV"];
    let clean = clean.iter().fold(nothing, |facts, id| facts.metric(id, Some(0.0)));
    assert_eq!((grade(&clean, "ethics").level, grade(&clean, "ethics").stop), (Some(3), Stop::Rater));
    // No guess was stated: the machine says what it knows, and a rater may know more.
    let half = Facts::default().metric("IG-SHARE", Some(0.6)).metric("OMA", None);
    assert_eq!((grade(&half, "diagnosis").level, grade(&half, "diagnosis").stop), (Some(2), Stop::Unmeasured));
    // An aim that was looked for and not stated is a finding, not a gap.
    let aimless = Facts::default().metric("AMB", None).lens("E10", &[]);
    assert_eq!((grade(&aimless, "preparation").level, grade(&aimless, "preparation").stop), (Some(1), Stop::Missed));
}

#[test]
fn evidence_names_the_turns() {
    let facts = Facts::default().lens("E21", &[7, 11]).lens("E22", &[]);
    let grade = grade(&facts, "coherence");
    assert_eq!(grade.level, Some(1));
    let failed: Vec<_> = grade.evidence.iter().filter(|e| e.outcome == Outcome::Failed).collect();
    assert_eq!(
        (failed.len(), failed[0].turns.as_slice(), failed[0].test.to_string().as_str()),
        (1, &[7, 11][..], "no E21")
    );
}

#[test]
fn a_breach_of_ethics_is_not_averaged_away() {
    let rubric = board();
    let mut levels = vec![Some(4); 8];
    let clean = rubric.overall(&levels).unwrap();
    assert_eq!((clean.level, clean.is_capped, clean.given), (4.0, false, 8));
    levels[rubric.index("ethics").unwrap()] = Some(1);
    let breached = rubric.overall(&levels).unwrap();
    assert_eq!((breached.level, breached.is_capped), (2.0, true));
    assert_eq!(rubric.overall(&[None; 8]), None);
}

proptest! {
    /// Better facts are never graded lower.
    #[test]
    fn more_is_never_worse(a in 0.0..1.0f64, b in 0.0..1.0f64, trust in 0.0..1.0f64) {
        let level = |vc| grade(
            &Facts::default().metric("VC", Some(vc)).metric("BAS", Some(0.0)).metric("T-END", Some(trust)),
            "value-claimed",
        ).level;
        prop_assert!(level(a.min(b)) <= level(a.max(b)));
    }

    /// No text makes it panic.
    #[test]
    fn any_text_is_read_or_refused(cut in 0usize..BOARD.len(), junk in "[a-z0-9\\[\\](),:\"]{0,9}") {
        if BOARD.is_char_boundary(cut) {
            let text = format!("{}{junk}{}", &BOARD[..cut], &BOARD[cut..]);
            let (rubric, said) = read(&text);
            prop_assert!(rubric.is_some() || !said.is_empty());
        }
    }
}

#[test]
fn slips_are_found_together_and_in_place() {
    let text = BOARD
        .replace("criterion: \"ethics\", at: 1", "criterion: \"honour\", at: 9")
        .replacen("weight: 1", "weight: -1", 1)
        .replacen("(text: \"Hardly better than splitting every issue.\"),", "", 1);
    let (rubric, said) = read(&text);
    assert!(rubric.is_none());
    let mut codes: Vec<_> = said.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["B0102", "B0104", "B0105", "B0106", "B0106"], "{said:#?}");
    assert!(said.iter().all(|d| d.span.is_some() && !d.help.is_empty()), "{said:#?}");
}
