//! The state of the screen: what is being looked at, changed, typed or asked. It holds nothing of the session.

use tui_input::Input;
use zopa_core::{Outcome, PACKAGE_LIMIT};

use super::scene::Scene;
use crate::{
    Colour,
    play::{
        command::Misread,
        game::Next,
        screen::{Form, Ink, Page, mistake},
    },
};

/// The smallest window the screen fits into: columns and rows.
pub(crate) const SMALLEST: (u16, u16) = (80, 24);

/// The most lines shown below the panes; more are shown over them.
pub(crate) const MESSAGE_LINES: usize = 3;

/// A line and what it is.
pub(crate) type Inked = (Ink, String);

/// A part of the screen the arrow keys work in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pane {
    /// The live offers and one's own package.
    Offers,
    /// The transcript.
    Talk,
    /// The notebook.
    Notebook,
}

impl Pane {
    /// Every pane, in the order Tab visits them.
    pub(crate) const ALL: [Self; 3] = [Self::Offers, Self::Talk, Self::Notebook];
}

/// Something the screen wants done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// A line carried out as if typed in line mode.
    Line(String),
    /// The act that was warned of, played.
    Confirm,
    /// The sitting ended.
    Leave,
}

/// What keys mean at the moment.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    /// The keys of the table of keys.
    Looking,
    /// A command is being typed.
    Typing {
        /// What stands in the line.
        input: Input,
        /// How many commands back the line was fetched from; 0 for one of its own.
        back: usize,
    },
    /// A question with yes or no.
    Asked {
        /// What is asked.
        title: String,
        /// What to think of before.
        lines: Vec<Inked>,
        /// What a yes does.
        then: Effect,
    },
    /// Something to read.
    Reading {
        /// What it is.
        title: String,
        /// The text.
        lines: Vec<Inked>,
        /// How many lines are scrolled away.
        down: usize,
    },
    /// A command is being chosen from the list.
    Choosing {
        /// Which.
        at: usize,
    },
    /// The session is over.
    Over,
}

/// The screen.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// Whether there is colour.
    pub(crate) colour: Colour,
    /// What keys mean.
    pub(crate) mode: Mode,
    /// Where the arrow keys work.
    pub(crate) pane: Pane,
    /// The issue the cursor is at.
    pub(crate) issue: usize,
    /// The package being put together.
    pub(crate) package: Outcome,
    /// Packages put beside it.
    pub(crate) beside: Vec<Outcome>,
    /// How many lines the transcript is scrolled back from its end.
    pub(crate) talk_back: usize,
    /// How many lines the notebook is scrolled back from its end.
    pub(crate) notes_back: usize,
    /// What was said last, below the panes.
    pub(crate) message: Vec<Inked>,
    /// The commands typed so far.
    pub(crate) typed: Vec<String>,
}

impl State {
    /// A screen of some size, at the start of a sitting.
    pub(crate) fn new(size: (u16, u16), colour: Colour, scene: &Scene<'_>) -> Self {
        Self {
            size,
            colour,
            mode: Mode::Looking,
            pane: Pane::Offers,
            issue: 0,
            package: scene.first_package(),
            beside: Vec::new(),
            talk_back: 0,
            notes_back: 0,
            message: vec![(Ink::Faint, "Put a package together and offer it with Enter; t says something.".into())],
            typed: Vec::new(),
        }
    }

    /// Whether the window is too small to draw in.
    pub(crate) fn is_cramped(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// An empty page to be read over the panes.
    pub(crate) fn page(&self) -> Page {
        Page::new(usize::from(self.size.0).saturating_sub(8).min(100), Form::Tables)
    }

    /// Shows what was answered to a line.
    pub(crate) fn answered(&mut self, line: &str, next: Next, page: Page) {
        let mut lines = page.lines();
        while lines.first().is_some_and(|(_, line)| line.is_empty()) {
            lines.remove(0);
        }
        self.mode = Mode::Looking;
        match next {
            Next::Warned(_) => {
                self.mode = Mode::Asked { title: format!("{line}: do you mean it?"), lines, then: Effect::Confirm };
            }
            Next::Played(_) | Next::TakenBack => {
                self.beside.clear();
                self.talk_back = 0;
                self.message = lines;
            }
            _ if lines.len() > MESSAGE_LINES => {
                self.message.clear();
                self.mode = Mode::Reading { title: line.to_owned(), lines, down: 0 };
            }
            _ => self.message = lines,
        }
        self.message.truncate(MESSAGE_LINES);
    }

    /// Shows what is wrong with a line, and lets it be mended.
    pub(crate) fn refused(&mut self, line: &str, misread: &Misread) {
        let mut page = Page::new(usize::from(self.size.0).saturating_sub(2), Form::Tables);
        mistake::draw(&mut page, "", &Misread { at: 0..0, ..misread.clone() });
        self.message = page.lines();
        self.message.truncate(MESSAGE_LINES);
        let end = if misread.at.is_empty() { line.len() } else { misread.at.end };
        let cursor = line.get(..end).unwrap_or(line).chars().count();
        self.mode = Mode::Typing { input: Input::new(line.to_owned()).with_cursor(cursor), back: 0 };
    }

    /// Puts the package beside, to be offered together with another; says whether there was room.
    pub(crate) fn put_beside(&mut self) -> bool {
        let has_room = self.beside.len() + 1 < PACKAGE_LIMIT && !self.beside.contains(&self.package);
        if has_room {
            self.beside.push(self.package);
        }
        has_room
    }

    /// What Enter would offer: the packages put beside, and the one in hand unless it is one of them.
    pub(crate) fn offering(&self) -> Vec<Outcome> {
        let in_hand = Some(self.package).filter(|package| !self.beside.contains(package));
        self.beside.iter().copied().chain(in_hand).collect()
    }
}
