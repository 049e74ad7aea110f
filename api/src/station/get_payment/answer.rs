//! The answer on the wire, in the order of the schema.

use super::debtor::Debtor;
use super::quote::Quote;
use super::transfer::{QuotedDestination, QuotedTransfer};
use crate::station::operation::{Operation, Version};
use crate::station::xml::Xml;

/// The only kind of stamp there is (`stTipoBolloDigitale`).
const STAMP_KIND: &str = "01";

impl Quote<'_> {
    /// The answer, with the debtor it concerns.
    #[must_use]
    pub fn to_response(&self, debtor: &Debtor) -> String {
        let operation = match self.version {
            Version::V1 => Operation::GetPaymentV1,
            Version::V2 => Operation::GetPaymentV2,
        };
        Xml::response(operation, |xml| {
            xml.leaf("outcome", "OK");
            xml.group("data", |xml| self.write(xml, debtor));
        })
    }

    fn write(&self, xml: &mut Xml, debtor: &Debtor) {
        xml.leaf("creditorReferenceId", self.installment.iuv.as_str());
        xml.leaf("paymentAmount", &self.amount.to_euro_decimal());
        xml.leaf("dueDate", &self.due_date.to_string());
        xml.leaf("description", self.installment.description.as_str());
        xml.leaf("companyName", self.company_name);
        xml.optional("officeName", self.office);
        debtor.write(xml);
        xml.group("transferList", |xml| {
            for transfer in &self.transfers {
                xml.group("transfer", |xml| self.write_transfer(xml, transfer));
            }
        });
    }

    fn write_transfer(&self, xml: &mut Xml, quoted: &QuotedTransfer<'_>) {
        let transfer = quoted.transfer;
        xml.leaf("idTransfer", &transfer.id.to_string());
        xml.leaf("transferAmount", &transfer.amount.to_euro_decimal());
        xml.leaf("fiscalCodePA", transfer.creditor.as_str());
        if self.version == Version::V2 {
            xml.optional("companyName", quoted.company_name);
        }
        write_destination(xml, &quoted.to);
        xml.leaf("remittanceInformation", transfer.remittance_information.as_str());
        xml.leaf("transferCategory", transfer.category.as_str());
        if let QuotedDestination::Account { beside: Some(postal), .. } = quoted.to {
            xml.group("metadata", |xml| {
                xml.group("mapEntry", |xml| {
                    xml.leaf("key", "IBANAPPOGGIO");
                    xml.leaf("value", postal.as_str());
                });
            });
        }
    }
}

fn write_destination(xml: &mut Xml, to: &QuotedDestination<'_>) {
    match to {
        QuotedDestination::Account { iban, .. } => xml.leaf("IBAN", iban.as_str()),
        QuotedDestination::Stamp { document_hash, province } => xml.group("richiestaMarcaDaBollo", |xml| {
            xml.leaf("hashDocumento", document_hash.as_str());
            xml.leaf("tipoBollo", STAMP_KIND);
            xml.leaf("provinciaResidenza", province.as_str());
        }),
    }
}
