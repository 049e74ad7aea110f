//! The product is killed while money is on its way.

use anyhow::Context;
use chrono::TimeDelta;

use super::citizen::Citizen;
use super::letters::Letters;
use crate::journey::portal::Portal;
use crate::journey::report::Report;
use crate::pagopa::Script;
use crate::sandbox::Sandbox;

/// Killed with -9 after pagoPA took the money and before any receipt could be delivered; started again; pagoPA delivers an hour later.
pub(super) async fn payment_survives_a_power_cut(
    sandbox: &mut Sandbox,
    portal: &Portal,
    report: &mut Report,
    letters: &mut Letters,
) -> anyhow::Result<()> {
    let giuseppe = Citizen::new(portal, 2);
    let notices = [giuseppe.notice(0, 0), giuseppe.notice(2, 0)];
    let started = giuseppe.starts_paying(&notices, "journey-crash").await?;
    sandbox.pagopa.activate_cart(&started.redirect_url).await.context("the payment page")?;
    sandbox.kill_product().await?;
    sandbox.pagopa.pay_cart(&started.redirect_url, Script::paid()).await.context("the payment page")?;
    report.done(
        "The product is killed (-9) while two notices are being paid",
        "pagoPA took the money; no receipt could be delivered",
    );

    sandbox.start_product().await?;
    sandbox.pagopa.advance(TimeDelta::hours(1)).await;
    giuseppe.sees_it_paid(&started).await?;
    report.done("Started again; pagoPA repeats the receipts an hour later", "both notices are paid");
    for nav in &notices {
        letters.expect(giuseppe.email(), nav);
    }
    letters.arrive(sandbox, report).await
}
