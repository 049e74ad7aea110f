//! The addresses: `/log/checkpoint` and `/log/tile/…` as C2SP tlog-tiles names them, and what saves clients their own computing.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use replay::heads::{self, SignedHead};
use replay::tree::{TileId, Tree};
use serde::Deserialize;
use sqlx::PgPool;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::answer::{NoAnswer, growing, hashes, lasting};
use super::proof;

/// Readings of the database at once, over all clients: citizens come first.
const AT_ONCE: usize = 4;
/// Sizes listed at once.
const LISTED: u16 = 1_000;

/// What the addresses read.
#[derive(Clone, Debug)]
struct Log {
    pool: PgPool,
    tree: Tree,
    turns: Arc<Semaphore>,
}

/// The public log over `pool`.
pub fn router(pool: PgPool) -> Router {
    let log = Log { tree: Tree::new(pool.clone()), pool, turns: Arc::new(Semaphore::new(AT_ONCE)) };
    Router::new()
        .route("/log/checkpoint", get(newest))
        .route("/log/checkpoint/{size}", get(of_size))
        .route("/log/checkpoints", get(sizes))
        .route("/log/keys", get(keys))
        .route("/log/tile/{*tile}", get(tile))
        .route("/log/proof/inclusion/{index}/{size}", get(inclusion))
        .route("/log/proof/consistency/{old}/{size}", get(consistency))
        .with_state(log)
}

/// The newest signed head.
async fn newest(State(log): State<Log>) -> Result<Response, NoAnswer> {
    let _turn = log.turn()?;
    let head = heads::latest(&log.pool).await?.ok_or(NoAnswer::Absent)?;
    Ok(growing(log.with_cosignatures(&head).await?))
}

/// The signed head of one size.
async fn of_size(State(log): State<Log>, Path(size): Path<String>) -> Result<Response, NoAnswer> {
    let _turn = log.turn()?;
    let head = log.head(&size).await?;
    // A head of this size may be signed once more, by a new key or a witness.
    Ok(growing(log.with_cosignatures(&head).await?))
}

#[derive(Debug, Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

/// Sizes of published heads above `?after=`, one a line, at most a thousand.
async fn sizes(State(log): State<Log>, after: Result<Query<After>, QueryRejection>) -> Result<Response, NoAnswer> {
    let _turn = log.turn()?;
    let Query(After { after }) = after.map_err(|_| NoAnswer::Absent)?;
    let sizes = heads::sizes_after(&log.pool, after, LISTED).await?;
    Ok(growing(sizes.into_iter().map(|size| format!("{size}\n")).collect()))
}

/// The public keys that ever signed, oldest first, one a line.
async fn keys(State(log): State<Log>) -> Result<Response, NoAnswer> {
    let _turn = log.turn()?;
    let keys = heads::verifiers(&log.pool).await?;
    Ok(growing(keys.into_iter().map(|key| key + "\n").collect()))
}

async fn tile(State(log): State<Log>, Path(tile): Path<String>) -> Result<Response, NoAnswer> {
    let tile: TileId = tile.parse().map_err(|_| NoAnswer::Absent)?;
    let _turn = log.turn()?;
    log.tree.tile(tile).await?.map(hashes).ok_or(NoAnswer::Absent)
}

async fn inclusion(State(log): State<Log>, Path((index, size)): Path<(String, String)>) -> Result<Response, NoAnswer> {
    let index = number(&index)?;
    let _turn = log.turn()?;
    let head = log.head(&size).await?;
    let path = log.tree.inclusion(index, head.size, &head.root).await?;
    Ok(lasting(proof::inclusion(index, &path, &head)))
}

async fn consistency(State(log): State<Log>, Path((old, size)): Path<(String, String)>) -> Result<Response, NoAnswer> {
    let old = number(&old)?;
    let _turn = log.turn()?;
    let head = log.head(&size).await?;
    let path = log.tree.consistency(old, head.size, &head.root).await?;
    Ok(lasting(proof::consistency(old, &path, &head)))
}

impl Log {
    fn turn(&self) -> Result<SemaphorePermit<'_>, NoAnswer> {
        self.turns.try_acquire().map_err(|_| NoAnswer::Busy)
    }

    /// The head's note, and below it what witnesses say of it.
    async fn with_cosignatures(&self, head: &SignedHead) -> Result<String, NoAnswer> {
        Ok(head.note().to_owned() + &heads::cosignatures(&self.pool, head.size).await?)
    }

    async fn head(&self, size: &str) -> Result<SignedHead, NoAnswer> {
        heads::of_size(&self.pool, number(size)?).await?.ok_or(NoAnswer::Absent)
    }
}

/// A number in its one form: what is the same has one address.
fn number(text: &str) -> Result<u64, NoAnswer> {
    let number: u64 = text.parse().map_err(|_| NoAnswer::Absent)?;
    if number.to_string() == text { Ok(number) } else { Err(NoAnswer::Absent) }
}
