//! Plain data out of YAML and JSON: texts, lists and maps, and nothing a file could make happen.
//!
//! There are no tags (so no classes to load and no code), no aliases (so nothing grows when it is read), one document a
//! file, and limits on size and depth. Whether a scalar is a number is asked where a number is wanted: `yes` stays `yes`.

use std::{collections::BTreeSet, fmt, io::Read};

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::numeral;

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: usize = 4 << 20;

/// How deep lists and maps may nest.
const DEPTH_MAX: usize = 64;

/// The most scalars, lists and maps of a file.
const NODES_MAX: usize = 1 << 18;

/// A piece of data.
#[derive(Clone, PartialEq, Debug)]
pub enum Tree {
    /// A scalar without quotes: a number, a truth value, nothing at all, or a text.
    Plain(String),
    /// A scalar in quotes: a text.
    Quoted(String),
    /// A list.
    List(Vec<Self>),
    /// A map, in file order, each key once.
    Map(Vec<(Self, Self)>),
}

/// Why a text is not plain data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreeError {
    /// Line in the file, from 1; 0 when the file as a whole is meant.
    pub line: u32,
    /// What is wrong, a lower-case fragment.
    pub message: String,
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 { write!(f, "line {}: {}", self.line, self.message) } else { f.write_str(&self.message) }
    }
}

impl std::error::Error for TreeError {}

impl Tree {
    /// Reads YAML.
    ///
    /// # Errors
    /// When it is not YAML, has tags, aliases or a second document in it, or is too large.
    pub fn read_yaml(bytes: &[u8]) -> Result<Self, TreeError> {
        let text = text_of(bytes)?;
        let mut builder = Builder::default();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| TreeError {
                line: line(error.marker().line()),
                message: format!("not YAML: {}", error.info()),
            })?;
            builder.take(event).map_err(|message| TreeError { line: line(span.start.line()), message })?;
        }
        Ok(builder.root.unwrap_or_else(|| Self::Plain(String::new())))
    }

    /// Reads JSON, and what Python calls JSON: with `NaN`, `Infinity` and `-Infinity` for numbers.
    ///
    /// # Errors
    /// When it is not JSON or is too large.
    pub fn read_json(bytes: &[u8]) -> Result<Self, TreeError> {
        let text = text_of(bytes)?;
        let refused = match serde_json::from_str(text) {
            Ok(tree) => return Ok(tree),
            Err(error) => TreeError { line: line(error.line()), message: format!("not JSON: {error}") },
        };
        if text.contains("Infinity") || text.contains("NaN") {
            // JSON is a part of YAML, which takes those words for texts.
            return Self::read_yaml(text.as_bytes()).map_err(|_| refused);
        }
        Err(refused)
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Plain(text) | Self::Quoted(text) => Some(text),
            Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The number a scalar without quotes spells. YAML's `.inf` and `.nan` are numbers.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        let Self::Plain(text) = self else { return None };
        let word = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
        match word.as_str() {
            ".inf" | ".nan" => numeral::float(&text.replacen('.', "", 1)),
            _ => numeral::float(text),
        }
    }

    /// The number of a scalar, quoted or not.
    #[must_use]
    pub fn loose_number(&self) -> Option<f64> {
        self.number().or_else(|| self.text().and_then(numeral::float))
    }

    /// Whether it stands for nothing.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Plain(text) if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL" | "None"))
    }

    /// The elements of a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(elements) = self { Some(elements) } else { None }
    }

    /// The entries of a map, in file order.
    #[must_use]
    pub fn entries(&self) -> Option<&[(Self, Self)]> {
        if let Self::Map(entries) = self { Some(entries) } else { None }
    }

    /// What a map has under a key, if it is not null.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let (_, value) = self.entries()?.iter().find(|(name, _)| name.text() == Some(key))?;
        (!value.is_null()).then_some(value)
    }
}

/// Bytes as text: UTF-8 of bearable size, a byte order mark aside.
fn text_of(bytes: &[u8]) -> Result<&str, TreeError> {
    let whole = |message: &str| TreeError { line: 0, message: message.into() };
    if bytes.len() > FILE_LIMIT {
        return Err(whole("the file is larger than 4 MiB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole("the file is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Unpacks gzipped bytes to at most `limit` bytes; other bytes are taken as they are.
pub(crate) fn unzipped(bytes: &[u8], limit: u64) -> std::io::Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes.to_vec());
    }
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).take(limit + 1).read_to_end(&mut out)?;
    if out.len() as u64 > limit { Err(std::io::Error::other("it is too large when unpacked")) } else { Ok(out) }
}

fn line(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// A list or map that is not closed yet.
enum Open {
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>, BTreeSet<String>, Option<Tree>),
}

/// Puts the events of a parser together.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Tree>,
    documents: usize,
    nodes: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 { Err("a second document in one file".to_owned()) } else { Ok(()) }
            }
            Event::Alias(_) => Err("aliases (`*name`) are not read: write the value out".to_owned()),
            Event::Scalar(_, _, _, Some(tag))
            | Event::SequenceStart(_, Some(tag))
            | Event::MappingStart(_, Some(tag)) => Err(format!("the tag `{tag}` is not read: only plain data is")),
            Event::Scalar(text, style, ..) => {
                let text = text.into_owned();
                self.close(if style == ScalarStyle::Plain { Tree::Plain(text) } else { Tree::Quoted(text) })
            }
            Event::SequenceStart(..) => self.push(Open::List(Vec::new())),
            Event::MappingStart(..) => self.push(Open::Map(Vec::new(), BTreeSet::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(elements)) => self.close(Tree::List(elements)),
                Some(Open::Map(entries, ..)) => self.close(Tree::Map(entries)),
                None => Ok(()),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn push(&mut self, open: Open) -> Result<(), String> {
        self.open.push(open);
        if self.open.len() > DEPTH_MAX { Err(format!("nested more than {DEPTH_MAX} deep")) } else { Ok(()) }
    }

    /// A finished piece goes where it belongs.
    fn close(&mut self, tree: Tree) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(format!("more than {NODES_MAX} values"));
        }
        match self.open.last_mut() {
            None => self.root = Some(tree),
            Some(Open::List(elements)) => elements.push(tree),
            Some(Open::Map(entries, seen, waiting)) => match waiting.take() {
                Some(key) => entries.push((key, tree)),
                None => {
                    let Some(text) = tree.text() else { return Err("a key that is a list or a map".to_owned()) };
                    if !seen.insert(text.to_owned()) {
                        return Err(format!("the key `{text}` stands twice"));
                    }
                    *waiting = Some(tree);
                }
            },
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Data;

        impl<'de> Visitor<'de> for Data {
            type Value = Tree;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("plain data")
            }

            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Tree, E> {
                Ok(Tree::Plain(truth.to_string()))
            }

            fn visit_i64<E: de::Error>(self, x: i64) -> Result<Tree, E> {
                Ok(Tree::Plain(x.to_string()))
            }

            fn visit_u64<E: de::Error>(self, x: u64) -> Result<Tree, E> {
                Ok(Tree::Plain(x.to_string()))
            }

            fn visit_f64<E: de::Error>(self, x: f64) -> Result<Tree, E> {
                Ok(Tree::Plain(x.to_string()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Tree, E> {
                Ok(Tree::Quoted(text.to_owned()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Tree, E> {
                Ok(Tree::Plain(String::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = list.next_element()? {
                    elements.push(element);
                }
                Ok(Tree::List(elements))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
                let mut entries = Vec::new();
                let mut seen = BTreeSet::new();
                while let Some((key, value)) = map.next_entry::<String, Tree>()? {
                    if !seen.insert(key.clone()) {
                        return Err(de::Error::custom(format!("the key `{key}` stands twice")));
                    }
                    entries.push((Tree::Quoted(key), value));
                }
                Ok(Tree::Map(entries))
            }
        }

        deserializer.deserialize_any(Data)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yaml(text: &str) -> Result<Tree, String> {
        Tree::read_yaml(text.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn scalars_are_what_they_are_asked_for() {
        let tree = yaml("a: 1.5\nb: '1.5'\nc: yes\nd: -.inf\ne: .NaN\nf: null\ng: [1_000, 2]\n7: x").unwrap();
        assert_eq!(tree.get("a").and_then(Tree::number), Some(1.5));
        assert_eq!(tree.get("b").and_then(Tree::number), None);
        assert_eq!(tree.get("b").and_then(Tree::loose_number), Some(1.5));
        assert_eq!(tree.get("c").and_then(Tree::text), Some("yes"));
        assert_eq!(tree.get("d").and_then(Tree::number), Some(f64::NEG_INFINITY));
        assert!(tree.get("e").and_then(Tree::number).is_some_and(f64::is_nan));
        assert_eq!(tree.get("f"), None);
        assert_eq!(tree.get("g").and_then(Tree::list).map(<[_]>::len), Some(2));
        assert_eq!(tree.get("7").and_then(Tree::text), Some("x"));
    }

    #[test]
    fn json_is_read_in_file_order_and_with_pythons_numbers() {
        let tree = Tree::read_json(b"{\"z\": [1, 0.30000000000000004], \"a\": {\"k\\u00e9\": null}}").unwrap();
        let keys: Vec<_> = tree.entries().unwrap().iter().filter_map(|(key, _)| key.text()).collect();
        assert_eq!(keys, ["z", "a"]);
        let numbers: Vec<_> = tree.get("z").and_then(Tree::list).unwrap().iter().filter_map(Tree::number).collect();
        assert_eq!(numbers, [1.0, 0.1 + 0.2]);
        let tree = Tree::read_json(b"{\"reserved_value\": -Infinity}").unwrap();
        assert_eq!(tree.get("reserved_value").and_then(Tree::number), Some(f64::NEG_INFINITY));
    }

    #[test]
    fn nothing_but_plain_data_is_read() {
        let refused = |text: &str, why: &str| {
            let error = yaml(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        };
        refused("a: &x [1]\nb: *x", "line 2: aliases");
        refused("!!python/object/apply:os.system ['true']", "python/object/apply:os.system");
        refused("f: !!binary |\n  X19M", "binary");
        refused("a: 1\n---\nb: 2", "second document");
        refused("a: 1\na: 2", "`a` stands twice");
        refused("[1]: 2", "a key that is a list");
        refused(&"[".repeat(100), "nested more than 64 deep");
        refused("a: [1", "not YAML");
        assert!(Tree::read_json("[".repeat(1_000_000).as_bytes()).is_err());
        assert!(Tree::read_json(b"{\"a\": 1, \"a\": 2}").is_err());
        assert!(Tree::read_yaml(&[0xff]).is_err());
    }

    /// The shapes that make careless parsers slow: deep, wide, and never closed.
    #[test]
    fn large_texts_take_no_time_to_speak_of() {
        let size = 1 << 20;
        for piece in
            ["[", "{", "- ", "? ", "a: ", "[a, ", "{a: ", "\"", "'", "|\n", "&a ", "a:\n", "- - ", "\t", "a,", "%"]
        {
            let _ = Tree::read_yaml(piece.repeat(size / piece.len()).as_bytes());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_text_is_survived(text in "\\PC{0,200}") {
            let _ = Tree::read_yaml(text.as_bytes());
            let _ = Tree::read_json(text.as_bytes());
        }

        #[test]
        fn any_tokens_are_survived(text in "([\\[\\]{}:,?|>&*!%@#'\"\n -]|[a-z0-9.]{1,3}|\t|---\n){0,60}") {
            let _ = Tree::read_yaml(text.as_bytes());
        }
    }
}
