//! The rules of wording, on every lens and every finding of the scripted sessions.

use zopa_review::{
    Debrief, Study, Subject,
    debrief::markdown,
    lenses::{LENSES, findings},
    wording::Words,
};

use crate::{
    reviewed,
    script::{deal, played, turn},
    sessions,
};

/// Words that judge, or speak of who somebody is instead of what was done.
const AVOIDED: [&str; 24] = [
    "poor",
    "bad",
    "badly",
    "weak",
    "wrong",
    "fail",
    "failed",
    "failure",
    "stupid",
    "lazy",
    "naive",
    "greedy",
    "careless",
    "rude",
    "aggressive",
    "stubborn",
    "incompetent",
    "never",
    "always",
    "should",
    "must",
    "you are",
    "you were",
    "liar",
];

fn assert_well_said(text: &str) {
    let words: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let spaced = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    for avoided in AVOIDED {
        assert!(!spaced.contains(&format!(" {avoided} ")), "`{avoided}` in: {text}");
    }
}

#[test]
fn lenses_speak_of_what_was_done() {
    for lens in LENSES {
        for text in [lens.name, lens.remedy, lens.principle] {
            assert_well_said(text);
        }
        assert!(lens.principle.ends_with('.') && !lens.remedy.ends_with('.'), "{}", lens.id);
        assert!(lens.remedy.starts_with(char::is_lowercase), "{}", lens.id);
    }
    let mut ids: Vec<_> = LENSES.iter().map(|lens| lens.id).collect();
    let told = ids.clone();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids, told, "in order, and each once");
    assert_eq!(ids.iter().filter(|id| id.starts_with('E')).count(), 25);
}

/// Evidence with turn, quotation and number or name; effect; alternative; principle: all there, in this order.
#[test]
fn findings_are_told_in_order() {
    let scenario = deal([false; 2]);
    for (id, script) in sessions() {
        let replay = played(&scenario, &script);
        let subject = Subject::of(&replay, None).unwrap();
        let plain = Study::of(&subject, None);
        let at = findings(&plain).iter().find(|finding| finding.lens.id == id).unwrap().turn();
        let played = replay.turns()[at as usize].turn.clone();
        let review = reviewed(at, turn(&scenario, "hold"), played, 4.2);
        for study in [&plain, &Study::of(&subject, Some(&review))] {
            for finding in findings(study) {
                let words = Words::of(study, &finding);
                assert_eq!(words.parts().map(|(part, _)| part), ["Evidence", "Effect", "Alternative", "Principle"]);
                for (_, text) in words.parts() {
                    assert_well_said(text);
                    assert!(text.ends_with('.') && !text.contains("  ") && !text.contains("NaN"), "{text}");
                }
                let turn = finding.turn() + 1;
                assert!(words.evidence.starts_with(&format!("Turn {turn}, `")), "{}", words.evidence);
                assert!(words.effect.contains(|c: char| c.is_ascii_digit()), "{}", words.effect);
                let tested = words.alternative.contains("runs, ±") || words.alternative.contains(" runs)");
                let exact = words.alternative.contains("is worth");
                let says_why = ["No run has tested", "What the runs found"];
                let untested = says_why.iter().any(|start| words.alternative.starts_with(start));
                assert!(tested || exact || untested, "{}", words.alternative);
            }
            let page = markdown(&Debrief::of(study).document(true));
            assert!(
                page.contains("The three are not added up") && page.contains("## Their side: Seller Ltd"),
                "{page}"
            );
        }
    }
}
