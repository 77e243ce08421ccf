//! Variations: a tree beside the session, in one file, each line played again with the dice of the session.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path, sync::Arc};

use zopa_core::{Door, PartyId, TableAct, Turn};
use zopa_engine::{
    Awaiting, Chair, FileRecorder, Legal, ReopenError, Replay, Reproduced, Setup, Table, keep_variation, read, verify,
};

/// A session of a person who holds until the end, and its file.
fn recorded(path: &Path, ends: bool) -> Setup {
    let (scenario, _) = zopa_scenario::read(include_str!("small.ron"));
    let chairs = vec![Chair::Open, Chair::Automated("partner".into())];
    let setup = Setup { scenario: Arc::new(scenario.unwrap()), seed: 11, chairs };
    let mut table = setup.table().unwrap();
    let mut recorder = FileRecorder::create(path, &setup).unwrap();
    for round in 0..3 {
        let act = if round == 2 && ends { TableAct::Walk(Door::Closed) } else { TableAct::Hold };
        table.submit(Turn::silent(act)).unwrap();
        recorder.turn(&table, table.session().turn_index() - 1).unwrap();
        if let Awaiting::Played { .. } = table.advance() {
            recorder.turn(&table, table.session().turn_index() - 1).unwrap();
        }
    }
    if ends {
        recorder.end(&table).unwrap();
    }
    setup
}

fn replay(path: &Path) -> Replay {
    read(&fs::read(path).unwrap()).unwrap()
}

/// The table of a line after some turns, then one hold and the partner's answer.
fn held(replay: &Replay, from: u32, at: u32) -> Table {
    let mut table = replay.table_at(from, at).unwrap().unwrap();
    table.submit(Turn::silent(TableAct::Hold)).unwrap();
    table.advance();
    table
}

#[test]
fn a_tree_grows_and_the_session_stays_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    recorded(&path, true);
    let (before, first) = (fs::read(&path).unwrap(), replay(&path));
    assert_eq!(keep_variation(&path, (0, 4), "person", &held(&first, 0, 4)).unwrap(), 1);
    let second = replay(&path);
    assert_eq!(keep_variation(&path, (1, 2), "expert", &held(&second, 1, 2)).unwrap(), 2);
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(&before));
    let tree = replay(&path);
    assert_eq!(
        (tree.fingerprint(), tree.session(), tree.ending()),
        (first.fingerprint(), first.session(), first.ending())
    );
    assert_eq!(tree.person(), Some(PartyId(0)));
    // The first two lines of a line that leaves a line that leaves the session are the session's own.
    let line = tree.line_of(2).unwrap();
    assert_eq!(line[..2], tree.line_of(0).unwrap()[..2]);
    // The same turns with the same dice: the partner answers as it did in the session.
    assert_eq!(
        line[2..4].iter().map(|turn| &turn.turn).collect::<Vec<_>>(),
        tree.turns()[2..4].iter().map(|turn| &turn.turn).collect::<Vec<_>>()
    );
    assert_eq!(tree.session_of(1).unwrap().turn_index(), 6);
    assert!(tree.line_of(3).is_none() && tree.session_of(3).is_none() && tree.table_at(3, 0).unwrap().is_none());
    let report = verify(&bytes);
    assert_eq!(report.legal, Legal::Yes { turns: 5, ending: tree.ending() });
    assert_eq!(report.reproduced, Reproduced::Yes { turns: 2 + 1 + 1 });
    assert!(matches!(FileRecorder::reopen(&path), Err(ReopenError::Ended)));
}

#[test]
fn what_is_no_variation_of_this_session_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    recorded(&path, false);
    let open = replay(&path);
    assert!(matches!(keep_variation(&path, (0, 2), "person", &held(&open, 0, 2)), Err(ReopenError::Unfinished)));
    let path = folder.path().join("b.jsonl");
    recorded(&path, true);
    let (before, ended) = (fs::read(&path).unwrap(), replay(&path));
    for place in [(1, 2), (0, 9)] {
        let kept = keep_variation(&path, place, "person", &held(&ended, 0, 2));
        assert!(matches!(kept, Err(ReopenError::Read(_))), "{place:?} {kept:?}");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    // A torn variation is a torn tail: the next one takes its place.
    keep_variation(&path, (0, 4), "person", &held(&ended, 0, 4)).unwrap();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 5]).unwrap();
    assert!(replay(&path).tail().is_some() && replay(&path).variations().is_empty());
    assert_eq!(keep_variation(&path, (0, 4), "person", &held(&ended, 0, 4)).unwrap(), 1);
    assert_eq!(fs::read(&path).unwrap(), whole);
}
