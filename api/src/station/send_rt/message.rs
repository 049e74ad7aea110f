//! The receipt as the message has it (`ctReceipt`, `ctReceiptV2`): every element of the schema, values of its types.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Cents;
use domain::identifier::{EnteCode, NoticeNumber};
use serde::Serialize;

use super::transfer::MessageTransfer;
use crate::station::operation::Version;
use crate::station::schema::{Metadata, Sequence, Subject, Violation, date, date_time, value};

/// A receipt, element by element. The serialised form is what its digest is made of, in this order.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptMessage {
    /// Payment token, any text by the schema.
    pub receipt_id: String,
    /// Notice paid.
    pub notice_number: NoticeNumber,
    /// Primary creditor of the notice.
    pub fiscal_code: EnteCode,
    /// Whether the outcome is OK.
    pub outcome_ok: bool,
    /// IUV.
    pub creditor_reference_id: String,
    /// Amount in cents.
    pub payment_amount: Cents,
    /// What was paid.
    pub description: String,
    /// Name of the creditor.
    pub company_name: String,
    /// Office of the creditor.
    pub office_name: Option<String>,
    /// Who owed.
    pub debtor: Subject,
    /// Shares, 1 to 5.
    pub transfers: Vec<MessageTransfer>,
    /// The PSP.
    pub id_psp: String,
    /// Tax code of the PSP.
    pub psp_fiscal_code: Option<String>,
    /// VAT number of the PSP.
    pub psp_partita_iva: Option<String>,
    /// Name of the PSP.
    pub psp_company_name: String,
    /// Channel of the PSP.
    pub id_channel: String,
    /// What the channel is.
    pub channel_description: String,
    /// Who paid.
    pub payer: Option<Subject>,
    /// Method, as the PSP names it.
    pub payment_method: Option<String>,
    /// Cart reference; version 2.
    pub payment_note: Option<String>,
    /// Fee paid by the payer, in cents.
    pub fee: Option<Cents>,
    /// Fee borne by the creditor, in cents; version 2.
    pub primary_ci_incurred_fee: Option<Cents>,
    /// Fee bundle of the PSP; version 2.
    pub id_bundle: Option<String>,
    /// Fee bundle of the creditor; version 2.
    pub id_ci_bundle: Option<String>,
    /// Legally relevant moment.
    pub payment_date_time: Option<DateTime<Utc>>,
    /// Value date on the payer's side.
    pub application_date: Option<NaiveDate>,
    /// Day the PSP transfers the money.
    pub transfer_date: Option<NaiveDate>,
    /// What was attached to the payment.
    pub metadata: Option<Metadata>,
    /// Served by the archive while the station was down.
    pub stand_in: Option<bool>,
}

/// Names the receipt and nobody: debug output ends in logs.
impl fmt::Debug for ReceiptMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReceiptMessage({} for {})", self.receipt_id, self.notice_number)
    }
}

impl ReceiptMessage {
    /// Reads the children of the element `receipt`.
    ///
    /// # Errors
    /// The first difference from the schema.
    pub(super) fn read(mut receipt: Sequence<'_, '_>, version: Version) -> Result<Self, Violation> {
        let r = &mut receipt;
        let read = Self {
            receipt_id: r.required("receiptId", value::string)?,
            notice_number: r.required("noticeNumber", value::notice_number)?,
            fiscal_code: r.required("fiscalCode", value::ente_code)?,
            outcome_ok: r.required("outcome", value::outcome)?,
            creditor_reference_id: r.required("creditorReferenceId", value::text::<35>)?,
            payment_amount: r.required("paymentAmount", value::amount)?,
            description: r.required("description", value::text::<140>)?,
            company_name: r.required("companyName", value::text::<140>)?,
            office_name: r.optional("officeName", value::text::<140>)?,
            debtor: Subject::read(r.enter("debtor")?)?,
            transfers: MessageTransfer::read_list(r.enter("transferList")?, version)?,
            id_psp: r.required("idPSP", value::text::<35>)?,
            psp_fiscal_code: r.optional("pspFiscalCode", value::text::<70>)?,
            psp_partita_iva: r.optional("pspPartitaIVA", value::text::<20>)?,
            psp_company_name: r.required("PSPCompanyName", value::text::<70>)?,
            id_channel: r.required("idChannel", value::text::<35>)?,
            channel_description: r.required("channelDescription", value::text::<35>)?,
            payer: r.enter_optional("payer")?.map(Subject::read).transpose()?,
            payment_method: r.optional("paymentMethod", value::text::<35>)?,
            payment_note: in_v2(version, || r.optional("paymentNote", value::text::<210>))?,
            fee: r.optional("fee", value::amount)?,
            primary_ci_incurred_fee: in_v2(version, || r.optional("primaryCiIncurredFee", value::amount))?,
            id_bundle: in_v2(version, || r.optional("idBundle", value::text::<70>))?,
            id_ci_bundle: in_v2(version, || r.optional("idCiBundle", value::text::<70>))?,
            payment_date_time: r.optional("paymentDateTime", date_time)?,
            application_date: r.optional("applicationDate", date)?,
            transfer_date: r.optional("transferDate", date)?,
            metadata: Metadata::read_optional(r)?,
            stand_in: stand_in(r)?,
        };
        receipt.end()?;
        Ok(read)
    }

    /// Sum of the transfers in cents; none when it cannot be counted.
    #[must_use]
    pub fn sum_of_transfers(&self) -> Option<Cents> {
        Cents::checked_sum(self.transfers.iter().map(|transfer| transfer.amount))
    }
}

/// Elements that only version 2 has.
fn in_v2<T>(version: Version, read: impl FnOnce() -> Result<Option<T>, Violation>) -> Result<Option<T>, Violation> {
    if version == Version::V2 { read() } else { Ok(None) }
}

/// `standIn` in the schema, `standin` in the text of SANP 3.12: a receipt is not refused for a capital letter.
fn stand_in(receipt: &mut Sequence<'_, '_>) -> Result<Option<bool>, Violation> {
    match receipt.optional("standIn", value::boolean)? {
        Some(stand_in) => Ok(Some(stand_in)),
        None => receipt.optional("standin", value::boolean),
    }
}
