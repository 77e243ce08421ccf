//! Lines of the relational style: people first, looking ahead to the years after the signature.

use super::lines::Slot;

/// The lines this style has of its own.
pub(super) fn lines(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::ToneWarm => &[
            "I have to say, it is a pleasure to work this through with you.",
            "if our teams get on the way we do, this alliance will be fine.",
            "I feel we are starting to understand each other.",
        ],
        Slot::ToneNeutral => {
            &["I think we have found our footing again.", "let us turn the page and look at the work in front of us."]
        }
        Slot::ToneFirm => &[
            "I want this to work, which is why I have to be careful now.",
            "I like you well enough to tell you that I am becoming cautious.",
            "a good partnership needs both of us to hold something, and I will hold for now.",
        ],
        Slot::ToneDisappointed => &[
            "I came here hoping for a partner, and right now I am not sure I have found one.",
            "this is hurting the trust we will need after the signature.",
        ],
        Slot::ToneAnnoyed => &[
            "I am upset about how the last part went, and I would rather say so than hide it.",
            "partners do not treat each other this way.",
        ],
        Slot::HeardContradiction => &[
            "you told me something else about {issue} before, and it hurts to find that out.",
            "I took you at your word on {issue}, and now the word has changed.",
        ],
        Slot::HeardAngryAtPerson => &[
            "we will have to work together after this, so let us be kind to each other.",
            "I would like us both to be able to look back at this meeting.",
        ],
        Slot::HeardAngryAtBehaviour => &[
            "I can tell this has upset you, and I want to understand it.",
            "thank you for saying what bothers you and leaving me out of it.",
        ],
        Slot::HeardDisappointed => {
            &["I do not want you to leave this table feeling let down.", "it matters to me that you are disappointed."]
        }
        Slot::HeardThreat => &[
            "I hope we can do this without warnings.",
            "between partners I would rather hear what you need than what you might do.",
        ],
        Slot::HeardBatna => &[
            "you have other suitors, and I would still like to be the one you choose.",
            "I understand that you are talking to others, as anyone would.",
        ],
        Slot::HeardApology => &["thank you, that means something to me.", "it takes a good partner to say that."],
        Slot::HeardArgue => &[
            "you bring {criterion} into it, and my people would see it in another light.",
            "we can look at {criterion} together, though I have my doubts about it.",
        ],
        Slot::HeardHigh => &[
            "thank you for trusting me with that, I will treat {issue} with care.",
            "I want you to get what you need on {issue}, so let us see how.",
            "it helps me to know that your people care so much about {issue}.",
        ],
        Slot::HeardLow => {
            &["thank you for being so open about {issue}.", "that is generous of you to say about {issue}."]
        }
        Slot::HeardInterest => &[
            "now I can explain {issue} to my own people as well.",
            "when you put it that way, I see why you care about {issue}.",
        ],
        Slot::HeardReturn => &[
            "give and take is how this should work, so let me think about {issue}.",
            "I hear the request on {issue}, and it is fair to ask.",
        ],
        Slot::SawFirst => &[
            "I have read what you propose, and I see where you begin.",
            "now our teams have something to talk about.",
            "so that is your starting point, and we can talk about it.",
        ],
        Slot::SawToward => &[
            "I see you reaching out on {issue}, with {value}.",
            "with {value} on {issue} we are closer to each other.",
        ],
        Slot::SawAway => {
            &["I was sorry to see {issue} go to {value}.", "with {value} on {issue} I feel we are drifting apart."]
        }
        Slot::SawSame => &[
            "you have stayed where you were, and I would love to know why.",
            "I had hoped to see some movement from you.",
        ],
        Slot::SawMultiple => &[
            "thank you for giving us {count} ways to say yes.",
            "offering {count} packages shows me that you want this to work.",
        ],
        Slot::SawHold => &[
            "take the time you need, and I will say something meanwhile.",
            "you seem to be thinking it over, and you may.",
        ],
        Slot::TellHigh => &[
            "I will be frank with you, we hold {issue} close to our heart.",
            "my colleagues will ask me about {issue} first when I get home.",
        ],
        Slot::TellMedium => &[
            "we would like a good answer on {issue}, and we can be reasonable about it.",
            "my colleagues have views on {issue}, though it is not what keeps them awake.",
        ],
        Slot::TellLow => {
            &["nobody at home will ask me much about {issue}.", "I am glad to say that we can be easy about {issue}."]
        }
        Slot::TellInterest => &[
            "thank you for asking about {issue} rather than guessing.",
            "I am happy to tell you what stands behind {issue}.",
        ],
        Slot::VolunteerHigh => &[
            "you were open with me, so I will be open too: my people care a lot about {issue}.",
            "one good turn deserves another, so you should know how much we care about {issue}.",
        ],
        Slot::VolunteerLow => &[
            "you were open with me, so I will be open too: we can be easy about {issue}.",
            "one good turn deserves another: do not worry about {issue} on our account.",
        ],
        Slot::DeflectOpen => &[
            "I hope you will understand that I am not there yet.",
            "let us get to know each other a little before I open that drawer.",
        ],
        Slot::DeflectIssue => &[
            "please do not take it badly, I would rather not open up about {issue} yet.",
            "I am not comfortable going into {issue} today.",
        ],
        Slot::Credit => &[
            "you made an effort there, and I want you to know I saw it.",
            "thank you, that was a gesture I will tell my colleagues about.",
        ],
        Slot::CreditOn => &[
            "thank you for coming to {value} on {issue}.",
            "I noticed {value} on {issue}, and I know steps like that are not free.",
            "you came our way on {issue} with {value}, and I am grateful.",
        ],
        Slot::Return => &[
            "could you help me with {issue} in return?",
            "it would mean a lot if you met us on {issue}.",
            "so that we both go home with something, please look at {issue}.",
        ],
        Slot::BatnaHint => &[
            "I would much rather do this with you than look elsewhere.",
            "others have been in touch with us, and I would prefer that it did not come to that.",
        ],
        Slot::BatnaPlain => &[
            "it would make me sad, and yet we do have another way to do this.",
            "I owe you honesty: my colleagues are pointing at our other option.",
        ],
        Slot::AskOpen => &[
            "what would make this a good deal in the eyes of your own people?",
            "what are you hoping to bring home from this table?",
        ],
        Slot::AskPriority => &[
            "how much do your own people care about {issue}?",
            "how much would it hurt if you did not get your way on {issue}?",
        ],
        Slot::AskInterest => {
            &["what is the story behind {issue} on your side?", "who on your side cares about {issue}, and why?"]
        }
        Slot::Open => &[
            "here is what I would be glad to build with you: {terms}.",
            "let me share what my team came up with: {terms}.",
            "I would like to begin with something we can both work on: {terms}.",
        ],
        Slot::Toward => &[
            "I talked it through at home, and we can meet you on {issue} at {value}.",
            "to show you that we are listening, we write {value} on {issue}.",
            "we would like to come your way on {issue}, with {value}.",
        ],
        Slot::Away => &[
            "I hope you can bear with {value} on {issue} in this version.",
            "I know this is farther from you, but I have {issue} at {value} here.",
        ],
        Slot::Trade => &[
            "let us each give a little: {value} on {issue} from us, {value2} on {issue2} from you.",
            "I can come to {value} on {issue} for you, and I would ask you to bear {value2} on {issue2}.",
            "here is a give and take, with {issue} at {value} and {issue2} at {value2}.",
        ],
        Slot::Same => &[
            "I would like to stay with our proposal a little longer.",
            "please take another look at what we put before you.",
            "I come back with the same proposal, and I mean it kindly.",
        ],
        Slot::Final => &[
            "our time together is nearly over, so I put this in your hands.",
            "this is what I can bring you before we have to close.",
        ],
        Slot::Accept => &["I am delighted to say yes, with {terms}.", "here is my hand on it: {terms}."],
        Slot::Hold => &[
            "let us talk a little more before I bring out a proposal.",
            "I would like to listen first and write afterwards.",
        ],
        Slot::Walk => &[
            "I am sorry, I cannot take this home to {org}, so let us part on good terms.",
            "it is with regret that I leave the table.",
        ],
        _ => &[],
    }
}
