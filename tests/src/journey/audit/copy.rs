//! Somebody with every right changes one amount in a copy of the database.

use anyhow::ensure;
use sqlx::{ConnectOptions, Connection};

use super::Paid;
use super::desk::Desk;
use crate::journey::report::{Report, same};
use crate::sandbox::Sandbox;

/// Past the triggers, as only the owner can.
const UNGUARDED: &str = "ALTER TABLE events DISABLE TRIGGER USER";
const TAMPER: &str = "
UPDATE events SET payload = replace(payload::text, '4290', '4291')::json
 WHERE aggregate_type = 'Receipt' AND event_type = 'ReceiptReceived' AND split_part(aggregate_id, ':', 2) = $1";

pub(super) async fn is_tampered_with_and_found_out(
    sandbox: &Sandbox,
    desk: &Desk,
    paid: &Paid,
    report: &mut Report,
) -> anyhow::Result<()> {
    let copy = sandbox.copy_database("tampered").await?;
    let mut owner = copy.owner.connect().await?;
    sqlx::query(UNGUARDED).execute(&mut owner).await?;
    let changed = sqlx::query(TAMPER).bind(&paid.receipt).execute(&mut owner).await?.rows_affected();
    owner.close().await?;
    same("events changed", &1, &changed)?;
    let proof: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(desk.path("receipt.json"))?)?;
    let verified = desk.ask_about(&copy.reader, &["verify", "--json"]).await;
    same("what the tool ends with", &1, &verified.code)?;
    same("the event it names", &proof["event"]["index"], &verified.json()?["event"])?;
    let proved = desk.ask_about(&copy.reader, &["prove", &paid.receipt]).await;
    ensure!(proved.code == 1, "a changed receipt was proved: {}", proved.out);
    report.done("One cent is added to the receipt in a copy of the database: it is found and named", verified.complaint);
    desk.ask(&["verify"]).await.holds()?;
    Ok(())
}
