//! Lines of one style.

use super::lines::Slot;

pub(super) fn lines(slot: Slot) -> &'static [&'static str] {
    if slot.asks() { &[] } else { &[] }
}
