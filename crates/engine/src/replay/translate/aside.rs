//! Asides between their names and their ids.

use std::collections::BTreeSet;

use zopa_core::{CriterionId, IssueId};

use super::{
    super::{
        aside::{Aside, Guess, POINTS_MAX, Sheet},
        format::{AsideText, GuessText, PackageText, SheetText},
    },
    Names,
};

/// To names.
impl Names<'_> {
    /// What an aside says.
    pub(crate) fn aside(self, aside: &Aside) -> AsideText {
        match aside {
            Aside::Level(level) => AsideText::Level(level.clone()),
            Aside::Prepared(sheet) => AsideText::Prep(self.sheet(sheet)),
            Aside::Note(note) => AsideText::Note(note.clone()),
            Aside::Guess(Guess { priorities, walk_away }) => AsideText::Guess(GuessText {
                priorities: self.issues(priorities),
                walk_away: walk_away.map(|(least, most)| [least, most]),
            }),
            Aside::Hint(grade) => AsideText::Hint(*grade),
        }
    }

    fn issues(self, ids: &[IssueId]) -> Vec<String> {
        ids.iter().map(|id| self.issue(*id)).collect()
    }

    fn sheet(self, sheet: &Sheet) -> SheetText {
        let term = |(issue, value): &(IssueId, _)| (self.issue(*issue), self.value(*issue, *value));
        let plan = PackageText(sheet.plan.iter().map(term).collect());
        let criterion = |id: &CriterionId| self.0.criteria().get(id.index()).map(|criterion| criterion.id.clone());
        SheetText {
            batna: sheet.batna.clone(),
            reservation: sheet.reservation,
            aspiration: sheet.aspiration,
            mine: self.issues(&sheet.mine),
            theirs: self.issues(&sheet.theirs),
            plan: (!plan.0.is_empty()).then_some(plan),
            criteria: sheet.criteria.iter().filter_map(criterion).collect(),
            plan_b: sheet.plan_b.clone(),
        }
    }
}

/// From names.
impl Names<'_> {
    /// The aside a line tells.
    pub(crate) fn aside_of(self, text: &AsideText) -> Result<Aside, String> {
        Ok(match text {
            AsideText::Level(level) => Aside::Level(level.clone()),
            AsideText::Prep(sheet) => Aside::Prepared(self.sheet_of(sheet)?),
            AsideText::Note(note) => Aside::Note(note.clone()),
            AsideText::Guess(GuessText { priorities, walk_away }) => {
                let walk_away = walk_away.map(|[least, most]| (least, most));
                if walk_away.is_some_and(|(least, most)| least > most || most > POINTS_MAX) {
                    return Err("a walk-away point is from 0 to 100, the least first".to_owned());
                }
                Aside::Guess(Guess { priorities: self.issues_of(priorities)?, walk_away })
            }
            AsideText::Hint(0) => return Err("grades of hints are counted from 1".to_owned()),
            AsideText::Hint(grade) => Aside::Hint(*grade),
            AsideText::Undo(_) => return Err("taking turns back is no aside".to_owned()),
        })
    }

    fn issues_of(self, names: &[String]) -> Result<Vec<IssueId>, String> {
        let ids: Vec<_> = names.iter().map(|name| self.issue_of(name)).collect::<Result<_, _>>()?;
        if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
            return Err("an issue is named twice".to_owned());
        }
        Ok(ids)
    }

    fn sheet_of(self, text: &SheetText) -> Result<Sheet, String> {
        if text.reservation.max(text.aspiration) > Some(POINTS_MAX) {
            return Err("worth is from 0 to 100 points".to_owned());
        }
        let terms = text.plan.iter().flat_map(|plan| &plan.0);
        let plan: Vec<_> = terms.map(|(name, value)| self.value_of(name, value)).collect::<Result<_, _>>()?;
        if plan.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            return Err("the issues of a plan are not in their order".to_owned());
        }
        Ok(Sheet {
            batna: text.batna.clone(),
            reservation: text.reservation,
            aspiration: text.aspiration,
            mine: self.issues_of(&text.mine)?,
            theirs: self.issues_of(&text.theirs)?,
            plan,
            criteria: text.criteria.iter().map(|name| self.criterion_of(name)).collect::<Result<_, _>>()?,
            plan_b: text.plan_b.clone(),
        })
    }
}
