//! The file of a rating, exactly as it is spelled: the one place that knows its spelling.

use serde::{Deserialize, Serialize};

use super::Rating;
use crate::rubric::{Rubric, bare, present};

/// A rating.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Rating")]
pub(super) struct RatingFile {
    /// Version of this format. This engine reads 1.
    pub(super) schema: u32,
    /// The short name of the rubric.
    pub(super) rubric: String,
    /// The rater's short name.
    pub(super) rater: String,
    /// The fingerprint of the replay.
    pub(super) replay: String,
    /// What ties the rater to a party; empty for nothing.
    #[serde(default)]
    pub(super) conflict: String,
    /// Criterion and level.
    pub(super) levels: Vec<(String, u32)>,
    /// Comments.
    #[serde(default)]
    pub(super) comments: Vec<CommentFile>,
    /// The peer form.
    #[serde(default, deserialize_with = "present", serialize_with = "bare", skip_serializing_if = "Option::is_none")]
    pub(super) peer: Option<PeerFile>,
}

/// A comment on a turn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Comment")]
pub(super) struct CommentFile {
    pub(super) turn: u32,
    pub(super) text: String,
}

/// What one peer owes another.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Peer")]
pub(super) struct PeerFile {
    pub(super) strengths: Vec<String>,
    pub(super) question: String,
    pub(super) alternative: String,
}

/// A rating as a file that [`read`](super::read) gives back.
#[must_use]
pub fn to_ron(rating: &Rating, rubric: &Rubric) -> String {
    let id = |index: &usize| rubric.criteria().get(*index).map(|criterion| criterion.id.clone());
    let file = RatingFile {
        schema: 1,
        rubric: rating.rubric.clone(),
        rater: rating.rater.clone(),
        replay: rating.replay.clone(),
        conflict: rating.conflict.clone().unwrap_or_default(),
        levels: rating.levels.iter().filter_map(|(index, level)| Some((id(index)?, u32::from(*level)))).collect(),
        comments: rating.comments.iter().map(|c| CommentFile { turn: c.turn, text: c.text.clone() }).collect(),
        peer: rating.peer.as_ref().map(|peer| PeerFile {
            strengths: peer.strengths.to_vec(),
            question: peer.question.clone(),
            alternative: peer.alternative.clone(),
        }),
    };
    let pretty = ron::ser::PrettyConfig::new().struct_names(true).separate_tuple_members(false);
    // What has texts and numbers alone always has a text.
    ron::ser::to_string_pretty(&file, pretty).unwrap_or_default() + "\n"
}
