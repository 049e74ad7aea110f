//! `quietanza restored`: the copy came back from a backup; what now?

use std::process::ExitCode;

use super::arguments::RestoredCommand;
use super::error::{CliError, REFUSED};
use crate::fence::{self, Confirmation, FenceError, Mark};
use crate::product::Product;

pub(super) async fn run(command: RestoredCommand, product: Product) -> Result<ExitCode, CliError> {
    match command {
        RestoredCommand::Show => show(&product).await,
        RestoredCommand::Confirm { operator, reason, send } => confirm(&product, &Confirmation { operator, reason, send }).await,
    }
}

async fn show(product: &Product) -> Result<ExitCode, CliError> {
    let home = fence::look(product).await?;
    if let Some(by) = &home.confirmed_by {
        println!("The cell is at home (home {}, since {}, confirmed by {by}).", home.number, home.seen_at);
        return Ok(ExitCode::SUCCESS);
    }
    println!("This copy came back from a backup: {}, seen at {}.", home.noticed.as_str(), home.seen_at);
    println!("Its log had {} events then. Nothing is done outside.", home.log_length);
    for (kind, count, oldest) in fence::waiting(&product.pool, &home).await.map_err(CliError::failed)? {
        println!("{kind}\t{count} wanted before, the oldest at {oldest}: they may have been sent");
    }
    println!("Compare it with the world, then: quietanza restored confirm --operator NAME --reason TEXT");
    Ok(ExitCode::from(REFUSED))
}

async fn confirm(product: &Product, confirmation: &Confirmation) -> Result<ExitCode, CliError> {
    fence::look(product).await?;
    let confirmed = fence::confirm(&product.pool, confirmation).await.map_err(CliError::failed)?;
    let Some(confirmed) = confirmed else {
        println!("The cell is at home already; there is nothing to confirm.");
        return Ok(ExitCode::SUCCESS);
    };
    // A process that starts before the next look must not find the file of the log that is gone.
    if let Some(mark) = Mark::of(&product.settings.database) {
        mark.set(&product.pool).await.map_err(FenceError::from)?;
    }
    println!("Home {} is confirmed; things are done outside again.", confirmed.home.number);
    if confirmed.put_aside > 0 {
        println!("{} to-dos may have been done before: they are put aside, to be looked at one by one.", confirmed.put_aside);
    }
    Ok(ExitCode::SUCCESS)
}

impl From<FenceError> for CliError {
    fn from(error: FenceError) -> Self {
        match error {
            FenceError::Mark(error @ (fence::MarkError::File(..) | fence::MarkError::Unreadable(_))) => {
                Self::Wrong(format!("database.mark_file: {error}"))
            }
            other => Self::failed(other),
        }
    }
}
