//! Nothing a person sees before the score depends on the partner's private papers beyond its public acts.
//!
//! Two partners with different papers play the same session against the same script. As long as both have acted alike,
//! every byte on the screen must be the same: board, history, values, hints, errors and words.

use std::sync::Arc;

use serde_json::Value;
use zopa_cli::{Form, Level, Scripted, play_script, rehearse};
use zopa_core::{Decimal, Dice, Seed};
use zopa_scenario::{
    Number, Scenario,
    file::{ScenarioFile, ShareFile},
};

use crate::program::{scenario, scenario_files};

/// What a learner types in one session: a line a turn, each with private looks around beside the act.
const SESSIONS: [&[&str]; 7] = [
    &[
        "brief; hint; ask priority; send",
        "board; hint; hint; ask why {1}; send",
        "offer rest=best; board",
        "history; hint; tone warm; tell priority {0}; offer {0}=worse rest=same",
        "value rest=theirs; model rest=best; hold",
        "hold",
        "walk",
    ],
    &["offer rest=best", "board; hint; hold", "hold", "hint; hint; hint; hold", "history; hold", "hold", "walk"],
    &[
        "tell priority {0} high; tell why {1}; send",
        "argue {c}; batna hint; send",
        "tone angry; threaten open; hold",
        "process apologise; promise; hold",
        "hold",
        "walk",
    ],
    &[
        "offer rest=best",
        "reject over {1}; promise move {0}; hold",
        "float {0}=worse {1}=worse; packaging; sidebar",
        "park {2}; final; expires 2; offer rest=same",
        "board; caucus",
        "help reject; hint; hold",
        "walk",
    ],
    &[
        "tell limit {0}=worse; batna strong open; send",
        "threaten rival open over {1}; hold",
        "escalate council joint",
        "board; break",
        "escalate steering solo",
        "offer rest=best",
        "walk open",
        "walk",
    ],
    &["hold", "hold", "ask priority {2}; hold", "ask priority {2}; hold", "offer rest=best", "board; hold", "walk"],
    &[
        "prep; prep mine {0} {1}; prep reservation 50; prep; cards; card meso; ask priority; send",
        "guess priority {1} {0}; guess walk-away 40..60; guess; hint; hint; hint; offer rest=best",
        "notebook; note they moved; hold",
        "guess walk-away 10; promise move {1}; hold",
        "hint; hint; hint; hint; notebook; ask why {2}; send",
        "guess show; notebook; hold",
        "walk",
    ],
];

/// A line that cannot be understood, to see what an error says.
const MISTAKE: &str = "offer {0}=nonsense rest=same";

fn decimal(hundredths: u64) -> Number {
    Number(Decimal::new(hundredths as i64, 2).unwrap())
}

/// The counterpart's papers, changed. `reach` says how much: small changes let two partners act alike for longer.
pub(crate) fn with_other_papers(file: &ScenarioFile, reach: u64, mut dice: Dice) -> Option<Arc<Scenario>> {
    let mut file = file.clone();
    let party = &mut file.parties[1];
    let secret = format!("secret {}", dice.next_u64());
    party.brief.push_str(&secret);
    party.batna.plan.push_str(&secret);
    party.aspiration.guidance.push_str(&secret);
    // In hundredths of a point: a little, then a lot.
    let (little, much) = ([0, 150, 1_000, 3_000][reach.min(3) as usize], if reach > 1 { 1_000 * reach } else { 0 });
    party.batna.worth = decimal(4_000 + dice.below(little + 1));
    party.aspiration.worth = decimal(7_000 + dice.below(much + 1));
    for _ in 0..reach.saturating_sub(1) * 3 {
        let (from, to) = (dice.below(party.values.len() as u64), dice.below(party.values.len() as u64));
        let weight = |at: u64| party.values[at as usize].weight.0.to_f64();
        let moved = dice.below(4) as f64;
        if from != to && weight(from) > moved + 1.0 {
            let (less, more) = (weight(from) - moved, weight(to) + moved);
            party.values[from as usize].weight = Number(Decimal::from_f64(less).unwrap());
            party.values[to as usize].weight = Number(Decimal::from_f64(more).unwrap());
        }
    }
    if reach > 1 {
        party.interactions.truncate(dice.below(party.interactions.len() as u64 + 1) as usize);
        party.red_lines.truncate(dice.below(party.red_lines.len() as u64 + 1) as usize);
        for value in &mut party.values {
            if let ShareFile::Table(shares) = &mut value.of {
                for (_, share) in
                    shares.iter_mut().filter(|(_, share)| !["0", "1"].contains(&share.0.to_string().as_str()))
                {
                    *share = decimal(10 + dice.below(80));
                }
            }
        }
    }
    party.mandate.clear();
    zopa_scenario::from_file(file).0.map(Arc::new)
}

/// A session's lines for one scenario.
fn lines(scenario: &Scenario, session: &[&str]) -> Vec<String> {
    let space = scenario.space();
    let issue = |at: usize| space.issues()[at % space.issues().len()].name().to_owned();
    let mine = &scenario.parties()[0].preferences;
    let first = zopa_core::IssueId(0);
    let worse = (0..space.issue(first).len()).map(zopa_core::ValueId).find(|value| *value != mine.best_value(first));
    let fill = |line: &&str| {
        let second = space.issue(zopa_core::IssueId(1)).value_text(zopa_core::ValueId(0));
        line.replace("{0}=worse", &format!("{{0}}={}", space.issue(first).value_text(worse.unwrap())))
            .replace("{1}=worse", &format!("{{1}}={second}"))
            .replace("{0}", &issue(0))
            .replace("{1}", &issue(1))
            .replace("{2}", &issue(2))
            .replace("{c}", &scenario.criteria()[0].id)
    };
    session.iter().map(fill).collect()
}

struct Seen {
    output: String,
    /// The turns and the ending as recorded, without the hash chain (which covers the papers) and without the partner's
    /// words: these are made from the acts and are part of what must not differ. What the learner did beside the table is
    /// left out: it is typed.
    turns: Vec<Value>,
}

/// The acts of a recorded line.
fn acts(line: &str) -> Value {
    let mut line: Value = serde_json::from_str(line).unwrap();
    for beside in ["hash", "say"] {
        line.as_object_mut().unwrap().remove(beside);
    }
    line
}

fn play(scenario: &Arc<Scenario>, seed: u64, form: Form, lines: &[String]) -> Seen {
    let lines = lines.join("\n");
    let level = Level::Guided;
    let scripted =
        Scripted { scenario: scenario.clone(), seed, role: None, partner: "partner", lines: &lines, form, level };
    let transcript = play_script(&scripted).unwrap();
    let record = String::from_utf8(transcript.record).unwrap();
    let of_the_table = |line: &&str| line.starts_with("{\"turn\":") || line.starts_with("{\"end\":");
    Seen { output: transcript.output, turns: record.lines().filter(of_the_table).map(acts).collect() }
}

/// Every frame of the full screen while the same lines are typed there, with looks at everything in between; and the turns.
fn screens(scenario: &Arc<Scenario>, seed: u64, lines: &[String]) -> (Vec<String>, Vec<Value>) {
    let looks = "o<Esc>i<Esc><Down><Right>m<Tab><Up><Tab><Tab>t<Esc>?<Esc>";
    let typed: String = lines.iter().map(|line| format!(":{line}<Enter>y<Esc>{looks}")).collect();
    let keys = format!("<Esc>{typed}");
    let form = Form::Tables;
    let scripted = Scripted {
        scenario: scenario.clone(),
        seed,
        role: None,
        partner: "partner",
        lines: &keys,
        form,
        level: Level::Guided,
    };
    let rehearsed = rehearse(&scripted, (100, 30)).unwrap();
    let record = String::from_utf8(rehearsed.record).unwrap();
    (rehearsed.frames, record.lines().skip(1).map(acts).collect())
}

/// The same comparison on the full screen; how many turns were compared.
fn compare_screens(pair: [&Arc<Scenario>; 2], seed: u64, shared: &[String]) -> usize {
    let [(frames, turns), (others, other_turns)] = pair.map(|scenario| screens(scenario, seed, shared));
    assert_eq!(turns, other_turns);
    let differs = frames.iter().zip(&others).find(|(frame, other)| frame != other);
    assert!(differs.is_none() && frames.len() == others.len(), "the frames differ: {differs:#?}");
    turns.len()
}

/// Plays one pair; how many turns of the partner the two shared before the comparison ends.
fn compare(pair: [&Arc<Scenario>; 2], seed: u64, form: Form, session: &[&str]) -> usize {
    let all = lines(pair[0], session);
    let [first, second] = pair.map(|scenario| play(scenario, seed, form, &all));
    let ended = |turn: &Value| turn.get("end").is_some();
    let alike = first.turns.iter().zip(&second.turns).take_while(|(a, b)| a == b && !ended(a)).count();
    // Every complete exchange both shared, then a mistake, so that the error text is compared as well.
    let exchanges = (alike / 2).min(all.len() - 1);
    let mut shared = all[..exchanges].to_vec();
    shared.push(MISTAKE.replace("{0}", pair[0].space().issues()[0].name()));
    let [a, b] = pair.map(|scenario| play(scenario, seed, form, &shared));
    assert_eq!(a.turns, b.turns);
    if a.output != b.output {
        let (line, other) = a.output.lines().zip(b.output.lines()).find(|(x, y)| x != y).unwrap_or_default();
        panic!("the screens differ though the partners acted alike:\n  {line}\n  {other}");
    }
    exchanges
}

#[test]
fn a_thousand_pairs_of_partners_cannot_be_told_apart_by_more_than_their_acts() {
    let files = scenario_files();
    let (mut pairs, mut exchanges, mut long, mut framed) = (0, 0, 0, 0);
    let mut round = 0;
    while pairs < 1_000 {
        round += 1;
        let (_, text) = &files[round % files.len()];
        let base = scenario(text);
        let reach = [0, 1, 1, 1, 3][round % 5];
        let dice = |side: u64| Seed::root(round as u64).child("papers", side).dice(0);
        let (Some(a), Some(b)) =
            (with_other_papers(base.file(), reach, dice(0)), with_other_papers(base.file(), reach, dice(1)))
        else {
            continue;
        };
        for (at, session) in SESSIONS.iter().enumerate() {
            let form = if (round + at) % 2 == 0 { Form::Tables } else { Form::Sentences };
            let shared = compare([&a, &b], round as u64, form, session);
            pairs += 1;
            // The full screen draws hundreds of frames a session: some of the pairs, the longest of what they shared.
            if reach > 0 && round % 25 < 5 && shared > 0 {
                framed += compare_screens([&a, &b], round as u64, &lines(&a, session)[..shared]);
            }
            // Papers that differ in words alone must never part the two; those that differ in worth are the hard case.
            if reach > 0 {
                exchanges += shared;
                long += usize::from(shared >= 3);
            }
        }
    }
    // The comparison must have something to compare: many pairs of different worth act alike for several exchanges.
    assert!(exchanges >= 1_000 && long >= 200, "{pairs} pairs shared {exchanges} exchanges, {long} three or more");
    assert!(framed >= 100, "{framed} turns were compared on the full screen");
}

/// The one place where the two sides' papers may meet is the score. A session that has not ended shows none of it.
#[test]
fn the_partner_s_papers_are_never_printed() {
    for (_, text) in scenario_files() {
        let scenario = scenario(&text);
        let papers = &scenario.parties()[1];
        let secrets = [&papers.brief, &papers.batna, &papers.guidance];
        let phrases: Vec<&str> =
            secrets.iter().flat_map(|text| text.split(['.', '\n'])).filter(|p| p.len() > 40).collect();
        assert!(phrases.len() > 5);
        for (seed, session) in (0..).zip(SESSIONS) {
            let all = lines(&scenario, session);
            let seen = play(&scenario, seed, Form::Tables, &all[..all.len() - 1]);
            let flat = seen.output.split_whitespace().collect::<Vec<_>>().join(" ");
            for phrase in &phrases {
                assert!(!flat.contains(phrase.trim()), "printed: {phrase}");
            }
        }
    }
}
