//! Statements against the rules of xAPI 1.0.3, part two: what must be there, of what type, and nothing else.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use zopa_cohort::{Cohort, Publication, statements};

use crate::{class, quick};

type Checked = Result<(), String>;

fn ensure(holds: bool, what: &str) -> Checked {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn object<'v>(value: &'v Value, name: &str) -> Result<&'v Map<String, Value>, String> {
    value.as_object().ok_or(format!("{name} must be an object"))
}

fn text<'v>(value: Option<&'v Value>, name: &str) -> Result<&'v str, String> {
    value.and_then(Value::as_str).ok_or(format!("{name} must be a text"))
}

fn only(object: &Map<String, Value>, known: &[&str], name: &str) -> Checked {
    object.keys().try_for_each(|key| ensure(known.contains(&key.as_str()), &format!("{name} has no `{key}`")))
}

/// An IRI has a scheme and no blanks.
fn iri(text: &str) -> Checked {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    ensure(is_scheme && !text.contains(char::is_whitespace), &format!("{text} is no IRI"))
}

/// `8-4-4-4-12` hexadecimal digits, a version, the variant of RFC 4122.
fn uuid(text: &str) -> Checked {
    let parts: Vec<&str> = text.split('-').collect();
    let is_long = parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]);
    let is_hex = parts.iter().all(|part| part.chars().all(|c| c.is_ascii_hexdigit()));
    ensure(is_long && is_hex && "12345".contains(&parts[2][..1]) && "89ab".contains(&parts[3][..1]), text)
}

/// RFC 3339 with seconds and an offset.
fn time(text: &str) -> Checked {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ensure(
        ["0000-00-00T00:00:00Z", "0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00"].contains(&shape.as_str()),
        text,
    )
}

fn language_map(value: &Value, name: &str) -> Checked {
    let is_tag = |tag: &String| tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let map = object(value, name)?;
    ensure(!map.is_empty() && map.iter().all(|(tag, value)| is_tag(tag) && value.is_string()), name)
}

fn extensions(value: &Value) -> Checked {
    object(value, "extensions")?.keys().try_for_each(|key| iri(key))
}

fn no_nulls(value: &Value) -> Checked {
    match value {
        Value::Null => Err("null".to_owned()),
        Value::Array(all) => all.iter().try_for_each(no_nulls),
        Value::Object(all) => all.values().try_for_each(no_nulls),
        _ => Ok(()),
    }
}

fn actor(value: &Value) -> Checked {
    let actor = object(value, "actor")?;
    only(actor, &["objectType", "name", "account"], "an agent by account")?;
    ensure(actor.get("objectType").is_none_or(|kind| kind == "Agent"), "objectType of the actor")?;
    let account = object(actor.get("account").unwrap_or(&Value::Null), "account")?;
    only(account, &["homePage", "name"], "account")?;
    iri(text(account.get("homePage"), "homePage")?)?;
    ensure(!text(account.get("name"), "name")?.is_empty(), "the account has a name")
}

fn activity(value: &Value) -> Checked {
    let activity = object(value, "object")?;
    only(activity, &["objectType", "id", "definition"], "activity")?;
    iri(text(activity.get("id"), "id of the object")?)?;
    let Some(definition) = activity.get("definition") else { return Ok(()) };
    let definition = object(definition, "definition")?;
    only(definition, &["name", "description", "type", "moreInfo", "extensions"], "definition")?;
    definition.get("type").map_or(Ok(()), |kind| iri(text(Some(kind), "type")?))?;
    definition.get("name").map_or(Ok(()), |name| language_map(name, "name"))
}

fn result(value: &Value) -> Checked {
    let result = object(value, "result")?;
    only(result, &["score", "success", "completion", "response", "duration", "extensions"], "result")?;
    let is = |name: &str, holds: fn(&Value) -> bool| ensure(result.get(name).is_none_or(holds), name);
    is("success", Value::is_boolean)?;
    is("completion", Value::is_boolean)?;
    is("response", Value::is_string)?;
    result.get("extensions").map_or(Ok(()), extensions)?;
    let Some(score) = result.get("score") else { return Ok(()) };
    let score = object(score, "score")?;
    only(score, &["scaled", "raw", "min", "max"], "score")?;
    let number =
        |name: &str| score.get(name).map(|value| value.as_f64().ok_or(format!("{name} is a number"))).transpose();
    ensure(number("scaled")?.is_none_or(|scaled| (-1.0..=1.0).contains(&scaled)), "scaled is from -1 to 1")?;
    let (raw, min, max) = (number("raw")?, number("min")?, number("max")?);
    ensure(min.zip(max).is_none_or(|(min, max)| min < max), "min is below max")?;
    ensure(raw.zip(min).is_none_or(|(raw, min)| raw >= min), "raw is no less than min")?;
    ensure(raw.zip(max).is_none_or(|(raw, max)| raw <= max), "raw is no more than max")
}

fn context(value: &Value) -> Checked {
    let context = object(value, "context")?;
    let known = [
        "registration",
        "instructor",
        "team",
        "contextActivities",
        "revision",
        "platform",
        "language",
        "statement",
        "extensions",
    ];
    only(context, &known, "context")?;
    context.get("registration").map_or(Ok(()), |id| uuid(text(Some(id), "registration")?))?;
    context.get("extensions").map_or(Ok(()), extensions)
}

fn statement(value: &Value) -> Checked {
    no_nulls(value)?;
    let held = object(value, "a statement")?;
    let known = [
        "id",
        "actor",
        "verb",
        "object",
        "result",
        "context",
        "timestamp",
        "stored",
        "authority",
        "version",
        "attachments",
    ];
    only(held, &known, "a statement")?;
    uuid(text(held.get("id"), "id")?)?;
    actor(held.get("actor").ok_or("there is no actor")?)?;
    let verb = object(held.get("verb").ok_or("there is no verb")?, "verb")?;
    only(verb, &["id", "display"], "verb")?;
    iri(text(verb.get("id"), "id of the verb")?)?;
    language_map(verb.get("display").ok_or("a verb is displayed")?, "display")?;
    activity(held.get("object").ok_or("there is no object")?)?;
    held.get("result").map_or(Ok(()), result)?;
    held.get("context").map_or(Ok(()), context)?;
    time(text(held.get("timestamp"), "timestamp")?)?;
    ensure(text(held.get("version"), "version")?.starts_with("1.0"), "version")
}

#[test]
fn statements_are_valid_and_say_nothing_of_persons() {
    let cohort = Cohort::of(&class(), &quick(), &|_, _| {});
    let home = "https://class.example.org".to_owned();
    let publication = Publication { home, time: "2026-03-01T12:00:00Z".into() };
    let all = statements(&cohort, &publication);
    let list = all.as_array().unwrap();
    assert_eq!(list.len(), 3 * cohort.rows.len());
    for one in list {
        assert_eq!(statement(one), Ok(()), "{one:#}");
    }
    for (row, scored) in cohort.rows.iter().zip(list.chunks(3).map(|all| &all[2]["result"]["score"])) {
        let of = |name: &str| scored[name].as_f64().unwrap();
        assert!((of("raw") - 100.0 * row.gains.0).abs() < 1e-5, "the points of the gradebook");
        assert!((of("raw") / of("max") - of("scaled")).abs() < 1e-7, "scaled is raw on its scale");
    }
    let ids: BTreeSet<&str> = list.iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids.len(), list.len(), "ids are unique");
    let told = all.to_string();
    assert!(cohort.rows.iter().all(|row| !told.contains(&format!("\"{}\"", row.name))));
    assert_eq!(all, statements(&cohort, &publication), "handed in twice, stored once");
}

/// The checks above can fail.
#[test]
fn broken_statements_are_refused() {
    let cohort = Cohort::of(&class()[..1], &quick(), &|_, _| {});
    let publication = Publication { home: "https://class.example.org".into(), time: "2026-03-01T12:00:00Z".into() };
    let good = statements(&cohort, &publication)[2].clone();
    let breaks: [(&str, Value); 8] = [
        ("/id", "not-a-uuid".into()),
        ("/actor/account/homePage", "class".into()),
        ("/verb/id", "scored".into()),
        ("/object/id", "two words".into()),
        ("/result/score/scaled", 1.5.into()),
        ("/result/score/raw", 101.0.into()),
        ("/timestamp", "yesterday".into()),
        ("/context/registration", Value::Null),
    ];
    for (place, value) in breaks {
        let mut broken = good.clone();
        *broken.pointer_mut(place).unwrap() = value;
        assert!(statement(&broken).is_err(), "{place}");
    }
}
