//! The archetypes by name, as people type them.

use zopa_scenario::file::ArchetypeFile;

/// Every archetype, in the order lists show them.
pub const ARCHETYPES: [ArchetypeFile; 8] = [
    ArchetypeFile::Hyperscaler,
    ArchetypeFile::ChipVendor,
    ArchetypeFile::ModelLab,
    ArchetypeFile::Isv,
    ArchetypeFile::SystemsIntegrator,
    ArchetypeFile::OpenSourceFoundation,
    ArchetypeFile::DataProvider,
    ArchetypeFile::University,
];

/// What one types for an archetype: `chip-vendor`.
#[must_use]
pub fn key(archetype: ArchetypeFile) -> &'static str {
    match archetype {
        ArchetypeFile::Hyperscaler => "hyperscaler",
        ArchetypeFile::ChipVendor => "chip-vendor",
        ArchetypeFile::ModelLab => "model-lab",
        ArchetypeFile::Isv => "isv",
        ArchetypeFile::SystemsIntegrator => "systems-integrator",
        ArchetypeFile::OpenSourceFoundation => "open-source-foundation",
        ArchetypeFile::DataProvider => "data-provider",
        ArchetypeFile::University => "university",
    }
}

/// The archetype of a name, in the spelling of [`key`] or of a file (`ChipVendor`), case and hyphens aside.
#[must_use]
pub fn named(name: &str) -> Option<ArchetypeFile> {
    let bare = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    ARCHETYPES.into_iter().find(|archetype| bare(key(*archetype)) == bare(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_in_either_spelling() {
        for archetype in ARCHETYPES {
            assert_eq!(named(key(archetype)), Some(archetype));
            assert_eq!(named(&format!("{archetype:?}")), Some(archetype));
        }
        assert_eq!(named("Chip vendor"), Some(ArchetypeFile::ChipVendor));
        assert_eq!(named("bank"), None);
    }
}
