//! A payment as a citizen without an account, a counter and an office make it, from the notice to the receipt.

mod citizen;
mod counter;
mod crash;
mod letters;

use super::portal::Portal;
use super::privacy::nobody_stands_in_the_clear;
use super::report::Report;
use crate::sandbox::Sandbox;
use citizen::Citizen;
use letters::Letters;

/// Makes the journey.
///
/// # Errors
/// The first step that differed from what it should be.
pub(super) async fn travel(sandbox: &mut Sandbox, report: &mut Report) -> anyhow::Result<()> {
    let portal = Portal::at(sandbox.ports.portal)?;
    let mut letters = Letters::default();
    let mario = Citizen::new(&portal, 0);
    mario.finds_and_prints(sandbox, report).await?;
    mario.pays_five_notices(sandbox, report, &mut letters).await?;
    mario.pays_an_instalment(sandbox, report, &mut letters).await?;
    mario.has_a_receipt_sent(sandbox, report, &mut letters).await?;
    counter::pays_by_scanned_code(sandbox, &portal, report, &mut letters).await?;
    crash::payment_survives_a_power_cut(sandbox, &portal, report, &mut letters).await?;
    letters.all_are_told_apart(sandbox, report)?;
    nobody_stands_in_the_clear(sandbox, report, &[citizen::ELSEWHERE]).await
}
