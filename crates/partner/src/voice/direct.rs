//! Lines of the direct style: short, to the point, without ornament.

use super::lines::Slot;

/// The lines this style has of its own.
pub(super) fn lines(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::ToneWarm => &["good, this is working.", "I like how this is going.", "we are getting somewhere."],
        Slot::ToneNeutral => &["back to business.", "fine, let us carry on."],
        Slot::ToneFirm => &[
            "I am going to be blunt from here.",
            "do not expect much give from me now.",
            "I am holding the line for a while.",
        ],
        Slot::ToneDisappointed => &["I expected better than this.", "this is below what I came for."],
        Slot::ToneAnnoyed => {
            &["I do not like these moves.", "this is getting on my nerves.", "stop pushing like that."]
        }
        Slot::HeardContradiction => &[
            "that is not what you said about {issue} before.",
            "first one thing on {issue}, now the other, so which is it?",
        ],
        Slot::HeardAngryAtPerson => &["leave me out of it and talk about the deal.", "keep it to business."],
        Slot::HeardAngryAtBehaviour => &["you did not like that, I get it.", "fair, I hear the complaint."],
        Slot::HeardThreat => &["threats do not write contracts.", "heard you, now back to the terms."],
        Slot::HeardBatna => &["sure, you have options, and so does everyone.", "then compare and decide."],
        Slot::HeardApology => &["fine, forgotten.", "accepted."],
        Slot::HeardSpiral => &["agreed, enough of that.", "right, we were going nowhere."],
        Slot::HeardArgue => &[
            "I know {criterion} too, and it does not move me.",
            "{criterion}, noted, no more than that.",
            "you lean on {criterion}, and I do not.",
        ],
        Slot::HeardArgueAgain => &["you said that, {criterion}, and I heard it.", "{criterion} again, nothing new."],
        Slot::HeardHigh => {
            &["so {issue} it is, good to know.", "{issue} first, understood.", "clear enough, you want {issue}."]
        }
        Slot::HeardMedium => &["{issue} in the middle, got it.", "so we can discuss {issue}."],
        Slot::HeardLow => &["then we will be quick on {issue}.", "good, one less fight over {issue}."],
        Slot::HeardInterest => &["that is a reason I can work with on {issue}.", "fair reason on {issue}."],
        Slot::HeardReturn => &["you tie that to {issue}, understood.", "heard, you expect something on {issue}."],
        Slot::HeardDeflect => &["no answer, then.", "your call, I asked."],
        Slot::SawFirst => {
            &["so that is your opening.", "I have read it, so here is my answer.", "your package, noted."]
        }
        Slot::SawToward => &[
            "{value} on {issue}, that is better.",
            "I see {value} on {issue}, keep going.",
            "{value} on {issue}, that helps.",
        ],
        Slot::SawAway => {
            &["{value} on {issue}, that is the wrong direction.", "you backed off on {issue}, now {value}."]
        }
        Slot::SawChange => &["{issue} at {value} now, noted.", "so it is {value} on {issue}."],
        Slot::SawSame => &["same offer as before.", "you have not moved."],
        Slot::SawMultiple => &["{count} options, I like that.", "good, {count} to pick from."],
        Slot::SawHold => &["nothing from you, so I will go.", "then it is my turn."],
        Slot::TellHigh => &["big point for us, {issue}.", "straight answer: {issue}, near the very top."],
        Slot::TellMedium => &["we care some about {issue}, not most.", "middle of the list, that is {issue}."],
        Slot::TellLow => &["small point for us, {issue}.", "I will not fight you over {issue}."],
        Slot::TellInterest => &["here is why we look at {issue}.", "you want the reason for {issue}, you get it."],
        Slot::TellAgain => &["same answer on {issue} as last time.", "asked and answered on {issue}."],
        Slot::VolunteerHigh => {
            &["my turn to be open: we care a lot about {issue}.", "for your side of the notes: we care about {issue}."]
        }
        Slot::VolunteerLow => {
            &["my turn to be open: we care little about {issue}.", "you can have an easier time with us on {issue}."]
        }
        Slot::DeflectOpen => &["not telling you that today.", "I will keep our list to myself."],
        Slot::DeflectIssue => &["I will pass on {issue}.", "no comment on {issue}."],
        Slot::DeflectAgain => &["still no.", "same question, same answer."],
        Slot::Credit => &["you moved, good.", "that was a fair step, thank you."],
        Slot::Return => &[
            "for that I want movement on {issue}.",
            "your turn now, on {issue}.",
            "that is not free, so come my way on {issue}.",
        ],
        Slot::BatnaHint => &["we are not short of options.", "you are not the only one we talk to."],
        Slot::BatnaPlain => {
            &["we have another option, and I will use it if I must.", "I can walk from this, and you should know it."]
        }
        Slot::AskOpen => &["what do you want most?", "what is the one thing you will not give up?"],
        Slot::AskPriority => &["how big a point for you, {issue}?", "do you need {issue}, yes or no?"],
        Slot::AskInterest => &["why {issue}?", "what do you get out of {issue}?"],
        Slot::Open => &["a package: {terms}.", "here is my package: {terms}.", "try this: {terms}."],
        Slot::Toward => {
            &["fine, {issue} at {value}.", "you get {value} on {issue}.", "I will give you {value} on {issue}."]
        }
        Slot::Away => &["I want {value} on {issue}.", "I need {issue} at {value} here."],
        Slot::Change => &["try {value} on {issue}.", "{issue} at {value} this time."],
        Slot::Trade => &[
            "straight swap: {value} on {issue} for you, {value2} on {issue2} for us.",
            "you take {value} on {issue}, I take {value2} on {issue2}.",
            "{issue} at {value} your way, {issue2} at {value2} mine.",
        ],
        Slot::More => &["rest is on the sheet.", "there is more on the sheet.", "other lines changed too."],
        Slot::Same => &[
            "same offer, I am staying here.",
            "no change from me this time.",
            "same package as last time.",
            "my offer is still the one you have.",
        ],
        Slot::Final => &["last call.", "this is it, take it or leave it."],
        Slot::Accept => &["done, with {terms}.", "yes, we have a deal: {terms}."],
        Slot::Hold => &["no numbers yet, talk first.", "you first."],
        Slot::Walk => &["that is it, we are out.", "no deal, goodbye."],
        Slot::WalkTime => &["time is up.", "out of time, no deal."],
        _ => &[],
    }
}
