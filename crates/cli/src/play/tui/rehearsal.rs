//! A rehearsal: a session on a screen that is no terminal, from keys written as text.

use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::Buffer,
    crossterm::event::{KeyCode, KeyEvent, KeyModifiers},
};
use zopa_engine::Recorder;

use super::stage::{Flow, Stage};
use crate::{
    Colour, Failure, Stop,
    play::{Draft, Form, Game, Practice, Scripted, Seating, chosen, desk},
};

/// What was seen and what was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rehearsed {
    /// The screen before the first key and after each.
    pub frames: Vec<String>,
    /// The replay.
    pub record: Vec<u8>,
}

/// Plays a session on a screen of `size` columns and rows. The lines of `scripted` are keys: characters as they are, other keys
/// by name between angle brackets (`<Enter>`, `<Tab>`); the ends of its lines are not keys.
///
/// # Errors
/// When the seating is not as it should be, or a key has no such name.
pub fn rehearse(scripted: &Scripted<'_>, size: (u16, u16)) -> Result<Rehearsed, Failure> {
    let seating = Seating { role: scripted.role, partner: scripted.partner, own: None };
    let (setup, me) = seating.setup(&scripted.scenario, scripted.seed)?;
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    let failed = |error: String| Failure::unreadable(error, "");
    let mut record = Vec::new();
    let first = chosen(scripted.level, None);
    let recorder = Recorder::begin_with(&mut record, &setup, me, &first).map_err(|error| failed(error.to_string()))?;
    let desk = desk(&scripted.scenario, me)?;
    let (draft, practice) = (Draft::default(), Practice::begun(scripted.level, &first));
    let mut game = Game { desk, table, recorder, file: None, form: Form::Tables, draft, practice };
    let mut frames = Vec::new();
    {
        let mut terminal =
            Terminal::new(TestBackend::new(size.0, size.1)).map_err(|error| failed(error.to_string()))?;
        let stopped = |stop: Stop| match stop {
            Stop::Failed(failure) => failure,
            Stop::Output(error) => failed(error.to_string()),
        };
        let mut stage = Stage::new(&mut game, size, Colour::Plain).map_err(stopped)?;
        let mut look = |stage: &Stage<'_, '_, _>| {
            terminal
                .draw(|frame| stage.draw(frame))
                .map(|drawn| frames.push(text(drawn.buffer)))
                .map_err(|error| failed(error.to_string()))
        };
        look(&stage)?;
        for key in keys(scripted.lines)? {
            let flow = stage.press(key).map_err(stopped)?;
            look(&stage)?;
            if flow != Flow::On {
                break;
            }
        }
    }
    drop(game);
    Ok(Rehearsed { frames, record })
}

/// The characters of a buffer, a line a row.
pub(super) fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width).max(1)) {
        let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// The keys a text names.
///
/// # Errors
/// When a name between angle brackets is not known.
pub(super) fn keys(text: &str) -> Result<Vec<KeyEvent>, Failure> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match (c, rest.split_once('>')) {
            ('\n' | '\r', _) => {}
            ('<', Some((name, after))) => {
                keys.push(named(name)?);
                rest = after;
            }
            _ => keys.push(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)),
        }
    }
    Ok(keys)
}

fn named(name: &str) -> Result<KeyEvent, Failure> {
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "C-c" => return Ok(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)),
        _ => return Err(Failure::usage(format!("there is no key <{name}>"), "")),
    };
    Ok(KeyEvent::new(code, KeyModifiers::NONE))
}
