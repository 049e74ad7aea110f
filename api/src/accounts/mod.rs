//! Accounts of citizens: what citizens do with their own, and what the office does with one.
//!
//! An account is three things that end together: its stream (what an auditor replays, sealed), its rows (what has to be unique,
//! deletable or frequent), and its profile key (without which the sealed parts say nothing).
//!
//! What strangers may learn: nothing. Registration, resending and recovery answer the same whether or not there is such an account; the
//! truth goes to the address of the account.

mod activation;
mod claims;
mod consent;
mod email;
mod erase;
mod factor;
mod inactive;
mod letter;
mod login;
mod office;
mod outside;
mod password;
mod personal_data;
mod profile;
mod registration;
mod requests;

use std::collections::HashMap;

use domain::account::{AccountCommand, MailLanguage};
use domain::identifier::EnteCode;
use domain::ids::{AccountId, CorrelationId};
use domain::metadata::{Actor, Assurance};
use replay::command::Executed;

pub use activation::activate;
pub use consent::{agree, revoke, undo};
pub use email::{change as change_email, confirm as confirm_email};
pub use erase::{erase, erase_on_request};
pub use factor::{Enrolment, confirm as confirm_factor, enrol as enrol_factor, remove as remove_factor};
pub use inactive::{Inactive, close_inactive};
pub use letter::link_page;
pub(crate) use letter::{good_until, sealed_stream};
pub use login::{Attempted, Credentials, LogIn, log_in, log_in_with_code, prove};
pub use office::{OfficeError, verify, withdraw};
pub use outside::{ProvedIdentity, enter};
pub use password::{Chosen, change as change_password, reset as reset_password};
pub use personal_data::{ask_for_data, confirm_data};
pub use profile::{OpenAccount, Profile, update as update_profile};
pub use registration::{Application, register};
pub use requests::{RequestKind, ask, follow, work_off};

use crate::identity::IdentityError;
use crate::messages::Language;
use crate::product::Product;

/// Who acts on an account, in which language they are written to, and in which piece of work.
#[derive(Clone, Debug)]
pub struct Acting {
    /// Who.
    pub actor: Actor,
    /// How sure we are of them.
    pub assurance: Assurance,
    /// The piece of work.
    pub correlation: CorrelationId,
    /// In which language mails are written.
    pub language: Language,
}

impl Acting {
    pub(crate) fn metadata(&self, product: &Product, ente: &EnteCode) -> HashMap<String, String> {
        product.metadata(ente, self.actor.clone(), self.assurance, self.correlation, None).to_map()
    }

    async fn command(
        &self,
        product: &Product,
        ente: &EnteCode,
        account: AccountId,
        command: AccountCommand,
    ) -> Result<Executed, IdentityError> {
        let metadata = self.metadata(product, ente);
        Ok(product.commands.accounts.execute(&account.to_string(), command, metadata).await?)
    }
}

/// A link that is worth nothing: never issued, used, expired, or replaced by a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorthlessLink;

/// The language of events for a language of messages.
#[must_use]
pub const fn mail_language(language: Language) -> MailLanguage {
    match language {
        Language::Italian => MailLanguage::It,
        Language::English => MailLanguage::En,
        Language::German => MailLanguage::De,
        Language::French => MailLanguage::Fr,
        Language::Slovene => MailLanguage::Sl,
    }
}

/// The language of messages for a language of events.
#[must_use]
pub const fn message_language(language: MailLanguage) -> Language {
    match language {
        MailLanguage::It => Language::Italian,
        MailLanguage::En => Language::English,
        MailLanguage::De => Language::German,
        MailLanguage::Fr => Language::French,
        MailLanguage::Sl => Language::Slovene,
    }
}
