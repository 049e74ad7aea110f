//! A witness (C2SP tlog-witness, tlog-cosignature), written from the public rules: signs each head that continues what it saw, and nothing else.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey};
use replay::heads::{SignedHead, Trusted};
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

const NAME: &str = "witness.example.test";
/// The algorithm's number in a key of a witness.
const COSIGNATURE: u8 = 4;
/// When everything is signed: a witness in a test needs no clock.
const TIME: u64 = 1_780_308_000;

/// A witness that listens as long as this value lives.
#[derive(Debug)]
pub struct Witness {
    address: SocketAddr,
    memory: Arc<Mutex<Memory>>,
    key: SigningKey,
    task: JoinHandle<()>,
}

/// What it saw.
#[derive(Debug, Default)]
struct Memory {
    size: u64,
    root: [u8; 32],
    calls: usize,
    refusals: VecDeque<u16>,
}

#[derive(Clone)]
struct Room {
    memory: Arc<Mutex<Memory>>,
    log: Trusted,
    key: SigningKey,
}

impl Witness {
    /// A witness of the log whose public key is `verifier`.
    ///
    /// # Errors
    /// When it cannot listen, or the key is none.
    pub async fn start(verifier: &str) -> anyhow::Result<Self> {
        let (memory, key) = (Arc::<Mutex<Memory>>::default(), SigningKey::from_bytes(&[0x77; 32]));
        let room = Room { memory: memory.clone(), log: Trusted::parse([verifier])?, key: key.clone() };
        let listener = tokio::net::TcpListener::bind(crate::address::free()?).await?;
        let address = listener.local_addr()?;
        let router = Router::new().route("/add-checkpoint", post(add)).with_state(room);
        let task = tokio::spawn(async move {
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { address, memory, key, task })
    }

    /// Its settings: section `log.witness` in one line.
    #[must_use]
    pub fn settings(&self) -> String {
        format!("witness = {{ url = \"http://{}/\", key = \"{}\" }}", self.address, self.verifier())
    }

    /// Its public key.
    #[must_use]
    pub fn verifier(&self) -> String {
        let public = public(&self.key);
        format!("{NAME}+{}+{}", hex::encode(id(&public)), STANDARD.encode(public))
    }

    /// Answers the next calls so, whatever they ask.
    pub fn refuse(&self, statuses: impl IntoIterator<Item = u16>) {
        self.lock().refusals.extend(statuses);
    }

    /// Puts another log's size in the place of what it saw.
    pub fn remember(&self, size: u64) {
        self.lock().size = size;
    }

    /// Size of the last head it signed.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.lock().size
    }

    /// How often it was called.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.lock().calls
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn public(key: &SigningKey) -> Vec<u8> {
    [&[COSIGNATURE], key.verifying_key().as_bytes().as_slice()].concat()
}

/// SHA-256 over name, newline and key, the first four bytes.
fn id(public: &[u8]) -> Vec<u8> {
    let hash = Sha256::new().chain_update(NAME).chain_update(b"\n").chain_update(public).finalize();
    hash.iter().copied().take(4).collect()
}

async fn add(State(room): State<Room>, body: String) -> Response {
    let mut memory = room.memory.lock().unwrap_or_else(PoisonError::into_inner);
    memory.calls += 1;
    if let Some(status) = memory.refusals.pop_front() {
        return StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
    }
    match judge(&room, &memory, &body) {
        Err(Refusal::Knows(size)) => {
            (StatusCode::CONFLICT, [(header::CONTENT_TYPE, "text/x.tlog.size")], format!("{size}\n")).into_response()
        }
        Err(Refusal::Status(status)) => status.into_response(),
        Ok(head) => {
            (memory.size, memory.root) = (head.size, head.root);
            cosignature(&room.key, head.note()).into_response()
        }
    }
}

enum Refusal {
    /// It saw another size than the caller thinks.
    Knows(u64),
    Status(StatusCode),
}

fn judge(room: &Room, memory: &Memory, body: &str) -> Result<SignedHead, Refusal> {
    let wrong = || Refusal::Status(StatusCode::BAD_REQUEST);
    let (header, note) = body.split_once("\n\n").ok_or_else(wrong)?;
    let mut lines = header.lines();
    let old: u64 = lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok()).ok_or_else(wrong)?;
    let proof: Option<Vec<tlog_tiles::Hash>> = lines.map(|line| tlog_tiles::Hash::parse_hash(line).ok()).collect();
    let head = SignedHead::parse(note).map_err(|_| wrong())?;
    if head.origin() != room.log.origin() {
        return Err(Refusal::Status(StatusCode::NOT_FOUND));
    }
    head.verify(&room.log).map_err(|_| Refusal::Status(StatusCode::FORBIDDEN))?;
    if old > head.size {
        return Err(wrong());
    }
    if old != memory.size || (old == head.size && memory.root != head.root) {
        return Err(Refusal::Knows(memory.size));
    }
    let hash = tlog_tiles::Hash;
    let continues = match old {
        0 => proof.is_some_and(|proof| proof.is_empty()),
        old => {
            proof.is_some_and(|proof| tlog_tiles::check_tree(&proof, head.size, hash(head.root), old, hash(memory.root)).is_ok())
        }
    };
    if continues { Ok(head) } else { Err(Refusal::Status(StatusCode::UNPROCESSABLE_ENTITY)) }
}

/// A signature line of ours on the text of a note.
fn cosignature(key: &SigningKey, note: &str) -> String {
    let text = note.rsplit_once("\n\n").map_or(note, |(text, _)| text);
    let signature = key.sign(format!("cosignature/v1\ntime {TIME}\n{text}\n").as_bytes());
    let bytes = [id(&public(key)), TIME.to_be_bytes().to_vec(), signature.to_bytes().to_vec()].concat();
    format!("— {NAME} {}\n", STANDARD.encode(bytes))
}
