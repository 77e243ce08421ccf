//! The field's file formats, in and out, and the field's reference semantics.

pub mod conformance;
pub mod genius;
pub mod numeral;
pub mod reference;
