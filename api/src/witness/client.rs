//! The one call we make to a witness: `add-checkpoint` (C2SP tlog-witness).

use std::time::Duration;

use replay::heads::{Dispatch, HeadError, SignedHead, WitnessKey};
use replay::tree::{Tree, TreeError};
use reqwest::{Client, Response, StatusCode, redirect};
use url::Url;

use super::destination::{Destination, Undelivered};
use crate::log::consistency;
use crate::product::Product;
use crate::settings::Witness;

const CONNECT: Duration = Duration::from_secs(3);
const ANSWER: Duration = Duration::from_secs(10);
/// How much of an answer is read, in bytes.
const ANSWER_BYTES: usize = 16 * 1024;

/// Why a witness did not sign, or cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// The settings cannot be used.
    #[error("log.witness: {0}")]
    Setting(&'static str),
    /// TLS or the runtime is not as it should be.
    #[error("log.witness: the HTTP client cannot be built")]
    Http(#[source] reqwest::Error),
    /// No answer.
    #[error("the witness gives no answer")]
    NoAnswer(#[source] reqwest::Error),
    /// It refuses: it does not know the log or its key, or does not accept the proof.
    #[error("the witness refuses the head of size {size}: HTTP {status}")]
    Refused {
        /// Size of the head.
        size: u64,
        /// Status of its answer.
        status: u16,
    },
    /// It saw a longer log than there is: what it saw is gone.
    #[error("the witness has seen {seen} events, and only {size} are signed: the log was cut off")]
    Ahead {
        /// What it has seen.
        seen: u64,
        /// What is signed.
        size: u64,
    },
    /// Its signature is not its own, or on something else.
    #[error("the witness answers without its signature")]
    Unsigned(#[source] HeadError),
    /// The proof cannot be made.
    #[error("no proof can be made for the witness")]
    Proof(#[from] TreeError),
}

/// A witness.
#[derive(Clone, Debug)]
pub(crate) struct WitnessClient {
    http: Client,
    add_checkpoint: Url,
    key: WitnessKey,
    name: String,
    product: Product,
}

/// What a witness answers.
enum Answer {
    /// Its signature lines.
    Signed(String),
    /// It knows the log at another size.
    Knows(u64),
}

impl WitnessClient {
    /// A client as the settings say.
    ///
    /// # Errors
    /// [`WitnessError::Setting`], [`WitnessError::Http`].
    pub(crate) fn new(settings: &Witness, product: Product) -> Result<Self, WitnessError> {
        let key = WitnessKey::parse(&settings.key).map_err(|_| WitnessError::Setting("key is no key of a witness"))?;
        let http = Client::builder()
            .user_agent(concat!("quietanza/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .https_only(settings.url.scheme() == "https")
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()
            .map_err(WitnessError::Http)?;
        let mut add_checkpoint = settings.url.clone();
        let unextendable = |()| WitnessError::Setting("url is no address that can be added to");
        add_checkpoint.path_segments_mut().map_err(unextendable)?.pop_if_empty().push("add-checkpoint");
        let name = settings.key.split('+').next().unwrap_or_default();
        Ok(Self { http, add_checkpoint, key, name: format!("witness {name}"), product })
    }

    /// Has the head signed by a witness that we believe to have seen `old` events; asks once more when it has seen others.
    async fn sign(&self, head: &SignedHead, old: u64) -> Result<String, WitnessError> {
        let seen = match self.ask(head, old).await? {
            Answer::Signed(lines) => return Ok(lines),
            Answer::Knows(seen) => seen,
        };
        if seen > head.size {
            return Err(WitnessError::Ahead { seen, size: head.size });
        }
        match self.ask(head, seen).await? {
            Answer::Signed(lines) => Ok(lines),
            // Another process was quicker; the next turn knows.
            Answer::Knows(_) => Err(WitnessError::Refused { size: head.size, status: StatusCode::CONFLICT.as_u16() }),
        }
    }

    async fn ask(&self, head: &SignedHead, old: u64) -> Result<Answer, WitnessError> {
        let tree = Tree::new(self.product.pool.clone());
        let proof = match old {
            // From nothing, and to the same size, there is nothing to prove.
            0 => Vec::new(),
            old if old == head.size => Vec::new(),
            old => tree.consistency(old, head.size, &head.root).await?,
        };
        let body = consistency(old, &proof, head);
        let response = self.http.post(self.add_checkpoint.clone()).body(body).send().await.map_err(WitnessError::NoAnswer)?;
        self.understand(head, response).await
    }

    async fn understand(&self, head: &SignedHead, response: Response) -> Result<Answer, WitnessError> {
        let status = response.status();
        let refused = WitnessError::Refused { size: head.size, status: status.as_u16() };
        let answer = beginning(response).await.map_err(WitnessError::NoAnswer)?;
        match status {
            StatusCode::OK => {
                self.key.verify(head, &answer).map_err(WitnessError::Unsigned)?;
                Ok(Answer::Signed(answer))
            }
            StatusCode::CONFLICT => answer.trim().parse().map(Answer::Knows).map_err(|_| refused),
            _ => Err(refused),
        }
    }
}

async fn beginning(mut response: Response) -> Result<String, reqwest::Error> {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_BYTES
        && let Some(chunk) = response.chunk().await?
    {
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl Destination for WitnessClient {
    fn name(&self) -> &str {
        &self.name
    }

    async fn due(&self) -> Result<Option<Dispatch>, Undelivered> {
        Ok(Dispatch::open(&self.product.pool, &self.name).await?)
    }

    async fn deliver(&self, dispatch: Dispatch) -> Result<(), Undelivered> {
        let old = dispatch.before.map_or(0, |before| before.size);
        let lines = self.sign(&dispatch.head, old).await?;
        Ok(dispatch.taken(&lines, self.product.clock.now()).await?)
    }
}
