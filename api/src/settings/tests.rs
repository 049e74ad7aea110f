//! Each wrong setting is refused by its name, and no secret is ever shown.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{EXAMPLE, LogFormat, MailSecurity, Settings};

const COMPLETE: &str = r#"
[database]
url = "postgres://quietanza_app@localhost/quietanza"
[vault]
key_file = "vault.key"
pepper_file = "vault.pepper"
[http]
public_url = "https://pagamenti.example.test"
[checkout]
key_file = "checkout.key"
[mail]
host = "smtp.example.test"
from = "pagamenti@example.test"
[links]
secret_file = "links.key"
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("vault.key", "11".repeat(32)),
        ("vault.pepper", "22".repeat(32)),
        ("links.key", "33".repeat(32)),
        ("checkout.key", "a subscription key\n".to_owned()),
        ("short.key", "11".repeat(31)),
        ("empty.key", "\n".to_owned()),
    ] {
        secret(folder.path(), name, &text, 0o600);
    }
    secret(folder.path(), "exposed.key", &"44".repeat(32), 0o644);
    folder
}

fn secret(folder: &Path, name: &str, text: &str, mode: u32) {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// What the file says is wrong, one line each.
fn refusals(folder: &Path, text: &str) -> Vec<String> {
    let file = folder.join("quietanza.toml");
    fs::write(&file, text).unwrap();
    match Settings::load(Some(&file)) {
        Ok(_) => Vec::new(),
        Err(error) => error.to_string().lines().map(ToOwned::to_owned).collect(),
    }
}

#[test]
fn what_is_required_is_enough() {
    let folder = folder();
    let file = folder.path().join("quietanza.toml");
    fs::write(&file, COMPLETE).unwrap();
    let settings = Settings::load(Some(&file)).unwrap();
    assert_eq!(settings.checkout.key_file.expose(), "a subscription key");
    assert_eq!(settings.vault.key_file.unwrap().bytes(), &[0x11; 32]);
    assert_eq!(settings.http.connections.most, 2_000);
    assert_eq!(settings.telemetry.log, LogFormat::Json);
    assert_eq!(settings.mail.security, MailSecurity::Starttls);
    assert!(settings.archive.is_none());
}

#[test]
fn each_wrong_setting_is_named() {
    let folder = folder();
    // (what is replaced, by what, the line that must be said)
    let table = [
        ("url = \"postgres://quietanza_app@localhost/quietanza\"", "", "database.url: is required"),
        ("@localhost/", "@db.example.test/", "database.url: reaches another machine without TLS"),
        ("quietanza_app@", "quietanza_app:hunter2@", "database.url: carries a password"),
        ("postgres://", "mysql://", "database.url: is not a postgres:// address"),
        ("[vault]", "connections = 1\n[vault]", "database.connections: must be between 2 and 1000"),
        ("[vault]", "store = \"mongo\"\n[vault]", "database.store: unknown variant"),
        ("[vault]", "shema = \"x\"\n[vault]", "database.shema: is not a setting"),
        ("\"vault.key\"", "\"missing.key\"", "vault.key_file: "),
        ("\"vault.key\"", "\"short.key\"", "vault.key_file: the file must hold 64 hexadecimal digits"),
        ("\"vault.key\"", "\"exposed.key\"", "vault.key_file: "),
        ("\"vault.pepper\"", "\"vault.key\"", "vault.pepper_file: holds the same key as vault.key_file"),
        ("\"links.key\"", "\"vault.key\"", "links.secret_file: holds the same key as the vault"),
        ("\"checkout.key\"", "\"empty.key\"", "checkout.key_file: "),
        ("https://pagamenti.example.test", "pagamenti", "http.public_url: "),
        ("https://pagamenti.example.test", "ftp://pagamenti.example.test", "http.public_url: must be an http or https address"),
        ("[checkout]", "listen = \"here\"\n[checkout]", "http.listen: "),
        ("[checkout]", "[http.connections]\nheader_seconds = 0\n[checkout]", "http.connections.header_seconds: must be between"),
        ("[checkout]", "[checkout]\nbase_url = \"http://api.example.test\"", "checkout.base_url: must be an https address"),
        ("[checkout]", "[checkout]\nredirect_hosts = []", "checkout.redirect_hosts: names no host"),
        ("from = \"pagamenti@example.test\"", "from = \"pagamenti\"", "mail.from: "),
        ("[links]", "username = \"u\"\n[links]", "mail.password_file: is required beside mail.username"),
        ("[links]", "[links]\nminutes = 3", "links.minutes: is not a setting"),
        ("[links]", "[limits]\nlookups_per_minute = 0\n[links]", "limits.lookups_per_minute: "),
        ("[links]", "[telemetry]\nfilter = \"api=loud\"\n[links]", "telemetry.filter: "),
        (
            "[links]",
            "[operations]\nlisten = \"127.0.0.1:8080\"\n[links]",
            "operations.listen: is the address of another listener",
        ),
        ("[links]", "[station.tls]\ncertificate_file = \"c\"\n[links]", "station.tls.key_file: is required"),
        ("[links]", "[archive]\nkey_file = \"checkout.key\"\n[links]", "archive.base_url: is required"),
        ("[links]", "[log]\norigin = \"a log\"\nkey_file = \"vault.pepper\"\n[links]", "log.origin: must not be empty"),
        ("[links]", "[log]\norigin = \"a.test/log\"\n[links]", "log.key_file: is required"),
        (
            "[links]",
            "[log]\norigin = \"a.test/log\"\nkey_file = \"vault.pepper\"\nformer_key_file = \"vault.pepper\"\n[links]",
            "log.former_key_file: holds the same key as log.key_file",
        ),
        ("[links]", "[outer]\nspace = 1\n[links]", "outer: is not a section"),
    ];
    for (what, by, expected) in table {
        assert!(COMPLETE.contains(what), "{what}");
        let said = refusals(folder.path(), &COMPLETE.replacen(what, by, 1));
        assert!(said.iter().any(|line| line.starts_with(expected)), "{by}: expected {expected:?}, said {said:?}");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let folder = folder();
    let said = refusals(folder.path(), "[http]\npublic_url = 3\n");
    for setting in ["database.url", "vault.key_file", "http.public_url", "checkout.key_file", "mail.host", "links.secret_file"] {
        assert!(said.iter().any(|line| line.starts_with(&format!("{setting}: "))), "{setting}: {said:?}");
    }
}

#[test]
fn a_secret_is_never_repeated() {
    let folder = folder();
    secret(folder.path(), "bad.key", "CANARY-SECRET", 0o600);
    let said = refusals(folder.path(), &COMPLETE.replace("\"vault.key\"", "\"bad.key\"")).join("\n");
    assert!(said.starts_with("vault.key_file: "), "{said}");
    let said = said + &refusals(folder.path(), &COMPLETE.replace("quietanza_app@", "quietanza_app:CANARY-SECRET@")).join("\n");
    assert!(!said.contains("CANARY"), "{said}");
    let file = folder.path().join("quietanza.toml");
    fs::write(&file, COMPLETE).unwrap();
    let shown = format!("{:?}", Settings::load(Some(&file)).unwrap());
    assert!(!shown.contains("a subscription key") && !shown.contains("1111") && !shown.contains("[17, 17"), "{shown}");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Settings::load(Some(Path::new("/nowhere/quietanza.toml"))).unwrap_err();
    assert!(error.to_string().starts_with("--settings: "), "{error}");
}

#[test]
#[expect(clippy::result_large_err, reason = "the closure's error type is figment's")]
fn the_environment_overrides_the_file() {
    figment::Jail::expect_with(|jail| {
        for (name, text) in [("vault.key", "11"), ("vault.pepper", "22"), ("links.key", "33"), ("checkout.key", "44")] {
            secret(jail.directory(), name, &text.repeat(32), 0o600);
        }
        jail.create_file("quietanza.toml", COMPLETE)?;
        jail.set_env("QUIETANZA__HTTP__LISTEN", "0.0.0.0:80");
        jail.set_env("QUIETANZA__HTTP__CONNECTIONS__MOST", "7");
        jail.set_env("QUIETANZA__TELEMETRY__LOG", "text");
        jail.set_env("QUIETANZA_SETTINGS", "not a setting");
        let settings = Settings::load(Some(&jail.directory().join("quietanza.toml"))).unwrap();
        assert_eq!(settings.http.listen.to_string(), "0.0.0.0:80");
        assert_eq!(settings.http.connections.most, 7);
        assert_eq!(settings.telemetry.log, LogFormat::Text);
        Ok(())
    });
}

#[test]
fn the_example_is_complete_and_names_every_setting() {
    let folder = folder();
    fs::create_dir(folder.path().join("keys")).unwrap();
    for (name, digit) in [
        ("vault.key", "1"),
        ("vault.pepper", "2"),
        ("links.key", "3"),
        ("checkout.key", "4"),
        ("archive.key", "5"),
        ("log.key", "6"),
        ("log.former.key", "7"),
        ("vault.former.key", "8"),
    ] {
        secret(&folder.path().join("keys"), name, &digit.repeat(64), 0o600);
    }
    for name in [
        "smtp-password",
        "vault.password",
        "vault-migration.password",
        "token.pin",
        "../station.key",
        "../database-password",
        "../migration-password",
    ] {
        secret(&folder.path().join("keys"), name, "secret", 0o600);
    }
    assert_eq!(refusals(folder.path(), EXAMPLE), Vec::<String>::new());
    // Every commented setting is one: taken out of its comment, the file still holds.
    let commented = |line: &str| line.strip_prefix("# ").is_some_and(|rest| rest.starts_with('[') || rest.contains(" = "));
    let everything: String = EXAMPLE
        .lines()
        .map(|line| if commented(line) { &line[2..] } else { line })
        .map(|line| line.replace("<SHA-256 of the Node's client certificate, 64 hexadecimal digits>", &"ab".repeat(32)) + "\n")
        .collect();
    // A key is in a file or in a token.
    for instead in ["key_file = \"keys/vault.", "pkcs11 = "] {
        let lines = everything.lines().filter(|line| !line.trim_start_matches("former_").starts_with(instead));
        let settings: String = lines.map(|line| format!("{line}\n")).collect();
        assert_eq!(refusals(folder.path(), &settings), Vec::<String>::new(), "{settings}");
    }
    let refused = refusals(folder.path(), &everything);
    let both = |setting: &str, other: &str| format!("{setting}: {other} is set, too: the key is in a file or in a token");
    let expected = [both("vault.pkcs11", "vault.key_file"), both("vault.former_pkcs11", "vault.former_key_file")];
    assert_eq!(refused, expected);
}
