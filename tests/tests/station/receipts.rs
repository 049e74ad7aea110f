//! What is kept of a receipt, and when two deliveries are the same one.

use api::station::send_rt::{SendRtRequest, facts, parties};
use api::station::{Request, Version, read};
use domain::identifier::TaxCode;
use domain::receipt::ReceiptFacts;

use crate::cast;
use crate::material::sample;

const SINGLE: &str = "paSendRTV2.request.single.checkout.xml";

fn receipt(text: &str) -> SendRtRequest {
    match read(text.as_bytes()).unwrap() {
        Request::SendRt(request) => *request,
        other => panic!("{other:?}"),
    }
}

fn facts_of(request: &SendRtRequest) -> ReceiptFacts {
    let (id, addressed_to) = (request.receipt_id().unwrap(), request.addressee().unwrap());
    facts(request, id, addressed_to, cast::sealed_person(), request.receipt.payer.as_ref().map(|_| cast::sealed_person()))
}

#[test]
fn the_facts_of_a_receipt_are_those_of_the_message() {
    let Some(text) = sample(SINGLE) else { return };
    let facts = facts_of(&receipt(&text));
    assert_eq!((facts.amount.as_i64(), facts.fee.unwrap().as_i64(), facts.creditor_fee.unwrap().as_i64()), (5980, 100, 0));
    assert_eq!((facts.nav.as_str(), facts.iuv.as_str()), (cast::MEALS, "02260000000001736"));
    assert_eq!(facts.payment_note.as_ref().unwrap().as_str(), "cart-000042");
    assert_eq!(facts.psp.name.as_str(), "Banca di Prova S.p.A.");
    assert_eq!(facts.transfers[0].iban.as_ref().unwrap().as_str(), cast::IBAN);
    assert_eq!((facts.version, facts.stand_in), (2, false));
    // 10:15:30 without a zone is Italian time, in October two hours ahead.
    assert_eq!(facts.paid_at.unwrap().to_rfc3339(), "2026-10-20T08:15:30+00:00");
    assert_eq!((facts.application_date, facts.transfer_date), (Some(cast::day("2026-10-20")), Some(cast::day("2026-10-21"))));
}

#[test]
fn a_stamp_is_known_by_its_digest_and_a_stand_in_payment_by_its_mark() {
    let (Some(stamp), Some(stand_in)) =
        (sample("paSendRTV2.request.marca-da-bollo.xml"), sample("paSendRTV2.request.standin.xml"))
    else {
        return;
    };
    let transfers = facts_of(&receipt(&stamp)).transfers;
    let digest = hex::encode(sha2::Digest::finalize(sha2::Digest::chain_update(
        <sha2::Sha256 as sha2::Digest>::new(),
        sample("marcaDaBollo.fake-signature.xml").unwrap(),
    )));
    assert_eq!((transfers[0].stamp_digest.as_deref(), &transfers[0].iban), (Some(digest.as_str()), &None));
    assert!(transfers[1].iban.is_some() && transfers[1].stamp_digest.is_none());
    assert!(facts_of(&receipt(&stand_in)).stand_in);
    // The text of the specification writes it without the capital letter.
    assert!(facts_of(&receipt(&stand_in.replace("standIn>", "standin>"))).stand_in);
}

#[test]
fn the_first_version_has_the_same_facts_less_its_novelties() {
    let (Some(v1), Some(v2)) = (sample("paSendRT.v1.request.xml"), sample(SINGLE)) else { return };
    let request = receipt(&v1);
    assert_eq!(request.version, Version::V1);
    let (mut newer, older) = (facts_of(&receipt(&v2)), facts_of(&request));
    newer.version = 1;
    (newer.payment_note, newer.creditor_fee, newer.transfers[0].company_name) = (None, None, None);
    assert_eq!(newer, older);
}

#[test]
fn how_a_message_is_written_does_not_change_its_digest() {
    let Some(text) = sample(SINGLE) else { return };
    let digest = receipt(&text).receipt.digest();
    let rewritten = [
        text.replace("pafn:", "x:").replace(":pafn", ":x"),
        text.replace(">\n", ">").replace("  ", ""),
        text.replace("Mario Rossi", "<![CDATA[Mario Rossi]]>"),
        text.replace("Mario Rossi", "Mario<!-- a comment --> Rossi"),
        text.replace("Mario Rossi", "&#77;ario&#x20;Rossi"),
        text.replace(">59.80<", "> 59.80\n<"),
        text.replace("2026-10-20T10:15:30", "2026-10-20T08:15:30.000Z"),
        // Through another station of the same creditor: the receipt is the same.
        text.replace(cast::STATION, "99999000401_02"),
    ];
    for other in rewritten {
        assert_eq!(receipt(&other).receipt.digest(), digest, "{other}");
    }
}

#[test]
fn every_change_of_content_changes_the_digest() {
    let Some(text) = sample(SINGLE) else { return };
    let digest = receipt(&text).receipt.digest();
    let changes = [
        ("59.80", "59.81"),
        ("7c92cf1eee8d99cc85f8355a3d6e4b86", "7c92cf1eee8d99cc85f8355a3d6e4b87"),
        ("RSSMRA80A01H501U", "RSSMRA80A01H501V"),
        ("Mario Rossi", "mario rossi"),
        ("<fee>1.00</fee>", ""),
        ("cart-000042", "cart-000043"),
        ("creditCard", "cash"),
        ("IT20F9999999998000000000017", "IT20F9999999998000000000018"),
        ("2026-10-21</transferDate>", "2026-10-22</transferDate>"),
        ("IBANAPPOGGIO", "IBANAPPOGGI0"),
        ("<streetName>Via dei Collaudi</streetName>", ""),
    ];
    for (from, to) in changes {
        assert_ne!(receipt(&text.replace(from, to)).receipt.digest(), digest, "{from} -> {to}");
    }
}

/// The schema allows more than our own types do. Money is not refused for that.
#[test]
fn what_only_the_schema_accepts_is_kept_as_far_as_it_can_be_shown() {
    let Some(text) = sample(SINGLE) else { return };
    let strange = text
        .replace("RSSMRA80A01H501U", "X1")
        .replace("Mario Rossi", "\u{202E}issoR oiraM")
        .replace("<description>Refezione scolastica ottobre 2026", "<description>  ")
        .replace("IT20F9999999998000000000017", "not an account")
        .replace("mario.rossi@example.test", "mario@localhost")
        .replace("<stateProvinceRegion>XX", "<stateProvinceRegion>Lazio");
    let request = receipt(&strange);
    let (people, facts) = (parties(&request.receipt), facts_of(&request));
    assert_eq!(people.debtor.person.tax_code, TaxCode::Anonymous);
    assert_eq!(people.debtor.person.full_name.as_str(), "issoR oiraM");
    assert_eq!((people.debtor.email, people.debtor.person.address.province), (None, None));
    assert_eq!((facts.description.as_str(), &facts.transfers[0].iban), ("-", &None));
    assert!(request.consistent().is_ok());
}
