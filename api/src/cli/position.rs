//! `quietanza position`: the office, until it has a screen of its own.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use domain::ente::EnteSettings;
use domain::identifier::EnteCode;
use domain::ids::PositionId;
use domain::metadata::Actor;
use domain::text::Text35;
use replay::command::{CommandError, Executed};

use super::arguments::{PositionCommand, Which};
use super::error::CliError;
use crate::import::read_position;
use crate::positions::office::{self, OfficePayment};
use crate::positions::{By, Named, PositionError, find};
use crate::product::Product;

pub(super) async fn run(command: PositionCommand, product: Product) -> Result<ExitCode, CliError> {
    let product = &product;
    let executed = match command {
        PositionCommand::Withdraw { which, reason } => {
            let (ente, position, by) = meant(product, which).await?;
            office::withdraw(product, &ente, position, reason, &by).await
        }
        PositionCommand::Restore { which, reason } => {
            let (ente, position, by) = meant(product, which).await?;
            office::restore(product, &ente, position, reason, &by).await
        }
        PositionCommand::Publish { which } => {
            let (ente, position, by) = meant(product, which).await?;
            office::publish(product, &ente, position, None, &by).await
        }
        PositionCommand::Amend { file, ente, operator } => amend(product, &file, &ente, operator).await?,
        PositionCommand::Paid { ente, nav, amount, number, operator, reason } => {
            let by = by(product, &operator);
            let paid = OfficePayment { nav, amount, number, note: reason };
            office::record_payment_elsewhere(product, &*known(product, &ente)?, paid, &by).await
        }
    };
    match executed? {
        Executed { written: 0, .. } => println!("It was so already; nothing was appended."),
        Executed { version, .. } => println!("Done (version {version})."),
    }
    Ok(ExitCode::SUCCESS)
}

async fn amend(
    product: &Product,
    file: &Path,
    ente: &EnteCode,
    operator: Text35,
) -> Result<Result<Executed, PositionError>, CliError> {
    let ente = known(product, ente)?;
    let json = std::fs::read(file).map_err(|error| CliError::Wrong(format!("{}: cannot be read: {error}", file.display())))?;
    let new = read_position(&ente, &json, true).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{}: {}", problem.field, problem.message)).collect();
        CliError::Refused(lines.join("\n"))
    })?;
    let position = PositionId::of(&ente.code, &new.iupd);
    Ok(office::amend(product, &ente, position, (new.debtor, new.terms), None, &by(product, &operator)).await)
}

async fn meant(product: &Product, which: Which) -> Result<(Arc<EnteSettings>, PositionId, By), CliError> {
    let ente = known(product, &which.ente)?;
    let named = match (which.iupd, which.nav) {
        (Some(iupd), _) => Named::Iupd(iupd),
        (None, Some(nav)) => Named::Notice(nav),
        (None, None) => return Err(CliError::Wrong("--iupd or --nav is required".to_owned())),
    };
    let position = find(product, &ente.code, &named).await?;
    Ok((ente, position, by(product, &which.operator)))
}

fn known(product: &Product, ente: &EnteCode) -> Result<Arc<EnteSettings>, CliError> {
    product.enti.get(ente).ok_or_else(|| CliError::Wrong(format!("--ente: {ente} is not configured")))
}

fn by(product: &Product, operator: &Text35) -> By {
    By { actor: Actor::Operator(operator.to_string()), correlation_id: product.new_correlation(), causation: None }
}

impl From<PositionError> for CliError {
    fn from(error: PositionError) -> Self {
        match error {
            PositionError::Notices(_) | PositionError::Vault(_) => Self::failed(error),
            PositionError::Command(CommandError::Refused(refusal)) => Self::Refused(refusal.to_string()),
            PositionError::Command(_) => Self::failed(error),
            refused => Self::Refused(refused.to_string()),
        }
    }
}
