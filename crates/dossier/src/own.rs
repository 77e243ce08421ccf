//! One side's own papers about a deal: for the pages nobody else reads.

use zopa_commercial::{Npv, Outlook, ProForma};
use zopa_core::{IssueId, Level, Outcome, PartyId, Points, Session};
use zopa_scenario::{Party, Scenario};

/// What one side knows of a deal alone. The default knows nothing; pages made with it have the same parts.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Own {
    /// What the deal is worth.
    pub worth: Worth,
    /// What it would have done without one.
    pub alternative: String,
    /// Why each issue matters, those of most weight first.
    pub interests: Vec<Interest>,
    /// What combinations of terms add or take.
    pub effects: Vec<Effect>,
    /// Terms of the deal that need somebody's approval.
    pub limits: Vec<Limit>,
    /// The red line the deal crosses, if it does.
    pub red_line: Option<String>,
    /// The net present value as forecast and as feared, with the unit of money.
    pub npv: Option<(String, String, String)>,
}

/// What a deal is worth, in points out of 100.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Worth {
    /// The deal.
    pub deal: f64,
    /// The BATNA.
    pub batna: f64,
    /// The target, if there is one.
    pub target: Option<f64>,
}

/// Why an issue matters, and how well it went.
#[derive(Clone, PartialEq, Debug)]
pub struct Interest {
    /// The issue, by short name.
    pub issue: String,
    /// Why.
    pub because: String,
    /// What the agreed value is worth, in points.
    pub got: f64,
    /// What the best value would be worth, in points.
    pub most: f64,
}

/// What a combination of terms adds or takes.
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// In points.
    pub worth: f64,
    /// Why.
    pub because: String,
}

/// A term that needs somebody's approval.
#[derive(Clone, PartialEq, Debug)]
pub struct Limit {
    /// The issues it is about, by short name.
    pub issues: Vec<String>,
    /// Who approves.
    pub to: String,
    /// Why.
    pub because: String,
    /// The level at which they can be asked.
    pub level: Level,
    /// Whether that level was reached at the table.
    pub reached: bool,
}

impl Own {
    /// What `me` knows of a deal alone.
    pub(crate) fn of(scenario: &Scenario, me: PartyId, (session, outcome): (&Session, Outcome)) -> Self {
        let party = scenario.party(me);
        let preferences = &party.preferences;
        let points = |points: Points| (points.0 as f64 * 100.0) / preferences.scale() as f64;
        let reached = session.level_reached(me);
        let name = |issue: IssueId| scenario.space().issue(issue).name().to_owned();
        let limit = |limit: &zopa_scenario::MandateLimit| Limit {
            issues: limit.when.all.iter().map(|condition| name(condition.issue())).collect(),
            to: limit.to.clone(),
            because: limit.because.clone(),
            level: limit.level,
            reached: reached >= Some(limit.level),
        };
        let holding = party.interactions.iter().filter(|it| it.when.holds(scenario.space(), outcome));
        Self {
            worth: Worth {
                deal: points(preferences.points(outcome)),
                batna: points(preferences.reservation_points()),
                target: preferences.aspiration().map(|target| points(preferences.to_points(target.get()))),
            },
            alternative: party.batna.clone(),
            interests: interests(scenario, party, outcome),
            effects: holding.map(|it| Effect { worth: it.worth, because: it.because.clone() }).collect(),
            limits: party.beyond_mandate(outcome, None).map(limit).collect(),
            red_line: preferences.crossed(outcome).and_then(|at| party.red_lines.get(at).cloned()),
            npv: npv(scenario, me, outcome),
        }
    }
}

/// The issues by what they could be worth, the most first; of equals, in their order.
fn interests(scenario: &Scenario, party: &Party, outcome: Outcome) -> Vec<Interest> {
    let (space, preferences) = (scenario.space(), &party.preferences);
    let points = |points: Points| (points.0 as f64 * 100.0) / preferences.scale() as f64;
    let interest = |id: IssueId| Interest {
        issue: space.issue(id).name().to_owned(),
        because: party.interests.get(id.index()).cloned().unwrap_or_default(),
        got: points(preferences.issue_points(id, space.value(outcome, id))),
        most: points(preferences.issue_points(id, preferences.best_value(id))),
    };
    let mut interests: Vec<_> = space.issue_ids().map(interest).collect();
    interests.sort_by(|a, b| b.most.total_cmp(&a.most));
    interests
}

fn npv(scenario: &Scenario, me: PartyId, outcome: Outcome) -> Option<(String, String, String)> {
    let (model, books) = (scenario.commercial()?, scenario.party(me).books.as_ref()?);
    let of = |outlook: Outlook| {
        let statement = ProForma::of(model, scenario.space(), outcome, outlook).statement(
            model,
            (me, books),
            (scenario.space(), outcome),
        );
        let npv: Npv = statement.npv();
        npv.amount().with_digits(1)
    };
    Some((of(Outlook::Base), of(Outlook::Downside), model.money.clone()))
}
