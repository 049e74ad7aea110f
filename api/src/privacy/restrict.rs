//! Restriction (GDPR art. 18): what is kept of a person is shown to nobody and used for nothing but what law asks for.

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

/// Whether what is known of a person may not be used.
///
/// # Errors
/// When their stream cannot be read.
pub async fn is_restricted(pool: &PgPool, subject: SubjectId) -> Result<bool, Fault> {
    let stream = streams::read::<Subject>(pool, &subject.to_string()).await?;
    Ok(stream.is_some_and(|stream| stream.state.is_restricted()))
}
