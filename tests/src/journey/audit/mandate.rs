//! An auditor with a mandate for one person reads that person's payment in the clear, everybody else's sealed, and the access log says so.

use age::secrecy::ExposeSecret;
use anyhow::{Context, ensure};
use sqlx::{ConnectOptions, Connection};

use super::desk::Desk;
use super::{CITIZEN, Paid};
use crate::canaries::Canaries;
use crate::journey::report::{Report, same};
use crate::sandbox::{Sandbox, sample};

/// Somebody the mandate is not about.
const OTHER: usize = CITIZEN + 1;
const OFFICE: &str = "Corte dei conti, sezione Lazio";
const LOOKS: &str = "
SELECT a.question, g.payload #>> '{MandateGranted,grant,grantee}', count(DISTINCT a.person)
  FROM access_log a JOIN events g ON g.aggregate_type = 'Mandate' AND g.aggregate_id = a.mandate::text AND g.sequence = 1
 GROUP BY 1, 2";

pub(super) async fn opens_one_person(sandbox: &Sandbox, desk: &Desk, paid: &Paid, report: &mut Report) -> anyhow::Result<()> {
    let person = sample::CITIZENS[CITIZEN];
    // As age-keygen does: the public key goes to the Ente, the identity stays with the auditor.
    let identity = age::x25519::Identity::generate();
    let (recipient, file, secret) = (identity.to_public().to_string(), desk.path("mandate.age"), desk.path("identity.txt"));
    std::fs::write(&secret, identity.to_string().expose_secret())?;
    let (file, secret) = (file.to_str().context("a path")?, secret.to_str().context("a path")?);
    let order = ["privacy", "mandate", "grant", "--ente", sample::ENTE, "--for", OFFICE, "--reason", "Decreto 118/2026"];
    let whose = ["--tax-code", person.tax_code, "--recipient", &recipient, "--output", file, "--operator", "anna"];
    let said = sandbox.command.run(&[&order[..], &whose].concat()).await?;
    report.done("An auditor is granted a mandate for one person, by an event", said);

    let holder = ["--mandate", file, "--identity", secret];
    let told = desk.ask(&[&["timeline", paid.nav.as_str()][..], &holder].concat()).await.holds()?.out;
    ensure!(told.contains(person.tax_code), "the person's payment stayed sealed: {told}");
    let other = sample::notice_of(OTHER, 3, 0);
    let sealed = desk.ask(&[&["timeline", other.as_str()][..], &holder].concat()).await.holds()?.out;
    let canaries = Canaries::new([sample::CITIZENS[OTHER].tax_code, sample::CITIZENS[OTHER].name]);
    ensure!(sealed.contains("(sealed)") && canaries.shown_in(&sealed).is_none(), "somebody else was shown: {sealed}");
    let verdict = told.lines().next().unwrap_or_default();
    report.done("The auditor reads that person in the clear, and nobody else", verdict);

    let mut connection = sandbox.database().connect().await?;
    let looks: Vec<(String, String, i64)> = sqlx::query_as(LOOKS).fetch_all(&mut connection).await?;
    connection.close().await?;
    same("looks in the access log", &vec![("replay timeline".to_owned(), OFFICE.to_owned(), 1)], &looks)?;
    report.done("The access log says who looked, before they saw it", format!("{OFFICE}: replay timeline, one person"));
    Ok(())
}
