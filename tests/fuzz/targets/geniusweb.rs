//! Any bytes as JSON, as a GeniusWeb domain, and as a profile over a domain that is good.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_interchange::{Semantics, SourceFile, import, tree::Tree};

const DOMAIN: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/geniusweb/garden.json");
const PROFILE: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/geniusweb/owner.json");

fuzz_target!(|bytes: &[u8]| {
    let _ = Tree::read_json(bytes);
    let file = |name: &str, bytes: &[u8]| SourceFile { name: name.to_owned(), bytes: bytes.to_vec() };
    let _ = import(&[file("d.json", DOMAIN), file("a.json", bytes), file("b.json", PROFILE)], Semantics::Genius);
    let _ = import(&[file("d.json", bytes), file("a.json", PROFILE), file("b.json", PROFILE)], Semantics::Genius);
});
