//! Where accepted messages are kept: in memory, and in a folder when one is given. A message is on disk before its
//! acceptance is said.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use std::{fs, io};

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::envelope::Envelope;
use super::message::ReceivedMessage;

/// All accepted messages, and a signal whenever there is one more.
#[derive(Debug)]
pub(crate) struct Mailbox {
    messages: Mutex<Vec<Arc<ReceivedMessage>>>,
    count: watch::Sender<usize>,
    folder: Option<PathBuf>,
}

/// What is kept beside the message's own bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Label {
    received_at: DateTime<Utc>,
    #[serde(flatten)]
    envelope: Envelope,
}

impl Mailbox {
    /// A mailbox with what an earlier run left in the folder.
    pub(crate) fn open(folder: Option<PathBuf>) -> anyhow::Result<Self> {
        let messages = folder.as_deref().map(kept_messages).transpose()?.unwrap_or_default();
        let count = watch::Sender::new(messages.len());
        Ok(Self { messages: Mutex::new(messages), count, folder })
    }

    /// Keeps a message; after this it may be said that it was accepted.
    pub(crate) fn keep(&self, envelope: Envelope, raw: Vec<u8>) -> io::Result<()> {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let id = messages.last().map_or(1, |last| last.id + 1);
        let received_at = DateTime::from(SystemTime::now());
        let message = ReceivedMessage { id, envelope, received_at, raw };
        if let Some(folder) = &self.folder {
            write(folder, &message)?;
        }
        messages.push(Arc::new(message));
        self.count.send_replace(messages.len());
        Ok(())
    }

    pub(crate) fn messages(&self) -> Vec<Arc<ReceivedMessage>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn message(&self, id: u64) -> Option<Arc<ReceivedMessage>> {
        self.messages().into_iter().find(|message| message.id == id)
    }

    /// A receiver that changes whenever a message is kept.
    pub(crate) fn watch(&self) -> watch::Receiver<usize> {
        self.count.subscribe()
    }
}

/// The label last: a message without one was never accepted.
fn write(folder: &Path, message: &ReceivedMessage) -> io::Result<()> {
    let label = Label { received_at: message.received_at, envelope: message.envelope.clone() };
    fs::write(folder.join(format!("{:06}.eml", message.id)), &message.raw)?;
    fs::write(folder.join(format!("{:06}.json", message.id)), serde_json::to_vec(&label)?)
}

fn kept_messages(folder: &Path) -> anyhow::Result<Vec<Arc<ReceivedMessage>>> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut messages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let label_path = entry?.path();
        let Some(id) = numbered_label(&label_path) else { continue };
        let label: Label =
            serde_json::from_slice(&fs::read(&label_path)?).with_context(|| format!("reading {}", label_path.display()))?;
        let raw = fs::read(label_path.with_extension("eml"))?;
        let Label { received_at, envelope } = label;
        messages.push(Arc::new(ReceivedMessage { id, envelope, received_at, raw }));
    }
    messages.sort_by_key(|message| message.id);
    Ok(messages)
}

fn numbered_label(path: &Path) -> Option<u64> {
    let is_label = path.extension().is_some_and(|extension| extension == "json");
    path.file_stem().filter(|_| is_label)?.to_str()?.parse().ok()
}
