//! The six operations of `paForNode.wsdl`, by the names that stand on the wire.

/// An operation the Node may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// What does this notice cost?
    VerifyPaymentNotice,
    /// Start a payment; version 1, without revenue stamps.
    GetPaymentV1,
    /// Start a payment; version 2.
    GetPaymentV2,
    /// Deliver a receipt; version 1.
    SendRtV1,
    /// Deliver a receipt; version 2.
    SendRtV2,
    /// Create a notice for a service of the national catalogue.
    DemandPaymentNotice,
}

/// Version of the operations that have two; which one a station is called by is agreed with pagoPA in its back office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// Accounts only.
    V1,
    /// Accounts and revenue stamps, names of the beneficiaries, metadata per transfer, the cart reference in receipts.
    V2,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::VerifyPaymentNotice,
        Self::GetPaymentV1,
        Self::GetPaymentV2,
        Self::SendRtV1,
        Self::SendRtV2,
        Self::DemandPaymentNotice,
    ];

    /// Name in the WSDL, and value of the `SOAPAction` header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerifyPaymentNotice => "paVerifyPaymentNotice",
            Self::GetPaymentV1 => "paGetPayment",
            Self::GetPaymentV2 => "paGetPaymentV2",
            Self::SendRtV1 => "paSendRT",
            Self::SendRtV2 => "paSendRTV2",
            Self::DemandPaymentNotice => "paDemandPaymentNotice",
        }
    }

    /// Root element of the request.
    #[must_use]
    pub const fn request_root(self) -> &'static str {
        match self {
            Self::VerifyPaymentNotice => "paVerifyPaymentNoticeReq",
            Self::GetPaymentV1 => "paGetPaymentReq",
            Self::GetPaymentV2 => "paGetPaymentV2Request",
            Self::SendRtV1 => "paSendRTReq",
            Self::SendRtV2 => "paSendRTV2Request",
            Self::DemandPaymentNotice => "paDemandPaymentNoticeRequest",
        }
    }

    /// Root element of the response.
    #[must_use]
    pub const fn response_root(self) -> &'static str {
        match self {
            Self::VerifyPaymentNotice => "paVerifyPaymentNoticeRes",
            Self::GetPaymentV1 => "paGetPaymentRes",
            Self::GetPaymentV2 => "paGetPaymentV2Response",
            Self::SendRtV1 => "paSendRTRes",
            Self::SendRtV2 => "paSendRTV2Response",
            Self::DemandPaymentNotice => "paDemandPaymentNoticeResponse",
        }
    }

    /// The operation whose request has this root element.
    #[must_use]
    pub fn of_request_root(root: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.request_root() == root)
    }

    /// Whether it delivers a receipt.
    #[must_use]
    pub const fn delivers_receipt(self) -> bool {
        matches!(self, Self::SendRtV1 | Self::SendRtV2)
    }
}
