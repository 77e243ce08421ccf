//! Any bytes into the persona reader; what it takes can be spoken.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_partner::{Slot, Style};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let (persona, diagnostics) = zopa_scenario::read_persona(text);
        assert!(persona.is_some() || !diagnostics.is_empty(), "refused without a reason");
        let Some(persona) = persona else { return };
        for style in Style::ALL {
            let dialect = persona.dialect(style);
            for slot in Slot::ALL {
                assert!(dialect.lines_of(*slot).next().is_some(), "nothing to say for {}", slot.name());
            }
        }
        assert_eq!(zopa_scenario::read_persona(&zopa_scenario::persona_to_ron(persona.sheet())).0, Some(persona));
    }
});
