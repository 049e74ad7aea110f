//! A receipt: the Node's word that a notice has been paid. It is made once and never changes, however often it is sent.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::amount::Cents;
use super::calendar;
use super::notice::{NoticeId, NoticePayment};
use super::payment_data::{Subject, Transfer};
use super::settings::Psp;
use super::settlement::Settlement;

/// What `receipt` of `paSendRT` and `paSendRTV2` carries; the fields are described there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// `receiptId`: the payment token.
    pub id: String,
    /// `noticeNumber`.
    pub notice: String,
    /// `fiscalCode`: the primary creditor institution.
    pub creditor: String,
    /// `creditorReferenceId`: the IUV.
    pub iuv: String,
    /// `paymentAmount`.
    pub amount: Cents,
    /// `description`.
    pub description: String,
    /// `companyName`.
    pub company_name: String,
    /// `officeName`.
    pub office_name: Option<String>,
    /// `debtor`.
    pub debtor: Subject,
    /// `transferList`.
    pub transfers: Vec<Transfer>,
    /// The provider that was paid through.
    pub psp: Psp,
    /// `channelDescription`.
    pub channel: String,
    /// `payer`.
    pub payer: Option<Subject>,
    /// `paymentMethod`.
    pub method: String,
    /// `paymentNote`: the `idCart` of a Checkout cart.
    pub payment_note: Option<String>,
    /// `fee`: what the citizen paid to the provider on top.
    pub fee: Cents,
    /// `paymentDateTime`.
    pub paid_at: DateTime<Utc>,
    /// `transferDate`.
    pub transfer_date: NaiveDate,
    /// `metadata`, key and value.
    pub metadata: Vec<(String, String)>,
    /// `standIn`: paid while the creditor institution could not be asked.
    pub stand_in: bool,
}

impl Receipt {
    /// The receipt of a payment that was concluded at `paid_at`.
    pub(crate) fn of(
        notice: &NoticeId,
        payment: &NoticePayment,
        creditor_name: &str,
        psp: &Psp,
        settlement: &Settlement,
        paid_at: DateTime<Utc>,
    ) -> Self {
        let data = &payment.data;
        Self {
            id: payment.token.clone(),
            notice: notice.notice.clone(),
            creditor: notice.creditor.clone(),
            iuv: data.iuv.clone(),
            amount: data.amount,
            description: data.description.clone(),
            company_name: data.company_name.clone().unwrap_or_else(|| creditor_name.to_owned()),
            office_name: data.office_name.clone(),
            debtor: data.debtor.clone(),
            transfers: data.transfers.clone(),
            psp: psp.clone(),
            channel: if payment.cart.is_some() { "Checkout".to_owned() } else { "sportello".to_owned() },
            payer: settlement.payer.clone(),
            method: settlement.method.clone(),
            payment_note: payment.payment_note.clone(),
            fee: settlement.fee,
            paid_at,
            transfer_date: calendar::next_banking_day(calendar::payment_day(paid_at)),
            metadata: data.metadata.clone(),
            stand_in: payment.stand_in,
        }
    }

    /// Every creditor institution with a share, the primary one included, each once.
    pub(crate) fn creditors(&self) -> Vec<&str> {
        let mut creditors = vec![self.creditor.as_str()];
        for transfer in &self.transfers {
            if !creditors.contains(&transfer.creditor.as_str()) {
                creditors.push(&transfer.creditor);
            }
        }
        creditors
    }
}
