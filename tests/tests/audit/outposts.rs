//! Heads are kept by others too: a real witness over HTTP, a mailbox over SMTP. Whatever fails is tried again, and what was taken is noted once.

use std::time::Duration;

use api::clock::Clock;
use api::product::Product;
use chrono::TimeDelta;
use replay::heads::{HeadSigner, LogKey, SignedHead, Trusted, WitnessKey, cosignatures, latest};
use tests::home::{Home, apply, sample_ente};
use tests::mail_sink::{Fault, MailSink, MailSinkSettings};
use tests::wait::{PATIENCE, until};
use tests::witness::Witness;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const ORIGIN: &str = "log.example.test/log";
const REGISTRY: &str = "protocollo@pec.example.test";

fn key() -> LogKey {
    LogKey::new(ORIGIN, &[1; 32]).unwrap()
}

/// A product whose log is signed, a witness and a mailbox.
struct Outposts {
    witness: Witness,
    mail: MailSink,
    clock: Clock,
    product: Product,
    running: (CancellationToken, JoinHandle<()>),
    _home: Home,
}

impl Outposts {
    async fn open() -> Self {
        let witness = Witness::start(&key().verifier()).await.unwrap();
        let mail = MailSink::start(MailSinkSettings::default()).await.unwrap();
        let more = format!(
            "port = {}\n[log]\norigin = \"{ORIGIN}\"\nkey_file = \"log.key\"\n{}\npec = {{ to = \"{REGISTRY}\" }}",
            mail.smtp_addr().port(),
            witness.settings()
        );
        let home = Home::with(&more).await;
        home.write_secret("log.key", &hex::encode([1; 32]));
        let clock = Clock::shifted();
        let product = Product::open(home.settings(), clock.clone()).await.unwrap();
        let (stop, doors) = (CancellationToken::new(), product.clone().open_doors().await.unwrap());
        let running = (stop.clone(), tokio::spawn(doors.run(stop)));
        Self { witness, mail, clock, product, running, _home: home }
    }

    /// Lets something happen and signs the log; answers its size.
    async fn sign(&self, name: &str) -> u64 {
        let mut ente = sample_ente();
        ente.office = Some(name.parse().unwrap());
        let before = self.product.head.next_index();
        apply(&self.product, ente).await;
        self.product.head.wait_until(before, PATIENCE).await.unwrap();
        let signer = HeadSigner::open(self.product.pool.clone(), key(), None).await.unwrap();
        signer.sign(self.product.head.next_index()).await.unwrap();
        self.product.head.next_index()
    }

    async fn until_taken(&self, destination: &str, size: u64) {
        let taken = "SELECT EXISTS (SELECT FROM log_dispatch WHERE destination LIKE";
        until(&self.product.pool, &format!("{taken} '{destination} %' AND tree_size = {size})")).await;
    }

    async fn stop(self) {
        self.running.0.cancel();
        tokio::time::timeout(PATIENCE, self.running.1).await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_signs_what_continues_what_it_saw() {
    let outposts = Outposts::open().await;
    let first = outposts.sign("Uno").await;
    outposts.until_taken("witness", first).await;
    // Down, refusing, forgetful: it is asked again, from where it is.
    outposts.witness.refuse([500, 403]);
    let second = outposts.sign("Due").await;
    outposts.until_taken("witness", second).await;
    outposts.witness.remember(0);
    let third = outposts.sign("Tre").await;
    outposts.until_taken("witness", third).await;
    assert_eq!(outposts.witness.size(), third);
    // Its signature is published below ours, and both hold.
    let head = latest(&outposts.product.pool).await.unwrap().unwrap();
    let lines = cosignatures(&outposts.product.pool, third).await.unwrap();
    let witness = WitnessKey::parse(&outposts.witness.verifier()).unwrap();
    witness.verify(&head, &lines).unwrap();
    let published = SignedHead::parse(&(head.note().to_owned() + &lines)).unwrap();
    published.verify(&Trusted::parse([key().verifier().as_str()]).unwrap()).unwrap();
    // Of another head it says nothing.
    let older = replay::heads::of_size(&outposts.product.pool, second).await.unwrap().unwrap();
    assert!(witness.verify(&older, &lines).is_err() && witness.verify(&head, "").is_err());
    outposts.stop().await;
}

/// A witness that saw more than there is: the log was cut off. It is asked again, and nothing is noted as taken.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_became_shorter_is_not_signed_by_a_witness() {
    let outposts = Outposts::open().await;
    let first = outposts.sign("Uno").await;
    outposts.until_taken("witness", first).await;
    outposts.witness.remember(1_000_000);
    let calls = outposts.witness.calls();
    outposts.sign("Due").await;
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let asked_again = async {
        while outposts.witness.calls() < calls + 2 {
            look.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, asked_again).await.expect("it is asked again");
    until(&outposts.product.pool, "SELECT count(*) = 1 FROM log_dispatch WHERE destination LIKE 'witness %'").await;
    outposts.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_gets_the_newest_head_once_a_day() {
    let outposts = Outposts::open().await;
    outposts.mail.script([Fault::RefuseContent(451)]);
    let first = outposts.sign("Uno").await;
    outposts.until_taken("mail", first).await;
    let mail = outposts.mail.messages().into_iter().find(|mail| mail.is_for(REGISTRY)).unwrap();
    let text = mail.text().unwrap().replace("\r\n", "\n");
    let note = &text[text.find(&format!("{ORIGIN}\n{first}\n")).unwrap()..];
    let (body, rest) = note.split_once("\n\n").unwrap();
    let note = format!("{body}\n\n{}\n", rest.lines().next().unwrap());
    SignedHead::parse(&note).unwrap().verify(&Trusted::parse([key().verifier().as_str()]).unwrap()).unwrap();
    assert!(mail.subject().contains(&format!("{first} eventi")), "{}", mail.subject());
    // The witness wants every head, the mailbox one a day.
    let second = outposts.sign("Due").await;
    outposts.until_taken("witness", second).await;
    assert_eq!(outposts.mail.messages().len(), 1);
    outposts.clock.advance(TimeDelta::hours(25));
    outposts.until_taken("mail", second).await;
    assert_eq!(outposts.mail.messages().len(), 2);
    outposts.stop().await;
}

#[test]
fn a_witness_key_has_one_form() {
    let key = "witness.example.org+ac94e85e+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    assert!(WitnessKey::parse(key).is_ok());
    for (from, to) in [("+ac", "+ad"), ("witness", "witnes"), ("BNda", "ANda"), ("+BNda", ""), ("1Ea", "1E")] {
        assert!(WitnessKey::parse(&key.replacen(from, to, 1)).is_err(), "{from}");
    }
}
