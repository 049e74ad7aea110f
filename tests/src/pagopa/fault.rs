//! What the Node answers to a provider when something cannot be done.

use serde::Serialize;

use super::soap::StationFault;

/// A refusal by the Node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{code}{}: {description}", original_in_brackets(.original))]
pub struct NodeFault {
    /// The Node's code, such as `PPT_PAGAMENTO_IN_CORSO`.
    pub code: &'static str,
    /// The creditor institution's fault behind it.
    pub original: Option<Box<StationFault>>,
    /// What happened.
    pub description: String,
}

fn original_in_brackets(original: &Option<Box<StationFault>>) -> String {
    original.as_ref().map(|fault| format!(" ({})", fault.code)).unwrap_or_default()
}

/// The creditor institution refused.
pub(crate) const REFUSED_BY_CREDITOR: &str = "PPT_ERRORE_EMESSO_DA_PAA";
/// The station did not answer in time.
pub(crate) const TIMEOUT: &str = "PPT_STAZIONE_INT_PA_TIMEOUT";
/// No connection to the station.
pub(crate) const UNREACHABLE: &str = "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE";
/// The station answered something that cannot be used.
pub(crate) const BAD_ANSWER: &str = "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE";
/// No station answers for this notice.
pub(crate) const NO_STATION: &str = "PPT_STAZIONE_INT_PA_SCONOSCIUTA";
/// No such creditor institution.
pub(crate) const NO_CREDITOR: &str = "PPT_DOMINIO_SCONOSCIUTO";
/// Another payment of this notice is under way.
pub(crate) const IN_PROGRESS: &str = "PPT_PAGAMENTO_IN_CORSO";
/// This notice has been paid.
pub(crate) const PAID_ALREADY: &str = "PPT_PAGAMENTO_DUPLICATO";
/// The outcome came after the token's end.
pub(crate) const TOKEN_EXPIRED: &str = "PPT_TOKEN_SCADUTO";
/// No payment of this token.
pub(crate) const NO_TOKEN: &str = "PPT_TOKEN_SCONOSCIUTO";

impl NodeFault {
    pub(crate) fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self { code, original: None, description: description.into() }
    }

    /// The creditor institution's own refusal, passed on.
    pub(crate) fn by_creditor(fault: StationFault) -> Self {
        Self { code: REFUSED_BY_CREDITOR, description: fault.text.clone(), original: Some(Box::new(fault)) }
    }

    /// The code that tells the cause: the creditor institution's when there is one.
    #[must_use]
    pub fn cause(&self) -> &str {
        self.original.as_ref().map_or(self.code, |fault| fault.code.as_str())
    }
}
