//! Blue and green: a view is built anew beside the one that answers, compared with it, put in its place in one transaction, and taken back.
//!
//! ```text
//!               rebuild                promote               promote
//!   the log ─────────────► <cell>_rebuild ─────► <cell> (answers) ─────► <cell>_previous
//!                                         ◄─────                  ◄─────
//!                                         rollback               rollback
//! ```
//!
//! The three places are schemas. A connection that searches `<cell>_rebuild` before the cell itself writes every view, checkpoint and dead
//! letter there without knowing it, so the table beside is kept by the very code that keeps the live one. Where a build stands is recorded
//! in `view_build`; a command that dies leaves nothing that the next one does not see. One command at a time works on the builds of a cell.

mod advance;
mod error;
mod forget;
mod lock;
mod record;
mod side_by_side;
mod slot;
mod swap;

use std::time::{Duration, Instant};

use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

pub use error::BuildError;
pub use forget::forget_in_kept_builds;
pub use record::{Build, BuildState, history, live_builds};
pub(crate) use slot::{Slot, prepare};

use crate::rebuild::{Comparison, rebuild, rebuild_in};
use crate::view::ViewName;

/// What a rebuild came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Number of the build.
    pub build: u32,
    /// The table beside stands here; the live view stood here too when it was looked at last.
    pub next_index: u64,
    /// Events folded from the beginning; none when a build that a killed command left was taken up again.
    pub folded: Option<u64>,
    /// How long it took.
    pub took: Duration,
}

/// What a swap came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// The build that answers now.
    pub live: u32,
    /// The build that answered until then.
    pub former: u32,
    /// Both stood here when they changed places.
    pub next_index: u64,
    /// How long the tables were locked: from having them to the commit.
    pub held: Duration,
    /// How long whoever came behind the swap waited before, at most: from asking for the tables to having them.
    pub waited: Duration,
    /// Times the swap gave way to somebody who was reading or writing for longer.
    pub gave_way: u32,
}

/// The builds of one cell, in the hands of one command.
#[derive(Debug)]
pub struct Builds {
    /// As the owner, in the cell.
    pool: PgPool,
    options: PgConnectOptions,
    schema: String,
    lock: lock::Lock,
}

impl Builds {
    /// Takes the builds of the cell in hand. `options` connect as `quietanza_owner` or as a member of that role.
    ///
    /// # Errors
    /// [`BuildError::Busy`] while another command has them.
    pub async fn open(options: PgConnectOptions, schema: &str) -> Result<Self, BuildError> {
        let options = slot::as_owner(options, schema);
        let lock = lock::Lock::take(&options, schema).await?;
        Ok(Self { pool: replay::pool::lazy(options.clone(), 4), options, schema: schema.to_owned(), lock })
    }

    /// Folds `view` from the beginning into a table beside the live one and brings it to where the live one is. A build that a killed command
    /// left complete is only brought there, unless `anew`.
    ///
    /// # Errors
    /// An event of an unknown version stops it; so does the database.
    pub async fn rebuild(&self, view: ViewName, anew: bool) -> Result<Built, BuildError> {
        let begun = Instant::now();
        let standing = record::beside(&self.pool, view).await?;
        let taken_up = standing.filter(|build| !anew && build.is_ready_for_this_program());
        let (build, folded) = match taken_up {
            Some(build) => (build.build, None),
            None => {
                let build = record::begin(&self.pool, view).await?;
                let at = advance::live_position(&self.pool, view).await?;
                let rebuilt = rebuild(&self.pool, view, at).await?;
                record::place(&self.pool, &Slot::Rebuilt.schema(&self.schema), view, at).await?;
                record::built(&self.pool, view, build).await?;
                (build, Some(rebuilt.events))
            }
        };
        let beside = self.beside(Slot::Rebuilt);
        let next_index = self.catch_up(&beside, view).await?;
        beside.close().await;
        Ok(Built { build, next_index, folded, took: begun.elapsed() })
    }

    /// Compares the table beside with the live one while both stand still at the same place of the log; the view goes on meanwhile.
    ///
    /// # Errors
    /// [`BuildError::NotBuilt`] when there is none beside.
    pub async fn compare(&self, view: ViewName) -> Result<Comparison, BuildError> {
        self.standing(Slot::Rebuilt, view).await?;
        self.compare_in(Slot::Rebuilt, view).await
    }

    /// Folds `view` anew only to compare it with the live one; what stands in the other places stays.
    ///
    /// # Errors
    /// As [`Self::rebuild`].
    pub async fn verify(&self, view: ViewName) -> Result<Comparison, BuildError> {
        self.lock.check().await?;
        let at = advance::live_position(&self.pool, view).await?;
        rebuild_in(&self.pool, view, at, Slot::Checked).await?;
        record::place(&self.pool, &Slot::Checked.schema(&self.schema), view, at).await?;
        let compared = self.compare_in(Slot::Checked, view).await;
        slot::clear(&self.pool, &self.schema, Slot::Checked, view).await?;
        compared
    }

    async fn compare_in(&self, slot: Slot, view: ViewName) -> Result<Comparison, BuildError> {
        let beside = self.beside(slot);
        self.catch_up(&beside, view).await?;
        let compared = side_by_side::compare(self, &beside, view, slot).await;
        beside.close().await;
        compared
    }

    /// Puts the table beside in the place of the live one, which stays for [`Self::rollback`].
    ///
    /// # Errors
    /// [`BuildError::NotBuilt`] when there is none beside, [`BuildError::OtherShape`] when a migration changed the view meanwhile.
    pub async fn promote(&self, view: ViewName) -> Result<Swapped, BuildError> {
        self.swap(view, Slot::Rebuilt).await
    }

    /// Puts the one that answered before back in its place, brought up to date; the other one stays beside, to be looked at.
    ///
    /// # Errors
    /// [`BuildError::NotBuilt`] when there is none to go back to.
    pub async fn rollback(&self, view: ViewName) -> Result<Swapped, BuildError> {
        self.swap(view, Slot::Previous).await
    }

    /// Drops what stands beside the live view and what answered before: there is nothing to promote then, and nothing to go back to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn discard(&self, view: ViewName) -> Result<(), BuildError> {
        self.lock.check().await?;
        for slot in [Slot::Rebuilt, Slot::Previous] {
            slot::clear(&self.pool, &self.schema, slot, view).await?;
        }
        Ok(())
    }

    async fn swap(&self, view: ViewName, from: Slot) -> Result<Swapped, BuildError> {
        let build = self.standing(from, view).await?;
        if !build.is_of_this_program() {
            return Err(BuildError::OtherProgram { view, program: build.program });
        }
        let beside = self.beside(from);
        self.catch_up(&beside, view).await?;
        let swapped = swap::swap(self, &beside, view, from, build.build).await;
        beside.close().await;
        swapped
    }

    /// The build in a place; it must be complete.
    async fn standing(&self, slot: Slot, view: ViewName) -> Result<Build, BuildError> {
        self.lock.check().await?;
        let build = match slot {
            Slot::Rebuilt => record::beside(&self.pool, view).await?.filter(|build| build.state != BuildState::Building),
            Slot::Previous => record::previous(&self.pool, view).await?,
            Slot::Checked => None,
        };
        build.ok_or(BuildError::NotBuilt { view, slot })
    }

    /// Brings the table beside to where the live one stands; answers that place.
    async fn catch_up(&self, beside: &PgPool, view: ViewName) -> Result<u64, BuildError> {
        let live = advance::live_position(&self.pool, view).await?;
        advance::up_to(beside, view, live).await?;
        Ok(live)
    }

    fn beside(&self, slot: Slot) -> PgPool {
        slot::pool_beside(&self.options, &self.schema, slot)
    }
}
