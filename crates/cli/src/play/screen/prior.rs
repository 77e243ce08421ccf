//! The type prior: what everybody in the trade may know of the organisations across the table.

use super::{Ink, Page};
use zopa_scenario::Desk;

/// Draws what is known of every other party.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>) {
    for other in desk.others() {
        let face = desk.face(other);
        if face.about.is_empty() {
            continue;
        }
        page.title(&format!("What one knows of organisations like {}", face.name));
        for sentence in face.about {
            page.item(sentence);
        }
        if !face.avoids.is_empty() {
            page.gap();
            page.say(Ink::Text, "They seldom agree to:");
            for sentence in face.avoids {
                page.item(sentence);
            }
        }
        page.gap();
        page.say(
            Ink::Faint,
            &format!("That is what is usual. What {} wants, only they can tell you.", face.persona.person),
        );
    }
}
