//! Import: files of another tool into a native scenario.
//!
//! Which tool's they are is seen from the files themselves. One domain and two or more profiles make a scenario; the
//! parties act in the order of the profiles.

use std::fmt;

use zopa_scenario::{Diagnostic, Scenario, file::ScenarioFile};

use crate::{
    Semantics,
    foreign::Foreign,
    genius::{self, Domain, Profile},
    geniusweb, names, native, negmas,
    notes::{self, Notes},
    tree::Tree,
};

/// The most parties, and the most issues.
const PARTIES_MAX: usize = 8;
const ISSUES_MAX: usize = 1_000;

/// A file to import: its name without folders, and what is in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// The name: `laptop_domain.xml`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A tool's way to write scenarios.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Genius XML.
    Genius,
    /// GeniusWeb JSON.
    GeniusWeb,
    /// A NegMAS folder in YAML or JSON.
    Negmas,
}

impl Format {
    /// The format as a person reads it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Genius => "Genius XML",
            Self::GeniusWeb => "GeniusWeb JSON",
            Self::Negmas => "NegMAS",
        }
    }
}

/// An imported scenario.
#[derive(Debug)]
pub struct Imported {
    /// What was imported, as a native file says it.
    pub file: ScenarioFile,
    /// What that file means.
    pub scenario: Scenario,
    /// How the files were written.
    pub format: Format,
    /// Everything that was rescaled, rounded, renamed, assumed or dropped.
    pub notes: Vec<Diagnostic>,
}

/// Why files cannot be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportError {
    /// The file it is about; `None` where it is about all of them.
    pub file: Option<String>,
    /// What is wrong, a lower-case fragment, with the line where there is one.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ImportError {}

fn in_file(file: &str, message: impl fmt::Display) -> ImportError {
    ImportError { file: Some(names::printable(file, "a file")), ..in_all(message) }
}

fn in_all(message: impl fmt::Display) -> ImportError {
    ImportError { file: None, message: names::message(&message.to_string(), "it cannot be read") }
}

/// What a file is, as far as one sees before reading it against a domain.
enum Content {
    GeniusDomain(Domain),
    /// A Genius profile; it can only be read with its domain.
    GeniusProfile(Vec<u8>),
    Web(geniusweb::Kind, Tree),
    Negmas(negmas::Kind, Tree),
    /// No part of a scenario.
    Other(&'static str),
}

/// Imports a scenario. `semantics` says whose meaning Genius files have; the other formats have one meaning.
///
/// # Errors
/// The first thing that keeps the files from being one scenario.
pub fn import(files: &[SourceFile], semantics: Semantics) -> Result<Imported, ImportError> {
    let mut notes = Notes::default();
    let mut parts = Parts::default();
    for file in files {
        parts.sort_in(file, &mut notes)?;
    }
    let (format, foreign) = parts.put_together(semantics, &mut notes)?;
    let parties = foreign.parties.len();
    if !(2..=PARTIES_MAX).contains(&parties) {
        return Err(in_all(format!("{parties} profiles; a scenario has 2 to {PARTIES_MAX} parties")));
    }
    if foreign.issues.len() > ISSUES_MAX {
        return Err(in_all(format!("{} issues; a scenario has at most {ISSUES_MAX}", foreign.issues.len())));
    }
    let meaning = match format {
        Format::Genius => format!("the files mean what they mean to {}", semantics.title()),
        Format::GeniusWeb | Format::Negmas => format!("the files mean what they mean to {}", format.tool()),
    };
    notes.say(notes::MEANING, "", meaning);
    let origin = format!(
        "Imported from {} files, read as {} reads them.",
        format.title(),
        match format {
            Format::Genius => semantics.title(),
            Format::GeniusWeb | Format::Negmas => format.tool(),
        }
    );
    let (file, scenario) = native::scenario(&foreign, &origin, &mut notes).map_err(in_all)?;
    Ok(Imported { file, scenario, format, notes: notes.finish() })
}

impl Format {
    fn tool(self) -> &'static str {
        match self {
            Self::Genius => "Genius",
            Self::GeniusWeb => "GeniusWeb",
            Self::Negmas => "NegMAS",
        }
    }
}

/// The parts of a scenario, found file by file.
#[derive(Default)]
struct Parts {
    genius: Option<(String, Domain)>,
    genius_profiles: Vec<(String, Vec<u8>)>,
    web: Option<(String, Tree)>,
    web_profiles: Vec<(String, Tree)>,
    negmas: Option<(String, Tree)>,
    ufuns: Vec<(String, Tree)>,
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Takes `1-`, `2-`, … off the names of profiles, where all have them: they say the order, and no more.
fn unnumbered<T>(profiles: &mut [(String, T)]) {
    let number = |at: usize| format!("{}-", at + 1);
    if profiles.iter().enumerate().all(|(at, (name, _))| name.len() > 2 && name.starts_with(&number(at))) {
        for (at, (name, _)) in profiles.iter_mut().enumerate() {
            *name = name.trim_start_matches(number(at).as_str()).to_owned();
        }
    }
}

/// A second domain is an error.
fn only<T>(place: &mut Option<(String, T)>, name: &str, domain: T) -> Result<(), ImportError> {
    if let Some((first, _)) = place {
        return Err(in_file(name, format!("a second domain, after {first}")));
    }
    *place = Some((name.to_owned(), domain));
    Ok(())
}

impl Parts {
    fn sort_in(&mut self, file: &SourceFile, notes: &mut Notes) -> Result<(), ImportError> {
        let name = file.name.as_str();
        match content(file)? {
            Content::GeniusDomain(domain) => only(&mut self.genius, name, domain),
            Content::GeniusProfile(bytes) => {
                self.genius_profiles.push((stem(name), bytes));
                Ok(())
            }
            Content::Web(geniusweb::Kind::Domain, tree) => only(&mut self.web, name, tree),
            Content::Web(geniusweb::Kind::Profile, tree) => {
                self.web_profiles.push((stem(name), tree));
                Ok(())
            }
            Content::Negmas(negmas::Kind::Domain, tree) => only(&mut self.negmas, name, tree),
            Content::Negmas(negmas::Kind::Profile, tree) => {
                self.ufuns.push((stem(name), tree));
                Ok(())
            }
            Content::Other(why) => {
                notes.say(notes::PASSED_OVER, "", format!("{name} was passed over: {why}"));
                Ok(())
            }
        }
    }

    fn put_together(mut self, semantics: Semantics, notes: &mut Notes) -> Result<(Format, Foreign), ImportError> {
        unnumbered(&mut self.genius_profiles);
        unnumbered(&mut self.web_profiles);
        unnumbered(&mut self.ufuns);
        let found = [
            (Format::Genius, self.genius.is_some() || !self.genius_profiles.is_empty()),
            (Format::GeniusWeb, self.web.is_some() || !self.web_profiles.is_empty()),
            (Format::Negmas, self.negmas.is_some() || !self.ufuns.is_empty()),
        ];
        let mut formats = found.iter().filter(|(_, is_there)| *is_there).map(|(format, _)| *format);
        let format = formats.next().ok_or_else(|| in_all("there is neither a domain nor a profile in these files"))?;
        if let Some(other) = formats.next() {
            return Err(in_all(format!("files of {} and of {} together", format.title(), other.title())));
        }
        let missing = || in_all("there is no domain among these files");
        let foreign = match format {
            Format::Genius => {
                let (name, domain) = self.genius.ok_or_else(missing)?;
                let read = |(file, bytes): &(String, Vec<u8>)| {
                    let profile = Profile::read(bytes, &domain).map_err(|error| in_file(file, error))?;
                    Ok((file.clone(), profile))
                };
                let profiles: Vec<_> = self.genius_profiles.iter().map(read).collect::<Result<_, ImportError>>()?;
                let foreign = genius::meaning::scenario(&domain, &profiles, semantics, notes);
                foreign.map(|foreign| with_name(foreign, &name)).map_err(in_all)?
            }
            Format::GeniusWeb => {
                let within = self.web_profiles.first().and_then(|(name, tree)| {
                    geniusweb::domain_within(tree).map(|domain| (name.clone(), domain.clone()))
                });
                let (name, domain) = self.web.take().or(within).ok_or_else(missing)?;
                let foreign = geniusweb::scenario(&domain, &self.web_profiles, notes);
                foreign.map(|foreign| with_name(foreign, &name)).map_err(in_all)?
            }
            Format::Negmas => {
                let (name, domain) = self.negmas.ok_or_else(missing)?;
                let foreign = negmas::scenario(&domain, &self.ufuns, notes);
                foreign.map(|foreign| with_name(foreign, &name)).map_err(in_all)?
            }
        };
        Ok((format, foreign))
    }
}

/// A scenario that is called by its domain's file where the domain has no name, or one that says nothing.
fn with_name(foreign: Foreign, file: &str) -> Foreign {
    let says_nothing = ["", "any", "root", "domain"].contains(&foreign.name.trim().to_ascii_lowercase().as_str());
    if says_nothing { Foreign { name: stem(file), ..foreign } } else { foreign }
}

fn content(file: &SourceFile) -> Result<Content, ImportError> {
    let name = file.name.as_str();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if name.starts_with(['.', '_']) {
        return Ok(Content::Other("its name says that it is about a scenario, not a part of one"));
    }
    match ending.as_str() {
        "xml" => match genius::root_name(&file.bytes).map_err(|error| in_file(name, error))?.as_str() {
            "negotiation_template" => {
                Domain::read(&file.bytes).map(Content::GeniusDomain).map_err(|error| in_file(name, error))
            }
            "utility_space" => Ok(Content::GeniusProfile(file.bytes.clone())),
            _ => Ok(Content::Other("it is neither a Genius domain nor a profile")),
        },
        "json" | "yml" | "yaml" => {
            let tree = match ending.as_str() {
                "json" => Tree::read_json(&file.bytes),
                _ => Tree::read_yaml(&file.bytes),
            };
            let tree = tree.map_err(|error| in_file(name, error))?;
            // NegMAS says its class in so many words; GeniusWeb is known by its keys.
            Ok(match (negmas::kind(&tree), geniusweb::kind(&tree)) {
                (Some(kind), _) => Content::Negmas(kind, tree),
                (None, Some(kind)) => Content::Web(kind, tree),
                (None, None) => Content::Other("it is neither a domain nor a profile"),
            })
        }
        _ => Ok(Content::Other("it is no XML, JSON or YAML")),
    }
}
