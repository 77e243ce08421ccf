//! The occasions a sentence is spoken on: one table, which names each, says what it is for and which places its lines may
//! have.
//!
//! Packs of lines ([`Persona`](crate::Persona)) are written by occasion, and checked against this table. An occasion is
//! public: it follows from acts that everybody at the table has seen.

/// Declares the occasions, in the order of their weight: of several things said to it, a party answers the first.
macro_rules! occasions {
    ($($variant:ident $name:literal [$($place:literal),*] $about:literal;)*) => {
        /// One thing a sentence can be for.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Slot {
            $(#[doc = $about] $variant,)*
        }

        impl Slot {
            /// Every occasion, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name packs give it: `heard-high`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The places its lines may have besides `{org}` and the persona's own words.
            #[must_use]
            pub fn places(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($place),*],)* }
            }

            /// When it is spoken, in a line.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }
        }
    };
}

occasions! {
    // The own tone changed.
    ToneWarm "tone-warm" [] "its tone turns warm";
    ToneNeutral "tone-neutral" [] "its tone turns neutral again";
    ToneFirm "tone-firm" [] "its tone turns firm";
    ToneDisappointed "tone-disappointed" [] "its tone turns disappointed";
    ToneAnnoyed "tone-annoyed" [] "its tone turns angry at what was done";
    ToneAngry "tone-angry" [] "its tone turns angry at the person";
    // What the counterpart said.
    HeardContradiction "heard-contradiction" ["issue"] "it was told the opposite of what it was told before";
    HeardPastLimit "heard-past-limit" ["issue"] "an offer goes past a limit the counterpart told";
    HeardAngryAtPerson "heard-angry-at-person" [] "the counterpart was angry at the speaker";
    HeardWalkOpen "heard-walk-open" [] "the counterpart left and kept the door open";
    HeardEscalate "heard-escalate" ["level"] "the counterpart took the matter to a higher level alone";
    HeardEscalateJoint "heard-escalate-joint" ["level"] "the counterpart proposes to take the matter to a higher level together";
    HeardAngryAtBehaviour "heard-angry-at-behaviour" [] "the counterpart was angry at what was done";
    HeardDisappointed "heard-disappointed" [] "the counterpart was disappointed";
    HeardThreat "heard-threat" [] "the counterpart threatened";
    HeardBatna "heard-batna" [] "the counterpart mentioned its alternative";
    HeardApology "heard-apology" [] "the counterpart apologised";
    HeardSpiral "heard-spiral" [] "the counterpart named the spiral";
    HeardRejectOver "heard-reject-over" ["issue"] "the counterpart said no to a package and blamed an issue";
    HeardReject "heard-reject" [] "the counterpart said no to a package";
    HeardFinal "heard-final" [] "the counterpart called its offer final";
    HeardExpires "heard-expires" ["count"] "the counterpart gave its offer a number of turns to live";
    HeardFloat "heard-float" [] "the counterpart thought aloud about some terms, without an offer";
    HeardAgenda "heard-agenda" [] "the counterpart proposed an order of business";
    HeardPackaging "heard-packaging" [] "the counterpart proposed to look at all issues as one package";
    HeardPark "heard-park" ["issue"] "the counterpart proposed to leave an issue for later";
    HeardSummary "heard-summary" [] "the counterpart summed up";
    HeardRecess "heard-recess" [] "the counterpart asked for a break";
    HeardSidebar "heard-sidebar" [] "the counterpart asked for a word off the record";
    HeardArgue "heard-argue" ["criterion"] "the counterpart cited a criterion";
    HeardArgueAgain "heard-argue-again" ["criterion"] "the counterpart cited a criterion it had cited before";
    HeardLimit "heard-limit" ["issue", "value"] "the counterpart said how far it can go on an issue";
    HeardHigh "heard-high" ["issue"] "the counterpart said that an issue matters much to it";
    HeardMedium "heard-medium" ["issue"] "the counterpart said that an issue matters somewhat to it";
    HeardLow "heard-low" ["issue"] "the counterpart said that an issue matters little to it";
    HeardInterest "heard-interest" ["issue"] "the counterpart said why an issue matters to it";
    HeardDeadline "heard-deadline" [] "the counterpart said when it must be done";
    HeardPromiseMove "heard-promise-move" ["issue"] "the counterpart promised to move on an issue";
    HeardPromise "heard-promise" [] "the counterpart promised a favour";
    HeardCredit "heard-credit" [] "the counterpart gave credit for a step";
    HeardReturn "heard-return" ["issue"] "the counterpart wants something on an issue in return";
    HeardDeflect "heard-deflect" [] "the counterpart did not answer a question";
    // What the counterpart did.
    SawFirst "saw-first" [] "the counterpart made its first offer";
    SawToward "saw-toward" ["issue", "value"] "the counterpart moved toward the speaker on an issue";
    SawAway "saw-away" ["issue", "value"] "the counterpart moved away from the speaker on an issue";
    SawChange "saw-change" ["issue", "value"] "the counterpart changed a term, for better or worse nobody knows";
    SawSame "saw-same" [] "the counterpart repeated its offer";
    SawMultiple "saw-multiple" ["count"] "the counterpart offered several packages at once";
    SawHold "saw-hold" [] "the counterpart said and did nothing";
    // Own talk.
    TellHigh "tell-high" ["issue"] "it answers that an issue matters much";
    TellMedium "tell-medium" ["issue"] "it answers that an issue matters somewhat";
    TellLow "tell-low" ["issue"] "it answers that an issue matters little";
    TellInterest "tell-interest" ["issue"] "it is about to say why an issue matters; the reason follows";
    TellLimit "tell-limit" ["issue", "value"] "it says how far it can go on an issue";
    TellAgain "tell-again" ["issue"] "it has told this before";
    TellDeadline "tell-deadline" [] "it says that it must be done by a date";
    VolunteerHigh "volunteer-high" ["issue"] "it says unasked that an issue matters much";
    VolunteerLow "volunteer-low" ["issue"] "it says unasked that an issue matters little";
    DeflectOpen "deflect-open" [] "it does not say what matters most";
    DeflectIssue "deflect-issue" ["issue"] "it does not answer a question about an issue";
    DeflectAgain "deflect-again" [] "it does not answer the same question again";
    Credit "credit" [] "it gives credit for a step";
    CreditOn "credit-on" ["issue", "value"] "it gives credit for a step on an issue";
    Return "return" ["issue"] "it asks for something on an issue in return for its own step";
    Argue "argue" ["criterion"] "it cites a criterion; the scenario's own sentence comes first if there is one";
    BatnaHint "batna-hint" [] "it hints at its alternative";
    BatnaPlain "batna-plain" [] "it mentions its alternative";
    BatnaStrong "batna-strong" [] "it claims that its alternative is strong";
    ThreatHint "threat-hint" [] "it hints at consequences";
    ThreatLeave "threat-leave" [] "it threatens to leave";
    ThreatRival "threat-rival" [] "it threatens to turn to a rival";
    ThreatEscalation "threat-escalation" [] "it threatens to go over the counterpart's head";
    ThreatOver "threat-over" ["issue"] "it says which issue a threat is about";
    RejectOver "reject-over" ["issue"] "it says no to a package and blames an issue";
    Reject "reject" [] "it says no to a package";
    Float "float" ["terms"] "it thinks aloud about some terms, without an offer";
    FloatRange "float-range" ["issue", "value", "value2"] "it thinks aloud about a range on an issue, without an offer";
    Promise "promise" [] "it promises a favour later";
    PromiseMove "promise-move" ["issue"] "it promises to move on an issue with its next offer";
    Agenda "agenda" [] "it proposes an order of business";
    Packaging "packaging" [] "it proposes to look at all issues as one package";
    Park "park" ["issue"] "it proposes to leave an issue for later";
    Summary "summary" [] "it sums up";
    Spiral "spiral" [] "it names the spiral of blow and counter-blow";
    Apology "apology" [] "it apologises";
    AskOpen "ask-open" [] "it asks what matters most";
    AskPriority "ask-priority" ["issue"] "it asks how much an issue matters";
    AskInterest "ask-interest" ["issue"] "it asks why an issue matters";
    // The own table act.
    Open "open" ["terms"] "its first offer";
    Toward "toward" ["issue", "value"] "its offer moves toward the counterpart on an issue";
    Away "away" ["issue", "value"] "its offer moves away from the counterpart on an issue";
    Change "change" ["issue", "value"] "its offer changes a term, for better or worse nobody knows";
    Trade "trade" ["issue", "value", "issue2", "value2"] "its offer gives on one issue and takes on another";
    More "more" [] "its offer changes more than was said";
    Same "same" [] "it repeats its offer";
    Multiple "multiple" ["count"] "it offers several packages at once";
    LastRound "last-round" [] "its offer is made in the last round";
    Final "final" [] "it calls its offer final";
    Expires "expires" ["count"] "its offer is good for a number of turns";
    Accept "accept" ["terms"] "it accepts, and there is an agreement";
    Consent "consent" ["terms"] "it accepts, and others must too";
    Hold "hold" [] "it leaves the table as it is";
    RecessCaucus "recess-caucus" [] "it leaves to talk to its own side";
    RecessSidebar "recess-sidebar" [] "it asks for a word off the record";
    RecessBreak "recess-break" [] "it asks for a break";
    EscalateSolo "escalate-solo" ["level"] "it takes the matter to a higher level alone";
    EscalateAgreed "escalate-agreed" ["level"] "it agrees to take the matter to a higher level together";
    EscalateJoint "escalate-joint" ["level"] "it proposes to take the matter to a higher level together";
    WalkOpen "walk-open" [] "it leaves and keeps the door open";
    Walk "walk" [] "it leaves for good";
    WalkTime "walk-time" [] "time is up and nothing is signed";
}

impl Slot {
    /// The occasion with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|slot| slot.name() == name)
    }

    /// Whether its lines are questions.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::AskOpen | Self::AskPriority | Self::AskInterest)
    }

    /// Whether it is part of the act itself. The rest comments on what the counterpart said or did, and a brief speaker
    /// keeps to one comment.
    pub(super) fn comments(self) -> bool {
        self < Self::TellHigh && self >= Self::HeardContradiction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_find_their_occasions() {
        for slot in Slot::ALL {
            assert_eq!(Slot::named(slot.name()), Some(*slot));
            assert!(!slot.about().is_empty() && !slot.about().ends_with('.'));
        }
    }
}
