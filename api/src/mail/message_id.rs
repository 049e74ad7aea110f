//! The name of a mail (RFC 5322, 3.6.4): one per receipt and address, for ever.

use chrono::NaiveDate;
use domain::identifier::EmailAddress;
use domain::ids::{AccountId, SubjectId, SupportRequestId};
use sha2::{Digest, Sha256};

/// Digits of the hash that are kept: 128 bits.
const DIGITS: usize = 32;

/// A `Message-ID` with its angle brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(String);

/// The text is no `Message-ID` of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("message_id: not written as <hexadecimal digits@domain>")]
pub struct MessageIdError;

impl MessageId {
    /// The name of the mail that brings a receipt to an address. The address is known by its subject, so the name tells nothing of
    /// it; `sender` lends its domain.
    #[must_use]
    pub fn of_receipt(receipt_stream: &str, address: SubjectId, sender: &EmailAddress) -> Self {
        let hash = hex::encode(Sha256::digest(format!("receipt|{receipt_stream}|{address}")));
        let (_, domain) = sender.as_str().rsplit_once('@').unwrap_or_default();
        Self(format!("<{}@{domain}>", hash.get(..DIGITS).unwrap_or_default()))
    }

    /// The name of the mail that brings a receipt to an address once more because somebody asked for it: one a day, however often
    /// they ask.
    #[must_use]
    pub fn of_request(receipt_stream: &str, address: SubjectId, day: NaiveDate, sender: &EmailAddress) -> Self {
        Self::of_receipt(&format!("{receipt_stream}|{day}"), address, sender)
    }

    /// The name of a mail of an account; `what` tells it from the account's other mails.
    #[must_use]
    pub fn of_account(account: AccountId, what: &str, sender: &EmailAddress) -> Self {
        let hash = hex::encode(Sha256::digest(format!("account|{account}|{what}")));
        let (_, domain) = sender.as_str().rsplit_once('@').unwrap_or_default();
        Self(format!("<{}@{domain}>", hash.get(..DIGITS).unwrap_or_default()))
    }

    /// The name of the mail that brings one answer of the help desk, by its number.
    #[must_use]
    pub fn of_answer(request: SupportRequestId, number: usize, sender: &EmailAddress) -> Self {
        let hash = hex::encode(Sha256::digest(format!("support|{request}|{number}")));
        let (_, domain) = sender.as_str().rsplit_once('@').unwrap_or_default();
        Self(format!("<{}@{domain}>", hash.get(..DIGITS).unwrap_or_default()))
    }

    /// The name of the mail that brings a signed head.
    #[must_use]
    pub fn of_head(origin: &str, size: u64, sender: &EmailAddress) -> Self {
        let hash = hex::encode(Sha256::digest(format!("head|{origin}|{size}")));
        let (_, domain) = sender.as_str().rsplit_once('@').unwrap_or_default();
        Self(format!("<{}@{domain}>", hash.get(..DIGITS).unwrap_or_default()))
    }

    /// Reads the name an event holds.
    ///
    /// # Errors
    /// When it is not of the form [`MessageId::of_receipt`] gives.
    pub fn parse(text: &str) -> Result<Self, MessageIdError> {
        let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
        let (hash, domain) = inner.and_then(|inner| inner.split_once('@')).ok_or(MessageIdError)?;
        let hexadecimal = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        let in_domain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        if hash.len() == DIGITS && hash.bytes().all(hexadecimal) && !domain.is_empty() && domain.bytes().all(in_domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MessageIdError)
        }
    }

    /// The name with its angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A MIME boundary of this mail: fixed, so that composing it again gives the same bytes.
    pub(super) fn boundary(&self, part: &str) -> String {
        let hash: String = self.0.chars().filter(char::is_ascii_hexdigit).take(DIGITS).collect();
        format!("{part}-{hash}")
    }
}
