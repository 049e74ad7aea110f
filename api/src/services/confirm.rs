//! From a draft to a position: once, however often and from however many places it is asked, and also when the process ends in between.
//!
//! The first confirmation notes its key and the number of the notice; everything after that is the same for whoever repeats it.

use chrono::{DateTime, Days, Utc};
use domain::debt_position::{DebtPositionRefusal, Origin};
use domain::ente::EnteSettings;
use domain::identifier::{EmailAddress, Iupd, NoticeNumber};
use domain::ids::PositionId;
use domain::metadata::Metadata;
use domain::personal::PlainPerson;
use domain::service::{ServiceDefinition, Tongue};
use domain::text::{Text140, TextError};
use replay::command::CommandError;

use super::draft::{Claim, Confirming, Draft, DraftContent, DraftStore};
use super::error::ConfirmError;
use crate::positions::{
    FilledForm, NewInstallment, NewOption, NewPosition, NewTerms, NewTransfer, PositionError, create_from_form, rules,
};
use crate::product::Product;
use crate::vault::Token;

/// What confirms a draft.
#[derive(Clone, Debug)]
pub struct Confirmed<'a> {
    /// What its holder has.
    pub token: &'a Token,
    /// The draft.
    pub draft: Draft,
    /// By what the confirmation is recognised.
    pub by: Confirming,
    /// Where the receipt goes, when it is asked with the confirmation.
    pub email: Option<EmailAddress>,
    /// When.
    pub now: DateTime<Utc>,
}

/// Makes the position of a draft, or answers the one that was made. `definition` is the service's, in force now.
///
/// # Errors
/// When the draft was confirmed otherwise, or the position cannot be made.
pub async fn confirm(
    product: &Product,
    (ente, definition): (&EnteSettings, &ServiceDefinition),
    confirmed: Confirmed<'_>,
    metadata: Metadata,
) -> Result<PositionId, ConfirmError> {
    let Confirmed { token, draft, by, email, now } = confirmed;
    let iupd = iupd(token)?;
    let drafts = DraftStore(&product.pool);
    let Claim { nav, .. } = match draft.claim {
        Some(claim) => claim,
        None => {
            let nav = new_number(product, ente, definition).await?;
            drafts.claim(token, &Claim { by, nav }, now).await?;
            drafts.read(token, now).await?.claim.ok_or(ConfirmError::Absent)?
        }
    }
    .recognised_by(by)?;
    if let Some(content) = draft.content {
        let form = FilledForm { service: definition.code.clone(), edition: content.edition, answers: content.answers.clone() };
        let new = position(ente, definition, content, (iupd.clone(), nav), email)?;
        match create_from_form(product, ente, new, form, metadata).await {
            // Made a moment ago by whoever repeats this, under settings that have changed since: its name is known to nobody else.
            Ok(_) | Err(PositionError::Command(CommandError::Refused(DebtPositionRefusal::ExistsDifferently))) => {}
            Err(error) => return Err(error.into()),
        }
        drafts.forget_content(token).await?;
    }
    Ok(PositionId::of(&ente.code, &iupd))
}

impl Claim {
    fn recognised_by(self, by: Confirming) -> Result<Self, ConfirmError> {
        if self.by.key != by.key {
            return Err(ConfirmError::ConfirmedBefore);
        }
        if self.by.request != by.request {
            return Err(ConfirmError::ConfirmedDifferently);
        }
        Ok(self)
    }
}

/// One draft makes one position: its name follows from the draft's, and tells nothing about it.
fn iupd(token: &Token) -> Result<Iupd, ConfirmError> {
    let name = format!("SPONTANEO-{}", hex::encode(&token.hash("position")[..16]));
    Iupd::parse(&name).map_err(|error| sqlx::Error::Decode(error.into()).into())
}

async fn new_number(
    product: &Product,
    ente: &EnteSettings,
    definition: &ServiceDefinition,
) -> Result<NoticeNumber, ConfirmError> {
    let code = definition.collection.segregation_code.as_ref().or_else(|| ente.issuing_code());
    let code = code.filter(|code| ente.serves(code)).ok_or_else(|| ConfirmError::Unnumbered(code.cloned()))?;
    let mut numbers = product.notices.allocate(&ente.code, code, 1).await?;
    numbers.pop().ok_or(ConfirmError::Unnumbered(Some(code.clone())))
}

fn position(
    ente: &EnteSettings,
    definition: &ServiceDefinition,
    content: DraftContent,
    (iupd, nav): (Iupd, NoticeNumber),
    email: Option<EmailAddress>,
) -> Result<NewPosition, PositionError> {
    let collection = &definition.collection;
    let unnamed = PositionError::Text { field: "name".to_owned(), reason: TextError::Empty };
    let name = definition.name.in_tongue(Tongue::It).ok_or(unnamed)?;
    let name = Text140::parse(name.as_str()).map_err(|reason| PositionError::Text { field: "name".to_owned(), reason })?;
    let lapses_after = content.drafted_on.checked_add_days(Days::new(u64::from(definition.policies.days_to_pay)));
    let destination = rules::account(ente, &ente.code, collection.iban.as_ref(), None)
        .map_err(|rule| PositionError::Rule { field: "collection.iban".to_owned(), rule })?;
    let share = NewTransfer {
        destination: Some(destination),
        category: collection.category.clone(),
        ..NewTransfer::whole(content.amount)
    };
    let installment = NewInstallment {
        nav: Some(nav),
        amount: content.amount,
        description: Some(content.description),
        due_date: lapses_after,
        notice_due_date: None,
        transfers: vec![share],
    };
    let PlainPerson { person, email: typed } = content.debtor;
    Ok(NewPosition {
        iupd,
        debtor: PlainPerson { person, email: email.or(typed) },
        terms: NewTerms {
            description: name,
            office: collection.office.clone(),
            validity_date: None,
            switch_to_expired: true,
            pay_stand_in: ente.policies.register_in_archive,
            document: None,
            options: vec![NewOption { installments: vec![installment] }],
        },
        origin: Origin::Spontaneous,
        publish: true,
    })
}
