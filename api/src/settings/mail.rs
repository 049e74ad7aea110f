//! How mail leaves.

use domain::identifier::EmailAddress;
use domain::text::Text70;
use serde::Deserialize;

use super::{Refusal, SecretFile};

/// Section `mail`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Host of the SMTP server.
    pub host: String,
    /// Port of the SMTP server.
    #[serde(default = "port")]
    pub port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub security: MailSecurity,
    /// Account, when the server asks for one.
    #[serde(default)]
    pub username: Option<String>,
    /// Password of the account.
    #[serde(default)]
    pub password_file: Option<SecretFile>,
    /// Sender of mails; an Ente may name its own.
    pub from: EmailAddress,
    /// Name shown beside the sender.
    #[serde(default)]
    pub from_name: Option<Text70>,
}

/// How the connection to the SMTP server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// STARTTLS, refused when the server does not offer it.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None: only towards this machine or a relay in the same private network.
    None,
}

impl Mail {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if self.host.trim().is_empty() {
            refusals.push(Refusal::new("mail.host", "is empty"));
        }
        match (&self.username, &self.password_file) {
            (Some(_), None) => refusals.push(Refusal::new("mail.password_file", "is required beside mail.username")),
            (None, Some(_)) => refusals.push(Refusal::new("mail.username", "is required beside mail.password_file")),
            (Some(_), Some(_)) if self.security == MailSecurity::None => {
                refusals.push(Refusal::new("mail.security", "must not be none when a password is sent"));
            }
            _ => {}
        }
    }
}

const fn port() -> u16 {
    587
}
