//! Debts to ask about, made as the office makes them.

use api::positions::{NewPosition, create as create_position};
use api::product::Product;
use domain::identifier::VatNumber;
use domain::ids::PositionId;
use domain::personal::PlainPerson;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;

use crate::debt;
use crate::home::sample_ente;

/// More debtors than any bench makes.
const MANY: usize = 1_000_000;

/// What a message needs to know of a debt.
#[derive(Clone, Debug)]
pub struct Debt {
    /// Notice number.
    pub nav: String,
    /// Tax code of the debtor.
    pub debtor: String,
    /// Its position.
    pub position: PositionId,
}

/// Makes so many debts of 59.80 euro, each of a debtor of its own.
///
/// # Errors
/// When one cannot be made.
pub async fn create(product: &Product, count: usize) -> anyhow::Result<Vec<Debt>> {
    stream::iter(0..count).map(|number| one(product, number, number)).buffered(32).try_collect().await
}

/// Makes so many debts of one debtor, whom [`create`] gave none if it made less than a million.
///
/// # Errors
/// As [`create`].
pub async fn create_for_one(product: &Product, count: usize) -> anyhow::Result<Vec<Debt>> {
    let (numbers, debtor) = (MANY..MANY + count, MANY);
    stream::iter(numbers).map(|number| one(product, number, debtor)).buffered(32).try_collect().await
}

async fn one(product: &Product, number: usize, debtor: usize) -> anyhow::Result<Debt> {
    let debtor = tax_code(debtor);
    let person: PlainPerson = serde_json::from_value(json!({
        "kind": "G", "tax_code": debtor, "full_name": format!("Società di prova n. {number}"),
        "address": { "street": "Via dei Collaudi", "civic_number": "7", "postal_code": "00100", "city": "Borgoesempio" },
        "email": format!("debitore{number}@example.test"),
    }))?;
    let terms = debt::terms("Refezione scolastica ottobre 2026", [vec![debt::installment(5_980)]]);
    let new = NewPosition { iupd: format!("debt-{number}").parse()?, ..debt::position(person, terms) };
    let by = debt::by(product, "bench");
    let created = create_position(product, &sample_ente(), new, &by).await?;
    let nav = created.terms.installments().next().map(|installment| installment.nav.to_string());
    Ok(Debt { nav: nav.unwrap_or_default(), debtor, position: created.position })
}

/// The n-th company: ten digits and the check digit that fits.
fn tax_code(number: usize) -> String {
    let codes = (0..10).map(|check| format!("{:010}{check}", number + 1));
    codes.into_iter().find(|code| VatNumber::parse(code).is_ok()).unwrap_or_default()
}
