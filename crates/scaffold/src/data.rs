//! The embedded data. It is part of the program, and a test reads all of it.

use std::fmt;

use zopa_scenario::file::ArchetypeFile;

use crate::file::{ArchetypeTemplate, CatalogueFile, PapersFile};

const CATALOGUE: &str = include_str!("../data/catalogue.ron");
const PAPERS: &str = include_str!("../data/papers.ron");

/// That embedded data does not fit together: a mistake of whoever edited it, and a bug of the program's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Which data, and what is wrong with it.
    pub message: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "embedded data is broken: {}", self.message)
    }
}

impl std::error::Error for Broken {}

/// The catalogue of issues.
pub(crate) fn catalogue() -> Result<CatalogueFile, Broken> {
    read("catalogue.ron", CATALOGUE)
}

/// The words a scenario begins with.
pub(crate) fn papers() -> Result<PapersFile, Broken> {
    read("papers.ron", PAPERS)
}

/// The template of an archetype: what is expected of such partners before anybody has spoken, what to ask them first, and
/// what a scenario with one is about.
///
/// # Errors
/// When the embedded data is broken.
pub fn template(archetype: ArchetypeFile) -> Result<ArchetypeTemplate, Broken> {
    let (name, text) = match archetype {
        ArchetypeFile::Hyperscaler => ("hyperscaler.ron", include_str!("../data/archetypes/hyperscaler.ron")),
        ArchetypeFile::ChipVendor => ("chip-vendor.ron", include_str!("../data/archetypes/chip-vendor.ron")),
        ArchetypeFile::ModelLab => ("model-lab.ron", include_str!("../data/archetypes/model-lab.ron")),
        ArchetypeFile::Isv => ("isv.ron", include_str!("../data/archetypes/isv.ron")),
        ArchetypeFile::SystemsIntegrator => {
            ("systems-integrator.ron", include_str!("../data/archetypes/systems-integrator.ron"))
        }
        ArchetypeFile::OpenSourceFoundation => {
            ("open-source-foundation.ron", include_str!("../data/archetypes/open-source-foundation.ron"))
        }
        ArchetypeFile::DataProvider => ("data-provider.ron", include_str!("../data/archetypes/data-provider.ron")),
        ArchetypeFile::University => ("university.ron", include_str!("../data/archetypes/university.ron")),
    };
    let template: ArchetypeTemplate = read(name, text)?;
    if template.of == archetype {
        Ok(template)
    } else {
        Err(Broken { message: format!("{name} is of {:?}", template.of) })
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, Broken> {
    // A number that may be left out is written bare where it is given.
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| Broken { message: format!("{name}:{error}") })
}
