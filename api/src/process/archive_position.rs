//! Keep pagoPA's archive as we would answer ourselves, notice by notice.

use chrono::TimeDelta;
use domain::debt_position::DebtPositionCommand;
use domain::personal::{Person, SealedPerson};
use projections::todo::{Todo, TodoKind};

use super::cause::because_of;
use super::setback::{Setback, done};
use super::worker::{Hold, Task};
use crate::archive::{ArchiveClient, ArchiveEntry, ArchiveError};
use crate::product::Product;
use crate::vault::Envelope;

/// How often it is looked whether an Ente that does not register its positions has changed its mind.
const POLICY_LOOK: TimeDelta = TimeDelta::hours(6);

/// Tells the archive what may be paid.
#[derive(Debug)]
pub(crate) struct ArchivePosition {
    pub(crate) product: Product,
    pub(crate) client: ArchiveClient,
}

impl Task for ArchivePosition {
    const KIND: TodoKind = TodoKind::ArchivePosition;

    async fn act(&self, todo: &Todo, _: &Hold) -> Result<(), Setback> {
        let now = self.product.clock.now();
        let ente = self.product.enti.get(&todo.ente);
        if !ente.is_some_and(|ente| ente.policies.register_in_archive) {
            return Err(Setback::At(now + POLICY_LOOK, "policies.register_in_archive is off".to_owned()));
        }
        let loaded = self.product.commands.positions.load_fresh(todo.key()).await;
        let snapshot = loaded.map_err(|error| Setback::later(error.to_string()))?;
        let version = u64::try_from(snapshot.version).unwrap_or(u64::MAX);
        let position = snapshot.aggregate;
        if position.archived_version() >= todo.version {
            return Ok(());
        }
        let Some(debtor) = position.debtor() else { return Err(Setback::later("the position cannot be seen yet")) };
        let debtor = self.open(todo, debtor).await?;
        for entry in ArchiveEntry::of_position(&position, &todo.ente, &debtor, now) {
            self.client.upsert(&entry).await.map_err(|error| match error {
                ArchiveError::Later(_) => Setback::later(error.to_string()),
                ArchiveError::Refused(_) => Setback::aside(format!("notice {}: {error}", entry.nav)),
            })?;
            fail::fail_point!("archive_position::told", |_| Err(Setback::later("failpoint")));
        }
        let metadata = because_of(&self.product, todo, &todo.ente, "archive");
        let command = DebtPositionCommand::NoteArchived { version };
        done(self.product.commands.positions.execute(todo.key(), command, metadata).await)?;
        fail::fail_point!("archive_position::recorded", |_| Err(Setback::later("failpoint")));
        Ok(())
    }
}

impl ArchivePosition {
    async fn open(&self, todo: &Todo, debtor: &SealedPerson) -> Result<Person, Setback> {
        let stream = format!("DebtPosition/{}", todo.key());
        let at = Envelope { ente: &todo.ente, stream: &stream, field: "debtor" };
        let opened = self.product.vault.open_person(at, debtor).await?;
        opened.ok_or_else(|| Setback::aside("the debtor was erased: the archive cannot be told of the position"))
    }
}
