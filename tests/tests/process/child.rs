//! The product in a process of its own, so that it can die in the middle of anything.

use std::process::Stdio;
use std::time::Duration;

use api::clock::Clock;
use api::product::Product;
use api::settings::Settings;
use chrono::TimeDelta;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

use crate::house::{House, PATIENCE};

const SETTINGS: &str = "QUIETANZA_PROCESS_TEST_SETTINGS";
const AHEAD: &str = "QUIETANZA_PROCESS_TEST_SECONDS_AHEAD";
const POINT: &str = "QUIETANZA_PROCESS_TEST_POINT";
const MODE: &str = "QUIETANZA_PROCESS_TEST_MODE";
const READY: &str = "the product is ready";

/// A point of the code and what happens when the product first comes to it: `abort` or `return` (it fails, once).
pub(crate) type Point<'a> = (&'a str, &'a str);

impl House {
    /// The product of this house as a process, serving, its clock so many seconds ahead; the house's own must not run.
    pub(crate) async fn child(&self, seconds_ahead: i64, point: Option<Point<'_>>) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "child::serve", "--ignored", "--nocapture"]);
        command.env(SETTINGS, self.folder.settings_file()).env(AHEAD, seconds_ahead.to_string());
        if let Some((point, mode)) = point {
            command.env(POINT, point).env(MODE, mode);
        }
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
    #[cfg(feature = "failpoints")]
    if let Ok(point) = std::env::var(POINT) {
        if std::env::var(MODE).unwrap() == "abort" {
            fail::cfg_callback(point, || std::process::abort()).unwrap();
        } else {
            fail::cfg(point, "1*return").unwrap();
        }
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = Settings::load(Some(settings.as_ref())).unwrap();
    let doors = Product::open(settings, clock).await.unwrap().open_doors().await.unwrap();
    println!("\n{READY}");
    let forever = tokio::time::timeout(Duration::from_secs(300), doors.run(CancellationToken::new())).await;
    assert!(forever.is_ok(), "nobody ended the child");
}
