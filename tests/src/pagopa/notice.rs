//! What the Node knows of a notice: every payment that was begun on it, and how far each came.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::payment_data::PaymentData;

/// A notice on the platform: whose it is, and its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeId {
    /// The creditor institution's tax code.
    #[serde(rename = "fiscalCode")]
    pub creditor: String,
    /// The notice number, 18 digits.
    #[serde(rename = "noticeNumber")]
    pub notice: String,
}

impl NoticeId {
    /// A notice by its two parts.
    #[must_use]
    pub fn new(creditor: &str, notice: &str) -> Self {
        Self { creditor: creditor.to_owned(), notice: notice.to_owned() }
    }

    /// The content of a notice's QR code, `PAGOPA|002|<notice>|<creditor>|<cents>`, as a notice; none when it is not one.
    #[must_use]
    pub fn from_qr(text: &str) -> Option<Self> {
        let ["PAGOPA", "002", notice, creditor, amount] = text.trim().split('|').collect::<Vec<_>>()[..] else {
            return None;
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let holds = notice.len() == 18 && creditor.len() == 11 && (2..=11).contains(&amount.len());
        (holds && [notice, creditor, amount].into_iter().all(digits)).then(|| Self::new(creditor, notice))
    }

    /// The segregation code, for a notice number that carries one.
    pub(crate) fn segregation_code(&self) -> Option<&str> {
        self.notice.strip_prefix('3').and_then(|rest| rest.get(..2))
    }
}

impl std::fmt::Display for NoticeId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.creditor, self.notice)
    }
}

/// How far a payment came, in the Node's own words (its tables POSITION_PAYMENT_STATUS and POSITION_STATUS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PaymentState {
    /// A token is out, the outcome is awaited.
    Paying,
    /// The provider said KO.
    Failed,
    /// The token expired without an outcome.
    Cancelled,
    /// The provider said OK.
    Paid,
    /// The receipt is made.
    NoticeGenerated,
    /// The receipt is on its way.
    NoticeSent,
    /// A delivery failed and will be tried again.
    NoticePending,
    /// Every recipient has answered.
    Notified,
}

impl PaymentState {
    /// Whether money has changed hands.
    #[must_use]
    pub fn is_paid(self) -> bool {
        !matches!(self, Self::Paying | Self::Failed | Self::Cancelled)
    }
}

/// One payment begun on a notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoticePayment {
    /// The payment token, which becomes the receipt's id.
    pub token: String,
    /// How far it came.
    pub state: PaymentState,
    /// When it was activated.
    pub begun_at: DateTime<Utc>,
    /// When its token ends.
    pub expires_at: DateTime<Utc>,
    /// The provider's identifier.
    pub psp: String,
    /// The station that was asked, or would have been.
    pub station: String,
    /// `paymentNote` of the activation.
    pub payment_note: Option<String>,
    /// The Checkout cart it belongs to.
    pub cart: Option<Uuid>,
    /// Whether it was activated from the archive.
    pub stand_in: bool,
    /// What the station, or the archive, said about it.
    pub data: PaymentData,
}

#[cfg(test)]
mod tests {
    use super::NoticeId;

    #[test]
    fn a_qr_code_names_a_notice() {
        let notice = NoticeId::from_qr("PAGOPA|002|302260000000001736|99999000104|5980");
        assert_eq!(notice, Some(NoticeId::new("99999000104", "302260000000001736")));
        for wrong in [
            "PAGOPA|001|302260000000001736|99999000104|5980",
            "PAGOPA|002|30226000000000173|99999000104|5980",
            "PAGOPA|002|302260000000001736|99999000104|1",
            "PAGOPA|002|302260000000001736|99999000104|59.80",
            "PAGOPA|002|302260000000001736|99999000104",
            "",
        ] {
            assert_eq!(NoticeId::from_qr(wrong), None, "{wrong}");
        }
    }
}
