//! What a class is handed, and what the instructor keeps.
//!
//! A [`StudentPack`] is one student's: the scenario sealed, so that the other side's papers cannot be read ahead, and a key of
//! the student's own, from which the seed of each attempt follows. What is played from it is recorded sealed ([`record`]),
//! because a record holds the scenario. The [`InstructorPack`] opens all of it, and [`InstructorPack::grade`] says which
//! submissions are what they claim to be: it takes moves and nothing else, and plays them again with its own papers.
//!
//! # What it keeps from whom
//! * Without the passphrase nobody reads a pack or a record: XChaCha20-Poly1305 under a key made by Argon2id.
//! * With the passphrase, which whoever plays must have, the *program* shows nothing of the other side. Somebody who writes a
//!   program of their own can open what the program opens. Sealing stops reading ahead, not a debugger.
//! * A submission that was edited, spliced, cut, renamed, played with another seed, against another partner or with other
//!   papers is found out. Seeds follow from the class's secret, the student, the attempt and the fingerprint of the attempt
//!   before, so one student's session does not fit another, and an attempt played again does not fit those after it.
//! * Nothing here shows *who* sat at the keyboard, nor how often the last attempt was begun before one was handed in. Where
//!   that matters, play under supervision.
//!
//! The instructor is bound as well: every pack carries a commitment to the papers, and [`Papers`] published afterwards are held
//! against it ([`StudentPack::holds`]).
//!
//! Every key has one use and comes from the class's secret by a label ([`secret`]): what is published (the commitment to the
//! papers) says nothing of what is played.

mod file;
mod grade;
mod packs;
mod papers;
pub mod record;
mod seal;
pub mod secret;

pub use crate::{
    grade::{Entry, attempt_of},
    packs::{Deal, InstructorPack, NotOpened, Opened, StudentPack, commitment},
    papers::{Breach, Papers},
    seal::{Key, KeyError},
};
