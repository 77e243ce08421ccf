//! The commercial model and books, spelled.

use super::{filled, group, list, number, text, value};
use crate::file::{
    BooksFile, CommercialFile, EachFile, ExitFile, InvestmentFile, LeverFile, LineFile, MilestoneFile, SpanFile,
    TriggerFile,
};

/// The public part.
pub(super) fn model(file: &CommercialFile) -> String {
    let downside = group(
        "",
        [
            ("title", text(&file.downside.title)),
            ("from", file.downside.from.to_string()),
            ("share", number(&file.downside.share)),
            ("events", filled(&file.downside.events, |(name, quarter)| format!("({}, {quarter})", text(name)))),
        ],
    );
    let discounts = filled(&file.discounts, |discount| {
        group("", [("above", number(&discount.above)), ("off", lever(&discount.off))])
    });
    let credits = file
        .credits
        .as_ref()
        .map(|credits| group("", [("base", lever(&credits.base)), ("downside", lever(&credits.downside))]));
    let commitment = file.commitment.as_ref().map(|commitment| {
        group(
            "",
            [
                ("total", lever(&commitment.total)),
                ("every", commitment.every.to_string()),
                ("true_up", lever(&commitment.true_up)),
                ("rollover", unless(commitment.rollover.is_zero(), &commitment.rollover)),
            ],
        )
    });
    let shares = filled(&file.shares, |share| {
        group(
            "",
            [
                ("title", text(&share.title)),
                ("by", text(&share.by)),
                ("share", lever(&share.share)),
                ("per_unit", number(&share.per_unit)),
            ],
        )
    });
    group(
        "",
        [
            ("money", text(&file.money)),
            ("volume", text(&file.volume)),
            ("payer", text(&file.payer)),
            ("payee", text(&file.payee)),
            ("demand", list(&file.demand, number)),
            ("taken", unless(file.taken.is_one(), &file.taken)),
            ("downside", downside),
            ("price", lever(&file.price)),
            ("discounts", discounts),
            ("credits", credits.unwrap_or_default()),
            ("commitment", commitment.unwrap_or_default()),
            ("shares", shares),
            ("investments", filled(&file.investments, investment)),
            ("exits", filled(&file.exits, exit)),
        ],
    )
}

/// One party's part.
pub(super) fn books(file: &BooksFile) -> String {
    let span = match &file.span {
        SpanFile::Whole => String::new(),
        SpanFile::Between { worst, best } => group("Between", [("worst", number(worst)), ("best", number(best))]),
    };
    group(
        "",
        [
            ("weight", number(&file.weight)),
            ("rate", number(&file.rate)),
            ("downside", number(&file.downside)),
            ("lines", filled(&file.lines, line)),
            ("span", span),
            ("alternative", file.alternative.as_ref().map(number).unwrap_or_default()),
        ],
    )
}

fn lever(lever: &LeverFile) -> String {
    match lever {
        LeverFile::Fixed(fixed) => format!("Fixed({fixed})"),
        LeverFile::Of(issue) => format!("Of({})", text(issue)),
        LeverFile::Percent(issue) => format!("Percent({})", text(issue)),
        LeverFile::By(issue, entries) => {
            format!("By({}, {})", text(issue), list(entries, |(one, number)| format!("({}, {number})", value(one))))
        }
    }
}

/// A lever, or the empty text where it says what is meant when it is left out.
fn unless(is_meant_anyway: bool, spelled: &LeverFile) -> String {
    if is_meant_anyway { String::new() } else { lever(spelled) }
}

fn investment(file: &InvestmentFile) -> String {
    let milestone = |milestone: &MilestoneFile| {
        let volume = milestone.volume.to_string();
        let volume = if volume == "0" { String::new() } else { volume };
        group("", [("quarter", milestone.quarter.to_string()), ("share", number(&milestone.share)), ("volume", volume)])
    };
    let clawback = file.clawback.as_ref().map(|clawback| {
        group(
            "",
            [
                ("quarter", clawback.quarter.to_string()),
                ("volume", number(&clawback.volume)),
                ("share", lever(&clawback.share)),
            ],
        )
    });
    group(
        "",
        [
            ("title", text(&file.title)),
            ("by", text(&file.by)),
            ("amount", lever(&file.amount)),
            ("milestones", list(&file.milestones, milestone)),
            ("clawback", clawback.unwrap_or_default()),
        ],
    )
}

fn exit(file: &ExitFile) -> String {
    let when = match &file.when {
        TriggerFile::MissedMinimum => "MissedMinimum".to_owned(),
        TriggerFile::VolumeBelow { volume, quarters } => {
            group("VolumeBelow", [("volume", number(volume)), ("quarters", quarters.to_string())])
        }
        TriggerFile::CreditsAbove(share) => format!("CreditsAbove({share})"),
        TriggerFile::Event(name) => format!("Event({})", text(name)),
    };
    group(
        "",
        [
            ("title", text(&file.title)),
            ("of", text(&file.of)),
            ("when", when),
            ("given", unless(file.given.is_one(), &file.given)),
            ("fee", unless(file.fee.is_zero(), &file.fee)),
        ],
    )
}

fn line(file: &LineFile) -> String {
    let each = match file.each {
        EachFile::Unit => "Unit".to_owned(),
        EachFile::UnitAbove(volume) => format!("UnitAbove({volume})"),
        EachFile::Quarter => "Quarter".to_owned(),
        EachFile::Once(quarter) => format!("Once({quarter})"),
    };
    group("", [("title", text(&file.title)), ("each", each), ("amount", lever(&file.amount))])
}
