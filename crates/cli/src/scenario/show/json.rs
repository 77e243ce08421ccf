//! The same page for programs.

use serde::Serialize;
use zopa_core::{IssueId, ValueId};
use zopa_scenario::Desk;

use super::{archetype_words, aspiration, combination, faces, points, red_lines, reservation, style_words};

/// The page as JSON. Values are texts as one types them; points are out of 100.
pub(super) fn page(desk: &Desk<'_>, with_papers: bool) -> std::io::Result<String> {
    let page = Page { public: public(desk), confidential: with_papers.then(|| confidential(desk)) };
    serde_json::to_string_pretty(&page).map_err(std::io::Error::from)
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    public: Public<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidential: Option<Confidential<'a>>,
}

#[derive(Serialize)]
struct Public<'a> {
    id: &'a str,
    title: &'a str,
    asof: &'a str,
    rounds: u32,
    outcomes: u64,
    goals: &'a [String],
    brief: &'a str,
    issues: Vec<Issue<'a>>,
    exclusions: Vec<Limit<'a>>,
    criteria: Vec<Criterion<'a>>,
    parties: Vec<Face<'a>>,
}

#[derive(Serialize)]
struct Issue<'a> {
    name: &'a str,
    title: &'a str,
    topic: &'a str,
    unit: &'a str,
    about: &'a str,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    value: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    meaning: &'a str,
}

/// A combination in words, and why it matters.
#[derive(Serialize)]
struct Limit<'a> {
    when: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    because: &'a str,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    title: &'a str,
    issue: &'a str,
    cite: &'a str,
}

#[derive(Serialize)]
struct Face<'a> {
    id: &'a str,
    name: &'a str,
    role: &'a str,
    person: &'a str,
    archetype: &'a str,
    style: &'a str,
}

#[derive(Serialize)]
struct Confidential<'a> {
    party: &'a str,
    brief: &'a str,
    batna: Level<'a>,
    aspiration: Level<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_left_at_deadline: Option<f64>,
    values: Vec<Worth<'a>>,
    interactions: Vec<Limit<'a>>,
    red_lines: Vec<Limit<'a>>,
    mandate: Vec<Limit<'a>>,
}

#[derive(Serialize)]
struct Level<'a> {
    points: Option<f64>,
    text: &'a str,
}

#[derive(Serialize)]
struct Worth<'a> {
    issue: &'a str,
    because: &'a str,
    points: Vec<ValueWorth>,
}

#[derive(Serialize)]
struct ValueWorth {
    value: String,
    points: f64,
}

fn public<'a>(desk: &Desk<'a>) -> Public<'a> {
    let space = desk.space();
    let issue = |id: IssueId| {
        let issue = space.issue(id);
        let value = |v| Value { value: issue.value_text(v), meaning: issue.value_meaning(v) };
        Issue {
            name: issue.name(),
            title: issue.title(),
            topic: issue.topic().title(),
            unit: issue.unit(),
            about: desk.about(id),
            values: (0..issue.len()).map(ValueId).map(value).collect(),
        }
    };
    let exclusions = space.exclusions().iter();
    let criteria = desk.criteria().iter();
    Public {
        id: desk.id(),
        title: desk.title(),
        asof: desk.asof(),
        rounds: desk.rules().rounds(),
        outcomes: space.size(),
        goals: desk.goals(),
        brief: desk.brief(),
        issues: space.issue_ids().map(issue).collect(),
        exclusions: exclusions.map(|e| limit(combination(space, &e.when), &e.because)).collect(),
        criteria: criteria
            .map(|c| Criterion { id: &c.id, title: &c.title, issue: space.issue(c.issue).name(), cite: &c.cite })
            .collect(),
        parties: faces(desk)
            .into_iter()
            .map(|face| Face {
                id: face.id,
                name: face.name,
                role: face.role,
                person: &face.persona.person,
                archetype: archetype_words(face.persona.archetype),
                style: style_words(face.persona.style),
            })
            .collect(),
    }
}

fn limit(when: String, because: &str) -> Limit<'_> {
    Limit { when, points: None, to: None, because }
}

fn confidential<'a>(desk: &Desk<'a>) -> Confidential<'a> {
    let (mine, space) = (desk.mine(), desk.space());
    let worth = |(id, because): (IssueId, &'a String)| {
        let issue = space.issue(id);
        let value = |v| ValueWorth { value: issue.value_text(v), points: points(mine, id, v) };
        Worth { issue: issue.name(), because, points: (0..issue.len()).map(ValueId).map(value).collect() }
    };
    let words = |when| combination(space, when);
    let interactions = mine.interactions.iter();
    Confidential {
        party: &mine.id,
        brief: &mine.brief,
        batna: Level { points: Some(reservation(mine)), text: &mine.batna },
        aspiration: Level { points: aspiration(mine), text: &mine.guidance },
        percent_left_at_deadline: mine.percent_left_at_deadline(),
        values: space.issue_ids().zip(&mine.interests).map(worth).collect(),
        interactions: interactions
            .map(|i| Limit { points: Some(i.worth), ..limit(words(&i.when), &i.because) })
            .collect(),
        red_lines: red_lines(mine).map(|(when, because)| limit(words(when), because)).collect(),
        mandate: mine.mandate.iter().map(|m| Limit { to: Some(&m.to), ..limit(words(&m.when), &m.because) }).collect(),
    }
}
