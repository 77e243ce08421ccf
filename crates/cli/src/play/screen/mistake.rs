//! A mistake: a line that could not be carried out, the words at fault marked, and what to type instead.

use unicode_width::UnicodeWidthStr;

use super::{Form, Ink, Page};
use crate::play::command::Misread;

/// Draws what is wrong with a line.
pub(crate) fn draw(page: &mut Page, line: &str, misread: &Misread) {
    let before = line.get(..misread.at.start).map_or(0, UnicodeWidthStr::width);
    let wide = line.get(misread.at.clone()).map_or(1, UnicodeWidthStr::width).max(1);
    if page.form() == Form::Tables && before + wide + 2 <= page.width() && !misread.at.is_empty() {
        page.row(Ink::Faint, format!("  {line}"));
        page.row(Ink::Warning, format!("  {}{}", " ".repeat(before), "^".repeat(wide)));
    }
    page.say(Ink::Warning, &sentence(&misread.message));
    page.say(Ink::Text, &misread.help);
}

/// A fragment as a sentence of its own; names between back-ticks stay as they are typed.
fn sentence(fragment: &str) -> String {
    let mut chars = fragment.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if fragment.ends_with(['?', '.', '!']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}
