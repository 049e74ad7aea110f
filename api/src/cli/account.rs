//! `quietanza account`: what the office states about the account of a citizen.

use std::process::ExitCode;

use domain::metadata::{Actor, Assurance};
use replay::command::Executed;

use super::arguments::{AccountCommand, WhichAccount};
use super::error::CliError;
use crate::accounts::{self, Acting, OfficeError};
use crate::messages::Language;
use crate::product::Product;

pub(super) async fn run(command: AccountCommand, product: Product) -> Result<ExitCode, CliError> {
    let executed = match command {
        AccountCommand::Verify { which, tax_code } => {
            let acting = acting(&product, &which)?;
            accounts::verify(&product, &acting, (&which.ente, &which.user_name), &tax_code, which.reason).await?
        }
        AccountCommand::Withdraw { which } => {
            let acting = acting(&product, &which)?;
            accounts::withdraw(&product, &acting, (&which.ente, &which.user_name), which.reason).await?
        }
    };
    match executed {
        Executed { written: 0, .. } => println!("It was so already; nothing was appended."),
        Executed { version, .. } => println!("Done (version {version})."),
    }
    Ok(ExitCode::SUCCESS)
}

fn acting(product: &Product, which: &WhichAccount) -> Result<Acting, CliError> {
    if product.enti.get(&which.ente).is_none() {
        return Err(CliError::Wrong(format!("--ente: {} is not configured", which.ente)));
    }
    Ok(Acting {
        actor: Actor::Operator(which.operator.to_string()),
        assurance: Assurance::Internal,
        correlation: product.new_correlation(),
        language: Language::default(),
    })
}

impl From<OfficeError> for CliError {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Failed(error) => Self::failed(error),
            refused => Self::Refused(refused.to_string()),
        }
    }
}
