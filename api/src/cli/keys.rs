//! `quietanza keys`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::arguments::KeysCommand;
use super::error::CliError;
use crate::clock::random_bytes;

/// The keys an installation makes for itself, as the example settings name them.
const KEYS: [&str; 4] = ["vault.key", "vault.pepper", "links.key", "log.key"];

pub(super) fn run(command: &KeysCommand) -> Result<ExitCode, CliError> {
    let KeysCommand::Generate { dir } = command;
    fs::create_dir_all(dir).map_err(CliError::failed)?;
    for name in KEYS {
        let path = dir.join(name);
        match write_new(&path) {
            Ok(()) => println!("made {}", path.display()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => println!("kept {}", path.display()),
            Err(error) => return Err(CliError::Wrong(format!("{}: cannot be written: {error}", path.display()))),
        }
    }
    println!("Keep copies apart from the database: without these keys the personal data in it is lost.");
    Ok(ExitCode::SUCCESS)
}

/// Writes a new key; a file that exists is never touched.
fn write_new(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", hex::encode(random_bytes::<32>()))?;
    file.sync_all()
}
