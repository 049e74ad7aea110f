//! What is erased when law lets us, what is refused before, and what stays: every fact, every sum, every equality of views.

use std::os::unix::process::ExitStatusExt;

use api::clock::Clock;
use api::privacy::{self, ErasureRefusal, PrivacyError};
use api::product::Product;
use chrono::{Months, TimeDelta};
use domain::ids::SubjectId;
use domain::personal::PersonalClass::{self, Fiscal, Profile};
use domain::rome;
use domain::subject::ErasureReason;
use tests::faults::{Fault, PRIVACY};

use crate::house::{House, ente};

const MARIO: &str = "RSSMRA80A01H501U";
const LUCIA: &str = "BNCLCU85M41F205T";
/// Ten years and a bit.
const TERM: TimeDelta = TimeDelta::days(3_660);

const NAMED: &str = "
SELECT (SELECT count(*) FROM notice_directory_v1 WHERE debtor = $1) + (SELECT count(*) FROM pending_list_v1 WHERE debtor = $1)
     + (SELECT count(*) FROM payment_history_v1 WHERE $1 IN (debtor, payer, made_by, entered_by))
     + (SELECT count(*) FROM help_desk_v1 WHERE thread = $1) + (SELECT count(*) FROM subject_lookup WHERE subject = $1)";
const SUMS: &str = "SELECT sum(amount)::int8 FROM payment_history_v1";

async fn erase(house: &House, subject: SubjectId, class: PersonalClass) -> Result<(), PrivacyError> {
    privacy::erase(&house.product, &house.acting(), &ente(), (subject, class), ErasureReason::TermOver).await
}

fn refused(outcome: Result<(), PrivacyError>) -> ErasureRefusal {
    match outcome {
        Err(PrivacyError::Kept(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn named(house: &House, subject: SubjectId) -> i64 {
    sqlx::query_scalar(NAMED).bind(subject.as_uuid()).fetch_one(&house.product.pool).await.unwrap()
}

async fn keys(house: &House, subject: SubjectId) -> Vec<String> {
    let sql = "SELECT class FROM subject_key WHERE subject = $1 ORDER BY class";
    sqlx::query_scalar(sql).bind(subject.as_uuid()).fetch_all(house.product.vault.keys()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_paid_is_kept_for_ten_years_and_then_forgotten_by_every_view_with_no_fact_lost() {
    let house = House::open().await;
    house.paid(MARIO, 5_000).await;
    let (undone, nav) = house.paid(MARIO, 700).await;
    house.paid(LUCIA, 9_000).await;
    house.settle().await;
    let (mario, lucia) = (house.subject(MARIO).await.unwrap(), house.subject(LUCIA).await.unwrap());
    let until = rome::day(house.clock.now()).checked_add_months(Months::new(120)).unwrap();
    assert_eq!(refused(erase(&house, mario, Fiscal).await), ErasureRefusal::TermRunning(until));
    assert_eq!(house.count("SELECT count(*) FROM events WHERE aggregate_type = 'Subject'").await, 0, "a refusal writes nothing");
    let sums = house.count(SUMS).await;

    // Lucia pays again nine years later: hers is kept on.
    house.clock.advance(TERM - TimeDelta::days(300));
    house.paid(LUCIA, 100).await;
    house.clock.advance(TimeDelta::days(300));
    house.settle().await;
    let purged = privacy::purge(&house.product).await.unwrap();
    assert_eq!(purged.people, 1);
    house.settle().await;
    assert_eq!(privacy::purge(&house.product).await.unwrap().people, 0, "once");
    assert_eq!(named(&house, mario).await, 0, "nothing leads to him any more");
    assert_eq!(keys(&house, mario).await, ["P"]);
    assert_eq!((house.subject(MARIO).await, keys(&house, lucia).await.len()), (None, 2));
    assert!(named(&house, lucia).await > 0);
    assert_eq!(house.count(SUMS).await, sums + 100, "every cent is still there");
    assert_eq!(house.count("SELECT count(*) FROM payment_history_v1 WHERE debtor IS NULL").await, 2);
    house.views_equal_rebuilt().await;

    // What still happens to what he owed names nobody.
    house.undo(undone, &nav).await;
    house.settle().await;
    assert_eq!(house.count("SELECT count(*) FROM pending_list_v1").await, 1);
    assert_eq!(named(&house, mario).await, 0);
    house.views_equal_rebuilt().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_owed_under_way_or_to_be_paid_back_is_refused_with_the_reason() {
    let house = House::open().await;
    house.owes(MARIO, 5_000).await;
    house.paid(LUCIA, 100).await;
    house.settle().await;
    let (mario, lucia) = (house.subject(MARIO).await.unwrap(), house.subject(LUCIA).await.unwrap());
    assert_eq!(refused(erase(&house, mario, Fiscal).await), ErasureRefusal::DebtOpen);
    let state = async |state: &str| {
        let sql = "UPDATE payment_history_v1 SET state = $1 WHERE debtor = $2";
        sqlx::query(sql).bind(state).bind(lucia.as_uuid()).execute(&house.product.pool).await.unwrap();
    };
    house.clock.advance(TERM);
    state("refund_due").await;
    assert_eq!(refused(erase(&house, lucia, Fiscal).await), ErasureRefusal::RefundOpen);
    state("in_progress").await;
    assert_eq!(refused(erase(&house, lucia, Fiscal).await), ErasureRefusal::PaymentRunning);
    assert_eq!(refused(erase(&house, lucia, Profile).await), ErasureRefusal::PaymentRunning);
    state("settled").await;
    erase(&house, lucia, Fiscal).await.unwrap();
    // Contacts are kept for no term.
    erase(&house, mario, Profile).await.unwrap();
    assert_eq!((keys(&house, mario).await, keys(&house, lucia).await), (vec!["F".to_owned()], vec!["P".to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_come_back_with_an_old_backup_are_destroyed_again_before_anything_opens() {
    let house = House::open().await;
    house.paid(MARIO, 5_000).await;
    house.paid(LUCIA, 5_000).await;
    house.settle().await;
    let mario = house.subject(MARIO).await.unwrap();
    let mut owner = house.owner().await;
    let backup = "CREATE TABLE old_keys AS TABLE public_vault.subject_key; CREATE TABLE old_lookups AS TABLE subject_lookup";
    sqlx::raw_sql(backup).execute(&mut owner).await.unwrap();
    house.clock.advance(TERM);
    erase(&house, mario, Profile).await.unwrap();
    erase(&house, mario, Fiscal).await.unwrap();
    assert_eq!(keys(&house, mario).await, Vec::<String>::new());

    let restore = "DELETE FROM public_vault.subject_key; INSERT INTO public_vault.subject_key TABLE old_keys;
                   DELETE FROM subject_lookup; INSERT INTO subject_lookup TABLE old_lookups;
                   DROP TABLE old_keys; DROP TABLE old_lookups";
    sqlx::raw_sql(restore).execute(&mut owner).await.unwrap();
    assert_eq!(keys(&house, mario).await.len(), 2, "the backup brought them back");
    let opened = Product::open(house.home.settings(), Clock::system()).await.unwrap();
    assert_eq!(keys(&house, mario).await, Vec::<String>::new());
    assert_eq!(house.subject(MARIO).await, None);
    assert_eq!(privacy::apply_again(&opened.pool, &opened.vault).await.unwrap(), 0);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM subject_key").fetch_one(opened.vault.keys()).await.unwrap();
    assert_eq!(left, 2, "Lucia's are hers");
}

#[tokio::test(flavor = "multi_thread")]
async fn dying_between_the_event_and_the_key_leaves_the_key_to_who_reads_the_event() {
    let house = House::open().await;
    house.paid(MARIO, 5_000).await;
    house.settle().await;
    let mario = house.subject(MARIO).await.unwrap();
    let by = ["--operator", "anna", "--reason", "Richiesta prot. 118/2026"];
    let asked = ["privacy", "erase", "--ente", ente().as_str(), "--tax-code", MARIO, "--class", "profile"].map(ToOwned::to_owned);
    let asked: Vec<&str> = asked.iter().map(String::as_str).chain(by).collect();
    for point in PRIVACY {
        let (variable, fault) = Fault::kill(point).variable();
        let mut dies = tests::child::product("as_product", &house.home.settings_file(), &asked);
        let ended = dies.env(variable, fault).output().await.unwrap();
        assert_eq!(ended.status.signal(), Some(9), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    // The house serves: it reads the event, and destroys what the other left.
    let gone = format!("SELECT NOT EXISTS (SELECT FROM subject_key WHERE class = 'P' AND subject = '{mario}')");
    tests::wait::until(house.product.vault.keys(), &gone).await;
    assert_eq!(keys(&house, mario).await, ["F"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_forgets_the_key_it_remembers() {
    let house = House::open().await;
    let (position, _) = house.paid(MARIO, 5_000).await;
    house.settle().await;
    let mario = house.subject(MARIO).await.unwrap();
    let debtor = house.product.commands.positions.load(&position.to_string()).await.unwrap().aggregate.debtor().unwrap().clone();
    let stream = format!("DebtPosition/{position}");
    let (code, home) = (ente(), &house.home);
    let at = api::vault::Envelope { ente: &code, stream: &stream, field: "debtor" };
    assert!(house.product.vault.open_person(at, &debtor).await.unwrap().is_some());
    house.clock.advance(TERM);
    // Erased elsewhere: the process at work remembers the key until it hears of it.
    let elsewhere = Product::open(home.settings(), house.clock.clone()).await.unwrap();
    let whom = (mario, Fiscal);
    privacy::erase(&elsewhere, &house.acting(), &code, whom, ErasureReason::TermOver).await.unwrap();
    let mut glances = tokio::time::interval(std::time::Duration::from_millis(20));
    let forgotten = async {
        while house.product.vault.open_person(at, &debtor).await.unwrap().is_some() {
            glances.tick().await;
        }
    };
    tokio::time::timeout(tests::wait::PATIENCE, forgotten).await.expect("it hears of the erasure");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_access_log_of_a_month_is_forgotten_after_two_years() {
    let house = House::open().await;
    let looked = privacy::Looked {
        who: "operator:anna".into(),
        what: "position.debtor".into(),
        subject: None,
        stream: Some("DebtPosition/1".into()),
        mandate: None,
    };
    privacy::note_access(&house.product, &ente(), &looked).await.unwrap();
    house.clock.advance(TimeDelta::days(40));
    privacy::note_access(&house.product, &ente(), &looked).await.unwrap();
    let read = async || privacy::read_access_log(&house.product, &ente(), None, 10).await.unwrap();
    assert!(read().await.iter().all(|entry| entry.seen == privacy::Seen::Looked(looked.clone())));
    house.clock.advance(TimeDelta::days(729 - 40 + 32));
    assert_eq!(privacy::purge(&house.product).await.unwrap().months, 1);
    let seen: Vec<_> = read().await.into_iter().map(|entry| entry.seen).collect();
    assert_eq!(seen, [privacy::Seen::Looked(looked.clone()), privacy::Seen::Forgotten]);
    let mut owner = house.owner().await;
    let change = sqlx::query("DELETE FROM access_log").execute(&house.product.pool).await;
    assert!(change.is_err(), "nobody takes an entry back");
    let clear = "SELECT count(*) FROM access_log WHERE sealed LIKE '%anna%'";
    assert_eq!(sqlx::query_scalar::<_, i64>(clear).fetch_one(&mut owner).await.unwrap(), 0);
}
