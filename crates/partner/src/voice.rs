//! The partner's words: sentences made from public acts, which decide nothing.
//!
//! [`Voice::speak`] is a pure function of the public history up to a turn, the setup and a seed. It never sees a mind or
//! preferences, so what it says can leak neither; the one private text it holds is why an issue matters, and it speaks
//! that only when the act says so ([`Disclosure::Interest`](zopa_core::Disclosure)). A session is told as a fold: the
//! words of the earlier turns are made again to know which sentences are spent, and no sentence is spoken twice.
//!
//! Words are packs of lines by occasion ([`Slot`]), which are data: a persona and its dialect bring their own, then comes the
//! style's, then the stock that everybody shares. A line is one sentence with places for issues and values. Of an
//! occasion's lines the least used comes first, in an order the seed shuffles; a line that would repeat a sentence gets a
//! lead before it.

mod dialect;
mod direction;
mod script;
mod slot;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use zopa_core::{PartyId, Seed, Session, Tone};

pub use dialect::Dialect;
pub(crate) use dialect::{Layer, WORDS};
use script::{Say, Script};
pub use slot::Slot;
use wording::{capitalised, ended, filled, number_word};

/// Who speaks, and the texts of the scenario the speaker may use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VoiceSetup {
    /// The person who speaks: `Dana Whitfield`. The words do not use it; screens put it before them.
    pub person: String,
    /// The organisation they speak for: `Cirrus Cloud`.
    pub organisation: String,
    /// How they talk: [`Persona::dialect`](crate::Persona::dialect).
    pub dialect: Dialect,
    /// Why each issue matters to them, by issue, whole sentences in their own voice. Spoken only when told.
    pub interests: Vec<String>,
    /// The scenario's criteria, in its order.
    pub criteria: Vec<CriterionWords>,
}

/// What a criterion is called and how it is cited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriterionWords {
    /// What it is: `Published H100 rental index`.
    pub title: String,
    /// What a person says who cites it, a whole sentence.
    pub cite: String,
}

/// The voice of one party of a session.
#[derive(Clone, Debug)]
pub struct Voice {
    setup: VoiceSetup,
    seed: Seed,
}

/// A tone as the word a screen shows for a mood.
#[must_use]
pub fn mood_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Warm => "warm",
        Tone::Neutral => "attentive",
        Tone::Firm => "guarded",
        Tone::Disappointed => "disappointed",
        Tone::AngryAtBehaviour => "annoyed",
        Tone::AngryAtPerson => "angry",
    }
}

impl Voice {
    /// The voice of this setup; the seed decides which of its sentences come first.
    #[must_use]
    pub fn new(setup: VoiceSetup, seed: Seed) -> Self {
        Self { setup, seed }
    }

    /// The person who speaks.
    #[must_use]
    pub fn person(&self) -> &str {
        &self.setup.person
    }

    /// The words of one turn, spoken by whoever acted in it: one paragraph of whole sentences. The empty text for a turn
    /// that has not been played.
    #[must_use]
    pub fn speak(&self, session: &Session, turn: u32) -> String {
        self.told(session, turn).pop().map(joined).unwrap_or_default()
    }

    /// The sentences of [`speak`](Self::speak), each with what it is for.
    #[must_use]
    pub fn sentences(&self, session: &Session, turn: u32) -> Vec<(Slot, String)> {
        self.told(session, turn).pop().unwrap_or_default()
    }

    /// The words of every turn of `party`, in order: what [`speak`](Self::speak) gives turn by turn, made in one fold.
    #[must_use]
    pub fn speak_all(&self, session: &Session, party: PartyId) -> Vec<String> {
        let last = (0..session.turn_index()).rev().find(|turn| session.actor(*turn) == party);
        last.map(|turn| self.told(session, turn)).unwrap_or_default().into_iter().map(joined).collect()
    }

    /// The sentences of the turns up to `turn` of the party that acted in it.
    fn told(&self, session: &Session, turn: u32) -> Vec<Vec<(Slot, String)>> {
        if turn >= session.turn_index() {
            return Vec::new();
        }
        let speaker = session.actor(turn);
        let mut telling =
            Telling { voice: self, spent: BTreeSet::new(), decks: BTreeMap::new(), leads: BTreeMap::new() };
        let own = (0..=turn).filter(|at| session.actor(*at) == speaker);
        own.map(|at| telling.tell(&Script::of(session, &self.setup, &telling.spent.clone(), at), session.round_of(at)))
            .collect()
    }
}

/// Sentences as a paragraph.
fn joined(sentences: Vec<(Slot, String)>) -> String {
    sentences.into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ")
}

/// The number of a turn's round, counted as people do.
trait RoundOf {
    fn round_of(&self, turn: u32) -> u32;
}

impl RoundOf for Session {
    fn round_of(&self, turn: u32) -> u32 {
        turn / u32::from(self.rules().parties()) + 1
    }
}

/// Lines in a seeded order, with how often each was used.
struct Deck<'a> {
    lines: Vec<(&'a str, u32)>,
}

impl<'a> Deck<'a> {
    /// The lines of each part before those of the next, each part shuffled.
    fn new(parts: impl Iterator<Item = Vec<&'a str>>, seed: Seed) -> Self {
        let mut dice = seed.dice(0);
        let shuffled = parts.flat_map(|mut lines| {
            dice.shuffle(&mut lines);
            lines
        });
        Self { lines: shuffled.map(|line| (line, 0)).collect() }
    }

    /// Indices by use, the least used first; equals in the deck's order.
    fn by_use(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by_key(|at| self.lines.get(*at).map(|(_, uses)| *uses));
        order
    }

    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |(line, _)| line)
    }

    fn spend(&mut self, at: usize) {
        if let Some((_, uses)) = self.lines.get_mut(at) {
            *uses += 1;
        }
    }
}

/// The fold over a party's turns.
struct Telling<'a> {
    voice: &'a Voice,
    spent: BTreeSet<String>,
    decks: BTreeMap<Slot, Deck<'a>>,
    /// Leads of statements and of questions.
    leads: BTreeMap<bool, Deck<'static>>,
}

impl<'a> Telling<'a> {
    fn tell(&mut self, script: &Script, round: u32) -> Vec<(Slot, String)> {
        script.says.iter().map(|say| (say.slot, self.sentence(say, round))).collect()
    }

    fn sentence(&mut self, say: &Say, round: u32) -> String {
        if let Some(text) = &say.quote {
            let text = ended(text);
            if !text.is_empty() && self.spent.insert(text.clone()) {
                return text;
            }
        }
        let text = self.fresh(say, round);
        self.spent.insert(text.clone());
        text
    }

    /// A sentence not spoken before: a bare line, else one behind a lead, else one behind the number of the round.
    fn fresh(&mut self, say: &Say, round: u32) -> String {
        let (voice, slot): (&'a Voice, Slot) = (self.voice, say.slot);
        let parts = || voice.setup.dialect.lines(slot).iter().map(|part| part.iter().map(String::as_str).collect());
        // By its name: an occasion added to the table does not shuffle those behind it anew.
        let new_deck = || Deck::new(parts(), voice.seed.child(slot.name(), 0));
        let deck = self.decks.entry(slot).or_insert_with(new_deck);
        let asks = slot.asks();
        let new_leads = || Deck::new([leads(asks).to_vec()].into_iter(), voice.seed.child("leads", u64::from(asks)));
        let leads = self.leads.entry(asks).or_insert_with(new_leads);
        let order = deck.by_use();
        let bodies: Vec<(usize, String)> = order.iter().map(|at| (*at, filled(deck.line(*at), &say.fills))).collect();
        for (at, body) in &bodies {
            let text = capitalised(body);
            if !self.spent.contains(&text) {
                deck.spend(*at);
                return text;
            }
        }
        for lead_at in leads.by_use() {
            let lead = filled(leads.line(lead_at), &say.fills);
            for (at, body) in &bodies {
                let text = capitalised(&format!("{lead}{body}"));
                if !self.spent.contains(&text) {
                    deck.spend(*at);
                    leads.spend(lead_at);
                    return text;
                }
            }
        }
        let numbered = bodies.iter().map(|(_, body)| format!("In round {}, {body}", number_word(round)));
        numbered.into_iter().find(|text| !self.spent.contains(text)).unwrap_or_default()
    }
}

/// What may come before a line that was spoken before: of a question, or of a statement.
fn leads(asks: bool) -> &'static [&'static str] {
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
