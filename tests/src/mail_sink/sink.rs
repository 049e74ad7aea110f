//! The mail sink as a whole: its two ports, its switch, and what it has received.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::fault::{Fault, Script};
use super::inbox;
use super::mailbox::Mailbox;
use super::message::ReceivedMessage;
use super::smtp;

/// Where a sink listens, always on 127.0.0.1, and where it keeps what it gets.
#[derive(Debug, Clone, Default)]
pub struct MailSinkSettings {
    /// The SMTP port; 0 takes a free one.
    pub smtp_port: u16,
    /// The port of the inbox page; 0 takes a free one.
    pub http_port: u16,
    /// The folder in which messages are kept between runs; memory only when absent.
    pub folder: Option<PathBuf>,
}

/// A running mail sink; dropping it closes both ports.
#[derive(Debug)]
pub struct MailSink {
    smtp_addr: SocketAddr,
    http_addr: SocketAddr,
    mailbox: Arc<Mailbox>,
    script: Arc<Script>,
    switch: watch::Sender<bool>,
    listening: watch::Receiver<bool>,
    tasks: [JoinHandle<()>; 2],
}

impl MailSink {
    /// Opens both ports, with the messages that an earlier run kept.
    ///
    /// # Errors
    /// When a port is taken or the folder cannot be read.
    pub async fn start(settings: MailSinkSettings) -> anyhow::Result<Self> {
        let mailbox = Arc::new(Mailbox::open(settings.folder)?);
        let script = Arc::new(Script::default());
        let smtp = bind(settings.smtp_port).await.context("the mail sink's SMTP port")?;
        let http = bind(settings.http_port).await.context("the mail sink's inbox port")?;
        let (smtp_addr, http_addr) = (smtp.local_addr()?, http.local_addr()?);
        let (switch, switched) = watch::channel(true);
        let (say_listening, listening) = watch::channel(true);
        let door = Door { mailbox: mailbox.clone(), script: script.clone(), switched, say_listening };
        let serve_inbox = axum::serve(http, inbox::router(mailbox.clone()));
        let tasks = [
            tokio::spawn(door.attend(smtp, smtp_addr)),
            tokio::spawn(async move {
                let _ended = serve_inbox.await;
            }),
        ];
        Ok(Self { smtp_addr, http_addr, mailbox, script, switch, listening, tasks })
    }

    /// Where mail is handed in.
    #[must_use]
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp_addr
    }

    /// Where the inbox page is.
    #[must_use]
    pub fn http_addr(&self) -> SocketAddr {
        self.http_addr
    }

    /// Every accepted message, in the order of acceptance.
    #[must_use]
    pub fn messages(&self) -> Vec<Arc<ReceivedMessage>> {
        self.mailbox.messages()
    }

    /// The first message that satisfies the predicate, waited for as long as `timeout`; none when none came.
    pub async fn wait_for(
        &self,
        predicate: impl Fn(&ReceivedMessage) -> bool,
        timeout: Duration,
    ) -> Option<Arc<ReceivedMessage>> {
        let mut more = self.mailbox.watch();
        let found = async {
            loop {
                more.mark_unchanged();
                if let Some(found) = self.messages().into_iter().find(|message| predicate(message)) {
                    return Some(found);
                }
                more.changed().await.ok()?;
            }
        };
        tokio::time::timeout(timeout, found).await.ok().flatten()
    }

    /// Adds faults; each befalls one message transaction, in order.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.script.add(faults);
    }

    /// How many scripted faults are still to come.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.script.left()
    }

    /// Goes down: conversations are cut, connections refused, from the moment this returns.
    pub async fn down(&mut self) {
        self.turn(false).await;
    }

    /// Comes up again on the same port, from the moment this returns.
    pub async fn up(&mut self) {
        self.turn(true).await;
    }

    async fn turn(&mut self, on: bool) {
        self.switch.send_replace(on);
        // An error means that the task ended, which it does not before this value is dropped.
        let _listening = self.listening.wait_for(|listening| *listening == on).await;
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Who lets clients in, as long as the switch is on.
struct Door {
    mailbox: Arc<Mailbox>,
    script: Arc<Script>,
    switched: watch::Receiver<bool>,
    say_listening: watch::Sender<bool>,
}

impl Door {
    async fn attend(mut self, mut listener: TcpListener, addr: SocketAddr) {
        loop {
            self.let_in_until_switched_off(&listener).await;
            drop(listener);
            self.say_listening.send_replace(false);
            if self.switched.wait_for(|on| *on).await.is_err() {
                return;
            }
            listener = match bind(addr.port()).await {
                Ok(listener) => listener,
                Err(error) => {
                    tracing::error!(%error, "the mail sink's port was taken while it was down");
                    return;
                }
            };
            self.say_listening.send_replace(true);
        }
    }

    async fn let_in_until_switched_off(&mut self, listener: &TcpListener) {
        let mut conversations = JoinSet::new();
        loop {
            tokio::select! {
                _ = self.switched.wait_for(|on| !*on) => return,
                Some(_ended) = conversations.join_next() => {}
                accepted = listener.accept() => {
                    let Ok((stream, _)) = accepted else { continue };
                    let (mailbox, script) = (self.mailbox.clone(), self.script.clone());
                    conversations.spawn(async move { smtp::converse(stream, &mailbox, &script).await });
                }
            }
        }
    }
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}
