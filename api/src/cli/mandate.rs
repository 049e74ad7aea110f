//! `quietanza privacy mandate`: who outside may read whose data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::identifier::{EnteCode, TaxCode};
use domain::ids::{MandateId, SubjectId};
use domain::rome;
use domain::text::{Text35, Text140};
use replay::mandate::Recipient;

use super::error::CliError;
use super::privacy::acting;
use crate::privacy::Named;
use crate::privacy::mandates::{self, Mandated, Wish};
use crate::product::Product;

#[derive(Debug, Subcommand)]
pub(super) enum MandateCommand {
    /// Give an auditor, a court or an inspector the right to read personal data with `replay`, and the keys it takes.
    ///
    /// The file is encrypted to the public key its holder made with `age-keygen`, and signed by the log. What it opens out of the database is
    /// written down in the access log first. Keys that left the house do not come back: who is erased later can still be read in copies made
    /// before, until the holder destroys them; `list` says which mandates that is.
    #[command(
        after_help = "Example:\n  quietanza privacy mandate grant --ente 99999000104 --for \"Corte dei conti, sezione Lazio\" \\\n      --reason \"Decreto 118/2026\" --tax-code RSSMRA80A01H501U --recipient age1… --output mandate.age --operator anna\n\nAnd its holder:\n  replay timeline 302000000000000148 --mandate mandate.age --identity identity.txt"
    )]
    Grant(Box<Granting>),
    /// Show every mandate: what it opens, until when, and whether keys of it were erased since.
    List {
        /// Tax code of the Ente.
        #[arg(long, value_name = "CODE")]
        ente: EnteCode,
    },
    /// Close the database to a mandate before its last day.
    Withdraw {
        #[command(flatten)]
        which: Which,
    },
    /// Note that its holder destroyed the file and what was made with it.
    Destroyed {
        #[command(flatten)]
        which: Which,
    },
}

/// To whom, why, and what.
#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = true, args = ["tax_code", "person", "payment", "events"])]
pub(super) struct Granting {
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    ente: EnteCode,
    /// To whom: an office, never a person. Kept in the history.
    #[arg(long = "for", value_name = "OFFICE")]
    grantee: Text140,
    /// Why: the act and its number. Kept in the history.
    #[arg(long)]
    reason: Text140,
    /// Everything of the person with this codice fiscale or partita IVA; may be repeated.
    #[arg(long, value_name = "CODE")]
    tax_code: Vec<TaxCode>,
    /// Everything of the person this random number stands for; may be repeated.
    #[arg(long, value_name = "ID")]
    person: Vec<SubjectId>,
    /// Everything of the payment of this notice, IUV or receipt, whoever it tells of, as far as the signed log knows it now; may be repeated.
    #[arg(long, visible_aliases = ["notice", "receipt"], value_name = "NAV|IUV|RECEIPT")]
    payment: Vec<String>,
    /// Everything in this stretch of the log, such as 1000..1200, whoever it tells of; may be repeated.
    #[arg(long, visible_alias = "range", value_name = "FROM..TO", value_parser = stretch)]
    events: Vec<std::ops::Range<u64>>,
    /// The public key of its holder: age1….
    #[arg(long, value_name = "KEY")]
    recipient: Recipient,
    /// A file that does not exist yet.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// The last day, 30 days from now otherwise, a year at most.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<NaiveDate>,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    operator: Text35,
}

/// Which mandate, and who acts.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// Its number, as `list` shows it.
    id: MandateId,
    /// Tax code of the Ente.
    #[arg(long, value_name = "CODE")]
    ente: EnteCode,
    /// Why, or how it is known; kept in the history.
    #[arg(long)]
    reason: Text140,
    /// Account name of who acts; kept in the history.
    #[arg(long, value_name = "NAME")]
    operator: Text35,
}

pub(super) async fn run(command: MandateCommand, product: &Product) -> Result<ExitCode, CliError> {
    match command {
        MandateCommand::Grant(granting) => grant(product, *granting).await?,
        MandateCommand::List { ente } => {
            for mandated in mandates::list(product, &ente).await? {
                println!("{}", line(product, &mandated));
            }
        }
        MandateCommand::Withdraw { which: Which { id, ente, reason, operator } } => {
            mandates::withdraw(product, &acting(product, &ente, &operator)?, &ente, id, reason).await?;
            println!(
                "Mandate {id} opens nothing out of the database any more. What was copied before can be read until it is destroyed."
            );
        }
        MandateCommand::Destroyed { which: Which { id, ente, reason, operator } } => {
            mandates::confirm_destroyed(product, &acting(product, &ente, &operator)?, &ente, id, reason).await?;
            println!("Mandate {id} is destroyed.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn grant(product: &Product, granting: Granting) -> Result<(), CliError> {
    let Granting { ente, grantee, reason, tax_code, person, payment, events, recipient, output, until, operator } = granting;
    let acting = acting(product, &ente, &operator)?;
    if output.exists() {
        return Err(CliError::Wrong(format!("--output: {} exists already", output.display())));
    }
    let people = tax_code.into_iter().map(Named::TaxCode).chain(person.into_iter().map(Named::Subject)).collect();
    let wish = Wish { grantee, reason, recipient, people, payments: payment, stretches: events, until };
    let handed = mandates::grant(product, &acting, &ente, wish).await?;
    if let Err(error) = write_new(&output, &handed.file) {
        let (id, path) = (handed.id, output.display());
        return Err(CliError::Wrong(format!(
            "--output: {path} cannot be written ({error}); withdraw mandate {id} and grant another"
        )));
    }
    let people = handed.grant.keys.iter().map(|key| key.subject).collect::<std::collections::BTreeSet<_>>().len();
    println!("Mandate {} for {people} people until {} is in {}.", handed.id, handed.grant.until, output.display());
    println!("Only the holder of {} can read it.", handed.grant.recipient);
    Ok(())
}

/// Readable by its owner only, although it is encrypted.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn line(product: &Product, Mandated { id, mandate, erased }: &Mandated) -> String {
    let Some(grant) = mandate.grant() else { return id.to_string() };
    let state = match () {
        () if mandate.is_destroyed() => "destroyed",
        () if mandate.is_withdrawn() => "withdrawn",
        () if mandate.is_in_force(rome::day(product.clock.now())) => "in force",
        () => "over",
    };
    let alarm = match erased.len() {
        0 => String::new(),
        keys => format!("\t{keys} of its keys were erased since: its holder has to destroy what they have"),
    };
    format!("{id}\t{state}\tuntil {}\t{} keys\t{}\t{}{alarm}", grant.until, grant.keys.len(), grant.grantee, grant.reason)
}

fn stretch(text: &str) -> Result<std::ops::Range<u64>, String> {
    let wrong = || "two indexes with .. between them, the first smaller than the second".to_owned();
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<u64>().map_err(|_| wrong());
    let stretch = number(from)?..number(to)?;
    if stretch.is_empty() { Err(wrong()) } else { Ok(stretch) }
}
