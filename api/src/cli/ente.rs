//! `quietanza ente`.

use std::process::ExitCode;

use domain::ente::{EnteCommand as Decide, EnteSettings};
use domain::identifier::EnteCode;
use domain::metadata::{Actor, Assurance};
use replay::command::CommandError;

use super::arguments::EnteCommand;
use super::error::CliError;
use super::statement::{self, EnteStatement, Shown};
use crate::positions::By;
use crate::product::Product;
use crate::services::{self, ServiceError, ServiceStatement};

pub(super) async fn run(command: EnteCommand, product: Product) -> Result<ExitCode, CliError> {
    match command {
        EnteCommand::Apply { file } => apply(&product, statement::read(&file)?).await,
        EnteCommand::Show { code } => show(&product, code.as_ref()),
    }
}

/// Everything is checked before anything is written: settings that would leave a service without its account are refused too.
async fn apply(product: &Product, EnteStatement { settings, services }: EnteStatement) -> Result<ExitCode, CliError> {
    settings.validate().map_err(|refusal| CliError::Refused(refusal.to_string()))?;
    check_services(product, &settings, services.as_deref())?;
    let code = settings.code.clone();
    if !code.check_digit_valid() {
        eprintln!("note: the check digit of {code} is wrong; only test bodies of pagoPA have such codes");
    }
    let actor = Actor::Operator("administrator".to_owned());
    let by = By { actor: actor.clone(), correlation_id: product.new_correlation(), causation: None };
    let metadata = product.metadata(&code, actor, Assurance::Internal, by.correlation_id, None).to_map();
    let command = Decide::Apply(Box::new(settings.clone()));
    match product.commands.enti.execute(code.as_str(), command, metadata).await {
        Ok(executed) if executed.written == 0 => println!("Ente {code}: nothing has changed, nothing was appended."),
        Ok(executed) => println!("Ente {code}: configured (statement {}).", executed.version),
        Err(CommandError::Refused(refusal)) => return Err(CliError::Refused(refusal.to_string())),
        Err(error) => return Err(CliError::failed(error)),
    }
    if let Some(services) = services {
        let applied = services::apply(product, &settings, services, &by).await?;
        println!("Services of {code}: {} stated, {} changed.", applied.stated, applied.changed);
    }
    Ok(ExitCode::SUCCESS)
}

/// The services stated, or those in force when none are, by the settings stated.
fn check_services(product: &Product, settings: &EnteSettings, stated: Option<&[ServiceStatement]>) -> Result<(), CliError> {
    match stated {
        Some(stated) => drop(services::check_all(settings, stated)?),
        None => {
            let known = product.enti.services(&settings.code);
            known.iter().filter_map(|service| service.offered()).try_for_each(|offered| services::check(settings, offered))?;
        }
    }
    Ok(())
}

fn show(product: &Product, code: Option<&EnteCode>) -> Result<ExitCode, CliError> {
    let shown: Vec<_> = product.enti.all().into_iter().filter(|ente| code.is_none_or(|code| ente.code == *code)).collect();
    if let (Some(code), true) = (code, shown.is_empty()) {
        return Err(CliError::Refused(format!("ente: {code} is not configured")));
    }
    for ente in shown {
        let services = product.enti.services(&ente.code);
        let stated = services.iter().filter_map(|service| {
            let definition = service.definition()?.clone();
            Some(ServiceStatement { definition, enabled: service.enabled() })
        });
        let shown = Shown { settings: &ente, services: stated.collect() };
        println!("{}", toml::to_string_pretty(&shown).map_err(CliError::failed)?);
    }
    Ok(ExitCode::SUCCESS)
}

impl From<ServiceError> for CliError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Command { source: CommandError::Refused(_), .. }
            | ServiceError::Twice(_)
            | ServiceError::Definition { .. }
            | ServiceError::Rule { .. } => Self::Refused(error.to_string()),
            ServiceError::Command { .. } => Self::failed(error),
        }
    }
}
