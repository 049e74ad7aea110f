//! Any valid request is read back as it was meant, whatever prefix, white space, escapes and comments carry it.

use api::station::get_payment::TransferType;
use api::station::{Request, read};
use proptest::option::of as maybe;
use proptest::prelude::*;
use proptest::sample::select;

/// A way to write the same message.
#[derive(Clone, Debug)]
struct Hand {
    prefix: String,
    envelope: String,
    white: String,
    cdata: bool,
    comments: bool,
    header: bool,
}

fn hand() -> impl Strategy<Value = Hand> {
    ("[a-z][a-z0-9]{0,5}", "[A-Z][a-z]{0,5}", "[ \n\t]{0,3}", any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(prefix, envelope, white, cdata, comments, header)| Hand { prefix, envelope, white, cdata, comments, header })
}

impl Hand {
    fn message(&self, root: &str, content: &str) -> String {
        let Self { prefix, envelope, white, header, .. } = self;
        let header = if *header { format!("<{envelope}:Header/>{white}") } else { String::new() };
        format!(
            "<{envelope}:Envelope xmlns:{envelope}=\"http://schemas.xmlsoap.org/soap/envelope/\">{white}{header}<{envelope}:Body>{white}\
             <{prefix}:{root} xmlns:{prefix}=\"http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd\">{white}{content}{white}</{prefix}:{root}>\
             {white}</{envelope}:Body></{envelope}:Envelope>"
        )
    }

    fn leaf(&self, name: &str, value: &str) -> String {
        let escape = |part: &str| part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;");
        let value = match value.char_indices().nth(1) {
            _ if self.cdata && !value.contains("]]>") && !value.contains('\r') => format!("<![CDATA[{value}]]>"),
            Some((middle, _)) if self.comments => {
                let (front, back) = (&value[..middle], &value[middle..]);
                format!("{}<!-- & -->{}", escape(front), escape(back))
            }
            _ => escape(value),
        };
        format!("{}<{name}>{value}</{name}>{}", self.white, self.white)
    }

    fn optional(&self, name: &str, value: Option<&str>) -> String {
        value.map(|value| self.leaf(name, value)).unwrap_or_default()
    }
}

/// A text of the schema: any characters XML carries.
fn text(max: usize) -> impl Strategy<Value = String> {
    let character = prop_oneof![
        8 => prop::char::range(' ', '~'),
        2 => prop::char::range('\u{C0}', '\u{17F}'),
        1 => select(vec!['\t', '\n', '\r', '😀', '\u{202E}', '€', '\u{85}']),
    ];
    prop::collection::vec(character, 1..=max).prop_map(|letters| letters.into_iter().collect())
}

fn amount() -> impl Strategy<Value = (String, i64)> {
    (1_i64..=99_999_999_999).prop_map(|cents| (format!("{}.{:02}", cents / 100, cents % 100), cents))
}

fn addressing(hand: &Hand, ids: &[String; 3]) -> String {
    ["idPA", "idBrokerPA", "idStation"].iter().zip(ids).map(|(name, id)| hand.leaf(name, id)).collect()
}

fn qr_code(hand: &Hand, creditor: &str, nav: &str) -> String {
    let content = hand.leaf("fiscalCode", creditor) + &hand.leaf("noticeNumber", nav);
    format!("<qrCode>{content}</qrCode>")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_activation(
        hand in hand(), ids in [text(35), text(35), text(35)], creditor in "[0-9]{11}", nav in "[0-9]{18}",
        amount in maybe(amount()), note in maybe("[a-z0-9-]{1,210}"), circuit in maybe(any::<bool>()), v2 in any::<bool>(),
    ) {
        let content = addressing(&hand, &ids)
            + &qr_code(&hand, &creditor, &nav)
            + &hand.optional("amount", amount.as_ref().map(|(text, _)| text.as_str()))
            + &hand.optional("paymentNote", note.as_deref())
            + &hand.optional("transferType", circuit.map(|postal| if postal { "POSTAL" } else { "PAGOPA" }))
            + &hand.optional("dueDate", Some("2026-10-31"));
        let message = hand.message(if v2 { "paGetPaymentV2Request" } else { "paGetPaymentReq" }, &content);
        let Ok(Request::GetPayment(request)) = read(message.as_bytes()) else { panic!("{:?}\n{message}", read(message.as_bytes())) };
        prop_assert_eq!(&request.addressing.id_pa, &ids[0]);
        prop_assert_eq!(&request.addressing.id_broker, &ids[1]);
        prop_assert_eq!(&request.addressing.id_station, &ids[2]);
        prop_assert_eq!(request.qr_code.fiscal_code.as_str(), creditor);
        prop_assert_eq!(request.qr_code.notice_number.as_str(), nav);
        prop_assert_eq!(request.amount.map(domain::Cents::as_i64), amount.map(|(_, cents)| cents));
        prop_assert_eq!(request.payment_note.map(|note| note.to_string()), note);
        prop_assert_eq!(request.transfer_type, circuit.map(|postal| if postal { TransferType::Postal } else { TransferType::Pagopa }));
        prop_assert!(request.due_date.is_some());
    }

    #[test]
    fn a_receipt(
        hand in hand(), id in text(35), texts in prop::collection::vec(text(35), 8), shares in prop::collection::vec(amount(), 1..=5),
        payer in maybe(text(70)), pairs in prop::collection::vec((text(140), text(140)), 0..=15), stand_in in maybe(any::<bool>()),
    ) {
        let cents: i64 = shares.iter().map(|(_, cents)| cents).sum();
        prop_assume!(cents <= 99_999_999_999);
        let message = receipt(&hand, &id, &texts, &shares, cents, payer.as_deref(), &pairs, stand_in);
        let Ok(Request::SendRt(request)) = read(message.as_bytes()) else { panic!("{:?}\n{message}", read(message.as_bytes())) };
        prop_assert!(request.consistent().is_ok());
        let read_back = &request.receipt;
        prop_assert_eq!(&read_back.receipt_id, &id);
        let read_texts = [&read_back.creditor_reference_id, &read_back.description, &read_back.company_name, &read_back.debtor.full_name,
            &read_back.id_psp, &read_back.psp_company_name, &read_back.id_channel, &read_back.channel_description];
        for (read_text, text) in read_texts.into_iter().zip(&texts) {
            prop_assert_eq!(read_text, text);
        }
        prop_assert_eq!(read_back.transfers.len(), shares.len());
        prop_assert_eq!(read_back.payment_amount.as_i64(), cents);
        prop_assert_eq!(read_back.payer.as_ref().map(|payer| payer.full_name.as_str()), payer.as_deref());
        prop_assert_eq!(read_back.metadata.clone().map(|metadata| metadata.0).unwrap_or_default(), pairs);
        prop_assert_eq!(read_back.stand_in, stand_in);
        // The same receipt in another hand has the same digest; and whatever it holds becomes facts.
        let plain = Hand { prefix: "p".into(), envelope: "e".into(), white: String::new(), cdata: false, comments: false, header: false };
        let again = receipt(&plain, &id, &texts, &shares, cents, payer.as_deref(), &read_back.metadata.clone().map(|m| m.0).unwrap_or_default(), stand_in);
        let Ok(Request::SendRt(again)) = read(again.as_bytes()) else { panic!("the plain hand cannot be read") };
        prop_assert_eq!(again.receipt.digest(), read_back.digest());
        let people = api::station::send_rt::parties(read_back);
        prop_assert!(!people.debtor.person.full_name.as_str().is_empty());
    }
}

#[expect(clippy::too_many_arguments, reason = "every varying part of a receipt is one argument")]
fn receipt(
    hand: &Hand,
    id: &str,
    texts: &[String],
    shares: &[(String, i64)],
    cents: i64,
    payer: Option<&str>,
    pairs: &[(String, String)],
    stand_in: Option<bool>,
) -> String {
    let subject = |name: &str| {
        let code = hand.leaf("entityUniqueIdentifierType", "G") + &hand.leaf("entityUniqueIdentifierValue", "99999000302");
        format!("<uniqueIdentifier>{code}</uniqueIdentifier>{}", hand.leaf("fullName", name))
    };
    let transfer = |(index, (amount, _)): (usize, &(String, i64))| {
        let content = hand.leaf("idTransfer", &(index + 1).to_string())
            + &hand.leaf("transferAmount", amount)
            + &hand.leaf("fiscalCodePA", "99999000104")
            + &hand.leaf("IBAN", "IT20F9999999998000000000017")
            + &hand.leaf("remittanceInformation", "causale")
            + &hand.leaf("transferCategory", "9/0101101IM/");
        format!("<transfer>{content}</transfer>")
    };
    let entry =
        |(key, value): &(String, String)| format!("<mapEntry>{}{}</mapEntry>", hand.leaf("key", key), hand.leaf("value", value));
    let transfers: String = shares.iter().enumerate().map(transfer).collect();
    let entries: String = pairs.iter().map(entry).collect();
    let content = hand.leaf("receiptId", id)
        + &hand.leaf("noticeNumber", "302260000000001736")
        + &hand.leaf("fiscalCode", "99999000104")
        + &hand.leaf("outcome", "OK")
        + &hand.leaf("creditorReferenceId", &texts[0])
        + &hand.leaf("paymentAmount", &format!("{}.{:02}", cents / 100, cents % 100))
        + &hand.leaf("description", &texts[1])
        + &hand.leaf("companyName", &texts[2])
        + &format!("<debtor>{}</debtor><transferList>{transfers}</transferList>", subject(&texts[3]))
        + &hand.leaf("idPSP", &texts[4])
        + &hand.leaf("PSPCompanyName", &texts[5])
        + &hand.leaf("idChannel", &texts[6])
        + &hand.leaf("channelDescription", &texts[7])
        + &payer.map(|name| format!("<payer>{}</payer>", subject(name))).unwrap_or_default()
        + &if entries.is_empty() { String::new() } else { format!("<metadata>{entries}</metadata>") }
        + &hand.optional("standIn", stand_in.map(|stand_in| if stand_in { "true" } else { "0" }));
    let ids = ["99999000104", "99999000401", "99999000401_01"].map(str::to_owned);
    hand.message("paSendRTV2Request", &format!("{}<receipt>{content}</receipt>", addressing(hand, &ids)))
}
