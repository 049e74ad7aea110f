//! Debts and payments of a test, made as the office and the citizen make them.

use api::positions::{NewInstallment, NewTerms, create};
use api::vault::{Envelope, Handle};
use chrono::NaiveDate;
use domain::cart::{CartCommand, CartItem, Owner};
use domain::checkout::CheckoutCommand;
use domain::debt_position::{DebtPosition, Terms};
use domain::identifier::{EmailAddress, EntityType, NoticeNumber, TaxCode};
use domain::ids::{CartId, CheckoutId, PositionId};
use domain::metadata::{Actor, Assurance};
use domain::personal::{Address, Person, PersonalClass, PlainPerson};
use domain::text::{Text70, Text140};
use uuid::Uuid;

use crate::house::{House, ente};
use tests::debt;

/// A debt of Mario Rossi.
#[derive(Clone, Debug)]
pub(crate) struct Debt {
    pub(crate) position: PositionId,
    pub(crate) terms: Terms,
}

impl Debt {
    /// Its notices, in order.
    pub(crate) fn notices(&self) -> Vec<NoticeNumber> {
        self.terms.installments().map(|installment| installment.nav.clone()).collect()
    }

    /// Its first notice.
    pub(crate) fn notice(&self) -> NoticeNumber {
        self.notices().remove(0)
    }
}

/// How a debt is made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) email: Option<&'static str>,
    pub(crate) options: Vec<Vec<i64>>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) switch_to_expired: bool,
    pub(crate) pay_stand_in: bool,
}

impl Default for Made {
    fn default() -> Self {
        Self { email: None, options: vec![vec![15_000]], due: None, switch_to_expired: false, pay_stand_in: false }
    }
}

pub(crate) fn text(text: &str) -> Text140 {
    Text140::parse(text).unwrap()
}

impl House {
    /// A debt of Mario Rossi, offered at once.
    pub(crate) async fn debt(&self, made: Made) -> Debt {
        let installment = |cents: &i64| NewInstallment { due_date: made.due, ..debt::installment(*cents) };
        let options = made.options.iter().map(|cents| cents.iter().map(installment).collect());
        let terms = NewTerms {
            switch_to_expired: made.switch_to_expired,
            pay_stand_in: made.pay_stand_in,
            ..debt::terms("Mensa scolastica", options)
        };
        let (new, by) = (debt::position(mario(made.email), terms), debt::by(&self.product, "test"));
        let settings = self.product.enti.get(&ente()).unwrap();
        let created = create(&self.product, &settings, new, &by).await.unwrap();
        Debt { position: created.position, terms: created.terms }
    }

    /// The debt as it stands.
    pub(crate) async fn position(&self, debt: &Debt) -> DebtPosition {
        let loaded = self.product.commands.positions.load_fresh(&debt.position.to_string()).await.unwrap();
        (*loaded.aggregate).clone()
    }

    /// The first notices of these debts put in a cart and checked out, the receipt to go to `email`.
    pub(crate) async fn pay_online(&self, debts: &[&Debt], email: Option<&str>) -> CheckoutId {
        let cart = CartId::new(Uuid::new_v4());
        let checkout = CheckoutId::of(cart, "key");
        let metadata = || {
            let correlation = self.product.new_correlation();
            self.product.metadata(&ente(), Actor::Anonymous, Assurance::A0, correlation, None).to_map()
        };
        let items: Vec<CartItem> = debts.iter().map(|debt| item(debt)).collect();
        let mut commands = vec![CartCommand::Open { owner: Owner::Anonymous }];
        commands.extend(items.iter().map(|item| CartCommand::Add { item: Ok(Box::new(item.clone())) }));
        let current = items.iter().map(|item| (item.nav.clone(), Ok(Box::new(item.clone())))).collect();
        commands.push(CartCommand::CheckOut { checkout, current });
        for command in commands {
            self.product.commands.carts.execute(&cart.to_string(), command, metadata()).await.unwrap();
        }
        let email = match email {
            Some(email) => Some(self.seal(checkout, email).await),
            None => None,
        };
        let start = CheckoutCommand::Start { cart, items, email, now: self.clock.now() };
        self.product.commands.checkouts.execute(&checkout.to_string(), start, metadata()).await.unwrap();
        checkout
    }

    async fn seal(&self, checkout: CheckoutId, email: &str) -> domain::personal::Sealed {
        let address = EmailAddress::parse(email).unwrap();
        let subject = self.product.vault.subject(&ente(), &Handle::Email(&address)).await.unwrap();
        let stream = format!("Checkout/{checkout}");
        let at = Envelope { ente: &ente(), stream: &stream, field: "email" };
        self.product.vault.seal_value(at, subject, PersonalClass::Profile, &address).await.unwrap()
    }
}

fn mario(email: Option<&str>) -> PlainPerson {
    PlainPerson {
        person: Person {
            kind: EntityType::NaturalPerson,
            tax_code: TaxCode::parse("RSSMRA80A01H501U").unwrap(),
            full_name: Text70::parse("Mario Rossi").unwrap(),
            address: Address::default(),
        },
        email: email.map(|email| EmailAddress::parse(email).unwrap()),
    }
}

fn item(debt: &Debt) -> CartItem {
    CartItem {
        nav: debt.notice(),
        position: debt.position,
        option: 0,
        ente: ente(),
        company_name: text("Comune di Borgoesempio"),
        description: text("Mensa scolastica"),
        amount: debt.terms.options[0].installments[0].amount,
    }
}
