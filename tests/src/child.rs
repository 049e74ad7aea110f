//! The product as a process of its own, so that a test can signal and kill it: the test's own program, started again.
//!
//! A test target that wants it has one test, ignored otherwise, that calls [`become_the_product`].

use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use crate::faults;

const ARGUMENTS: &str = "QUIETANZA_CHILD_ARGUMENTS";
const SEPARATOR: char = '\u{1f}';

/// Runs the product's command line, when this process was started for it, and ends with its exit code.
pub fn become_the_product() {
    if let Ok(arguments) = std::env::var(ARGUMENTS) {
        faults::arm_from_environment();
        let arguments = std::iter::once("quietanza").chain(arguments.split(SEPARATOR)).map(Into::into);
        let code = api::cli::main(arguments);
        // An exit code cannot be read; it can only be returned, and a test cannot return it.
        std::process::exit(if code == std::process::ExitCode::SUCCESS { 0 } else { number(code) });
    }
}

fn number(code: std::process::ExitCode) -> i32 {
    (1..=255_u8).find(|number| code == std::process::ExitCode::from(*number)).map_or(1, i32::from)
}

/// The product with `arguments`, through the ignored test `test` of this very test program. It dies with the handle.
///
/// # Panics
/// When this program does not know its own path.
#[must_use]
pub fn product(test: &str, settings: &Path, arguments: &[&str]) -> Command {
    let mut all = arguments.to_vec();
    let settings = settings.to_string_lossy();
    all.extend(["--settings", &settings]);
    let mut command = Command::new(std::env::current_exe().expect("this program's path"));
    command.args([test, "--exact", "--ignored", "--nocapture", "--quiet"]);
    command.env(ARGUMENTS, all.join(&SEPARATOR.to_string()));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}
