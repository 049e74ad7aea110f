//! No receipt is lost between us and the mail server, none is sent twice without need, and what cannot be sent is put where an
//! operator sees it.

use api::accounts::Acting;
use api::messages::Language;
use api::privacy;
use chrono::TimeDelta;
use domain::ids::SubjectId;
use domain::metadata::{Actor, Assurance};
use domain::text::Text140;
use projections::todo::queries::{TodoFilter, open};
use projections::todo::{TodoKind, resume};
use tests::mail_sink::Fault;
use tests::pagopa::CounterPayment;

use crate::debts::{Debt, Made};
use crate::house::House;

const MARIO: &str = "mario.rossi@example.test";

impl House {
    /// A debt of Mario's, paid at a counter.
    pub(crate) async fn paid_debt(&self) -> Debt {
        let debt = self.debt(Made { email: Some(MARIO), ..Made::default() }).await;
        self.pagopa.pay_at_counter(CounterPayment::cash(debt.notice().as_str())).await.unwrap();
        debt
    }

    async fn until_tried(&self, attempts: u32) {
        self.until(&format!(
            "SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'mail_receipt' AND attempts >= {attempts} AND last_error IS NOT NULL)"
        ))
        .await;
    }

    /// Names of the accepted mails.
    pub(crate) fn names(&self) -> Vec<String> {
        self.mail.messages().iter().map(|mail| mail.message_id().unwrap()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_down_for_a_day_loses_nothing() {
    let mut house = House::open().await;
    house.mail.down().await;
    for _ in 0..3 {
        house.paid_debt().await;
    }
    house.until("SELECT count(*) = 3 FROM todo_v1 WHERE kind = 'mail_receipt' AND last_error IS NOT NULL").await;
    for _ in 0..24 {
        house.later(TimeDelta::hours(1));
        house.until("SELECT count(*) = 3 FROM todo_v1 WHERE kind = 'mail_receipt' AND NOT parked").await;
    }
    house.until_tried(3).await;
    house.mail.up().await;
    house.later(TimeDelta::minutes(20));
    house.until_done("ReceiptMailAccepted", 3).await;
    assert_eq!(house.mail.messages().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_later_is_asked_again() {
    let house = House::open().await;
    house.mail.script([Fault::RefuseRecipient(450), Fault::RefuseContent(451)]);
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.mail.messages().len(), 1);
    assert_eq!(house.mail.faults_left(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_refused_waits_for_an_operator_and_can_be_sent_again() {
    let house = House::open().await;
    house.mail.script([Fault::RefuseRecipient(550)]);
    house.paid_debt().await;
    house.until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'mail_receipt' AND parked)").await;
    let filter = TodoFilter { kind: Some(TodoKind::MailReceipt), parked_only: true, ..TodoFilter::default() };
    let page = open(&house.product.pool, &filter, None, projections::query::PageSize::clamped(10)).await.unwrap();
    let [seen] = &page.rows[..] else { panic!("one mail waits") };
    assert_eq!(seen.last_error.as_deref(), Some("the mail server refuses it: SMTP 550"));
    assert_eq!(house.mail.messages().len(), 0);

    assert!(resume(&house.product.pool, &seen.todo.id).await.unwrap());
    house.until_done("ReceiptMailAccepted", 1).await;
    assert_eq!(house.mail.messages().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_before_the_answer_leads_to_the_same_mail_again() {
    let house = House::open().await;
    house.mail.script([Fault::DisconnectBeforeReply { kept: true }]);
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 1).await;
    let mails = house.mail.messages();
    assert_eq!(mails.len(), 2, "nobody can know that the first one was kept");
    assert_eq!(mails[0].raw, mails[1].raw, "but everybody can see that it is the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_was_forgotten_is_sent_nothing_and_the_mail_is_closed_with_the_reason() {
    let mut house = House::open().await;
    house.mail.down().await;
    house.paid_debt().await;
    house.until_tried(1).await;
    house.stop().await;
    let mut owner = sqlx::ConnectOptions::connect(&house.database.owner()).await.unwrap();
    sqlx::query("DELETE FROM public_vault.subject_key WHERE class = 'P'").execute(&mut owner).await.unwrap();
    house.mail.up().await;
    house.later(TimeDelta::hours(1));
    house.start().await;
    house.until_done("ReceiptMailAbandoned", 1).await;
    assert_eq!(house.mail.messages().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_about_failures_names_nobody() {
    let house = House::open().await;
    house.mail.script([Fault::RefuseRecipient(451)]);
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 1).await;
    let sql =
        "SELECT coalesce(string_agg(todo_v1::text, ' '), '') || coalesce((SELECT string_agg(events::text, ' ') FROM events), '')
                 FROM todo_v1";
    let everything: String = sqlx::query_scalar(sql).fetch_one(&house.product.pool).await.unwrap();
    for canary in ["mario", "Mario", "Rossi", "RSSMRA80A01H501U", "example.test"] {
        assert!(!everything.contains(canary), "{canary} stands in the clear");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_sends_nothing_again() {
    let mut house = House::open().await;
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 1).await;
    house.stop().await;
    house.later(TimeDelta::days(1));
    house.start().await;
    house.paid_debt().await;
    house.until_done("ReceiptMailAccepted", 2).await;
    let mut names = house.names();
    names.sort();
    names.dedup();
    assert_eq!((house.mail.messages().len(), names.len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_finishes_the_mails_in_hand_and_begins_no_other() {
    const AT_ONCE: usize = 4;
    let mut house = House::open().await;
    house.mail.script(vec![Fault::Slow(std::time::Duration::from_secs(2)); 2 * AT_ONCE]);
    for _ in 0..2 * AT_ONCE {
        house.paid_debt().await;
    }
    let in_hand = async {
        while house.mail.faults_left() > AT_ONCE {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(tests::wait::PATIENCE, in_hand).await.expect("mails are being sent");
    house.stop().await;
    assert_eq!(house.mail.messages().len(), AT_ONCE, "those in hand were sent, no other was begun");
    assert_eq!(house.count("ReceiptMailAccepted").await, AT_ONCE as i64, "and each of them is recorded");
    house.start().await;
    house.until_done("ReceiptMailAccepted", 2 * AT_ONCE as u64).await;
    assert_eq!(house.mail.messages().len(), 2 * AT_ONCE, "none is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_restricted_while_the_mail_waits_gets_none_and_the_receipt_is_kept() {
    let mut house = House::open().await;
    house.mail.down().await;
    house.paid_debt().await;
    house.until("SELECT EXISTS (SELECT FROM todo_v1 WHERE kind = 'mail_receipt' AND last_error IS NOT NULL)").await;
    let acting = Acting {
        actor: Actor::Operator("anna".to_owned()),
        assurance: Assurance::Internal,
        correlation: house.product.new_correlation(),
        language: Language::default(),
    };
    house.until("SELECT EXISTS (SELECT FROM payment_history_v1 WHERE debtor IS NOT NULL)").await;
    let sealed = "SELECT DISTINCT debtor, ente FROM payment_history_v1";
    let (debtor, ente): (uuid::Uuid, String) = sqlx::query_as(sealed).fetch_one(&house.product.pool).await.unwrap();
    let reason = Text140::parse("contesta").unwrap();
    privacy::restrict(&house.product, &acting, &ente.parse().unwrap(), SubjectId::new(debtor), reason).await.unwrap();
    house.mail.up().await;
    house.later(TimeDelta::minutes(20));
    house.until_done("ReceiptMailAbandoned", 1).await;
    assert_eq!(house.mail.messages().len(), 0);
    // Another debt of theirs, paid meanwhile: its receipt is for nobody's mailbox.
    house.paid_debt().await;
    house.until_done("ReceiptFiled", 2).await;
    house.until("SELECT NOT EXISTS (SELECT FROM todo_v1 WHERE kind IN ('file_receipt', 'mail_receipt'))").await;
    assert_eq!(house.mail.messages().len(), 0);
}
