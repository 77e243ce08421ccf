//! The terminal while the screen is full: taken over, and given back however the sitting ends.
//!
//! Leaving the alternate screen, showing the cursor and ending raw mode happen when a [`Takeover`] is dropped: at the end, on
//! an error, and while a panic unwinds. What a panic has to say is kept until then, for the alternate screen would swallow
//! it.

use std::{
    io::{self, Write},
    panic,
    sync::{Arc, Mutex},
};

use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    crossterm::{
        cursor::Show,
        event::{DisableBracketedPaste, EnableBracketedPaste},
        execute,
        terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
    },
};

/// What panics said while the screen was taken over.
type Said = Arc<Mutex<Vec<String>>>;

/// A terminal taken over.
pub(crate) struct Takeover<W: Write> {
    /// What frames are drawn on.
    pub(crate) terminal: Terminal<CrosstermBackend<W>>,
    said: Said,
}

impl<W: Write> Takeover<W> {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When the terminal refuses; it is then as it was.
    pub(crate) fn new(out: W) -> io::Result<Self> {
        enable_raw_mode()?;
        let begun = Self::on(out);
        if begun.is_err() {
            disable_raw_mode()?;
        }
        begun
    }

    /// The part that is written, whatever it is written to.
    fn on(mut out: W) -> io::Result<Self> {
        execute!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        let said = Said::default();
        let heard = Arc::downgrade(&said);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| match heard.upgrade() {
            Some(said) => said.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(info.to_string()),
            None => before(info),
        }));
        Ok(Self { terminal: Terminal::new(CrosstermBackend::new(out))?, said })
    }
}

impl<W: Write> Drop for Takeover<W> {
    fn drop(&mut self) {
        // A terminal that is gone cannot be given back; there is nobody to tell.
        let _ = execute!(self.terminal.backend_mut(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        for said in self.said.lock().unwrap_or_else(std::sync::PoisonError::into_inner).drain(..) {
            let _ = writeln!(io::stderr(), "{said}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that outlive the terminal they were written to.
    #[derive(Clone, Default)]
    struct Bytes(Arc<Mutex<Vec<u8>>>);

    impl Write for Bytes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_gives_the_terminal_back() {
        let out = Bytes::default();
        let written = out.clone();
        let caught = panic::catch_unwind(move || {
            let _takeover = Takeover::on(out);
            panic!("drawn badly");
        });
        assert!(caught.is_err());
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let (entered, left) = (text.find("\u{1b}[?1049h").unwrap(), text.find("\u{1b}[?1049l").unwrap());
        assert!(entered < left && text[left..].contains("\u{1b}[?25h"), "{text:?}");
    }
}
