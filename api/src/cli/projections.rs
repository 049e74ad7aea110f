//! `quietanza projections`: read models built anew beside the live ones, compared, exchanged and taken back.

use std::process::ExitCode;

use projections::ViewName;
use projections::builds::{Build, BuildError, Builds, Built, Swapped, history};
use projections::freshness::positions;
use projections::rebuild::{Comparison, RebuildError};
use replay::pool;
use serde_json::json;

use super::arguments::{ProjectionsCommand, WhichView};
use super::error::{CliError, REFUSED};
use crate::settings::Settings;

pub(super) async fn run(command: ProjectionsCommand, settings: &Settings) -> Result<ExitCode, CliError> {
    let database = &settings.database;
    let open = || Builds::open(database.owner(), &database.schema);
    let mut code = ExitCode::SUCCESS;
    match command {
        ProjectionsCommand::List { json } => list(settings, json).await?,
        ProjectionsCommand::Rebuild { which, anew } => {
            let builds = open().await?;
            for view in meant(&which) {
                println!("{view}: {}", told(&builds.rebuild(view, anew).await?));
            }
        }
        ProjectionsCommand::Compare { which, json } => {
            let builds = open().await?;
            for view in meant(&which) {
                let compared = builds.compare(view).await?;
                show(view, &compared, json);
                if !compared.is_equal() {
                    code = ExitCode::from(REFUSED);
                }
            }
        }
        ProjectionsCommand::Promote { which } => {
            let builds = open().await?;
            for view in meant(&which) {
                println!("{view}: {}", exchanged(&builds.promote(view).await?));
            }
        }
        ProjectionsCommand::Discard { which } => {
            let builds = open().await?;
            for view in meant(&which) {
                builds.discard(view).await?;
                println!("{view}: only the live build is left");
            }
        }
        ProjectionsCommand::Rollback { which } => {
            let builds = open().await?;
            for view in meant(&which) {
                println!("{view}: {}", exchanged(&builds.rollback(view).await?));
            }
        }
    }
    Ok(code)
}

fn meant(which: &WhichView) -> Vec<ViewName> {
    which.view.map_or_else(|| ViewName::ALL.to_vec(), |view| vec![view])
}

async fn list(settings: &Settings, json: bool) -> Result<(), CliError> {
    let pool = pool::lazy(settings.database.app(), 1);
    let (views, builds) = (positions(&pool).await?, history(&pool).await?);
    for view in views {
        let of_view: Vec<&Build> = builds.iter().filter(|build| build.view == view.view).collect();
        if json {
            let builds: Vec<_> = of_view.iter().map(|build| as_json(build)).collect();
            let line = json!({
                "view": view.view.as_str(), "build": view.build, "promoted_at": view.promoted_at, "next_index": view.next_index,
                "behind": view.behind, "stale_since": view.stale_since, "builds": builds,
            });
            println!("{line}");
            continue;
        }
        let stale = view.stale_since.map(|since| format!(", some streams put aside since {since}")).unwrap_or_default();
        println!("{}\tbuild {} at {}, {} behind{stale}", view.view, view.build, view.next_index, view.behind);
        for build in of_view.iter().filter(|build| build.build != view.build) {
            println!("\tbuild {} {}, begun {}, by version {}", build.build, build.state.as_str(), build.begun_at, build.program);
        }
    }
    Ok(())
}

fn as_json(build: &Build) -> serde_json::Value {
    json!({
        "build": build.build, "state": build.state.as_str(), "program": build.program,
        "begun_at": build.begun_at, "built_at": build.built_at, "promoted_at": build.promoted_at,
    })
}

fn told(Built { build, next_index, folded, took }: &Built) -> String {
    match folded {
        Some(events) => format!("build {build} folded from {events} events and brought to {next_index} in {took:.1?}"),
        None => format!("build {build} taken up again and brought to {next_index} in {took:.1?}"),
    }
}

fn exchanged(Swapped { live, former, next_index, held, waited, gave_way }: &Swapped) -> String {
    let waited = format!("the table was locked for {held:.1?}, after {waited:.1?} of waiting for it");
    format!("build {live} answers instead of build {former}, at {next_index}; {waited}, gave way {gave_way} times")
}

fn show(view: ViewName, Comparison { live, rebuilt, only_live, only_rebuilt }: &Comparison, json: bool) {
    let equal = live == rebuilt;
    if json {
        let side = |digest: &projections::rebuild::Digest| json!({ "rows": digest.rows, "digest": digest.hash });
        let line = json!({
            "view": view.as_str(), "equal": equal, "live": side(live), "rebuilt": side(rebuilt),
            "only_live": only_live, "only_rebuilt": only_rebuilt,
        });
        println!("{line}");
        return;
    }
    println!("{view}: {}", if equal { "equal" } else { "they differ" });
    println!("\tlive\t{} rows, digest {}", live.rows, live.hash);
    println!("\tbeside\t{} rows, digest {}", rebuilt.rows, rebuilt.hash);
    only_live.iter().for_each(|row| println!("\tonly live\t{row}"));
    only_rebuilt.iter().for_each(|row| println!("\tonly beside\t{row}"));
}

impl From<BuildError> for CliError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Busy(_)
            | BuildError::NotBuilt { .. }
            | BuildError::OtherProgram { .. }
            | BuildError::OtherShape { .. } => Self::Refused(error.to_string()),
            BuildError::Rebuild(RebuildError::UnknownVersion { .. }) => Self::Refused(error.to_string()),
            other => Self::failed(other),
        }
    }
}

impl From<projections::query::QueryError> for CliError {
    fn from(error: projections::query::QueryError) -> Self {
        Self::failed(error)
    }
}
