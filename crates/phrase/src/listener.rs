//! The listener: one desk's lexicon, and the way from a text to a reading.

use std::collections::BTreeSet;

use zopa_core::{Door, IssueId, OfferRef, Outcome, ValueId, View};
use zopa_scenario::Desk;

use crate::{
    assembly,
    grammar::grammar,
    lexicon::{Lexicon, content, words},
    number::number_words,
    reader::{Uncovered, cover},
    reading::{Reading, Said, Unclear},
    sheet::Sheet,
    token::{TEXT_MAX, Token, tokens},
};

/// The word that a name of the other side, or of the person who speaks for it, arrives as. Nobody can type it.
const NAME: &str = "~name";

/// What stands on the table, as far as words can mean it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// The live packages of the other side, in order.
    pub theirs: Vec<(OfferRef, Outcome)>,
    /// One's own last package.
    pub own: Option<Outcome>,
}

impl Standing {
    /// What a party sees on the table.
    #[must_use]
    pub fn of(view: &View<'_>) -> Self {
        let theirs = view.session().acceptable_by(view.me()).collect();
        let own = view.session().live(view.me()).and_then(|offer| offer.packages.as_slice().first().copied());
        Self { theirs, own }
    }
}

/// Reads what one side types.
#[derive(Clone, Debug)]
pub struct Listener<'d> {
    desk: Desk<'d>,
    lexicon: Lexicon,
    vocabulary: Vec<String>,
    /// What the other side and its people are called, a word each.
    names: BTreeSet<String>,
}

impl<'d> Listener<'d> {
    /// A listener for a desk: it knows the public words of the scenario and those of its own papers.
    #[must_use]
    pub fn new(desk: Desk<'d>) -> Self {
        let mut lexicon = Lexicon::of(desk.space());
        for issue in desk.space().issue_ids() {
            desk.also(issue).iter().for_each(|phrase| lexicon.issue(issue, phrase));
            for (value, phrase) in desk.sayings(issue) {
                lexicon.value(issue, value, phrase);
            }
        }
        for (criterion, id) in desk.criteria().iter().zip((0..).map(zopa_core::CriterionId)) {
            lexicon.criterion(id, &criterion.id);
            lexicon.criterion(id, &criterion.title);
            let free = |part: &String| part.len() > 3 && !lexicon.vocabulary().any(|word| word == part);
            for part in words(&criterion.id).into_iter().filter(free).collect::<Vec<_>>() {
                let own = |other: &zopa_scenario::Criterion| words(&other.id).contains(&part);
                if desk.criteria().iter().filter(|other| own(other)).count() == 1 {
                    lexicon.criterion(id, &part);
                }
            }
            lexicon.citations.push((id, content(words(&format!("{} {}", criterion.title, criterion.cite)))));
        }
        for (issue, interest) in desk.space().issue_ids().zip(&desk.mine().interests) {
            lexicon.interests.push((issue, content(words(interest))));
        }
        let mut vocabulary: Vec<String> =
            grammar().vocabulary().filter(|word| *word != NAME).map(str::to_owned).collect();
        vocabulary.extend(lexicon.vocabulary().map(str::to_owned));
        vocabulary.extend(number_words().map(str::to_owned));
        vocabulary.sort_unstable();
        vocabulary.dedup();
        // A name that means something for the deal as well means that.
        let is_free = |word: &String| word.chars().count() > 2 && vocabulary.binary_search(word).is_err();
        let names = desk.others().flat_map(|party| {
            let face = desk.face(party);
            let organisation = words(face.name).into_iter().take(1);
            organisation.chain(words(face.id)).chain(words(&face.persona.person))
        });
        let names = names.filter(is_free).collect();
        Self { desk, lexicon, vocabulary, names }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// What was not understood, where, and the nearest command.
    pub fn read(&self, text: &str, standing: &Standing) -> Result<Reading, Unclear> {
        if text.len() > TEXT_MAX {
            let message = format!("more than {TEXT_MAX} characters at once");
            return Err(Unclear { at: 0..0, message, help: "Say it in a few sentences.".into() });
        }
        let mut tokens = tokens(text);
        for token in &mut tokens {
            match self.names.contains(&token.text) {
                true => NAME.clone_into(&mut token.text),
                false => self.mend(token),
            }
        }
        let live: Vec<OfferRef> = standing.theirs.iter().map(|(offer, _)| *offer).collect();
        let sheet = Sheet::of(&tokens, &self.lexicon, self.desk.space(), &live);
        let ways = match cover(&tokens, &sheet, &self.lexicon) {
            Ok(ways) => ways,
            Err(Uncovered(at)) => return Err(self.unplaced(&tokens, at)),
        };
        let words = tokens.iter().filter(|token| !token.stop).count();
        if words == 1 && tokens.iter().any(|token| token.is_digits()) {
            let help = "Say what it is a number of, or type `float ISSUE=VALUE`.";
            return Err(Unclear { at: 0..0, message: "a number alone says little".into(), help: help.into() });
        }
        // Several ways of the same cost may still say the same.
        let mut readings = ways.iter().map(|pieces| assembly::assemble(pieces, self.desk, standing));
        let first = readings.next().unwrap_or_else(|| Err(self.unplaced(&tokens, 0)))?;
        if readings.flatten().any(|other| other != first) {
            return Err(Unclear {
                at: 0..0,
                message: "that can be understood in two ways".into(),
                help: "Say it in other words, or type the command.".into(),
            });
        }
        match first.said.iter().find(|said| is_in_doubt(said, &tokens, text)) {
            Some(_) => Err(Unclear {
                at: 0..0,
                message: "an end of the talks has to be said outright".into(),
                help: "To accept an offer: `accept #N`; to leave: `walk`, or `walk open`.".into(),
            }),
            None => Ok(first),
        }
    }

    /// A misspelt word becomes the one known word it is a letter away from.
    fn mend(&self, token: &mut Token) {
        let word = &token.text;
        let known = |word: &str| self.vocabulary.binary_search_by(|known| known.as_str().cmp(word)).is_ok();
        if word.chars().count() < 5 || !word.chars().all(char::is_alphabetic) || known(word) {
            return;
        }
        let near = |known: &&String| known.chars().count() >= 5 && strsim::osa_distance(known, word) == 1;
        let mut meant = self.vocabulary.iter().filter(near);
        if let (Some(one), None) = (meant.next(), meant.next()) {
            token.text.clone_from(one);
        }
    }

    /// Says which word could not be placed, and what to type instead.
    fn unplaced(&self, tokens: &[Token], at: usize) -> Unclear {
        let Some(token) = tokens.get(at) else {
            return Unclear { at: 0..0, message: "there is nothing to read".into(), help: String::new() };
        };
        let help = nearest_command(tokens);
        Unclear { at: token.at.clone(), message: format!("I do not follow from `{}` on", token.text), help }
    }
}

/// Whether an end of the talks is only supposed, asked or made to depend on something. Every word of such a text may be
/// accounted for, *if you move on price* as asking for a move and *we accept* as accepting, and yet the whole ends nothing.
fn is_in_doubt(said: &Said, tokens: &[Token], text: &str) -> bool {
    const SUPPOSED: &[&str] = &["could", "would", "might", "may", "should", "suppose", "whether", "nobody", "never"];
    const DEPENDS: &[&str] = &["if", "unless", "once", "provided", "when", "until"];
    let holds = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.text.as_str()));
    match said {
        Said::Accept(_) | Said::Walk(Door::Closed) => text.contains('?') || holds(SUPPOSED) || holds(DEPENDS),
        // A door left open is left open for the case that something changes.
        Said::Walk(Door::Open) => text.contains('?') || holds(SUPPOSED),
        _ => false,
    }
}

/// The command the words are nearest to.
fn nearest_command(tokens: &[Token]) -> String {
    const NEAR: &[(&[&str], &str)] = &[
        (&["why", "reason", "behind"], "To ask why an issue matters to them: `ask why ISSUE`."),
        (
            &["important", "matters", "matter", "priority"],
            "To ask what matters: `ask priority`; to say it: `tell priority ISSUE`.",
        ),
        (&["accept", "agree", "deal", "sign", "agreed"], "To accept an offer: `accept #N`."),
        (&["leave", "walk", "stop", "end"], "To leave: `walk` or `walk open`."),
        (&["final", "last"], "To call an offer final: `final; offer …`."),
        (&["not", "no", "reject"], "To say no to an offer: `reject #N over ISSUE`."),
    ];
    let has = |words: &&(&[&str], &str)| tokens.iter().any(|token| words.0.contains(&token.text.as_str()));
    let numbers = tokens.iter().any(|token| token.is_digits());
    NEAR.iter().find(has).map_or_else(
        || {
            let help = if numbers {
                "To propose terms: `float ISSUE=VALUE`, or `offer … rest=same`."
            } else {
                "`help` lists what can be said."
            };
            help.to_owned()
        },
        |(_, help)| (*help).to_owned(),
    )
}

/// Terms by issue; `None` when an issue has two values.
pub(crate) fn merged(terms: impl IntoIterator<Item = (IssueId, ValueId)>) -> Option<Vec<(IssueId, ValueId)>> {
    let mut set: Vec<(IssueId, ValueId)> = Vec::new();
    for (issue, value) in terms {
        match set.iter().find(|(other, _)| *other == issue) {
            Some((_, same)) if *same == value => {}
            Some(_) => return None,
            None => set.push((issue, value)),
        }
    }
    set.sort_unstable();
    Some(set)
}
