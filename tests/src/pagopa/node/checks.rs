//! What the Node checks in an activation's data beyond its schema (the Node's own behaviour tests
//! `paGetPaymentRes_semantic_ko`; SANP, api-soap).

use crate::pagopa::amount::Cents;
use crate::pagopa::notice::NoticeId;
use crate::pagopa::payment_data::{Destination, PaymentData, Transfer, is_postal};
use crate::pagopa::settings::Creditor;

/// What the data was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) notice: &'a NoticeId,
    /// By Poste, hence for a postal account.
    pub(crate) postal: bool,
    /// For a Checkout cart: the only place where stamps are sold.
    pub(crate) in_cart: bool,
}

/// Says why the data is refused.
pub(crate) fn refuse(data: &PaymentData, asked: Asked<'_>, creditors: &[Creditor]) -> Result<(), String> {
    let sum: Cents = data.transfers.iter().map(|transfer| transfer.amount).sum();
    if data.transfers.is_empty() {
        return Err("there is no transfer".to_owned());
    }
    if sum != data.amount {
        return Err(format!("the transfers add up to {sum}, the payment is {}", data.amount));
    }
    if asked.notice.notice.get(1..) != Some(data.iuv.as_str()) {
        return Err(format!("creditorReferenceId {} is not the notice number without its first digit", data.iuv));
    }
    for (place, transfer) in data.transfers.iter().enumerate() {
        if data.transfers[..place].iter().any(|earlier| earlier.id == transfer.id) {
            return Err(format!("idTransfer {} appears twice", transfer.id));
        }
        refuse_transfer(transfer, asked, creditors)?;
    }
    refuse_non_postal(data, asked, creditors)
}

fn refuse_transfer(transfer: &Transfer, asked: Asked<'_>, creditors: &[Creditor]) -> Result<(), String> {
    let Some(creditor) = creditor(&transfer.creditor, creditors) else {
        return Err(format!("transfer {}: creditor institution {} is not enabled", transfer.id, transfer.creditor));
    };
    match &transfer.destination {
        Destination::Stamp { .. } if !asked.in_cart => {
            Err(format!("transfer {}: stamps are sold in Checkout carts only", transfer.id))
        }
        Destination::Iban(iban) if !creditor.ibans.contains(iban) => {
            Err(format!("transfer {}: IBAN {iban} is not registered for {}", transfer.id, transfer.creditor))
        }
        Destination::Stamp { .. } | Destination::Iban(_) => Ok(()),
    }
}

fn refuse_non_postal(data: &PaymentData, asked: Asked<'_>, creditors: &[Creditor]) -> Result<(), String> {
    let has_postal_account = |transfer: &&Transfer| {
        creditor(&transfer.creditor, creditors).is_some_and(|creditor| creditor.ibans.iter().any(|iban| is_postal(iban)))
    };
    let first = data.transfers.iter().find(|transfer| transfer.id == 1).filter(has_postal_account);
    match first.and_then(Transfer::iban) {
        Some(iban) if asked.postal && !is_postal(iban) => {
            Err("with transferType POSTAL the first transfer must go to a postal account".to_owned())
        }
        _ => Ok(()),
    }
}

/// What a careful creditor institution would do otherwise.
pub(crate) fn remarks(data: &PaymentData, asked: Asked<'_>, creditors: &[Creditor]) -> Vec<String> {
    let mut remarks = Vec::new();
    for transfer in data.transfers.iter().filter(|_| !asked.postal) {
        let Some(iban) = transfer.iban().filter(|iban| !is_postal(iban)) else { continue };
        let postal_account =
            creditor(&transfer.creditor, creditors).and_then(|creditor| creditor.ibans.iter().find(|iban| is_postal(iban)));
        match (postal_account, transfer.metadata_value("IBANAPPOGGIO")) {
            (Some(_), None) => remarks.push(format!(
                "transfer {}: {iban} is not postal and there is no IBANAPPOGGIO, though {} has a postal account",
                transfer.id, transfer.creditor
            )),
            (_, Some(support)) if !is_postal(support) => {
                remarks.push(format!("transfer {}: IBANAPPOGGIO {support} is not postal", transfer.id));
            }
            _ => {}
        }
    }
    remarks
}

fn creditor<'a>(fiscal_code: &str, creditors: &'a [Creditor]) -> Option<&'a Creditor> {
    creditors.iter().find(|creditor| creditor.fiscal_code == fiscal_code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pagopa::payment_data::Subject;
    use crate::pagopa::settings::SimulatorSettings;

    fn share(id: u8, cents: i64, creditor: &str, iban: &str) -> Transfer {
        Transfer {
            id,
            amount: Cents(cents),
            creditor: creditor.to_owned(),
            company_name: None,
            destination: Destination::Iban(iban.to_owned()),
            remittance: "causale".to_owned(),
            category: "9/0101101IM/".to_owned(),
            metadata: Vec::new(),
        }
    }

    fn data(transfers: Vec<Transfer>) -> PaymentData {
        PaymentData {
            iuv: "02260000000001837".to_owned(),
            amount: Cents(21_000),
            due_date: "2026-12-02".to_owned(),
            description: "TARI".to_owned(),
            company_name: None,
            office_name: None,
            debtor: Subject::person("RSSMRA80A01H501U", "Mario Rossi"),
            transfers,
            metadata: Vec::new(),
        }
    }

    const CITY: &str = "99999000104";
    const CITY_IBAN: &str = "IT20F9999999998000000000017";
    const CITY_POSTAL: &str = "IT57A0760199998000099990001";
    const PROVINCE: &str = "99999000203";
    const PROVINCE_IBAN: &str = "IT95H9999999997000000000025";

    fn verdict(transfers: Vec<Transfer>, postal: bool) -> Result<(), String> {
        let notice = NoticeId::new(CITY, "302260000000001837");
        let asked = Asked { notice: &notice, postal, in_cart: false };
        refuse(&data(transfers), asked, &SimulatorSettings::sample("").creditors)
    }

    #[test]
    fn shares_must_add_up_and_go_to_registered_accounts() {
        let city = || share(1, 20_000, CITY, CITY_IBAN);
        let province = || share(2, 1_000, PROVINCE, PROVINCE_IBAN);
        assert_eq!(verdict(vec![city(), province()], false), Ok(()));
        assert!(verdict(vec![], false).unwrap_err().contains("no transfer"));
        assert!(verdict(vec![city()], false).unwrap_err().contains("add up"));
        assert!(verdict(vec![city(), share(2, 1_000, PROVINCE, CITY_IBAN)], false).unwrap_err().contains("registered"));
        assert!(verdict(vec![city(), share(2, 1_000, "00000000000", CITY_IBAN)], false).unwrap_err().contains("enabled"));
        assert!(verdict(vec![city(), share(1, 1_000, PROVINCE, PROVINCE_IBAN)], false).unwrap_err().contains("twice"));
    }

    #[test]
    fn poste_is_given_a_postal_account_where_there_is_one() {
        let province = || share(2, 1_000, PROVINCE, PROVINCE_IBAN);
        assert!(verdict(vec![share(1, 20_000, CITY, CITY_IBAN), province()], true).is_err());
        assert_eq!(verdict(vec![share(1, 20_000, CITY, CITY_POSTAL), province()], true), Ok(()));
    }

    #[test]
    fn a_missing_support_account_is_remarked_on() {
        let notice = NoticeId::new(CITY, "302260000000001837");
        let asked = Asked { notice: &notice, postal: false, in_cart: true };
        let creditors = SimulatorSettings::sample("").creditors;
        let mut first = share(1, 20_000, CITY, CITY_IBAN);
        let second = share(2, 1_000, PROVINCE, PROVINCE_IBAN);
        assert_eq!(remarks(&data(vec![first.clone(), second.clone()]), asked, &creditors).len(), 1);
        first.metadata.push(("IBANAPPOGGIO".to_owned(), CITY_POSTAL.to_owned()));
        assert_eq!(remarks(&data(vec![first, second]), asked, &creditors), Vec::<String>::new());
    }
}
