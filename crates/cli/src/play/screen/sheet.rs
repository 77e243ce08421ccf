//! The preparation sheet, as it stands.

use zopa_core::{CriterionId, IssueId};
use zopa_engine::Sheet;
use zopa_scenario::Desk;

use super::{Ink, Page};
use crate::package;

/// Draws a sheet; what is left empty is left out.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, sheet: &Sheet) {
    let issues = |ids: &[IssueId]| {
        let names: Vec<&str> = ids.iter().map(|id| desk.space().issue(*id).name()).collect();
        names.join(", then ")
    };
    let points = |points: Option<u8>| points.map(|points| format!("{points} points")).unwrap_or_default();
    let criterion = |id: &CriterionId| desk.criteria().get(id.index()).map(|held| held.id.as_str());
    let criteria: Vec<&str> = sheet.criteria.iter().filter_map(criterion).collect();
    let fields = [
        ("Without an agreement", sheet.batna.clone()),
        ("Not below", points(sheet.reservation)),
        ("Aim", points(sheet.aspiration)),
        ("What matters most to you", issues(&sheet.mine)),
        ("What you think matters most to them", issues(&sheet.theirs)),
        ("Opening", package::terms(desk.space(), &sheet.plan)),
        ("Criteria to cite", criteria.join(", ")),
        ("When the opening fails", sheet.plan_b.clone()),
    ];
    let filled = fields.iter().filter(|(_, text)| !text.is_empty());
    if filled.clone().next().is_none() {
        page.say(Ink::Text, "Your preparation sheet is empty.");
    }
    for (name, text) in filled {
        page.item(&format!("{name}: {text}"));
    }
}
