//! The shared lines for what people do beside trading terms: limits, sketches, rejections, time away, higher levels, doors.
//!
//! They follow the same rules as the rest of the [common stock](super::common).

use super::lines::Slot;

/// The shared lines of a slot of this kind.
pub(super) fn lines(slot: Slot) -> Option<&'static [&'static str]> {
    answered(slot).or_else(|| pressed(slot)).or_else(|| went(slot))
}

/// What the counterpart did, answered.
fn answered(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::HeardPastLimit => &[
            "you told me where you had to stop on {issue}, and now you are past it.",
            "so the limit you gave me on {issue} was none.",
            "I believed your limit on {issue}, and this offer goes past it.",
            "what you said you could not do on {issue}, you are doing now.",
            "I will read your limits with more care, having seen yours on {issue}, which was none.",
        ],
        Slot::HeardEscalateSolo => &[
            "going over my head will be remembered on this side.",
            "I would have preferred that you raised this with me first.",
            "so your people will call my people, and I learn it from you last.",
            "that is your right, and it does not make my work easier.",
            "I see that this now has an audience upstairs.",
        ],
        Slot::HeardEscalateJoint => &[
            "taking this upstairs is a serious step, and I have thought about it.",
            "I understand why you want others to look at this.",
            "you would like to bring in the next level, and I have weighed that.",
            "more people in the room can help, or not.",
            "your idea of taking it up together deserves an answer.",
        ],
        Slot::HeardLeave => &[
            "please sit down again.",
            "before you go, look at this.",
            "I would not want it to end on the doorstep.",
            "let me call you back to the table.",
            "do not leave yet, there is still something to say.",
        ],
        Slot::HeardFinal => &[
            "you call that final, and I take you at your word.",
            "a last word, then, and I will treat it as one.",
            "I hear that there is nothing behind this offer.",
            "if that was the end of the road for you, I need to think where mine ends.",
            "final is a large word, so let us see.",
        ],
        Slot::HeardExpires => &[
            "I see that your offer will not wait.",
            "a deadline on an offer does not make it a better one.",
            "you are in a hurry, and I will try not to be.",
            "I noticed the expiry date.",
            "I do my thinking at the same speed, with or without a clock on the offer.",
        ],
        Slot::HeardReject => &[
            "so it is {issue}, I see.",
            "thank you for saying that the trouble lies with {issue}.",
            "a no, because of {issue}, helps me more than a plain no.",
            "I hear where our offer fails you, namely on {issue}, and I will look at it.",
            "let me see what can be done about {issue}, then.",
        ],
        Slot::HeardRejectPlain => &[
            "a plain no tells me little.",
            "I hear the no, and I miss the reason.",
            "so that does not work for you, but why not?",
            "noted that our offer will not do.",
            "if that was a no, help me understand it.",
        ],
        Slot::HeardRecess => &[
            "thank you for the pause, it did us good as well.",
            "I used the time to talk to my own people.",
            "let us go on where we stopped.",
            "some air was what this needed.",
            "we have had a moment to think.",
        ],
        Slot::HeardSidebar => &[
            "thank you for the quiet word.",
            "what was said aside stays aside.",
            "I am glad we could talk without the notes running.",
            "between us that was useful.",
            "off the record I can speak more freely, and so can you.",
        ],
        Slot::HeardPackaging => &[
            "looking at things together suits me.",
            "yes, let us stop going line by line.",
            "I agree that the points belong together.",
            "one package instead of many small fights, gladly.",
            "trading across points is how we both win something.",
        ],
        Slot::HeardPark => &[
            "we can leave {issue} for later.",
            "fine, let us come back to {issue} when the rest is clearer.",
            "agreed, {issue} can wait.",
            "let us set {issue} aside for a while, then.",
            "I will make a note to return to {issue} at the end.",
        ],
        Slot::HeardFloat => &[
            "thank you for thinking aloud, I will do the same with what follows.",
            "that is a sketch I can work with.",
            "let me see what the rest of that picture could look like.",
            "I take it as an idea and not as an offer.",
            "interesting, and I would like to see it with the open points filled in.",
        ],
        Slot::HeardLimit => &[
            "I have noted where you must stop on {issue}.",
            "so there is a wall on {issue}, good to know.",
            "thank you for being plain about your limit on {issue}.",
            "I will not push you past that point on {issue} without a reason.",
            "a limit on {issue} is something I can plan around.",
        ],
        Slot::HeardPromiseMove => &[
            "I look forward to your next move on {issue}.",
            "you said you would move on {issue}, and I will be watching.",
            "good, then show me on {issue} with your next offer.",
            "a move from you on {issue} would help us both.",
            "I will wait to see that step on {issue}.",
        ],
        _ => return None,
    })
}

/// Own refusals, limits and pressure.
fn pressed(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::Reject => &[
            "I have to say no to your offer, and the reason lies with {issue}.",
            "what you propose does not work for us because of {issue}.",
            "we cannot take that package while it asks this of us on {issue}.",
            "no to that version, and it comes down to {issue}.",
            "the sticking point in your offer, for us, lies with {issue}.",
        ],
        Slot::RejectPlain => &[
            "I have to say no to what you put forward.",
            "that package does not work for us.",
            "we cannot accept what you have proposed.",
            "my answer to your offer, as it stands, has to be no.",
            "I cannot take that back to my people.",
        ],
        Slot::RivalHint => &[
            "others in your line of business return our calls.",
            "you are not the only house that could do this with us.",
            "I hear your competitors are keen these days.",
            "somebody else may be happy with what you turn down.",
            "we do get invitations from others in your market.",
        ],
        Slot::RivalPlain => &[
            "if you stay there, we take this to your competitor.",
            "without movement we will sign with somebody else in your market.",
            "I will say it openly, the next call goes to your rival.",
            "the alternative to a deal with you has a name, and you compete with it.",
            "if this fails, your competitor will have our business.",
        ],
        Slot::EscalationHint => &[
            "I may not be the last person you talk to about this.",
            "there are people above both of us who take an interest.",
            "this could end up on a desk higher than ours.",
            "I would rather settle it here than upstairs.",
            "some questions find their way to the top by themselves.",
        ],
        Slot::EscalationPlain => &[
            "if nothing moves, I will take this over your head.",
            "the next conversation about this will be with your management.",
            "stay there, and I go one level up without you.",
            "I am prepared to raise this with your leadership.",
            "without movement your executives will hear it from ours.",
        ],
        Slot::BatnaModest => &[
            "we have another plan, though not a splendid one.",
            "there is something else we could do, and it is no better than this.",
            "our fallback is decent and no more.",
            "we would manage without you, at a price.",
            "there is an alternative, and I will not oversell it.",
        ],
        Slot::BatnaStrong => &[
            "we have a very good alternative to this.",
            "our other option is strong, and I would be comfortable taking it.",
            "the plan we have without you is a good one.",
            "we do not need this deal, for the alternative is excellent.",
            "what we can do elsewhere is hard to beat.",
        ],
        Slot::TellLimit => &[
            "we cannot go past {value} on {issue}.",
            "our limit on {issue}, and I mean it, stands at {value}.",
            "{value} marks the end of what we can do on {issue}.",
            "on {issue}, we have to stop at {value}.",
            "anything past {value} on {issue}, I cannot sign.",
        ],
        Slot::LastWord => &[
            "this is my final offer.",
            "there is nothing behind this one.",
            "that is as far as we go, and I ask you to take it seriously.",
            "consider this our last word.",
            "I have no further package after this.",
        ],
        Slot::Expires => &[
            "this offer stands for {count} of your turns and no longer.",
            "you have {count} of your turns to take it.",
            "I will keep this open for {count} of your turns.",
            "after {count} of your turns I withdraw it.",
            "please answer within {count} of your turns, for then it lapses.",
        ],
        Slot::ExpiresNow => &[
            "this offer is good for your next answer only.",
            "take it now, for it will not be here later.",
            "I withdraw this if you do not accept it at once.",
            "this one lapses with your next word.",
            "it is on the table for this moment and no other.",
        ],
        _ => return None,
    })
}

/// Own moves about the process, and ways out of the room.
fn went(slot: Slot) -> Option<&'static [&'static str]> {
    Some(match slot {
        Slot::Packaging => &[
            "let us stop haggling point by point and look at whole packages.",
            "I propose that we settle several points together.",
            "we will get further if we trade across points.",
            "these things hang together, so let us treat them that way.",
            "rather than one point at a time, let us build a package.",
        ],
        Slot::Park => &[
            "I suggest that we leave {issue} aside for now.",
            "let us park {issue} and see how the rest falls into place.",
            "perhaps we come back to {issue} when other things are settled.",
            "we are stuck on {issue}, so let us work around it for a while.",
            "can I propose that we return to {issue} later.",
        ],
        Slot::Caucus => &[
            "I need a moment with my team.",
            "allow me a short time with my own people.",
            "give us a few minutes among ourselves.",
            "I would like to confer with my side before I go on.",
            "let me step out with my colleagues for a while.",
        ],
        Slot::Sidebar => &[
            "could the two of us have a quiet word.",
            "let us take this off the record for a minute.",
            "I would like to talk to you alone, without the notes.",
            "may I have a word with you in the corridor.",
            "let us step aside, just you and me.",
        ],
        Slot::Break => &[
            "I suggest that we take a break.",
            "let us all get some air and come back to it.",
            "this would be a good moment to stop for coffee.",
            "we should pause here for a while.",
            "let us leave the room and cool down.",
        ],
        Slot::EscalateSolo => &[
            "I am taking this up with my management, and with yours.",
            "this goes one level up from here, and I have made the call.",
            "I have asked our leadership to step in.",
            "my people above will look at this now.",
            "I have brought this to a higher desk.",
        ],
        Slot::EscalateJoint => &[
            "I propose that we take this one level up together.",
            "let us bring it to the next level, both of us at once.",
            "shall we put this before our managements side by side.",
            "I would like the two of us to take it upstairs together.",
            "let us ask the people above us, jointly, for room to move.",
        ],
        Slot::EscalateAgreed => &[
            "agreed, we take it up together.",
            "yes, let us go upstairs with it side by side.",
            "I am with you on raising this to the next level.",
            "fine, I will bring my management to the same meeting.",
            "then we both go up, and we do it together.",
        ],
        Slot::Floated => &[
            "let me think aloud, without committing to it.",
            "here is half an idea, with the rest left open.",
            "I am sketching here, so do not hold me to it.",
            "suppose, only as a thought, that part of it looked like this.",
            "this is no offer, just a picture to react to.",
        ],
        Slot::PromiseMove => &[
            "you will see us move on {issue} next time.",
            "I promise you a step from us on {issue} with the next offer.",
            "expect something from me on {issue} when I come back to you.",
            "my next offer will show movement on {issue}.",
            "I give you my word on {issue}, there will be a step.",
        ],
        Slot::WalkOpen => &[
            "I am leaving, and you know how to reach me.",
            "we stop here, unless you call me back with something better.",
            "my coat is on, but the door stays open.",
            "I am getting up now, and I would come back for a reason.",
            "that is all from us, unless you have another offer.",
        ],
        _ => return None,
    })
}
