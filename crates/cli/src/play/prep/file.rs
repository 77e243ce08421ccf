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
    use zopa_core::PartyId;

    use super::*;

    #[test]
    fn a_sheet_comes_back_from_its_file_and_slips_are_named() {
        let scenario = zopa_scenario::read(crate::play::builtin::BUILTIN[0].1).0.unwrap();
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
