//! Any bytes as YAML, as a NegMAS domain, and as a utility function over a domain that is good.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_interchange::{Semantics, SourceFile, import, tree::Tree};

const DOMAIN: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/negmas/bakery.yml");
const UFUN: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/negmas/cafe.yml");

fuzz_target!(|bytes: &[u8]| {
    let _ = Tree::read_yaml(bytes);
    let file = |name: &str, bytes: &[u8]| SourceFile { name: name.to_owned(), bytes: bytes.to_vec() };
    let _ = import(&[file("d.yml", DOMAIN), file("a.yml", bytes), file("b.yml", UFUN)], Semantics::Negmas);
    let _ = import(&[file("d.yml", bytes), file("a.yml", UFUN), file("b.yml", UFUN)], Semantics::Negmas);
});
