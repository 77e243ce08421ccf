//! The stock of lines every style shares: at least five for each slot.
//!
//! Each is one sentence, begins in lower case unless it begins with `I`, and claims nothing its act does not say. Issue
//! titles are never the subject of a verb, so that any title reads well.

use super::{conduct, lines::Slot};

/// The shared lines of a slot.
pub(super) fn lines(slot: Slot) -> &'static [&'static str] {
    tone(slot)
        .or_else(|| heard(slot))
        .or_else(|| seen(slot))
        .or_else(|| told(slot))
        .or_else(|| said(slot))
        .or_else(|| conduct::lines(slot))
        .unwrap_or(act(slot))
}

fn tone(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::ToneWarm => &[
            "I am enjoying how we are working on this.",
            "this is the kind of conversation I was hoping for.",
            "I think we are building something here.",
            "the way this is going, I am glad we sat down.",
            "I feel we are on the same side of the problem now.",
        ],
        Slot::ToneNeutral => &[
            "let us get back to the substance.",
            "we are on steadier ground again.",
            "I am ready to look at the terms with fresh eyes.",
            "let us take this one point at a time.",
            "that clears the air enough for me to go on.",
        ],
        Slot::ToneFirm => &[
            "I am going to be careful from here on.",
            "I have to be a little stricter now.",
            "you will find me less flexible than a moment ago.",
            "I need to hold my ground for a while.",
            "I want to slow down and protect our position.",
        ],
        Slot::ToneDisappointed => &[
            "I am disappointed with where this has gone.",
            "this is not the partnership conversation I came for.",
            "I had expected more of this than we have got.",
            "I find it hard to trust the process at the moment.",
            "I will not hide that this has let me down.",
        ],
        Slot::ToneAnnoyed => &[
            "I am not happy with the way this is being done.",
            "this way of negotiating is wearing me out.",
            "I find the last few moves hard to accept.",
            "what just happened does not sit well with me.",
            "I object to how this is being handled.",
        ],
        Slot::ToneAngry => &[
            "I have rarely been treated like this at a table.",
            "I have had enough of being spoken to this way.",
            "I take this personally.",
            "you have made this very hard for me.",
            "I expected better of you.",
        ],
        _ => return None,
    })
}

fn heard(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::HeardContradiction => &[
            "earlier you told me the opposite about {issue}, and I wrote it down.",
            "what I hear now about {issue} cannot be squared with what you said before.",
            "I have two statements from you on {issue} that cannot both be right.",
            "you have turned around on {issue}, and that makes me wonder what else will turn.",
            "I planned around what you first told me on {issue}.",
        ],
        Slot::HeardAngryAtPerson => &[
            "I would ask you to keep this to the terms and leave me out of it.",
            "that was aimed at me, and it moves nothing on the sheet.",
            "I will answer the business and let the rest pass.",
            "remarks about me do not change the terms.",
            "let us not make this personal.",
        ],
        Slot::HeardAngryAtBehaviour => &[
            "I can hear that you are annoyed with how we went about it.",
            "point taken, you did not like that move.",
            "I understand the irritation, and I would rather fix the cause.",
            "you are frustrated, so let me try to be useful.",
            "I see that this has touched a limit of yours.",
        ],
        Slot::HeardDisappointed => &[
            "I am sorry to hear you are disappointed.",
            "I hear the disappointment, and I take it seriously.",
            "you hoped for more, I understand that.",
            "your disappointment is noted on this side.",
            "I would like the next round to feel better than that one.",
        ],
        Slot::HeardThreat => &[
            "I heard the warning, and I would rather answer it with terms.",
            "I would ask you to leave consequences aside while we are still talking.",
            "a warning is a strong tool, so let us see whether we need it.",
            "I take note of what you say will happen.",
            "let us talk about what works before we talk about what happens otherwise.",
        ],
        Slot::HeardBatna => &[
            "I assume you have other options, as everybody at this table does.",
            "you have an alternative, and I respect that.",
            "noted that you could go elsewhere.",
            "your other route is your business, and this one is ours to get right.",
            "I hear that we are not your only conversation.",
        ],
        Slot::HeardApology => &[
            "thank you for saying that.",
            "apology accepted, and let us go on.",
            "I appreciate that, it was not easy to say.",
            "that helps, thank you.",
            "we can put that behind us.",
        ],
        Slot::HeardSpiral => &[
            "you are right, we were going in circles.",
            "good that somebody said it, we were only answering blow for blow.",
            "I agree that we should step out of that pattern.",
            "naming it helps, so let us start from the terms.",
            "fair observation about how this was going.",
        ],
        Slot::HeardAgenda => &[
            "I am fine with that order of business.",
            "that agenda works for me.",
            "good, then we know what comes next.",
            "an agenda helps, let us follow it.",
            "let us take it in that order.",
        ],
        Slot::HeardSummary => &[
            "your summary helps me see where we are.",
            "thank you for pulling the threads together.",
            "good that we take stock before going on.",
            "it is useful to hear it in your words.",
            "I have put your summary beside my notes.",
        ],
        Slot::HeardArgue => &[
            "I know {criterion}, and I read it differently.",
            "you bring up {criterion}, and I am not sure it fits this case.",
            "I have heard you on {criterion}, and I would want to check what it covers.",
            "one can quote {criterion}, and one can quote other things.",
            "you are pointing at {criterion}, which on its own does not settle it for me.",
        ],
        Slot::HeardArgueAgain => &[
            "you have said that about {criterion}.",
            "you have cited {criterion} before, and I had heard it then.",
            "saying {criterion} again does not make it weigh more.",
            "we have talked about {criterion} already.",
            "I know your point about {criterion}, and it is the same as before.",
        ],
        Slot::HeardHigh => &[
            "good to know how much you care about {issue}.",
            "I will keep in mind how much weight you put on {issue}.",
            "thank you for being open about {issue}.",
            "so I should look for {issue} near the top of your list, understood.",
            "that tells me where to be careful: {issue}.",
        ],
        Slot::HeardMedium => &[
            "understood, I will look for {issue} somewhere in the middle of your list.",
            "I have {issue} down as one point among others for you.",
            "so there is some room on {issue} without it being free.",
            "noted on {issue}: neither first nor last.",
            "thank you, that places {issue} for me.",
        ],
        Slot::HeardLow => &[
            "good to know that this does not hang on {issue} for you.",
            "I hear that you could be relaxed about {issue}.",
            "then let us not spend your energy on {issue}.",
            "noted, {issue} near the end of your list.",
            "thank you, that takes some pressure off {issue}.",
        ],
        Slot::HeardInterest => &[
            "thank you, now I see what is behind {issue} for you.",
            "the reason helps me more than the position on {issue}.",
            "I understand better why you come back to {issue}.",
            "with that reason I can think about {issue} differently.",
            "that is useful background on {issue}.",
        ],
        Slot::HeardDeadline => &[
            "good to know your clock, it is ours as well.",
            "thank you for being straight about the date.",
            "then we both know how much time there is.",
            "your deadline helps us both to be serious.",
            "understood, we should use the time that is left.",
        ],
        Slot::HeardPromise => &[
            "I will remember that offer of help.",
            "thank you, I will hold you to that in good spirit.",
            "a promise like that is how longer relationships start.",
            "I appreciate the look ahead.",
            "noted, and I hope we get to that point.",
        ],
        Slot::HeardCredit => &[
            "thank you for noticing what we gave.",
            "it is good to see that our step was recognised.",
            "I appreciate that you saw the effort.",
            "thank you, it was meant as a step toward you.",
            "being credited for it makes the next step easier to discuss.",
        ],
        Slot::HeardReturn => &[
            "so you look for movement on {issue} in return, and I have noted it.",
            "you tie your offer to {issue}, and I have heard it.",
            "I see that you expect an answer on {issue}.",
            "you ask me to look at {issue} in exchange.",
            "I have understood that the return you want is on {issue}.",
        ],
        Slot::HeardDeflect => &[
            "you would rather not answer that, and I respect it.",
            "then I will work without that answer for now.",
            "I may come back to my question another way.",
            "all right, I will not press.",
            "keep that to yourself if you must.",
        ],
        _ => return None,
    })
}

fn seen(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::SawFirst => &[
            "so there is something concrete on the table.",
            "now we have a package to talk about.",
            "I have read your proposal line by line.",
            "a full package, then, and I have read all of it.",
            "that gives me a clear picture of where you start.",
        ],
        Slot::SawToward => &[
            "I see that you came to {value} on {issue}.",
            "your step to {value} on {issue} brings us closer.",
            "moving to {value} on {issue} is something I can work with.",
            "the gap on {issue} is smaller with you at {value}.",
            "you moved our way on {issue}, I have {value} in my notes.",
        ],
        Slot::SawAway => &[
            "on {issue} you went the other way, to {value}.",
            "I notice that {value} on {issue} is farther from us than before.",
            "with {value} on {issue} the distance has grown.",
            "going to {value} on {issue} is a step back from where we were.",
            "you have pulled {issue} away from us, to {value}.",
        ],
        Slot::SawChange => &[
            "I see that you now have {issue} at {value}.",
            "you changed {issue} to {value}.",
            "I have noted {value} on {issue}.",
            "with {value} on {issue} the package looks different.",
            "so you now propose {value} on {issue}.",
        ],
        Slot::SawSame => &[
            "that is the package you had on the table before.",
            "I see no change on your side.",
            "your offer is where it was.",
            "we are looking at the same sheet again.",
            "nothing has moved on your side since we last spoke.",
        ],
        Slot::SawMultiple => &[
            "it helps to have {count} versions side by side.",
            "I have gone through all {count} of your packages.",
            "{count} ways to do it tell me more than one would.",
            "giving me {count} packages to choose from is a good way to work.",
            "I compared your {count} versions.",
        ],
        Slot::SawHold => &[
            "you are leaving the table as it is, so let me try.",
            "as nothing new came from you, I will go on.",
            "I take the silence as time to think.",
            "then it is for me to say something.",
            "no answer is an answer of a kind.",
        ],
        _ => return None,
    })
}

fn told(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::TellHigh => &[
            "since you ask, I would count {issue} among the things that matter most to us.",
            "to answer you openly, we put {issue} at the top.",
            "few things weigh as much with us as {issue}.",
            "if I had to name what matters most, I would say {issue}.",
            "you asked a fair question: a great deal depends on {issue} for us.",
        ],
        Slot::TellMedium => &[
            "I would put {issue} in the middle of our list.",
            "we care about {issue}, though other points matter more.",
            "on {issue} we have a view, and we are not dogmatic.",
            "we see {issue} as one point among others.",
            "we would not lose the deal over {issue}, and we would not give it away.",
        ],
        Slot::TellLow => &[
            "to be honest, this is not decided on {issue} for us.",
            "we can be relaxed about {issue}.",
            "I would put {issue} near the end of our list.",
            "other things matter more to us than {issue}.",
            "little depends on {issue} on our side.",
        ],
        Slot::TellInterest => &[
            "on {issue}, let me give you the reason.",
            "you asked what is behind {issue}, so here it is.",
            "there is a reason we keep coming back to {issue}.",
            "I can tell you why we put {issue} on our list.",
            "let me explain how we think about {issue}.",
        ],
        Slot::TellAgain => &[
            "on {issue} I can only say what I said before.",
            "my answer on {issue} has not changed.",
            "as I told you, our view on {issue} stands.",
            "you have had my answer on {issue} already.",
            "I have nothing to add on {issue}.",
        ],
        Slot::TellDeadline => &[
            "you should know that we have a date to meet.",
            "we are working against a deadline on our side.",
            "time is limited for us as well.",
            "I have to bring home an answer before our clock runs out.",
            "there is a date after which this is no use to us.",
        ],
        Slot::VolunteerHigh => &[
            "let me be as open with you: we care a great deal about {issue}.",
            "in the same spirit, we have {issue} high on our list.",
            "you should know that we put a lot of weight on {issue}.",
            "I will tell you something in turn: we look at {issue} first.",
            "so that you can plan, count {issue} among our main points.",
        ],
        Slot::VolunteerLow => &[
            "in return for your openness, we can be relaxed about {issue}.",
            "I will tell you in turn that we care less about {issue}.",
            "you may like to know that we worry little about {issue}.",
            "there is more room on {issue} than you may think.",
            "for what it is worth, we have {issue} low on our list.",
        ],
        Slot::DeflectOpen => &[
            "I would rather not rank our points for you yet.",
            "our list of priorities stays on this side of the table for now.",
            "let us see some terms first, then I can say what matters.",
            "I am not ready to lay all of that open.",
            "ask me that again when we know each other better, and I still may not say.",
        ],
        Slot::DeflectIssue => &[
            "I would rather not go into {issue} just now.",
            "our view of {issue} I will keep to myself for the moment.",
            "let me leave {issue} for later.",
            "I hear the question about {issue}, and I will pass on it.",
            "on {issue} I would like to listen before I talk.",
        ],
        Slot::DeflectAgain => &[
            "you asked me that before, and I will pass again.",
            "asking again does not change my answer, I am afraid.",
            "I still prefer not to answer that.",
            "that question stays where it was.",
            "we have been there, and I would still rather not say.",
        ],
        _ => return None,
    })
}

fn said(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::Credit => &[
            "I appreciate the step you made.",
            "you gave something there, and I want to acknowledge it.",
            "thank you for moving.",
            "that was a fair move, and I have seen it.",
            "credit where it is due: you came to meet us.",
        ],
        Slot::CreditOn => &[
            "I appreciate your step to {value} on {issue}.",
            "thank you for moving to {value} on {issue}.",
            "you gave something on {issue}, and I acknowledge it.",
            "your move to {value} on {issue} deserves credit.",
            "going to {value} on {issue} was a real move, and I have noticed it.",
        ],
        Slot::Return => &[
            "in return I need something on {issue}.",
            "for that I would ask you to look at {issue}.",
            "what I need from you now is movement on {issue}.",
            "help me on {issue} and this becomes easier to carry at home.",
            "that step is tied to {issue}, where I need you to come our way.",
        ],
        Slot::Argue => &[
            "I would point you to {criterion}.",
            "have a look at {criterion}, which is what I go by.",
            "my yardstick here is {criterion}.",
            "let {criterion} decide rather than you or me.",
            "I rest this on {criterion}.",
        ],
        Slot::BatnaHint => &[
            "there are other ways for us to get where we want to go.",
            "you will understand that we are not sitting on one option only.",
            "this is the road I prefer, not the only one.",
            "I do have to think about what else we could do.",
            "we keep more than one door open, as you would.",
        ],
        Slot::BatnaPlain => &[
            "I should say openly that we have an alternative and could take it.",
            "if this does not come together, we will go another way.",
            "we do have another plan, and I am getting closer to using it.",
            "let me be open about it: we can live without this deal.",
            "I have another option in my pocket, and my patience is not endless.",
        ],
        Slot::ThreatHint => &[
            "it would be a pity if this ended in a way neither of us wants.",
            "there may be consequences if we cannot find a way.",
            "I would not like to be pushed to the next step.",
            "some doors close when talks like these fail.",
            "please think about what happens if we stop here.",
        ],
        Slot::ThreatPlain => &[
            "if this is where you stay, we will have to act on it.",
            "without movement from you there will be consequences.",
            "let me say it outright: we will not let this stand.",
            "if nothing changes, we will draw our conclusions.",
            "the next step, if you force it, will not be a friendly one.",
        ],
        Slot::Promise => &[
            "you will find that we return a favour.",
            "help me now, and I will remember it when your turn comes.",
            "I give you my word that we will make good on this later.",
            "there is something we can do for you down the road, and we will.",
            "count on us when you need a hand with the next one.",
        ],
        Slot::Agenda => &[
            "let us agree first on what to discuss and in which order.",
            "may I suggest an order of business before we go on.",
            "I propose that we take the big points first.",
            "let us set an agenda so that nothing is lost.",
            "we should decide what to talk about next.",
        ],
        Slot::Summary => &[
            "let me sum up where we both stand.",
            "before we go on, a look at where we are.",
            "it is worth putting the open points beside the closed ones.",
            "let us take stock.",
            "I would like to state our two positions as I understand them.",
        ],
        Slot::Spiral => &[
            "we are answering each other blow for blow, and it helps nobody.",
            "I think we have talked ourselves into a spiral.",
            "let us notice that we are blaming and not solving.",
            "this exchange is heating up without getting anywhere.",
            "we should stop this pattern before it stops us.",
        ],
        Slot::Apology => &[
            "I am sorry for my part in that.",
            "that was not well done on our side, I apologise.",
            "I owe you an apology for how I put it.",
            "let me apologise before we go on.",
            "I regret how that came across.",
        ],
        Slot::AskOpen => &[
            "what matters most to you in this deal?",
            "which point would you least like to give up?",
            "if you could have only one thing your way, which would it be?",
            "where does the most value lie for you?",
            "which of these points will your own people ask you about first?",
        ],
        Slot::AskPriority => &[
            "how much do you care about {issue}?",
            "where would I find {issue} on your list?",
            "would you call {issue} essential or only useful?",
            "how strongly do you feel about {issue}?",
            "do you need {issue}, or would you just like it to go your way?",
        ],
        Slot::AskInterest => &[
            "why do you care about {issue}?",
            "what is behind your position on {issue}?",
            "what would go wrong for you if we had our way on {issue}?",
            "what are you trying to protect with {issue}?",
            "can you help me understand what you need from {issue}?",
        ],
        _ => return None,
    })
}

fn act(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::Open => &[
            "here is a package: {terms}.",
            "let me put a proposal on the table: {terms}.",
            "there is a first package on the sheet, with {terms}.",
            "as a place to begin, {terms}.",
            "to give us something to work on: {terms}.",
        ],
        Slot::Toward => &[
            "we have moved toward you on {issue}, to {value}.",
            "on {issue} we can come to {value}.",
            "we are giving ground on {issue}: {value}.",
            "I have {issue} at {value} now, which is closer to where you are.",
            "we come your way on {issue} and write {value}.",
        ],
        Slot::Away => &[
            "on {issue} we now ask for {value}.",
            "this version has {issue} at {value}, which I know is farther from your offer.",
            "we have taken {issue} back to {value}.",
            "I need {value} on {issue} in this version.",
            "on {issue} our sheet now says {value}.",
        ],
        Slot::Change => &[
            "we have tried {issue} at {value} this time.",
            "this version has {issue} at {value}.",
            "I have put {issue} at {value}, to see whether that helps.",
            "on {issue} we write {value} now.",
            "a different shape this time, with {issue} at {value}.",
        ],
        Slot::Trade => &[
            "we come to you on {issue} at {value}, and we ask for {value2} on {issue2}.",
            "we move to {value} on {issue}, with {issue2} at {value2} on the other side of the scale.",
            "you get {value} on {issue}, and in this version we write {value2} on {issue2}.",
            "this is an exchange: {value} on {issue} for you, {value2} on {issue2} for us.",
            "I can offer {value} on {issue} in a package that has {issue2} at {value2}.",
        ],
        Slot::More => &[
            "the sheet shows the rest of what changed.",
            "please read the sheet for the remaining changes.",
            "the other lines I touched are marked on the sheet.",
            "have a look at the rest as well, as it has shifted too.",
            "what else has changed you will find line by line.",
            "there is more in this version than I have read out.",
            "that is not all, and the rest is written down.",
            "some other terms are different too.",
            "the remaining terms have moved with it.",
            "I have adjusted more than that, as you can see.",
            "you will see further changes below.",
        ],
        Slot::Same => &[
            "our package stands as it was.",
            "I am leaving our offer where it is.",
            "I have nothing better to put in its place today.",
            "our sheet has not changed.",
            "this remains our proposal.",
            "I repeat our last offer.",
            "what I offered last time I offer again.",
            "the terms are the ones you have from me already.",
            "nothing new from our side, the last package is still open to you.",
        ],
        Slot::Multiple => &[
            "here are {count} packages, and any of them works for us.",
            "take your pick of {count} versions.",
            "I have written it up in {count} ways, so tell me which is nearest.",
            "we could do this in {count} ways, all on the sheet.",
            "let me offer you {count} alternatives at once.",
        ],
        Slot::Final => &[
            "this is the last package we can put forward before time is up.",
            "we have come to the end of our time, so this is for you to decide.",
            "there is no further round after this one.",
            "with the clock where it is, this is our last word.",
            "time is up on our side after this.",
        ],
        Slot::Accept => &[
            "we have a deal, with {terms}.",
            "I accept, so let us write it up: {terms}.",
            "that works for {org}, and we will sign on {terms}.",
            "yes, let us close on that: {terms}.",
            "agreed, and I look forward to working together on {terms}.",
        ],
        Slot::Consent => &[
            "we can agree to this: {terms}.",
            "you have our yes to {terms}.",
            "count {org} in on {terms}.",
            "that works for {org}: {terms}.",
            "I give our consent, with {terms}.",
        ],
        Slot::Hold => &[
            "I will leave the table as it is for now.",
            "let us stay with that for a moment before I put numbers down.",
            "I would like to hear more from you before I make a proposal.",
            "no package from me yet.",
            "give me your thoughts, and I will come with terms after that.",
        ],
        Slot::Walk => &[
            "we are going to stop here.",
            "I do not see us getting there, so {org} will go another way.",
            "thank you for your time, but this is where we leave the table.",
            "there is no deal in this for {org}, I am sorry to say.",
            "I am closing our side of this conversation.",
        ],
        Slot::WalkTime => &[
            "we have run out of time.",
            "that was the last of our time, and nothing is signed.",
            "the time is up, so we end without a deal.",
            "our time is over, and there is nothing on the table to sign.",
            "there is no time left for {org} to wait for an answer.",
        ],
        _ => &["let us go on."],
    }
}
