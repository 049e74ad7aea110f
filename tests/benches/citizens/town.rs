//! The town: people with debts, loaded as the office loads them; two debts in five paid, as the station writes it down.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use api::positions::By;
use api::product::Product;
use api::services::apply;
use api::vault::Handle;
use chrono::Days;
use domain::Cents;
use domain::debt_position::{DebtPosition, DebtPositionEvent};
use domain::identifier::{Iupd, NoticeBase, NoticeNumber, ReceiptId, SegregationCode, TaxCode};
use domain::ids::{PositionId, SubjectId};
use domain::metadata::{Actor, Assurance};
use domain::receipt::{Receipt, ReceiptEvent, receipt_stream};
use futures::{StreamExt, TryStreamExt, stream};
use sqlx::Executor;
use tests::child;
use tests::home::{Home, sample_ente};
use tests::measure::people::tax_code;
use tests::sandbox::services;

use crate::chance::Chance;
use crate::specimen::{facts, noon, payment_of, person, sealed};
use crate::stored::{Cell, Stored};

/// Debts of each person.
const EACH: usize = 5;
/// Positions in one file of the office.
const FILE: usize = 100_000;
/// Numbers of notices start here.
const FIRST: u64 = 6_000_000_000_000;

/// A loaded town.
#[derive(Debug)]
pub(crate) struct Town {
    /// Everybody, by who they are in the log.
    pub(crate) people: Vec<SubjectId>,
    positions: usize,
}

/// A debt by its number: the n-th person's debts are n, n + people, n + 2 × people, …
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row(pub(crate) usize);

impl Row {
    fn cents(self) -> i64 {
        1_000 + (self.0 % 40_000) as i64
    }

    fn iupd(self) -> String {
        format!("TARI-2026-{}", self.0)
    }

    pub(crate) fn nav(self) -> NoticeNumber {
        let code = SegregationCode::parse("02").expect("two digits");
        NoticeNumber::issue(&code, NoticeBase::new(FIRST + self.0 as u64).expect("thirteen digits"))
    }

    /// What it is for.
    fn subject(self) -> &'static str {
        ["TARI 2026 rata unica", "Mensa scolastica", "Canone unico", "Lampada votiva", "Trasporto scolastico"][self.0 % 5]
    }
}

impl Town {
    /// Loads the town and what it paid; nothing of it is in the log or in a view yet.
    pub(crate) async fn load(home: &Home, product: &Product, positions: usize) -> anyhow::Result<Self> {
        let (began, count) = (Instant::now(), (positions / EACH).max(1));
        for from in (0..positions).step_by(FILE) {
            import(home, product, from..(from + FILE).min(positions), count).await?;
        }
        let ente = sample_ente();
        let by = By { actor: Actor::Operator("bench".to_owned()), correlation_id: product.new_correlation(), causation: None };
        apply(product, &ente, services::statements(), &by).await?;
        product.enti.refresh().await?;
        let people = stream::iter(0..count).map(|number| who(product, number)).buffered(8).try_collect().await?;
        let town = Self { people, positions };
        let paid = town.pay(home, product).await?;
        println!("{positions} positions of {count} people, {paid} of them paid: loaded in {} s", began.elapsed().as_secs());
        Ok(town)
    }

    /// Waits until every event is in every view, and tidies up as autovacuum would.
    pub(crate) async fn shown(&self, home: &Home, product: &Product) -> anyhow::Result<()> {
        let began = Instant::now();
        let behind = "SELECT EXISTS (SELECT FROM event_queue) OR EXISTS (
            SELECT FROM checkpoint WHERE next_index < (SELECT coalesce(max(log_index) + 1, 0) FROM event_log))
            OR (SELECT count(*) FROM event_log) < (SELECT count(*) FROM events)";
        let mut tick = tokio::time::interval(Duration::from_millis(500));
        while sqlx::query_scalar::<_, bool>(behind).fetch_one(&product.pool).await? {
            tick.tick().await;
            ensure!(began.elapsed() < Duration::from_secs(1_800), "the views do not catch up");
        }
        let mut connection = Cell::of(home.database()).owner.acquire().await?.detach();
        connection.execute("SET statement_timeout = 0").await?;
        connection.execute("VACUUM ANALYZE").await?;
        println!("in every view {} s later", began.elapsed().as_secs());
        Ok(())
    }

    /// A debt of the n-th person of a long row of visitors, nobody soon again: one still owed, one paid.
    pub(crate) fn visitor(&self, number: usize) -> (usize, Row, Row) {
        let person = number.wrapping_mul(7_919) % self.people.len();
        (person, Row(person), Row(person + self.people.len()))
    }

    /// Every second debt of everybody.
    async fn pay(&self, home: &Home, product: &Product) -> anyhow::Result<usize> {
        let (cell, metadata) = (Cell::of(home.database()), metadata(product)?);
        let mut chance = Chance::new(2026);
        let mut paid = 0;
        let rows = (0..self.positions).filter(|row| (row / self.people.len()) % 2 == 1);
        let mut events = Vec::new();
        for row in rows.map(Row) {
            self.paid(row, &mut chance, &mut events);
            paid += 1;
            if events.len() > 20_000 {
                cell.append(&std::mem::take(&mut events), &metadata).await?;
            }
        }
        cell.append(&events, &metadata).await?;
        Ok(paid)
    }

    fn paid(&self, row: Row, chance: &mut Chance, events: &mut Vec<Stored>) {
        let (ente, debtor) = (sample_ente().code, self.people[row.0 % self.people.len()]);
        let iupd = Iupd::parse(&row.iupd()).expect("a short name");
        let position = PositionId::of(&ente, &iupd);
        let id = ReceiptId::parse(&format!("token{:08}", row.0)).expect("a short token");
        let mut facts = facts(chance, id, row.nav(), Cents::new(row.cents()), debtor);
        (facts.addressed_to, facts.primary, facts.payer) = (ente.clone(), ente, Some(person(debtor)));
        let payment = Box::new(payment_of(&facts, noon()));
        let stream = receipt_stream(&facts.addressed_to, &facts.receipt_id);
        let facts = Box::new(facts);
        let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".to_owned();
        let received = ReceiptEvent::ReceiptReceived { facts, raw: sealed(debtor), digest, received_at: noon() };
        let settled = DebtPositionEvent::InstallmentPaid { nav: row.nav(), payment };
        let filed = ReceiptEvent::ReceiptFiled { position, second_payment: false, mails: Vec::new() };
        events.push(Stored::new::<Receipt>(stream.clone(), 1, &received));
        events.push(Stored::new::<DebtPosition>(position.to_string(), 2, &settled));
        events.push(Stored::new::<Receipt>(stream, 2, &filed));
    }
}

async fn who(product: &Product, number: usize) -> anyhow::Result<SubjectId> {
    let code = TaxCode::parse(&tax_code(number))?;
    product.vault.find(&sample_ente().code, &Handle::TaxCode(&code)).await?.context("a loaded person is known")
}

fn metadata(product: &Product) -> anyhow::Result<String> {
    let actor = Actor::Loader("0123456789abcdef".to_owned());
    let metadata = product.metadata(&sample_ente().code, actor, Assurance::Internal, product.new_correlation(), None);
    Ok(serde_json::to_string(&metadata.to_map())?)
}

async fn import(home: &Home, product: &Product, rows: std::ops::Range<usize>, people: usize) -> anyhow::Result<()> {
    let today = domain::rome::day(product.clock.now());
    let mut text = String::with_capacity(rows.len() * 800);
    for row in rows.clone().map(Row) {
        let (nav, cents, person) = (row.nav(), row.cents(), row.0 % people);
        let due = today + Days::new(10 + row.0 as u64 % 300);
        let _ = writeln!(
            text,
            r#"{{"iupd":"{}","type":"F","fiscalCode":"{}","fullName":"Persona Numero {person}","streetName":"Via dei Collaudi","civicNumber":"7","postalCode":"00100","city":"Borgoesempio","province":"RM","country":"IT","switchToExpired":false,"companyName":"Comune di Borgoesempio","officeName":"Ufficio tributi","paymentOption":[{{"nav":"{nav}","iuv":"{}","amount":{cents},"description":"{}","isPartialPayment":false,"dueDate":"{due}T21:59:59.000Z","transfer":[{{"idTransfer":"1","amount":{cents},"remittanceInformation":"{}","category":"9/0101101IM/","iban":"IT20F9999999998000000000017"}}]}}]}}"#,
            row.iupd(),
            tax_code(person),
            nav.iuv(),
            row.subject(),
            row.subject(),
        );
    }
    let path = home.path("ruolo.ndjson");
    std::fs::write(&path, text)?;
    let arguments = ["import", path.to_str().context("a path")?, "--ente", sample_ente().code.as_str()].map(str::to_owned);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = child::product("as_product", &home.settings_file(), &arguments).output().await?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(said.contains(&format!("{} created", rows.len())), "{said}{}", String::from_utf8_lossy(&output.stderr));
    Ok(std::fs::remove_file(path)?)
}
