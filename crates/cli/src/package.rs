//! Package notation: how a person types an outcome, and how one is written back.
//!
//! ```text
//! package  = pair *( separator pair )            separator: white space or commas
//! pair     = issue "=" value | "rest=" ( "same" | "theirs" | "best" )
//! sketch   = issue "=" value [ ".." value ] *( separator … )      a range on one issue of numbers
//! ```
//! Issues, labels and fillers may be shortened to any unique prefix, case aside; a number may carry its unit's sign
//! (`$2.45`, `40M`, `99.95%`). This module knows an outcome space and nothing else: it has no session, no preferences and
//! no screen, so whoever calls it says what `rest` stands for.

use std::{fmt, ops::Range};

use zopa_core::{Combination, Condition, Decimal, Issue, IssueId, Outcome, OutcomeSpace, Sketch, ValueId, Values};

/// What the issues a package does not name are filled from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rest {
    /// One's own last offer.
    Same,
    /// The other side's live offer.
    Theirs,
    /// What is best for oneself.
    Best,
}

impl Rest {
    /// Every filler.
    pub const ALL: [Self; 3] = [Self::Same, Self::Theirs, Self::Best];

    /// The word one types.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Theirs => "theirs",
            Self::Best => "best",
        }
    }
}

/// A package as typed: some issues set, the others open or left to a filler.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partial {
    values: Vec<Option<ValueId>>,
    /// What fills the open issues, if the text said so.
    pub rest: Option<Rest>,
}

impl Partial {
    /// The issues that are not set.
    #[must_use]
    pub fn open(&self) -> Vec<IssueId> {
        (0u16..).zip(&self.values).filter(|(_, value)| value.is_none()).map(|(issue, _)| IssueId(issue)).collect()
    }

    /// The outcome with every open issue taken from `base`, if one is given; `None` while an issue is open.
    #[must_use]
    pub fn filled(&self, space: &OutcomeSpace, base: Option<Outcome>) -> Option<Outcome> {
        let value = |(issue, value): (IssueId, &Option<ValueId>)| value.or_else(|| Some(space.value(base?, issue)));
        let values: Option<Vec<ValueId>> = space.issue_ids().zip(&self.values).map(value).collect();
        space.outcome(&values?)
    }

    /// Whether an outcome has every value that is set.
    #[must_use]
    pub fn allows(&self, space: &OutcomeSpace, outcome: Outcome) -> bool {
        space.values(outcome).zip(&self.values).all(|(value, set)| set.is_none_or(|set| set == value))
    }

    /// The issues that are set, with their values, in order.
    pub fn terms(&self) -> impl Iterator<Item = (IssueId, ValueId)> + '_ {
        (0u16..).map(IssueId).zip(&self.values).filter_map(|(issue, value)| Some((issue, (*value)?)))
    }

    /// How many issues are set.
    #[must_use]
    pub fn set(&self) -> usize {
        self.values.iter().flatten().count()
    }
}

/// What is wrong with a package text, where, and what to write instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackageError {
    /// The word at fault, in bytes of the text.
    pub at: Range<usize>,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// What is legal there, a sentence; may be empty.
    pub help: String,
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, ". {}", self.help) }
    }
}

impl std::error::Error for PackageError {}

/// The one of `names` a word means: equal, or the only one it begins (ASCII case aside).
///
/// # Errors
/// The names the word could mean, in their order; none when it means nothing.
pub fn by_prefix<'n>(word: &str, names: impl Iterator<Item = &'n str> + Clone) -> Result<usize, Vec<&'n str>> {
    if let Some(at) = names.clone().position(|name| name.eq_ignore_ascii_case(word)) {
        return Ok(at);
    }
    let begins = |name: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let meant: Vec<_> = names.enumerate().filter(|(_, name)| !word.is_empty() && begins(name)).collect();
    match meant.as_slice() {
        [(at, _)] => Ok(*at),
        _ => Err(meant.into_iter().map(|(_, name)| name).collect()),
    }
}

/// The name most like a word that means none of them, if one is near enough; of equally near ones the first.
#[must_use]
pub fn near<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase();
    let reach = word.chars().count().div_ceil(3).clamp(1, 3);
    let scored = names.map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name));
    scored.filter(|(distance, _)| *distance <= reach).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Terms as one types them: `price=2.45 commit=40`.
pub(crate) fn terms(space: &OutcomeSpace, terms: &[(IssueId, ValueId)]) -> String {
    let term = |(issue, value): &(IssueId, ValueId)| {
        let issue = space.issue(*issue);
        format!("{}={}", issue.name(), issue.value_text(*value))
    };
    terms.iter().map(term).collect::<Vec<_>>().join(" ")
}

/// `` `a` or `b` `` / `` `a`, `b` or `c` ``.
#[must_use]
pub fn alternatives<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => quoted.concat(),
    }
}

/// One `name=value` of a text, with where each part stands.
struct Pair<'t> {
    name: &'t str,
    name_at: Range<usize>,
    value: &'t str,
    value_at: Range<usize>,
}

/// Splits a text into pairs; blanks around `=` are let pass.
fn pairs(text: &str) -> Result<Vec<Pair<'_>>, PackageError> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    let word_from = |from: usize| -> Range<usize> {
        let rest = &text[from..];
        from..from + rest.find(|c| is_gap(c) || c == '=').unwrap_or(rest.len())
    };
    let skip =
        |from: usize, gap: &dyn Fn(char) -> bool| from + text[from..].find(|c| !gap(c)).unwrap_or(text.len() - from);
    let mut found = Vec::new();
    let mut at = skip(0, &is_gap);
    while at < text.len() {
        let name_at = word_from(at);
        let equals = skip(name_at.end, &char::is_whitespace);
        if name_at.is_empty() || !text[equals..].starts_with('=') {
            let word_end = text[at..].find(is_gap).map_or(text.len(), |length| at + length);
            let word = &text[at..word_end];
            return Err(PackageError {
                at: at..word_end,
                message: format!("`{word}` is not of the form issue=value"),
                help: "Write pairs such as `issue=value`, with spaces between them and none inside; \
                       `rest=best` fills in the others."
                    .into(),
            });
        }
        let value_at = word_from(skip(equals + 1, &char::is_whitespace));
        at = skip(value_at.end, &is_gap);
        found.push(Pair { name: &text[name_at.clone()], name_at, value: &text[value_at.clone()], value_at });
    }
    Ok(found)
}

/// Reads a package.
///
/// # Errors
/// The first thing that cannot be read, with its place in `text` and what would be legal there.
pub fn parse(space: &OutcomeSpace, text: &str) -> Result<Partial, PackageError> {
    let mut partial = Partial { values: vec![None; space.issues().len()], rest: None };
    for pair in pairs(text)? {
        if pair.name.eq_ignore_ascii_case("rest") && space.issue_named("rest").is_none() {
            if partial.rest.replace(filler(&pair)?).is_some() {
                return Err(twice(&pair, "rest"));
            }
            continue;
        }
        let id = issue(space, pair.name).map_err(|(message, help)| PackageError {
            at: pair.name_at.clone(),
            message,
            help,
        })?;
        let found = value(space.issue(id), pair.value).map_err(|(message, help)| PackageError {
            at: pair.value_at.clone(),
            message,
            help,
        })?;
        match partial.values.get_mut(id.index()) {
            Some(slot @ None) => *slot = Some(found),
            _ => return Err(twice(&pair, space.issue(id).name())),
        }
    }
    Ok(partial)
}

/// Reads a partial package: `price=2.40..2.60 commit=40`.
///
/// # Errors
/// The first thing that cannot be read, with its place in `text` and what would be legal there.
pub fn sketch(space: &OutcomeSpace, text: &str) -> Result<Sketch, PackageError> {
    let (mut set, mut range) = (Vec::new(), None);
    for pair in pairs(text)? {
        let wrong = |at: &Range<usize>| {
            let at = at.clone();
            move |(message, help)| PackageError { at, message, help }
        };
        if pair.name.eq_ignore_ascii_case("rest") && space.issue_named("rest").is_none() {
            let help = "Only an offer needs every issue: use `offer` for `rest`, or leave the other issues open.";
            return Err(wrong(&pair.name_at)(("nothing fills the rest of a partial package".into(), help.into())));
        }
        let id = issue(space, pair.name).map_err(wrong(&pair.name_at))?;
        if set.iter().any(|(known, _)| *known == id) {
            return Err(twice(&pair, space.issue(id).name()));
        }
        let held = space.issue(id);
        let (from, to) = match pair.value.split_once("..") {
            Some((from, to)) if !matches!(held.values(), Values::Labels(_)) => (from, Some(to)),
            _ => (pair.value, None),
        };
        let from = value(held, from).map_err(wrong(&pair.value_at))?;
        set.push((id, from));
        if let Some(to) = to {
            let to = value(held, to).map_err(wrong(&pair.value_at))?;
            if to == from || range.replace((id, to)).is_some() {
                let help = "Write the value you would rather have, `..`, and another you could live with.";
                let message = "a range has two ends, and there is one range at most";
                return Err(wrong(&pair.value_at)((message.into(), help.into())));
            }
        }
    }
    Sketch::of(space, &set, range).ok_or_else(|| PackageError {
        at: 0..text.len(),
        message: "a partial package sets at least one issue, and only of the first 64".into(),
        help: "Write pairs such as `issue=value`.".into(),
    })
}

fn twice(pair: &Pair<'_>, name: &str) -> PackageError {
    PackageError { at: pair.name_at.clone(), message: format!("`{name}` is set twice"), help: String::new() }
}

fn filler(pair: &Pair<'_>) -> Result<Rest, PackageError> {
    match by_prefix(pair.value, Rest::ALL.iter().map(|rest| rest.word())) {
        Ok(at) => Ok(Rest::ALL[at]),
        Err(_) => Err(PackageError {
            at: pair.value_at.clone(),
            message: format!("nothing to fill the rest from is called `{}`", pair.value),
            help: "Write rest=same (your last offer), rest=theirs (their live offer) or rest=best (your best values)."
                .into(),
        }),
    }
}

/// The issue a word means.
///
/// # Errors
/// What is wrong and what would be legal.
pub fn issue(space: &OutcomeSpace, word: &str) -> Result<IssueId, (String, String)> {
    let names = space.issues().iter().map(Issue::name);
    by_prefix(word, names.clone()).map(|at| IssueId(at as u16)).map_err(|meant| {
        if !meant.is_empty() {
            return (format!("`{word}` could be {}", alternatives(meant)), "Write one more letter.".into());
        }
        let guess = near(word, names.clone()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
        let all = names.collect::<Vec<_>>().join(", ");
        (format!("there is no issue `{word}`{guess}"), format!("The issues are {all}."))
    })
}

/// The value of an issue a word means.
///
/// # Errors
/// What is wrong and what would be legal.
pub fn value(issue: &Issue, word: &str) -> Result<ValueId, (String, String)> {
    let name = issue.name();
    if word.is_empty() {
        return Err((format!("`{name}` has no value"), legal(issue)));
    }
    let Values::Labels(labels) = issue.values() else {
        let Some(number) = number(issue, word) else {
            return Err((format!("`{word}` is not a number `{name}` can have"), legal(issue)));
        };
        let missing = || (format!("`{name}` cannot be {word}{}", neighbours(issue, number)), legal(issue));
        return issue.value_of_number(number).ok_or_else(missing);
    };
    let keys = labels.iter().map(|label| label.key.as_str());
    by_prefix(word, keys.clone()).map(|at| ValueId(at as u32)).map_err(|meant| {
        if !meant.is_empty() {
            return (format!("`{name}={word}` could be {}", alternatives(meant)), "Write one more letter.".into());
        }
        let guess = near(word, keys).map(|key| format!(": did you mean `{key}`?")).unwrap_or_default();
        (format!("`{name}` cannot be `{word}`{guess}"), legal(issue))
    })
}

/// The number a word states for an issue: bare, or with a currency sign before it or letters of the unit after it.
fn number(issue: &Issue, word: &str) -> Option<Decimal> {
    let bare = word.trim_start_matches(['$', '€', '£', '¥']);
    let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
    let sign = bare[digits.len()..].to_lowercase();
    let unit = issue.unit().to_lowercase();
    (unit.contains(&sign) || (unit.is_empty() && sign == "%")).then(|| digits.parse().ok()).flatten()
}

/// `: the nearest are 2.45 and 2.50` for a number between two legal ones, `: the least is …` for one outside.
fn neighbours(issue: &Issue, wanted: Decimal) -> String {
    let numbers = || (0..issue.len()).map(ValueId).filter_map(|v| issue.number(v).map(|n| (n, v)));
    let below = numbers().filter(|(n, _)| *n < wanted).max();
    let above = numbers().filter(|(n, _)| *n > wanted).min();
    let text = |(_, v): (Decimal, ValueId)| issue.value_text(v);
    match (below, above) {
        (Some(low), Some(high)) => format!(": the nearest are {} and {}", text(low), text(high)),
        (None, Some(least)) => format!(": the least is {}", text(least)),
        (Some(most), None) => format!(": the most is {}", text(most)),
        (None, None) => String::new(),
    }
}

/// `` `ip` is theirs, split or yours. `` / `` `price` goes from 2.20 to 3.60 in steps of 0.05 $/GPU-h. ``
#[must_use]
pub fn legal(issue: &Issue) -> String {
    format!("`{}` {}.", issue.name(), legal_values(issue))
}

/// The legal values of an issue as the end of a sentence that begins with its name.
#[must_use]
pub fn legal_values(issue: &Issue) -> String {
    let unit = if issue.unit().is_empty() { String::new() } else { format!(" {}", issue.unit()) };
    match issue.values() {
        Values::Range { step, len, .. } if *len > 2 => {
            let (first, last) = (issue.value_text(ValueId(0)), issue.value_text(ValueId(len - 1)));
            let step = step.to_string();
            format!("goes from {first} to {last} in steps of {}{unit}", step.trim_start_matches('-'))
        }
        _ => {
            let all: Vec<String> = (0..issue.len()).map(|v| issue.value_text(ValueId(v))).collect();
            match all.as_slice() {
                [first @ .., last] if !first.is_empty() => format!("is {} or {last}{unit}", first.join(", ")),
                _ => format!("is {}{unit}", all.concat()),
            }
        }
    }
}

/// An outcome as one types it: every issue by name, in order. Reading it back gives the same outcome.
#[must_use]
pub fn format(space: &OutcomeSpace, outcome: Outcome) -> String {
    let pair = |issue: IssueId| {
        let held = space.issue(issue);
        format!("{}={}", held.name(), held.value_text(space.value(outcome, issue)))
    };
    space.issue_ids().map(pair).collect::<Vec<_>>().join(" ")
}

/// A combination in words: `commit 20 with excl field12 or full12`.
pub(crate) fn combination(space: &OutcomeSpace, when: &Combination) -> String {
    let term = |condition: &Condition| {
        let issue = space.issue(condition.issue());
        let allowed: Vec<u32> = (0..issue.len()).filter(|value| condition.allows(ValueId(*value))).collect();
        let text = |value: u32| issue.value_text(ValueId(value));
        let values = match allowed.as_slice() {
            [first, .., last] if allowed.len() > 3 && (last - first) as usize + 1 == allowed.len() => {
                format!("{} to {}", text(*first), text(*last))
            }
            _ => allowed.iter().map(|value| text(*value)).collect::<Vec<_>>().join(" or "),
        };
        format!("{} {values}", issue.name())
    };
    when.all.iter().map(term).collect::<Vec<_>>().join(" with ")
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use zopa_core::{Label, Topic};

    use super::*;

    pub(crate) fn space() -> OutcomeSpace {
        let label = |key: &&str| Label { key: (*key).into(), text: String::new() };
        let labels = |keys: &[&str]| Values::Labels(keys.iter().map(label).collect());
        let range = |start: &str, step: &str, len| Values::Range {
            start: start.parse().unwrap(),
            step: step.parse().unwrap(),
            len,
        };
        let sla = ["99.9", "99.95", "99.99"].map(|d| d.parse().unwrap()).to_vec();
        let issues = [
            ("price", "$/GPU-h", range("2.20", "0.05", 29)),
            ("commit", "$M", range("0", "20", 7)),
            ("sla", "%", Values::Decimals(sla)),
            ("ip", "", labels(&["theirs", "split", "split-field", "yours"])),
            ("invest", "", labels(&["none", "5M+staff", "10M"])),
        ];
        let issues = issues.map(|(name, unit, values)| Issue::new(name, name, Topic::Other, unit, values).unwrap());
        OutcomeSpace::new(issues.into(), vec![]).unwrap()
    }

    fn read(text: &str) -> Result<String, String> {
        let space = space();
        let partial = parse(&space, text).map_err(|e| format!("{} @{}", e, &text[e.at.clone()]))?;
        partial.filled(&space, None).map(|o| format(&space, o)).ok_or_else(|| format!("open: {:?}", partial.open()))
    }

    #[test]
    fn shortened_names_and_units_are_read() {
        let full = "price=2.45 commit=40 sla=99.95 ip=yours invest=5M+staff";
        for text in
            [full, "PR=$2.45, co=40M, s=99.95% ip = y inv=5m", "ip=Yours commit=40 sla=99.950 invest=5 price=2.450"]
        {
            assert_eq!(read(text).as_deref(), Ok(full), "{text}");
        }
    }

    #[test]
    fn an_exact_label_wins_over_longer_ones() {
        assert!(parse(&space(), "ip=split").unwrap().filled(&space(), Some(Outcome(0))).is_some());
    }

    #[test]
    fn mistakes_point_at_the_word_and_teach() {
        let says = |text: &str| read(text).unwrap_err();
        assert!(
            says("prise=2.45").starts_with("there is no issue `prise`: did you mean `price`?. The issues are price,")
        );
        assert!(says("i=yours").starts_with("`i` could be `ip` or `invest`"));
        assert!(says("price=2.47").starts_with("`price` cannot be 2.47: the nearest are 2.45 and 2.50. `price` goes"));
        assert!(says("price=9").contains("the most is 3.60"), "{}", says("price=9"));
        assert!(says("ip=yuors").starts_with("`ip` cannot be `yuors`: did you mean `yours`?"));
        assert!(says("ip=sp").ends_with("@sp"));
        assert!(says("price=40k").contains("is not a number"));
        assert!(says("price=2.45 price=2.50").starts_with("`price` is set twice"));
        assert!(says("price 2.45").starts_with("`price` is not of the form"));
        assert!(says("price=").starts_with("`price` has no value. `price` goes from 2.20 to 3.60 in steps of 0.05"));
        assert!(says("rest=mine").starts_with("nothing to fill the rest from"));
    }

    #[test]
    fn the_rest_is_filled_from_a_base_and_only_when_said() {
        let space = space();
        let partial = parse(&space, "price=2.45 rest=th").unwrap();
        assert_eq!((partial.rest, partial.set()), (Some(Rest::Theirs), 1));
        let filled = partial.filled(&space, Some(Outcome(0))).unwrap();
        assert_eq!(format(&space, filled), "price=2.45 commit=0 sla=99.90 ip=theirs invest=none");
        assert_eq!(partial.filled(&space, None), None);
    }

    #[test]
    fn sketches_leave_issues_open_and_may_hold_a_range() {
        let space = space();
        let says = |text: &str| sketch(&space, text).map_err(|e| format!("{e} @{}", &text[e.at.clone()])).unwrap_err();
        let read = sketch(&space, "pr=$2.45..2.60 ip=yours").unwrap();
        assert_eq!(read.values(&space).count(), 2);
        assert_eq!(read.range(), Some((IssueId(0), space.issue(IssueId(0)).value_named("2.60").unwrap())));
        assert!(says("price=2.45 rest=same").starts_with("nothing fills the rest"));
        assert!(says("price=2.45..2.45").ends_with("@2.45..2.45"));
        assert!(says("price=2.45..2.60 commit=20..40").starts_with("a range has two ends"));
        assert!(says("ip=theirs..yours").starts_with("`ip` cannot be `theirs..yours`"));
        assert!(says("price=2.45.. ").contains("has no value"));
        assert!(says("").starts_with("a partial package sets at least one"));
    }

    proptest! {
        #[test]
        fn reading_back_what_was_written_is_the_same(pick in any::<u64>()) {
            let space = space();
            let outcome = Outcome(pick % space.size());
            let again = parse(&space, &format(&space, outcome)).unwrap();
            prop_assert_eq!(again.filled(&space, None), Some(outcome));
        }

        #[test]
        fn any_text_is_read_or_refused_at_a_word_of_it(text in "(\\PC|[a-z]{1,6}=[0-9.$%M]{0,6}[ ,]?){0,16}") {
            if let Err(error) = parse(&space(), &text) {
                prop_assert!(text.get(error.at).is_some());
            }
            if let Err(error) = sketch(&space(), &text) {
                prop_assert!(text.get(error.at).is_some());
            }
        }
    }
}
