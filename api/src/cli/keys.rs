//! `quietanza keys`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::arguments::KeysCommand;
use super::error::CliError;
use crate::clock::random_bytes;
use crate::product::Product;
use crate::vault::VaultError;

/// The keys an installation makes for itself, as the example settings name them.
const KEYS: [&str; 4] = ["vault.key", "vault.pepper", "links.key", "log.key"];

pub(super) async fn run(command: KeysCommand, settings: Option<&Path>) -> Result<ExitCode, CliError> {
    match command {
        KeysCommand::Generate { dir } => generate(&dir),
        KeysCommand::Rotate => rotate(super::open(settings).await?).await,
    }
}

/// Wraps every data key anew.
async fn rotate(product: Product) -> Result<ExitCode, CliError> {
    let rotated = match product.vault.rotate().await {
        Err(error @ VaultError::NoFormerKey) => return Err(CliError::Wrong(error.to_string())),
        other => other.map_err(CliError::failed)?,
    };
    println!(
        "{} keys of people and {} of the access log are wrapped anew; the former key is out of use.",
        rotated.people, rotated.months
    );
    Ok(ExitCode::SUCCESS)
}

fn generate(dir: &Path) -> Result<ExitCode, CliError> {
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
