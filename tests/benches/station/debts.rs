//! Debts to ask about, each of a debtor of its own.

use api::positions::{By, NewInstallment, NewOption, NewPosition, NewTerms, create as create_position};
use api::product::Product;
use domain::Cents;
use domain::debt_position::Origin;
use domain::identifier::VatNumber;
use domain::metadata::Actor;
use domain::personal::PlainPerson;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use tests::home::sample_ente;

/// What a message needs to know of a debt.
#[derive(Clone, Debug)]
pub(crate) struct Debt {
    pub(crate) nav: String,
    pub(crate) debtor: String,
}

/// Makes so many debts of 59.80 euro.
pub(crate) async fn create(product: &Product, count: usize) -> anyhow::Result<Vec<Debt>> {
    let debts = stream::iter(0..count).map(|number| one(product, number)).buffered(32);
    debts.try_collect().await
}

async fn one(product: &Product, number: usize) -> anyhow::Result<Debt> {
    let debtor = tax_code(number);
    let person: PlainPerson = serde_json::from_value(json!({
        "kind": "G", "tax_code": debtor, "full_name": format!("Società di prova n. {number}"),
        "address": { "street": "Via dei Collaudi", "civic_number": "7", "postal_code": "00100", "city": "Borgoesempio" },
        "email": format!("debitore{number}@example.test"),
    }))?;
    let installment = NewInstallment {
        nav: None,
        amount: Cents::new(5_980),
        description: None,
        due_date: None,
        notice_due_date: None,
        transfers: Vec::new(),
    };
    let new = NewPosition {
        iupd: format!("debt-{number}").parse()?,
        debtor: person,
        terms: NewTerms {
            description: "Refezione scolastica ottobre 2026".parse()?,
            office: None,
            validity_date: None,
            switch_to_expired: false,
            pay_stand_in: false,
            options: vec![NewOption { installments: vec![installment] }],
        },
        origin: Origin::Office,
        publish: true,
    };
    let by = By { actor: Actor::Operator("bench".to_owned()), correlation_id: product.new_correlation(), causation: None };
    let created = create_position(product, &sample_ente(), new, &by).await?;
    let nav = created.terms.installments().next().map(|installment| installment.nav.to_string());
    Ok(Debt { nav: nav.unwrap_or_default(), debtor })
}

/// The n-th company: ten digits and the check digit that fits.
fn tax_code(number: usize) -> String {
    let codes = (0..10).map(|check| format!("{:010}{check}", number + 1));
    codes.into_iter().find(|code| VatNumber::parse(code).is_ok()).unwrap_or_default()
}
