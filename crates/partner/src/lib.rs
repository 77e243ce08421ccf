//! The counterpart a person faces: mind, persona, dialogue acts, words.
