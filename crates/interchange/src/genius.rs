//! Genius XML: domain templates and utility profiles, as they are spelled.
//!
//! What comes out of here is text with structure: names, indices, numerals. What it *means* differs between Genius and
//! NegMAS: [`meaning`] is the one, [`crate::reference`] the other. Neither is decided here. Only the structural rules both share are:
//! elements that must be there, issues known to the domain, well-formed XML without document types or entities.

pub mod meaning;
pub(crate) mod writing;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use roxmltree::{Document, Node};

use crate::numeral;

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: usize = 16 << 20;

/// The most attributes of an element (counted by `=`), levels of elements, and name spaces of a file.
const ATTRIBUTES_MAX: usize = 256;
const DEPTH_MAX: usize = 64;
const NAME_SPACES_MAX: usize = 16;

/// The most issues of a domain.
const ISSUES_MAX: usize = 10_000;

/// The upper bound of whole numbers where a file gives none.
const INTEGER_MAX: i64 = i64::MAX / 2;

/// Why a Genius file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GeniusError {
    /// Line in the file, from 1; 0 when the file as a whole is meant.
    pub line: u32,
    /// What is wrong, a lower-case fragment.
    pub message: String,
}

impl fmt::Display for GeniusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 { write!(f, "line {}: {}", self.line, self.message) } else { f.write_str(&self.message) }
    }
}

impl std::error::Error for GeniusError {}

/// The values an issue of a domain may take.
#[derive(Clone, PartialEq, Debug)]
pub enum DomainValues {
    /// Named values, in file order, without repetitions.
    Discrete(Vec<String>),
    /// Whole numbers from the first to the second, both included.
    Integer(i64, i64),
    /// Real numbers between two bounds.
    Real(f64, f64),
}

/// An issue of a domain.
#[derive(Clone, PartialEq, Debug)]
pub struct DomainIssue {
    /// Its place among the issues, from 0.
    pub index: i64,
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: DomainValues,
}

/// A domain: the issues in order of their index. The indices may have gaps.
#[derive(Clone, PartialEq, Debug)]
pub struct Domain {
    /// The name of the objective, or the empty text.
    pub name: String,
    /// The issues.
    pub issues: Vec<DomainIssue>,
    /// Where each name stands among the issues, with its named values: files repeat names by the hundred thousand.
    names: BTreeMap<String, (usize, BTreeSet<String>)>,
}

/// How a profile values one issue.
#[derive(Clone, PartialEq, Debug)]
pub enum Evaluation {
    /// A numeral for each named value.
    Items(BTreeMap<String, String>),
    /// `offset + slope · x`.
    Linear {
        /// The numeral of the offset.
        offset: String,
        /// The numeral of the slope.
        slope: String,
        /// The numeral of the least number, where the profile repeats it.
        from: Option<String>,
    },
    /// `p0 + p1 · x + p2 · x²`.
    Quadratic([String; 3]),
    /// 0 at `p0` and `p1`, 1 at `p2`, straight between.
    Triangular([String; 3]),
    /// The same for every value.
    Constant(String),
}

/// A utility profile: what one party values.
#[derive(Clone, PartialEq, Debug)]
pub struct Profile {
    /// How each issue it mentions is valued, if it says so, by the issue's name.
    pub issues: BTreeMap<String, Option<Evaluation>>,
    /// Weights: an index from 0 (as written, less one) and a numeral.
    pub weights: Vec<(i64, String)>,
    /// The numeral of the reservation value, if there is one.
    pub reservation: Option<String>,
    /// The numeral of the discount factor, if there is one.
    pub discount: Option<String>,
    /// Whether any value is evaluated by itself.
    pub has_items: bool,
}

fn error_at(node: Node<'_, '_>, message: impl Into<String>) -> GeniusError {
    GeniusError { line: node.document().text_pos_at(node.range().start).row, message: message.into() }
}

/// Bytes as XML text: UTF-8, a byte order mark aside.
fn decode(bytes: &[u8]) -> Result<&str, GeniusError> {
    let whole = |message: &str| GeniusError { line: 0, message: message.into() };
    if bytes.len() > FILE_LIMIT {
        return Err(whole("the file is larger than 16 MiB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole("the file is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn parse(text: &str) -> Result<Document<'_>, GeniusError> {
    if let Some((at, what)) = unbearable(text) {
        let line = 1 + text.get(..at).unwrap_or_default().matches('\n').count();
        let message = format!("not an ordinary XML file: {what}");
        return Err(GeniusError { line: u32::try_from(line).unwrap_or(u32::MAX), message });
    }
    if !declares_a_version(text) {
        return Err(GeniusError { line: 1, message: "not well-formed XML: its declaration names no version 1".into() });
    }
    // Document types are refused, and with them entities: nothing can expand or be fetched.
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 4_000_000, ..Default::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| GeniusError { line: error.pos().row, message: format!("not well-formed XML: {error}") })
}

/// Whether the XML declaration, if there is one, begins with a version as the standard wants it.
fn declares_a_version(text: &str) -> bool {
    let Some(rest) =
        text.strip_prefix("<?xml").filter(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '?'))
    else {
        return true;
    };
    let version = rest.trim_start().strip_prefix("version").and_then(|rest| rest.trim_start().strip_prefix('='));
    version.is_some_and(|rest| rest.trim_start().trim_start_matches(['"', '\'']).starts_with("1."))
}

/// Where a text becomes one that no tool of the field writes and no parser reads quickly. Parsers compare every attribute
/// of an element with every other, and hand name spaces down from level to level, so these are counted before anything
/// else is done with a text.
fn unbearable(text: &str) -> Option<(usize, &'static str)> {
    let (mut at, mut depth, mut spaces) = (0, 0usize, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let skipped =
            [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter().find(|(open, _)| rest.starts_with(open));
        if let Some((open, close)) = skipped {
            let inside = rest.get(open.len()..).unwrap_or_default();
            at = start + open.len() + inside.find(close)? + close.len();
            continue;
        }
        let tag = rest.get(..tag_length(rest)).unwrap_or_default();
        spaces += tag.matches("xmlns").count();
        match (tag.starts_with("</"), tag.ends_with('/')) {
            (true, _) => depth = depth.saturating_sub(1),
            (false, true) => {}
            (false, false) => depth += 1,
        }
        if tag.matches('=').count() > ATTRIBUTES_MAX {
            return Some((start, "an element has too many attributes"));
        }
        if spaces > NAME_SPACES_MAX {
            return Some((start, "it has too many name spaces"));
        }
        if depth > DEPTH_MAX {
            return Some((start, "its elements are nested too deep"));
        }
        at = start + tag.len().max(1);
    }
    None
}

/// How long the tag is that a text begins with, its `>` not counted.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The name of a file's outermost element.
pub(crate) fn root_name(bytes: &[u8]) -> Result<String, GeniusError> {
    Ok(parse(decode(bytes)?)?.root_element().tag_name().name().to_owned())
}

fn required<'a>(node: Node<'a, '_>, name: &str) -> Result<&'a str, GeniusError> {
    node.attribute(name)
        .ok_or_else(|| error_at(node, format!("<{}> has no attribute `{name}`", node.tag_name().name())))
}

fn index_of(node: Node<'_, '_>) -> Result<i64, GeniusError> {
    let text = required(node, "index")?;
    let index = numeral::integer(text).and_then(|index| index.checked_sub(1));
    index.ok_or_else(|| error_at(node, format!("the index `{text}` is not a whole number")))
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn named<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    elements(node).filter(move |child| child.has_tag_name(name))
}

/// The bounds written on an issue, its last `<range>` winning over its own attributes.
fn bounds<'a>(issue: Node<'a, '_>) -> (Option<&'a str>, Option<&'a str>) {
    let mut found = (issue.attribute("lowerbound"), issue.attribute("upperbound"));
    for range in named(issue, "range") {
        found = (range.attribute("lowerbound").or(found.0), range.attribute("upperbound").or(found.1));
    }
    found
}

impl Domain {
    /// Reads a domain template.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn read(bytes: &[u8]) -> Result<Self, GeniusError> {
        let text = decode(bytes)?;
        let document = parse(text)?;
        let root = document.root_element();
        let space = named(root, "utility_space").last();
        let objective = space.and_then(|space| named(space, "objective").next()).or(space).unwrap_or(root);
        let mut found: Vec<DomainIssue> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for child in elements(objective) {
            if !child.has_tag_name("issue") {
                return Err(error_at(child, format!("an objective may not hold <{}>", child.tag_name().name())));
            }
            let issue = DomainIssue {
                index: index_of(child)?,
                name: required(child, "name")?.to_owned(),
                values: domain_values(child)?,
            };
            // Of two issues with one name the later counts, in the place of the earlier.
            match places.get(&issue.name).and_then(|at| found.get_mut(*at)) {
                Some(earlier) => *earlier = issue,
                None => {
                    places.insert(issue.name.clone(), found.len());
                    found.push(issue);
                }
            }
            if found.len() > ISSUES_MAX {
                return Err(error_at(child, format!("more than {ISSUES_MAX} issues")));
            }
        }
        let name = objective.attribute("name").unwrap_or_default().to_owned();
        // Of two issues with one index the later counts; an index below 1 counts for nothing.
        let by_index: BTreeMap<i64, DomainIssue> = found.into_iter().map(|issue| (issue.index, issue)).collect();
        let issues: Vec<DomainIssue> = by_index.into_values().filter(|issue| issue.index >= 0).collect();
        if issues.is_empty() {
            return Err(error_at(objective, "there is no issue"));
        }
        let named_values = |issue: &DomainIssue| match &issue.values {
            DomainValues::Discrete(values) => values.iter().cloned().collect(),
            DomainValues::Integer(..) | DomainValues::Real(..) => BTreeSet::new(),
        };
        let names = issues.iter().enumerate().map(|(at, i)| (i.name.clone(), (at, named_values(i)))).collect();
        Ok(Self { name, issues, names })
    }

    /// The issue with a name.
    #[must_use]
    pub fn issue(&self, name: &str) -> Option<&DomainIssue> {
        self.names.get(name).and_then(|(at, _)| self.issues.get(*at))
    }
}

fn domain_values(issue: Node<'_, '_>) -> Result<DomainValues, GeniusError> {
    let kind = issue.attribute("type").unwrap_or("discrete");
    if kind == "discrete" {
        let mut values: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for item in named(issue, "item") {
            let value = required(item, "value")?;
            if seen.insert(value) {
                values.push(value.to_owned());
            }
        }
        return if values.is_empty() {
            Err(error_at(issue, "a discrete issue needs at least one item"))
        } else {
            Ok(DomainValues::Discrete(values))
        };
    }
    let (low, high) = bounds(issue);
    let bad = |text: &str| error_at(issue, format!("the bound `{text}` is not a number"));
    let needed = || error_at(issue, "an issue of numbers needs a lower and an upper bound");
    match kind {
        "integer" => {
            let bound = |text: &str| numeral::integer(text).ok_or_else(|| bad(text));
            let high = high.map_or(Ok(INTEGER_MAX), bound)?;
            let low = low.map_or(Ok(if high < 0 { -INTEGER_MAX } else { 0 }), bound)?;
            if low > high {
                return Err(error_at(issue, format!("the lower bound {low} is above the upper bound {high}")));
            }
            Ok(DomainValues::Integer(low, high))
        }
        "real" => {
            let bound = |text: &str| numeral::float(text).filter(|x| x.is_finite()).ok_or_else(|| bad(text));
            let (low, high) = (bound(low.unwrap_or("0"))?, bound(high.ok_or_else(needed)?)?);
            if low > high {
                return Err(error_at(issue, format!("the lower bound {low} is above the upper bound {high}")));
            }
            Ok(DomainValues::Real(low, high))
        }
        other => Err(error_at(issue, format!("unknown issue type `{other}`"))),
    }
}

impl Profile {
    /// Reads a utility profile over a domain.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn read(bytes: &[u8], domain: &Domain) -> Result<Self, GeniusError> {
        let text = decode(bytes)?;
        let document = parse(text)?;
        let root = document.root_element();
        let objective = named(root, "objective").last().unwrap_or(root);
        let mut profile =
            Self { issues: BTreeMap::new(), weights: Vec::new(), reservation: None, discount: None, has_items: false };
        for child in elements(root) {
            match child.tag_name().name() {
                "reservation" => profile.reservation = Some(number(child, "value")?),
                "discount_factor" => profile.discount = Some(number(child, "value")?),
                _ => {}
            }
        }
        for child in elements(objective) {
            match child.tag_name().name() {
                "weight" => profile.weights.push((index_of(child)?, number(child, "value")?)),
                "issue" => {
                    index_of(child)?;
                    let (name, evaluation) = profile_issue(child, domain)?;
                    profile.has_items |= named(child, "item").next().is_some();
                    profile.issues.insert(name, evaluation);
                }
                "utility_function" | "utility" => {
                    return Err(error_at(child, "constraint-based utilities (hyper-rectangles) are not supported"));
                }
                _ => {}
            }
        }
        let all_numbers = domain.issues.iter().all(|issue| !matches!(issue.values, DomainValues::Discrete(_)));
        if profile.has_items && all_numbers {
            return Err(error_at(objective, "single values are evaluated, and all issues are of numbers"));
        }
        if profile.issues.values().all(Option::is_none) {
            return Err(error_at(objective, "no issue is evaluated"));
        }
        Ok(profile)
    }
}

/// An attribute that must be a numeral, as written.
fn number(node: Node<'_, '_>, name: &str) -> Result<String, GeniusError> {
    let text = required(node, name)?;
    match numeral::float(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(error_at(node, format!("`{text}` is not a number"))),
    }
}

fn profile_issue(node: Node<'_, '_>, domain: &Domain) -> Result<(String, Option<Evaluation>), GeniusError> {
    let name = required(node, "name")?;
    let known = domain.issue(name).ok_or_else(|| error_at(node, format!("the domain has no issue `{name}`")))?;
    let kind = node.attribute("type").unwrap_or("discrete");
    if !matches!(kind, "discrete" | "integer" | "real") {
        return Err(error_at(node, format!("unknown issue type `{kind}`")));
    }
    if kind != "real" && matches!(known.values, DomainValues::Real(..)) {
        return Err(error_at(node, format!("`{name}` is of real numbers in the domain and {kind} here")));
    }
    if kind != "discrete" {
        check_bounds(node, known, kind)?;
    }
    let mut items: BTreeMap<String, String> = BTreeMap::new();
    let mut evaluation = None;
    for child in elements(node) {
        match child.tag_name().name() {
            "item" if kind != "discrete" => {
                return Err(error_at(child, format!("an issue of type {kind} cannot have items")));
            }
            "item" if evaluation.is_some() => return Err(error_at(child, "an item after an evaluator")),
            "item" => {
                index_of(child)?;
                let Some(value) = child.attribute("value") else { continue };
                let value = known_value(child, domain, known, value)?;
                let worth = number(child, "evaluation")?;
                items.insert(value, worth);
            }
            "evaluator" => evaluation = Some(evaluator(child, bounds(node).0)?),
            _ => {}
        }
    }
    if evaluation.is_none() && !items.is_empty() {
        evaluation = Some(Evaluation::Items(items));
    }
    Ok((name.to_owned(), evaluation))
}

/// A value of a profile's item, in the domain's spelling.
fn known_value(node: Node<'_, '_>, domain: &Domain, issue: &DomainIssue, value: &str) -> Result<String, GeniusError> {
    let unknown = || error_at(node, format!("`{}` has no value `{value}` in the domain", issue.name));
    match &issue.values {
        DomainValues::Discrete(_) => {
            let known = domain.names.get(&issue.name).is_some_and(|(_, values)| values.contains(value));
            known.then(|| value.to_owned()).ok_or_else(unknown)
        }
        DomainValues::Integer(low, high) => {
            let number = numeral::integer(value).filter(|x| (low..=high).contains(&x));
            number.map(|x| x.to_string()).ok_or_else(unknown)
        }
        DomainValues::Real(..) => Err(unknown()),
    }
}

fn check_bounds(node: Node<'_, '_>, known: &DomainIssue, kind: &str) -> Result<(), GeniusError> {
    let (low, high) = match known.values {
        DomainValues::Integer(low, high) => (low as f64, high as f64),
        DomainValues::Real(low, high) => (low, high),
        DomainValues::Discrete(_) => {
            return Err(error_at(node, format!("`{}` is discrete in the domain and {kind} here", known.name)));
        }
    };
    let (from, to) = bounds(node);
    let bound = |text: Option<&str>, domain: f64| match text {
        None => Some(domain),
        Some(text) if kind == "integer" => numeral::integer(text).map(|x| x as f64),
        Some(text) => numeral::float(text),
    };
    match (bound(from, low), bound(to, high)) {
        (Some(from), Some(to)) if from >= low && to <= high => Ok(()),
        (Some(_), Some(_)) => Err(error_at(node, format!("the bounds of `{}` lie outside the domain's", known.name))),
        _ => Err(error_at(node, "a bound is not a number")),
    }
}

fn evaluator(node: Node<'_, '_>, from: Option<&str>) -> Result<Evaluation, GeniusError> {
    let parameter = |names: &[&str], default: &str| {
        let text = names.iter().find_map(|name| node.attribute(*name)).unwrap_or(default);
        match numeral::float(text) {
            Some(_) => Ok(text.to_owned()),
            None => Err(error_at(node, format!("`{text}` is not a number"))),
        }
    };
    match required(node, "ftype")? {
        "linear" => Ok(Evaluation::Linear {
            offset: parameter(&["offset", "parameter0"], "0")?,
            slope: parameter(&["slope", "parameter1"], "1")?,
            from: from.map(str::to_owned),
        }),
        "quadratic" => Ok(Evaluation::Quadratic([
            parameter(&["parameter0", "offset"], "0")?,
            parameter(&["parameter1", "a1"], "1")?,
            parameter(&["parameter2", "a2"], "1")?,
        ])),
        "triangular" => Ok(Evaluation::Triangular([
            parameter(&["parameter0", "start"], "0")?,
            parameter(&["parameter1", "end"], "1")?,
            parameter(&["parameter2", "middle"], "1")?,
        ])),
        "constant" => Ok(Evaluation::Constant(parameter(&["parameter0"], "0")?)),
        other => Err(error_at(node, format!("unknown evaluator `{other}`"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unbearable_texts_are_found_and_nothing_else_is_taken_for_one() {
        let many = " a='<' b=\">\"".repeat(140);
        let found = |text: &str| unbearable(text).map(|(at, _)| at);
        assert_eq!(found(&format!("<a/><b{many}/>")), Some(4));
        assert_eq!(found(&format!("<!-- <b{many}/> --><![CDATA[<b{many}/>]]><?b {many}?><b/>")), None);
        assert_eq!(found(&format!("<!-- <b{many}/>")), None);
        assert_eq!(found(&"<a b='>'/>".repeat(100)), None);
        assert_eq!(found(&"<a b='/'></a>".repeat(100)), None);
        assert_eq!(found(&"<a>".repeat(65)), Some(3 * 64));
        assert_eq!(found(&"<a xmlns:b='c'/>".repeat(17)), Some(16 * 16));
    }

    #[test]
    fn a_declaration_needs_a_version() {
        for fine in
            ["<a/>", "<?xml version=\"1.0\"?><a/>", "<?xml\tversion = '1.1' encoding='x'?><a/>", "<?xml-like?><a/>"]
        {
            assert!(declares_a_version(fine), "{fine}");
        }
        for bad in
            ["<?xml?><a/>", "<?xml encoding='utf-8'?><a/>", "<?xml version='2.0'?><a/>", "<?xml version='1'?><a/>"]
        {
            assert!(Domain::read(bad.as_bytes()).unwrap_err().message.contains("declaration"), "{bad}");
        }
    }

    /// The shapes that make careless readers slow: many attributes, name spaces, levels, items.
    #[test]
    fn large_texts_take_no_time_to_speak_of() {
        let attributes: String = (0..200_000).map(|n| format!(" a{n}='x'")).collect();
        let spaces = |n: u32| (0..60).map(|k| format!(" xmlns:a{n}n{k}='u{k}'")).collect::<String>();
        let items: String = (0..100_000).map(|n| format!("<item index='1' value='v{n}'/>")).collect();
        let texts = [
            format!("<a{attributes}/>"),
            format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)),
            (0..4_000).map(|n| format!("<b{}>", spaces(n))).collect(),
            format!("<negotiation_template><issue index='1' name='n'>{items}</issue></negotiation_template>"),
            "<a b=''/>".repeat(1 << 20),
            "<a b=".repeat(1 << 20),
            "<a '".repeat(1 << 20),
            "<!--".repeat(1 << 20),
        ];
        for text in texts {
            let _ = Domain::read(text.as_bytes());
        }
    }
}
