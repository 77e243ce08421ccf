//! Keys and seeds from one secret, each by a label of its own.
//!
//! The function is SHA-256 over the key and a list of parts, each with its length before it and their number before all. No
//! input is the beginning of another, which is what makes a keyed Merkle–Damgård hash a pseudo-random function (Bellare,
//! Canetti & Krawczyk 1996, *Pseudorandom functions revisited: the cascade construction*).

use sha2::{Digest, Sha256};

/// The fewest bytes of a class's secret.
pub const SECRET_BYTES_MIN: usize = 16;

/// 32 bytes from a key, a label and parts: for every label another function.
#[must_use]
pub fn derive(key: &[u8; 32], label: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update((parts.len() as u64).to_le_bytes());
    for part in [label.as_bytes()].iter().chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The secret of a class, as everything else is derived from it.
#[derive(Clone)]
pub struct ClassSecret(pub(crate) [u8; 32]);

impl std::fmt::Debug for ClassSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClassSecret")
    }
}

impl ClassSecret {
    /// From the bytes of a file; `None` for fewer than [`SECRET_BYTES_MIN`]. Blanks at the end do not count.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii_end();
        (bytes.len() >= SECRET_BYTES_MIN).then(|| Self(derive(&[0; 32], "zopa class secret 1", &[bytes])))
    }

    /// The key of one student.
    #[must_use]
    pub fn student(&self, student: &str) -> StudentKey {
        StudentKey(derive(&self.0, "student", &[student.as_bytes()]))
    }
}

/// The key of one student: seeds and the keys of records come from it.
#[derive(Clone, PartialEq, Eq)]
pub struct StudentKey(pub(crate) [u8; 32]);

impl std::fmt::Debug for StudentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StudentKey")
    }
}

impl StudentKey {
    /// The master seed of an attempt, counted from 1: it follows from the fingerprint of the attempt before, which is empty
    /// for the first. Below 2^53, so that every program reads it exactly.
    #[must_use]
    pub fn seed(&self, attempt: u32, before: &str) -> u64 {
        let bytes = derive(&self.0, "seed", &[&attempt.to_le_bytes(), before.as_bytes()]);
        let mut first = [0; 8];
        first.copy_from_slice(&bytes[..8]);
        u64::from_le_bytes(first) >> 11
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = [7; 32];
        let all = [
            derive(&key, "ab", &[b"c"]),
            derive(&key, "a", &[b"bc"]),
            derive(&key, "abc", &[]),
            derive(&key, "ab", &[b"c", b""]),
            derive(&[8; 32], "ab", &[b"c"]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one), "{at}");
        }
    }

    #[test]
    fn seeds_belong_to_one_student_and_one_attempt() {
        let class = ClassSecret::of(b"sixteen bytes or more\n").unwrap();
        assert_eq!(class.student("ada"), ClassSecret::of(b"sixteen bytes or more").unwrap().student("ada"));
        let (ada, ben) = (class.student("ada"), class.student("ben"));
        let seeds = [ada.seed(1, ""), ada.seed(2, "f"), ada.seed(2, "g"), ben.seed(1, ""), ben.seed(2, "f")];
        for (at, seed) in seeds.iter().enumerate() {
            assert!(*seed < 1 << 53 && !seeds[at + 1..].contains(seed));
        }
        assert!(ClassSecret::of(b"short").is_none());
    }
}
