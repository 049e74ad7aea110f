//! How often the product waits for the database: counted on the wire, between the two.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, ensure};
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy};
use tokio::net::{UnixListener, UnixStream};

/// A socket in front of the database's own that counts what passes.
#[derive(Debug)]
pub struct RoundTrips {
    _folder: TempDir,
    options: PgConnectOptions,
    count: Arc<AtomicU64>,
}

impl RoundTrips {
    /// In front of a managed database. Lives as long as this value.
    ///
    /// # Errors
    /// When the database is not reached by a socket, or none can be opened.
    pub fn before(database: &PgConnectOptions) -> anyhow::Result<Self> {
        let name = format!(".s.PGSQL.{}", database.get_port());
        let real = database.get_socket().context("only a managed database is reached by a socket")?.join(&name);
        let folder = tempfile::tempdir()?;
        let listener = UnixListener::bind(folder.path().join(&name))?;
        let count = Arc::new(AtomicU64::new(0));
        tokio::spawn(listen(listener, real, count.clone()));
        let options = database.clone().socket(folder.path());
        Ok(Self { _folder: folder, options, count })
    }

    /// How to connect through it.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Round trips so far: how often somebody asked and waited for the answer.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }
}

async fn listen(listener: UnixListener, real: PathBuf, count: Arc<AtomicU64>) {
    while let Ok((client, _)) = listener.accept().await {
        let (real, count) = (real.clone(), count.clone());
        tokio::spawn(async move {
            let server = UnixStream::connect(real).await?;
            let ((mut from_client, mut to_client), (mut from_server, to_server)) = (client.into_split(), server.into_split());
            tokio::select! {
                told = pass(&mut from_client, to_server, &count) => told,
                told = copy(&mut from_server, &mut to_client) => Ok(told.map(drop)?),
            }
        });
    }
}

/// Passes messages on as they are: a first one without a kind, then kind, length and content. `Sync` and a simple `Query` make the server
/// answer (PostgreSQL, "Frontend/Backend Protocol", message flow). A `Sync` alone asks nothing: it is the pool's ping when a connection is
/// given back, for which nobody waits.
async fn pass(from: &mut (impl AsyncRead + Unpin), mut to: impl AsyncWrite + Unpin, count: &AtomicU64) -> anyhow::Result<()> {
    let (mut kind, mut asked) = (None, false);
    loop {
        let mut length = [0; 4];
        from.read_exact(&mut length).await?;
        let content = usize::try_from(u32::from_be_bytes(length))?.checked_sub(length.len());
        let mut message = vec![0; content.context("a message shorter than its length")?];
        ensure!(message.len() < 100_000_000, "no message is so long");
        from.read_exact(&mut message).await?;
        if kind == Some(b'Q') || kind == Some(b'S') && asked {
            count.fetch_add(1, Ordering::SeqCst);
        }
        asked = kind.is_some_and(|kind| kind != b'S' && kind != b'Q');
        let head: Vec<u8> = kind.into_iter().chain(length).collect();
        to.write_all(&[head, message].concat()).await?;
        kind = Some(from.read_u8().await?);
    }
}
