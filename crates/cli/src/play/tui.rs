//! The full screen: panes and keys. The other front end of a [`Game`], beside line mode.
//!
//! A pure [`state`] changes key by key ([`update`]) and is drawn from a [`scene`], which holds one party's desk and view and
//! nothing else ([`draw`]). A key makes the line one would type; the game carries it out. Only this module and [`terminal`]
//! know that there is a terminal.

mod draw;
mod keys;
mod rehearsal;
mod scene;
mod stage;
mod state;
mod terminal;
#[cfg(test)]
mod tests;
mod update;

use std::{
    io::{self, IsTerminal, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ratatui::crossterm::event::{self, Event, KeyEventKind};

pub use self::rehearsal::{Rehearsed, rehearse};
use self::{
    stage::{Flow, Stage},
    terminal::Takeover,
};
use super::{game::Game, line_mode::Sitting};
use crate::{Console, Failure, Stop};

/// How long a signal to end may wait to be noticed.
const SIGNAL_LATENCY: Duration = Duration::from_millis(100);

/// Refuses where there is no terminal to fill.
///
/// # Errors
/// When input or output is no terminal, or one that can do nothing but print.
pub(crate) fn ready() -> Result<(), Failure> {
    let help = "Leave --tui out to play line by line; that also works with pipes and scripts.";
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::usage("--tui needs a terminal for its input and output", help));
    }
    if std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
        return Err(Failure::usage("--tui needs a terminal that can move its cursor (TERM says it cannot)", help));
    }
    Ok(())
}

/// Plays on the full screen until the end, or until the person or a signal ends the sitting.
///
/// # Errors
/// When the terminal or the record fails. The terminal is given back before anything else is said.
pub(crate) fn sit<W: Write>(game: &mut Game<'_, W>, console: &mut Console<'_>) -> Result<Sitting, Stop> {
    console.out.flush()?;
    let stop = Arc::new(AtomicBool::new(false));
    // A terminal that hangs up takes the program with it, as it takes any other: there is nothing left to give back, every
    // turn is on the disk, and waiting for keys from a terminal that is gone never ends.
    let signals = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];
    let registered = signals.map(|signal| signal_hook::flag::register(signal, stop.clone()));
    let sitting = watched(game, console, &stop);
    registered.into_iter().flatten().for_each(|id| {
        signal_hook::low_level::unregister(id);
    });
    sitting
}

fn watched<W: Write>(game: &mut Game<'_, W>, console: &mut Console<'_>, stop: &AtomicBool) -> Result<Sitting, Stop> {
    let colour = console.colour;
    let mut takeover = Takeover::new(&mut *console.out).map_err(|error| unusable(&error))?;
    let size = takeover.terminal.size()?;
    let mut stage = Stage::new(game, (size.width, size.height), colour)?;
    loop {
        let size = takeover.terminal.size()?;
        stage.resize((size.width, size.height));
        takeover.terminal.draw(|frame| stage.draw(frame))?;
        let flow = match next_event(stop)? {
            None => stage.left(),
            Some(Event::Key(key)) if key.kind != KeyEventKind::Release => stage.press(key)?,
            Some(Event::Paste(text)) => {
                stage.paste(&text);
                Flow::On
            }
            Some(_) => Flow::On,
        };
        match flow {
            Flow::On => {}
            Flow::Left => return Ok(Sitting::Unfinished),
            Flow::Ended(ending) => return Ok(Sitting::Ended(ending)),
        }
    }
}

/// The next event of the terminal; `None` when a signal asks to end.
fn next_event(stop: &AtomicBool) -> Result<Option<Event>, Stop> {
    loop {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        if event::poll(SIGNAL_LATENCY).map_err(|error| unusable(&error))? {
            return Ok(Some(event::read().map_err(|error| unusable(&error))?));
        }
    }
}

fn unusable(error: &io::Error) -> Failure {
    Failure::unreadable(format!("cannot use the terminal: {error}"), "Leave --tui out to play line by line.")
}
