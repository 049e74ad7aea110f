//! Send one mail, once as far as SMTP allows it.
//!
//! SMTP has no way to ask whether a message was taken: a process that dies after the server's 250 and before our record, or a
//! connection that breaks in that moment, leaves it unknown. The window is kept as small as it can be: the mail is composed before,
//! the lease is proven to be still ours just before the call (so no second worker sends), and the record is repeated until it is
//! made or the lease ends. What remains is a second copy with the same `Message-ID`, date and bytes, which mail systems recognise.

use std::time::Duration;

use domain::identifier::EnteCode;
use domain::ids::SubjectId;

use super::setback::Setback;
use super::worker::Hold;
use crate::mail::{Mailer, Outgoing, SendError};
use crate::privacy::{Leave, Use, may_use};
use crate::product::Product;

/// How often the record of an accepted mail is tried before the lease decides.
const RECORDINGS: u32 = 10;
/// Pause between two tries.
const PAUSE: Duration = Duration::from_secs(2);

/// Leave to write to somebody; none when their data is restricted.
pub(super) async fn may_write(product: &Product, ente: &EnteCode, to: SubjectId, wanted: Use) -> Result<Option<Leave>, Setback> {
    may_use(&product.pool, ente, to, wanted).await.map_err(|fault| Setback::later(fault.to_string()))
}

/// Sends a mail to somebody we may write to when its to-do is still ours; answers whether the server took it.
pub(super) async fn send_if_ours(mailer: &Mailer, hold: &Hold, mail: Outgoing, _leave: Leave) -> Result<bool, Setback> {
    if !hold.is_still_ours().await? {
        return Ok(false);
    }
    mailer.send(mail).await.map_err(|error| match error {
        SendError::Later(_) => Setback::later(error.to_string()),
        SendError::Never(_) => Setback::aside(error.to_string()),
    })?;
    Ok(true)
}

/// The server has taken the mail: a database that is away for a moment must not lead to a second copy.
pub(super) async fn record_at_last<R: Future<Output = Result<(), Setback>>>(record: impl Fn() -> R) -> Result<(), Setback> {
    for _ in 1..RECORDINGS {
        if record().await.is_ok() {
            return Ok(());
        }
        let _ = tokio::time::timeout(PAUSE, std::future::pending::<()>()).await;
    }
    record().await
}
