//! The text of a bank transfer is the thread from the treasurer's journal back to the debt: it is
//! written one way and read however banks return it.

mod bank_text;
#[cfg(test)]
mod tests;

use crate::{
    money::Cents,
    text::{BoundedText, Text140, TextError},
};

use super::{FlowId, Iuv, RfReference};

pub use bank_text::{BankText, read};

/// The text of a single transfer (`remittanceInformation`): `/RFB/<IUV>/<amount>/TXT/<reason>`, or
/// `/RFS/` with the groups of an RF reference, cut at 140 characters after the structured part.
///
/// The reason travels to the citizen's apps and receipts: plain Italian, no personal data.
///
/// # Errors
/// Never for an IUV a creditor issues; a reference received with forbidden characters is refused.
pub fn single<const MAX: usize>(iuv: &Iuv, amount: Cents, reason: &BoundedText<MAX>) -> Result<Text140, TextError> {
    let amount = amount.to_euro_decimal();
    match RfReference::parse(iuv.as_str()) {
        Ok(reference) => {
            let reference = reference.grouped();
            Text140::cut(&format!("/RFS/{reference}/{amount}/TXT/{reason}"))
        }
        Err(_) => Text140::cut(&format!("/RFB/{iuv}/{amount}/TXT/{reason}")),
    }
}

/// The text of the cumulative transfer of a reporting flow:
/// `/PUR/LGPE-RIVERSAMENTO/TXT/<progressive>/URI/<idFlusso>` (SACI 3.2.1); progressive 0 is the main
/// transfer, 1 to 9 repair anomalies.
#[must_use]
pub fn cumulative(flow: &FlowId, progressive: u8) -> String {
    format!("/PUR/LGPE-RIVERSAMENTO/TXT/{progressive}/URI/{flow}")
}
