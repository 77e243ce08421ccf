//! Golden excerpts: what it is like to sit opposite each of the archetypes.
//!
//! The learner plays one script against all of them; what differs is who answers. Set `ZOPA_BLESS=1` to write the files
//! anew, and read the difference.

use std::{fs, path::Path, sync::Arc};

use zopa_core::{
    CriterionId, Disclosure, Importance, Issue, IssueId, Label, Outcome, OutcomeSpace, Packages, PartyId, Phase,
    Preferences, PreferencesSpec, Process, Question, Rules, Seed, Session, Strategy, TableAct, Talk, Tone, Topic, Turn,
    ValueFunction, ValueId, Values, View, Weighted,
};
use zopa_partner::{Archetype, CriterionWeight, CriterionWords, Partner, PartnerSetup, Voice, VoiceSetup};

use crate::fixtures::{Speaker, hundredths, speakers};

fn space() -> Arc<OutcomeSpace> {
    let range = |start: &str, step: &str, len| Values::Range {
        start: start.parse().unwrap(),
        step: step.parse().unwrap(),
        len,
    };
    let labels = |labels: &[(&str, &str)]| {
        Values::Labels(labels.iter().map(|(key, text)| Label { key: (*key).into(), text: (*text).into() }).collect())
    };
    let issues = vec![
        Issue::new("price", "Price per unit", Topic::Pricing, "$", range("2.20", "0.10", 15)).unwrap(),
        Issue::new("commit", "Minimum commitment", Topic::Pricing, "$M", range("0", "20", 7)).unwrap(),
        Issue::new(
            "ip",
            "IP ownership",
            Topic::Ip,
            "",
            labels(&[("theirs", ""), ("joint", "joint ownership"), ("ours", "")]),
        )
        .unwrap(),
        Issue::new(
            "exclusivity",
            "Exclusivity",
            Topic::Exit,
            "",
            labels(&[("none", "none"), ("field", "in the field, for a year")]),
        )
        .unwrap(),
        Issue::new("notice", "Notice period", Topic::Exit, "days", range("30", "30", 6)).unwrap(),
    ];
    Arc::new(OutcomeSpace::new(issues, vec![]).unwrap())
}

/// The partner's side: dear, committed, joint, exclusive, long.
fn preferences(space: &Arc<OutcomeSpace>) -> Preferences {
    let weighted = |weight, function| Weighted { weight: hundredths(weight), function };
    let line =
        |worst: &str, best: &str| ValueFunction::Linear { worst: worst.parse().unwrap(), best: best.parse().unwrap() };
    let table = |shares: &[i64]| ValueFunction::Table(shares.iter().map(|share| hundredths(*share)).collect());
    let spec = PreferencesSpec {
        issues: vec![
            weighted(20, line("2.20", "3.60")),
            weighted(35, line("0", "120")),
            weighted(15, table(&[100, 60, 0])),
            weighted(20, table(&[0, 100])),
            weighted(10, line("30", "180")),
        ],
        interactions: vec![],
        forbidden: vec![],
        reservation: hundredths(35),
        aspiration: Some(hundredths(85)),
        discount: None,
    };
    Preferences::new(space.clone(), &spec).unwrap()
}

/// What the learner does, round by round.
fn script(space: &OutcomeSpace) -> Vec<Turn> {
    let package = |values: [u32; 5]| space.outcome(&values.map(ValueId)).unwrap();
    let offer =
        |talk: &[Talk], values| Turn { talk: talk.to_vec(), act: TableAct::Offer(Packages::one(package(values))) };
    let [price, commit, ip] = [IssueId(0), IssueId(1), IssueId(2)];
    vec![
        Turn {
            talk: vec![Talk::Ask(Question::Priorities), Talk::Tell(Disclosure::Priority(ip, Importance::High))],
            act: TableAct::Hold,
        },
        offer(&[Talk::Argue(CriterionId(0))], [1, 1, 2, 0, 1]),
        offer(&[Talk::Ask(Question::Interest(commit)), Talk::InReturn(price)], [2, 2, 2, 0, 1]),
        offer(&[Talk::Tone(Tone::Warm)], [3, 3, 2, 0, 2]),
        offer(&[Talk::Credit, Talk::Process(Process::Summarise)], [4, 3, 1, 0, 2]),
        offer(&[Talk::Tell(Disclosure::Interest(ip))], [4, 4, 1, 0, 2]),
        offer(&[Talk::Tell(Disclosure::Deadline)], [5, 4, 1, 1, 3]),
        offer(&[], [5, 4, 1, 1, 3]),
    ]
}

fn criteria() -> Vec<CriterionWords> {
    vec![CriterionWords {
        title: "Published rental index".into(),
        cite: "The published index has been below that all year.".into(),
    }]
}

fn voice(speaker: &Speaker, seed: Seed) -> Voice {
    let reasons = [
        "We price against what the next customer will hear about.",
        "What you commit to is what we can plan with.",
        "What our people make should stay where they can use it.",
        "We invest more where we are the only ones.",
        "Short notice leaves us with people and nothing for them to do.",
    ];
    let setup = VoiceSetup {
        person: "Dana Whitfield".into(),
        organisation: "the other side".into(),
        dialect: speaker.dialect.clone(),
        interests: reasons.map(String::from).to_vec(),
        criteria: criteria(),
    };
    Voice::new(setup, seed)
}

fn terms(space: &OutcomeSpace, package: Outcome) -> String {
    let term = |k: IssueId| format!("{} {}", space.issue(k).name(), space.issue(k).value_text(space.value(package, k)));
    space.issue_ids().map(term).collect::<Vec<_>>().join(", ")
}

/// A session as it reads: what the learner does in brackets, what the partner says in full.
fn transcript(speaker: &Speaker, seed: Seed) -> String {
    let space = space();
    let preferences = preferences(&space);
    let setup = PartnerSetup {
        criteria: vec![CriterionWeight {
            issue: IssueId(0),
            favours: Some(ValueId(0)),
            strength: 0.7,
            rebuttability: 0.2,
        }],
        ..PartnerSetup::new(speaker.archetype, speaker.style)
    };
    let mut partner = Partner::new(setup, seed.child("type", 0));
    let (script, voice) = (script(&space), voice(speaker, seed.child("voice", 0)));
    let mut session = Session::new(Rules::role_play(2, script.len() as u32), space.clone());
    let mut out = String::new();
    while let Phase::Turn(me) = session.phase() {
        let at = session.turn_index();
        let turn = if me == PartyId(0) {
            script[at as usize / 2].clone()
        } else {
            let view = View::new(&session, me, &preferences);
            partner.decide(&view, &mut seed.child("dice", 0).dice(u64::from(at)))
        };
        let act = match turn.act {
            TableAct::Offer(packages) => {
                packages.as_slice().iter().map(|o| terms(&space, *o)).collect::<Vec<_>>().join(" | ")
            }
            TableAct::Accept(_) => "accepts".to_owned(),
            TableAct::Hold => "no offer".to_owned(),
            TableAct::Walk(_) => "leaves".to_owned(),
        };
        session = session.step(turn).unwrap();
        if me == PartyId(0) {
            out.push_str(&format!("\n{}. [{act}]\n", at / 2 + 1));
        } else {
            out.push_str(&format!("   {}\n   [{act}]\n", voice.speak(&session, at)));
        }
    }
    out
}

#[test]
fn one_excerpt_for_each_archetype() {
    for (at, archetype) in Archetype::ALL.into_iter().enumerate() {
        let people = speakers(archetype);
        let speaker = &people[at % 3];
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/transcripts/{}.txt", archetype.name()));
        let said =
            format!("{}, {} style\n{}", archetype.name(), speaker.style.name(), transcript(speaker, Seed::root(7)));
        if std::env::var_os("ZOPA_BLESS").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &said).unwrap();
        }
        let golden = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(said, golden, "{}: set ZOPA_BLESS=1 to write it anew, and read the difference", file.display());
    }
}
