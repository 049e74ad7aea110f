//! `sandbox`: the whole portal on one machine, to be clicked through, or one journey through it that checks itself.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tests::sandbox::{Folder, Ports, Sandbox, sample};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Starts PostgreSQL, a pagoPA simulator, a mail sink and Quietanza itself, loads a sample municipality, and keeps
/// everything running until Ctrl-C. Data stays in `.quietanza/sandbox`; delete that folder to start from nothing.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs one whole payment through the real edges and says what it saw; fails when any step differs.
    Journey(tests::journey::Options),
    /// The product itself, as `quietanza`; the sandbox starts itself with this to have it as a process of its own.
    #[command(hide = true, disable_help_flag = true)]
    Product {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Some(Command::Product { arguments }) => product(arguments),
        Some(Command::Journey(options)) => finish(run(tests::journey::run(options))),
        None => finish(run(keep_running())),
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

/// Runs the product in this process, and asks it to stop when whoever started it is gone.
fn product(arguments: Vec<std::ffi::OsString>) -> ExitCode {
    if std::env::var_os("QUIETANZA_STOP_AT_END_OF_INPUT").is_some() {
        std::thread::spawn(|| {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TERM);
        });
    }
    api::cli::main(std::iter::once("quietanza".into()).chain(arguments))
}

async fn keep_running() -> anyhow::Result<()> {
    println!("Starting PostgreSQL, the pagoPA simulator, the mail sink and Quietanza …");
    let sandbox = Sandbox::start(Folder::open("sandbox")?, Ports::usual()?).await?;
    introduce(&sandbox);
    tokio::signal::ctrl_c().await?;
    println!("\nStopping …");
    sandbox.stop().await
}

fn introduce(sandbox: &Sandbox) {
    let Ports { portal, station, operations, pagopa, inbox, .. } = sandbox.ports;
    println!(
        "
Everything runs. Ctrl-C stops it; the next start is warm and keeps its data.

  GraphQL            http://{portal}/graphql
  pagoPA simulator   http://{pagopa}/            (payment page, counter, journal)
  Inbox              http://{inbox}/            (every mail the portal sent)
  Health, metrics    http://{operations}/readyz   http://{operations}/metrics
  paForNode station  http://{station}/paForNode

Sample citizens of Comune di Borgoesempio ({}), each with a first notice to look up:
",
        sample::ENTE
    );
    for (index, citizen) in sample::CITIZENS.iter().enumerate() {
        println!("  {:<22} {:<16}  notice {}", citizen.name, citizen.tax_code, sample::notice_of(index, 0, 0).grouped());
    }
    println!("\nTry:  cargo run --release --bin sandbox -- journey");
}
