//! A class with packs, honest and not.

#![allow(clippy::unwrap_used, reason = "a test that has nothing to unwrap has failed")]

#[path = "../../../cohort/tests/class/fixtures.rs"]
mod fixtures;

use std::{
    io::{self, Write},
    num::NonZeroUsize,
    sync::Arc,
};

use zopa_cohort::{Fault, Handed};
use zopa_core::{PartyId, Seed, Strategy};
use zopa_engine::{Awaiting, Chair, Recorder, Setup, read};
use zopa_pack::{
    Breach, Deal, InstructorPack, NotOpened, Opened, Papers, StudentPack,
    record::{self, Head, Sealing},
    secret::ClassSecret,
};
use zopa_playtest::{LEARNERS, Learner};
use zopa_scenario::Scenario;

const WORDS: &[u8] = b"the red door";

/// The scenario that everybody here plays.
fn university() -> Arc<Scenario> {
    let (scenario, _) = zopa_scenario::read(include_str!("../../../../scenarios/university-research-partnership.ron"));
    Arc::new(scenario.unwrap())
}

fn pack() -> InstructorPack {
    let secret = ClassSecret::of(b"nobody guesses these bytes").unwrap();
    let deal = Deal { scenario: university(), party: PartyId(0), partner: "partner".into(), attempts: 2 };
    InstructorPack::new(deal, secret)
}

fn opened(student: &str) -> Opened {
    let text = pack().for_student(student, WORDS).unwrap().json();
    StudentPack::read(&text).unwrap().open(WORDS).unwrap()
}

/// A sink that keeps what reaches it.
#[derive(Clone, Default)]
struct Disk(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An attempt at a pack by a stock learner: the sealed record.
fn played(pack: &Opened, attempt: u32, before: &str, learner: &Learner) -> String {
    let chairs = vec![Chair::Open, Chair::Automated(pack.deal.partner.clone())];
    let seed = pack.key.seed(attempt, before);
    let setup = Setup { scenario: pack.deal.scenario.clone(), seed, chairs };
    let disk = Disk::default();
    let sealing = Sealing::begin(disk.clone(), &Head::of(pack, attempt), &pack.key).unwrap();
    let (mut table, mut recorder) = (setup.table().unwrap(), Recorder::begin(sealing, &setup).unwrap());
    let mut person: Box<dyn Strategy> = learner.seat(Seed::root(1));
    loop {
        let index = table.session().turn_index();
        let turn = match table.advance() {
            Awaiting::Ended(_) => break,
            Awaiting::Played { .. } => None,
            Awaiting::Person(view) => Some(person.decide(&view, &mut Seed::root(1).dice(u64::from(index)))),
        };
        if let Some(turn) = turn {
            table.submit(turn).unwrap();
        }
        recorder.turn(&table, index).unwrap();
    }
    recorder.end(&table).unwrap();
    let bytes = disk.0.borrow().clone();
    String::from_utf8(bytes).unwrap()
}

fn print_of(pack: &Opened, record: &str) -> String {
    read(&record::open(record, &pack.key).unwrap()).unwrap().fingerprint()
}

fn handed(name: &str, text: &str) -> Handed {
    Handed { name: name.into(), bytes: Ok(text.as_bytes().to_vec()) }
}

/// What grading says of each file, by name.
fn verdicts(files: &[Handed]) -> Vec<(String, String)> {
    let entries = pack().grade(files, NonZeroUsize::MIN);
    let verdict = |judged: &Result<_, Fault>| judged.as_ref().map_or_else(|fault| fault.key(), |_| "ok").to_owned();
    entries.iter().map(|entry| (entry.file.clone(), verdict(&entry.judged))).collect()
}

#[test]
fn a_pack_gives_nothing_away_and_opens_for_its_class() {
    let pack = pack();
    let text = pack.for_student("ada", WORDS).unwrap().json();
    let theirs = &pack.deal.scenario.party(PartyId(1));
    for secret in [theirs.interests.iter().find(|text| !text.is_empty()).unwrap(), &theirs.batna] {
        assert!(pack.json().contains(secret.as_str()) && !text.contains(secret.as_str()), "{secret}");
    }
    let student = StudentPack::read(&text).unwrap();
    assert_eq!(student.open(b"the blue door").unwrap_err(), NotOpened::Sealed);
    let ben = StudentPack::read(&text.replacen("\"ada\"", "\"ben\"", 1)).unwrap();
    assert_eq!(ben.open(WORDS).unwrap_err(), NotOpened::Sealed, "what is said in clear is bound to what is sealed");
    let opened = student.open(WORDS).unwrap();
    assert_eq!(opened.deal.scenario.canonical_json(), pack.deal.scenario.canonical_json());
    assert_eq!(opened.commitment, pack.commitment());
    // The instructor is bound as well.
    assert_eq!(InstructorPack::read(&pack.json()).unwrap().json(), pack.json());
    let altered = pack.json().replacen(&theirs.batna, "Nothing at all.", 1);
    assert_eq!(InstructorPack::read(&altered).unwrap_err(), NotOpened::Commitment);
    assert!(matches!(StudentPack::read(&pack.json()), Err(NotOpened::NotPack(_))));
}

#[test]
fn honest_submissions_hold_and_every_other_is_named() {
    let (ada, ben) = (opened("ada"), opened("ben"));
    let (slow, expert) = (&LEARNERS[4], &LEARNERS[6]);
    let first = played(&ada, 1, "", slow);
    let second = played(&ada, 2, &print_of(&ada, &first), expert);
    let bens = played(&ben, 1, "", slow);
    let honest = [handed("ada.1", &first), handed("ada.2", &second), handed("ben.1", &bens)];
    assert!(verdicts(&honest).iter().all(|(_, verdict)| verdict == "ok"), "{:?}", verdicts(&honest));

    let one = |files: &[Handed], name: &str| {
        let all = verdicts(files);
        all.into_iter().find(|(file, _)| file == name).unwrap().1
    };
    // Edited, spliced, cut.
    let lines: Vec<&str> = first.lines().collect();
    let join = |lines: &[&str]| lines.join("\n") + "\n";
    let last = lines.last().unwrap();
    let mut edited = lines.clone();
    let bent = format!("{}{}", &last[..last.len() - 1], if last.ends_with('0') { "1" } else { "0" });
    edited[lines.len() - 1] = &bent;
    assert_eq!(one(&[handed("x", &join(&edited))], "x"), "edited");
    let mut swapped = lines.clone();
    swapped.swap(2, 4);
    assert_eq!(one(&[handed("x", &join(&swapped))], "x"), "edited");
    assert_eq!(one(&[handed("x", &join(&lines[..lines.len() - 1]))], "x"), "unfinished");
    assert_eq!(one(&[handed("x", &join(&lines[..1]))], "x"), "unfinished");
    // Handed in under another name, or another attempt's.
    assert_eq!(one(&[handed("x", &first.replacen("\"ada\"", "\"ben\"", 1))], "x"), "edited");
    assert_eq!(one(&[handed("x", &first.replacen("\"attempt\":1", "\"attempt\":2", 1))], "x"), "edited");
    // In clear, of somebody else, of a seed nobody was given, without the attempt before.
    let clear = String::from_utf8(record::open(&first, &ada.key).unwrap()).unwrap();
    assert_eq!(one(&[handed("ada.1", &clear)], "ada.1"), "ok");
    let as_bens = pack().grade(&[handed("ben.1", &clear), handed("ada.1", &first)], NonZeroUsize::MIN);
    let whose = Fault::OtherSeed { whose: Some("ada".into()) };
    assert_eq!(as_bens.iter().find(|entry| entry.file == "ben.1").unwrap().judged.as_ref().unwrap_err(), &whose);
    let free = fixtures::recorded(&ada.deal.scenario, expert, 7, "partner");
    assert_eq!(one(&[handed("ada", &String::from_utf8(free).unwrap())], "ada"), "other-seed");
    assert_eq!(one(&honest[1..], "ada.2"), "broken-chain");
    // The first attempt once more, when the second was played already: one of the two does not hold.
    let again = played(&ada, 1, "", expert);
    assert_ne!(print_of(&ada, &again), print_of(&ada, &first));
    assert_eq!(one(&[handed("ada.1", &again), handed("ada.2", &second)], "ada.2"), "broken-chain");
    assert_eq!(one(&[handed("ada.1", &first), handed("ada.1b", &again)], "ada.1b"), "played-again");
    assert_eq!(one(&[handed("ada.1", &first), handed("ada.1b", &first)], "ada.1b"), "copy");
    // An easier partner.
    let easy = fixtures::recorded(&ada.deal.scenario, slow, ada.key.seed(1, ""), "conceder");
    assert_eq!(one(&[handed("ada", &String::from_utf8(easy).unwrap())], "ada"), "other-partner");
}

#[test]
fn published_papers_are_those_a_pack_was_bound_to_or_it_shows() {
    let honest = pack();
    let ada = StudentPack::read(&honest.for_student("ada", WORDS).unwrap().json()).unwrap();
    let papers = Papers::read(&honest.papers().json()).unwrap();
    assert_eq!(ada.holds(&papers, Some(WORDS)), Ok(()));
    assert_eq!(ada.holds(&Papers::read(&honest.json()).unwrap(), Some(WORDS)), Ok(()), "the instructor's pack will do");
    assert_eq!(ada.holds(&papers, Some(b"the blue door")), Err(Breach::NotOpened(NotOpened::Sealed)));

    // Papers exchanged after the session: one number of the other side's.
    let text = honest.papers().json();
    let at = text.find("\"worth\":").and_then(|at| Some(at + text[at..].find(|c: char| c.is_ascii_digit())?)).unwrap();
    let other = if text[at..].starts_with('4') { "3" } else { "4" };
    let exchanged = [&text[..at], other, &text[at + 1..]].concat();
    assert_ne!(exchanged, text);
    let exchanged = Papers::read(&exchanged).unwrap();
    assert_eq!(ada.holds(&exchanged, None), Err(Breach::Published { found: exchanged.commitment() }));

    // Papers exchanged in the pack: another scenario under the seal, with the commitment to the honest one in clear.
    let mut other = pack().deal;
    other.scenario = Arc::new(zopa_scenario::from_file(exchanged.scenario.file().clone()).0.unwrap());
    let other = InstructorPack::new(other, ClassSecret::of(b"nobody guesses these bytes").unwrap());
    let forged = other.for_student("ada", WORDS).unwrap().json();
    let (said, wanted) = (other.commitment(), honest.commitment());
    let forged = StudentPack::read(&forged.replace(&said, &wanted)).unwrap();
    assert_eq!(forged.holds(&papers, None), Ok(()), "nobody sees under the seal without the passphrase");
    assert_eq!(
        forged.holds(&papers, Some(WORDS)),
        Err(Breach::NotOpened(NotOpened::Sealed)),
        "what is in clear is bound to it"
    );

    // So does a whole pack of another class.
    let theirs = StudentPack::read(&other.for_student("ada", WORDS).unwrap().json()).unwrap();
    assert!(matches!(theirs.holds(&papers, Some(WORDS)), Err(Breach::Published { .. })));
    assert!(Papers::read(&ada.json()).is_err(), "a student's pack is no papers");
}
