//! What the archive is told of one notice.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::debt_position::{DebtPosition, Destination, Installment, NotPayable, Payability, Terms, Transfer};
use domain::identifier::{EnteCode, EntityType, Iban, Iuv, NoticeNumber, TaxCode};
use domain::personal::Person;
use domain::text::{Text70, Text140};
use domain::{Cents, rome};
use serde::Serialize;

/// The day told for debts without a due date: the archive demands one.
const NEVER: NaiveDate = NaiveDate::from_ymd_opt(2099, 12, 31).expect("a day of the calendar");

/// The body of one call.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveEntry {
    /// Creditor.
    pub pa_fiscal_code: EnteCode,
    /// Kind of debtor.
    pub entity_type: EntityType,
    /// Tax code of the debtor.
    pub entity_fiscal_code: TaxCode,
    /// Name of the debtor.
    pub entity_full_name: Text70,
    /// Payment reference.
    pub iuv: Iuv,
    /// Notice number.
    pub nav: NoticeNumber,
    /// Amount in cents; 0 closes the notice.
    pub amount: Cents,
    /// What it is for.
    pub description: Text140,
    /// End of the due date in Italy, as an instant.
    pub expiration_date: String,
    /// Account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iban: Option<Iban>,
    /// Postal account offered beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_iban: Option<Iban>,
    /// No longer payable after the due date.
    pub switch_to_expired: bool,
    /// May be paid while we are down.
    pub pay_stand_in: bool,
}

/// Says which notice, and nothing of the debtor.
impl std::fmt::Debug for ArchiveEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ArchiveEntry({}, {} cents)", self.nav, self.amount.as_i64())
    }
}

impl ArchiveEntry {
    /// What the archive must hold of a position at `now`, notice by notice: payable ones with their amount, all others closed, also
    /// those an amendment took away. Nothing for a draft.
    #[must_use]
    pub fn of_position(position: &DebtPosition, ente: &EnteCode, debtor: &Person, now: DateTime<Utc>) -> Vec<Self> {
        let Some(terms) = position.terms() else { return Vec::new() };
        if position.payability() == Payability::Draft {
            return Vec::new();
        }
        let about = About { ente, debtor, terms };
        let current = terms.installments().map(|installment| {
            let offered = matches!(position.payable(&installment.nav, now), Ok(_) | Err(NotPayable::NotYetValid));
            match only_account(installment, ente) {
                Some(account) if offered => about.open(installment, account),
                _ => about.closed(installment.nav.clone(), installment.due_date),
            }
        });
        let retired = position.retired_notices().iter().map(|nav| about.closed(nav.clone(), None));
        current.chain(retired).collect()
    }

    /// Whether it closes the notice.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.amount == Cents::ZERO
    }
}

/// What the entries of one position have in common.
struct About<'a> {
    ente: &'a EnteCode,
    debtor: &'a Person,
    terms: &'a Terms,
}

impl About<'_> {
    fn open(&self, installment: &Installment, (iban, postal_iban): (&Iban, Option<&Iban>)) -> ArchiveEntry {
        ArchiveEntry {
            amount: installment.amount,
            description: installment.description.clone(),
            iban: Some(iban.clone()),
            postal_iban: postal_iban.cloned(),
            ..self.closed(installment.nav.clone(), installment.due_date)
        }
    }

    fn closed(&self, nav: NoticeNumber, due_date: Option<NaiveDate>) -> ArchiveEntry {
        let expires = rome::end_of_day(due_date.unwrap_or(NEVER));
        ArchiveEntry {
            pa_fiscal_code: self.ente.clone(),
            entity_type: self.debtor.kind,
            entity_fiscal_code: self.debtor.tax_code.clone(),
            entity_full_name: self.debtor.full_name.clone(),
            iuv: nav.iuv(),
            nav,
            amount: Cents::ZERO,
            description: self.terms.description.clone(),
            expiration_date: expires.to_rfc3339_opts(SecondsFormat::Millis, true),
            iban: None,
            postal_iban: None,
            switch_to_expired: self.terms.switch_to_expired,
            pay_stand_in: self.terms.pay_stand_in,
        }
    }
}

/// The Italian account that receives the whole notice, when there is one and it is the creditor's own.
fn only_account<'a>(installment: &'a Installment, ente: &EnteCode) -> Option<(&'a Iban, Option<&'a Iban>)> {
    let [Transfer { creditor, destination: Destination::Account { iban, postal_iban }, .. }] = installment.transfers.as_slice()
    else {
        return None;
    };
    (creditor == ente && iban.as_str().starts_with("IT")).then_some((iban, postal_iban.as_ref()))
}
