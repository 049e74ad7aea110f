//! One reporting flow in one revision.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::pagopa::amount::Cents;
use crate::pagopa::settings::Psp;
use crate::pagopa::settlement::ReportCode;

/// What one provider reports to one creditor institution for one payment day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Flow {
    /// The identifier, such as `2026-10-21ABI99999-0000000001`.
    pub fdr: String,
    /// The revision, from 1; a higher one replaces the lower ones.
    pub revision: u32,
    /// The provider.
    pub psp: Psp,
    /// The creditor institution's tax code.
    pub creditor: String,
    /// The creditor institution's name.
    pub creditor_name: String,
    /// The day of the credit transfer.
    pub regulation_date: NaiveDate,
    /// The transfer's own reference (TRN).
    pub regulation: String,
    /// When it was compiled.
    pub flow_date: DateTime<Utc>,
    /// When it was published.
    pub published: DateTime<Utc>,
    /// The payments.
    pub rows: Vec<FlowRow>,
}

/// One payment in a flow: one share of one notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowRow {
    /// The IUV.
    pub iuv: String,
    /// The receipt's id.
    pub iur: String,
    /// The share, 1 to 5.
    pub id_transfer: u8,
    /// The amount.
    pub amount: Cents,
    /// The outcome.
    pub code: ReportCode,
    /// The day of payment.
    pub pay_date: NaiveDate,
    /// The account it was credited to.
    pub iban: String,
}

impl Flow {
    /// The sum of its rows.
    #[must_use]
    pub fn sum(&self) -> Cents {
        self.rows.iter().map(|row| row.amount).sum()
    }
}
