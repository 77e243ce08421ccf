//! Help: every command, or all about one.

use zopa_scenario::Desk;

use super::{Form, Ink, Page, table};
use crate::play::command::{COMMANDS, Entry};

/// Draws the list of commands.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>) {
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
    let several =
        COMMANDS.iter().find(|entry| entry.name == "argue").map_or_else(String::new, |entry| entry.example(desk));
    page.wrapped(Ink::Text, &several, "  ", "  ");
    page.say(Ink::Text, "`help COMMAND` shows more and an example.");
    page.gap();
    page.say(Ink::Text, "Or say it in your own words; what was understood is shown before it is said:");
    page.wrapped(Ink::Text, &spoken(desk), "  ", "  ");
    page.say(Ink::Text, "In quotes it is never taken for a command.");
}

/// Something one could say in this scenario.
fn spoken(desk: Desk<'_>) -> String {
    let title = desk.space().issues().first().map_or("", |issue| issue.title());
    format!("\"Why is the {} important to you?\"", title.to_lowercase())
}

/// Draws all about one command.
pub(crate) fn draw_entry(page: &mut Page, desk: Desk<'_>, entry: &Entry) {
    page.row(Ink::Title, format!("{} {}", entry.name, entry.usage));
    let about: String =
        entry.about.chars().take(1).flat_map(char::to_uppercase).chain(entry.about.chars().skip(1)).collect();
    page.say(Ink::Text, &format!("{about}. {}", entry.detail));
    page.say(Ink::Text, &format!("For example: {}", entry.example(desk)));
}
