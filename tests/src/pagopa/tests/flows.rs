//! Reporting flows, the treasurer's journal, recovery of receipts, categories.

use chrono::TimeDelta;

use super::*;
use crate::pagopa::soap::shared_folder;
use crate::pagopa::{Causale, Cents, CounterPayment, ReceiptTiming, ReportCode, Script, Settlement};

const FLOWS: &str = "/fdr-org/service/v1/organizations";

async fn pay(simulator: &Simulator, number: &str, settlement: Settlement) -> String {
    let payment = CounterPayment::cash(number).settled(settlement);
    simulator.pay_at_counter(payment).await.unwrap().token
}

#[tokio::test]
async fn what_was_paid_is_reported_two_days_later_to_each_institution() {
    let (_station, simulator) = town().await;
    let meals = pay(&simulator, MEALS, Settlement::default()).await;
    pay(&simulator, WASTE, Settlement::default()).await;
    post_cart(&simulator, &cart_of("cart-1", &[(STAMPED, 4_600)])).await;
    simulator.pay_cart("cart-1", Script::paid()).await.unwrap();
    simulator.advance(TimeDelta::hours(42)).await;
    assert!(simulator.flows().is_empty(), "not before the night after the transfer");
    simulator.advance(TimeDelta::hours(1)).await;
    let (status, list) = get_json(&simulator, &format!("{FLOWS}/{CITY}/fdrs")).await;
    assert_eq!(status, 200);
    let [entry] = list["data"].as_array().unwrap().as_slice() else { panic!("one flow: {list}") };
    let fdr = entry["fdr"].as_str().unwrap();
    assert_eq!(fdr, "2026-10-21ABI99999-0000000001");
    let flow = format!("{FLOWS}/{CITY}/fdrs/{fdr}/revisions/1/psps/ABI99999");
    let (_, header) = get_json(&simulator, &flow).await;
    assert_eq!((&header["status"], &header["totPayments"]), (&json!("PUBLISHED"), &json!(3)));
    assert_eq!(header["sumPayments"].to_string(), "289.8");
    assert_eq!(header["regulationDate"], json!("2026-10-21"));
    let (_, page) = get_json(&simulator, &format!("{flow}/payments?page=2&size=2")).await;
    assert_eq!(page["metadata"], json!({ "pageSize": 2, "pageNumber": 2, "totPage": 2 }));
    assert_eq!(page["data"].as_array().unwrap().len(), 1);
    let (_, rows) = get_json(&simulator, &format!("{flow}/payments")).await;
    assert_eq!(
        rows["data"][0],
        json!({
            "index": 1, "iuv": &MEALS[1..], "iur": meals, "idTransfer": 1, "pay": 59.8,
            "payStatus": "EXECUTED", "payDate": "2026-10-20T00:00:00Z",
        })
    );
    let stamped = |row: &&Value| row["iuv"] == json!(&STAMPED[1..]);
    let shares: Vec<_> = rows["data"].as_array().unwrap().iter().filter(stamped).map(|row| &row["idTransfer"]).collect();
    assert_eq!(shares, [&json!(2)], "the stamp itself is never reported");
    let (_, province) = get_json(&simulator, &format!("{FLOWS}/{PROVINCE}/fdrs")).await;
    assert_eq!(province["data"][0]["fdr"], json!("2026-10-21ABI99999-0000000002"));
}

#[tokio::test]
async fn flows_are_shown_for_thirty_days_and_only_in_their_latest_revision() {
    let (_station, simulator) = town().await;
    pay(&simulator, MEALS, Settlement::default()).await;
    simulator.publish_flows();
    let fdr = simulator.flows()[0].fdr.clone();
    simulator.advance(TimeDelta::days(1)).await;
    assert_eq!(simulator.revise_flow(&fdr, |rows| rows[0].amount = Cents(5_000)), Some(2));
    assert_eq!(simulator.revise_flow("2026-10-21ABI99999-0000000009", |_| ()), None);
    let flow = |revision: u32| format!("{FLOWS}/{CITY}/fdrs/{fdr}/revisions/{revision}/psps/ABI99999");
    assert_eq!(get_json(&simulator, &flow(1)).await.0, 404);
    let (_, header) = get_json(&simulator, &flow(2)).await;
    assert_eq!(header["sumPayments"].to_string(), "50.0");
    let listed = async |query: &str| get_json(&simulator, &format!("{FLOWS}/{CITY}/fdrs?{query}")).await.1["count"].clone();
    assert_eq!(listed("").await, json!(1));
    assert_eq!(listed("pspId=ABI99998").await, json!(0));
    assert_eq!(listed("publishedGt=2026-10-21T08:15:29Z").await, json!(1));
    assert_eq!(listed("publishedGt=2026-10-21T08:15:30Z").await, json!(0));
    simulator.advance(TimeDelta::days(30)).await;
    assert_eq!(listed("").await, json!(1), "thirty days to the second");
    simulator.advance(TimeDelta::seconds(1)).await;
    assert_eq!(listed("").await, json!(0));
}

#[tokio::test]
async fn wrong_questions_get_the_service_s_own_errors() {
    let (_station, simulator) = town().await;
    let (status, error) = get_json(&simulator, &format!("{FLOWS}/{CITY}/fdrs/x/revisions/1/psps/ABI99999")).await;
    assert_eq!((status, &error["appErrorCode"]), (404, &json!("FDR-3001")));
    assert_eq!(error["errors"][0]["message"], json!("Flow with ID [x] not found."));
    for query in ["page=0", "size=1001", "size=x", "publishedGt=yesterday"] {
        let (status, error) = get_json(&simulator, &format!("{FLOWS}/{CITY}/fdrs?{query}")).await;
        assert_eq!((status, &error["httpStatusCode"]), (400, &json!(400)), "{query}");
    }
    assert_eq!(get_json(&simulator, &format!("{FLOWS}/12345678901/fdrs")).await.0, 400);
    let url = format!("{}{FLOWS}/{CITY}/fdrs", simulator.url());
    assert_eq!(http().get(url).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_payment_without_receipt_is_found_in_its_flow_and_recovered() {
    let (_station, simulator) = town().await;
    let lost = Settlement { receipt: ReceiptTiming::Never, reported_as: Some(ReportCode::NoRpt), ..Settlement::default() };
    let iur = pay(&simulator, MEALS, lost).await;
    simulator.publish_flows();
    assert_eq!(simulator.flows()[0].rows[0].code, ReportCode::NoRpt);
    let receipts = format!("/bizevents/service/v1/organizations/{CITY}/receipts");
    let (status, receipt) = get_json(&simulator, &format!("{receipts}/{iur}")).await;
    assert_eq!((status, &receipt["receiptId"], &receipt["paymentAmount"]), (200, &json!(iur), &json!(59.8)));
    let iuv = &MEALS[1..];
    assert_eq!(get_json(&simulator, &format!("{receipts}/{iur}/paymentoptions/{iuv}")).await.0, 200);
    assert_eq!(get_json(&simulator, &format!("{receipts}/nothing")).await.0, 404);
    for _ in 0..7 {
        get_json(&simulator, &format!("{receipts}/{iur}")).await;
    }
    assert_eq!(get_json(&simulator, &format!("{receipts}/{iur}")).await.0, 429, "ten calls in an hour");
    simulator.advance(TimeDelta::hours(1)).await;
    assert_eq!(get_json(&simulator, &format!("{receipts}/{iur}")).await.0, 200);
}

#[tokio::test]
async fn the_xml_form_is_valid() {
    let (_station, simulator) = town().await;
    pay(&simulator, MEALS, Settlement { reported_as: Some(ReportCode::StandInNoRpt), ..Settlement::default() }).await;
    pay(&simulator, WASTE, Settlement::default()).await;
    simulator.publish_flows();
    let url = format!("{}/control/flows/{}/xml", simulator.url(), simulator.flows()[0].fdr);
    let xml = http().get(url).send().await.unwrap().text().await.unwrap();
    assert!(xml.contains("<pay_i:importoTotalePagamenti>259.80</pay_i:importoTotalePagamenti>"), "{xml}");
    let Some(shared) = shared_folder() else { return println!("skipped: no shared contracts") };
    let schema = shared.join("pagopa/contracts/fdr-xml/FlussoRiversamento_1_0_5.SANP3.12.0.xsd");
    let file = std::env::temp_dir().join(format!("quietanza-test-flow-{}.xml", std::process::id()));
    std::fs::write(&file, &xml).unwrap();
    let verdict = std::process::Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    match verdict {
        Ok(verdict) => assert!(verdict.status.success(), "{}\n{xml}", String::from_utf8_lossy(&verdict.stderr)),
        Err(_) => println!("skipped: xmllint is not installed"),
    }
}

#[tokio::test]
async fn the_treasurer_sees_one_credit_for_each_account() {
    let (_station, simulator) = town().await;
    pay(&simulator, MEALS, Settlement::default()).await;
    let by_post = Settlement { psp: Some("ABI07601".to_owned()), ..Settlement::default() };
    pay(&simulator, WASTE, by_post).await;
    simulator.publish_flows();
    let lines = simulator.treasury(CITY, Causale::Current);
    let amounts: Vec<_> = lines.iter().map(|line| (line.iban.as_str(), line.amount)).collect();
    assert_eq!(amounts, [(CITY_POSTAL, Cents(20_000)), (CITY_IBAN, Cents(5_980))]);
    assert_eq!(lines[1].causale, "/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/2026-10-21ABI99999-0000000001");
    let (_, dirty) = get_json(&simulator, &format!("/control/treasury/{CITY}?causale=blanks")).await;
    assert_eq!(dirty[1]["causale"], json!("PUR LGPE-RIVERSAMENTO TXT 0 URI 2026-10-21ABI99999-0000000001"));
}

#[tokio::test]
async fn categories_are_listed() {
    let (_station, simulator) = town().await;
    let (status, list) = get_json(&simulator, "/taxonomy/service/v1/taxonomy").await;
    assert_eq!((status, &list[1]["DATI SPECIFICI INCASSO"]), (200, &json!("9/0101101IM/")));
    let url = format!("{}/taxonomy/service/v1/taxonomy?extension=csv", simulator.url());
    let csv = http().get(url).send().await.unwrap().text().await.unwrap();
    assert!(csv.contains("1;101;Tassa sui rifiuti, anno corrente;IM;9/0101101IM/\n"), "{csv}");
}
