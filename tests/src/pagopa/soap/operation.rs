//! The operations of paForNode: what the Node asks of a creditor institution's station.

use super::schema::Type;
use super::tables;

/// One operation, in one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Operation {
    /// `paVerifyPaymentNotice`: can this notice be paid, and how much?
    Verify,
    /// `paGetPayment`: the payment's data, first version.
    GetPayment,
    /// `paGetPaymentV2`: the payment's data.
    GetPaymentV2,
    /// `paSendRT`: a receipt, first version.
    SendRt,
    /// `paSendRTV2`: a receipt.
    SendRtV2,
    /// `paDemandPaymentNotice`: create a notice for somebody who pays of his own accord.
    Demand,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Verify, Self::GetPayment, Self::GetPaymentV2, Self::SendRt, Self::SendRtV2, Self::Demand];

    /// The name in `SOAPAction`.
    #[must_use]
    pub fn soap_action(self) -> &'static str {
        match self {
            Self::Verify => "paVerifyPaymentNotice",
            Self::GetPayment => "paGetPayment",
            Self::GetPaymentV2 => "paGetPaymentV2",
            Self::SendRt => "paSendRT",
            Self::SendRtV2 => "paSendRTV2",
            Self::Demand => "paDemandPaymentNotice",
        }
    }

    /// The root of its request.
    #[must_use]
    pub fn request_root(self) -> &'static str {
        match self {
            Self::Verify => "paVerifyPaymentNoticeReq",
            Self::GetPayment => "paGetPaymentReq",
            Self::GetPaymentV2 => "paGetPaymentV2Request",
            Self::SendRt => "paSendRTReq",
            Self::SendRtV2 => "paSendRTV2Request",
            Self::Demand => "paDemandPaymentNoticeRequest",
        }
    }

    /// The root of its answer.
    #[must_use]
    pub fn response_root(self) -> &'static str {
        match self {
            Self::Verify => "paVerifyPaymentNoticeRes",
            Self::GetPayment => "paGetPaymentRes",
            Self::GetPaymentV2 => "paGetPaymentV2Response",
            Self::SendRt => "paSendRTRes",
            Self::SendRtV2 => "paSendRTV2Response",
            Self::Demand => "paDemandPaymentNoticeResponse",
        }
    }

    pub(crate) fn request_type(self) -> &'static Type {
        match self {
            Self::Verify => &tables::VERIFY_REQUEST,
            Self::GetPayment | Self::GetPaymentV2 => &tables::GET_PAYMENT_REQUEST,
            Self::SendRt => &tables::SEND_RT_REQUEST,
            Self::SendRtV2 => &tables::SEND_RT_V2_REQUEST,
            Self::Demand => &tables::DEMAND_REQUEST,
        }
    }

    pub(crate) fn response_type(self) -> &'static Type {
        match self {
            Self::Verify => &tables::VERIFY_RESPONSE,
            Self::GetPayment => &tables::GET_PAYMENT_RESPONSE,
            Self::GetPaymentV2 => &tables::GET_PAYMENT_V2_RESPONSE,
            Self::SendRt | Self::SendRtV2 => &tables::SEND_RT_RESPONSE,
            Self::Demand => &tables::DEMAND_RESPONSE,
        }
    }

    /// The fault codes that a creditor institution may use on this operation (SANP, error guide "nodo > EC").
    #[must_use]
    pub fn fault_codes(self) -> &'static [&'static str] {
        match self {
            Self::SendRt | Self::SendRtV2 => &tables::RECEIPT_FAULTS,
            Self::Verify | Self::GetPayment | Self::GetPaymentV2 | Self::Demand => &tables::NOTICE_FAULTS,
        }
    }
}
