//! Any bytes as a Genius domain, and as a profile over a domain that is good.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_interchange::{
    Semantics, SourceFile,
    genius::{Domain, Profile},
    import,
    reference::{Space, Ufun},
};

const DOMAIN: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/cover/domain.xml");
const PROFILE: &[u8] = include_bytes!("../../../crates/interchange/tests/fixtures/cover/2-traveller.xml");

fuzz_target!(|bytes: &[u8]| {
    if let Ok(domain) = Domain::read(bytes) {
        let _ = Space::of(&domain);
    }
    if let Ok(domain) = Domain::read(DOMAIN)
        && let Ok(space) = Space::of(&domain)
        && let Ok(profile) = Profile::read(bytes, &domain)
        && let Ok(ufun) = Ufun::of(&space, &profile)
    {
        let _ = (ufun.table(&space), ufun.range(&space), ufun.best(&space));
    }
    let file = |name: &str, bytes: &[u8]| SourceFile { name: name.to_owned(), bytes: bytes.to_vec() };
    for semantics in [Semantics::Genius, Semantics::Negmas] {
        let _ = import(&[file("d.xml", DOMAIN), file("a.xml", bytes), file("b.xml", PROFILE)], semantics);
        let _ = import(&[file("d.xml", bytes), file("a.xml", PROFILE), file("b.xml", PROFILE)], semantics);
    }
});
