//! The way out: one pool of connections to the office's mail server.

use std::time::Duration;

use domain::identifier::EmailAddress;
use domain::text::Text70;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{ComposeError, Outgoing, SendError, Sender};
use crate::settings::{Mail, MailSecurity};

/// How long the server may take for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(20);
/// How long handing over one mail may take in all.
const SEND_TIME: Duration = Duration::from_secs(60);
/// Connections kept open at most.
const CONNECTIONS: u32 = 4;

/// Hands mails to the mail server. Cheap to clone; all clones share the connections.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
}

impl Mailer {
    /// The longest a call of [`Mailer::send`] takes: whoever leases a mail leases it for longer.
    pub const LONGEST: Duration = SEND_TIME;

    /// A mailer over the server of the settings; connects when the first mail is sent.
    ///
    /// # Errors
    /// When the host cannot be protected by TLS (it is no name a certificate can have).
    pub fn new(settings: &Mail) -> Result<Self, ComposeError> {
        let parameters = || TlsParameters::new(settings.host.clone()).map_err(ComposeError::Transport);
        let tls = match settings.security {
            MailSecurity::None => Tls::None,
            MailSecurity::Starttls => Tls::Required(parameters()?),
            MailSecurity::Tls => Tls::Wrapper(parameters()?),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
            .port(settings.port)
            .tls(tls)
            .timeout(Some(ANSWER_TIME))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        if let (Some(username), Some(password)) = (&settings.username, &settings.password_file) {
            transport = transport.credentials(Credentials::new(username.clone(), password.expose().to_owned()));
        }
        let sender = Sender { name: settings.from_name.clone(), address: settings.from.clone() };
        Ok(Self { transport: transport.build(), sender })
    }

    /// The sender of an Ente's mails: its own address when it states one, under its name.
    #[must_use]
    pub fn sender(&self, ente: &Text70, own: Option<&EmailAddress>) -> Sender {
        Sender {
            name: self.sender.name.clone().or_else(|| Some(ente.clone())),
            address: own.unwrap_or(&self.sender.address).clone(),
        }
    }

    /// The sender of mails that are no Ente's.
    #[must_use]
    pub const fn own_sender(&self) -> &Sender {
        &self.sender
    }

    /// The address all mails have in common; its domain names them.
    #[must_use]
    pub const fn address(&self) -> &EmailAddress {
        &self.sender.address
    }

    /// Hands one mail over; `Ok` means that the server took responsibility for it (250).
    ///
    /// # Errors
    /// [`SendError`]; after [`SendError::Later`] the server may have taken it all the same.
    pub async fn send(&self, mail: Outgoing) -> Result<(), SendError> {
        let message = mail.compose().map_err(|defect| SendError::Never(defect.to_string()))?;
        let sending = tokio::time::timeout(SEND_TIME, self.transport.send(message)).await;
        sending.map_err(|_| SendError::Later("no answer in time".to_owned()))??;
        Ok(())
    }
}
