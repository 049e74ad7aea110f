//! What an Ente's settings allow a position to say, and what they fill in.

use domain::Cents;
use domain::debt_position::{Destination, TermsError};
use domain::ente::EnteSettings;
use domain::identifier::{EnteCode, NoticeNumber};
use domain::text::Text140;

use super::rules::{self, RuleError};
use super::{NewInstallment, NewOption, NewTerms, NewTransfer, PositionError};

fn ente() -> EnteSettings {
    let text = r#"
        code = "99999000104"
        name = "Comune di Borgoesempio"
        broker = "99999000401"
        stations = [{ id = "99999000401_01", segregation_codes = ["02"] }]
        accounts = [{ iban = "IT20F9999999998000000000017" }]
        secondary_creditors = [{ code = "99999000203", name = "Provincia di Borgoesempio" }]
    "#;
    toml::from_str(text).unwrap()
}

fn one(amount: i64, transfers: Vec<NewTransfer>) -> NewTerms {
    let installment = NewInstallment {
        nav: Some("302260000000001736".parse().unwrap()),
        amount: Cents::new(amount),
        description: None,
        due_date: None,
        notice_due_date: None,
        transfers,
    };
    NewTerms {
        description: Text140::parse("Mensa").unwrap(),
        office: None,
        validity_date: None,
        switch_to_expired: false,
        pay_stand_in: false,
        document: None,
        options: vec![NewOption { installments: vec![installment] }],
    }
}

fn share(creditor: Option<&str>, amount: i64) -> NewTransfer {
    let category = Some("9/0101101IM/".parse().unwrap());
    NewTransfer { creditor: creditor.map(|code| code.parse().unwrap()), category, ..NewTransfer::whole(Cents::new(amount)) }
}

fn place_and_rule(error: PositionError) -> (String, RuleError) {
    let PositionError::Rule { field, rule } = error else { panic!("{error}") };
    (field, rule)
}

#[test]
fn shares_of_other_creditors_carry_their_name_and_need_their_account() {
    let mut province = share(Some("99999000203"), 40);
    let terms = one(100, vec![share(None, 60), province.clone()]);
    let refused = place_and_rule(terms.complete(&ente(), &mut std::iter::empty()).unwrap_err());
    assert_eq!(refused, ("options[0].installments[0].transfers[1].iban".to_owned(), RuleError::AccountRequired));
    let iban = "IT95H9999999997000000000025".parse().unwrap();
    province.destination = Some(Destination::Account { iban, postal_iban: None });
    let terms = one(100, vec![share(None, 60), province]).complete(&ente(), &mut std::iter::empty()).unwrap();
    let shares = &terms.options[0].installments[0].transfers;
    assert_eq!(shares[1].company_name.as_ref().unwrap().as_str(), "Provincia di Borgoesempio");
    assert_eq!((shares[0].company_name.as_ref(), shares[0].id, shares[1].id), (None, 1, 2));
}

#[test]
fn a_stranger_gets_no_share_and_no_category_is_guessed() {
    let stranger = one(100, vec![share(Some("12345678901"), 100)]).complete(&ente(), &mut std::iter::empty()).unwrap_err();
    let code: EnteCode = "12345678901".parse().unwrap();
    assert_eq!(place_and_rule(stranger).1, RuleError::UnknownCreditor(code));
    let none = one(100, Vec::new()).complete(&ente(), &mut std::iter::empty()).unwrap_err();
    assert_eq!(
        place_and_rule(none),
        ("options[0].installments[0].transfers[0].category".to_owned(), RuleError::CategoryRequired)
    );
}

#[test]
fn shares_that_do_not_make_the_whole_are_refused() {
    let error = one(100, vec![share(None, 99)]).complete(&ente(), &mut std::iter::empty()).unwrap_err();
    assert!(matches!(error, PositionError::Terms(TermsError::TransferSum { .. })), "{error}");
}

#[test]
fn numbers_of_other_stations_are_refused() {
    let check = |text: &str| rules::notice_number(&ente(), &text.parse::<NoticeNumber>().unwrap());
    assert_eq!(check("302260000000001736"), Ok(()));
    assert_eq!(check("302260000000001737"), Err(RuleError::NumberCheck));
    assert_eq!(check("303260000000001736"), Err(RuleError::NumberOfOthers("03".to_owned())));
    assert_eq!(check("001260000000001736"), Err(RuleError::NumberLayout));
}
