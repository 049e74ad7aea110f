//! `quietanza settings`.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::SettingsCommand;
use super::error::CliError;
use crate::settings::{EXAMPLE, Settings};

pub(super) fn run(command: &SettingsCommand, file: Option<&Path>) -> Result<ExitCode, CliError> {
    match command {
        SettingsCommand::Example => print!("{EXAMPLE}"),
        SettingsCommand::Check => {
            Settings::load(file)?;
            println!("The settings are complete.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
