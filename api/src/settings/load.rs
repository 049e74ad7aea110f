//! Reading the settings: the file first, then the environment over it.

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::Dict;
use serde::de::DeserializeOwned;

use super::{Refusal, Settings, SettingsError};

/// Environment variables that override the file: `QUIETANZA__SECTION__NAME`.
pub const ENVIRONMENT_PREFIX: &str = "QUIETANZA__";

/// A settings file that documents every setting, as `quietanza settings example` prints it.
pub const EXAMPLE: &str = include_str!("quietanza.example.toml");

const SECTIONS: [&str; 14] = [
    "database",
    "vault",
    "http",
    "station",
    "operations",
    "office",
    "checkout",
    "archive",
    "mail",
    "log",
    "links",
    "limits",
    "accounts",
    "telemetry",
];

impl Settings {
    /// Reads `file`, when there is one, then the environment, and checks the whole.
    ///
    /// # Errors
    /// Everything that is wrong, each with its name.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let figment = match file {
            Some(file) if !file.is_file() => {
                let reason = format!("{} is not a file that can be read", file.display());
                return Err(SettingsError(vec![Refusal::new("--settings", reason)]));
            }
            Some(file) => Figment::from(Toml::file_exact(file)),
            None => Figment::new(),
        };
        Self::read(figment.merge(Env::prefixed(ENVIRONMENT_PREFIX).split("__")))
    }

    /// Reads a file's text only, whatever the environment says; relative paths are relative to the working directory.
    ///
    /// # Errors
    /// Everything that is wrong, each with its name.
    pub fn from_toml(text: &str) -> Result<Self, SettingsError> {
        Self::read(Figment::from(Toml::string(text)))
    }

    fn read(figment: Figment) -> Result<Self, SettingsError> {
        let mut reading = Reading::new(figment)?;
        reading.one_of("vault.key_file", "vault.pkcs11");
        let settings = (
            reading.section("database"),
            reading.section("vault"),
            reading.section("http"),
            reading.section("station"),
            reading.section("operations"),
            reading.optional("office"),
            reading.section("checkout"),
            reading.optional("archive"),
            reading.section("mail"),
            reading.optional("log"),
            reading.section("links"),
            reading.section("limits"),
            reading.section("accounts"),
            reading.section("telemetry"),
        );
        let (
            Some(database),
            Some(vault),
            Some(http),
            Some(station),
            Some(operations),
            Some(office),
            Some(checkout),
            Some(archive),
            Some(mail),
            Some(log),
            Some(links),
            Some(limits),
            Some(accounts),
            Some(telemetry),
        ) = settings
        else {
            return Err(SettingsError(reading.refusals));
        };
        let settings = Self {
            database,
            vault,
            http,
            station,
            operations,
            office,
            checkout,
            archive,
            mail,
            log,
            links,
            limits,
            accounts,
            telemetry,
        };
        if !reading.refusals.is_empty() {
            return Err(SettingsError(reading.refusals));
        }
        settings.validate()
    }
}

/// Sections read one by one, so that one bad section does not hide the others.
struct Reading {
    figment: Figment,
    refusals: Vec<Refusal>,
}

impl Reading {
    fn new(figment: Figment) -> Result<Self, SettingsError> {
        let whole: Dict = figment.extract().map_err(|error| SettingsError(error.into_iter().map(Refusal::from).collect()))?;
        let unknown = whole.keys().filter(|name| !SECTIONS.contains(&name.as_str()));
        let reason = format!("is not a section; known are {}", SECTIONS.join(", "));
        let refusals = unknown.map(|name| Refusal::new(name.clone(), reason.clone())).collect();
        Ok(Self { figment, refusals })
    }

    /// A section; an absent one is read as empty, so that defaults apply and what is required is named.
    fn section<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let figment = self.figment.clone().join(Serialized::default(name, Dict::new()));
        self.take(name, figment.extract_inner(name))
    }

    /// Refuses when neither of two settings is there.
    fn one_of(&mut self, usual: &str, other: &str) {
        if ![usual, other].iter().any(|setting| self.figment.contains(setting)) {
            self.refusals.push(Refusal::new(usual, format!("is required (or {other})")));
        }
    }

    fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<Option<T>> {
        if self.figment.contains(name) { self.section(name).map(Some) } else { Some(None) }
    }

    fn take<T>(&mut self, name: &str, read: Result<T, figment::Error>) -> Option<T> {
        match read {
            Ok(section) => Some(section),
            Err(errors) => {
                for mut error in errors {
                    // figment puts the section behind the path inside it.
                    if error.path.last().is_some_and(|last| last == name) {
                        error.path.rotate_right(1);
                    }
                    self.refusals.push(Refusal::from(error));
                }
                None
            }
        }
    }
}
