//! Sealing: bytes that only a key opens, and only as they were sealed.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha, RFC 8439). The nonce is derived from the key, the context and the bytes
//! themselves, as in SIV modes (RFC 5297): sealing draws no chance, and two different texts never share one. That the same
//! text sealed twice in one context looks the same gives nothing away here.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::secret::derive;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Memory of Argon2id in KiB, passes, lanes: the least that the OWASP cheat sheet on storing passwords names.
const ARGON2: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A key that seals.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(pub(crate) [u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Why a passphrase makes no key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyError;

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the passphrase makes no key: it is empty or far too long")
    }
}

impl std::error::Error for KeyError {}

impl Key {
    /// The key of a passphrase, by Argon2id (RFC 9106). Blanks at the end of the passphrase do not count.
    ///
    /// # Errors
    /// For a passphrase that is empty or longer than Argon2 takes.
    pub fn of_passphrase(passphrase: &[u8], salt: &[u8; 16]) -> Result<Self, KeyError> {
        let passphrase = passphrase.trim_ascii_end();
        if passphrase.is_empty() {
            return Err(KeyError);
        }
        let (memory, passes, lanes) = ARGON2;
        let parameters = Params::new(memory, passes, lanes, Some(32)).map_err(|_| KeyError)?;
        let mut key = [0; 32];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
        argon2.hash_password_into(passphrase, salt, &mut key).map_err(|_| KeyError)?;
        Ok(Self(key))
    }

    /// The bytes sealed, the nonce before them; whoever opens them must name the same context.
    #[must_use]
    pub fn seal(&self, context: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&derive(&self.0, "nonce", &[context, bytes])[..NONCE]);
        let payload = Payload { msg: bytes, aad: context };
        // Only texts of more than 256 GiB are refused.
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&nonce[..], &sealed].concat()
    }

    /// The bytes that were sealed; `None` where the key or the context is another, or a bit was changed.
    #[must_use]
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        self.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context }).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&derive(&self.0, "cipher", &[]).into())
    }
}

/// Bytes as hexadecimal digits.
#[must_use]
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of hexadecimal digits; `None` where they are none.
#[must_use]
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_context_and_bytes_open() {
        let key = Key([1; 32]);
        let sealed = key.seal(b"pack", b"papers");
        assert_eq!(key.open(b"pack", &sealed).as_deref(), Some(&b"papers"[..]));
        assert!(!sealed.windows(6).any(|window| window == b"papers"));
        assert_eq!(key.open(b"other", &sealed), None);
        assert_eq!(Key([2; 32]).open(b"pack", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(b"pack", &changed), None, "byte {at}");
        }
        assert_eq!(key.open(b"pack", &sealed[..10]), None);
        assert_ne!(key.seal(b"pack", b"papert")[..NONCE], sealed[..NONCE], "no nonce twice");
    }

    #[test]
    fn passphrases_make_keys() {
        let key = |text: &str, salt: u8| Key::of_passphrase(text.as_bytes(), &[salt; 16]);
        assert_eq!(key("red door\n", 1), key("red door", 1));
        assert_ne!(key("red door", 1), key("red door", 2));
        assert_ne!(key("red door", 1), key("blue door", 1));
        assert_eq!(key(" \n", 1), Err(KeyError));
    }

    #[test]
    fn digits_go_both_ways() {
        assert_eq!(hex(&[0, 255, 16]), "00ff10");
        assert_eq!(unhex("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!((unhex("0"), unhex("zz")), (None, None));
    }
}
