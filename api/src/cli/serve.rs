//! `quietanza serve` and `quietanza migrate`.

use std::process::ExitCode;

use replay::migrate::{Place, migrate_apart};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::error::CliError;
use crate::clock::Clock;
use crate::product::Product;
use crate::settings::Settings;
use crate::telemetry::start_logs;

/// Exit code of a process ended by a second signal.
const IMPATIENT: i32 = 130;

pub(super) async fn serve(settings: Settings, stop_at_end_of_input: bool) -> Result<ExitCode, CliError> {
    let logs = start_logs(&settings.telemetry).map_err(CliError::failed)?;
    let stop = CancellationToken::new();
    let signals = watch_signals(stop.clone()).map_err(CliError::failed)?;
    tokio::spawn(signals);
    if stop_at_end_of_input {
        let stop = stop.clone();
        // A thread of its own: reading the standard input cannot be cancelled, and must not keep the runtime from ending.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
            stop.cancel();
        });
    }
    let doors = Product::open(settings, Clock::system()).await?.open_doors().await?;
    let [portal, station, operations] = doors.addresses().map_err(CliError::failed)?;
    tracing::info!(%portal, %station, %operations, "serving");
    doors.run(stop).await;
    tracing::info!("stopped");
    // The exporter waits for its own thread: not on a thread of the runtime, which sends for it.
    let _ = tokio::task::spawn_blocking(|| logs.finish()).await;
    Ok(ExitCode::SUCCESS)
}

/// The first signal asks for an orderly end, the second ends at once: nothing acknowledged can be lost either way.
fn watch_signals(stop: CancellationToken) -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        tracing::info!("stopping: requests in progress may finish");
        stop.cancel();
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        std::process::exit(IMPATIENT);
    })
}

pub(super) async fn migrate(settings: &Settings) -> Result<ExitCode, CliError> {
    let database = &settings.database;
    let cell = Place { options: database.owner(), schema: database.schema.clone() };
    migrate_apart(&cell, &settings.vault.place(database)).await.map_err(CliError::failed)?;
    println!("Schema {} is up to date.", database.schema);
    Ok(ExitCode::SUCCESS)
}
