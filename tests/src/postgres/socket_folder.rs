//! Where the server's Unix socket lies: a folder that only the server's user may enter, with a path short
//! enough for a socket address.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::data_folder::{own_folder, short_hash};
use super::error::{AtPath, Result};
use super::run_user::RunUser;

/// A socket's path has at most 107 bytes on Linux and 103 elsewhere; the rest is what PostgreSQL adds to the folder.
const LONGEST_FOLDER: usize = 103 - "/.s.PGSQL.5432.lock".len();

/// The socket folder of the cluster in `cluster_folder`: inside it when the path is short enough, else in the system's
/// temporary folder, under a name that is always the same, so that killed runs leave no litter.
pub(crate) fn socket_folder(cluster_folder: &Path, user: RunUser) -> Result<PathBuf> {
    let inside = cluster_folder.join("socket");
    let name = format!("quietanza-{}-{}", user.uid(), short_hash(cluster_folder));
    let candidates = [inside, std::env::temp_dir().join(&name), Path::new("/tmp").join(&name)];
    let short_enough = |folder: &PathBuf| folder.as_os_str().len() <= LONGEST_FOLDER;
    let folder = candidates.into_iter().find(short_enough).unwrap_or_else(|| Path::new("/tmp").join(&name));
    if !folder.exists() {
        fs::create_dir(&folder).at(&folder)?;
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).at(&folder)?;
        user.give(&folder)?;
    }
    own_folder(&folder, user.uid(), 0o700)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_FOLDER, RunUser, socket_folder};

    #[test]
    fn a_long_path_does_not_make_a_long_socket_path() {
        let deep = std::env::temp_dir().join("d".repeat(120));
        let folder = socket_folder(&deep, RunUser::choose().unwrap()).unwrap();
        std::fs::remove_dir(&folder).unwrap();
        assert!(folder.as_os_str().len() <= LONGEST_FOLDER, "{}", folder.display());
    }
}
