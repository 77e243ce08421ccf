//! Help: every command, or all about one.

use super::{Form, Ink, Page, table};
use crate::play::command::{COMMANDS, Entry};

/// Draws the list of commands.
pub(crate) fn draw(page: &mut Page) {
    match page.form() {
        Form::Tables => {
            let rows: Vec<Vec<String>> =
                COMMANDS.iter().map(|entry| vec![entry.name.into(), entry.about.into()]).collect();
            let head = vec!["command".into(), "what it does".into()];
            table(page, &std::iter::once(head).chain(rows).collect::<Vec<_>>());
        }
        Form::Sentences => {
            for entry in COMMANDS {
                page.item(&format!("{}: {}.", entry.name, entry.about));
            }
        }
    }
    page.gap();
    page.say(Ink::Text, "Any unique beginning of a name will do. `;` parts commands on one line:");
    page.wrapped(Ink::Text, "ask why commit; tell priority ip; offer price=2.45 rest=same", "  ", "  ");
    page.say(Ink::Text, "`help COMMAND` shows more and an example.");
}

/// Draws all about one command.
pub(crate) fn draw_entry(page: &mut Page, entry: &Entry) {
    page.row(Ink::Title, format!("{} {}", entry.name, entry.usage));
    let about: String =
        entry.about.chars().take(1).flat_map(char::to_uppercase).chain(entry.about.chars().skip(1)).collect();
    page.say(Ink::Text, &format!("{about}. {}", entry.detail));
    page.say(Ink::Text, &format!("For example: {}", entry.example));
}
