//! What the treasurer's journal shows of each flow: one credit for each account, with the flow's name in its causale,
//! which banks do not always leave clean.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::flow::Flow;
use crate::pagopa::amount::Cents;
use crate::pagopa::world::World;

/// The shapes in which a cumulative transfer's causale is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Causale {
    /// `/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/<flow>`: as specified.
    Current,
    /// The same without `TXT/0/`.
    Older,
    /// With blanks where the slashes were.
    Blanks,
    /// Wrapped in the bank's own tags.
    Wrapped,
}

impl Causale {
    /// The text for a flow.
    #[must_use]
    pub fn of(self, flow: &Flow) -> String {
        let fdr = &flow.fdr;
        match self {
            Self::Current => format!("/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/{fdr}"),
            Self::Older => format!("/PUR/LGPE-RIVERSAMENTO/URI/{fdr}"),
            Self::Blanks => format!("PUR LGPE-RIVERSAMENTO TXT 0 URI {fdr}"),
            Self::Wrapped => format!(
                "/ZZ2{}/ZZ3{}/PUR/LGPE-RIVERSAMENTO/URI/{fdr}/ZZ4/4184/ZZ4/ID{}",
                flow.psp.name.to_uppercase(),
                flow.creditor_name,
                flow.regulation
            ),
        }
    }
}

/// A credit in the treasurer's journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TreasuryLine {
    /// The day of the credit.
    pub date: NaiveDate,
    /// The creditor institution.
    pub creditor: String,
    /// The account.
    pub iban: String,
    /// The amount.
    pub amount: Cents,
    /// Who sent it.
    pub ordered_by: String,
    /// The transfer's own reference.
    pub reference: String,
    /// What the journal shows of its purpose.
    pub causale: String,
}

impl World {
    /// The credits of all published flows of a creditor institution.
    pub(crate) fn treasury(&self, creditor: &str, causale: Causale) -> Vec<TreasuryLine> {
        self.flows().iter().filter(|flow| flow.creditor == creditor).flat_map(|flow| lines(flow, causale)).collect()
    }
}

fn lines(flow: &Flow, causale: Causale) -> Vec<TreasuryLine> {
    let mut accounts: BTreeMap<&str, Cents> = BTreeMap::new();
    for row in &flow.rows {
        accounts.entry(&row.iban).or_default().0 += row.amount.0;
    }
    let line = |(iban, amount): (&str, Cents)| TreasuryLine {
        date: flow.regulation_date,
        creditor: flow.creditor.clone(),
        iban: iban.to_owned(),
        amount,
        ordered_by: format!("{} Servizio pagoPA", flow.psp.name),
        reference: flow.regulation.clone(),
        causale: causale.of(flow),
    };
    accounts.into_iter().map(line).collect()
}
