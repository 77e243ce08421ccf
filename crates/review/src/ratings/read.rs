//! Reading: from a text to a rating by a rubric, or to everything that keeps it from being one.

use std::collections::BTreeMap;

use zopa_scenario::{
    Diagnostic,
    document::{self, At, Kind, Report},
};

use super::{
    Comment, Peer, Rating,
    file::{PeerFile, RatingFile},
};
use crate::rubric::{Rubric, codes};

/// What the file of a rating is among documents.
const KIND: Kind = Kind { root: "Rating", noun: "rating", schema: 1 };

/// The most comments.
const COMMENTS_MAX: usize = 1000;

/// Reads a rating by this rubric from RON text: the rating, unless there is an error, and everything there is to say about it, in
/// the order of the text. See [`document::read`] for what that means.
#[must_use]
pub fn read(text: &str, rubric: &Rubric) -> (Option<Rating>, Vec<Diagnostic>) {
    document::read(text, KIND, |file, report| pass(file, rubric, report))
}

fn pass(file: RatingFile, rubric: &Rubric, report: &mut Report<'_>) -> Option<Rating> {
    if file.schema != KIND.schema {
        report.push(document::schema_version(file.schema.into(), KIND));
    }
    if file.rubric != rubric.id() {
        let message = format!("it rates by `{}`, not by `{}`", file.rubric, rubric.id());
        report.push(codes::OTHER_RUBRIC.at("rubric", message).with_help("name the rubric's file with --rubric"));
        return None;
    }
    document::id(&file.rater, &At::root("rater"), "rater", report);
    if file.replay.len() != 64 || !file.replay.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        let said = codes::FINGERPRINT.at("replay", "this is no fingerprint of a replay");
        report.push(said.with_help("`zopa rate FILE` writes it: 64 digits, 0 to 9 and a to f"));
    }
    let levels = levels(&file.levels, rubric, report);
    let at = At::root("comments");
    document::list_length(file.comments.len(), COMMENTS_MAX, &at, report);
    for (index, comment) in file.comments.iter().take(COMMENTS_MAX).enumerate() {
        document::text(&comment.text, &at.index(index).field("text"), report);
        if comment.turn == 0 {
            let said = codes::TURN.at(&at.index(index).field("turn"), "there is no turn 0");
            report.push(said.with_help("turns are counted from 1"));
        }
    }
    let comments = file.comments.into_iter().take(COMMENTS_MAX);
    let peer = match &file.peer {
        None => None,
        Some(peer) => Some(pass_peer(peer, report)?),
    };
    Some(Rating {
        rubric: file.rubric,
        rater: file.rater,
        replay: file.replay,
        conflict: Some(file.conflict).filter(|conflict| !conflict.trim().is_empty()),
        levels,
        comments: comments.map(|comment| Comment { turn: comment.turn, text: comment.text }).collect(),
        peer,
    })
}

fn levels(file: &[(String, u32)], rubric: &Rubric, report: &mut Report<'_>) -> BTreeMap<usize, u8> {
    let at = At::root("levels");
    let mut levels = BTreeMap::new();
    for (place, (id, level)) in file.iter().enumerate() {
        let here = at.index(place);
        let Some(index) = rubric.index(id) else {
            let known: Vec<&str> = rubric.criteria().iter().map(|criterion| criterion.id.as_str()).collect();
            let said = codes::UNKNOWN_CRITERION.at(&here.index(0), format!("{} has no `{id}`", rubric.id()));
            report.push(said.with_help(format!("its criteria are {}", known.join(", "))));
            continue;
        };
        let Some(given) = u8::try_from(*level).ok().filter(|level| (1..=rubric.top()).contains(level)) else {
            let said = codes::LEVEL_RANGE.at(&here.index(1), format!("there is no level {level}"));
            report.push(said.with_help(format!("levels are 1 to {}", rubric.top())));
            continue;
        };
        if levels.insert(index, given).is_some() {
            let said = codes::REPEATED_CRITERION.at(&here, format!("`{id}` has a level already"));
            report.push(said.with_help("keep the one that is meant"));
        }
    }
    levels
}

fn pass_peer(file: &PeerFile, report: &mut Report<'_>) -> Option<Peer> {
    let at = At::root("peer");
    let [first, second] = file.strengths.as_slice() else {
        let message = format!("there are {} strengths", file.strengths.len());
        report.push(codes::STRENGTHS.at(&at.field("strengths"), message).with_help("name two things done well"));
        return None;
    };
    for (index, strength) in file.strengths.iter().enumerate() {
        document::text(strength, &at.field("strengths").index(index), report);
    }
    document::text(&file.question, &at.field("question"), report);
    document::text(&file.alternative, &at.field("alternative"), report);
    Some(Peer {
        strengths: [first.clone(), second.clone()],
        question: file.question.clone(),
        alternative: file.alternative.clone(),
    })
}
