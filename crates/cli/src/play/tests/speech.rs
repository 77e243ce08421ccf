//! What a person says in their own words: asked before it is carried out, kept in the record, never guessed at.

use zopa_core::Outcome;
use zopa_phrase::{Listener, Said, Standing};

use super::*;
use crate::{
    Console, Stop,
    play::{
        Draft, Front, Game, Practice, Seating, Start,
        lines::{Lines, Typed, Typist},
        sit,
    },
};

/// Lines of somebody at a terminal.
struct Attended<'l>(std::str::Lines<'l>);

impl Lines for Attended<'_> {
    fn next(&mut self, _: &mut Console<'_>, _: &str, _: &[String]) -> Result<Typed, Stop> {
        Ok(self.0.next().map_or(Typed::Done, |line| Typed::Line(line.to_owned())))
    }

    fn typist(&self) -> Typist {
        Typist::Person
    }

    fn place(&self) -> String {
        String::new()
    }
}

/// What is shown to a person who types these lines, and what is recorded.
fn converse(text: &str, lines: &str) -> (String, String) {
    let scenario = scenario(text);
    let seating = Seating { role: None, partner: "boulware(e=1)", own: None };
    let (setup, me) = seating.setup(&scenario, 1).unwrap();
    let mut record = Vec::new();
    let recorder = zopa_engine::Recorder::begin(&mut record, &setup).unwrap();
    let (desk, table) = (scenario.desk(me).unwrap(), setup.table().unwrap());
    let game = Game {
        desk,
        table,
        recorder,
        file: None,
        form: Form::Tables,
        draft: Draft::default(),
        practice: Practice::default(),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: crate::Colour::Plain };
    let start = Start::Fresh { kept: None, watched: false, scenario: None };
    // Whoever sits down is asked first whether to prepare.
    let lines = format!("n\n{lines}");
    sit(game, start, Front::Lines(&mut Attended(lines.lines())), &mut console).unwrap();
    (String::from_utf8(out).unwrap(), String::from_utf8(record).unwrap())
}

#[test]
fn words_are_shown_as_commands_and_carried_out_when_confirmed() {
    let (out, record) = converse(LEASE, "what matters most to you?\n\nsend\n");
    assert!(out.contains("you: \"what matters most to you?\" -> ask priority  [Y/n]"), "{out}");
    assert!(out.contains("Queued: asked what matters most"), "{out}");
    assert!(record.contains(r#""note":"\"what matters most to you?\"; send""#), "{record}");

    // An act at the table takes the turn as the command would, and the words are kept once.
    let (out, record) = converse(LEASE, "\"What matters most to you? Let me talk to my team.\"\ny\n");
    assert!(out.contains("-> ask priority; caucus"), "{out}");
    assert!(record.contains(r#""note":"\"What matters most to you? Let me talk to my team.\"""#), "{record}");
}

#[test]
fn what_is_not_confirmed_is_not_said() {
    for answer in ["n", "No", "board"] {
        let (out, record) = converse(LEASE, &format!("what matters most to you?\n{answer}\nsend yes\n"));
        assert!(!out.contains("Queued"), "{out}");
        assert!(!record.contains("what matters"), "{record}");
        assert_eq!(out.contains("The sentence before was not said."), answer == "board", "{out}");
    }
}

#[test]
fn what_is_not_understood_is_marked_and_nothing_happens() {
    let (out, record) = converse(LEASE, "we are not going to sign such a thing\n");
    assert!(out.contains("I do not follow from") && out.contains("^^^"), "{out}");
    assert!(!out.contains("[Y/n]"), "{out}");
    assert!(!record.contains("sign such"), "{record}");
}

#[test]
fn a_slip_in_a_command_is_no_speech() {
    for (line, help) in [
        ("ofer", "did you mean `offer`?"),
        ("acept it", "did you mean `accept`?"),
        ("offr rent=2 rest=best", "did you mean `offer`?"),
        ("tell priority ovn", "oven"),
        ("accept it", "is not the number of an offer"),
        ("frobnicate", "here is no command `frobnicate`"),
    ] {
        let (out, _) = converse(LEASE, line);
        assert!(out.contains(help) && !out.contains("[Y/n]"), "{line}: {out}");
    }
}

#[test]
fn scripts_speak_between_quotes_only_and_are_not_asked() {
    let said = play("\"What matters most to you?\"\nsend\n");
    assert!(said.output.contains("you: \"What matters most to you?\" -> ask priority\n"), "{}", said.output);
    assert!(said.output.contains("Queued: asked what matters most"), "{}", said.output);
    assert!(String::from_utf8(said.record).unwrap().contains("What matters most to you?"));

    let plain = play("what matters most to you?\n");
    assert_eq!(plain.exit, Exit::Usage);
    assert!(plain.output.contains("script:1: there is no command `what`"), "{}", plain.output);

    let unclear = play("hold\n\u{201c}we are not going to sign such a thing\u{201d}\n");
    assert_eq!(unclear.exit, Exit::Usage);
    assert!(unclear.output.contains("script:2: I do not follow from"), "{}", unclear.output);
}

#[test]
fn the_listener_knows_no_other_partys_papers() {
    let other = LEASE.replace("SECRET", "HUSH").replace("worth: 41", "worth: 12").replace("worth: 83", "worth: 66");
    for line in ["because of SECRET we need the oven", "why is the rent so important to you?", "SECRET", "HUSH"] {
        assert_eq!(converse(LEASE, line).0, converse(&other, line).0);
    }
}

/// Whatever is heard can be typed, and means the same then.
#[test]
fn what_is_heard_can_be_typed() {
    let sentences = include_str!("../../../../phrase/tests/sentences.tsv");
    let mut heard = 0;
    for (id, text) in builtin::BUILTIN {
        let scenario = scenario(text);
        let desk = scenario.desk(PartyId(0)).unwrap();
        let listener = Listener::new(desk);
        let live = |turn, package, outcome| (zopa_core::OfferRef { turn, package }, Outcome(outcome));
        for theirs in [vec![], vec![live(5, 0, 7)], vec![live(7, 0, 7), live(7, 1, 8), live(7, 2, 9)]] {
            let standing = Standing { theirs, own: Some(Outcome(3)) };
            for sentence in sentences.lines().skip(1).filter_map(|line| line.split('\t').nth(4)) {
                let Ok(reading) = listener.read(sentence, &standing) else { continue };
                let typed = reading.commands(desk, &standing);
                let commands = command::parse(desk, &typed);
                let commands = commands.unwrap_or_else(|misread| panic!("{id}: {sentence} -> {typed}: {misread:?}"));
                assert_eq!(commands.len(), reading.said.len(), "{sentence} -> {typed}");
                for (said, (_, command)) in reading.said.iter().zip(&commands) {
                    let same = match (said, command) {
                        (Said::Talk(zopa_core::Talk::Reject { over, .. }), Command::Reject { over: typed, .. }) => {
                            over == typed
                        }
                        (Said::Talk(talk), Command::Say(typed) | Command::Away { talk: typed, .. }) => talk == typed,
                        (Said::Offer(packages), Command::Offer { packages: typed, .. }) => {
                            packages.len() == typed.len()
                        }
                        (Said::Accept(offer), Command::Accept { which: Some((turn, _)), .. }) => {
                            offer.turn + 1 == *turn
                        }
                        (Said::Hold, Command::Send { .. }) => true,
                        (Said::Walk(door), Command::Walk { door: typed, .. }) => door == typed,
                        _ => false,
                    };
                    assert!(same, "{sentence}: {said:?} was typed as {typed}");
                }
                heard += 1;
            }
        }
    }
    assert!(heard > 500, "{heard}");
}
