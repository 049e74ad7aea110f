//! `paVerifyPaymentNotice`: what a notice costs now. A pure question; the position stays as it is.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::Cents;
use domain::debt_position::{DebtPosition, Destination, Installment, NotPayable, Terms};
use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::text::Text140;

use super::fault::Fault;
use super::operation::Operation;
use super::schema::{Addressing, QrCode, Sequence, Violation};
use super::xml::Xml;

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyRequest {
    /// To whom.
    pub addressing: Addressing,
    /// About which notice.
    pub qr_code: QrCode,
}

impl VerifyRequest {
    /// Reads the children of the request.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub fn read(mut request: Sequence<'_, '_>) -> Result<Self, Violation> {
        let read = Self { addressing: Addressing::read(&mut request)?, qr_code: QrCode::read(&mut request)? };
        request.end()?;
        Ok(read)
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyAnswer<'a> {
    /// What is to be paid now, in cents.
    pub amount: Cents,
    /// Until when payment is in time; informative.
    pub due_date: Option<NaiveDate>,
    /// What it is for.
    pub description: &'a Text140,
    /// Whether every share goes to a postal account.
    pub all_postal: bool,
    /// The creditor.
    pub creditor: &'a EnteCode,
    /// Its name.
    pub company_name: &'a str,
    /// Office in charge.
    pub office: Option<&'a str>,
}

/// Answers for the state a position is in; none means that nobody knows the notice.
///
/// # Errors
/// Why it cannot be paid now.
pub fn verify<'a>(
    request: &VerifyRequest,
    ente: &'a EnteSettings,
    position: Option<&'a DebtPosition>,
    now: DateTime<Utc>,
) -> Result<VerifyAnswer<'a>, Fault> {
    let (terms, installment) = payable(&request.qr_code, position, now)?;
    Ok(VerifyAnswer {
        amount: installment.amount,
        due_date: due_date(installment),
        description: &installment.description,
        all_postal: installment.transfers.iter().all(|transfer| goes_to_postal_account(&transfer.destination)),
        creditor: &ente.code,
        company_name: ente.name.as_str(),
        office: office(terms, ente),
    })
}

/// The notice asked for, if it may be paid now, and the terms it belongs to.
pub(super) fn payable<'a>(
    qr_code: &QrCode,
    position: Option<&'a DebtPosition>,
    now: DateTime<Utc>,
) -> Result<(&'a Terms, &'a Installment), Fault> {
    let position = position.ok_or(NotPayable::Unknown)?;
    let installment = position.payable(&qr_code.notice_number, now)?;
    Ok((position.terms().ok_or(NotPayable::Unknown)?, installment))
}

/// Office in charge of the debt, else the one the Ente names for all of them.
pub(super) fn office<'a>(terms: &'a Terms, ente: &'a EnteSettings) -> Option<&'a str> {
    let own = terms.office.as_ref().map(AsRef::as_ref);
    own.or_else(|| ente.office.as_ref().map(AsRef::as_ref))
}

/// Until when payment is in time; a day the message cannot write counts as none.
pub(super) fn due_date(installment: &Installment) -> Option<NaiveDate> {
    installment.due_date.filter(|day| (1..=9999).contains(&day.year()))
}

fn goes_to_postal_account(destination: &Destination) -> bool {
    matches!(destination, Destination::Account { iban, .. } if iban.is_postal())
}

impl VerifyAnswer<'_> {
    /// The answer on the wire.
    #[must_use]
    pub fn to_response(&self) -> String {
        Xml::response(Operation::VerifyPaymentNotice, |xml| {
            xml.leaf("outcome", "OK");
            xml.group("paymentList", |xml| {
                xml.group("paymentOptionDescription", |xml| {
                    xml.leaf("amount", &self.amount.to_euro_decimal());
                    xml.leaf("options", "EQ");
                    xml.optional("dueDate", self.due_date.map(|day| day.to_string()));
                    xml.leaf("detailDescription", self.description.as_str());
                    xml.leaf("allCCP", if self.all_postal { "true" } else { "false" });
                });
            });
            xml.leaf("paymentDescription", self.description.as_str());
            xml.leaf("fiscalCodePA", self.creditor.as_str());
            xml.leaf("companyName", self.company_name);
            xml.optional("officeName", self.office);
        })
    }
}
