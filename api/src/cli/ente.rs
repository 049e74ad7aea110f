//! `quietanza ente`.

use std::path::Path;
use std::process::ExitCode;

use domain::ente::{EnteCommand as Decide, EnteSettings};
use domain::identifier::EnteCode;
use domain::metadata::{Actor, Assurance};
use replay::command::CommandError;

use super::arguments::EnteCommand;
use super::error::CliError;
use crate::product::Product;

pub(super) async fn run(command: EnteCommand, product: Product) -> Result<ExitCode, CliError> {
    match command {
        EnteCommand::Apply { file } => apply(&product, read(&file)?).await,
        EnteCommand::Show { code } => show(&product, code.as_ref()),
    }
}

async fn apply(product: &Product, settings: EnteSettings) -> Result<ExitCode, CliError> {
    let code = settings.code.clone();
    if !code.check_digit_valid() {
        eprintln!("note: the check digit of {code} is wrong; only test bodies of pagoPA have such codes");
    }
    let actor = Actor::Operator("administrator".to_owned());
    let metadata = product.metadata(&code, actor, Assurance::Internal, product.new_correlation(), None).to_map();
    let command = Decide::Apply(Box::new(settings));
    match product.commands.enti.execute(code.as_str(), command, metadata).await {
        Ok(executed) if executed.written == 0 => println!("Ente {code}: nothing has changed, nothing was appended."),
        Ok(executed) => println!("Ente {code}: configured (statement {}).", executed.version),
        Err(CommandError::Refused(refusal)) => return Err(CliError::Refused(refusal.to_string())),
        Err(error) => return Err(CliError::failed(error)),
    }
    Ok(ExitCode::SUCCESS)
}

fn show(product: &Product, code: Option<&EnteCode>) -> Result<ExitCode, CliError> {
    let shown: Vec<_> = product.enti.all().into_iter().filter(|ente| code.is_none_or(|code| ente.code == *code)).collect();
    if let (Some(code), true) = (code, shown.is_empty()) {
        return Err(CliError::Refused(format!("ente: {code} is not configured")));
    }
    for ente in shown {
        println!("{}", toml::to_string_pretty(ente.as_ref()).map_err(CliError::failed)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a statement of settings; what is wrong is named by its place.
fn read(file: &Path) -> Result<EnteSettings, CliError> {
    let wrong = |reason: String| CliError::Wrong(format!("{}: {reason}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let read = if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let mut json = serde_json::Deserializer::from_str(&text);
        serde_path_to_error::deserialize(&mut json).map_err(|error| (error.path().to_string(), error.inner().to_string()))
    } else {
        let table: toml::Value = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        serde_path_to_error::deserialize(table).map_err(|error| (error.path().to_string(), error.inner().message().to_owned()))
    };
    read.map_err(|(place, reason)| wrong(if place == "." { reason } else { format!("{place}: {reason}") }))
}
