//! The personas and packs of lines that come with the engine, embedded in it.
//!
//! They are data like anybody's, read once each. That they are well made is a test, so what could not be read is an empty
//! sheet here rather than a crash at somebody's table.

use std::sync::LazyLock;

use super::{
    Archetype, Persona, Style,
    file::{LinesFile, PersonaSheet, Stock},
};

/// The text of an archetype's persona file.
pub(crate) fn text(archetype: Archetype) -> &'static str {
    match archetype {
        Archetype::Hyperscaler => include_str!("../../personas/archetypes/hyperscaler.ron"),
        Archetype::ChipVendor => include_str!("../../personas/archetypes/chip-vendor.ron"),
        Archetype::ModelLab => include_str!("../../personas/archetypes/model-lab.ron"),
        Archetype::Isv => include_str!("../../personas/archetypes/isv.ron"),
        Archetype::SystemsIntegrator => include_str!("../../personas/archetypes/systems-integrator.ron"),
        Archetype::OpenSourceFoundation => include_str!("../../personas/archetypes/open-source-foundation.ron"),
        Archetype::DataProvider => include_str!("../../personas/archetypes/data-provider.ron"),
        Archetype::University => include_str!("../../personas/archetypes/university.ron"),
    }
}

/// The text of the stock of lines that everybody shares.
pub(crate) const COMMON: &str = include_str!("../../personas/common.ron");

/// The text of a style's lines.
pub(crate) fn style_text(style: Style) -> &'static str {
    match style {
        Style::Analytical => include_str!("../../personas/styles/analytical.ron"),
        Style::Relational => include_str!("../../personas/styles/relational.ron"),
        Style::Direct => include_str!("../../personas/styles/direct.ron"),
    }
}

static PERSONAS: [LazyLock<Persona>; 8] = {
    macro_rules! personas {
        ($($archetype:ident)*) => { [$(LazyLock::new(|| read(Archetype::$archetype))),*] };
    }
    personas! { Hyperscaler ChipVendor ModelLab Isv SystemsIntegrator OpenSourceFoundation DataProvider University }
};

static SHARED: LazyLock<LinesFile> = LazyLock::new(|| ron::from_str(COMMON).unwrap_or_default());

static STYLES: [LazyLock<LinesFile>; 3] = {
    macro_rules! styles {
        ($($style:ident)*) => { [$(LazyLock::new(|| ron::from_str(style_text(Style::$style)).unwrap_or_default())),*] };
    }
    styles! { Analytical Relational Direct }
};

fn read(archetype: Archetype) -> Persona {
    let nobody = || PersonaSheet {
        schema: super::SCHEMA,
        name: archetype.name().to_owned(),
        archetype,
        about: Vec::new(),
        avoids: Vec::new(),
        interest: Default::default(),
        parameters: Vec::new(),
        red_lines: Vec::new(),
        stock: Stock::Shared,
        words: Vec::new(),
        lines: Vec::new(),
        dialects: Vec::new(),
    };
    Persona { sheet: ron::from_str(text(archetype)).unwrap_or_else(|_| nobody()), base: None }
}

/// The persona of an archetype.
pub(crate) fn persona(archetype: Archetype) -> &'static Persona {
    &PERSONAS[archetype as usize]
}

/// The lines that everybody shares.
pub(crate) fn shared() -> &'static LinesFile {
    &SHARED
}

/// The lines of a style.
pub(crate) fn style(style: Style) -> &'static LinesFile {
    &STYLES[style as usize]
}
