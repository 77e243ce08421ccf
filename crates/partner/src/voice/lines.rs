//! The slots of speech, and where their lines are.

use crate::Style;

use super::{analytical, direct, relational};

/// One thing a sentence can be for. Places a line of the slot may use stand in braces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Slot {
    // The own tone changed.
    ToneWarm,
    ToneNeutral,
    ToneFirm,
    ToneDisappointed,
    ToneAnnoyed,
    ToneAngry,
    // What the counterpart said.
    /// {issue}
    HeardContradiction,
    /// {issue}
    HeardPastLimit,
    HeardAngryAtPerson,
    HeardAngryAtBehaviour,
    HeardDisappointed,
    HeardLeave,
    HeardEscalateSolo,
    HeardEscalateJoint,
    HeardThreat,
    HeardBatna,
    /// {issue}
    HeardReject,
    HeardRejectPlain,
    HeardFinal,
    HeardExpires,
    HeardApology,
    HeardSpiral,
    HeardAgenda,
    HeardSummary,
    HeardPackaging,
    /// {issue}
    HeardPark,
    HeardSidebar,
    HeardRecess,
    /// {criterion}
    HeardArgue,
    /// {criterion}: cited before
    HeardArgueAgain,
    /// {issue}
    HeardLimit,
    /// {issue}
    HeardPromiseMove,
    HeardFloat,
    /// {issue}
    HeardHigh,
    /// {issue}
    HeardMedium,
    /// {issue}
    HeardLow,
    /// {issue}
    HeardInterest,
    HeardDeadline,
    HeardPromise,
    HeardCredit,
    /// {issue}
    HeardReturn,
    HeardDeflect,
    // What the counterpart did.
    SawFirst,
    /// {issue} {value}: nearer to the speaker's last offer
    SawToward,
    /// {issue} {value}: farther from it
    SawAway,
    /// {issue} {value}: otherwise
    SawChange,
    SawSame,
    /// {count}
    SawMultiple,
    SawHold,
    // Own talk.
    /// {issue}
    TellHigh,
    /// {issue}
    TellMedium,
    /// {issue}
    TellLow,
    /// {issue}: before the reason itself
    TellInterest,
    /// {issue}: told before
    TellAgain,
    TellDeadline,
    /// {issue} {value}
    TellLimit,
    /// {issue}: unasked
    VolunteerHigh,
    /// {issue}: unasked
    VolunteerLow,
    DeflectOpen,
    /// {issue}
    DeflectIssue,
    DeflectAgain,
    Credit,
    /// {issue} {value}: for a step toward the speaker's last offer
    CreditOn,
    /// {issue}
    Return,
    /// {criterion}
    Argue,
    /// {issue}
    Reject,
    RejectPlain,
    Floated,
    BatnaHint,
    BatnaPlain,
    BatnaModest,
    BatnaStrong,
    ThreatHint,
    ThreatPlain,
    RivalHint,
    RivalPlain,
    EscalationHint,
    EscalationPlain,
    Promise,
    /// {issue}
    PromiseMove,
    Agenda,
    Summary,
    Packaging,
    /// {issue}
    Park,
    Spiral,
    Apology,
    Caucus,
    Sidebar,
    Break,
    EscalateSolo,
    EscalateJoint,
    EscalateAgreed,
    AskOpen,
    /// {issue}
    AskPriority,
    /// {issue}
    AskInterest,
    // The own table act.
    /// {terms}
    Open,
    /// {issue} {value}: nearer to the counterpart's offer
    Toward,
    /// {issue} {value}: farther from it
    Away,
    /// {issue} {value}: otherwise
    Change,
    /// {issue} {value} nearer, {issue2} {value2} farther
    Trade,
    More,
    Same,
    /// {count}
    Multiple,
    /// called final in the last round
    Final,
    LastWord,
    /// {count}
    Expires,
    ExpiresNow,
    /// {terms}
    Accept,
    /// {terms}: one of several parties' acceptance
    Consent,
    Hold,
    Walk,
    WalkOpen,
    /// in the last turn of all, after the others only held
    WalkTime,
}

impl Slot {
    /// Every slot.
    #[cfg(test)]
    pub(super) const ALL: [Self; 113] = [
        Self::ToneWarm,
        Self::ToneNeutral,
        Self::ToneFirm,
        Self::ToneDisappointed,
        Self::ToneAnnoyed,
        Self::ToneAngry,
        Self::HeardContradiction,
        Self::HeardPastLimit,
        Self::HeardAngryAtPerson,
        Self::HeardAngryAtBehaviour,
        Self::HeardDisappointed,
        Self::HeardLeave,
        Self::HeardEscalateSolo,
        Self::HeardEscalateJoint,
        Self::HeardThreat,
        Self::HeardBatna,
        Self::HeardReject,
        Self::HeardRejectPlain,
        Self::HeardFinal,
        Self::HeardExpires,
        Self::HeardApology,
        Self::HeardSpiral,
        Self::HeardAgenda,
        Self::HeardSummary,
        Self::HeardPackaging,
        Self::HeardPark,
        Self::HeardSidebar,
        Self::HeardRecess,
        Self::HeardArgue,
        Self::HeardArgueAgain,
        Self::HeardLimit,
        Self::HeardPromiseMove,
        Self::HeardFloat,
        Self::HeardHigh,
        Self::HeardMedium,
        Self::HeardLow,
        Self::HeardInterest,
        Self::HeardDeadline,
        Self::HeardPromise,
        Self::HeardCredit,
        Self::HeardReturn,
        Self::HeardDeflect,
        Self::SawFirst,
        Self::SawToward,
        Self::SawAway,
        Self::SawChange,
        Self::SawSame,
        Self::SawMultiple,
        Self::SawHold,
        Self::TellHigh,
        Self::TellMedium,
        Self::TellLow,
        Self::TellInterest,
        Self::TellAgain,
        Self::TellDeadline,
        Self::TellLimit,
        Self::VolunteerHigh,
        Self::VolunteerLow,
        Self::DeflectOpen,
        Self::DeflectIssue,
        Self::DeflectAgain,
        Self::Credit,
        Self::CreditOn,
        Self::Return,
        Self::Argue,
        Self::Reject,
        Self::RejectPlain,
        Self::Floated,
        Self::BatnaHint,
        Self::BatnaPlain,
        Self::BatnaModest,
        Self::BatnaStrong,
        Self::ThreatHint,
        Self::ThreatPlain,
        Self::RivalHint,
        Self::RivalPlain,
        Self::EscalationHint,
        Self::EscalationPlain,
        Self::Promise,
        Self::PromiseMove,
        Self::Agenda,
        Self::Summary,
        Self::Packaging,
        Self::Park,
        Self::Spiral,
        Self::Apology,
        Self::Caucus,
        Self::Sidebar,
        Self::Break,
        Self::EscalateSolo,
        Self::EscalateJoint,
        Self::EscalateAgreed,
        Self::AskOpen,
        Self::AskPriority,
        Self::AskInterest,
        Self::Open,
        Self::Toward,
        Self::Away,
        Self::Change,
        Self::Trade,
        Self::More,
        Self::Same,
        Self::Multiple,
        Self::Final,
        Self::LastWord,
        Self::Expires,
        Self::ExpiresNow,
        Self::Accept,
        Self::Consent,
        Self::Hold,
        Self::Walk,
        Self::WalkOpen,
        Self::WalkTime,
    ];

    /// Whether its lines are questions.
    pub(super) fn asks(self) -> bool {
        matches!(self, Self::AskOpen | Self::AskPriority | Self::AskInterest)
    }
}

/// A style's own lines of a slot; none where the common stock serves every style.
pub(super) fn of(style: Style, slot: Slot) -> &'static [&'static str] {
    match style {
        Style::Analytical => analytical::lines(slot),
        Style::Relational => relational::lines(slot),
        Style::Direct => direct::lines(slot),
    }
}

/// What may come before a line that was spoken before: of a question, or of a statement.
pub(super) fn leads(asks: bool) -> &'static [&'static str] {
    if asks {
        &[
            "before we go on, ",
            "one thing for my notes: ",
            "so that I prepare this properly, ",
            "while we have the time, ",
            "to come back to this, ",
            "for my own planning, ",
            "as I still do not know: ",
            "if you can say, ",
        ]
    } else {
        &[
            "once more: ",
            "again: ",
            "as before: ",
            "to say it again: ",
            "I repeat: ",
            "for the record: ",
            "in short: ",
            "to be plain: ",
            "I come back to it: ",
            "as last time: ",
            "so once again: ",
            "one more time: ",
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::common, *};

    const PLACES: [&str; 8] = ["issue", "issue2", "value", "value2", "criterion", "count", "terms", "org"];

    /// Words that would have to agree in number with an issue's title, so must not stand beside one.
    const AGREEING: [&str; 20] = [
        "is", "was", "has", "does", "goes", "matters", "stands", "carries", "means", "moves", "sits", "ranks", "reads",
        "helps", "needs", "solves", "depends", "gets", "comes", "weighs",
    ];

    fn assert_well_made(slot: Slot, line: &str) {
        let first = line.chars().next().unwrap();
        let free = line.starts_with("I ") || line.starts_with("I'") || first.is_lowercase() || first == '{';
        assert!(free, "{slot:?}: {line:?} begins in upper case");
        assert!(
            line.ends_with(if slot.asks() { '?' } else { '.' }) || line.ends_with('?'),
            "{slot:?}: {line:?} has no end"
        );
        assert!(!line[..line.len() - 1].contains(". ") && !line.contains("? "), "{slot:?}: {line:?} is two sentences");
        assert!(!line.contains(|c: char| c.is_ascii_digit() && c != '2'), "{slot:?}: {line:?} has a number");
        let parts: Vec<&str> = line.split('{').collect();
        for pair in parts.windows(2) {
            let (name, rest) = pair[1].split_once('}').unwrap();
            assert!(PLACES.contains(&name), "{slot:?}: {line:?} has no such place");
            let next = rest.split_whitespace().next().unwrap_or("");
            // Behind a preposition the title is no subject.
            let depends = ["on ", "behind ", "about "].iter().any(|p| pair[0].ends_with(p)) || rest.starts_with(',');
            assert!(!name.starts_with("issue") || depends || !AGREEING.contains(&next), "{slot:?}: {line:?}");
        }
        for verb in ["does {issue}", "is {issue} ", "has {issue} "] {
            let versions = line.contains("version has") || line.contains("sheet has");
            assert!(versions || !line.contains(verb), "{slot:?}: {line:?}");
        }
    }

    #[test]
    fn every_line_is_one_well_made_sentence_said_in_one_slot() {
        let mut all = BTreeSet::new();
        for slot in Slot::ALL {
            let shared = common::lines(slot);
            assert!(shared.len() >= 5, "{slot:?} has few lines");
            let styles = Style::ALL.into_iter().flat_map(|style| of(style, slot));
            for line in shared.iter().chain(styles) {
                assert_well_made(slot, line);
                assert!(all.insert(*line), "{slot:?}: {line:?} stands twice");
            }
        }
        assert!(all.len() > 550, "{} lines", all.len());
    }
}
