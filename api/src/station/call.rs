//! From bytes to a typed request, or to the reason why it is none.

use super::demand::DemandRequest;
use super::envelope::{self, NotSoap};
use super::get_payment::GetPaymentRequest;
use super::operation::{Operation, Version};
use super::schema::{Addressing, Sequence, Violation};
use super::send_rt::SendRtRequest;
use super::verify::VerifyRequest;

/// A request of the Node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// What does a notice cost?
    Verify(VerifyRequest),
    /// A payment is being started.
    GetPayment(GetPaymentRequest),
    /// A receipt is delivered.
    SendRt(Box<SendRtRequest>),
    /// A notice is wanted for a service of the catalogue.
    Demand(DemandRequest),
}

/// Why bytes are no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No operation can be told, so none can answer.
    #[error(transparent)]
    NotSoap(#[from] NotSoap),
    /// A known operation whose content differs from the schema.
    #[error("{}: {violation}", operation.name())]
    Syntax {
        /// The operation.
        operation: Operation,
        /// The first difference.
        violation: Violation,
        /// `idPA`, when at least that could be read.
        id_pa: Option<String>,
    },
}

/// Reads one message.
///
/// # Errors
/// When it is no SOAP message, no operation of ours, or not valid against the schema.
pub fn read(bytes: &[u8]) -> Result<Request, Unreadable> {
    let document = envelope::open(bytes)?;
    let (operation, root) = envelope::request(&document)?;
    let sequence = || Sequence::of(root, operation.request_root());
    sequence().and_then(|content| typed(operation, content)).map_err(|violation| {
        let id_pa = sequence().and_then(|mut content| Addressing::read_creditor(&mut content)).ok();
        Unreadable::Syntax { operation, violation, id_pa }
    })
}

fn typed(operation: Operation, content: Sequence<'_, '_>) -> Result<Request, Violation> {
    Ok(match operation {
        Operation::VerifyPaymentNotice => Request::Verify(VerifyRequest::read(content)?),
        Operation::GetPaymentV1 => Request::GetPayment(GetPaymentRequest::read(content, Version::V1)?),
        Operation::GetPaymentV2 => Request::GetPayment(GetPaymentRequest::read(content, Version::V2)?),
        Operation::SendRtV1 => Request::SendRt(Box::new(SendRtRequest::read(content, Version::V1)?)),
        Operation::SendRtV2 => Request::SendRt(Box::new(SendRtRequest::read(content, Version::V2)?)),
        Operation::DemandPaymentNotice => Request::Demand(DemandRequest::read(content)?),
    })
}

impl Request {
    /// The operation called.
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self {
            Self::Verify(_) => Operation::VerifyPaymentNotice,
            Self::GetPayment(request) => request.operation(),
            Self::SendRt(request) => request.operation(),
            Self::Demand(_) => Operation::DemandPaymentNotice,
        }
    }

    /// To whom it is addressed.
    #[must_use]
    pub fn addressing(&self) -> &Addressing {
        match self {
            Self::Verify(request) => &request.addressing,
            Self::GetPayment(request) => &request.addressing,
            Self::SendRt(request) => &request.addressing,
            Self::Demand(request) => &request.addressing,
        }
    }
}
