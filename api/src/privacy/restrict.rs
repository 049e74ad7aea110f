//! Restriction (GDPR art. 18): what is kept of a person is shown to nobody and used for nothing but what law, or the person, asks for.

use domain::account::MailKind;
use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::subject::{Subject, SubjectCommand};
use domain::text::Text140;
use replay::command::Executed;
use sqlx::PgPool;

use super::PrivacyError;
use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::graphql::streams;
use crate::product::Product;

/// Keeps what is known of a person out of use.
///
/// # Errors
/// When they are erased, or something failed.
pub async fn restrict(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    subject: SubjectId,
    reason: Text140,
) -> Result<Executed, PrivacyError> {
    let command = SubjectCommand::Restrict { reason, now: product.clock.now() };
    Ok(product.commands.subjects.execute(&subject.to_string(), command, acting.metadata(product, ente)).await?)
}

/// Ends that.
///
/// # Errors
/// When there is no restriction, or something failed.
pub async fn lift(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    subject: SubjectId,
    reason: Text140,
) -> Result<Executed, PrivacyError> {
    let command = SubjectCommand::LiftRestriction { reason, now: product.clock.now() };
    Ok(product.commands.subjects.execute(&subject.to_string(), command, acting.metadata(product, ente)).await?)
}

/// What somebody's data is wanted for. Whatever the person or the law asks for goes on: paying, the papers of a payment, their own area, the
/// copy of their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A member of the staff reads it, or looks for somebody by it.
    Staff,
    /// A receipt is mailed to whoever owed or paid; it can be fetched all the same.
    ReceiptMail,
    /// The help desk answers what the person asked.
    SupportMail,
    /// A mail of the person's account.
    AccountMail(MailKind),
}

impl Use {
    /// Whether a restriction stops it.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        match self {
            Self::Staff | Self::ReceiptMail => true,
            // What they asked for, and what keeps their account theirs.
            Self::SupportMail
            | Self::AccountMail(
                MailKind::Activation
                | MailKind::UserNameTaken
                | MailKind::TaxCodeClaimed
                | MailKind::TaxCodeLost
                | MailKind::TaxCodeProved
                | MailKind::UserNameRecovery
                | MailKind::PasswordRecovery
                | MailKind::PasswordSet
                | MailKind::EmailConfirmation
                | MailKind::EmailChanged
                | MailKind::ConsentRevoked
                | MailKind::PersonalData
                | MailKind::InactivityNotice
                | MailKind::ClosedForInactivity,
            ) => false,
        }
    }
}

/// Leave to use what is known of a person. There is no other way to one than to ask.
#[derive(Debug)]
pub struct Leave(());

/// Leave to use what an Ente knows of a person, unless a restriction stops this use.
///
/// # Errors
/// When their stream cannot be read.
pub async fn may_use(pool: &PgPool, ente: &EnteCode, subject: SubjectId, wanted: Use) -> Result<Option<Leave>, Fault> {
    let stopped = wanted.is_stopped() && is_restricted(pool, ente, subject).await?;
    Ok((!stopped).then_some(Leave(())))
}

async fn is_restricted(pool: &PgPool, ente: &EnteCode, subject: SubjectId) -> Result<bool, Fault> {
    let stream = streams::read::<Subject>(pool, &subject.to_string()).await?;
    Ok(stream.is_some_and(|stream| stream.ente == *ente && stream.state.is_restricted()))
}
