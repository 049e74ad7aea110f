//! Who PostgreSQL's programs run as: PostgreSQL refuses to run as root, so root hands them to another user.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::{AtPath, PostgresError, Result};

/// The user under which `initdb` and `postgres` run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RunUser {
    uid: u32,
    gid: u32,
    /// Whether this is another user than ours, so that programs and folders must be handed over.
    handed_over: bool,
}

impl RunUser {
    /// Ourselves; when we are root, the user `postgres`, else `nobody`.
    pub(crate) fn choose() -> Result<Self> {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            let gid = rustix::process::getegid().as_raw();
            return Ok(Self { uid, gid, handed_over: false });
        }
        let accounts = fs::read_to_string("/etc/passwd").at("/etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| account(&accounts, name))
            .map(|(uid, gid)| Self { uid, gid, handed_over: true })
            .ok_or(PostgresError::NoRunUser)
    }

    /// The numeric user id.
    pub(crate) fn uid(self) -> u32 {
        self.uid
    }

    /// A command that runs as this user with a cleared environment, English messages and no input.
    pub(crate) fn command(self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().env("LC_ALL", "C").env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.current_dir("/").stdin(Stdio::null());
        if self.handed_over {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or folder to this user.
    pub(crate) fn give(self, path: &Path) -> Result<()> {
        if self.handed_over {
            chown(path, Some(self.uid), Some(self.gid)).at(path)?;
        }
        Ok(())
    }

    /// Whether this user can reach the folder, tried by going there.
    pub(crate) fn reaches(self, folder: &Path) -> bool {
        let mut go = self.command("/bin/sh");
        go.args(["-c", r#"cd "$1""#, "sh"]).arg(folder);
        go.stdout(Stdio::null()).stderr(Stdio::null());
        go.status().is_ok_and(|status| status.success())
    }
}

/// The uid and gid of an account in the text of `/etc/passwd`.
fn account(accounts: &str, name: &str) -> Option<(u32, u32)> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let found = fields.next() == Some(name);
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (found && uid != 0).then_some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn an_account_is_found_by_its_whole_name_and_never_root() {
        let accounts = "root:x:0:0::/root:/bin/sh\nposta:x:7:8::/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        assert_eq!(account(accounts, "nobody"), Some((65534, 65533)));
        assert_eq!(account(accounts, "root"), None);
        assert_eq!(account(accounts, "post"), None);
    }
}
