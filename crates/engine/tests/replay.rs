//! Replays are what they claim: the same bytes from the same setup, no edit unnoticed, no crash on any bytes, and a session
//! that can be gone on with from wherever it stopped.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::{fs, sync::Arc};

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use zopa_core::{
    CriterionId, Disclosure, Door, Ending, Explicitness, Illegal, Importance, IssueId, Outcome, Packages, PartyId,
    Promise, Question, Strength, TableAct, Talk, Tone, Turn,
};
use zopa_engine::{
    Aside, Awaiting, Chair, Damage, Divergence, FileRecorder, Guess, Intact, Legal, ReadError, Recorder, ReopenError,
    Report, Reproduced, Setup, Sheet, Table, read, verify,
};
use zopa_scenario::Scenario;

fn scenario() -> Arc<Scenario> {
    let (scenario, diagnostics) = zopa_scenario::read(include_str!("small.ron"));
    Arc::new(scenario.unwrap_or_else(|| panic!("{diagnostics:?}")))
}

fn automated(spec: &str) -> Chair {
    Chair::Automated(spec.to_owned())
}

fn setup(chairs: [Chair; 2]) -> Setup {
    Setup { scenario: scenario(), seed: 7, chairs: chairs.into() }
}

/// What the person in these sessions types and plays at each of its turns: a bit of everything.
fn script(at: usize) -> (Turn, &'static str) {
    let price = IssueId(0);
    let offer = |ranks: &[u64]| {
        let outcomes: Vec<_> = ranks.iter().copied().map(Outcome).collect();
        TableAct::Offer(Packages::of(&outcomes).unwrap())
    };
    let (talk, act, note) = match at {
        0 => (vec![Talk::Ask(Question::Priorities), Talk::Tone(Tone::Warm)], TableAct::Hold, "what matters to you?"),
        1 => (vec![Talk::Tell(Disclosure::Priority(price, Importance::High))], offer(&[12]), ""),
        2 => (vec![Talk::Argue(CriterionId(0)), Talk::InReturn(price)], offer(&[9, 13]), "meso \u{1f642}\n\"quoted\""),
        3 => (
            vec![
                Talk::Batna { how: Explicitness::Implicit, strength: Strength::Modest },
                Talk::Credit,
                Talk::Promise(Promise::Favour),
            ],
            offer(&[10]),
            "",
        ),
        _ => (vec![], TableAct::Walk(Door::Closed), "enough"),
    };
    (Turn { talk, act }, note)
}

/// Plays on from where the table stands, recording, for at most `turns` turns in all.
fn play<W: std::io::Write>(table: &mut Table, recorder: &mut Recorder<W>, turns: u32) {
    loop {
        let index = table.session().turn_index();
        if index >= turns && table.session().ending().is_none() {
            return;
        }
        let person = match table.advance() {
            Awaiting::Ended(_) => return recorder.end(table).unwrap(),
            Awaiting::Played { .. } => false,
            Awaiting::Person(_) => true,
        };
        if person {
            let (turn, note) = script(index as usize / 2);
            table.submit(turn).unwrap();
            recorder.noted_turn(table, index, note).unwrap();
        } else {
            recorder.turn(table, index).unwrap();
        }
    }
}

fn record(setup: &Setup) -> Vec<u8> {
    let mut recorder = Recorder::begin(Vec::new(), setup).unwrap();
    play(&mut setup.table().unwrap(), &mut recorder, u32::MAX);
    recorder.into_inner()
}

fn with_person() -> Vec<u8> {
    record(&setup([Chair::Open, automated("random")]))
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect()
}

/// The line, counted from 1, that the first answer names.
fn damaged_line(report: &Report) -> Option<usize> {
    match &report.intact {
        Intact::Yes { .. } => None,
        Intact::Torn(tail) => Some(tail.line),
        Intact::No(damaged) => Some(damaged.line),
        Intact::NotReplay(_) => Some(1),
    }
}

/// Seals every line anew, as somebody would who edits a replay and knows how the chain works.
fn forge(bytes: &[u8]) -> Vec<u8> {
    let (mut hash, mut out) = (vec![0; 32], Vec::new());
    for line in lines(bytes) {
        let body = &line[..line.len() - 76];
        hash = Sha256::digest([hash.as_slice(), body].concat()).to_vec();
        let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        out.extend([body, format!(",\"hash\":\"{hex}\"}}\n").as_bytes()].concat());
    }
    out
}

/// A line for [`forge`] to seal.
fn unsealed(object: &str) -> Vec<u8> {
    let body = object.strip_suffix('}').unwrap_or(object);
    [body.as_bytes(), &[b'0'; 75], b"\n"].concat()
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_replay_reads_as_a_person_would_tell_it() {
    let bytes = with_person();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let bodies: Vec<_> = text.lines().map(|line| &line[..line.len() - 75]).collect();
    let canonical = scenario().canonical_json();
    let header = format!(
        "{{\"zopa\":\"replay\",\"schema\":[2,2],\"engine\":\"{}\",\"rng\":1,\"seed\":7,\"chairs\":[{{\"party\":\"buyer\",\
         \"player\":\"person\"}},{{\"party\":\"seller\",\"player\":\"random",
        env!("CARGO_PKG_VERSION")
    );
    assert!(bodies[0].starts_with(&header), "{}", bodies[0]);
    assert!(bodies[0].ends_with(&format!("\"scenario\":{canonical}")));
    assert_eq!(
        bodies[1],
        r#"{"turn":1,"by":"buyer","note":"what matters to you?","talk":[{"ask":"priorities"},{"tone":"warm"}],"hold":{}"#
    );
    assert_eq!(
        bodies[3],
        r#"{"turn":3,"by":"buyer","talk":[{"tell":{"priority":{"issue":"price","importance":"high"}}}],"offer":[{"price":"2.20","term":"short"}]"#
    );
    assert_eq!(
        bodies[5],
        "{\"turn\":5,\"by\":\"buyer\",\"note\":\"meso \u{1f642}\\n\\\"quoted\\\"\",\"talk\":[{\"argue\":\"index\"},{\"in-return\":\
         \"price\"}],\"offer\":[{\"price\":\"2.45\",\"term\":\"short\"},{\"price\":\"2.20\",\"term\":\"long\"}]"
    );
    let replay = read(&bytes).unwrap();
    assert_eq!(replay.turns()[4].turn, script(2).0);
    assert_eq!(replay.turns()[4].note, script(2).1);
}

#[test]
fn the_same_setup_gives_the_same_bytes_and_another_seed_others() {
    let [one, two] = [(); 2].map(|()| record(&setup([automated("boulware"), automated("random")])));
    assert_eq!(one, two);
    let other = Setup { seed: 8, ..setup([automated("boulware"), automated("random")]) };
    let turns = |bytes: &[u8]| lines(bytes)[1..].iter().map(|l| l[..l.len() - 76].to_vec()).collect::<Vec<_>>();
    assert_ne!(turns(&one), turns(&record(&other)));
}

#[test]
fn every_flipped_byte_is_noticed_and_located() {
    let bytes = with_person();
    assert!(verify(&bytes).is_good(), "{:?}", verify(&bytes));
    let mut line = 1;
    for at in 0..bytes.len() {
        for mask in [0x01, 0x80, 0x20] {
            if mask != 0x01 && at % 7 != 0 {
                continue;
            }
            let mut edited = bytes.clone();
            edited[at] ^= mask;
            let report = verify(&edited);
            assert_eq!(damaged_line(&report), Some(line), "byte {at} xor {mask:#x}: {report:?}");
        }
        line += usize::from(bytes[at] == b'\n');
    }
}

#[test]
fn deleted_doubled_and_swapped_lines_are_located_by_kind() {
    let bytes = with_person();
    let whole = lines(&bytes);
    let damage_of = |lines: &[Vec<u8>]| match verify(&lines.concat()).intact {
        Intact::No(damaged) => (damaged.line, damaged.damage),
        other => panic!("{other:?}"),
    };
    for at in 0..whole.len() {
        let mut deleted = whole.clone();
        deleted.remove(at);
        if at + 1 < whole.len() {
            assert_eq!(damage_of(&deleted), (at + 1, Damage::Missing), "deleted {at}");
        } else {
            // Lines cut off the end leave an unfinished session, which the chain cannot tell from one.
            assert!(matches!(verify(&deleted.concat()).legal, Legal::Yes { ending: None, .. }));
        }
        for to in at + 1..=whole.len() {
            let mut doubled = whole.clone();
            doubled.insert(to, whole[at].clone());
            assert_eq!(damage_of(&doubled), (to + 1, Damage::Duplicated { of: at + 1 }), "{at} again at {to}");
        }
        for other in at + 1..whole.len() {
            let mut swapped = whole.clone();
            swapped.swap(at, other);
            let after = if other == at + 1 { other + 1 } else { other };
            assert_eq!(damage_of(&swapped), (at + 1, Damage::Reordered { after }), "{at} and {other}");
        }
    }
}

#[test]
fn a_file_cut_anywhere_loses_at_most_its_last_line() {
    let bytes = with_person();
    let header = lines(&bytes)[0].len();
    for cut in 0..bytes.len() {
        let report = verify(&bytes[..cut]);
        let whole = bytes[..cut].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        match (&report.intact, read(&bytes[..cut])) {
            (Intact::NotReplay(error), Err(same)) if cut < header => assert_eq!(*error, same),
            (Intact::Yes { .. }, Ok(_)) => assert_eq!(cut, whole),
            (Intact::Torn(tail), Ok(replay)) => {
                assert_eq!((tail.offset, tail.len), (whole, cut - whole));
                assert_eq!(replay.tail(), Some(*tail));
            }
            other => panic!("cut at {cut}: {other:?}"),
        }
        assert!(cut < header || report.is_good(), "cut at {cut}: {report:?}");
    }
}

#[test]
fn a_session_goes_on_from_wherever_its_process_died() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.jsonl");
    for chairs in [
        [Chair::Open, automated("random")],
        [Chair::Open, automated("partner(e=0.3)")],
        [automated("random"), automated("conceder")],
    ] {
        let bytes = record(&setup(chairs));
        let ends: Vec<_> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').map(|at| at + 1).collect();
        let last = ends[ends.len() - 1];
        for cut in ends.iter().flat_map(|end| [*end, end + 1, end + 40]).filter(|cut| *cut < last) {
            fs::write(&path, &bytes[..cut]).unwrap();
            let reopened = FileRecorder::reopen(&path).unwrap();
            let (mut table, mut recorder) = (reopened.table, reopened.recorder);
            play(&mut table, &mut recorder, u32::MAX);
            assert_eq!(fs::read(&path).unwrap(), bytes, "cut at {cut}");
        }
    }
    assert!(matches!(FileRecorder::reopen(&path), Err(ReopenError::Ended)));
}

/// A disk that keeps what was flushed and loses the rest, and fails once it is full.
#[derive(Default)]
struct Disk {
    written: Vec<u8>,
    kept: Vec<u8>,
    room: usize,
}

impl std::io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = bytes.len().min(self.room - self.written.len());
        self.written.extend(&bytes[..taken]);
        if taken == 0 { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.kept = self.written.clone();
        Ok(())
    }
}

#[test]
fn every_turn_is_flushed_when_it_is_written_and_a_full_disk_is_told_of() {
    let setup = setup([Chair::Open, automated("random")]);
    let whole = record(&setup);
    let ends: Vec<_> = (0..whole.len()).filter(|at| whole[*at] == b'\n').map(|at| at + 1).collect();
    for room in [ends[0], ends[1] - 1, ends[1], ends[2] + 9, ends[3] - 1] {
        let mut disk = Disk { room, ..Disk::default() };
        let mut recorder = Recorder::begin(&mut disk, &setup).unwrap();
        let mut table = setup.table().unwrap();
        let fits = ends.iter().filter(|end| **end <= room).count() as u32 - 1;
        for index in 0..=fits {
            let (turn, note) = script(index as usize / 2);
            let written = if table.view(PartyId((index % 2) as u8)).is_some() {
                table.submit(turn).unwrap();
                recorder.noted_turn(&table, index, note)
            } else {
                assert!(matches!(table.advance(), Awaiting::Played { .. }));
                recorder.turn(&table, index)
            };
            assert_eq!(written.is_ok(), index < fits, "turn {index} with room for {room} bytes");
        }
        assert_eq!(recorder.turns(), fits);
        assert!(recorder.turn(&table, fits).is_err(), "nothing is written after a torn line");
        assert_eq!(disk.kept, whole[..ends[fits as usize]]);
        assert_eq!(read(&disk.written).unwrap().turns().len(), fits as usize);
    }
}

#[test]
fn what_is_chosen_before_the_first_turn_comes_to_the_disk_with_the_header() {
    let (setup, me) = (setup([Chair::Open, automated("random")]), PartyId(0));
    let first = [Aside::Level("hard".into()), Aside::Note("ready".into())];
    let mut disk = Once::default();
    let recorder = Recorder::begin_with(&mut disk, &setup, me, &first).unwrap();
    assert_eq!(recorder.turns(), 0);
    assert_eq!((disk.writes, disk.flushes), (1, 1), "a kill between two writes would part them");
    let mut apart = Recorder::begin(Vec::new(), &setup).unwrap();
    let table = setup.table().unwrap();
    first.iter().for_each(|aside| apart.aside(&table, me, aside).unwrap());
    assert_eq!(disk.bytes, apart.into_inner(), "the same bytes as one after the other");
    let replay = read(&disk.bytes).unwrap();
    assert_eq!(replay.asides().iter().map(|noted| noted.aside.clone()).collect::<Vec<_>>(), first);
}

/// A disk that counts.
#[derive(Default)]
struct Once {
    bytes: Vec<u8>,
    writes: usize,
    flushes: usize,
}

impl std::io::Write for Once {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes.extend(bytes);
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.flushes += 1;
        Ok(())
    }
}

#[test]
fn a_file_that_is_being_recorded_is_nobody_else_s() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.jsonl");
    let recorder = FileRecorder::create(&path, &setup([Chair::Open, automated("boulware")])).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(FileRecorder::reopen(&path), Err(ReopenError::Io(busy)) if busy.to_string().contains("another")));
    assert_eq!(fs::read(&path).unwrap(), before);
    drop(recorder);
    assert!(FileRecorder::reopen(&path).is_ok());
}

#[test]
fn a_file_in_the_way_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.jsonl");
    fs::write(&path, "first").unwrap();
    fs::write(folder.path().join("mine.jsonl.1"), "older").unwrap();
    let setup = setup([Chair::Open, automated("boulware")]);
    let recorder = FileRecorder::create(&path, &setup).unwrap();
    assert_eq!(recorder.kept(), Some(folder.path().join("mine.jsonl.2").as_path()));
    assert_eq!(fs::read(folder.path().join("mine.jsonl.2")).unwrap(), b"first");
    assert_eq!(fs::read(folder.path().join("mine.jsonl.1")).unwrap(), b"older");
    assert!(read(&fs::read(&path).unwrap()).unwrap().turns().is_empty());
    assert!(FileRecorder::create(folder.path(), &setup).is_err());
}

#[test]
fn a_forger_who_knows_the_chain_meets_the_other_questions() {
    let bytes = with_person();
    assert_eq!(forge(&bytes), bytes);
    let text = std::str::from_utf8(&bytes).unwrap();
    let second = text.lines().nth(2).unwrap();
    let package = second.split("\"offer\":[").nth(1).unwrap().split(']').next().unwrap();
    let another = if package.contains("2.75") {
        package.replace("2.75", "2.45")
    } else {
        r#"{"price":"2.75","term":"open"}"#.into()
    };

    // An automated turn: not what the strategy does.
    let report = verify(&forge(&replaced(&bytes, second, &second.replace(package, &another))));
    assert!(matches!(report.intact, Intact::Yes { .. }));
    assert!(matches!(report.legal, Legal::Yes { .. }));
    let Reproduced::No(divergence) = &report.reproduced else { panic!("{report:?}") };
    assert_eq!((divergence.turn, divergence.by), (2, PartyId(1)));
    assert!(divergence.expected.contains(package) && divergence.recorded.contains(&another), "{divergence}");

    // Words put into the mouth of a strategy without a voice.
    let report = verify(&forge(&replaced(&bytes, r#""by":"seller","#, r#""by":"seller","say":"Deal!","#)));
    assert!(matches!(report.reproduced, Reproduced::No(_)), "{report:?}");

    // Another seed, another scenario: the same strategy would have acted otherwise.
    let report = verify(&forge(&replaced(&bytes, r#""seed":7"#, r#""seed":8"#)));
    assert!(matches!(report.reproduced, Reproduced::No(_)), "{report:?}");

    for (from, to, line) in [
        (r#""term":"short"}]"#, r#""term":"shorter"}]"#, 4),
        (r#""price":"2.20""#, r#""price":"2.2""#, 4),
        (r#""turn":3"#, r#""turn":4"#, 4),
        (r#"{"ask":"priorities"}"#, r#"{"ask":{"priority":"colour"}}"#, 2),
        (r#"{"argue":"index"}"#, r#"{"argue":"outdex"}"#, 6),
        (r#""hold":{}"#, r#""accept":{"turn":1,"package":1}"#, 2),
        (r#""hold":{}"#, r#""hold":{},"walk":{}"#, 2),
        (r#""hold":{}"#, r#""hold":{},"hint":1"#, 2),
        (r#"{"turn":1,"#, r#"{"hint":1,"#, 2),
        (r#""by":"buyer","note""#, r#""by":"seller","note""#, 2),
        (r#""player":"person""#, r#""player":"person","revision":1"#, 1),
        (r#""worth":"30""#, r#""worth":"much""#, 1),
        (r#""turns":8"#, r#""turns":7"#, 10),
        (r#"{"end":{"agreement":{"price":"2.45""#, r#"{"end":{"agreement":{"price":"2.20""#, 10),
        (r#"{"end":{"agreement":{"price":"2.45","term":"long"}}"#, r#"{"end":"deadline""#, 10),
        (
            r#"{"end":{"agreement":{"price":"2.45","term":"long"}}"#,
            r#"{"end":{"forfeit":{"by":"seller","fault":"panic"}}"#,
            10,
        ),
    ] {
        let report = verify(&forge(&replaced(&bytes, from, to)));
        let Legal::No(illegality) = &report.legal else { panic!("{from} to {to}: {report:?}") };
        assert_eq!(illegality.line, line, "{from} to {to}: {report:?}");
        assert!(matches!(report.intact, Intact::Yes { .. }), "{report:?}");
    }
}

/// An ending put in place of the turns that followed.
#[test]
fn a_forged_ending_is_caught() {
    let whole = lines(&with_person());
    let ended = |turns: usize, end: &str| {
        let end = unsealed(&format!("{{\"end\":{end},\"turns\":{turns}}}"));
        verify(&forge(&[whole[..=turns].concat(), end].concat()))
    };
    for (turns, end, reason) in [
        (1, r#""deadline""#, "the session goes on"),
        (1, r#"{"forfeit":{"by":"buyer","fault":"panic"}}"#, "not to act"),
        (2, r#"{"forfeit":{"by":"buyer","fault":"panic"}}"#, "only automated parties forfeit"),
        (2, r#"{"walkout":"seller"}"#, "the session goes on"),
    ] {
        let report = ended(turns, end);
        assert!(matches!(&report.legal, Legal::No(no) if no.reason.contains(reason)), "{report:?}");
    }
    let report = ended(1, r#"{"forfeit":{"by":"seller","fault":"panic"}}"#);
    assert!(matches!(report.legal, Legal::Yes { .. }), "{report:?}");
    let Reproduced::No(divergence) = &report.reproduced else { panic!("{report:?}") };
    assert_eq!(divergence.turn, 2);
    assert!(divergence.expected.contains("\"turn\":2") && divergence.recorded.contains("forfeit"), "{divergence}");
}

#[test]
fn what_cannot_be_compared_is_not_attempted() {
    let bytes = with_person();
    for (from, to, why) in [
        (r#""revision":1}"#, r#""revision":99}"#, "revision 99"),
        (r#""rng":1"#, r#""rng":99"#, "version 99"),
        (r#""player":"random"#, r#""player":"randim"#, "did you mean `random`?"),
    ] {
        let report = verify(&forge(&replaced(&bytes, from, to)));
        assert!(matches!(&report.reproduced, Reproduced::NotAttempted(because) if because.contains(why)), "{report:?}");
        assert!(matches!(report.legal, Legal::Yes { .. }) && report.is_good(), "{report:?}");
    }
}

#[test]
fn the_partner_speaks_and_its_words_are_verified() {
    let bytes = record(&setup([Chair::Open, automated("partner")]));
    let replay = read(&bytes).unwrap();
    assert!(replay.turns().iter().all(|turn| turn.words.is_empty() == (turn.by == PartyId(0))), "{replay:?}");
    assert!(matches!(verify(&bytes).reproduced, Reproduced::Yes { .. }));
    let words = &replay.turns()[1].words;
    let report = verify(&forge(&replaced(&bytes, words, "You can have it all.")));
    assert!(matches!(report.reproduced, Reproduced::No(Divergence { turn: 2, .. })), "{report:?}");
}

#[test]
fn slips_in_a_setup_are_named() {
    let error =
        |chairs: Vec<Chair>| Setup { chairs, ..setup([Chair::Open, Chair::Open]) }.table().unwrap_err().to_string();
    assert_eq!(error(vec![Chair::Open]), "1 chairs for 2 parties: every party needs exactly one");
    for (spec, help) in [
        ("parter", "did you mean `partner`?"),
        ("bolware", "did you mean `boulware`?"),
        ("partner(speed=1)", "only e, rho,"),
        ("partner(e=100)", "`e` must be from"),
        ("partner(e=next)", "`e` must be a number"),
        ("boulware(e=", "expected"),
    ] {
        let error = error(vec![Chair::Open, automated(spec)]);
        assert!(error.contains(help) && error.contains(spec), "{error}");
    }
}

#[test]
fn an_open_chair_is_seen_and_an_automated_one_is_not() {
    let mut table = setup([Chair::Open, automated("partner")]).table().unwrap();
    assert!(table.view(PartyId(0)).is_some() && table.view(PartyId(1)).is_none() && table.view(PartyId(2)).is_none());
    assert!(matches!(table.advance(), Awaiting::Person(view) if view.me() == PartyId(0)));
    let unknown = Turn { talk: vec![Talk::Argue(CriterionId(1))], act: TableAct::Hold };
    assert_eq!(table.submit(unknown), Err(Illegal::NoSuchCriterion(CriterionId(1))));
    table.submit(Turn::offer(Outcome(12))).unwrap();
    assert_eq!(table.submit(Turn::silent(TableAct::Hold)), Err(Illegal::NotYourTurn));
    assert!(matches!(table.advance(), Awaiting::Played { by: PartyId(1), words, .. } if !words.is_empty()));
    table.submit(Turn::silent(TableAct::Walk(Door::Closed))).unwrap();
    assert!(matches!(table.advance(), Awaiting::Ended(Ending::Walkout(PartyId(0)))));
    assert_eq!(table.submit(Turn::silent(TableAct::Hold)), Err(Illegal::Over));
}

#[test]
fn newer_schemas_are_named() {
    let bytes = with_person();
    let newer = forge(&replaced(&bytes, r#""schema":[2,2]"#, r#""schema":[3,0]"#));
    let error = read(&newer).unwrap_err();
    assert_eq!(error, ReadError::OtherSchema { schema: [3, 0] });
    assert_eq!(error.to_string(), "written by a newer zopa: schema 3.0, this engine reads 2.x");
    assert!(matches!(verify(&newer).legal, Legal::NotAttempted(_)));

    let minor = replaced(&bytes, r#""schema":[2,2]"#, r#""schema":[2,3]"#);
    let minor = replaced(&minor, r#""hold":{}"#, r#""hold":{},"mood":1"#);
    let mut with_kind = lines(&minor);
    with_kind.insert(2, unsealed(r#"{"weather":"fair"}"#));
    let minor = forge(&with_kind.concat());
    let replay = read(&minor).unwrap();
    let unknown: Vec<_> = replay.unknown().iter().map(|u| (u.line, u.name.as_str())).collect();
    assert_eq!(unknown, [(2, "mood"), (3, "weather")]);
    assert!(verify(&minor).is_good());
}

/// A session with a bit of everything beside the table: `undos` times the second exchange is taken back and played anew.
fn with_asides(undos: usize) -> Vec<u8> {
    let (setup, me) = (setup([Chair::Open, automated("random")]), PartyId(0));
    let mut table = setup.table().unwrap();
    let mut recorder = Recorder::begin(Vec::new(), &setup).unwrap();
    let price = IssueId(0);
    recorder.aside(&table, me, &Aside::Level("guided".into())).unwrap();
    let sheet = Sheet {
        batna: "another \"seller\"".into(),
        reservation: Some(40),
        aspiration: Some(100),
        mine: vec![price, IssueId(1)],
        theirs: vec![IssueId(1)],
        plan: vec![(price, zopa_core::ValueId(1))],
        criteria: vec![CriterionId(0)],
        plan_b: "wait".into(),
    };
    recorder.aside(&table, me, &Aside::Prepared(sheet)).unwrap();
    play(&mut table, &mut recorder, 2);
    recorder.aside(&table, me, &Aside::Note("they hesitate".into())).unwrap();
    for round in 0..undos {
        play(&mut table, &mut recorder, 4);
        recorder.aside(&table, me, &Aside::Hint(1 + round as u8)).unwrap();
        let guess = Guess { priorities: vec![IssueId(1), price], walk_away: Some((20, 45)) };
        recorder.aside(&table, me, &Aside::Guess(guess)).unwrap();
        table = table.rewound(2).unwrap();
        recorder.undo(&table, me).unwrap();
    }
    play(&mut table, &mut recorder, u32::MAX);
    recorder.into_inner()
}

#[test]
fn asides_and_turns_taken_back_stay_in_sight_and_change_nothing() {
    let bytes = with_asides(2);
    let replay = read(&bytes).unwrap();
    assert_eq!(replay.asides().len(), 7);
    assert_eq!(replay.asides().iter().map(|noted| noted.after).collect::<Vec<_>>(), [0, 0, 2, 4, 4, 4, 4]);
    let undone: Vec<_> = replay.undone().iter().map(|undone| (undone.left, undone.turns.len())).collect();
    assert_eq!(undone, [(2, 2), (2, 2)]);
    // Played the same way again after taking back, it is the session that was never taken back.
    let straight = with_person();
    let straight = read(&straight).unwrap();
    assert_eq!(replay.session(), straight.session());
    let report = verify(&bytes);
    assert!(report.is_good(), "{report:?}");
    let automated = (straight.turns().len() / 2 + 2) as u32;
    assert_eq!(report.reproduced, Reproduced::Yes { turns: automated }, "what was taken back is verified too");
    // The automated side's part of what was taken back cannot be forged either.
    let text = String::from_utf8(bytes.clone()).unwrap();
    let fourth = text.lines().find(|line| line.starts_with("{\"turn\":4")).unwrap();
    let forged = replaced(&bytes, fourth, &fourth.replacen("\"seller\"", "\"seller\",\"say\":\"fine\"", 1));
    let report = verify(&forge(&forged));
    assert!(matches!(report.reproduced, Reproduced::No(Divergence { turn: 4, .. })), "{report:?}");
}

#[test]
fn a_session_with_asides_goes_on_from_wherever_it_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.jsonl");
    let whole = with_asides(2);
    let all = lines(&whole);
    for kept in 1..all.len() {
        fs::write(&path, all[..kept].concat()).unwrap();
        let reopened = FileRecorder::reopen(&path).unwrap();
        assert_eq!(reopened.table.session(), reopened.replay.session(), "after {kept} lines");
        assert_eq!(reopened.recorder.turns(), reopened.table.session().turn_index());
    }
}

#[test]
fn asides_out_of_place_are_refused_with_a_reason() {
    let bytes = with_asides(1);
    for (from, to, said) in [
        ("\"level\":\"guided\",\"party\":\"buyer\"", "\"level\":\"guided\",\"party\":\"seller\"", "beside the table"),
        ("\"undo\":3", "\"undo\":4", "did not play it"),
        ("\"undo\":3", "\"undo\":9", "no turn 9 to take back"),
        (
            "they hesitate\",\"party\":\"buyer\",\"after\":2",
            "they hesitate\",\"party\":\"buyer\",\"after\":3",
            "stands after turn 2",
        ),
        ("\"walk-away\":[20,45]", "\"walk-away\":[46,45]", "the least first"),
        ("\"walk-away\":[20,45]", "\"walk-away\":[20,101]", "from 0 to 100"),
        ("\"reservation\":40", "\"reservation\":140", "from 0 to 100"),
        ("\"hint\":1", "\"hint\":0", "counted from 1"),
        ("\"note\":\"they", "\"level\":\"they", "before the first turn"),
    ] {
        let report = verify(&forge(&replaced(&bytes, from, to)));
        let Legal::No(illegality) = &report.legal else { panic!("{to}: {report:?}") };
        assert!(illegality.reason.contains(said), "{to}: {illegality}");
    }
}

#[test]
fn nothing_is_taken_back_without_end_or_after_it() {
    let setup = setup([Chair::Open, automated("random")]);
    let mut table = setup.table().unwrap();
    let mut recorder = Recorder::begin(Vec::new(), &setup).unwrap();
    assert!(recorder.undo(&table, PartyId(0)).is_err());
    for _ in 0..100 {
        play(&mut table, &mut recorder, 2);
        table = table.rewound(0).unwrap();
        recorder.undo(&table, PartyId(0)).unwrap();
    }
    play(&mut table, &mut recorder, 2);
    assert!(recorder.undo(&table.rewound(0).unwrap(), PartyId(0)).is_err());
    play(&mut table, &mut recorder, u32::MAX);
    assert!(recorder.aside(&table, PartyId(0), &Aside::Note("late".into())).is_err());
    assert!(verify(&recorder.into_inner()).is_good());
}

#[test]
fn a_replay_can_be_stepped_through() {
    let replay = read(&with_person()).unwrap();
    assert_eq!(replay.session_after(0).history(), []);
    assert_eq!(replay.session_after(3).history().len(), 3);
    assert_eq!(&replay.session_after(usize::MAX), replay.session());
    assert_eq!(replay.ending(), Some(Ending::Agreement(Outcome(10))));
    assert_eq!(replay.resume().unwrap().session(), replay.session());
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!verify(&bytes).is_good());
    }

    /// Sealed nonsense gets past the chain, so it reaches the parser.
    #[test]
    fn any_text_in_a_sealed_line_gets_an_answer(text in r#"\{"(turn|end|zopa|prep|note|guess|hint|undo|level|x)":[\[\]{}",:a-z0-9.]{0,60}"#, at in 1usize..5) {
        let mut lines = lines(&with_person());
        lines.insert(at, unsealed(&text));
        let report = verify(&forge(&lines.concat()));
        prop_assert!(!report.is_good());
    }

    #[test]
    fn any_splice_is_noticed(from in 0usize..4000, len in 0usize..300, insert in prop::collection::vec(any::<u8>(), 0..30)) {
        let bytes = with_person();
        let from = from.min(bytes.len());
        let mut spliced = bytes.clone();
        spliced.splice(from..(from + len).min(bytes.len()), insert);
        let report = verify(&spliced);
        let is_a_prefix = bytes.starts_with(&spliced) && matches!(report.intact, Intact::Yes { .. });
        prop_assert!(spliced == bytes || is_a_prefix || damaged_line(&report).is_some(), "{:?}", report);
    }
}
