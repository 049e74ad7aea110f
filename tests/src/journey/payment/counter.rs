//! Paying at a counter, with the printed notice in hand.

use anyhow::Context;
use serde_json::json;

use super::citizen::Citizen;
use super::letters::Letters;
use crate::journey::portal::Portal;
use crate::journey::report::{Report, same, until};
use crate::pagopa::CounterPayment;
use crate::sandbox::{Sandbox, sample};

/// A counter scans the QR code of a notice and takes the money; the debtor gets the receipt.
pub(super) async fn pays_by_scanned_code(
    sandbox: &Sandbox,
    portal: &Portal,
    report: &mut Report,
    letters: &mut Letters,
) -> anyhow::Result<()> {
    let lucia = Citizen::new(portal, 1);
    let nav = lucia.notice(3, 0);
    let scanned = format!("PAGOPA|002|{nav}|{}|4290", sample::ENTE);
    let paid = sandbox.pagopa.pay_at_counter(CounterPayment::cash(&scanned)).await.context("the counter")?;
    until("the portal shows the notice as paid", async || {
        let found = lucia.looks_up(&nav, sample::CITIZENS[1].tax_code).await?;
        Ok((found["notice"]["payability"]["payable"] == json!(false)).then_some(()))
    })
    .await?;
    same("receipts of the counter", &1, &paid.receipts.len())?;
    report.done("A counter scans a notice and takes cash; the portal shows it paid", nav.grouped());
    letters.expect(lucia.email(), &nav);
    letters.arrive(sandbox, report).await
}
