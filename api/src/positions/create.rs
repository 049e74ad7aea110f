//! Making one position.

use domain::debt_position::{DebtPositionCommand, Terms};
use domain::ente::EnteSettings;
use domain::identifier::NoticeNumber;
use domain::ids::PositionId;
use domain::metadata::{Assurance, Metadata};
use domain::personal::{PersonalClass, SealedPerson};
use domain::service::{Answer, ServiceCode, ServiceRequest};

use super::draft::{NewPosition, NewTerms};
use super::error::PositionError;
use super::{ANSWERS, By, DEBTOR, sealed_stream};
use crate::product::Product;
use crate::vault::Envelope;

/// How often numbers are asked for again when some of those handed out turn out to be in use.
const ATTEMPTS: usize = 5;

/// A position that exists now.
#[derive(Clone, Debug)]
pub struct Created {
    /// Its stream.
    pub position: PositionId,
    /// Its terms, numbers included.
    pub terms: Terms,
    /// Whether this call made it; otherwise it was there already, just so.
    pub new: bool,
}

/// Makes a position: hands out the numbers it lacks, claims all of them, seals the debtor, then writes. Making the same position again
/// is already done.
///
/// # Errors
/// The field that is wrong; a position of the same name that differs is refused.
pub async fn create(product: &Product, ente: &EnteSettings, new: NewPosition, by: &By) -> Result<Created, PositionError> {
    let metadata = product.metadata(&ente.code, by.actor.clone(), Assurance::Internal, by.correlation_id, by.causation.clone());
    write(product, ente, new, None, metadata).await
}

/// The form a citizen filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledForm {
    /// Of which service.
    pub service: ServiceCode,
    /// The edition of its definition.
    pub edition: u32,
    /// What was typed, in the clear; sealed before anything is written.
    pub answers: Vec<Answer>,
}

/// Makes a position from a form a citizen filled in; as [`create`] otherwise.
///
/// # Errors
/// As [`create`].
pub async fn create_from_form(
    product: &Product,
    ente: &EnteSettings,
    new: NewPosition,
    form: FilledForm,
    metadata: Metadata,
) -> Result<Created, PositionError> {
    write(product, ente, new, Some(form), metadata).await
}

async fn write(
    product: &Product,
    ente: &EnteSettings,
    new: NewPosition,
    form: Option<FilledForm>,
    metadata: Metadata,
) -> Result<Created, PositionError> {
    let position = PositionId::of(&ente.code, &new.iupd);
    let known = product.commands.positions.load(&position.to_string()).await?;
    let stated = match known.aggregate.terms() {
        Some(known) => new.terms.with_numbers_of(known),
        None => new.terms,
    };
    let terms = with_claimed_numbers(product, ente, position, &stated).await?;
    let stream = sealed_stream(position);
    let at = Envelope { ente: &ente.code, stream: &stream, field: DEBTOR };
    let debtor = Box::new(product.vault.seal_person(at, &new.debtor).await?);
    let request = match form {
        Some(form) => Some(Box::new(seal_form(product, Envelope { field: ANSWERS, ..at }, form, &debtor).await?)),
        None => None,
    };
    let command = DebtPositionCommand::Create {
        iupd: new.iupd,
        debtor,
        terms: Box::new(terms.clone()),
        origin: new.origin,
        request,
        publish: new.publish,
    };
    let executed = product.commands.positions.execute(&position.to_string(), command, metadata.to_map()).await?;
    Ok(Created { position, terms, new: executed.written > 0 })
}

/// What was typed says as much about the debtor as their name: it is kept as long, under the same key.
async fn seal_form(
    product: &Product,
    at: Envelope<'_>,
    form: FilledForm,
    debtor: &SealedPerson,
) -> Result<ServiceRequest, PositionError> {
    let answers = product.vault.seal_value(at, debtor.subject, PersonalClass::Fiscal, &form.answers).await?;
    Ok(ServiceRequest { service: form.service, edition: form.edition, answers })
}

/// The terms with all their numbers, claimed for the position.
pub(super) async fn with_claimed_numbers(
    product: &Product,
    ente: &EnteSettings,
    position: PositionId,
    stated: &NewTerms,
) -> Result<Terms, PositionError> {
    let given: Vec<&NoticeNumber> = stated.installments().filter_map(|installment| installment.nav.as_ref()).collect();
    for _ in 0..ATTEMPTS {
        let numbers = new_numbers(product, ente, stated.numbers_missing()).await?;
        let terms = stated.complete(ente, &mut numbers.into_iter())?;
        let claims: Vec<_> = terms.installments().map(|installment| (&installment.nav, position)).collect();
        let taken = product.notices.claim(&ente.code, &claims).await?;
        if let Some(number) = taken.iter().find(|taken| given.iter().any(|given| given.as_str() == taken.as_str())) {
            return Err(PositionError::NumberTaken(number.clone()));
        }
        if taken.is_empty() {
            return Ok(terms);
        }
    }
    Err(PositionError::NumbersShort)
}

/// Numbers the Ente has never used.
pub(crate) async fn new_numbers(
    product: &Product,
    ente: &EnteSettings,
    count: usize,
) -> Result<Vec<NoticeNumber>, PositionError> {
    let count = u32::try_from(count).map_err(|_| PositionError::NumbersShort)?;
    match ente.issuing_code() {
        _ if count == 0 => Ok(Vec::new()),
        Some(code) => Ok(product.notices.allocate(&ente.code, code, count).await?),
        None => Err(PositionError::NumbersShort),
    }
}
