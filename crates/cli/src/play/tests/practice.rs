//! What is done beside the table: what it shows, what it records, and what each level makes of it.

use super::*;

fn records(transcript: &Transcript, start: &str) -> Vec<String> {
    let text = String::from_utf8(transcript.record.clone()).unwrap();
    text.lines().filter(|line| line.starts_with(start)).map(str::to_owned).collect()
}

#[test]
fn hints_cost_until_none_is_left_and_every_one_is_recorded() {
    let lines = "hint; hint\nhold\nhint; hint; hint\nhold\nhint\nhold\n";
    let transcript = play_at(Level::Hard, Form::Tables, LEASE, lines);
    assert!(transcript.output.contains("Hints left: 0 of 3."), "{}", transcript.output);
    assert!(transcript.output.contains("You have taken all 3 hints that level hard has."), "{}", transcript.output);
    assert_eq!(records(&transcript, "{\"hint\"").len(), 3);
    assert!(records(&transcript, "{\"level\":\"hard\"").len() == 1 && !transcript.output.contains("sounds"));
}

#[test]
fn the_guess_board_answers_only_at_the_end() {
    let transcript = play("guess priority oven rent; guess walk-away 20..45; guess\nhold\nwalk\n");
    let (before, after) = transcript.output.split_once(END).unwrap();
    assert!(before.contains("oven, then rent") && before.contains("between 20 and 45"), "{before}");
    assert!(!before.contains("It is"), "{before}");
    assert!(after.contains("Agreement of the two orders") && after.contains("Interval score"), "{after}");
    assert_eq!(records(&transcript, "{\"guess\"").len(), 2);
    let wrong = play("guess walk-away 60..40\n");
    assert!(wrong.exit == Exit::Usage && wrong.output.contains("60 is more than 40"), "{}", wrong.output);
}

#[test]
fn what_was_prepared_stands_beside_what_was_done() {
    let transcript =
        play("prep batna another oven; prep reservation 30; prep theirs oven; prep plan rent=2\nprep\nhold\nwalk\n");
    let (_, after) = transcript.output.split_once(END).unwrap();
    assert!(after.contains("Without an agreement: another oven") && after.contains("Opening: rent=2"), "{after}");
    assert_eq!(records(&transcript, "{\"prep\"").len(), 4);
    let wrong = play("prep reservation much\n");
    assert!(wrong.output.contains("`much` is not a number of points"), "{}", wrong.output);
}

#[test]
fn the_notebook_holds_what_was_said_and_how_offers_moved() {
    let lines = "ask priority; offer rest=best\nnote they pause; notebook; hold\nhold\nnotebook\n";
    let transcript = play(lines);
    let notebook = transcript.output.rsplit_once("Heard from").unwrap().1;
    assert!(notebook.contains("How their offers moved") && notebook.contains("(turn 2)"), "{notebook}");
    assert!(notebook.contains("after turn 2: they pause"), "{notebook}");
}

#[test]
fn turns_are_taken_back_at_the_guided_level_alone() {
    let refused = play("hold\nundo\n");
    assert!(refused.exit == Exit::Usage && refused.output.contains("what is played stays"), "{}", refused.output);
    let lines = "offer rest=best\nundo\noffer rent=2.5 rest=best\nundo\nundo\n";
    let transcript = play_at(Level::Guided, Form::Tables, LEASE, lines);
    assert!(transcript.output.contains("you have not played a turn yet"), "{}", transcript.output);
    assert_eq!(records(&transcript, "{\"undo\":1").len(), 2);
    assert!(zopa_engine::verify(&transcript.record).is_good());
    let replay = zopa_engine::read(&transcript.record).unwrap();
    assert_eq!((replay.turns().len(), replay.undone().len()), (0, 2));
}

#[test]
fn the_guided_level_asks_before_a_step_one_may_regret() {
    // Below the BATNA: even a script is asked.
    let line = "offer rent=4 term=3 oven=half\n";
    let asked = play_at(Level::Guided, Form::Tables, LEASE, line);
    assert!(asked.output.contains("Are you sure?"), "{}", asked.output);
    assert!(records(&asked, "{\"turn\"").is_empty(), "{}", asked.output);
    let answered = play_at(Level::Guided, Form::Tables, LEASE, &format!("{line}yes\n"));
    assert_eq!(records(&answered, "{\"turn\":1").len(), 1, "{}", answered.output);
    let standard = play(line);
    assert_eq!(records(&standard, "{\"turn\":1").len(), 1, "{}", standard.output);
}

#[test]
fn the_panel_binds_to_the_mandate_until_a_level_is_reached() {
    let text = builtin::BUILTIN[0].1;
    let scenario = scenario(text);
    let mine = &scenario.parties()[0];
    let ranking = mine.preferences.ranking().unwrap();
    let council = |outcome: &zopa_core::Outcome| {
        let mut limits = mine.beyond_mandate(*outcome, None).peekable();
        limits.peek().is_some() && limits.all(|limit| limit.level == zopa_core::Level::Council)
    };
    let beyond = ranking.outcomes().find(council).unwrap();
    let offer = format!("offer {}\n", crate::package::format(scenario.space(), beyond));
    let refused = play_at(Level::Panel, Form::Tables, text, &offer);
    assert!(refused.exit == Exit::Usage && refused.output.contains("escalate council"), "{}", refused.output);
    let escalated = play_at(Level::Panel, Form::Tables, text, &format!("escalate council solo\n{offer}"));
    assert_eq!(records(&escalated, "{\"turn\":3").len(), 1, "{}", escalated.output);
}
