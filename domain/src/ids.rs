//! Identifiers that mean something only inside Quietanza. None is derived from personal data.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::identifier::{EnteCode, Iupd};
use crate::staff::StaffName;
use crate::support_request::SupportReference;
use crate::text::Text35;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID made by the caller (from the injected clock and randomness, or by name).
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self(Uuid::nil())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id! {
    /// A debt position: the stream of one debt.
    PositionId
}
id! {
    /// A cart. Random, so that knowing it is the right to use an anonymous one.
    CartId
}
id! {
    /// One attempt to pay through pagoPA Checkout; travels as `idCart` and comes back as `paymentNote`.
    CheckoutId
}
id! {
    /// A person, known to the log by this random number only.
    SubjectId
}
id! {
    /// An account of a citizen.
    AccountId
}
id! {
    /// One command, as the caller made it; repeated by its retries.
    CommandId
}
id! {
    /// Everything that belongs to one piece of work of one person.
    CorrelationId
}
id! {
    /// One call of the Node that changed nothing and is kept for the auditor.
    NodeCallId
}

id! {
    /// A member of the staff of one Ente.
    StaffId
}
id! {
    /// A request for help.
    SupportRequestId
}
id! {
    /// A request under data-protection law.
    PrivacyRequestId
}
id! {
    /// A mandate: a right to read, handed to somebody outside.
    MandateId
}
id! {
    /// A piece of news.
    NewsId
}
id! {
    /// An entry of the calendar.
    CalendarEntryId
}

/// Namespace of the names below; an arbitrary constant that must never change.
const NAMESPACE: Uuid = Uuid::from_u128(0x5e1b_0c1e_74f1_4f0e_9d43_8a6d_0d1e_9a77);

impl PositionId {
    /// The stream of the position that the office calls `iupd`: the same name always gives the same stream, so a
    /// position loaded twice meets itself.
    #[must_use]
    pub fn of(ente: &EnteCode, iupd: &Iupd) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("position/{ente}/{iupd}").as_bytes()))
    }
}

impl NodeCallId {
    /// The call that brought this message: the same bytes are the same call, however often they come.
    #[must_use]
    pub fn of_message(message: &[u8]) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, message))
    }
}

impl CheckoutId {
    /// The checkout that one idempotency key starts on one cart.
    #[must_use]
    pub fn of(cart: CartId, idempotency_key: &str) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("checkout/{cart}/{idempotency_key}").as_bytes()))
    }
}

impl StaffId {
    /// The member of an Ente's staff with this name: a name is one account, whoever adds it.
    #[must_use]
    pub fn of(ente: &EnteCode, name: &StaffName) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("staff/{ente}/{name}").as_bytes()))
    }
}

impl SupportRequestId {
    /// The request of an Ente that a citizen names by this reference.
    #[must_use]
    pub fn of(ente: &EnteCode, reference: &SupportReference) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("support/{ente}/{reference}").as_bytes()))
    }
}

impl NewsId {
    /// The piece of news of an Ente that the office calls `key`: published twice it meets itself.
    #[must_use]
    pub fn of(ente: &EnteCode, key: &Text35) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("news/{ente}/{key}").as_bytes()))
    }
}

impl CalendarEntryId {
    /// The entry of an Ente that the office calls `key`: added twice it meets itself.
    #[must_use]
    pub fn of_key(ente: &EnteCode, key: &Text35) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("calendar-key/{ente}/{key}").as_bytes()))
    }

    /// The submission to an Ente that a citizen names by this reference.
    #[must_use]
    pub fn of(ente: &EnteCode, reference: &SupportReference) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("calendar/{ente}/{reference}").as_bytes()))
    }
}
