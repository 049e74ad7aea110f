//! What we say to a payment being started: decided here, without I/O, from the position as it is at this moment.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::debt_position::{DebtPosition, Installment};
use domain::ente::EnteSettings;

use super::request::GetPaymentRequest;
use super::transfer::QuotedTransfer;
use crate::station::fault::Fault;
use crate::station::operation::Version;
use crate::station::verify::{due_date, office, payable};

/// Due date of a debt that has none: the schema demands one. The platform does not enforce it.
pub const NO_DUE_DATE: NaiveDate = NaiveDate::from_ymd_opt(2099, 12, 31).expect("the last day of 2099 is a day");

/// What is owed and where it goes; the debtor is added when it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote<'a> {
    /// Which version answers.
    pub version: Version,
    /// The notice.
    pub installment: &'a Installment,
    /// What is to be paid, in cents.
    pub amount: Cents,
    /// Until when payment is in time, or [`NO_DUE_DATE`].
    pub due_date: NaiveDate,
    /// The creditor's name.
    pub company_name: &'a str,
    /// Office in charge.
    pub office: Option<&'a str>,
    /// Where it goes; adds up to the amount.
    pub transfers: Vec<QuotedTransfer<'a>>,
}

/// Quotes a notice for the state its position is in; none means that nobody knows it.
///
/// # Errors
/// Why it cannot be paid now, or not on the circuit asked for.
pub fn quote<'a>(
    request: &GetPaymentRequest,
    ente: &'a EnteSettings,
    position: Option<&'a DebtPosition>,
    now: DateTime<Utc>,
) -> Result<Quote<'a>, Fault> {
    let (terms, installment) = payable(&request.qr_code, position, now)?;
    let transfers = installment.transfers.iter().map(|transfer| QuotedTransfer::of(transfer, request, ente));
    Ok(Quote {
        version: request.version,
        installment,
        amount: installment.amount,
        due_date: due_date(installment).unwrap_or(NO_DUE_DATE),
        company_name: ente.name.as_str(),
        office: office(terms, ente),
        transfers: transfers.collect::<Result<_, _>>()?,
    })
}
