//! Messages made to hurt: each is answered with a syntax fault or HTTP 400, quickly, and never with an error of ours.

use std::time::{Duration, Instant};

use api::station::envelope::NotSoap;
use api::station::{Unreadable, read};

use crate::cast;

const HEAD: &str = r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>"#;
const TAIL: &str = "</soapenv:Body></soapenv:Envelope>";
const NAMESPACE: &str = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

fn verification() -> String {
    format!(
        r#"{HEAD}<p:paVerifyPaymentNoticeReq xmlns:p="{NAMESPACE}"><idPA>99999000104</idPA><idBrokerPA>99999000401</idBrokerPA><idStation>99999000401_01</idStation><qrCode><fiscalCode>99999000104</fiscalCode><noticeNumber>{}</noticeNumber></qrCode></p:paVerifyPaymentNoticeReq>{TAIL}"#,
        cast::MEALS
    )
}

fn not_soap(bytes: impl AsRef<[u8]>) -> NotSoap {
    match read(bytes.as_ref()) {
        Err(Unreadable::NotSoap(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

/// What is wrong with a message whose operation can be told.
fn violation(message: &str) -> String {
    match read(message.as_bytes()) {
        Err(Unreadable::Syntax { violation, .. }) => violation.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plain_message_is_good() {
    read(verification().as_bytes()).unwrap();
    read(format!("\u{FEFF}{}", verification()).as_bytes()).unwrap();
    read(format!("<?xml version='1.0' encoding='utf-8'?>{}", verification()).as_bytes()).unwrap();
    read(verification().replace(HEAD, &HEAD.replace("<soapenv:Body>", "<soapenv:Header/><soapenv:Body>")).as_bytes()).unwrap();
}

#[test]
fn document_types_and_their_entities() {
    let doctypes = [
        "<!DOCTYPE a>",
        r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#,
        r#"<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>"#,
        r#"<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:1/x.dtd">"#,
    ];
    for doctype in doctypes {
        assert_eq!(not_soap(format!("{doctype}{}", verification())), NotSoap::DocumentType, "{doctype}");
    }
    assert_eq!(not_soap(verification().replace(cast::MEALS, "&x;")), NotSoap::Malformed);
}

#[test]
fn too_deep_too_many_too_complex() {
    let deep = format!("{HEAD}{}{}{TAIL}", "<a>".repeat(20_000), "</a>".repeat(20_000));
    let wide = format!("{HEAD}{}{TAIL}", "<a/>".repeat(200_000));
    let attributes: String = (0..100_000).map(|n| format!("a{n}='' ")).collect();
    let namespaces: String = (0..60_000).map(|n| format!("xmlns:a{n}='{n}' ")).collect();
    let within: String = (0..1_900).map(|n| format!("a{n}='' ")).collect();
    let nested: String = (0..1_400).map(|n| format!("<a xmlns:a{n}='{n}'>")).collect();
    let began = Instant::now();
    for message in [
        deep,
        wide,
        format!("{HEAD}<a {attributes}/>{TAIL}"),
        format!("{HEAD}<a {namespaces}>{}</a>{TAIL}", "<b xmlns:c=''/>".repeat(1_000)),
        format!("{HEAD}{nested}{}{TAIL}", "</a>".repeat(1_400)),
    ] {
        assert_eq!(not_soap(&message), NotSoap::TooComplex, "{}", &message[..200]);
    }
    assert_eq!(not_soap(format!("{HEAD}<a {within}/>{TAIL}")), NotSoap::UnknownOperation);
    assert!(began.elapsed() < Duration::from_secs(5), "limits must stop the work early: {:?}", began.elapsed());
}

#[test]
fn what_is_no_envelope() {
    let good = verification();
    let cases = [
        (String::new(), NotSoap::Malformed),
        ("{\"json\": true}".to_owned(), NotSoap::Malformed),
        (good[..good.len() - 20].to_owned(), NotSoap::Malformed),
        (good.replace("</idPA>", "</idPa>"), NotSoap::Malformed),
        (format!("{good}{good}"), NotSoap::Malformed),
        ("<a/>".to_owned(), NotSoap::NotAnEnvelope),
        (
            good.replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
            NotSoap::NotAnEnvelope,
        ),
        (format!("{HEAD}{TAIL}"), NotSoap::Shape),
        (format!("{HEAD}<a/><b/>{TAIL}"), NotSoap::Shape),
        (good.replace("<soapenv:Body>", "<soapenv:Body>text"), NotSoap::Shape),
        (good.replace("<soapenv:Body>", "<soapenv:Body/><soapenv:Body>"), NotSoap::Shape),
        (good.replace("</soapenv:Body>", "</soapenv:Body><soapenv:Header/>"), NotSoap::Shape),
        (good.replace("<soapenv:Body>", "<Header/><soapenv:Body>"), NotSoap::Shape),
        (good.replace("paVerifyPaymentNoticeReq", "paVerifyPaymentNoticeRes"), NotSoap::UnknownOperation),
        (good.replace(NAMESPACE, "http://pagopa-api.pagopa.gov.it/paForNode"), NotSoap::UnknownOperation),
        (good.replace("p:paVerify", "paVerify").replace(":p=", ":q="), NotSoap::UnknownOperation),
        (
            good.replace("<soapenv:Body>", r#"<soapenv:Header><x soapenv:mustUnderstand="1"/></soapenv:Header><soapenv:Body>"#),
            NotSoap::MustUnderstand,
        ),
    ];
    for (message, reason) in cases {
        assert_eq!(not_soap(&message), reason, "{message}");
    }
}

#[test]
fn only_the_root_stands_in_the_namespace() {
    let good = verification();
    let default = good.replace("<p:paVerify", "<paVerify").replace("</p:paVerify", "</paVerify").replace("xmlns:p=", "xmlns=");
    assert_eq!(violation(&default), "idPA: gli elementi interni non appartengono a un namespace");
    let qualified = good.replace("<qrCode>", "<p:qrCode>").replace("</qrCode>", "</p:qrCode>");
    assert_eq!(violation(&qualified), "qrCode: gli elementi interni non appartengono a un namespace");
    let undone = default.replace("<idPA>", "<idPA xmlns=''>");
    assert_eq!(violation(&undone), "idBrokerPA: gli elementi interni non appartengono a un namespace");
}

#[test]
fn order_absence_and_what_is_not_in_the_schema() {
    let good = verification();
    let cases = [
        (
            "<idPA>99999000104</idPA><idBrokerPA>99999000401</idBrokerPA>",
            "<idBrokerPA>99999000401</idBrokerPA><idPA>99999000104</idPA>",
            "manca l'elemento idPA",
        ),
        ("<idStation>99999000401_01</idStation>", "", "manca l'elemento idStation"),
        ("<idStation>99999000401_01</idStation>", "<idStation/>", "idStation: elemento vuoto"),
        ("</qrCode>", "<more/></qrCode>", "qrCode: elemento more non previsto"),
        ("</p:pa", "<amount>1.00</amount></p:pa", "elemento amount non previsto"),
        ("<qrCode>", "<qrCode>text", "qrCode: testo fra gli elementi"),
        ("<qrCode>", "<qrCode a='b'>", "qrCode: attributo non previsto"),
        ("<idPA>", "<idPA xsi:nil='true' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>", "idPA: attributo non previsto"),
        ("<idPA>99999000104", "<idPA><b/>99999000104", "idPA: contiene elementi"),
        ("<fiscalCode>99999000104", "<fiscalCode> 99999000104", "fiscalCode: non sono 11 cifre"),
        (cast::MEALS, "３０２２６００００００００１７３６６", "noticeNumber: non sono 18 cifre"),
        ("<idBrokerPA>99999000401", "<idBrokerPA>999990004010000000000000000000000000", "idBrokerPA: testo più lungo"),
    ];
    for (from, to, reason) in cases {
        let message = good.replacen(from, to, 1);
        assert_ne!(message, good);
        let violation = violation(&message);
        assert!(violation.contains(reason), "{violation} does not say {reason}");
    }
}

#[test]
fn a_comment_in_a_value_cuts_nothing_off() {
    let commented = verification().replace("302260000000001736", "302260000000<!-- 00 -->001736");
    let api::station::Request::Verify(request) = read(commented.as_bytes()).unwrap() else { panic!("not a verification") };
    assert_eq!(request.qr_code.notice_number.as_str(), cast::MEALS);
}

#[test]
fn other_encodings() {
    let good = verification();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{good}");
    // Every second byte is zero: UTF-8 to the letter, and no XML.
    assert_eq!(not_soap(utf16), NotSoap::Malformed);
    for bytes in [b"\xFF\xFE<".to_vec(), declared("ISO-8859-1").into_bytes(), declared("utf-16").into_bytes()] {
        assert_eq!(not_soap(bytes), NotSoap::Encoding);
    }
    let latin = good.replace("idStation>", "idStation>\u{E8}").chars().map(|c| c as u8).collect::<Vec<u8>>();
    assert_eq!(not_soap(latin), NotSoap::Encoding);
    assert_eq!(not_soap(good.replace(cast::MEALS, "\u{0}")), NotSoap::Malformed);
    assert_eq!(not_soap(good.replace(cast::MEALS, "&#0;")), NotSoap::Malformed);
}

#[test]
fn a_mebibyte_of_anything_is_read_quickly() {
    let big = 1024 * 1024;
    let began = Instant::now();
    let messages = [
        "<".repeat(big),
        "<a>".repeat(big / 3),
        "&amp;".repeat(big / 5),
        "=".repeat(big),
        format!("{HEAD}<!--{}-->{TAIL}", "x".repeat(big)),
        format!("{HEAD}<a><![CDATA[{}]]></a>{TAIL}", "]".repeat(big)),
        verification().replace(cast::MEALS, &"1".repeat(big)),
        verification().replace(cast::MEALS, &"&#49;".repeat(big / 5)),
        verification().replace("<idPA>", &format!("<idPA>{}", " ".repeat(big))),
    ];
    for message in messages {
        assert!(read(message.as_bytes()).is_err());
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}
