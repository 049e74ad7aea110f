//! The addresses by which a browser comes back, each with a reference nobody can guess: the checkout's id and a keyed
//! MAC over it. Checkout adds nothing to the addresses and signs nothing, so the reference is ours to make and to check,
//! and no database is asked before it is known to be genuine.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::checkout::ReturnOutcome;
use domain::ids::CheckoutId;
use ring::hmac;
use url::Url;
use uuid::Uuid;

/// What the MAC is for; another use of the same key signs other texts.
const PURPOSE: &str = "checkout-return";
/// Characters of a UUID without hyphens.
const ID_LENGTH: usize = 32;

/// Makes and checks return addresses.
#[derive(Clone, Debug)]
pub struct ReturnReferences {
    base: Url,
    key: hmac::Key,
}

impl ReturnReferences {
    /// References under the public address of the portal, signed with the key of links.
    #[must_use]
    pub fn new(public_url: Url, key: &[u8; 32]) -> Self {
        Self { base: public_url, key: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    /// The reference of a checkout: unguessable, the same every time.
    #[must_use]
    pub fn reference(&self, checkout: CheckoutId) -> String {
        let tag = hmac::sign(&self.key, signed_text(checkout).as_bytes());
        format!("{}{}", checkout.as_uuid().simple(), BASE64_URL_SAFE_NO_PAD.encode(tag))
    }

    /// The checkout a reference stands for; none when it is not one of ours.
    #[must_use]
    pub fn checkout(&self, reference: &str) -> Option<CheckoutId> {
        let (id, tag) = reference.split_at_checked(ID_LENGTH)?;
        let checkout = CheckoutId::new(Uuid::try_parse(id).ok()?);
        let tag = BASE64_URL_SAFE_NO_PAD.decode(tag).ok()?;
        hmac::verify(&self.key, signed_text(checkout).as_bytes(), &tag).ok()?;
        (checkout.as_uuid().simple().to_string() == id).then_some(checkout)
    }

    /// The address by which the browser comes back with this outcome.
    #[must_use]
    pub fn address(&self, checkout: CheckoutId, outcome: ReturnOutcome) -> Url {
        let mut address = self.base.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().extend(["return", &self.reference(checkout), word(outcome)]);
        }
        address
    }

    /// The public address of the portal.
    #[must_use]
    pub const fn portal(&self) -> &Url {
        &self.base
    }
}

/// The last part of a return address.
#[must_use]
pub const fn word(outcome: ReturnOutcome) -> &'static str {
    match outcome {
        ReturnOutcome::Ok => "ok",
        ReturnOutcome::Cancelled => "cancel",
        ReturnOutcome::Error => "error",
        ReturnOutcome::Waiting => "waiting",
    }
}

/// The outcome that a last part means.
#[must_use]
pub fn outcome(word: &str) -> Option<ReturnOutcome> {
    match word {
        "ok" => Some(ReturnOutcome::Ok),
        "cancel" => Some(ReturnOutcome::Cancelled),
        "error" => Some(ReturnOutcome::Error),
        "waiting" => Some(ReturnOutcome::Waiting),
        _ => None,
    }
}

fn signed_text(checkout: CheckoutId) -> String {
    format!("{PURPOSE}|{checkout}")
}
