//! Refusals that name their setting.

use std::fmt;

/// One setting that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its name, `section.name`.
    pub setting: String,
    /// What is wrong with it; never the value of a secret.
    pub reason: String,
}

impl Refusal {
    /// A refusal of `setting`.
    #[must_use]
    pub fn new(setting: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { setting: setting.into(), reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.reason)
    }
}

/// Everything that is wrong with the settings, one line each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SettingsError(pub Vec<Refusal>);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, refusal) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl From<figment::Error> for Refusal {
    fn from(error: figment::Error) -> Self {
        use figment::error::Kind;
        let mut path = error.path.clone();
        let reason = match &error.kind {
            Kind::MissingField(name) => {
                path.push(name.to_string());
                "is required".to_owned()
            }
            Kind::UnknownField(name, known) => {
                if path.last() != Some(name) {
                    path.push(name.clone());
                }
                format!("is not a setting; known here are {}", known.join(", "))
            }
            Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => format!("must be {expected}"),
            other => other.to_string(),
        };
        Self { setting: path.join("."), reason }
    }
}
