//! Positions loaded from files: both samples, bad rows, the same file twice, a run that is killed, and nothing personal left in the clear.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api::import::{Counts, ImportError, Order, Report, Source, import};
use api::product::Product;
use domain::debt_position::{DebtPosition, Payability, Terms};
use domain::identifier::Iupd;
use domain::ids::PositionId;
use futures::StreamExt;
use serde_json::{Value, json};
use tests::child;
use tests::faults::{self, Fault};
use tests::home::{Home, sample_ente};

/// Becomes the product when this program was started again for it.
#[test]
#[ignore = "only for child processes"]
fn as_product() {
    child::become_the_product();
}

/// The folder of public contracts and samples, which is not part of the repository.
fn shared() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let found = ["../shared", "../../shared"].map(|folder| repository.join(folder)).into_iter().find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: the folder of samples is not there");
    }
    found
}

async fn load(product: &Product, file: &str, publish: bool) -> Result<Report, ImportError> {
    let source = Source::spool(file.as_bytes()).unwrap();
    import(product, Order { ente: sample_ente().code, source, publish }).await
}

fn counts(created: u64, unchanged: u64, amended: u64, refused: u64) -> Counts {
    Counts { created, unchanged, amended, refused }
}

/// A v1 position with one notice, numbers left to the Ente.
fn position(index: usize) -> Value {
    json!({
        "iupd": format!("TARI-2026-{index}"), "type": "F", "fiscalCode": "RSSMRA80A01H501U", "fullName": "Mario Rossi",
        "switchToExpired": false, "companyName": "Comune di Borgoesempio",
        "paymentOption": [{ "amount": 1_000 + index, "description": format!("TARI 2026 n. {index}"), "isPartialPayment": false,
                            "dueDate": "2026-12-02T23:59:59.000Z" }]
    })
}

fn lines(positions: impl IntoIterator<Item = Value>) -> String {
    positions.into_iter().map(|position| format!("{position}\n")).collect()
}

async fn state(product: &Product, iupd: &str) -> std::sync::Arc<DebtPosition> {
    let id = PositionId::of(&sample_ente().code, &iupd.parse::<Iupd>().unwrap());
    product.commands.positions.load(&id.to_string()).await.unwrap().aggregate
}

async fn events(product: &Product) -> i64 {
    let count = "SELECT count(*) FROM events WHERE aggregate_type = 'DebtPosition'";
    sqlx::query_scalar(count).fetch_one(&product.pool).await.unwrap()
}

#[tokio::test]
async fn both_samples_say_the_same_debt() {
    let Some(shared) = shared() else { return };
    let mut terms: Vec<Terms> = Vec::new();
    for sample in ["gpd.v1.create-position.single-plus-instalments.json", "gpd.v3.create-position.json"] {
        let home = Home::fresh().await;
        let product = home.product().await;
        let text = std::fs::read_to_string(shared.join("pagopa/samples/json").join(sample)).unwrap();
        for file in [text.clone(), format!("[{text}]"), format!("{{\"paymentPositions\":[{text}]}}")] {
            load(&product, &file, true).await.unwrap();
        }
        assert_eq!(events(&product).await, 1, "{sample}: three files, one debt");
        let position = state(&product, "99999000104-2026-TARI-000123").await;
        assert_eq!(position.payability(), Payability::Published);
        terms.push(position.terms().unwrap().clone());
    }
    assert_eq!(terms[0].options.iter().map(|option| option.installments.len()).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(terms[0].options, terms[1].options, "v1 and v3 say the same");
    assert_eq!(terms[1].validity_date, chrono::NaiveDate::from_ymd_opt(2026, 9, 1));
}

#[tokio::test]
async fn one_bad_row_among_a_thousand_is_reported_and_stops_nothing() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let file = lines((1..=1_000).map(|index| {
        let mut row = position(index);
        if index == 500 {
            row["fiscalCode"] = json!("RSSMRA80A01H501X");
            row["paymentOption"][0]["amount"] = json!(-5);
        }
        row
    }));
    let report = load(&product, &file, true).await.unwrap();
    assert_eq!(report.counts, counts(999, 0, 0, 1));
    assert_eq!(report.refusals.len(), 1);
    let fields: Vec<(&str, &str)> =
        report.refusals[0].problems.iter().map(|p| (p.field.as_str(), p.value.as_deref().unwrap())).collect();
    assert_eq!(report.refusals[0].row, 500);
    assert_eq!(fields, [("fiscalCode", "R*** (16 characters)"), ("paymentOption[0].amount", "-5")]);
    let text = report.to_string();
    assert!(text.starts_with("999 created, 0 unchanged, 0 amended, 1 refused\nrow 500: fiscalCode: "), "{text}");
    assert_eq!(events(&product).await, 999);
}

#[tokio::test]
async fn the_same_file_again_does_nothing_and_shows_the_first_report() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let file = lines([position(1), json!({ "iupd": "X" }), position(2)]);
    let first = load(&product, &file, true).await.unwrap();
    let again = load(&product, &file, true).await.unwrap();
    assert_eq!(again, Report { repeated: true, ..first.clone() });
    assert_eq!((first.counts, events(&product).await), (counts(2, 0, 0, 1), 2));
    // Another file with the same positions is another run, and changes nothing.
    let other = load(&product, &lines([position(2), position(1)]), true).await.unwrap();
    assert_eq!((other.counts, events(&product).await), (counts(0, 2, 0, 0), 2));
}

#[tokio::test]
async fn what_exists_is_amended_published_or_refused() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let drafts = load(&product, &lines((1..=4).map(position)), false).await.unwrap();
    assert_eq!(drafts.counts, counts(4, 0, 0, 0));
    assert_eq!(state(&product, "TARI-2026-1").await.payability(), Payability::Draft);
    let number = |position: &DebtPosition| position.terms().unwrap().options[0].installments[0].nav.clone();
    let before = number(&*state(&product, "TARI-2026-2").await);
    let by = api::positions::By {
        actor: domain::metadata::Actor::Operator("anna".to_owned()),
        correlation_id: product.new_correlation(),
        causation: None,
    };
    let third = PositionId::of(&sample_ente().code, &"TARI-2026-3".parse().unwrap());
    api::positions::office::withdraw(&product, &sample_ente(), third, "Sgravio".parse().unwrap(), &by).await.unwrap();
    let restated = lines((1..=4).map(|index| {
        let mut row = position(index);
        match index {
            2 | 3 => row["paymentOption"][0]["amount"] = json!(7_777),
            4 => row["fullName"] = json!("Maria Rossi"),
            _ => {}
        }
        row
    }));
    let report = load(&product, &restated, true).await.unwrap();
    assert_eq!(report.counts, counts(0, 0, 3, 1), "{report}");
    assert_eq!((report.refusals[0].row, report.refusals[0].problems[0].message.as_str()), (3, "is withdrawn"));
    assert_eq!(state(&product, "TARI-2026-1").await.payability(), Payability::Published);
    assert_eq!(number(&*state(&product, "TARI-2026-2").await), before, "an amendment issues no new number");
}

#[tokio::test]
async fn a_number_belongs_to_one_position() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let with_number = |index: usize| {
        let mut row = position(index);
        row["paymentOption"][0]["nav"] = json!("302260000000001736");
        row
    };
    let report = load(&product, &lines([with_number(1), with_number(2)]), true).await.unwrap();
    assert_eq!((report.counts, report.refusals[0].row), (counts(1, 0, 0, 1), 2), "{report}");
    assert_eq!(report.refusals[0].problems[0].rule, "notice_number.taken");
}

#[tokio::test]
async fn rows_that_name_the_same_position_are_taken_in_order() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let mut second = position(1);
    second["paymentOption"][0]["amount"] = json!(5_000);
    let report = load(&product, &lines([position(1), second.clone(), second]), true).await.unwrap();
    assert_eq!(report.counts, counts(1, 1, 1, 0));
    assert_eq!(state(&product, "TARI-2026-1").await.terms().unwrap().options[0].installments[0].amount.as_i64(), 5_000);
}

#[tokio::test]
async fn an_ente_that_is_not_configured_is_named() {
    let home = Home::fresh().await;
    let product = home.empty_product().await;
    let error = load(&product, "[]", true).await.unwrap_err();
    assert!(error.to_string().starts_with("--ente: 99999000104 is not configured"), "{error}");
}

/// Everything a run leaves, without what differs by chance: numbers of runs, sealed bytes and the moments.
async fn everything(product: &Product) -> (BTreeMap<String, (bool, String)>, Vec<(i64, i64, i64, i64, bool)>, i64) {
    let positions: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT aggregate_id FROM events WHERE aggregate_type = 'DebtPosition'")
            .fetch_all(&product.pool)
            .await
            .unwrap();
    let loaded = futures::stream::iter(positions).map(|id| async move {
        let position = product.commands.positions.load(&id).await.unwrap().aggregate;
        let mut terms = serde_json::to_value(position.terms().unwrap()).unwrap();
        // Which number a notice got depends on how many blocks were handed out before the kill.
        for field in ["nav", "iuv"] {
            terms["options"][0]["installments"][0][field] = Value::Null;
        }
        terms["options"][0]["installments"][0]["transfers"][0]["remittance_information"] = Value::Null;
        (id, (position.payability() == Payability::Published, terms.to_string()))
    });
    let debts = loaded.buffer_unordered(64).collect().await;
    let runs = sqlx::query_as("SELECT created, unchanged, amended, refused, finished_at IS NOT NULL FROM import_run");
    let refusals = sqlx::query_scalar("SELECT count(*) FROM import_refusal").fetch_one(&product.pool).await.unwrap();
    (debts, runs.fetch_all(&product.pool).await.unwrap(), refusals)
}

#[tokio::test]
async fn a_run_killed_in_the_middle_goes_on_to_the_same_end() {
    const ROWS: usize = 6_000;
    let file = lines((1..=ROWS).map(|index| if index % 997 == 0 { json!({ "iupd": index }) } else { position(index) }));
    let (killed, calm) = (Home::fresh().await, Home::fresh().await);
    let (product, other) = (killed.product().await, calm.product().await);
    killed.write_secret("ruolo.ndjson", &file);
    let path = killed.path("ruolo.ndjson");
    let arguments = ["import", path.to_str().unwrap(), "--ente", "99999000104", "--json"];
    let mut kills = 0;
    for wanted in [1, 2_001, 4_001] {
        let mut running = child::product("as_product", &killed.settings_file(), &arguments).spawn().unwrap();
        let far_enough = async {
            let mut tick = tokio::time::interval(Duration::from_millis(2));
            loop {
                tick.tick().await;
                let events = events(&product).await;
                if events >= wanted || running.try_wait().unwrap().is_some() {
                    return;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(60), far_enough).await.unwrap();
        if running.try_wait().unwrap().is_none() {
            running.kill().await.unwrap();
            kills += 1;
        }
    }
    assert!(kills > 0 && events(&product).await < ROWS as i64, "the run was cut {kills} times");
    // The lock goes with the killed connection, once the server has noticed.
    let report = async {
        loop {
            let output = child::product("as_product", &killed.settings_file(), &arguments).output().await.unwrap();
            if output.status.code() == Some(3) {
                return String::from_utf8(output.stdout).unwrap();
            }
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains("being loaded by another process"), "{said}");
        }
    };
    let report = tokio::time::timeout(Duration::from_secs(60), report).await.unwrap();
    let report: Value = serde_json::from_str(&report[report.find('{').unwrap()..=report.rfind('}').unwrap()]).unwrap();
    let calm_report = load(&other, &file, true).await.unwrap();
    assert_eq!(report["created"], json!(calm_report.counts.created));
    assert_eq!(report["refused"], json!(calm_report.counts.refused));
    assert_eq!(report["unchanged"], json!(0));
    assert_eq!(everything(&product).await, everything(&other).await);
    assert_eq!(events(&product).await, events(&other).await);
}

/// Before and after the events of each batch are stored, and before they are noted.
#[tokio::test]
async fn killed_around_any_write_of_a_batch_a_run_goes_on_to_the_same_end() {
    const ROWS: usize = 4_500;
    let file = lines((1..=ROWS).map(position));
    for (point, skipped) in faults::IMPORT.into_iter().flat_map(|point| [(point, 0), (point, 1)]) {
        let home = Home::fresh().await;
        let product = home.product().await;
        home.write_secret("ruolo.ndjson", &file);
        let path = home.path("ruolo.ndjson");
        let arguments = ["import", path.to_str().unwrap(), "--ente", "99999000104"];
        let fault = Fault { skipped, ..Fault::kill(point) };
        let mut dying = child::product("as_product", &home.settings_file(), &arguments);
        let died = dying.envs([fault.variable()]).output().await.unwrap();
        assert_eq!(died.status.signal(), Some(9), "the run never came to {fault:?}");
        let again = async {
            // The lock goes with the killed connection, once the server has noticed.
            loop {
                let output = child::product("as_product", &home.settings_file(), &arguments).output().await.unwrap();
                if output.status.success() {
                    return String::from_utf8(output.stdout).unwrap();
                }
            }
        };
        let said = tokio::time::timeout(Duration::from_secs(60), again).await.expect("the run goes on");
        assert!(said.contains(&format!("{ROWS} created, 0 unchanged, 0 amended, 0 refused")), "{fault:?}: {said}");
        assert_eq!(events(&product).await, ROWS as i64, "{fault:?}");
    }
}

#[tokio::test]
async fn two_processes_do_not_load_the_same_file_at_once() {
    let home = Home::fresh().await;
    let product = home.product().await;
    let file = lines((1..=3_000).map(position));
    let (one, two) = tokio::join!(load(&product, &file, true), load(&product, &file, true));
    let outcomes = [one, two];
    assert!(outcomes.iter().any(|outcome| outcome.as_ref().is_ok_and(|report| report.counts.created == 3_000)));
    let fine = |outcome: &Result<Report, ImportError>| matches!(outcome, Ok(_) | Err(ImportError::Running));
    assert!(outcomes.iter().all(fine), "{outcomes:?}");
    assert_eq!(events(&product).await, 3_000);
}

#[tokio::test]
async fn nothing_personal_stands_in_the_clear() {
    let home = Home::with("[telemetry]\nfilter = \"trace\"").await;
    drop(home.product().await);
    let canaries = ["RSSMRA80A01H501U", "CanaryNome", "canary@example.test", "CanaryStrada", "CanaryCitta", "31415"];
    let mut row = position(1);
    row["fullName"] = json!("CanaryNome Rossi");
    row["email"] = json!("canary@example.test");
    row["streetName"] = json!("Via CanaryStrada");
    row["city"] = json!("CanaryCitta");
    row["postalCode"] = json!("31415");
    let mut bad = position(2);
    bad["fullName"] = json!(format!("CanaryNome {}", "x".repeat(80)));
    bad["email"] = json!("canary@example.test,");
    home.write_secret("ruolo.ndjson", &lines([row, bad]));
    let path = home.path("ruolo.ndjson");
    let arguments = ["import", path.to_str().unwrap(), "--ente", "99999000104"];
    let output = child::product("as_product", &home.settings_file(), &arguments).output().await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 created, 0 unchanged, 0 amended, 1 refused"), "{said}");
    let product = home.empty_product().await;
    let mut everywhere = said + &api::telemetry::Metrics::install().render();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
    )
    .fetch_all(&product.pool)
    .await
    .unwrap();
    assert!(tables.iter().any(|table| table == "events") && tables.len() > 10, "{tables:?}");
    for table in tables {
        let rows: Option<String> = sqlx::query_scalar(&format!("SELECT string_agg(t::text, chr(10)) FROM {table} AS t"))
            .fetch_one(&product.pool)
            .await
            .unwrap();
        everywhere += &rows.unwrap_or_default();
    }
    for canary in canaries {
        assert!(!everywhere.contains(canary), "{canary} stands in the clear");
    }
}
