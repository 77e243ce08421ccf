//! Whole sessions, played from scripts: what they print, what they record, and what they keep to themselves.

mod speech;

use std::sync::Arc;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use zopa_core::{PartyId, Rules, Session, View};
use zopa_scenario::Scenario;

use super::{
    Form, Level, Scripted, Transcript, builtin,
    command::{self, Command, entry_named},
    completion::complete,
    play_script,
};
use crate::Exit;

const LEASE: &str = include_str!("tests/lease.ron");
/// What is shown before the first turn ends here; what is shown only after the last begins there.
const END: &str = "How it ended";

fn scenario(text: &str) -> Arc<Scenario> {
    let (scenario, diagnostics) = zopa_scenario::read(text);
    Arc::new(scenario.unwrap_or_else(|| panic!("{diagnostics:#?}")))
}

fn play_in(form: Form, text: &str, lines: &str) -> Transcript {
    play_at(Level::Standard, form, text, lines)
}

fn play_at(level: Level, form: Form, text: &str, lines: &str) -> Transcript {
    let partner = "boulware(e=1)";
    play_script(&Scripted { scenario: scenario(text), seed: 1, role: None, partner, lines, form, level }).unwrap()
}

fn play(lines: &str) -> Transcript {
    play_in(Form::Tables, LEASE, lines)
}

/// A script with every command in it.
const EVERYTHING: &str = "\
brief; board; history; hint; hint; hint; help; help offer; save
brief rent; tell priority oven; ask priority; unsay
value rent=2 rest=best
argue street; tone angry person; offer rent=2 rest=best
history; board; hint; hint; hint
credit; return term; offer rent=2.5 rest=same
meso rent=3 | rent=2.5 oven=half rest=same
board; process summary; batna open; threaten; hold
prep; prep mine rent oven; prep plan rent=2; prep; note it is warm; notebook; guess priority oven; guess walk-away 20..40
guess; cards; card meso
";

mod practice;

#[test]
fn a_session_reads_as_it_always_did() {
    let transcript = play(
        "ask why term; tell priority oven\nsend\noffer rent=2 term=3 oven=owner\noffer rent=2.5 rest=same\naccept\n",
    );
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/play/tests/session.txt");
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(golden, &transcript.output).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap();
    assert_eq!(transcript.output, expected, "set ZOPA_BLESS=1 to write it anew, and read the difference");
    assert_eq!(transcript.exit, Exit::Success);
}

#[test]
fn the_same_script_gives_the_same_bytes_and_a_legal_replay() {
    let (once, again) = (play(EVERYTHING), play(EVERYTHING));
    assert_eq!(once, again);
    let replay = zopa_engine::read(&once.record).unwrap();
    assert!(replay.session().turn_index() >= 8);
    let record = String::from_utf8(once.record).unwrap();
    assert!(record.contains(r#""note":"credit; return term; offer rent=2.5 rest=same""#), "{record}");
}

#[test]
fn lines_keep_to_eighty_columns_without_escape_codes() {
    for form in [Form::Tables, Form::Sentences] {
        for (id, text) in builtin::BUILTIN {
            let scenario = scenario(text);
            let issue = &scenario.space().issues()[0];
            let (issue, second) = (issue.name(), issue.value_text(zopa_core::ValueId(1)));
            let lines = format!(
                "brief; help; hint; hint; hint; brief {issue}\nask priority\nsend\noffer rest=best\nboard; history; \
                 value rest=theirs\nmeso rest=best | {issue}={second} rest=best\nboard; help meso"
            );
            let output = play_in(form, text, &lines).output;
            for line in output.lines().filter(|line| !line.starts_with("you> ")) {
                assert!(line.width() <= 80, "{id}: {line}");
                assert!(!line.contains('\u{1b}'), "{id}: {line}");
            }
        }
    }
}

#[test]
fn sentences_hold_no_tables_and_no_bars() {
    let output = play_in(Form::Sentences, LEASE, EVERYTHING).output;
    assert!(output.contains("Offer 2 from Owner & Co: rent "), "{output}");
    assert!(output.contains("your BATNA is worth 30, your target is 70."), "{output}");
    let printed = output.lines().filter(|line| !line.starts_with("you> "));
    for line in printed {
        assert!(!line.contains("====") && !line.contains("   "), "{line}");
    }
}

#[test]
fn nothing_shown_before_the_end_depends_on_the_other_sides_papers() {
    let other = LEASE.replace("SECRET", "HUSH").replace("worth: 41", "worth: 12").replace("worth: 83", "worth: 66");
    let other = other.replace("because: \"the shop has", "because: \"the roof has");
    assert_ne!(other, LEASE);
    for form in [Form::Tables, Form::Sentences] {
        // The partner's first turn depends on its preferences, as it must; everything before it must not.
        let lines = "brief; board; hint; hint; hint; history; value rest=best; brief oven";
        assert_eq!(play_in(form, LEASE, lines).output, play_in(form, &other, lines).output);
        let output = play_in(form, LEASE, &format!("{EVERYTHING}walk yes\n")).output;
        let (before, after) = output.split_once(END).unwrap();
        assert!(!before.contains("SECRET"), "{before}");
        assert!(!before.contains("83") && after.contains("83"), "{after}");
    }
}

#[test]
fn screens_and_hints_cannot_name_a_scenario() {
    let sources = [
        include_str!("screen.rs"),
        include_str!("screen/board.rs"),
        include_str!("screen/brief.rs"),
        include_str!("screen/help.rs"),
        include_str!("screen/history.rs"),
        include_str!("screen/mistake.rs"),
        include_str!("tui/scene.rs"),
        include_str!("tui/state.rs"),
        include_str!("tui/update.rs"),
        include_str!("tui/draw.rs"),
        include_str!("tui/draw/offers.rs"),
        include_str!("screen/notebook.rs"),
        include_str!("hint.rs"),
        include_str!("proposal.rs"),
        include_str!("standing.rs"),
        include_str!("completion.rs"),
        include_str!("command.rs"),
        include_str!("speech.rs"),
    ];
    for source in sources {
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.clone().any(|line| line.contains("Scenario") || line.contains("PartyFile")), "{source}");
        assert!(code.clone().any(|line| line.contains("fn ")));
    }
}

#[test]
fn script_errors_name_the_line_teach_and_end_with_two() {
    let says = |lines: &str| {
        let transcript = play(lines);
        assert_eq!(transcript.exit, Exit::Usage, "{}", transcript.output);
        assert!(transcript.output.contains("This session is unfinished; nothing is lost"), "{}", transcript.output);
        transcript.output.rsplit_once("error: ").unwrap().1.to_owned()
    };
    let open = says("# a comment\n\noffer rent=2\n");
    assert_eq!(
        open,
        "script:3: `term` and `oven` are open\nhelp: Set them, or add `rest=best`. `float` says a package with open issues; nobody can accept it.\n"
    );
    assert!(says("offer rent=2 rest=same").contains("there is no offer of yours yet"));
    assert!(says("offer rnet=2 rest=best").contains("did you mean `rent`?"));
    assert!(says("offer rent=2 term=1 oven=owner").contains("the bank lends for an oven only against three years"));
    assert!(says("offer rent=4 term=3 oven=you").contains("that would be the end of the bakery"));
    assert!(says("reject").contains("no offer of theirs to reject yet"));
    assert!(says("accept").contains("no offer of theirs to accept yet"));
    assert!(says("offer rest=best\naccept #9").contains("You can accept `#2`."));
    assert!(says("tell priority").contains("which issue?"));
    assert!(says("packaging; packaging; packaging; packaging").contains("three things"));
    assert!(says("hold; offer rest=best").contains("the turn ends"));
}

#[test]
fn warnings_do_not_stop_a_script_and_are_printed() {
    let output = play("offer rent=2 term=5 oven=owner\noffer rent=4 term=3 oven=half\n").output;
    let output = output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        output.contains("Warning: this package needs the approval of your sister: five years bind her too."),
        "{output}"
    );
    assert!(output.contains("Warning: this package is worth 25 to you, less than your BATNA, 30."), "{output}");
}

#[test]
fn a_mark_at_the_start_of_a_script_is_passed_over() {
    assert_eq!(play("\u{feff}hold\n").exit, Exit::Success);
    assert_eq!(play("hold\n\u{feff}hold\n").exit, Exit::Usage);
}

#[test]
fn holding_in_the_last_turn_warns_of_what_is_let_go() {
    // The lease has rounds enough to get an offer worth the BATNA, and the last turn comes after it.
    let rounds = scenario(LEASE).rules().rounds();
    let lines = format!("offer rent=2 rest=best\n{}", "hold\n".repeat(rounds as usize - 1));
    let output = play(&lines).output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.matches("Warning: this is your last turn: `accept #").count(), 1, "{output}");
    let output = play("offer rent=2 rest=best\nhold yes\nsend yes\n").output;
    assert!(!output.contains("Warning") && output.matches("left the table as it is").count() == 2, "{output}");
}

#[test]
fn a_red_line_is_spelled_wherever_it_is_named() {
    let refused = play("offer rent=4 term=3 oven=you").output;
    let refused = refused.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(refused.contains("oven you crosses a red line of yours: that would be"), "{refused}");
    assert!(refused.contains("oven you (that would be the end of the bakery)"), "{refused}");
}

#[test]
fn commands_are_known_by_their_unique_beginnings() {
    let named = |word: &str| entry_named(word).map(|entry| entry.name);
    assert_eq!(named("off"), Ok("offer"));
    assert_eq!(named("AC"), Ok("accept"));
    assert_eq!(named("?"), Ok("help"));
    assert_eq!(named("a").unwrap_err().0, "`a` could be `accept`, `ask`, `argue` or `about`");
    assert!(named("ofer").unwrap_err().0.ends_with("did you mean `offer`?"));
    for entry in command::COMMANDS {
        assert_eq!(named(entry.name), Ok(entry.name));
    }
}

#[test]
fn completion_offers_what_may_follow() {
    let scenario = scenario(LEASE);
    let desk = scenario.desk(PartyId(0)).unwrap();
    let names = ["#2a".to_owned(), "#2b".to_owned()];
    let offered = |line: &str| complete(desk, &names, line).1;
    assert_eq!(offered("of"), ["offer "]);
    assert_eq!(offered("ask why term; of"), ["offer "]);
    assert_eq!(offered("offer "), ["rent=", "term=", "oven=", "rest="]);
    assert_eq!(offered("offer rent=2 te"), ["term="]);
    assert_eq!(offered("offer rent=2 term=3 "), ["oven=", "rest="]);
    assert_eq!(offered("meso rent=2 rest=best | r"), ["rent=", "rest="]);
    assert_eq!(offered("offer oven=h"), ["half "]);
    assert_eq!(offered("offer rest="), ["same ", "theirs ", "best "]);
    assert_eq!(offered("tell priority oven "), ["high ", "medium ", "low "]);
    assert_eq!(offered("argue "), ["street-index"]);
    assert_eq!(offered("accept "), ["#2a", "#2b"]);
}

#[test]
fn hints_climb_from_a_question_to_a_package() {
    let output = play("hint\nhint\nhint\nask priority; ask why term\nsend\nhint\n").output;
    let output = output.split_whitespace().collect::<Vec<_>>().join(" ");
    let hints: Vec<&str> = output.split("you> hint").skip(1).collect();
    assert!(hints[0].contains("`ask priority`"), "{}", hints[0]);
    assert!(hints[1].contains("An issue to be generous on: term"), "{}", hints[1]);
    assert!(hints[2].contains("offer rent="), "{}", hints[2]);
    assert!(hints[3].contains("`ask why "), "{}", hints[3]);
    assert!(!hints[3].contains("`ask why term`"), "{}", hints[3]);
}

proptest! {
    #[test]
    fn any_line_is_read_or_refused_at_words_of_it(line in "(\\PC|offer |accept |tell |ask why |rent=|#|;|\\||[a-z]{1,5} ?){0,12}") {
        let scenario = scenario(LEASE);
        let desk = scenario.desk(PartyId(0)).unwrap();
        complete(desk, &[], &line);
        match command::parse(desk, &line) {
            Ok(commands) => prop_assert!(commands.iter().all(|(at, _)| line.get(at.clone()).is_some())),
            Err(misread) => prop_assert!(line.get(misread.at).is_some()),
        }
    }
}

#[test]
fn talk_is_read_with_its_parameters() {
    use zopa_core::{
        Consequence, Disclosure, Door, Explicitness, Importance, IssueId, Level, Process, Promise, Question, Recess,
        Route, Strength, Talk, Tone,
    };
    let scenario = scenario(LEASE);
    let desk = scenario.desk(PartyId(0)).unwrap();
    let read = |line: &str| command::parse(desk, line).unwrap().remove(0).1;
    let said = |line: &str| match read(line) {
        Command::Say(talk) => talk,
        other => panic!("{other:?}"),
    };
    assert_eq!(said("ask pri"), Talk::Ask(Question::Priorities));
    assert_eq!(said("ask why te"), Talk::Ask(Question::Interest(IssueId(1))));
    // By its own papers: rent has most at stake, the term least.
    assert_eq!(said("tell priority rent"), Talk::Tell(Disclosure::Priority(IssueId(0), Importance::High)));
    assert_eq!(said("tell priority term"), Talk::Tell(Disclosure::Priority(IssueId(1), Importance::Low)));
    assert_eq!(said("tell priority term high"), Talk::Tell(Disclosure::Priority(IssueId(1), Importance::High)));
    assert_eq!(said("batna"), Talk::Batna { how: Explicitness::Implicit, strength: Strength::Unsaid });
    assert_eq!(said("batna open str"), Talk::Batna { how: Explicitness::Explicit, strength: Strength::Strong });
    let threat = |over| Talk::Threaten { how: Explicitness::Explicit, with: Consequence::Rival, over };
    assert_eq!(said("threaten open rival"), threat(None));
    assert_eq!(said("threaten r over te open"), threat(Some(IssueId(1))));
    assert_eq!(said("promise"), Talk::Promise(Promise::Favour));
    assert_eq!(said("promise m rent"), Talk::Promise(Promise::Move(IssueId(0))));
    assert_eq!(said("park term"), Talk::Process(Process::Park(IssueId(1))));
    assert_eq!(said("packaging"), Talk::Process(Process::Packaging));
    assert_eq!(said("expires 2"), Talk::Expires(2.try_into().unwrap()));
    assert_eq!(said("final"), Talk::Final);
    assert!(matches!(said("tell limit rent=2.5"), Talk::Tell(Disclosure::Constraint(IssueId(0), _))));
    assert!(matches!(said("float rent=2.5..3"), Talk::Float(_)));
    assert_eq!(read("reject #2 over rent"), Command::Reject { which: Some((2, None)), over: Some(IssueId(0)) });
    assert_eq!(read("reject o rent"), Command::Reject { which: None, over: Some(IssueId(0)) });
    let up = |how, sure| Command::Away { talk: Talk::Escalate { to: Level::Sponsor, how }, sure };
    assert_eq!(read("escalate sponsor"), up(Route::Joint, false));
    assert_eq!(read("escalate sp solo yes"), up(Route::Solo, true));
    assert_eq!(read("caucus"), Command::Away { talk: Talk::Recess(Recess::Caucus), sure: false });
    assert_eq!(read("walk open yes"), Command::Walk { door: Door::Open, sure: true });
    assert_eq!(said("tone angry person"), Talk::Tone(Tone::AngryAtPerson));
    assert_eq!(read("accept #4B confirm"), Command::Accept { which: Some((4, Some(1))), sure: true });
}

#[test]
fn the_bar_marks_batna_target_and_package() {
    let scenario = scenario(LEASE);
    let mine = &scenario.party(PartyId(0)).preferences;
    let session = Session::new(Rules::role_play(2, 4), scenario.space().clone());
    let view = View::new(&session, PartyId(0), mine);
    let best = super::standing::own_best(&view).unwrap();
    assert_eq!(super::bar(&view, best, 21), "[======B=======T=====|]");
}

#[test]
fn a_record_that_cannot_be_written_is_not_called_whole() {
    /// A disk with room for so many bytes.
    struct Disk(usize);

    impl std::io::Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let moves = "tone angry person; offer rent=2 rest=best\nhold\n";
    let whole = play(moves).record;
    let ends: Vec<_> = (0..whole.len()).filter(|at| whole[*at] == b'\n').map(|at| at + 1).collect();
    for (room, said) in [
        (ends[0], "its last turn is lost, 0 turns are recorded"),
        (ends[1], "its last turn is lost, one turn is recorded"),
        (whole.len(), "nothing is lost, 4 turns are recorded"),
    ] {
        let scenario = scenario(LEASE);
        let seating = super::Seating { role: None, partner: "boulware(e=1)", own: None };
        let (setup, me) = seating.setup(&scenario, 1).unwrap();
        let recorder = zopa_engine::Recorder::begin(Disk(room), &setup).unwrap();
        let desk = scenario.desk(me).unwrap();
        let (table, draft) = (setup.table().unwrap(), super::Draft::default());
        let practice = super::Practice::default();
        let game = super::Game { desk, table, recorder, file: None, form: Form::Tables, draft, practice };
        let mut lines = super::Unattended::script("script", moves.as_bytes());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = crate::Console { out: &mut out, err: &mut err, width: 80, colour: crate::Colour::Plain };
        let sat = super::sit(
            game,
            super::Start::Fresh { kept: None, watched: false, scenario: None },
            super::Front::Lines(&mut lines),
            &mut console,
        );
        assert_eq!(sat.is_ok(), room == whole.len());
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains(said), "{said}: {out}");
        assert!(out.contains("Queued: sounded angry at the person.") && !out.contains("angry at you"), "{out}");
    }
}
