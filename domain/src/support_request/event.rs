//! What can have happened to a request for help.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::case_code::CaseCode;
use super::rating::Rating;
use super::reference::SupportReference;
use crate::account::MailLanguage;
use crate::identifier::{EmailAddress, NoticeNumber};
use crate::ids::{CartId, CheckoutId, PositionId};
use crate::personal::Sealed;
use crate::staff::StaffName;
use crate::text::{Text35, Text70, Text140};

/// What a request is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A notice.
    Notice {
        /// Its number.
        nav: NoticeNumber,
        /// Its position, when it is one of ours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<PositionId>,
    },
    /// A cart.
    Cart(CartId),
    /// An attempt to pay.
    Checkout(CheckoutId),
}

/// Where a citizen is reached; sealed in events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// Who writes.
    pub name: Text70,
    /// Where the answer goes.
    pub email: EmailAddress,
    /// Where they can be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text35>,
}

/// What a citizen asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// By what they name it.
    pub reference: SupportReference,
    /// Which kind of request it is.
    pub case_type: CaseCode,
    /// In which language they are answered.
    pub language: MailLanguage,
    /// A sealed [`Prose`](super::Prose).
    pub text: Sealed,
    /// Sealed [`Contacts`].
    pub contacts: Sealed,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// They had seen the log up to here: events with a smaller index.
    pub seen: u64,
    /// When they asked.
    pub at: DateTime<Utc>,
}

/// Events of the aggregate [`SupportRequest`](super::SupportRequest).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SupportRequestEvent {
    /// A citizen asked for help.
    SupportRequestOpened {
        /// What they asked.
        opening: Box<Opening>,
    },
    /// Somebody takes care of it.
    SupportRequestAssigned {
        /// Who.
        to: StaffName,
    },
    /// An answer was begun.
    SupportAnswerDrafted {
        /// A sealed [`Prose`](super::Prose).
        text: Sealed,
    },
    /// Something was noted for colleagues.
    SupportNoteAdded {
        /// A sealed [`Prose`](super::Prose).
        text: Sealed,
        /// Who.
        by: StaffName,
        /// When.
        at: DateTime<Utc>,
    },
    /// It was answered; one mail brings the answer.
    SupportRequestAnswered {
        /// A sealed [`Prose`](super::Prose).
        text: Sealed,
        /// Who answered.
        by: StaffName,
        /// `Message-ID` of the mail, fixed: a repeated delivery is recognisable.
        message_id: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nothing more will be done.
    SupportRequestClosed {
        /// Why.
        reason: Text140,
    },
    /// It was not over.
    SupportRequestReopened {
        /// What the citizen added: a sealed [`Prose`](super::Prose). None when the office opened it again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Sealed>,
        /// When.
        at: DateTime<Utc>,
    },
    /// The citizen said how content they are.
    SupportRequestRated {
        /// How content.
        rating: Rating,
    },
    /// The mail server accepted the mail of an answer.
    SupportMailAccepted {
        /// Which one.
        message_id: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// The mail of an answer was given up.
    SupportMailAbandoned {
        /// Which one.
        message_id: String,
        /// Why.
        reason: Text140,
    },
}
