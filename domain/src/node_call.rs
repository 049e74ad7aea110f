//! A call of the Node that changes nothing: a notice looked at, an activation or a receipt we refused. Kept so that an auditor and the
//! help desk see who asked and what we answered. One stream per call.

use serde::{Deserialize, Serialize};

use crate::Cents;
use crate::aggregate::{Decider, aggregate};
use crate::identifier::NoticeNumber;
use crate::ids::PositionId;
use crate::personal::Sealed;
use crate::text::Text35;

/// The only command: keep what was asked and answered.
#[derive(Clone, Debug)]
pub struct KeepCall(pub NodeCallEvent);

/// What was asked and answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeCallEvent {
    /// A notice was verified.
    NoticeVerified {
        /// The notice.
        nav: NoticeNumber,
        /// Its position, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<PositionId>,
        /// Amount answered, in cents; none when refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Cents>,
        /// Fault code answered; none when accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<Text35>,
    },
    /// A payment was about to start and we refused it.
    ActivationRefused {
        /// The notice.
        nav: NoticeNumber,
        /// Its position, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<PositionId>,
        /// Fault code answered.
        fault: Text35,
    },
    /// A receipt was delivered and we refused it. The Node takes a refusal for a delivery and does not come again, so the message is kept
    /// here: money may have moved.
    ReceiptRefused {
        /// The notice, when it could be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nav: Option<NoticeNumber>,
        /// Its position, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<PositionId>,
        /// Fault code answered.
        fault: Text35,
        /// The message as it came.
        message: Sealed,
    },
}

/// Never happens: a call is kept or already kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NodeCallRefusal {}

/// A call of the Node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NodeCall {
    kept: bool,
}

aggregate!(NodeCall, "NodeCall", NodeCallEvent, [NoticeVerified = "1", ActivationRefused = "1", ReceiptRefused = "1"]);

impl Decider for NodeCall {
    type Command = KeepCall;
    type Event = NodeCallEvent;
    type Refusal = NodeCallRefusal;

    fn decide(&self, KeepCall(event): KeepCall) -> Result<Vec<NodeCallEvent>, NodeCallRefusal> {
        Ok(if self.kept { Vec::new() } else { vec![event] })
    }

    fn evolve(&mut self, _: NodeCallEvent) {
        self.kept = true;
    }
}
