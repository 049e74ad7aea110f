//! Debts of a test, made as the office makes them.

use api::positions::{By, NewInstallment, NewPosition, NewTerms, create, office};
use api::vault::Handle;
use chrono::NaiveDate;
use domain::Cents;
use domain::debt_position::Terms;
use domain::identifier::{NoticeNumber, TaxCode};
use domain::ids::{PositionId, SubjectId};
use domain::personal::PlainPerson;
use domain::text::Text140;
use uuid::Uuid;

use crate::house::{House, ente};
use tests::debt;

pub(crate) const MARIO: &str = "RSSMRA80A01H501U";
pub(crate) const LUCIA: &str = "BNCLCU85M41F205T";

/// A debt.
#[derive(Clone, Debug)]
pub(crate) struct Debt {
    pub(crate) id: PositionId,
    pub(crate) terms: Terms,
}

impl Debt {
    /// Its notices, in order.
    pub(crate) fn navs(&self) -> Vec<String> {
        self.terms.installments().map(|installment| installment.nav.to_string()).collect()
    }

    /// Its first notice.
    pub(crate) fn nav(&self) -> String {
        self.navs().remove(0)
    }

    /// The IUV of its first notice.
    pub(crate) fn iuv(&self) -> String {
        self.terms.installments().next().unwrap().iuv.to_string()
    }
}

/// How a debt is made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) tax_code: &'static str,
    pub(crate) options: Vec<Vec<i64>>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) valid_from: Option<NaiveDate>,
    pub(crate) switch_to_expired: bool,
    pub(crate) publish: bool,
    pub(crate) email: Option<&'static str>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            tax_code: MARIO,
            options: vec![vec![15_000]],
            due: None,
            valid_from: None,
            switch_to_expired: false,
            publish: true,
            email: None,
        }
    }
}

pub(crate) fn text(text: &str) -> Text140 {
    Text140::parse(text).unwrap()
}

pub(crate) fn by(house: &House) -> By {
    debt::by(&house.product, "test")
}

fn person(made: &Made) -> PlainPerson {
    let name = if made.tax_code == LUCIA { "Lucia Bianchi" } else { "Mario Rossi" };
    let mut person = serde_json::json!({ "kind": "F", "tax_code": made.tax_code, "full_name": name });
    if let Some(email) = made.email {
        person["email"] = email.into();
    }
    serde_json::from_value(person).unwrap()
}

/// The debt as an office would state it.
pub(crate) fn stated(made: &Made) -> NewPosition {
    let installment = |cents: &i64| NewInstallment { due_date: made.due, ..debt::installment(*cents) };
    let options = made.options.iter().map(|cents| cents.iter().map(installment).collect());
    let terms = NewTerms {
        validity_date: made.valid_from,
        switch_to_expired: made.switch_to_expired,
        ..debt::terms("Mensa scolastica", options)
    };
    NewPosition { publish: made.publish, ..debt::position(person(made), terms) }
}

impl House {
    /// A debt, in every view.
    pub(crate) async fn debt(&self, made: Made) -> Debt {
        let debt = self.debt_behind(made).await;
        self.settle().await;
        debt
    }

    /// Debts, in every view.
    pub(crate) async fn debts(&self, count: usize, made: Made) -> Vec<Debt> {
        let mut debts = Vec::new();
        for _ in 0..count {
            debts.push(self.debt_behind(made.clone()).await);
        }
        self.settle().await;
        debts
    }

    /// A debt; the views may not know it yet.
    pub(crate) async fn debt_behind(&self, made: Made) -> Debt {
        let settings = self.product.enti.get(&ente()).unwrap();
        let created = create(&self.product, &settings, stated(&made), &by(self)).await.unwrap();
        Debt { id: created.position, terms: created.terms }
    }

    /// Takes a debt back.
    pub(crate) async fn withdraw(&self, debt: &Debt) {
        office::withdraw(&self.product, &self.product.enti.get(&ente()).unwrap(), debt.id, text("errore"), &by(self))
            .await
            .unwrap();
        self.settle().await;
    }

    /// Takes the money of a notice at the counter.
    pub(crate) async fn pay_at_counter(&self, nav: &str, cents: i64) {
        let payment = office::OfficePayment {
            nav: NoticeNumber::parse(nav).unwrap(),
            amount: Cents::new(cents),
            number: Uuid::new_v4().simple().to_string().parse().unwrap(),
            note: text("contanti"),
        };
        office::record_payment_elsewhere(&self.product, &self.product.enti.get(&ente()).unwrap(), payment, &by(self))
            .await
            .unwrap();
        self.settle().await;
    }

    /// The person behind a tax code, as the vault knows them.
    pub(crate) async fn subject(&self, tax_code: &str) -> SubjectId {
        let tax_code = TaxCode::parse(tax_code).unwrap();
        self.product.vault.subject(&ente(), &Handle::TaxCode(&tax_code)).await.unwrap()
    }
}
