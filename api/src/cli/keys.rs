//! `quietanza keys`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use domain::rome;

use super::arguments::KeysCommand;
use super::error::CliError;
use crate::clock::random_bytes;
use crate::product::Product;
use crate::settings::Settings;
use crate::vault::{VaultError, kek};

/// The keys an installation makes for itself, as the example settings name them.
const KEYS: [&str; 4] = ["vault.key", "vault.pepper", "links.key", "log.key"];

pub(super) async fn run(command: KeysCommand, settings: Option<&Path>) -> Result<ExitCode, CliError> {
    match command {
        KeysCommand::Generate { dir } => generate(&dir),
        KeysCommand::Make => make(settings).await,
        KeysCommand::List => list(super::open(settings).await?).await,
        KeysCommand::Rotate => rotate(super::open(settings).await?).await,
    }
}

/// Makes the key-encryption key in its token.
async fn make(settings: Option<&Path>) -> Result<ExitCode, CliError> {
    let Some(token) = Settings::load(settings)?.vault.pkcs11 else {
        return Err(CliError::Wrong("vault.pkcs11: is not set".to_owned()));
    };
    let label = token.key.clone();
    let made = kek::generate(token).await.map_err(|error| match error.may_pass() {
        true => CliError::failed(error),
        false => CliError::Wrong(error.to_string()),
    })?;
    println!("{} {label}", if made { "made" } else { "kept" });
    println!("Copy the token by its maker's means: without its key the personal data is lost.");
    Ok(ExitCode::SUCCESS)
}

/// Prints the master keys.
async fn list(product: Product) -> Result<ExitCode, CliError> {
    let now = product.clock.now();
    println!("{:<14}  {:<32}  {:<10}  {:<10}  {:>9}  state", "purpose", "id", "since", "expires", "days left");
    for key in product.vault.ages(product.settings.vault.rotate_months).await.map_err(CliError::failed)? {
        let (since, expires) = (rome::day(key.since), rome::day(key.expires));
        let state = if key.in_force { "in force" } else { "being replaced" };
        println!("{:<14}  {:<32}  {since}  {expires}  {:>9}  {state}", key.purpose, key.id, key.days_left(now));
    }
    Ok(ExitCode::SUCCESS)
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
