//! What the office does with one position, through the product's own functions.

use api::positions::office::{self, OfficePayment};
use api::positions::{By, NewPosition, PositionError, create};
use api::product::Product;
use domain::Cents;
use domain::debt_position::{DebtPositionRefusal, Payability};
use domain::ente::EnteSettings;
use domain::identifier::NoticeNumber;
use domain::ids::PositionId;
use domain::personal::PlainPerson;
use domain::text::Text140;
use replay::command::CommandError;
use tests::debt;
use tests::home::{Home, sample_ente};

fn person(name: &str) -> PlainPerson {
    serde_json::from_value(serde_json::json!({ "kind": "F", "tax_code": "RSSMRA80A01H501U", "full_name": name })).unwrap()
}

fn position(iupd: &str, amounts: &[i64]) -> NewPosition {
    let installments = amounts.iter().map(|cents| debt::installment(*cents)).collect();
    let new = debt::position(person("Mario Rossi"), debt::terms("Mensa scolastica", [installments]));
    NewPosition { iupd: iupd.parse().unwrap(), ..new }
}

fn text(text: &str) -> Text140 {
    text.parse().unwrap()
}

fn by(product: &Product) -> By {
    debt::by(product, "anna")
}

fn paid(nav: &NoticeNumber, cents: i64, number: &str) -> OfficePayment {
    OfficePayment { nav: nav.clone(), amount: Cents::new(cents), number: number.parse().unwrap(), note: text("contanti") }
}

async fn payability(product: &Product, position: PositionId) -> Payability {
    product.commands.positions.load(&position.to_string()).await.unwrap().aggregate.payability()
}

async fn start() -> (Home, Product, EnteSettings) {
    let home = Home::fresh().await;
    let product = home.product().await;
    (home, product, sample_ente())
}

#[tokio::test]
async fn a_position_is_made_once_with_numbers_of_its_own() {
    let (_home, product, ente) = start().await;
    let first = create(&product, &ente, position("A", &[100, 200]), &by(&product)).await.unwrap();
    let again = create(&product, &ente, position("A", &[100, 200]), &by(&product)).await.unwrap();
    assert!(first.new && !again.new && first.position == again.position);
    assert_eq!(first.terms, again.terms, "the numbers stay");
    let other = create(&product, &ente, position("B", &[100]), &by(&product)).await.unwrap();
    let numbers: Vec<_> = first.terms.installments().chain(other.terms.installments()).map(|i| i.nav.clone()).collect();
    assert_eq!(numbers.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    assert!(numbers.iter().all(|nav| nav.check_digits_valid() && nav.as_str().starts_with("302")));
    let differs = create(&product, &ente, position("A", &[100, 300]), &by(&product)).await.unwrap_err();
    assert!(
        matches!(differs, PositionError::Command(CommandError::Refused(DebtPositionRefusal::ExistsDifferently))),
        "{differs}"
    );
    let mut stolen = position("C", &[100]);
    stolen.terms.options[0].installments[0].nav = Some(numbers[0].clone());
    let taken = create(&product, &ente, stolen, &by(&product)).await.unwrap_err();
    assert!(matches!(taken, PositionError::NumberTaken(_)), "{taken}");
}

#[tokio::test]
async fn a_number_of_the_sequence_that_a_file_used_before_is_passed_over() {
    let (_home, product, ente) = start().await;
    let next = product.notices.allocate(&ente.code, ente.issuing_code().unwrap(), 1).await.unwrap();
    let base: u64 = next[0].as_str()[3..16].parse().unwrap();
    let soon =
        |ahead| NoticeNumber::issue(ente.issuing_code().unwrap(), domain::identifier::NoticeBase::new(base + ahead).unwrap());
    let mut given = position("GIVEN", &[100]);
    given.terms.options[0].installments[0].nav = Some(soon(1));
    create(&product, &ente, given, &by(&product)).await.unwrap();
    let made = create(&product, &ente, position("OURS", &[100]), &by(&product)).await.unwrap();
    assert_eq!(made.terms.options[0].installments[0].nav, soon(2));
}

#[tokio::test]
async fn withdrawn_restored_amended() {
    let (_home, product, ente) = start().await;
    let made = create(&product, &ente, position("A", &[100]), &by(&product)).await.unwrap();
    let (id, by) = (made.position, by(&product));
    office::withdraw(&product, &ente, id, text("Sgravio"), &by).await.unwrap();
    assert_eq!(payability(&product, id).await, Payability::Withdrawn);
    assert_eq!(office::withdraw(&product, &ente, id, text("Sgravio"), &by).await.unwrap().written, 0);
    office::restore(&product, &ente, id, text("Errore"), &by).await.unwrap();
    assert_eq!(payability(&product, id).await, Payability::Published);
    let amended = position("A", &[150]);
    office::amend(&product, &ente, id, (amended.debtor.clone(), amended.terms.clone()), None, &by).await.unwrap();
    let again = office::amend(&product, &ente, id, (amended.debtor, amended.terms.clone()), None, &by).await.unwrap();
    assert_eq!(again.written, 0, "the same amendment is already done");
    let known = product.commands.positions.load(&id.to_string()).await.unwrap();
    let installment = &known.aggregate.terms().unwrap().options[0].installments[0];
    assert_eq!((installment.amount, &installment.nav), (Cents::new(150), &made.terms.options[0].installments[0].nav));
    let renamed = office::amend(&product, &ente, id, (person("Maria Rossi"), amended.terms), None, &by).await.unwrap();
    assert_eq!(renamed.written, 1, "a new name is sealed anew");
}

#[tokio::test]
async fn the_counter_settles_exactly_what_is_owed_and_only_once() {
    let (_home, product, ente) = start().await;
    let made = create(&product, &ente, position("A", &[100]), &by(&product)).await.unwrap();
    let (nav, by) = (made.terms.options[0].installments[0].nav.clone(), by(&product));
    let pay = |cents, number| office::record_payment_elsewhere(&product, &ente, paid(&nav, cents, number), &by);
    let less = pay(99, "1").await.unwrap_err();
    assert!(matches!(less, PositionError::Command(CommandError::Refused(DebtPositionRefusal::AmountMismatch { .. }))), "{less}");
    assert_eq!(pay(100, "1").await.unwrap().written, 1);
    assert_eq!(pay(100, "1").await.unwrap().written, 0, "the same payment");
    let second = pay(100, "2").await.unwrap_err();
    assert!(matches!(second, PositionError::Command(CommandError::Refused(DebtPositionRefusal::AlreadyPaid(_)))), "{second}");
    let frozen = office::withdraw(&product, &ente, made.position, text("x"), &by).await.unwrap_err();
    assert!(matches!(frozen, PositionError::Command(CommandError::Refused(DebtPositionRefusal::HasPayments))), "{frozen}");
}
