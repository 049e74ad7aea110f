//! The settings file of the sandboxed product, written from the ports and folders of the sandbox.

use std::path::Path;

use anyhow::Context;

use super::folder::Folder;
use super::ports::Ports;

/// Key the simulator expects in `Ocp-Apim-Subscription-Key`; a secret only of the sandbox.
pub const PLATFORM_KEY: &str = "sandbox-key-of-the-simulated-platform";

/// Writes `quietanza.toml` and the key files it names; returns its path.
///
/// # Errors
/// When a file cannot be written.
pub(super) fn write(folder: &Folder, ports: &Ports, database_url: &str, owner_url: &str) -> anyhow::Result<std::path::PathBuf> {
    let keys = folder.path("keys");
    secret(&keys.join("checkout.key"), PLATFORM_KEY)?;
    secret(&keys.join("archive.key"), PLATFORM_KEY)?;
    let Ports { portal, station, office, operations, pagopa, smtp, .. } = ports;
    let text = format!(
        r#"# Written by the sandbox at every start.
[database]
url = "{database_url}"
migration_url = "{owner_url}"

[vault]
key_file = "keys/vault.key"
pepper_file = "keys/vault.pepper"

[http]
listen = "{portal}"
public_url = "http://{portal}"
trusted_proxy_hops = 0

[station]
listen = "{station}"

[operations]
listen = "{operations}"

[office]
listen = "{office}"
public_url = "http://{office}"

[checkout]
base_url = "http://{pagopa}/checkout/ec/v2"
key_file = "keys/checkout.key"
redirect_hosts = ["{pagopa}"]

[archive]
base_url = "http://{pagopa}/aca/v1"
key_file = "keys/archive.key"

[mail]
host = "{}"
port = {}
security = "none"
from = "pagamenti@borgoesempio.example"
from_name = "Comune di Borgoesempio"

[log]
origin = "sandbox.quietanza.example/log"
key_file = "keys/log.key"

[links]
secret_file = "keys/links.key"

[telemetry]
log = "text"
"#,
        smtp.ip(),
        smtp.port(),
    );
    let path = folder.path("quietanza.toml");
    std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

/// Writes a secret that only its owner may read.
fn secret(path: &Path, value: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, value)?;
    Ok(std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?)
}
