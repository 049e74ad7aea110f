//! The product in a process of its own, so that it can die in the middle of anything.

use std::process::Stdio;
use std::time::Duration;

use api::clock::Clock;
use api::product::Product;
use api::settings::Settings;
use chrono::TimeDelta;
use tests::faults::{self, Fault};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use crate::house::House;
use tests::wait::PATIENCE;

const SETTINGS: &str = "QUIETANZA_PROCESS_TEST_SETTINGS";
const AHEAD: &str = "QUIETANZA_PROCESS_TEST_SECONDS_AHEAD";
const READY: &str = "the product is ready";

impl House {
    /// The product of this house as a process, serving, its clock so many seconds ahead; the house's own must not run.
    pub(crate) async fn child(&self, seconds_ahead: i64, fault: Option<&Fault>) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "child::serve", "--ignored", "--nocapture"]);
        command.env(SETTINGS, self.folder.settings_file()).env(AHEAD, seconds_ahead.to_string());
        command.envs(fault.map(Fault::variable));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = async { while lines.next_line().await.unwrap().is_some_and(|line| !line.contains(READY)) {} };
        tokio::time::timeout(PATIENCE, ready).await.expect("the child is ready");
        // What it says later is read and dropped, so that it never waits for a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        child
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "only as a child process"]
async fn serve() {
    let Ok(settings) = std::env::var(SETTINGS) else { return };
    let clock = Clock::shifted();
    clock.advance(TimeDelta::seconds(std::env::var(AHEAD).unwrap().parse().unwrap()));
    faults::arm_from_environment();
    let settings = Settings::load(Some(settings.as_ref())).unwrap();
    let doors = Product::open(settings, clock).await.unwrap().open_doors().await.unwrap();
    println!("\n{READY}");
    let forever = tokio::time::timeout(Duration::from_secs(300), doors.run(CancellationToken::new())).await;
    assert!(forever.is_ok(), "nobody ended the child");
}
