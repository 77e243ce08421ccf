//! As much of HTML as our own pages use, read strictly: every element is closed, in order.

use std::collections::BTreeMap;

/// Elements that have no end.
const VOID: [&str; 3] = ["meta", "input", "br"];

/// An element.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// The text directly in it.
    pub(crate) text: String,
    at: usize,
    /// The index after the last element inside.
    end: usize,
}

impl Element {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }
}

/// A page as its elements, in the order of their beginnings.
pub(crate) struct Document(Vec<Element>);

impl Document {
    /// Reads a page.
    pub(crate) fn of(page: &str) -> Result<Self, String> {
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = page
            .get(..15)
            .filter(|start| start.eq_ignore_ascii_case("<!doctype html>"))
            .map(|start| &page[start.len()..]);
        while let Some(text) = rest.take() {
            let Some(start) = text.find('<') else {
                return match open.last() {
                    Some(at) => Err(format!("<{}> is never closed", elements[*at].name)),
                    None if text.trim().is_empty() => Ok(Self(elements)),
                    None => Err(format!("text after the page: {text}")),
                };
            };
            if let Some(at) = open.last() {
                elements[*at].text.push_str(&text[..start]);
            }
            let text = &text[start + 1..];
            let end = tag_end(text).ok_or("a tag without an end")?;
            let (tag, after) = (&text[..end], &text[end + 1..]);
            rest = Some(after);
            if let Some(name) = tag.strip_prefix('/') {
                let at = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
                if elements[at].name != name.trim() {
                    return Err(format!("</{name}> closes <{}>", elements[at].name));
                }
                elements[at].end = elements.len();
                continue;
            }
            let is_closed = tag.ends_with('/');
            let (name, attributes) = opened(tag.trim_end_matches('/'))?;
            let at = elements.len();
            elements.push(Element { name: name.clone(), attributes, text: String::new(), at, end: at + 1 });
            if name == "style" || name == "script" {
                let close = format!("</{name}>");
                let length = after.find(&close).ok_or_else(|| format!("<{name}> is never closed"))?;
                elements[at].text = after[..length].to_owned();
                rest = Some(&after[length + close.len()..]);
            } else if !is_closed && !VOID.contains(&name.as_str()) {
                open.push(at);
            }
        }
        Err("no doctype".into())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Element> {
        self.0.iter()
    }

    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.0.iter().filter(move |element| element.name == name)
    }

    /// What is inside an element, at any depth.
    pub(crate) fn inside(&self, element: &Element) -> impl Iterator<Item = &Element> {
        self.0[element.at + 1..element.end.max(element.at + 1)].iter()
    }

    /// All text in an element.
    pub(crate) fn text_of(&self, element: &Element) -> String {
        self.0[element.at..element.end].iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Where a tag ends: the first `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.char_indices()
        .find(|(_, c)| {
            quoted ^= *c == '"';
            *c == '>' && !quoted
        })
        .map(|(at, _)| at)
}

/// The name and the attributes of a tag.
fn opened(tag: &str) -> Result<(String, BTreeMap<String, String>), String> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok((name.to_owned(), attributes));
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(after) => after.split_once('"').ok_or_else(|| format!("{attribute} has an open quote"))?,
            None if after.starts_with('=') => return Err(format!("{attribute} is not quoted")),
            None => ("", after),
        };
        if attributes.insert(attribute.to_owned(), value.to_owned()).is_some() {
            return Err(format!("<{name}> has {attribute} twice"));
        }
        rest = after;
    }
}
