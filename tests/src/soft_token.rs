//! A PKCS#11 token in software (SoftHSM 2) for one test. The library finds it by an environment variable, so whoever uses it is a process of
//! its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const CONFIGURATION: &str = "SOFTHSM2_CONF";
const LABEL: &str = "quietanza";
/// The PIN of every such token.
pub const PIN: &str = "482913";
/// Where distributions put the library.
const MODULES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
];

/// A token that lives as long as this value.
#[derive(Debug)]
pub struct SoftToken(TempDir);

impl SoftToken {
    /// A new token; none when the software is not installed.
    ///
    /// # Panics
    /// When it is installed and does not work.
    #[must_use]
    pub fn fresh() -> Option<Self> {
        module()?;
        let token = Self(tempfile::tempdir().expect("a temporary folder"));
        let folder = token.0.path();
        std::fs::create_dir(folder.join("tokens")).expect("a folder");
        let text = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
            folder.join("tokens").display()
        );
        std::fs::write(folder.join("softhsm2.conf"), text).expect("a file");
        let mut init = Command::new("softhsm2-util");
        init.args(["--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "91738264"]);
        let Ok(made) = init.env(CONFIGURATION, folder.join("softhsm2.conf")).output() else { return None };
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Some(token)
    }

    /// Runs an ignored test of this very program in a process that finds the token.
    ///
    /// # Panics
    /// When the test fails.
    pub async fn run(&self, test: &str) {
        let program = std::env::current_exe().expect("this program's path");
        let mut again = tokio::process::Command::new(program);
        again.args([test, "--exact", "--ignored", "--nocapture"]).env(CONFIGURATION, self.0.path().join("softhsm2.conf"));
        let Output { status, stdout, stderr } = again.kill_on_drop(true).output().await.expect("this program runs");
        let said = format!("{}\n{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success() && said.contains("1 passed"), "{said}");
        println!("{said}");
    }
}

/// The folder of the token this process was started with, if it was.
#[must_use]
pub fn found() -> Option<PathBuf> {
    let configuration = PathBuf::from(std::env::var_os(CONFIGURATION)?);
    configuration.parent().map(Path::to_owned)
}

/// The setting for a key in the token; the PIN stands in a file beside the settings.
///
/// # Panics
/// When the software is not installed.
#[must_use]
pub fn setting(key: &str) -> String {
    let module = module().expect("SoftHSM is installed");
    format!("{{ module = \"{module}\", token = \"{LABEL}\", key = \"{key}\", pin_file = \"token.pin\" }}")
}

fn module() -> Option<&'static str> {
    MODULES.into_iter().find(|module| Path::new(module).exists())
}
