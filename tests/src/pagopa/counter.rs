//! A provider's counter: a notice is handed over by number or by its QR code, and paid.

use serde::{Deserialize, Serialize};

use super::amount::Cents;
use super::fault::{self, NodeFault};
use super::node::Activation;
use super::notice::NoticeId;
use super::settings::LONGEST_TOKEN_LIFE;
use super::settlement::Settlement;
use super::world::World;

/// A payment at a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CounterPayment {
    /// The notice number, or the text of the notice's QR code.
    pub code: String,
    /// The creditor institution, with a notice number; the first one registered when absent.
    #[serde(default)]
    pub creditor: Option<String>,
    /// How it ends; in cash when nothing is said.
    #[serde(default = "in_cash")]
    pub settlement: Settlement,
}

fn in_cash() -> Settlement {
    Settlement { method: "cash".to_owned(), ..Settlement::default() }
}

impl CounterPayment {
    /// Paid in cash, by notice number or QR code.
    #[must_use]
    pub fn cash(code: &str) -> Self {
        Self { code: code.to_owned(), creditor: None, settlement: in_cash() }
    }

    /// The same with another settlement.
    #[must_use]
    pub fn settled(mut self, settlement: Settlement) -> Self {
        self.settlement = settlement;
        self
    }
}

/// What the counter gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CounterReceipt {
    /// What was asked for.
    pub amount: Cents,
    /// What it was for.
    pub description: String,
    /// The token under which it was paid.
    pub token: String,
    /// The receipts made: none when the provider said KO or nothing.
    pub receipts: Vec<String>,
}

impl World {
    /// Verifies, activates and settles, as an operator at a counter does.
    pub(crate) async fn pay_at_counter(&self, payment: &CounterPayment) -> Result<CounterReceipt, NodeFault> {
        let notice = self.counter_notice(payment)?;
        let verified = self.verify(&notice).await?;
        let no_psp = || NodeFault::new("PPT_PSP_SCONOSCIUTO", "no provider");
        let activation = Activation {
            notice: &notice,
            psp: self.psp(payment.settlement.psp.as_deref()).ok_or_else(no_psp)?,
            amount: Some(verified.option.amount),
            payment_note: None,
            token_life: LONGEST_TOKEN_LIFE,
            cart: None,
        };
        let activated = self.activate(activation).await?;
        let receipts = self.settle(&activated.token, &payment.settlement).await;
        Ok(CounterReceipt { amount: activated.data.amount, description: verified.description, token: activated.token, receipts })
    }

    fn counter_notice(&self, payment: &CounterPayment) -> Result<NoticeId, NodeFault> {
        if let Some(scanned) = NoticeId::from_qr(&payment.code) {
            return Ok(scanned);
        }
        let number: String = payment.code.chars().filter(|character| !character.is_whitespace()).collect();
        let first = || self.settings.creditors.first().map(|creditor| creditor.fiscal_code.clone());
        match payment.creditor.clone().or_else(first) {
            Some(creditor) if number.len() == 18 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(NoticeId { creditor, notice: number })
            }
            _ => Err(NodeFault::new(fault::NO_STATION, format!("{:?} is no notice", payment.code))),
        }
    }
}
