//! The table of keys: the one list of what a key does while one looks at the panes, with its help.

use ratatui::crossterm::event::KeyCode;

/// What a key does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    Up,
    Down,
    Less,
    More,
    First,
    Last,
    NextPane,
    PaneBefore,
    Back,
    Forward,
    Offer,
    Beside,
    Alone,
    Accept,
    Send,
    Unsay,
    Walk,
    Mine,
    Theirs,
    Best,
    Say,
    Brief,
    Issue,
    Board,
    Hint,
    Command,
    Keys,
    Leave,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    code: KeyCode,
    /// How it is called on a keyboard.
    pub(crate) name: &'static str,
    action: Action,
    /// What it does, in a few words.
    pub(crate) about: &'static str,
}

const fn key(code: KeyCode, name: &'static str, action: Action, about: &'static str) -> Key {
    Key { code, name, action, about }
}

/// Every key, in the order the help lists them.
pub(crate) const KEYS: &[Key] = &[
    key(KeyCode::Up, "Up", Action::Up, "the issue above; in Talk and Notebook a line back"),
    key(KeyCode::Down, "Down", Action::Down, "the issue below; in Talk and Notebook a line on"),
    key(KeyCode::Left, "Left", Action::Less, "the value before, in your package"),
    key(KeyCode::Right, "Right", Action::More, "the value after, in your package"),
    key(KeyCode::Home, "Home", Action::First, "the first value of the issue"),
    key(KeyCode::End, "End", Action::Last, "the last value of the issue"),
    key(KeyCode::Char('1'), "1", Action::Mine, "begin from your last offer"),
    key(KeyCode::Char('2'), "2", Action::Theirs, "begin from their live offer"),
    key(KeyCode::Char('3'), "3", Action::Best, "begin from what is best for you"),
    key(KeyCode::Enter, "Enter", Action::Offer, "offer your package, with those put beside it"),
    key(KeyCode::Char('m'), "m", Action::Beside, "put the package beside, to offer several at once"),
    key(KeyCode::Char('x'), "x", Action::Alone, "forget the packages put beside"),
    key(KeyCode::Char('a'), "a", Action::Accept, "accept a live offer"),
    key(KeyCode::Char('t'), "t", Action::Say, "choose something to say, or any other command"),
    key(KeyCode::Char('s'), "s", Action::Send, "say what is queued and leave the table as it is"),
    key(KeyCode::Char('u'), "u", Action::Unsay, "take back the last thing queued"),
    key(KeyCode::Char('w'), "w", Action::Walk, "end the talks without an agreement"),
    key(KeyCode::Char('b'), "b", Action::Brief, "read the brief"),
    key(KeyCode::Char('i'), "i", Action::Issue, "read all about the issue"),
    key(KeyCode::Char('o'), "o", Action::Board, "the live offers, every one, with bars"),
    key(KeyCode::Char('h'), "h", Action::Hint, "a hint"),
    key(KeyCode::Tab, "Tab", Action::NextPane, "the next pane: Offers, Talk, Notebook"),
    key(KeyCode::BackTab, "Shift-Tab", Action::PaneBefore, "the pane before"),
    key(KeyCode::PageUp, "PgUp", Action::Back, "a page back in Talk, or in the Notebook"),
    key(KeyCode::PageDown, "PgDn", Action::Forward, "a page on"),
    key(KeyCode::Char(':'), ":", Action::Command, "type a command; Tab completes, Up repeats, Esc leaves"),
    key(KeyCode::Char('?'), "?", Action::Keys, "these keys"),
    key(KeyCode::Char('q'), "q", Action::Leave, "leave; so does Ctrl-C, at once. The session can be resumed"),
];

/// What a key does.
pub(crate) fn action(code: KeyCode) -> Option<Action> {
    KEYS.iter().find(|key| key.code == code).map(|key| key.action)
}
