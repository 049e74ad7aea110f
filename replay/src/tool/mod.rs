//! The auditor's tool: read-only, needs the database or a bundle and nothing else, and says what it found by its exit code too.

mod answer;
mod arguments;
mod check;
mod diff;
mod digest;
mod export;
mod holder;
mod man;
mod place;
mod progress;
mod prove;
mod state;
mod story;
mod theirs;
mod verify;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use self::answer::{Answer, Form};
use self::arguments::{Arguments, Command};
use self::progress::Progress;
use crate::audit::verify::Again;
use crate::audit::{AuditError, Finding};

/// What the tool ends with; part of its manual.
mod code {
    pub(super) const FOUND: u8 = 1;
    pub(super) const USAGE: u8 = 2;
    pub(super) const UNREADABLE: u8 = 3;
    pub(super) const ABSENT: u8 = 4;
    pub(super) const REFUSED: u8 = 5;
}

/// Runs the tool as a program of its own.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("replay: {error}");
            return ExitCode::from(code::UNREADABLE);
        }
    };
    let coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    ExitCode::from(runtime.block_on(run(arguments, coloured, &mut std::io::stdout(), &mut std::io::stderr())))
}

/// Runs the tool: answers go to `out`, complaints to `complaints`; answers the exit code.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    coloured: bool,
    out: &mut (dyn Write + Send),
    complaints: &mut (dyn Write + Send),
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let _ = write!(complaints, "{}", error.render());
            return code::USAGE;
        }
        Err(shown) => {
            let _ = write!(out, "{}", shown.render());
            return 0;
        }
    };
    let form = Form { json: arguments.json, csv: arguments.csv, coloured };
    match answer(arguments).await {
        // A reader that went away has read enough.
        Ok(answer) => {
            let _ = answer.write(form, out);
            answer.code
        }
        Err(error) => {
            let _ = answer::complain(&error, form, out, complaints);
            code_of(&error)
        }
    }
}

async fn answer(arguments: Arguments) -> Result<Answer, AuditError> {
    let Arguments { place, command, quiet, .. } = arguments;
    let progress = Progress { quiet };
    match command {
        Command::Verify { state, from_start } => {
            let again = if from_start { Again::Everything } else { Again::Hashes };
            verify::verify(&place, state.as_deref(), again, progress).await
        }
        Command::Prove { what, output } => prove::prove(&place, &what, output.as_deref()).await,
        Command::Check { file, holder } => check::check(&file, &place.keys, &holder, progress).await,
        Command::Export { stretch, output, holder } => export::export(&place, stretch, &output, &holder, progress).await,
        Command::Timeline { subject, holder } => story::tell(&place, &subject, &holder, progress).await,
        Command::AsOf { moment, subject, holder } => state::show(&place, moment, &subject, &holder, progress).await,
        Command::Digest => digest::digest(&place, progress).await,
        Command::Diff { with } => diff::diff(&place, &with, progress).await,
        Command::Man => man::page(),
    }
}

const fn code_of(error: &AuditError) -> u8 {
    match error {
        AuditError::Finding(_) => code::FOUND,
        AuditError::Absent(_) => code::ABSENT,
        AuditError::Mandate(_) => code::REFUSED,
        AuditError::Database(_) | AuditError::Unnoted(_) | AuditError::File { .. } => code::UNREADABLE,
    }
}

/// The one event a finding is about, if it is one.
const fn event_of(finding: &Finding) -> Option<u64> {
    match finding {
        Finding::Event { index, .. } | Finding::Missing { index } | Finding::Unreadable { index, .. } => Some(*index),
        _ => None,
    }
}
