//! Small scenarios, scripted learners and a table to play them at.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use zopa_core::{
    Combination, Condition, Consequence, CriterionId, Disclosure, Door, Exclusion, Explicitness, Importance, Issue,
    IssueId, Label, Level, Outcome, OutcomeSpace, Packages, PartyId, Phase, Preferences, PreferencesSpec, Process,
    Promise, Question, Ratio, Recess, Route, Rules, Seed, Session, Sketch, Strength, TableAct, Talk, Tone, Topic, Turn,
    ValueFunction, ValueId, Values, View, Weighted,
};
use zopa_partner::{
    Archetype, CriterionWeight, CriterionWords, Dialect, Mind, Partner, PartnerSetup, Persona, Style, Voice, VoiceSetup,
};

/// Hundredths as a ratio.
pub(crate) fn hundredths(n: i64) -> Ratio {
    Ratio::new(i128::from(n), 100).unwrap()
}

/// What a small scenario is drawn from: for each issue its number of values and the two parties' weights, and whether the
/// two like the same end of it.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub(crate) issues: Vec<(u32, i64, i64, bool)>,
    pub(crate) reservations: (i64, i64),
    pub(crate) red_line: bool,
    pub(crate) excluded: bool,
}

impl Small {
    pub(crate) fn space(&self) -> Arc<OutcomeSpace> {
        let topics = Topic::ALL;
        let issue = |(at, (len, ..)): (usize, &(u32, i64, i64, bool))| {
            let values = if at % 2 == 0 {
                Values::Range { start: "2.05".parse().unwrap(), step: "0.2".parse().unwrap(), len: *len }
            } else {
                let label = |v| Label { key: format!("option-{v}"), text: String::new() };
                Values::Labels((0..*len).map(label).collect())
            };
            Issue::new(
                "abcdefghij".chars().nth(at).unwrap().to_string(),
                format!("Issue {}", "abcdefghij".chars().nth(at).unwrap()),
                topics[at % 7],
                "",
                values,
            )
            .unwrap()
        };
        let corner = Combination {
            all: vec![Condition::any_of(IssueId(0), [ValueId(0)]), Condition::any_of(IssueId(1), [ValueId(0)])],
        };
        let exclusions = if self.excluded && self.issues.len() > 1 {
            vec![Exclusion { when: corner, because: String::new() }]
        } else {
            vec![]
        };
        Arc::new(OutcomeSpace::new(self.issues.iter().enumerate().map(issue).collect(), exclusions).unwrap())
    }

    /// The preferences of the learner (`false`) or the partner (`true`).
    pub(crate) fn preferences(&self, space: &Arc<OutcomeSpace>, partner: bool) -> Preferences {
        let whole: i64 = self.issues.iter().map(|(_, a, b, _)| if partner { *b } else { *a }).sum();
        let weighted = |(len, a, b, same): &(u32, i64, i64, bool)| {
            let top = i128::from(len.saturating_sub(1).max(1));
            let rising = *same || !partner;
            let share = |v: u32| {
                let v = i128::from(v);
                Ratio::new(if rising { v } else { i128::from(len - 1) - v }, top).unwrap()
            };
            Weighted {
                weight: Ratio::new(i128::from(if partner { *b } else { *a }), i128::from(whole)).unwrap(),
                function: ValueFunction::Table((0..*len).map(share).collect()),
            }
        };
        let line = Combination { all: vec![Condition::any_of(IssueId(0), [ValueId(self.issues[0].0 - 1)])] };
        let spec = PreferencesSpec {
            issues: self.issues.iter().map(weighted).collect(),
            interactions: vec![],
            forbidden: if self.red_line && partner { vec![line] } else { vec![] },
            reservation: hundredths(if partner { self.reservations.1 } else { self.reservations.0 }),
            aspiration: None,
            discount: None,
        };
        Preferences::new(space.clone(), &spec).unwrap()
    }
}

pub(crate) fn small() -> impl Strategy<Value = Small> {
    let issue = (1u32..6, 1i64..10, 1i64..10, prop::bool::weighted(0.2));
    (prop::collection::vec(issue, 1..5), (0i64..80, 0i64..90), prop::bool::weighted(0.3), prop::bool::weighted(0.3))
        .prop_map(|(issues, reservations, red_line, excluded)| Small { issues, reservations, red_line, excluded })
}

/// Four opposed issues of five values, with mirrored weights: room for logrolling.
pub(crate) fn classic() -> Small {
    Small {
        issues: vec![(5, 40, 10, false), (5, 30, 20, false), (5, 20, 30, false), (5, 10, 40, false)],
        reservations: (40, 40),
        red_line: false,
        excluded: false,
    }
}

pub(crate) fn archetype() -> impl Strategy<Value = Archetype> {
    prop::sample::select(Archetype::ALL.to_vec())
}

pub(crate) fn style() -> impl Strategy<Value = Style> {
    prop::sample::select(Style::ALL.to_vec())
}

pub(crate) fn setup(archetype: Archetype, style: Style) -> PartnerSetup {
    let criteria = vec![
        CriterionWeight { issue: IssueId(0), favours: Some(ValueId(0)), strength: 0.8, rebuttability: 0.1 },
        CriterionWeight { issue: IssueId(0), favours: Some(ValueId(0)), strength: 0.2, rebuttability: 0.9 },
    ];
    PartnerSetup { criteria, ..PartnerSetup::new(archetype, style) }
}

/// A learner's move before it is made to fit the session: any talk, and any table act.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    Offer(u64, Vec<Talk>),
    Multiple(u64, u64, Vec<Talk>),
    Hold(Vec<Talk>),
    Accept,
    /// Rejecting the first live offer of another, beside what is said.
    Reject(Option<IssueId>, Vec<Talk>),
    /// A partial package: issues and values to be fitted to the space, and perhaps where the range of the first leads to.
    Float(Vec<(u16, u32)>, Option<u32>),
    /// Something that takes the turn away from the table.
    Aside(Talk),
    Leave,
}

pub(crate) fn talk() -> impl Strategy<Value = Talk> {
    let issue = || (0u16..4).prop_map(IssueId);
    let importance = prop::sample::select(vec![Importance::Low, Importance::Medium, Importance::High]);
    let how = || prop::sample::select(vec![Explicitness::Implicit, Explicitness::Explicit]);
    let strength = prop::sample::select(vec![Strength::Unsaid, Strength::Modest, Strength::Strong]);
    let consequence = prop::sample::select(vec![Consequence::Leave, Consequence::Rival, Consequence::Escalation]);
    let question = || {
        prop_oneof![
            Just(Question::Priorities),
            issue().prop_map(Question::Priority),
            issue().prop_map(Question::Interest)
        ]
    };
    let processes =
        vec![Process::Agenda, Process::Packaging, Process::Summarise, Process::NameSpiral, Process::Apologise];
    prop_oneof![
        4 => question().prop_map(Talk::Ask),
        1 => question().prop_map(Talk::Deflect),
        3 => (issue(), importance).prop_map(|(k, i)| Talk::Tell(Disclosure::Priority(k, i))),
        1 => issue().prop_map(|k| Talk::Tell(Disclosure::Interest(k))),
        1 => (issue(), 0u32..5).prop_map(|(k, v)| Talk::Tell(Disclosure::Constraint(k, ValueId(v)))),
        1 => Just(Talk::Final),
        1 => (1u8..4).prop_map(|turns| Talk::Expires(turns.try_into().unwrap())),
        1 => Just(Talk::Tell(Disclosure::Deadline)),
        2 => (0u16..3).prop_map(|c| Talk::Argue(CriterionId(c))),
        1 => (how(), strength).prop_map(|(how, strength)| Talk::Batna { how, strength }),
        1 => (how(), consequence, prop::option::of(issue()))
            .prop_map(|(how, with, over)| Talk::Threaten { how, with, over }),
        1 => Just(Talk::Credit),
        1 => issue().prop_map(Talk::InReturn),
        1 => prop_oneof![Just(Promise::Favour), issue().prop_map(Promise::Move)].prop_map(Talk::Promise),
        2 => prop::sample::select(processes).prop_map(Talk::Process),
        1 => issue().prop_map(|k| Talk::Process(Process::Park(k))),
        2 => prop::sample::select(Tone::ALL.to_vec()).prop_map(Talk::Tone),
    ]
}

fn aside() -> impl Strategy<Value = Talk> {
    let recesses = vec![Recess::Caucus, Recess::Sidebar, Recess::Break];
    let routes = vec![Route::Solo, Route::Joint];
    prop_oneof![
        prop::sample::select(recesses).prop_map(Talk::Recess),
        (prop::sample::select(Level::ALL.to_vec()), prop::sample::select(routes))
            .prop_map(|(to, how)| Talk::Escalate { to, how }),
    ]
}

/// What of some talk goes with an act in this space: values that exist, modifiers once, and none out of place.
fn fitted(talk: &[Talk], act: TableAct, space: &OutcomeSpace) -> Vec<Talk> {
    let mut kept: Vec<Talk> = Vec::new();
    for said in talk {
        let said = match *said {
            Talk::Tell(Disclosure::Constraint(issue, value)) => match space.issues().get(issue.index()) {
                Some(held) => Talk::Tell(Disclosure::Constraint(issue, ValueId(value.0 % held.len()))),
                None => continue,
            },
            other => other,
        };
        let misplaced = said.needs_offer() && !matches!(act, TableAct::Offer(_));
        let repeated = said.is_modifier() && kept.iter().any(|other| other.is_like(said));
        if !misplaced && !repeated {
            kept.push(said);
        }
    }
    kept
}

fn sketch(set: &[(u16, u32)], to: Option<u32>, space: &OutcomeSpace) -> Option<Sketch> {
    let issues = space.issues().len() as u16;
    let mut fitted: Vec<(IssueId, ValueId)> = Vec::new();
    for (issue, value) in set {
        let issue = IssueId(issue % issues);
        if fitted.iter().all(|(k, _)| *k != issue) {
            fitted.push((issue, ValueId(value % space.issue(issue).len())));
        }
    }
    let first = fitted.first()?.0;
    let range = to.map(|to| (first, ValueId(to % space.issue(first).len())));
    Sketch::of(space, &fitted, range).or_else(|| Sketch::of(space, &fitted, None))
}

pub(crate) fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let talks = || prop::collection::vec(talk(), 0..=3);
    let one = prop_oneof![
        6 => (any::<u64>(), talks()).prop_map(|(o, t)| Move::Offer(o, t)),
        1 => (any::<u64>(), any::<u64>(), talks()).prop_map(|(a, b, t)| Move::Multiple(a, b, t)),
        2 => talks().prop_map(Move::Hold),
        1 => Just(Move::Accept),
        1 => (prop::option::of((0u16..4).prop_map(IssueId)), talks()).prop_map(|(over, t)| Move::Reject(over, t)),
        1 => (prop::collection::vec((any::<u16>(), any::<u32>()), 1..4), prop::option::of(any::<u32>()))
            .prop_map(|(set, to)| Move::Float(set, to)),
        1 => aside().prop_map(Move::Aside),
    ];
    prop::collection::vec(one, 1..=most)
}

impl Move {
    /// The legal turn nearest to this move.
    pub(crate) fn turn(&self, session: &Session, me: PartyId) -> Turn {
        let outcome = |n: u64| Outcome(n % session.space().size());
        let turn = match self {
            Self::Offer(o, talk) => Turn { talk: talk.clone(), act: TableAct::Offer(Packages::one(outcome(*o))) },
            Self::Multiple(a, b, talk) => {
                let (a, b) = (outcome(*a), outcome(*b));
                let packages = if a == b { Packages::one(a) } else { Packages::of(&[a, b]).unwrap() };
                Turn { talk: talk.clone(), act: TableAct::Offer(packages) }
            }
            Self::Hold(talk) => Turn { talk: talk.clone(), act: TableAct::Hold },
            Self::Accept => match session.acceptable_by(me).next() {
                Some((wanted, _)) => Turn::silent(TableAct::Accept(wanted)),
                None => Turn::silent(TableAct::Hold),
            },
            Self::Reject(over, talk) => {
                let offer = session.acceptable_by(me).next().map(|(offer, _)| Talk::Reject { offer, over: *over });
                Turn { talk: offer.into_iter().chain(talk.iter().copied().take(2)).collect(), act: TableAct::Hold }
            }
            Self::Float(set, to) => {
                let said = sketch(set, *to, session.space()).map(Talk::Float);
                Turn { talk: said.into_iter().collect(), act: TableAct::Hold }
            }
            Self::Aside(talk) => Turn { talk: vec![*talk], act: TableAct::Hold },
            Self::Leave => Turn::silent(TableAct::Walk(Door::Open)),
        };
        let turn = Turn { talk: fitted(&turn.talk, turn.act, session.space()), act: turn.act };
        if session.check(&turn).is_ok() { turn } else { Turn::silent(TableAct::Hold) }
    }
}

/// Plays a session: `seats[i]` is a partner with its preferences, or a script that repeats its last move.
pub(crate) enum Seat {
    Partner(Box<Partner>, Arc<Preferences>, Seed),
    Script(Vec<Move>),
}

/// Plays to the end. Fails on an illegal turn, a mind out of range, or a session that does not end.
pub(crate) fn play(rules: Rules, space: &Arc<OutcomeSpace>, seats: &mut [Seat]) -> Session {
    let mut session = Session::new(rules, space.clone());
    while let Phase::Turn(me) = session.phase() {
        let round = session.round() as usize;
        let turn_index = session.turn_index();
        let turn = match &mut seats[me.index()] {
            Seat::Script(moves) => moves[round.min(moves.len() - 1)].turn(&session, me),
            Seat::Partner(partner, preferences, seed) => {
                let view = View::new(&session, me, preferences);
                let turn = zopa_core::Strategy::decide(partner.as_mut(), &view, &mut seed.dice(u64::from(turn_index)));
                check_mind(partner.mind().unwrap());
                check_turn(&session, preferences, &turn);
                turn
            }
        };
        session = session.step(turn).unwrap_or_else(|r| panic!("{:?} is illegal: {}", r.turn, r.illegal));
    }
    session
}

fn check_mind(mind: &Mind) {
    for x in [mind.trust(), mind.ceiling(), mind.patience(), mind.firmness(), mind.heat(), mind.aspiration()] {
        assert!((0.0..=1.0).contains(&x), "{mind:?}");
    }
    assert!((-1.0..=1.0).contains(&mind.ledger()), "{mind:?}");
    assert!(mind.trust() <= mind.ceiling(), "{mind:?}");
    assert!((mind.beliefs().iter().sum::<f64>() - 1.0).abs() < 1e-9, "{mind:?}");
    for tau in [0.01, 0.5, 1.0] {
        assert!(
            (0.0..=1.0).contains(&mind.target(tau)) && (0.0..=1.0).contains(&mind.acceptance(0.5, tau)),
            "{mind:?}"
        );
    }
}

/// What the partner puts its name to is permitted and worth its BATNA.
fn check_turn(session: &Session, preferences: &Preferences, turn: &Turn) {
    let packages = match turn.act {
        TableAct::Offer(packages) => packages.as_slice().to_vec(),
        TableAct::Accept(wanted) => session.offered(wanted).map(|(_, o)| o).into_iter().collect(),
        TableAct::Hold | TableAct::Walk(_) => vec![],
    };
    assert!(packages.iter().all(|o| preferences.acceptable(*o)), "{turn:?} is below the BATNA or beyond a red line");
}

/// Somebody of a kind of organisation: any dialect there is.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) archetype: Archetype,
    pub(crate) style: Style,
    pub(crate) dialect: Dialect,
}

pub(crate) fn speaker() -> impl Strategy<Value = Speaker> {
    prop::sample::select(Archetype::ALL.into_iter().flat_map(speakers).collect::<Vec<_>>())
}

/// Whoever talks in a style at a kind of organisation.
pub(crate) fn someone(archetype: Archetype, style: Style) -> Speaker {
    Speaker { archetype, style, dialect: Persona::of(archetype).dialect(style) }
}

/// Everybody one may meet at a kind of organisation.
pub(crate) fn speakers(archetype: Archetype) -> Vec<Speaker> {
    let persona = Persona::of(archetype);
    let speaker = |d: &zopa_partner::file::DialectFile| Speaker {
        archetype,
        style: d.style,
        dialect: persona.dialect_named(&d.name, d.style).unwrap(),
    };
    persona.dialects().map(speaker).collect()
}

pub(crate) fn voice(speaker: &Speaker, issues: usize, seed: Seed) -> Voice {
    let reasons = (0..issues).map(|k| format!("The reason for this one is plain, and it is number {k}")).collect();
    let words = |title: &str, cite: &str| CriterionWords { title: title.into(), cite: cite.into() };
    let setup = VoiceSetup {
        person: "Dana Whitfield".into(),
        organisation: "Cirrus Cloud".into(),
        dialect: speaker.dialect.clone(),
        interests: reasons,
        criteria: vec![
            words("Published rental index", "The published index says so."),
            words("Our last deal", "We did so last time."),
        ],
    };
    Voice::new(setup, seed)
}
