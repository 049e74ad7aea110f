//! Creating the data of a cluster, or accepting what an earlier run created.

use std::fs;

use super::data_folder::DataFolder;
use super::error::{AtPath, PostgresError, Result};
use super::programs::Programs;
use super::run_user::RunUser;

/// The superuser of a managed cluster.
pub(crate) const SUPERUSER: &str = "postgres";

/// Makes sure that `data` is a cluster of the programs' major version. It is made beside and renamed, so that an
/// interrupted run leaves either no data or all of it.
pub(crate) fn ensure_data(folder: &DataFolder, programs: &Programs, user: RunUser) -> Result<()> {
    let data = folder.data();
    let version_file = data.join("PG_VERSION");
    if version_file.exists() {
        let found = fs::read_to_string(&version_file).at(&version_file)?.trim().to_owned();
        if found == programs.major.to_string() {
            return Ok(());
        }
        return Err(PostgresError::OtherMajor { folder: folder.path().to_owned(), found, programs: programs.major });
    }
    let new = folder.path().join("data.new");
    if new.exists() {
        fs::remove_dir_all(&new).at(&new)?;
    }
    fs::create_dir(&new).at(&new)?;
    fs::set_permissions(&new, std::os::unix::fs::PermissionsExt::from_mode(0o700)).at(&new)?;
    user.give(&new)?;
    let mut initdb = user.command(&programs.initdb);
    initdb.arg("--pgdata").arg(&new).arg("--username").arg(SUPERUSER);
    initdb.args(["--auth=trust", "--data-checksums", "--encoding=UTF8", "--locale=C", "--no-instructions"]);
    let output = initdb.output().at(&programs.initdb)?;
    if !output.status.success() {
        let output = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(PostgresError::Program { program: "initdb".to_owned(), output });
    }
    fs::rename(&new, &data).at(&data)
}
