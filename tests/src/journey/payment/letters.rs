//! The mails of a journey: exactly those that were due, each with its receipt.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use domain::identifier::NoticeNumber;

use crate::journey::report::{Report, same, until};
use crate::paper;
use crate::sandbox::Sandbox;

/// The mails that are due so far: address and notice.
#[derive(Debug, Default)]
pub(super) struct Letters {
    due: Vec<(String, NoticeNumber)>,
    seen: usize,
}

impl Letters {
    /// A receipt of this notice is due at this address.
    pub(super) fn expect(&mut self, address: &str, nav: &NoticeNumber) {
        self.due.push((address.to_owned(), nav.clone()));
    }

    /// Waits for the mails that are due, and reads them.
    ///
    /// # Errors
    /// When one does not come, comes without its receipt, or one comes too many.
    pub(super) async fn arrive(&mut self, sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<()> {
        until("the mails that are due", async || Ok((sandbox.mail.messages().len() >= self.due.len()).then_some(()))).await?;
        let new = self.due.len() - self.seen;
        for (address, nav) in &self.due[self.seen..] {
            self.read(sandbox, address, nav)?;
        }
        self.seen = self.due.len();
        let noun = if new == 1 { "mail brings its receipt" } else { "mails bring their receipts" };
        report.done(&format!("{new} {noun} as PDF"), format!("saved in {}", sandbox.folder.path("documents").display()));
        Ok(())
    }

    fn read(&self, sandbox: &Sandbox, address: &str, nav: &NoticeNumber) -> anyhow::Result<()> {
        let iuv = nav.iuv().to_string();
        for message in sandbox.mail.messages().iter().filter(|message| message.is_for(address)) {
            for attachment in message.attachments() {
                let text = paper::text(&attachment.content)?;
                if text.contains(&iuv) {
                    let name = format!("documents/ricevuta-{nav}.pdf");
                    return std::fs::write(sandbox.folder.path(&name), &attachment.content)
                        .context("the receipt cannot be saved");
                }
            }
        }
        anyhow::bail!("no mail to {address} brings the receipt of {nav}")
    }

    /// No mail came twice, and none that was not due.
    pub(super) fn all_are_told_apart(&self, sandbox: &Sandbox, report: &mut Report) -> anyhow::Result<()> {
        let messages = sandbox.mail.messages();
        let names: BTreeSet<String> = messages.iter().filter_map(|message| message.message_id()).collect();
        same("mails that came", &self.due.len(), &messages.len())?;
        ensure!(names.len() == messages.len(), "two mails have one Message-ID");
        report.done("One mail per receipt and address, none twice", format!("{} mails", messages.len()));
        Ok(())
    }
}
