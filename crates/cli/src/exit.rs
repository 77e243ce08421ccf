//! How a command ends: the documented exit codes, and failures a person can act on.

use std::{fmt, io};

use zopa_review::html::NotWritten;

/// The documented exit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Success = 0,
    /// The answer is no: an invalid scenario, a replay that diverges.
    Negative = 1,
    /// The command line, or a script, is wrong.
    Usage = 2,
    /// A file cannot be read or written.
    Unreadable = 3,
    /// A bug of ours.
    Bug = 70,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub struct Failure {
    /// The code to end with.
    pub exit: Exit,
    /// What went wrong, a lower-case fragment naming the file or argument.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl Failure {
    /// A wrong command line or script.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: help.into() }
    }

    /// A fault of the program.
    pub fn bug(message: impl Into<String>) -> Self {
        Self { exit: Exit::Bug, message: message.into(), help: "please report this".to_owned() }
    }

    /// A file that cannot be read or written.
    pub fn unreadable(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Unreadable, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// How a command fails: with something to say, or because its output went away.
#[derive(Debug)]
pub enum Stop {
    /// Something to say.
    Failed(Failure),
    /// Writing failed. A closed pipe is success.
    Output(io::Error),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<NotWritten> for Stop {
    /// A page that does not fit its template is a fault of the program.
    fn from(why: NotWritten) -> Self {
        Failure::bug(why.to_string()).into()
    }
}

impl From<io::Error> for Stop {
    /// For errors of the console's own writers; errors of files become a [`Failure`] that names the file.
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
