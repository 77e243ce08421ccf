//! What practice is to teach shows in the results: five patterns that people should be able to learn from the partner.
//!
//! Each claim is a paired difference: the same partners with the same dice, played in two ways. It has to be three standard
//! errors or more in its direction; how large it is depends on settings. Directions are those of the literature named in
//! the partner's mind.

use zopa_core::{Dice, Disclosure, Importance, Outcome, PartyId, Seed, Strategy, TableAct, Talk, Turn, View};
use zopa_playtest::{Descent, Estimate, Guess, LEARNERS, Listener, Opener, Playtest, Trader};
use zopa_scenario::Scenario;

use crate::program::{root, scenario};

const ME: PartyId = PartyId(0);

/// A shipped scenario.
fn shipped(name: &str) -> Scenario {
    let text = std::fs::read_to_string(root().join("scenarios").join(name).with_extension("ron")).unwrap();
    zopa_scenario::read(&text).0.unwrap()
}

/// The textbook case: two sides who care about different things, 15,625 packages.
fn textbook() -> Scenario {
    zopa_scenario::read(include_str!("textbook.ron")).0.unwrap()
}

/// How somebody comes down in run `n`: people differ, and the same one plays both ways of a pair.
fn descent(usual: Descent, n: u64) -> Descent {
    usual.drawn(&mut Seed::root(n).child("descent", 0).dice(0))
}

/// The learner's and the partner's points of `runs` sessions.
fn play<S: Strategy>(playtest: &Playtest<'_>, runs: u64, learner: impl Fn(u64) -> S) -> [Vec<f64>; 2] {
    let sessions = (0..runs).map(|n| playtest.play(&mut learner(n), n));
    let points = sessions.map(|s| [ME, playtest.partner()].map(|party| playtest.points(&s, party)));
    let (mine, theirs) = points.map(|[mine, theirs]| (mine, theirs)).unzip();
    [mine, theirs]
}

/// Three standard errors or more above 0.
fn clear(estimate: Estimate, what: &str) {
    assert!(estimate.mean > 0.0 && estimate.mean >= 3.0 * estimate.error, "{what}: {estimate:?}");
}

/// Opening so high that it offends costs, and so does opening low: results form an inverted U over the opening's worth to
/// the partner (Weingart et al. 1990; Schweinsberg et al. 2012).
#[test]
fn openings_have_an_inverted_u() {
    let scenario = shipped("isv-revenue-share");
    let playtest = Playtest::new(&scenario, ME).unwrap();
    let own = playtest.preferences(ME);
    // Of the packages worth about so much to the partner the one worth most to the learner.
    let opening = |worth: f64| -> Outcome {
        let near = |o: &Outcome| (playtest.gain(*o, playtest.partner()) - worth).abs() <= 0.1;
        own.ranking().unwrap().outcomes().find(near).unwrap()
    };
    let results = |worth: f64| {
        let opening = opening(worth);
        play(&playtest, 40, |n| Opener { opening, descent: descent(Listener::USUAL.descent, n) })[0].clone()
    };
    let bold = results(-0.4);
    clear(Estimate::of_differences(&bold, &results(-1.2)), "a bold opening over an insult");
    clear(Estimate::of_differences(&bold, &results(0.6)), "a bold opening over a timid one");
}

/// Gives away much of what it could gain in one turn, and then goes on as if nothing had been.
struct Dumping {
    descent: Descent,
    guess: Guess,
    round: u32,
}

impl Strategy for Dumping {
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        let (round, rounds) = (view.session().round(), view.session().rules().rounds());
        let given = if round == self.round { 0.4 } else { 0.0 };
        let aim = self.descent.aim(f64::from(round) / f64::from(rounds - 1)) - given;
        Trader { descent: Descent { from: aim, to: aim, e: 1.0 }, guess: self.guess.clone() }.decide(view, dice)
    }
}

/// Comes down late, knowing what the partner wants.
const PATIENT: Descent = Descent { from: 0.9, to: 0.25, e: 0.5 };

/// The points of `runs` traders who dump in a round; in one beyond the last, who do not.
fn dumping(playtest: &Playtest<'_>, runs: u64, round: u32) -> Vec<f64> {
    let guess = Guess::truth(playtest.preferences(playtest.partner()).clone());
    play(playtest, runs, |n| Dumping { descent: descent(PATIENT, n), guess: guess.clone(), round })[0].clone()
}

const NEVER: u32 = u32::MAX;

/// The textbook case against a patient partner with this slack of the ratchet.
fn patient_partner(scenario: &Scenario, ratchet: f64) -> Playtest<'_> {
    let playtest = Playtest::new(scenario, ME).unwrap();
    let mut counterpart = playtest.counterpart().clone();
    (counterpart.setup.parameters.e, counterpart.setup.parameters.ratchet) = (0.3, ratchet);
    playtest.against(counterpart)
}

/// Giving much away at once costs most in the middle of the session; and what was once offered is hard to take back: a
/// partner that remembers its best offer (the ratchet, here without slack) makes it cost more than one that forgets.
#[test]
fn dumping_costs_most_in_the_middle_and_more_with_the_ratchet() {
    let scenario = textbook();
    let (tight, loose) = (patient_partner(&scenario, 0.0), patient_partner(&scenario, 1.0));
    let loss = |playtest: &Playtest<'_>, round: u32, runs: u64| -> Vec<f64> {
        let (plain, dumped) = (dumping(playtest, runs, NEVER), dumping(playtest, runs, round));
        plain.iter().zip(dumped).map(|(plain, dumped)| plain - dumped).collect()
    };
    let middle = loss(&tight, 5, 60);
    clear(Estimate::of_differences(&middle, &loss(&tight, 1, 60)), "dumping in the middle over dumping early");
    clear(Estimate::of_differences(&middle, &loss(&tight, 9, 60)), "dumping in the middle over dumping at the end");
    let [with, without] = [&tight, &loose].map(|playtest| loss(playtest, 3, 200));
    clear(Estimate::of_differences(&with, &without), "dumping with the ratchet over dumping without");
}

/// Takes what lies on the table in one round.
struct Accepting {
    base: Trader,
    round: u32,
}

impl Strategy for Accepting {
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        match view.best_offered() {
            Some((wanted, _)) if view.session().round() == self.round => Turn::silent(TableAct::Accept(wanted)),
            _ => self.base.decide(view, dice),
        }
    }
}

/// Nothing costs as much as taking an early offer: more than taking a late one, and more than giving much away at the worst
/// time.
#[test]
fn premature_acceptance_costs_most() {
    let scenario = textbook();
    let playtest = Playtest::new(&scenario, ME).unwrap();
    let guess = Guess::truth(playtest.preferences(playtest.partner()).clone());
    let accepting = |round: u32| {
        let trader = |n| Trader { descent: descent(PATIENT, n), guess: guess.clone() };
        play(&playtest, 60, |n| Accepting { base: trader(n), round })[0].clone()
    };
    let (early, late) = (accepting(1), accepting(6));
    clear(Estimate::of_differences(&late, &early), "accepting late over accepting early");
    for round in [1, 3, 5, 7] {
        clear(Estimate::of_differences(&dumping(&playtest, 60, round), &early), "dumping over accepting early");
    }
}

/// Gives nothing until the last round, and then no more than what beats the partner's BATNA by so much, a share of what the
/// partner could gain.
struct Waiting<'a> {
    playtest: &'a Playtest<'a>,
    crumb: f64,
}

impl Strategy for Waiting<'_> {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let session = view.session();
        let is_last = session.round() + 1 == session.rules().rounds();
        let least = if is_last { self.crumb } else { f64::NEG_INFINITY };
        let fits = |o: &Outcome| self.playtest.gain(*o, self.playtest.partner()) >= least;
        Turn::offer(view.preferences().ranking().unwrap().outcomes().find(fits).unwrap())
    }
}

/// The last round is no gift: a crumb in it is worth less than coming down in time, even to who knows the partner's papers.
#[test]
fn waiting_for_the_last_round_does_not_pay() {
    for name in ["isv-revenue-share", "university-research-partnership"] {
        let scenario = shipped(name);
        let playtest = Playtest::new(&scenario, ME).unwrap();
        let informed = Guess::truth(playtest.preferences(playtest.partner()).clone());
        let trader = |n| Trader { descent: descent(PATIENT, n), guess: informed.clone() };
        let in_time = play(&playtest, 60, trader)[0].clone();
        for crumb in [0.0, 0.05, 0.1] {
            let waited = play(&playtest, 60, |_| Waiting { playtest: &playtest, crumb })[0].clone();
            clear(Estimate::of_differences(&in_time, &waited), &format!("{name}: in time over a crumb of {crumb}"));
        }
    }
}

/// Knowing what the partner wants beats guessing that it wants the opposite of all one wants oneself.
#[test]
fn informed_beats_blind() {
    for name in ["isv-revenue-share", "university-research-partnership"] {
        let scenario = shipped(name);
        let playtest = Playtest::new(&scenario, ME).unwrap();
        let informed = Guess::truth(playtest.preferences(playtest.partner()).clone());
        let blind = Guess::blind(playtest.preferences(ME));
        let [informed, blind] = [informed, blind].map(|guess| {
            play(&playtest, 40, |n| Trader { descent: descent(PATIENT, n), guess: guess.clone() })[0].clone()
        });
        clear(Estimate::of_differences(&informed, &blind), name);
    }
}

/// Plays as somebody else does, but says in its first turn which issue matters most to it.
struct Telling(Box<dyn Strategy>);

impl Strategy for Telling {
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        let mut turn = self.0.decide(view, dice);
        if view.session().round() == 0 {
            let stake = |issue| view.preferences().stake(issue);
            let first = view.space().issue_ids().reduce(|a, b| if stake(b) > stake(a) { b } else { a }).unwrap();
            turn.talk.push(Talk::Tell(Disclosure::Priority(first, Importance::High)));
        }
        turn
    }
}

/// Telling one's first priority helps the teller and the two together, and costs the partner nothing (Thompson 1991). Of
/// learners who otherwise say nothing and settle by meeting the partner's offers, whose counters are what telling improves.
#[test]
fn telling_one_priority_helps_both() {
    let scenario = shipped("isv-revenue-share");
    let playtest = Playtest::new(&scenario, ME).unwrap();
    let (mut own, mut joint, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for entry in LEARNERS.iter().filter(|entry| ["novice", "fair-splitter", "haggler-quick"].contains(&entry.name)) {
        let seat = |n| entry.seat(Seed::root(n));
        let told = play(&playtest, 100, |n| Telling(seat(n)));
        let silent = play(&playtest, 100, |n| Boxed(seat(n)));
        for n in 0..100 {
            let [mine, partner] = [0, 1].map(|side| told[side][n] - silent[side][n]);
            own.push(mine);
            theirs.push(partner);
            joint.push(mine + partner);
        }
    }
    clear(Estimate::of(&own), "the teller's points");
    clear(Estimate::of(&joint), "both sides' points together");
    let theirs = Estimate::of(&theirs);
    assert!(theirs.mean > -1.0, "the partner's points: {theirs:?}");
}

/// A boxed strategy as a strategy.
struct Boxed(Box<dyn Strategy>);

impl Strategy for Boxed {
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        self.0.decide(view, dice)
    }
}

/// Every shipped scenario is worth practising on: no target of `zopa scenario lint` is missed.
#[test]
fn shipped_scenarios_miss_no_target() {
    for (path, text) in crate::program::scenario_files() {
        let scenario = scenario(&text);
        let threads = std::thread::available_parallelism().unwrap();
        let options = zopa_playtest::LintOptions { learner: ME, runs: 30, seed: 1, threads };
        let report = zopa_playtest::lint(&scenario, options, &|_| ()).unwrap();
        let missed = report.measures.iter().filter(|measure| measure.verdict() == zopa_playtest::Verdict::Missed);
        let missed: Vec<_> = missed.map(|measure| (measure.target.id, measure.value)).collect();
        assert_eq!(missed, [], "{}", path.display());
    }
}
