//! Casting: from the spec of an automated chair to the player that sits in it.
//!
//! This is the one place that knows the seeds of a seat. Decision dice are `root / run 0 / seat i`, stream = turn index;
//! a player's hidden type and its voice have children of that seed, so that neither moves a decision's draws.

use std::sync::Arc;

use zopa_core::{Dice, Event, PartyId, Seed, Session, Strategy, Turn, View};
use zopa_partner::{
    Approval, AuditableBatna, CriterionWeight, CriterionWords, ParameterError, Partner, PartnerSetup, Voice, VoiceSetup,
};
use zopa_scenario::{Audit, Criterion, MandateLimit, Party, Scenario};
use zopa_strategies::{Argument, Resolved, Spec, SpecError, Truth, Value, resolve};

use crate::SetupError;

/// The name of the partner in specs.
const PARTNER: &str = "partner";

/// Somebody automated: how it acts, and what it says.
pub(crate) trait Player: Send {
    /// Whether it wants to be told what happens.
    fn listens(&self) -> bool {
        true
    }

    /// Takes note of what happened.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>);

    /// The turn to play.
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn;

    /// The words of its turn at an index of the session; none where there is no voice.
    fn words(&self, session: &Session, turn: u32) -> String;
}

/// A player as it is recorded.
pub(crate) struct Casting {
    pub(crate) player: Box<dyn Player>,
    /// The spec in full: defaults included, but for the partner's, which its archetype and revision give.
    pub(crate) spec: String,
    /// The revision of its behaviour.
    pub(crate) revision: u32,
}

/// How specs become players: of a scenario, for a party, by a spec, from the seed of the seat.
pub(crate) type Cast = fn(&Scenario, PartyId, &str, Seed) -> Result<Casting, SetupError>;

/// The seed of a seat at the table with this master seed. A decision's dice are its stream of the turn's index. For those
/// who play many sessions without a table.
#[must_use]
pub fn seat_seed(master: u64, party: PartyId) -> Seed {
    run_seed(master).child("seat", u64::from(party.0))
}

/// [`seat_seed`] of both seats at a table of two: what they share is worked out once.
#[must_use]
pub fn seat_seeds(master: u64) -> [Seed; 2] {
    let run = run_seed(master);
    [0, 1].map(|party| run.child("seat", party))
}

fn run_seed(master: u64) -> Seed {
    Seed::root(master).child("run", 0)
}

/// The seed of the hidden type of a seat's partner.
pub(crate) fn type_seed(seat: Seed) -> Seed {
    seat.child("type", 0)
}

/// A strategy without a voice.
pub(crate) struct Silent(pub(crate) Box<dyn Strategy>);

impl Player for Silent {
    fn listens(&self) -> bool {
        self.0.listens()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        self.0.observe(view, event);
    }

    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        self.0.decide(view, dice)
    }

    fn words(&self, _: &Session, _: u32) -> String {
        String::new()
    }
}

/// The partner and its voice.
struct Speaking {
    partner: Partner,
    voice: Voice,
}

impl Player for Speaking {
    fn listens(&self) -> bool {
        self.partner.listens()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        self.partner.observe(view, event);
    }

    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        self.partner.decide(view, dice)
    }

    fn words(&self, session: &Session, turn: u32) -> String {
        self.voice.speak(session, turn)
    }
}

/// The partner, or a strategy of the catalogue.
pub(crate) fn from_catalogue(
    scenario: &Scenario,
    party: PartyId,
    text: &str,
    seat: Seed,
) -> Result<Casting, SetupError> {
    seated(scenario, party, text, seat, Resolved::build)
}

/// The same for an experiment, where a strategy may be told what everybody really wants if its spec asks for that.
pub(crate) fn for_experiment(
    scenario: &Scenario,
    party: PartyId,
    text: &str,
    seat: Seed,
) -> Result<Casting, SetupError> {
    let truth = || Truth(scenario.parties().iter().map(|party| Arc::clone(&party.preferences)).collect());
    seated(scenario, party, text, seat, |resolved| resolved.build_knowing(&truth()))
}

fn seated(
    scenario: &Scenario,
    party: PartyId,
    text: &str,
    seat: Seed,
    build: impl Fn(&Resolved) -> Result<Box<dyn Strategy>, SpecError>,
) -> Result<Casting, SetupError> {
    let refused = |message: String| SetupError::Strategy { party, spec: text.to_owned(), message };
    let spec: Spec = text.parse().map_err(|error: SpecError| refused(error.to_string()))?;
    if spec.name() == PARTNER {
        let parameters = spec.arguments();
        let player = speaking(scenario, scenario.party(party), parameters, seat).map_err(refused)?;
        return Ok(Casting { player: Box::new(player), spec: spec.to_string(), revision: zopa_partner::REVISION });
    }
    let resolved = resolve(&spec).map_err(|error| refused(or_partner(&spec, error).to_string()))?;
    let strategy = build(&resolved).map_err(|error| refused(error.to_string()))?;
    Ok(Casting { player: Box::new(Silent(strategy)), spec: resolved.spec().to_string(), revision: resolved.revision() })
}

/// The partner is no entry of the catalogue, so a slip in its name is recognised here.
fn or_partner(spec: &Spec, error: SpecError) -> SpecError {
    let distance = strsim::damerau_levenshtein(&spec.name().to_ascii_lowercase(), PARTNER);
    let suggestion = (distance <= 2 && spec.arguments().is_empty()).then(|| PARTNER.to_owned());
    SpecError { suggestion: suggestion.or(error.suggestion), ..error }
}

fn speaking(scenario: &Scenario, party: &Party, arguments: &[Argument], seat: Seed) -> Result<Speaking, String> {
    let setup = parameterised(partner_setup(scenario, party), arguments)?;
    let words = |criterion: &Criterion| CriterionWords { title: criterion.title.clone(), cite: criterion.cite.clone() };
    let voice = VoiceSetup {
        person: party.persona.person.clone(),
        organisation: party.name.clone(),
        dialect: party.dialect.clone(),
        interests: party.interests.clone(),
        criteria: scenario.criteria().iter().map(words).collect(),
    };
    Ok(Speaking { partner: Partner::new(setup, type_seed(seat)), voice: Voice::new(voice, seat.child("voice", 0)) })
}

/// What the partner of a spec is made from; `None` where the spec names somebody else, or sets what cannot be set.
pub(crate) fn seated_setup(scenario: &Scenario, party: &Party, spec: &str) -> Option<PartnerSetup> {
    let spec: Spec = spec.parse().ok()?;
    let setup = partner_setup(scenario, party);
    (spec.name() == PARTNER).then(|| parameterised(setup, spec.arguments()).ok())?
}

/// A setup with the parameters of a spec.
fn parameterised(mut setup: PartnerSetup, arguments: &[Argument]) -> Result<PartnerSetup, String> {
    for Argument { name, value, .. } in arguments {
        let Value::Number(value) = value else { return Err(format!("`{name}` must be a number")) };
        setup.parameters.set(name, value.to_f64()).map_err(|error| match error {
            ParameterError::Unknown(_) => {
                let known: Vec<_> = zopa_partner::TABLE.iter().map(|parameter| parameter.name).collect();
                format!("{error}, only {}", known.join(", "))
            }
            ParameterError::OutOfRange { .. } => error.to_string(),
        })?;
    }
    Ok(setup)
}

/// What the partner of a party is made from, with the parameters of its archetype.
pub(crate) fn partner_setup(scenario: &Scenario, party: &Party) -> PartnerSetup {
    let (archetype, style) = (party.persona.archetype, party.persona.style);
    let weight = |criterion: &Criterion| CriterionWeight {
        issue: criterion.issue,
        favours: criterion.favours,
        strength: criterion.strength,
        rebuttability: criterion.rebuttability,
    };
    let approval = |limit: &MandateLimit| Approval { when: limit.when.clone(), level: limit.level };
    PartnerSetup {
        archetype,
        style,
        criteria: scenario.criteria().iter().map(weight).collect(),
        opening_aspiration: None,
        mandate: party.mandate.iter().map(approval).collect(),
        audits: scenario.parties().iter().map(|party| party.audit.map(auditable)).collect(),
        parameters: party.character.parameters(),
    }
}

fn auditable(audit: Audit) -> AuditableBatna {
    AuditableBatna { level: audit.level, batna: audit.batna }
}
