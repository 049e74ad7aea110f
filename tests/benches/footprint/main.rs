//! How soon the product answers after nothing ran, and how much memory it keeps: idle, and under ten times the normal load.
//!
//! `cargo bench -p tests --bench footprint`. The product is a process of its own. Normal is 20 calls of the Node and 50 pending lists a
//! second, a large municipality's peak hour.

mod server;

use std::time::{Duration, Instant};

use domain::ente::EnteSettings;
use serde_json::json;
use tests::child;
use tests::home::{Home, sample_ente};
use tests::measure::{Load, debts, settled};
use tests::postgres::{Cluster, ClusterSettings};

use crate::server::Server;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DEBTS: usize = 2_000;
const NODE: &str = "/paForNode HTTP/1.1\r\nHost: station\r\nContent-Type: text/xml; charset=utf-8\r\n";
const PORTAL: &str = "/graphql HTTP/1.1\r\nHost: portal\r\nContent-Type: application/json\r\nX-Quietanza-Client: bench/1\r\n";
const LASTING: Duration = Duration::from_secs(10);

fn main() -> anyhow::Result<()> {
    child::become_the_product();
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let settings = ClusterSettings::managed(folder.path().join("cluster"));

    let began = Instant::now();
    let cluster = Cluster::start(&settings).await?;
    let home =
        Home::on(cluster.fresh_database().await?, "[limits]\nrequests_per_minute = 4000000000\nlookups_per_minute = 40000000");
    let server = Server::start(&home).await?;
    let cold = began.elapsed();
    server.stop().await?;
    cluster.stop().await?;

    let began = Instant::now();
    cluster.restart().await?;
    let server = Server::start(&home).await?;
    let warm = began.elapsed();

    // What a start needs is given back by then.
    tokio::time::timeout(Duration::from_secs(5), std::future::pending::<()>()).await.ok();
    let idle = server.memory()?;
    let loaded = under_load(&home, &server).await?;

    println!("P13: managed cluster and server, to the first answer");
    line("cold, with initdb and migrations", cold.as_millis(), "ms", 3_000);
    line("warm", warm.as_millis(), "ms", 300);
    println!("P13: memory of the server (resident)");
    line("idle", idle.into(), "MB", 60);
    line("most, under ten times the normal load", loaded.into(), "MB", 250);
    server.stop().await?;
    cluster.stop().await?;
    Ok(())
}

/// The most memory the server had while it was asked ten times as much as normal.
async fn under_load(home: &Home, server: &Server) -> anyhow::Result<u64> {
    let product = home.product().await;
    let EnteSettings { code, .. } = sample_ente();
    let debts = debts::create(&product, DEBTS).await?;
    settled(&product).await?;
    let nav = |number: usize| &debts[number % DEBTS];
    let node = Load::new(server.station, NODE, |answer| answer.contains(">OK<"));
    let portal = Load::new(server.portal, PORTAL, |answer| answer.contains("\"__typename\":\"NoticeFound\""));
    let verify = |number: usize| server::verification(&nav(number).nav);
    let look_up = |number: usize| {
        let debt = nav(number);
        let input = json!({ "ente": code, "taxCode": debt.debtor, "code": debt.nav });
        json!({ "query": server::NOTICE, "variables": { "input": input } }).to_string()
    };
    let (of_node, of_citizens) = tokio::try_join!(node.at_rate(200, LASTING, verify), portal.at_rate(500, LASTING, look_up))?;
    println!(
        "{:.0} calls of the Node and {:.0} look-ups a second; p99 {:.1} and {:.1} ms",
        of_node.per_second(),
        of_citizens.per_second(),
        of_node.milliseconds(0.99),
        of_citizens.milliseconds(0.99)
    );
    server.most_memory()
}

fn line(what: &str, figure: u128, unit: &str, goal: u128) {
    println!("{what:<42} {figure:>7} {unit}  goal {goal}{}", if figure <= goal { "" } else { "  MISSED" });
}
