//! The command line that plays a session once more: same scenario, same seat, same dice, same other side.
//!
//! It is made from what was played, not from what was typed, so that a resumed session has one too. It names no record: a
//! session played again is recorded beside the first.

use std::path::Path;

use zopa_core::PartyId;
use zopa_engine::{Chair, Setup};

use super::{Form, builtin, level::Level, quoted};

/// The command line. `scenario` is how the scenario was named, if it was; a scenario of no name that is not a built-in one
/// cannot be named again.
pub(super) fn command(
    setup: &Setup,
    (me, level): (PartyId, Level),
    scenario: Option<&str>,
    form: Form,
) -> Option<String> {
    if level == Level::Gauntlet {
        // It is not one session: its own command goes on with the next.
        return None;
    }
    let name = scenario.or_else(|| is_builtin(setup).then(|| setup.scenario.id()))?;
    let word = |text: &str| quoted(Path::new(text));
    let mut line = format!("zopa play {}", word(name));
    if me != PartyId(0) {
        line += &format!(" --as {}", word(&setup.scenario.party(me).id));
    }
    line += &format!(" --seed {}", setup.seed);
    if level != Level::default() {
        line += &format!(" --level {}", level.rung().name);
    }
    for (at, chair) in setup.chairs.iter().enumerate() {
        match chair {
            Chair::Automated(spec) if at == me.index() => line += &format!(" --auto {}", word(spec)),
            // Every other chair is taken by the same spec.
            Chair::Automated(spec) if *spec != level.partner() && !line.contains(" --partner ") => {
                line += &format!(" --partner {}", word(spec));
            }
            _ => {}
        }
    }
    if form == Form::Sentences {
        line += " --plain";
    }
    Some(line)
}

/// Whether the scenario says what the built-in one of its id says.
fn is_builtin(setup: &Setup) -> bool {
    let builtin = builtin::text(setup.scenario.id()).and_then(|text| zopa_scenario::read(text).0);
    builtin.is_some_and(|builtin| builtin.canonical_json() == setup.scenario.canonical_json())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn nothing_that_made_the_session_is_left_out() {
        let scenario = |id| Arc::new(zopa_scenario::read(builtin::text(id).unwrap()).0.unwrap());
        let open = |spec: &str| vec![Chair::Automated(spec.into()), Chair::Open];
        let setup = Setup { scenario: scenario("isv-revenue-share"), seed: 4, chairs: open("boulware(e=0.2)") };
        let second = &setup.scenario.party(PartyId(1)).id;
        let expected =
            format!("zopa play isv-revenue-share --as {second} --seed 4 --partner 'boulware(e=0.2)' --plain");
        assert_eq!(command(&setup, (PartyId(1), Level::Standard), None, Form::Sentences), Some(expected));
        let chairs = vec![Chair::Automated("micro".into()), Chair::Automated("partner".into())];
        let watched = Setup { chairs, ..setup };
        let line = command(&watched, (PartyId(0), Level::Standard), Some("a b.ron"), Form::Tables);
        assert_eq!(line.as_deref(), Some("zopa play 'a b.ron' --seed 4 --auto micro"));
        let hard = Setup { chairs: vec![Chair::Open, Chair::Automated(Level::Hard.partner())], ..watched };
        let line = command(&hard, (PartyId(0), Level::Hard), None, Form::Tables);
        assert_eq!(line.as_deref(), Some("zopa play isv-revenue-share --seed 4 --level hard"));
    }
}
