//! `quietanza staff`: the only way an account of the staff comes to be.

use std::process::ExitCode;

use domain::identifier::EnteCode;
use domain::metadata::Actor;
use domain::staff::{Role, Roles};
use replay::command::{CommandError, Executed};

use super::arguments::{StaffCommand, StaffMember};
use super::error::CliError;
use crate::positions::By;
use crate::product::Product;
use crate::staff::{self, StaffError};

pub(super) async fn run(command: StaffCommand, product: Product) -> Result<ExitCode, CliError> {
    let product = &product;
    let executed = match command {
        StaffCommand::List { ente } => return list(product, &known(product, ente)?).await,
        StaffCommand::Add { member, role } => {
            let (ente, by) = meant(product, &member)?;
            staff::add(product, &ente, member.name, roles(role), &by).await
        }
        StaffCommand::Roles { member, role } => {
            let (ente, by) = meant(product, &member)?;
            staff::set_roles(product, &ente, &member.name, roles(role), &by).await
        }
        StaffCommand::Disable { member, reason } => {
            let (ente, by) = meant(product, &member)?;
            staff::disable(product, &ente, &member.name, reason, &by).await
        }
        StaffCommand::Password { member } => {
            let (ente, by) = meant(product, &member)?;
            staff::set_password(product, &ente, &member.name, &typed()?, &by).await
        }
    };
    match executed? {
        Executed { written: 0, .. } => println!("It was so already; nothing was appended."),
        Executed { version, .. } => println!("Done (version {version})."),
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(product: &Product, ente: &EnteCode) -> Result<ExitCode, CliError> {
    for member in staff::list(product, ente).await? {
        let standing = match (member.active, member.has_password) {
            (false, _) => "disabled",
            (true, false) => "no password yet",
            (true, true) => "active",
        };
        println!("{}\t{}\t{standing}", member.name, member.roles);
    }
    Ok(ExitCode::SUCCESS)
}

fn meant(product: &Product, member: &StaffMember) -> Result<(EnteCode, By), CliError> {
    let ente = known(product, member.ente.clone())?;
    let actor = Actor::Operator(member.operator.to_string());
    Ok((ente, By { actor, correlation_id: product.new_correlation(), causation: None }))
}

fn known(product: &Product, ente: EnteCode) -> Result<EnteCode, CliError> {
    match product.enti.get(&ente) {
        Some(_) => Ok(ente),
        None => Err(CliError::Wrong(format!("--ente: {ente} is not configured"))),
    }
}

fn roles(typed: Vec<Role>) -> Roles {
    typed.into_iter().collect()
}

/// The password, from the standard input: what stands on a command line is seen by everybody on the machine.
fn typed() -> Result<String, CliError> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(CliError::failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

impl From<StaffError> for CliError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Command(CommandError::Refused(refusal)) => Self::Refused(refusal.to_string()),
            StaffError::Password(_) => Self::Refused(error.to_string()),
            other => Self::failed(other),
        }
    }
}
