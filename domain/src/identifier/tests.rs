//! What holds for every identifier alike.

use std::{fmt, str::FromStr};

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{vectors::samples, *};

/// Canonical text stays as it is through every face of the type, and the stored form is that text.
fn keeps_its_text<T>(canonical: &str)
where
    T: FromStr + fmt::Display + AsRef<str> + Serialize + DeserializeOwned + PartialEq + fmt::Debug,
    T::Err: fmt::Debug,
{
    let value: T = canonical.parse().unwrap();
    assert_eq!(value.to_string(), canonical);
    assert_eq!(value.as_ref(), canonical);
    let stored = serde_json::to_string(&value).unwrap();
    assert_eq!(stored, format!("\"{canonical}\""));
    assert_eq!(serde_json::from_str::<T>(&stored).unwrap(), value);
    for wrong in ["\"\"", "12", "null", "[]"] {
        assert!(serde_json::from_str::<T>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_identifier_is_stored_as_its_canonical_text_and_checked_when_read() {
    keeps_its_text::<BrokerId>("01234567897");
    keeps_its_text::<Cbill>("AB12C");
    keeps_its_text::<CountryCode>("IT");
    keeps_its_text::<EmailAddress>("anna.verdi@example.org");
    keeps_its_text::<EnteCode>("77777777777");
    keeps_its_text::<FiscalCode>("VRDLGU75D52F205M");
    keeps_its_text::<FlowId>("2027-01-04ABI12345-A_1");
    keeps_its_text::<Iban>("IT33I0760103200001234567890");
    keeps_its_text::<Iupd>("01234567897-2027-000042");
    keeps_its_text::<Iuv>("05000000000000118");
    keeps_its_text::<LookupCode>("305000000000000118");
    keeps_its_text::<LookupCode>("RF35QTZ2027X1");
    keeps_its_text::<NoticeNumber>("305000000000000118");
    keeps_its_text::<PostalAccount>("001234567890");
    keeps_its_text::<Province>("PC");
    keeps_its_text::<ReceiptId>("0af1b2c3d4e5f60718293a4b5c6d7e8f");
    keeps_its_text::<RfReference>("RF35QTZ2027X1");
    keeps_its_text::<SegregationCode>("05");
    keeps_its_text::<StampHash>("TWFyaW8=");
    keeps_its_text::<StationId>("01234567897_01");
    keeps_its_text::<TaxCode>("ANONIMO");
    keeps_its_text::<TaxCode>("VRDLGU75D52F205M");
    keeps_its_text::<TransferCategory>("9/0101101IM/");
    keeps_its_text::<VatNumber>("01234567897");
}

#[test]
fn debug_output_of_personal_identifiers_hides_them() {
    let code = "VRDLGU75D52F205M";
    let person: TaxCode = code.parse().unwrap();
    let address: EmailAddress = "anna.verdi@example.org".parse().unwrap();
    let company: VatNumber = "01234567897".parse().unwrap();
    assert_eq!(format!("{person:?}"), "TaxCode(VRD***********5M)");
    assert_eq!(format!("{address:?}"), "EmailAddress(***)");
    assert_eq!(format!("{company:?}"), "VatNumber(012******97)");
    let code: FiscalCode = code.parse().unwrap();
    assert_eq!(format!("{code:?}"), "FiscalCode(VRD***********5M)");
}

#[test]
fn a_refusal_does_not_repeat_what_was_typed() {
    let typed = "VRDLGU75D52F205A";
    let stored = format!("\"{typed}\"");
    let refusals = [
        FiscalCode::parse(typed).unwrap_err().to_string(),
        TaxCode::parse(typed).unwrap_err().to_string(),
        EmailAddress::parse(typed).unwrap_err().to_string(),
        serde_json::from_str::<TaxCode>(&stored).unwrap_err().to_string(),
        serde_json::from_str::<EmailAddress>(&stored).unwrap_err().to_string(),
    ];
    for refusal in refusals {
        assert!(!refusal.contains(typed), "{refusal}");
    }
}

/// Texts between `<tag>` and the next `<`.
fn contents<'x>(xml: &'x str, tag: &str) -> Vec<&'x str> {
    let open = format!("<{tag}>");
    xml.split(&open).skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

/// Every text of a tag is accepted by the type and kept unchanged. Answers how many there were.
fn accepts<T: FromStr + fmt::Display>(xml: &str, tag: &str) -> usize {
    let texts = contents(xml, tag);
    for text in &texts {
        let kept = text.parse::<T>().ok().map(|value| value.to_string());
        assert_eq!(kept.as_deref(), Some(*text), "{tag}");
    }
    texts.len()
}

#[test]
fn identifiers_in_sample_messages_are_accepted_unchanged() {
    let Some(folder) = samples("soap") else {
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let xml = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        seen += accepts::<NoticeNumber>(&xml, "noticeNumber");
        seen += accepts::<Iuv>(&xml, "creditorReferenceId");
        seen += accepts::<EnteCode>(&xml, "fiscalCodePA");
        seen += accepts::<BrokerId>(&xml, "idBrokerPA");
        seen += accepts::<StationId>(&xml, "idStation");
        seen += accepts::<ReceiptId>(&xml, "receiptId");
        seen += accepts::<TaxCode>(&xml, "entityUniqueIdentifierValue");
        seen += accepts::<EmailAddress>(&xml, "e-mail");
        seen += accepts::<Iban>(&xml, "IBAN");
        seen += accepts::<TransferCategory>(&xml, "transferCategory");
        seen += accepts::<StampHash>(&xml, "hashDocumento");
        seen += accepts::<Province>(&xml, "provinciaResidenza");
    }
    assert!(seen > 50, "only {seen} identifiers found");
}

/// Whatever is read, what is accepted reads back as itself.
fn reads_back<T>(text: &str)
where
    T: FromStr + fmt::Display + PartialEq + fmt::Debug,
{
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string().parse::<T>().ok(), Some(value));
    }
}

/// Any text, and texts that come close to one identifier or another.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ 0-9]{9,24}",
        "(RF|rf)[0-9A-Z ]{2,30}",
        "[A-Za-z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]",
        "(IT|DE|SM)[0-9]{2}[A-Z]?[0-9]{10,24}",
        "[a-zA-Z0-9._+@\\-]{1,40}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[A-Za-z0-9_\\-]{0,26}",
        "[5-9]/[0-9]{7}[A-Z]{2}/?",
        "[A-Za-z0-9+/]{2,76}={0,2}",
        "\\PC{1,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_harms_a_parser_and_accepted_text_is_canonical(text in any_text()) {
        reads_back::<BrokerId>(&text);
        reads_back::<Cbill>(&text);
        reads_back::<CountryCode>(&text);
        reads_back::<EmailAddress>(&text);
        reads_back::<EnteCode>(&text);
        reads_back::<FiscalCode>(&text);
        reads_back::<FlowId>(&text);
        reads_back::<Iban>(&text);
        reads_back::<Iupd>(&text);
        reads_back::<Iuv>(&text);
        reads_back::<LookupCode>(&text);
        reads_back::<NoticeNumber>(&text);
        reads_back::<PostalAccount>(&text);
        reads_back::<Province>(&text);
        reads_back::<ReceiptId>(&text);
        reads_back::<RfReference>(&text);
        reads_back::<SegregationCode>(&text);
        reads_back::<StampHash>(&text);
        reads_back::<StationId>(&text);
        reads_back::<TaxCode>(&text);
        reads_back::<TransferCategory>(&text);
        reads_back::<VatNumber>(&text);
    }
}
