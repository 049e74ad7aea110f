//! How a command ends when it does not succeed.

use std::error::Error;
use std::process::ExitCode;

use crate::product::StartError;
use crate::settings::SettingsError;
use crate::vault::VaultError;

/// Exit code: something failed; trying again may help.
pub(super) const FAILED: u8 = 1;
/// Exit code: arguments or settings are wrong.
pub(super) const WRONG: u8 = 2;
/// Exit code: a rule refuses what was asked, or some rows of it.
pub(super) const REFUSED: u8 = 3;

/// Why a command did not succeed.
#[derive(Debug)]
pub(super) enum CliError {
    /// Settings or arguments are wrong.
    Wrong(String),
    /// A rule refuses.
    Refused(String),
    /// Something failed.
    Failed(Box<dyn Error + Send + Sync>),
}

impl CliError {
    pub(super) fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }

    /// Says what went wrong and answers the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            Self::Wrong(text) => {
                eprintln!("{text}");
                ExitCode::from(WRONG)
            }
            Self::Refused(text) => {
                eprintln!("{text}");
                ExitCode::from(REFUSED)
            }
            Self::Failed(error) => {
                eprintln!("{}", with_causes(error.as_ref()));
                ExitCode::from(FAILED)
            }
        }
    }
}

/// An error and its causes on one line; a cause its error already tells is not told twice.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let told = error.to_string();
        if !text.contains(&told) {
            text = format!("{text}: {told}");
        }
        cause = error.source();
    }
    text
}

impl From<SettingsError> for CliError {
    fn from(error: SettingsError) -> Self {
        Self::Wrong(error.to_string())
    }
}

impl From<StartError> for CliError {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Tls { .. } => Self::Wrong(error.to_string()),
            // A key that is wrong stays so; a token that is away may come back.
            StartError::Vault(VaultError::WrongKey(_)) => Self::Wrong(error.to_string()),
            StartError::Vault(VaultError::Kek(ref why)) if !why.may_pass() => Self::Wrong(error.to_string()),
            other => Self::failed(other),
        }
    }
}
