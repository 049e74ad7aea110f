//! The product as a process: started, asked, weighed, stopped.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, ensure};
use tests::address;
use tests::child;
use tests::home::Home;
use tests::measure::Load;
use tokio::process::Child;

pub(crate) const NOTICE: &str = "query($input: CodeInput!) {
  notice(input: $input) { __typename ... on NoticeFound { notice { nav amount } } ... on Failure { key } }
}";

pub(crate) struct Server {
    pub(crate) portal: SocketAddr,
    pub(crate) station: SocketAddr,
    process: Child,
}

impl Server {
    /// Starts the server and waits for its first answer.
    pub(crate) async fn start(home: &Home) -> anyhow::Result<Self> {
        let [portal, station, operations] = [address::free()?, address::free()?, address::free()?];
        let mut command = child::product("as_product", &home.settings_file(), &["serve"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command.env("QUIETANZA__HTTP__LISTEN", portal.to_string());
        command.env("QUIETANZA__STATION__LISTEN", station.to_string());
        command.env("QUIETANZA__OPERATIONS__LISTEN", operations.to_string());
        let mut server = Self { portal, station, process: command.spawn()? };
        server.first_answer().await?;
        Ok(server)
    }

    async fn first_answer(&mut self) -> anyhow::Result<()> {
        let load = Load::new(self.portal, crate::PORTAL, |answer| answer.contains("\"views\""));
        let mut tick = tokio::time::interval(Duration::from_millis(2));
        for _ in 0..5_000 {
            tick.tick().await;
            ensure!(self.process.try_wait()?.is_none(), "the server ended");
            if load.once(r#"{"query":"{ views { name } }"}"#).await.is_ok() {
                return Ok(());
            }
        }
        anyhow::bail!("the server does not answer")
    }

    /// Resident memory in megabytes.
    pub(crate) fn memory(&self) -> anyhow::Result<u64> {
        self.status("VmRSS:")
    }

    /// The most it ever was.
    pub(crate) fn most_memory(&self) -> anyhow::Result<u64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id().context("a process")?))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("Linux tells the memory of a process")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1_024)
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        let pid = i32::try_from(self.process.id().context("a process")?)?;
        let pid = rustix::process::Pid::from_raw(pid).context("a process")?;
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        self.process.wait().await?;
        Ok(())
    }
}

pub(crate) fn verification(nav: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:p=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"><soapenv:Header/><soapenv:Body><p:paVerifyPaymentNoticeReq>\
         <idPA>99999000104</idPA><idBrokerPA>99999000401</idBrokerPA><idStation>99999000401_01</idStation>\
         <qrCode><fiscalCode>99999000104</fiscalCode><noticeNumber>{nav}</noticeNumber></qrCode>\
         </p:paVerifyPaymentNoticeReq></soapenv:Body></soapenv:Envelope>"
    )
}
