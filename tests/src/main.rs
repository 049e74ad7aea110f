//! `sandbox`: the whole portal on one machine, to be clicked through, or one journey through it that checks itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tests::sandbox::{Folder, Ports, Sandbox, demo, sample};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Starts PostgreSQL, a pagoPA simulator, a mail sink and Quietanza itself, loads a sample municipality, and keeps
/// everything running until Ctrl-C. Data stays in `.quietanza/sandbox`; delete that folder to start from nothing.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Keep data here instead of in `.quietanza`.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes one whole journey through the real edges and says what it saw; fails when any step differs.
    Journey(tests::journey::Options),
    /// The auditor's tool, as `replay`.
    #[command(hide = true, disable_help_flag = true)]
    Auditor {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
    /// The product itself, as `quietanza`; the sandbox starts itself with this to have it as a process of its own.
    #[command(hide = true, disable_help_flag = true)]
    Product {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
}

fn main() -> ExitCode {
    let Arguments { command, data } = Arguments::parse();
    let data = data.unwrap_or_else(Folder::usual);
    match command {
        Some(Command::Product { arguments }) => api::cli::main(std::iter::once("quietanza".into()).chain(arguments)),
        Some(Command::Auditor { arguments }) => replay::tool::main(std::iter::once("replay".into()).chain(arguments)),
        Some(Command::Journey(options)) => finish(run(tests::journey::run(options, &data))),
        None => finish(run(keep_running(&data))),
    }
}

fn run<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn finish(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nsandbox: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn keep_running(data: &Path) -> anyhow::Result<()> {
    println!("Starting PostgreSQL, the pagoPA simulator, the mail sink and Quietanza …");
    let sandbox = Sandbox::start(Folder::open(data, "sandbox")?, Ports::usual()?).await?;
    introduce(&sandbox);
    tokio::signal::ctrl_c().await?;
    println!("\nStopping …");
    sandbox.stop().await
}

fn introduce(sandbox: &Sandbox) {
    let Ports { portal, station, office, operations, pagopa, inbox, .. } = sandbox.ports;
    println!(
        "
Everything runs. Ctrl-C stops it; the next start is warm and keeps its data.

  GraphQL            http://{portal}/graphql
  Office             http://{office}/office/graphql   (log in as {staff}, password {password})
  pagoPA simulator   http://{pagopa}/            (payment page, counter, journal)
  Inbox              http://{inbox}/            (every mail the portal sent)
  Health, metrics    http://{operations}/readyz   http://{operations}/metrics
  paForNode station  http://{station}/paForNode

The demo Ente has news, a calendar, a menu, a banner, help, school bills and every case of support; citizens may register, and the
office may verify who they are. Its feed: http://{portal}/feeds/{ente}/news.atom

Sample citizens of Comune di Borgoesempio ({ente}), each with a first notice to look up:
",
        ente = sample::ENTE,
        staff = demo::STAFF,
        password = sandbox.staff_password,
    );
    for (index, citizen) in sample::CITIZENS.iter().enumerate() {
        println!("  {:<22} {:<16}  notice {}", citizen.name, citizen.tax_code, sample::notice_of(index, 0, 0).grouped());
    }
    println!("\nTry:  cargo run --release --bin sandbox -- journey            (or: journey citizen, journey audit)");
}
