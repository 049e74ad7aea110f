//! What an auditor, a court and a data-protection officer can see for themselves: a receipt proves itself without us, damage is named, a view is
//! built anew while everybody reads it, a person is forgotten and no fact is.

mod copy;
mod desk;
mod forget;
mod mandate;
mod rebuild;
mod receipt;

use anyhow::Context;
use domain::identifier::NoticeNumber;

use super::report::{Report, same};
use crate::pagopa::CounterPayment;
use crate::sandbox::{Sandbox, sample};
use crate::wait::until_shown;
use desk::Desk;

/// Which of the sample citizens pays, and is forgotten later.
const CITIZEN: usize = 1;

/// A notice that was paid.
#[derive(Debug)]
struct Paid {
    nav: NoticeNumber,
    /// Its receipt's id.
    receipt: String,
}

/// Makes the journey.
///
/// # Errors
/// The first step that differed from what it should be.
pub(super) async fn travel(sandbox: &mut Sandbox, report: &mut Report) -> anyhow::Result<()> {
    let desk = Desk::of(sandbox)?;
    let paid = pay(sandbox, report).await?;
    // The last word of a product that stops is a signed head.
    sandbox.stop_product().await?;
    let proof = receipt::proves_itself(&desk, &paid, report).await?;
    copy::is_tampered_with_and_found_out(sandbox, &desk, &paid, report).await?;
    sandbox.start_product().await?;
    rebuild::disturbs_nobody(sandbox, &desk, report).await?;
    mandate::opens_one_person(sandbox, &desk, &paid, report).await?;
    forget::leaves_every_fact(sandbox, &desk, &paid, report).await?;
    sandbox.stop_product().await?;
    receipt::still_holds(&desk, &proof, report).await
}

async fn pay(sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<Paid> {
    let nav = sample::notice_of(CITIZEN, 3, 0);
    let code = format!("PAGOPA|002|{nav}|{}|4290", sample::ENTE);
    let paid = sandbox.pagopa.pay_at_counter(CounterPayment::cash(&code)).await.context("the counter")?;
    same("receipts of the counter", &1, &paid.receipts.len())?;
    let pool = replay::pool::lazy(sandbox.database(), 1);
    until_shown(&pool).await;
    report.done("A notice is paid at a counter", format!("{}: 42,90 euro, receipt {}", nav.grouped(), paid.token));
    Ok(Paid { nav, receipt: paid.token })
}
