//! The command line: how an installation is set up, filled and run.

mod account;
mod arguments;
mod check;
mod ente;
mod error;
mod import;
mod keys;
mod mandate;
mod position;
mod privacy;
mod projections;
mod restored;
mod serve;
mod settings;
mod staff;
mod statement;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use error::CliError;

use crate::clock::Clock;
use crate::http::choose_cryptography;
use crate::product::Product;
use crate::settings::{LogFormat, Settings, Telemetry};

/// Runs the command line `args` (the program's name first) and answers its exit code: 0 done, 1 failed, 2 arguments or settings wrong,
/// 3 refused by a rule.
///
/// A library function, so that the sandbox and the tests run exactly what an administrator runs.
#[must_use]
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    choose_cryptography();
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(shown) => {
            let _ = shown.print();
            return ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(error::WRONG));
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return CliError::failed(error).report(),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(error) => error.report(),
    }
}

async fn run(Arguments { settings: file, command }: Arguments) -> Result<ExitCode, CliError> {
    let file = file.as_deref();
    match command {
        Command::Serve { stop_at_end_of_input } => serve::serve(Settings::load(file)?, stop_at_end_of_input).await,
        Command::Migrate => serve::migrate(&Settings::load(file)?).await,
        Command::Ente(command) => ente::run(command, open(file).await?).await,
        Command::Import(order) => import::run(order, open(file).await?).await,
        Command::Position(command) => position::run(command, open(file).await?).await,
        Command::Account(command) => account::run(command, open(file).await?).await,
        Command::Staff(command) => staff::run(command, open(file).await?).await,
        Command::Projections(command) => projections::run(command, &Settings::load(file)?).await,
        Command::Check { json } => check::run(&open(file).await?, json).await,
        Command::Restored(command) => restored::run(command, open(file).await?).await,
        Command::Privacy(command) => privacy::run(command, open(file).await?).await,
        Command::Settings(command) => settings::run(&command, file),
        Command::Keys(command) => keys::run(command, file).await,
    }
}

/// The cell, for a command that ends: it logs warnings only, as text.
async fn open(file: Option<&Path>) -> Result<Product, CliError> {
    let settings = Settings::load(file)?;
    let telemetry = Telemetry { log: LogFormat::Text, filter: "warn".to_owned(), otlp_endpoint: None };
    // Inside a test or the sandbox somebody else may log already; that is as good.
    let _ = crate::telemetry::start_plain_logs(&telemetry);
    Ok(Product::open(settings, Clock::system()).await?)
}
