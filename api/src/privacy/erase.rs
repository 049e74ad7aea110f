//! Erasing: the event first, then the key and whatever leads to it.

use domain::identifier::EnteCode;
use domain::ids::SubjectId;
use domain::personal::PersonalClass;
use domain::privacy_request::Outcome;
use domain::subject::{ErasureReason, SubjectCommand};
use domain::text::Text140;

use super::judge::judge;
use super::mandates;
use super::register::{self, Registered, Wanted};
use super::{PrivacyError, kept};
use crate::accounts::Acting;
use crate::graphql::fault::Fault;
use crate::product::Product;

const OWN_CART: &str = "DELETE FROM own_cart WHERE ente = $1 AND subject = $2";

/// Destroys a key of a person, when law lets us. Doing it twice is doing it once.
///
/// # Errors
/// [`PrivacyError::Kept`] with the reason; or something failed.
pub async fn erase(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    (subject, class): (SubjectId, PersonalClass),
    reason: ErasureReason,
) -> Result<(), PrivacyError> {
    judge(product, ente, subject, class).await?;
    destroy(product, acting, ente, (subject, class), reason).await
}

/// The event, the key, the rows.
async fn destroy(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    (subject, class): (SubjectId, PersonalClass),
    reason: ErasureReason,
) -> Result<(), PrivacyError> {
    let command = SubjectCommand::Erase { class, reason, now: product.clock.now() };
    product.commands.subjects.execute(&subject.to_string(), command, acting.metadata(product, ente)).await?;
    fail::fail_point!("privacy::event_written");
    product.vault.forget(subject, class).await?;
    sqlx::query(OWN_CART).bind(ente.as_str()).bind(subject.as_uuid()).execute(&product.pool).await?;
    remind(product, ente, subject).await?;
    metrics::counter!("privacy_erasures_total", "class" => class.as_str()).increment(1);
    tracing::info!(privacy.subject = %subject, privacy.class = class.as_str(), actor = %acting.actor, "a key was destroyed");
    Ok(())
}

/// Keys that left the house under a mandate are not ours to destroy: whoever reads this has to demand it.
async fn remind(product: &Product, ente: &EnteCode, subject: SubjectId) -> Result<(), PrivacyError> {
    for held in mandates::to_destroy(product, ente, &[subject]).await? {
        metrics::counter!("mandates_to_destroy_total").increment(1);
        tracing::warn!(mandate.id = %held.id, "a mandate still holds a key that was erased: its holder has to destroy it");
    }
    Ok(())
}

/// An account was closed and its grace is over: its profile key goes, and requests for erasure that waited for that are answered.
///
/// # Errors
/// When something failed.
pub async fn account_closed(product: &Product, acting: &Acting, ente: &EnteCode, account: SubjectId) -> Result<(), PrivacyError> {
    destroy(product, acting, ente, (account, PersonalClass::Profile), ErasureReason::AccountClosed).await?;
    for request in register::list(product, ente, Wanted::Open).await? {
        if request.is_erasure_of(account) {
            match finish(product, acting, ente, &request, Some(account)).await {
                // The office sees the request still open, and is told why when it tries.
                Err(PrivacyError::Kept(_)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// The holder of an account thought better of it within the grace: requests for its erasure are taken back with it.
///
/// # Errors
/// When something failed.
pub async fn taken_back(product: &Product, acting: &Acting, ente: &EnteCode, account: SubjectId) -> Result<(), PrivacyError> {
    for request in register::list(product, ente, Wanted::Open).await? {
        if request.is_erasure_of(account) {
            let note =
                Text140::cut("Ritirata dalla persona: la revoca del consenso è stata annullata.").map_err(Fault::unforeseen)?;
            register::close(product, acting, ente, request.id, (Outcome::Withdrawn, note)).await?;
        }
    }
    Ok(())
}

/// Erases the profiles of a request's people (but of an account that is closed already) and answers it: what law makes us keep is told.
///
/// # Errors
/// [`PrivacyError::Kept`] with the reason; or something failed.
pub async fn finish(
    product: &Product,
    acting: &Acting,
    ente: &EnteCode,
    request: &Registered,
    closed: Option<SubjectId>,
) -> Result<(), PrivacyError> {
    let mut until = None;
    for subject in request.opening.subjects.iter().copied().filter(|subject| Some(*subject) != closed) {
        let whom = (subject, PersonalClass::Profile);
        erase(product, acting, ente, whom, ErasureReason::Requested(request.id)).await?;
        until = until.max(kept(product, ente, subject).await?.until);
    }
    let (outcome, note) = match until {
        None => (Outcome::Fulfilled, "Profilo cancellato.".to_owned()),
        Some(day) => {
            let day = day.format("%d/%m/%Y");
            (Outcome::PartlyFulfilled, format!("Profilo cancellato. I dati dei pagamenti restano per legge fino al {day}."))
        }
    };
    let note = note + &copies_outside(product, ente, request).await?;
    let note = Text140::cut(&note).map_err(Fault::unforeseen)?;
    register::close(product, acting, ente, request.id, (outcome, note)).await.map(drop)
}

/// What the answer to a request says of mandates that still hold a key of what was erased (GDPR art. 19); nothing when there is none.
///
/// # Errors
/// When the register of mandates cannot be read.
pub async fn copies_outside(product: &Product, ente: &EnteCode, request: &Registered) -> Result<String, PrivacyError> {
    Ok(match mandates::to_destroy(product, ente, &request.opening.subjects).await?.len() {
        0 => String::new(),
        held => format!(" Copie presso terzi con mandato, da distruggere: {held}."),
    })
}
