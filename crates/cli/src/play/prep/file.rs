//! A preparation sheet as a file: RON with the names a person types, every field optional.

use serde::{Deserialize, Serialize};
use zopa_engine::Sheet;
use zopa_scenario::Desk;

use super::{Field, set};

/// The file.
#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct PrepFile {
    /// The id of the scenario it prepares for; empty where it does not say.
    scenario: String,
    batna: String,
    reservation: Option<u8>,
    aspiration: Option<u8>,
    mine: Vec<String>,
    theirs: Vec<String>,
    /// A package as one types it.
    plan: String,
    criteria: Vec<String>,
    plan_b: String,
}

/// The most bytes a sheet may have.
pub(crate) const BYTES_MAX: usize = 64 << 10;

/// Reads a sheet for a desk.
///
/// # Errors
/// Says in a lower-case fragment what is wrong, and where.
pub(crate) fn read(desk: Desk<'_>, text: &str) -> Result<Sheet, String> {
    if text.len() > BYTES_MAX {
        return Err("a sheet has at most 64 KiB".to_owned());
    }
    let file: PrepFile = ron::from_str(text).map_err(|error| error.to_string())?;
    if !file.scenario.is_empty() && file.scenario != desk.id() {
        return Err(format!("it prepares for `{}`, not for `{}`", file.scenario, desk.id()));
    }
    let number = |points: Option<u8>| points.map(|points| points.to_string()).unwrap_or_default();
    let mut sheet = Sheet::default();
    for (field, name, text) in [
        (Field::Batna, "batna", file.batna),
        (Field::Reservation, "reservation", number(file.reservation)),
        (Field::Aspiration, "aspiration", number(file.aspiration)),
        (Field::Mine, "mine", file.mine.join(" ")),
        (Field::Theirs, "theirs", file.theirs.join(" ")),
        (Field::Plan, "plan", file.plan),
        (Field::Criteria, "criteria", file.criteria.join(" ")),
        (Field::PlanB, "plan_b", file.plan_b),
    ] {
        set(desk, &mut sheet, field, &text).map_err(|(message, help)| format!("{name}: {message}. {help}"))?;
    }
    Ok(sheet)
}

/// A sheet as a file that [`read`] gives back.
pub(crate) fn write(desk: Desk<'_>, sheet: &Sheet) -> String {
    let issue = |id: &zopa_core::IssueId| desk.space().issue(*id).name().to_owned();
    let criterion = |id: &zopa_core::CriterionId| desk.criteria().get(id.index()).map(|held| held.id.clone());
    let file = PrepFile {
        scenario: desk.id().to_owned(),
        batna: sheet.batna.clone(),
        reservation: sheet.reservation,
        aspiration: sheet.aspiration,
        mine: sheet.mine.iter().map(issue).collect(),
        theirs: sheet.theirs.iter().map(issue).collect(),
        plan: crate::package::terms(desk.space(), &sheet.plan),
        criteria: sheet.criteria.iter().filter_map(criterion).collect(),
        plan_b: sheet.plan_b.clone(),
    };
    let pretty = ron::ser::PrettyConfig::new().compact_arrays(true);
    let text = ron::ser::to_string_pretty(&file, pretty).unwrap_or_default();
    format!("// Every line may be left out. Worth is in points out of 100.\n{text}\n")
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*, sample::subsequence};
    use zopa_core::{CriterionId, IssueId, PartyId, ValueId};
    use zopa_engine::POINTS_MAX;

    use super::*;

    fn scenario() -> zopa_scenario::Scenario {
        zopa_scenario::read(crate::play::builtin::BUILTIN[0].1).0.unwrap()
    }

    /// Any sheet that can be filled in.
    fn sheet() -> impl Strategy<Value = Sheet> {
        let scenario = scenario();
        let space = scenario.space();
        let issues: Vec<IssueId> = space.issue_ids().collect();
        let lens: Vec<u32> = issues.iter().map(|id| space.issue(*id).len()).collect();
        let criteria: Vec<CriterionId> = (0..scenario.criteria().len() as u16).map(CriterionId).collect();
        let points = || option::of(0..=POINTS_MAX);
        let some = || subsequence(issues.clone(), 0..=issues.len()).prop_shuffle();
        let text = || any::<String>().prop_map(|text| text.trim().to_owned());
        let plan = (subsequence(issues.clone(), 0..=issues.len()), any::<u32>()).prop_map(move |(ids, n)| {
            ids.into_iter().map(|id| (id, ValueId(n % lens[id.index()]))).collect::<Vec<_>>()
        });
        let criteria = subsequence(criteria.clone(), 0..=criteria.len());
        (text(), points(), points(), some(), some(), plan, criteria, text()).prop_map(
            |(batna, reservation, aspiration, mine, theirs, plan, criteria, plan_b)| Sheet {
                batna,
                reservation,
                aspiration,
                mine,
                theirs,
                plan,
                criteria,
                plan_b,
            },
        )
    }

    proptest! {
        /// Whatever stands on a sheet comes back from its file.
        #[test]
        fn any_sheet_comes_back(sheet in sheet()) {
            let scenario = scenario();
            let desk = scenario.desk(PartyId(0)).unwrap();
            prop_assert_eq!(read(desk, &write(desk, &sheet)), Ok(sheet));
        }

        /// Any text is a sheet that comes back, or is refused with a reason.
        #[test]
        fn any_text_is_read_or_refused(
            sheet in sheet(), edits in vec((any::<prop::sample::Index>(), any::<bool>(), "\\PC|[(){}\\[\\]\":,\\\\\n]"), 0..8),
        ) {
            let scenario = scenario();
            let desk = scenario.desk(PartyId(0)).unwrap();
            let mut text: Vec<char> = write(desk, &sheet).chars().collect();
            for (at, replaces, with) in edits {
                let at = at.index(text.len());
                text.splice(at..at + usize::from(replaces), with.chars());
            }
            match read(desk, &text.into_iter().collect::<String>()) {
                Ok(sheet) => prop_assert_eq!(read(desk, &write(desk, &sheet)), Ok(sheet)),
                Err(why) => prop_assert!(!why.trim().is_empty()),
            }
        }
    }

    #[test]
    fn a_sheet_comes_back_from_its_file_and_slips_are_named() {
        let scenario = scenario();
        let desk = scenario.desk(PartyId(0)).unwrap();
        let mut sheet = Sheet::default();
        assert_eq!(read(desk, &write(desk, &sheet)), Ok(sheet.clone()));
        for (field, text) in [
            (Field::Batna, "two \"neoclouds\"\nand a queue"),
            (Field::Reservation, "55"),
            (Field::Aspiration, "80"),
            (Field::Mine, "price, commit ip"),
            (Field::Theirs, "excl"),
            (Field::Plan, "price=2.45 commit=40"),
            (Field::Criteria, "h100-index"),
            (Field::PlanB, "ask why, then package"),
        ] {
            set(desk, &mut sheet, field, text).unwrap();
        }
        assert_eq!(read(desk, &write(desk, &sheet)), Ok(sheet));
        for (text, said) in [
            ("(reservation: Some(101))", "reservation: `101` is not a number of points"),
            ("(mine: [\"price\", \"price\"])", "mine: an issue is named twice"),
            ("(plan: \"price=2.45 rest=best\")", "plan: a plan names its terms"),
            ("(criteria: [\"none\"])", "criteria: `none` is no criterion"),
            ("(scenario: \"other\")", "it prepares for `other`"),
            ("(batna: 3)", "1:9"),
            ("(wish: 3)", "wish"),
        ] {
            let error = read(desk, text).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
    }
}
