//! All workers of a process, made once from the settings.

use std::num::NonZeroU32;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::archive_position::ArchivePosition;
use super::backlog;
use super::checkout_deadline::CheckoutDeadline;
use super::erase_account::EraseAccount;
use super::expire_position::ExpirePosition;
use super::file_receipt::FileReceipt;
use super::mail_account::MailAccount;
use super::mail_receipt::MailReceipt;
use super::mail_support::MailSupport;
use super::pace::Pace;
use super::post_cart::PostCart;
use super::worker::{Shape, Task, Worker};
use crate::accounts;
use crate::archive::{self, ArchiveClient};
use crate::checkout::{self, CheckoutClient, ReturnReferences};
use crate::mail::{ComposeError, Mailer};
use crate::product::Product;

/// What one address may call of Checkout: 150 carts in 10 seconds (`checkout_ec/v2` gateway policy).
const CARTS: (NonZeroU32, NonZeroU32) = (NonZeroU32::new(150).expect("not zero"), NonZeroU32::new(10).expect("not zero"));

/// Somebody waits for it.
const URGENT: Shape = Shape { at_once: 16, lease: TimeDelta::seconds(60), spacing: Duration::from_millis(25) };
/// Seconds a cart is held beyond the time its call may take: a process that dies with it leaves another one time for a second try.
const CART_MARGIN: i64 = 5;
/// Nobody waits for it, and it calls nobody.
const QUIET: Shape = Shape { at_once: 8, lease: TimeDelta::seconds(60), spacing: Duration::from_millis(100) };
/// Mails: as many as the mailer has connections; the lease outlasts the longest call and the record of its result.
const MAILS: Shape = Shape { at_once: 4, lease: TimeDelta::minutes(5), spacing: Duration::from_millis(50) };
/// Positions told to the archive: up to a hundred calls each.
const ARCHIVE: Shape = Shape { at_once: 4, lease: TimeDelta::minutes(20), spacing: Duration::from_millis(100) };

/// Why the workers cannot be made; names the setting.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Settings of Checkout.
    #[error(transparent)]
    Checkout(#[from] checkout::ClientError),
    /// Settings of the archive.
    #[error(transparent)]
    Archive(#[from] archive::ClientError),
    /// Settings of mail.
    #[error(transparent)]
    Mail(#[from] ComposeError),
}

/// The workers of a process, not working yet.
#[derive(Debug)]
pub struct Workers {
    product: Product,
    checkout: CheckoutClient,
    archive: Option<ArchiveClient>,
    mailer: Mailer,
}

impl Workers {
    /// Makes them. Without the section `archive` nothing is told to the archive, and such to-dos wait.
    ///
    /// # Errors
    /// The setting that cannot be used.
    pub fn new(product: Product) -> Result<Self, SetupError> {
        let settings = product.settings.clone();
        Ok(Self {
            checkout: CheckoutClient::new(&settings.checkout)?,
            archive: settings.archive.as_ref().map(ArchiveClient::new).transpose()?,
            mailer: Mailer::new(&settings.mail)?,
            product,
        })
    }

    /// Works until `stop`, then finishes what is in hand; what takes too long then is cut by the caller, and its lease lapses.
    /// `moved` changes whenever the to-do list does.
    pub async fn run(self, moved: watch::Receiver<u64>, stop: CancellationToken) {
        let Self { product, checkout, archive, mailer } = self;
        let mut working = JoinSet::new();
        let settings = &product.settings;
        let returns = ReturnReferences::new(settings.http.public_url.clone(), settings.links.secret_file.bytes());
        let sender = mailer.address().clone();
        let mut start = Start { working: &mut working, product: &product, moved, stop };
        let (limit, seconds) = CARTS;
        let pace = Pace::within(limit, seconds);
        let lease = TimeDelta::seconds(i64::from(settings.checkout.timeout_seconds).saturating_add(CART_MARGIN));
        let carts = Shape { lease, ..URGENT };
        start.worker(PostCart { product: product.clone(), client: checkout, returns, pace }, carts);
        start.worker(FileReceipt { product: product.clone(), sender }, URGENT);
        start.worker(MailAccount { product: product.clone(), mailer: mailer.clone() }, MAILS);
        start.worker(MailSupport { product: product.clone(), mailer: mailer.clone() }, MAILS);
        start.worker(MailReceipt { product: product.clone(), mailer }, MAILS);
        start.worker(EraseAccount { product: product.clone() }, QUIET);
        start.worker(CheckoutDeadline { product: product.clone() }, QUIET);
        start.worker(ExpirePosition { product: product.clone() }, QUIET);
        start.working.spawn(accounts::follow(product.clone(), start.stop.clone()));
        start.working.spawn(backlog::tell(product.clone(), start.stop.clone()));
        if let Some(client) = archive {
            start.worker(ArchivePosition { product: product.clone(), client }, ARCHIVE);
        }
        while working.join_next().await.is_some() {}
    }
}

/// What starting one worker needs.
struct Start<'a> {
    working: &'a mut JoinSet<()>,
    product: &'a Product,
    moved: watch::Receiver<u64>,
    stop: CancellationToken,
}

impl Start<'_> {
    fn worker<T: Task>(&mut self, task: T, shape: Shape) {
        let worker = Worker::new(task, self.product.clone(), shape, self.moved.clone());
        self.working.spawn(worker.run(self.stop.clone()));
    }
}
