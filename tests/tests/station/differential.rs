//! Our reading of the schema against the official one: every sample request is damaged at every element in every way
//! below, and we must accept exactly what `xmllint` accepts.

use api::station::{Unreadable, read};
use roxmltree::{Document, Node};

use crate::material::sample;
use crate::official_schema::Official;

const REQUESTS: [&str; 7] = [
    "paVerifyPaymentNotice.request.xml",
    "paGetPaymentV2.request.checkout-cart.xml",
    "paGetPayment.v1.request.xml",
    "paSendRTV2.request.multi.to-primary.xml",
    "paSendRTV2.request.marca-da-bollo.xml",
    "paSendRT.v1.request.xml",
    "paDemandPaymentNotice.request.xml",
];

/// Values put in place of every value.
const VALUES: [&str; 34] = [
    "",
    " ",
    "x",
    "AA",
    "F",
    "OK",
    "KO",
    "POSTAL",
    "0",
    "1",
    "01",
    "+2",
    "5",
    "6",
    "true",
    "0.00",
    "0.01",
    "00.10",
    "1.0",
    "1.000",
    "-1.00",
    "999999999.99",
    "1000000000.00",
    "2026-02-29",
    "2028-02-29",
    "2026-10-20Z",
    "2026-10-20+02:00",
    "2026-10-20T10:15:30",
    "2026-10-20T24:00:00",
    "2026-10-20T10:15:30.123456789-14:00",
    "2026-10-20T10:15:60",
    "a.b@c",
    "QUJD",
    "QUJ",
];

/// Lengths around every limit of the schema.
const LENGTHS: [usize; 14] = [5, 11, 16, 17, 18, 20, 21, 35, 36, 70, 71, 140, 141, 211];

fn damaged(text: &str) -> Vec<String> {
    let document = Document::parse(text).unwrap();
    let body = document.descendants().find(|node| node.tag_name().name() == "Body").unwrap();
    let root = body.first_element_child().unwrap();
    let mut messages = Vec::new();
    for node in root.descendants().filter(|node| node.is_element() && *node != root) {
        let range = node.range();
        let element = &text[range.clone()];
        let with = |replacement: &str| format!("{}{replacement}{}", &text[..range.start], &text[range.end..]);
        messages.push(with(""));
        messages.push(with(&element.repeat(2)));
        messages.push(with(&format!("<other/>{element}")));
        messages.push(with(&format!("{element}<other>1</other>")));
        messages.push(with(&element.replacen('>', " a=\"b\">", 1)));
        messages.push(with(
            &element.replacen(node.tag_name().name(), "other", 1).replace(&format!("/{}>", node.tag_name().name()), "/other>"),
        ));
        if let Some(next) = node.next_sibling_element() {
            let swapped = format!("{}{}", &text[next.range()], element);
            messages.push(format!("{}{swapped}{}", &text[..range.start], &text[next.range().end..]));
        }
        if !node.children().any(|child| child.is_element()) {
            messages.extend(revalued(node, &with));
        }
    }
    messages
}

fn revalued(node: Node<'_, '_>, with: &impl Fn(&str) -> String) -> Vec<String> {
    let name = node.tag_name().name();
    let own = node.text().unwrap_or_default();
    let lengths = LENGTHS.iter().flat_map(|length| ["è".repeat(*length), "7".repeat(*length)]);
    let mut values: Vec<String> = VALUES.map(str::to_owned).into_iter().chain(lengths).collect();
    values.extend([format!("{own}x"), own.get(1..).unwrap_or_default().to_owned(), format!("<b/>{own}"), format!(" {own}\n")]);
    values.retain(|value| !libxml2_differs(name, value));
    values.iter().map(|value| with(&format!("<{name}>{value}</{name}>"))).collect()
}

/// Where libxml2 does not follow XML Schema: it skips characters that are not base64, and does not drop white space
/// around dates. In both we keep to the standard.
fn libxml2_differs(element: &str, value: &str) -> bool {
    let base64 = |c: char| c.is_ascii_alphanumeric() || "+/=<> \n".contains(c);
    match element {
        "MBDAttachment" | "datiSpecificiServizioRequest" => !value.chars().all(base64),
        "dueDate" | "paymentDateTime" | "applicationDate" | "transferDate" => value.starts_with(' '),
        _ => false,
    }
}

#[test]
fn we_accept_exactly_what_the_official_schema_accepts() {
    let Some(official) = Official::find() else { return };
    let (mut accepted, mut refused) = (0, 0);
    for name in REQUESTS {
        let Some(text) = sample(name) else { return };
        let messages = damaged(&text);
        let verdicts = official.valid(name, &messages);
        for (message, valid) in messages.iter().zip(verdicts) {
            let ours = read(message.as_bytes());
            assert_eq!(ours.is_ok(), valid, "{name}: {ours:?}\n{message}");
            match ours {
                Ok(_) => accepted += 1,
                Err(Unreadable::Syntax { .. }) => refused += 1,
                Err(other) => panic!("{name}: the operation was not recognised: {other}\n{message}"),
            }
        }
    }
    assert!(accepted > 5_000 && refused > 5_000, "{accepted} accepted, {refused} refused");
}
