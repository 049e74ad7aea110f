//! The tables against the official samples and, where it is at hand, the official schema: same verdicts.

use super::official::shared_folder;
use super::{Message, OfficialSchema, Operation, read_answer};

/// The SOAP samples by file name; empty when they are not beside this repository.
fn samples() -> Vec<(String, String)> {
    let Some(shared) = shared_folder() else {
        println!("skipped: the shared samples are not beside this repository");
        return Vec::new();
    };
    let folder = std::fs::read_dir(shared.join("pagopa/samples/soap")).unwrap();
    let mut samples: Vec<_> = folder
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap()))
        .filter(|(name, _)| name.starts_with("pa"))
        .collect();
    samples.sort();
    assert!(samples.len() >= 44, "the samples are there, but not all of them");
    samples
}

fn operation_of(name: &str) -> Operation {
    match name.split('.').collect::<Vec<_>>().as_slice() {
        ["paVerifyPaymentNotice", ..] => Operation::Verify,
        ["paGetPayment", "v1", ..] => Operation::GetPayment,
        ["paGetPaymentV2", ..] => Operation::GetPaymentV2,
        ["paSendRT", "v1", ..] => Operation::SendRt,
        ["paSendRTV2", ..] => Operation::SendRtV2,
        ["paDemandPaymentNotice", ..] => Operation::Demand,
        _ => panic!("no operation for {name}"),
    }
}

#[test]
fn every_sample_is_valid_and_recognised() {
    for (name, text) in samples() {
        let operation = operation_of(&name);
        let expected = if name.contains(".request") { Message::Request(operation) } else { Message::Answer(operation) };
        assert_eq!(Message::check(&text).unwrap(), expected, "{name}");
        if let Message::Answer(operation) = expected {
            read_answer(operation, &text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

/// Every element removed, doubled, renamed, given a namespace, an attribute or another text, one at a time.
fn distorted(text: &str) -> Vec<String> {
    let mut distorted = Vec::new();
    let document = roxmltree::Document::parse(text).unwrap();
    for node in document.descendants().filter(|node| node.is_element() && node.tag_name().namespace().is_none()) {
        let range = node.range();
        let (before, element, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
        let name = node.tag_name().name();
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let renamed = element.replacen(&open, "<extra>", 1);
        let renamed = format!("{}</extra>", renamed.strip_suffix(&close).unwrap());
        for changed in [
            String::new(),
            element.repeat(2),
            renamed,
            element.replacen(&open, &format!("<{name} xmlns=\"urn:x\">"), 1),
            element.replacen(&open, &format!("<{name} note=\"1\">"), 1),
            format!("{open}{close}"),
            format!("{open}{}{close}", "x".repeat(300)),
            format!("{open} 7 {close}"),
        ] {
            distorted.push(format!("{before}{changed}{after}"));
        }
    }
    distorted
}

#[tokio::test]
async fn tables_and_official_schema_come_to_the_same_verdict() {
    let official = match OfficialSchema::find() {
        Ok(official) => official,
        Err(reason) => return println!("skipped: {reason}"),
    };
    let telling = [
        "paVerifyPaymentNotice.response.ok.xml",
        "paGetPaymentV2.response.ok.marca-da-bollo.xml",
        "paSendRTV2.response.PAA_SEMANTICA.xml",
        "paSendRT.v1.request.xml",
    ];
    let mut refused = 0;
    for (name, text) in samples() {
        official.check(&text).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        if !telling.contains(&name.as_str()) {
            continue;
        }
        for distorted in distorted(&text) {
            let ours = Message::check(&distorted);
            let theirs = official.check(&distorted).await;
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{name}: ours {ours:?}, theirs {theirs:?}\n{distorted}");
            refused += usize::from(ours.is_err());
        }
    }
    assert!(refused > 300, "only {refused} distorted messages were refused");
}

#[test]
fn what_is_not_a_message_is_refused_with_the_place() {
    let soap = "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"";
    let node = "xmlns=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\"";
    let cases = [
        ("", "well-formed"),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "well-formed"),
        ("<a/>", "not a SOAP 1.1 envelope"),
        (&format!("<s:Envelope {soap}><s:Body/></s:Envelope>"), "it is empty"),
        (&format!("<s:Envelope {soap}><s:Body><paSendRTV2Response/></s:Body></s:Envelope>"), "namespace"),
        (
            &format!(
                "<s:Envelope {soap}><s:Body><paSendRTV2Response {node}><outcome>OK</outcome></paSendRTV2Response>\
                 </s:Body></s:Envelope>"
            ),
            "expected outcome, found outcome in namespace",
        ),
    ];
    for (text, reason) in cases {
        let error = Message::check(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}
