//! Lines of the analytical style: figures first, orderly, sparing with feeling.

use super::lines::Slot;

/// The lines this style has of its own.
pub(super) fn lines(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::ToneWarm => &[
            "on the evidence so far, this is going well.",
            "I had not expected to be this optimistic at this point.",
            "the pattern of the last moves is encouraging.",
        ],
        Slot::ToneFirm => &[
            "the way the last moves went, I need tighter terms.",
            "I am going to weigh every line from now on.",
            "the balance is off, and I will not pretend otherwise.",
        ],
        Slot::ToneDisappointed => &[
            "measured against what I expected, this falls short.",
            "the record of this conversation is worse than I had hoped.",
        ],
        Slot::ToneAnnoyed => &[
            "I see a pattern in these moves, and I do not like it.",
            "I cannot reconcile the last moves with good faith bargaining.",
        ],
        Slot::HeardContradiction => &[
            "my notes from earlier say the opposite on {issue}, so one of the two statements is wrong.",
            "I cannot model a counterpart who puts {issue} first and last in the same meeting.",
        ],
        Slot::HeardThreat => &[
            "let us separate the warning from the numbers and look at the numbers.",
            "I register the warning, and I would still like to compare packages.",
        ],
        Slot::HeardBatna => &[
            "you compare us with an alternative, as you should, and I do the same.",
            "an alternative is a number on your side that I cannot see, so let us work with the ones we share.",
        ],
        Slot::HeardArgue => &[
            "I have looked up {criterion}, and I would not put all the weight there.",
            "with {criterion} the question is how comparable the cases are.",
            "a yardstick such as {criterion} is one input among several.",
        ],
        Slot::HeardHigh => &[
            "I have moved {issue} to the top of your column in my notes.",
            "that is a useful data point: {issue} first.",
            "if you put that much weight on {issue}, there should be a trade in it.",
        ],
        Slot::HeardLow => &[
            "that narrows it down, so I will treat {issue} as room to trade.",
            "I have marked {issue} as light on your side.",
        ],
        Slot::HeardInterest => &[
            "that explains the pattern I saw on {issue}.",
            "with the reason behind {issue} on the table, there may be more than one way to meet it.",
        ],
        Slot::HeardReturn => &[
            "you ask for {issue} in exchange, so let me price that.",
            "understood, the other side of your trade is {issue}.",
        ],
        Slot::SawFirst => &[
            "I have taken your package apart line by line.",
            "let me go through your proposal in order.",
            "your proposal gives us a baseline.",
        ],
        Slot::SawToward => &[
            "I have logged your move to {value} on {issue}.",
            "comparing your two sheets, {issue} came our way, to {value}.",
            "the change I see is {value} on {issue}, and it narrows the gap.",
        ],
        Slot::SawAway => &[
            "comparing your two sheets, {issue} went away from us, to {value}.",
            "the arithmetic got worse with {value} on {issue}.",
        ],
        Slot::SawSame => {
            &["line for line, that is your previous package.", "I compared the two sheets and found no difference."]
        }
        Slot::SawMultiple => &[
            "I have laid your {count} packages side by side, which tells me a good deal.",
            "a choice of {count} is good practice, and I have read each of them.",
        ],
        Slot::TellHigh => &[
            "in our own scoring we give {issue} one of the largest weights.",
            "if you ranked our points, you would find {issue} at the top.",
        ],
        Slot::TellMedium => &[
            "in our scoring we keep {issue} near the average.",
            "we give {issue} an ordinary weight, neither more nor less.",
        ],
        Slot::TellLow => &["in our scoring we give {issue} little weight.", "our numbers hardly change with {issue}."],
        Slot::TellInterest => &["let me give you the reasoning on {issue}.", "the logic behind {issue} is short."],
        Slot::VolunteerHigh => &[
            "to match your data point with one of ours, we put a lot of weight on {issue}.",
            "you shared a priority, so here is one of ours: {issue}.",
        ],
        Slot::VolunteerLow => &[
            "to match your data point with one of ours, we put little weight on {issue}.",
            "here is something you can use: our numbers move little with {issue}.",
        ],
        Slot::DeflectOpen => &[
            "our weighting is not something I can share at this point.",
            "I would rather let the packages show you our order of priorities.",
        ],
        Slot::DeflectIssue => {
            &["I cannot share how we score {issue}.", "our figures on {issue} stay in our own spreadsheet for now."]
        }
        Slot::Credit => &[
            "your last change was a real concession, and I have booked it as one.",
            "the difference between your last two positions is in our favour, and I acknowledge it.",
        ],
        Slot::CreditOn => &[
            "I have booked {value} on {issue} as a real concession.",
            "the change to {value} on {issue} goes to your credit.",
        ],
        Slot::Return => &[
            "to keep the package in balance I need a correction on {issue}.",
            "the other side of that entry is {issue}.",
            "I can justify that step if you move on {issue} in return.",
        ],
        Slot::BatnaPlain => &[
            "I compare every sheet with our alternative, and the comparison is getting close.",
            "our alternative is a real one, and this has to beat it.",
        ],
        Slot::AskOpen => &[
            "if you had to rank the points on this sheet, which one comes first?",
            "which line of this sheet moves your numbers most?",
        ],
        Slot::AskPriority => &[
            "what weight would you give {issue} against the other points?",
            "if you scored this sheet, how much of the score would be {issue}?",
        ],
        Slot::AskInterest => {
            &["what do you get from {issue} in practice?", "which problem are you solving with {issue}?"]
        }
        Slot::Open => &[
            "a first sheet reads as follows: {terms}.",
            "I have worked out a first package: {terms}.",
            "to put figures beside the words: {terms}.",
        ],
        Slot::Toward => &[
            "I have recalculated, and {issue} can go to {value}.",
            "the revised sheet has {issue} at {value}, nearer to yours.",
            "after another look at the numbers we can write {value} on {issue}.",
        ],
        Slot::Away => {
            &["to balance the sheet I have put {issue} at {value}.", "the revised sheet needs {value} on {issue}."]
        }
        Slot::Trade => &[
            "the two entries belong together: {value} on {issue}, and {value2} on {issue2}.",
            "I have shifted weight across the sheet, with {issue} at {value} for you and {issue2} at {value2} for us.",
            "I put {issue} at {value} in your favour, and {issue2} at {value2} to balance it.",
        ],
        Slot::Same => &[
            "I have run it again and come out at the same package.",
            "the sheet still reads as it did.",
            "my figures give the same package as last time.",
            "I find no better sheet than the one you have.",
        ],
        Slot::Accept => &[
            "I have checked it line by line, and we accept, with {terms}.",
            "the numbers hold, so we have an agreement: {terms}.",
        ],
        Slot::Hold => &[
            "I would like a little more information before I put a package together.",
            "I will hold our proposal until I understand yours better.",
        ],
        Slot::Walk => &[
            "the comparison with our alternative comes out against this deal, so we stop here.",
            "I have run out of packages that make sense for {org}.",
        ],
        _ => &[],
    }
}
