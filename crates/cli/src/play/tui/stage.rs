//! The stage: a game and the screen it is shown on. Keys in, frames out; it knows no terminal.

use std::io::Write;

use ratatui::{Frame, crossterm::event::KeyEvent};
use zopa_core::Ending;

use super::{
    draw,
    scene::Scene,
    state::{Effect, Mode, State},
};
use crate::{
    Colour, Stop,
    play::{
        game::{Game, Next, Step, Trouble},
        lines::Typist,
        screen::{Ink, brief},
    },
};

/// What a key came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flow {
    /// The sitting goes on.
    On,
    /// The person left.
    Left,
    /// The person saw how the session ended.
    Ended(Ending),
}

/// A game on a screen.
pub(crate) struct Stage<'g, 'd, W: Write> {
    game: &'g mut Game<'d, W>,
    pub(super) state: State,
    ending: Option<Ending>,
}

fn scene<'a, W: Write>(game: &'a Game<'_, W>) -> Scene<'a> {
    let turns = 0..game.table.session().turn_index();
    let words = turns.map(|turn| game.table.words(turn)).collect();
    Scene { desk: game.desk, view: game.view(), words, queue: game.draft.queue(), notes: game.practice.notes() }
}

impl<'g, 'd, W: Write> Stage<'g, 'd, W> {
    /// A game on a screen of some size. What the automated parties do first is played and recorded.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) fn new(game: &'g mut Game<'d, W>, size: (u16, u16), colour: Colour) -> Result<Self, Stop> {
        let is_new = game.table.session().history().is_empty();
        let state = State::new(size, colour, &scene(game));
        let mut stage = Self { game, state, ending: None };
        stage.settle()?;
        stage.state.package = scene(stage.game).first_package();
        if is_new && stage.ending.is_none() {
            let mut page = stage.state.page();
            brief::draw(&mut page, stage.game.desk);
            stage.state.mode = Mode::Reading { title: "brief".into(), lines: page.lines(), down: 0 };
        }
        Ok(stage)
    }

    /// Plays and records what automated parties do, until the person is to act or the session is over.
    fn settle(&mut self) -> Result<(), Stop> {
        loop {
            match self.game.advance()? {
                Step::Played(_) => {}
                Step::Yours => return Ok(()),
                Step::Ended(ending) => {
                    self.ending = Some(ending);
                    self.state.mode = Mode::Over;
                    self.state.message = vec![(Ink::Title, "The talks are over.".into())];
                    return Ok(());
                }
            }
        }
    }

    /// Takes a key in. A turn it plays is on the disk, and so is the answer, before the next frame.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) fn press(&mut self, key: KeyEvent) -> Result<Flow, Stop> {
        let effect = self.state.press(key, &scene(self.game));
        match effect {
            None => Ok(Flow::On),
            Some(Effect::Leave) => Ok(self.left()),
            Some(Effect::Line(line)) => {
                let mut page = self.state.page();
                let next = self.game.line(&line, Typist::Person, &mut page);
                self.came(&line, next, page)
            }
            Some(Effect::Confirm) => {
                let next = self.game.confirm();
                let page = self.state.page();
                self.came("", next, page)
            }
        }
    }

    fn came(&mut self, line: &str, next: Result<Next, Trouble>, page: crate::play::Page) -> Result<Flow, Stop> {
        match next {
            Err(Trouble::Stop(stop)) => return Err(stop),
            Err(Trouble::Misread(misread)) => self.state.refused(line, &misread),
            Ok(Next::Leave) => return Ok(self.left()),
            Ok(next) => {
                self.state.answered(line, next, page);
                if matches!(next, Next::Played(_) | Next::TakenBack) {
                    self.settle()?;
                }
            }
        }
        Ok(Flow::On)
    }

    /// How the sitting stands when the person goes.
    pub(crate) fn left(&self) -> Flow {
        self.ending.map_or(Flow::Left, Flow::Ended)
    }

    /// Takes a pasted text in.
    pub(crate) fn paste(&mut self, text: &str) {
        self.state.paste(text);
    }

    /// Follows the size of the window.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        self.state.size = size;
    }

    /// Draws a frame.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>) {
        draw::draw(&self.state, &scene(self.game), frame);
    }
}
