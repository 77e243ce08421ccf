//! The notebook: what the other side let one know, turn by turn. A function of the public session.

use zopa_core::{Outcome, Talk};

use super::scene::Scene;
use crate::play::{screen::history, standing};

/// One note a line, the oldest first: `2. Dana: said that commit matters much`.
pub(crate) fn notes(scene: &Scene<'_>) -> Vec<String> {
    let (desk, session) = (scene.desk, scene.view.session());
    let mut notes = Vec::new();
    for (at, (by, turn)) in (0u32..).zip(session.turns()).filter(|(_, (by, _))| *by != desk.me()) {
        let person = scene.first_name(by);
        let said = turn.talk.iter().filter(|talk| !matches!(talk, Talk::Tone(_)));
        notes.extend(said.map(|talk| format!("{}. {person}: {}", at + 1, history::said(desk, *talk))));
        let offered = |turn: u32| standing::offers_by(session, by).find(|(at, _)| *at == turn);
        let before = standing::offers_by(session, by).rfind(|(before, _)| *before < at);
        if let (Some((_, now)), Some((_, before))) = (offered(at), before) {
            let moves = moves(scene, before.first(), now.first());
            let moves = if moves.is_empty() { "nothing".to_owned() } else { moves.join(", ") };
            notes.push(format!("{}. {person} moved: {moves}", at + 1));
        }
    }
    notes
}

/// `price 2.75 > 2.60`, for every issue on which two packages differ.
fn moves(scene: &Scene<'_>, before: Outcome, now: Outcome) -> Vec<String> {
    let space = scene.view.space();
    let values = |id| (space.value(before, id), space.value(now, id));
    let changed = space.issue_ids().filter(|id| values(*id).0 != values(*id).1);
    let text = |id| {
        let (issue, (old, new)) = (space.issue(id), values(id));
        format!("{} {} > {}", issue.name(), issue.value_text(old), issue.value_text(new))
    };
    changed.map(text).collect()
}
