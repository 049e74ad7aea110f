//! Settings are stated whole, kept when they change something, and refused when they contradict themselves.

use super::SupportSettings;
use super::{
    CollectionAccount, Ente, EnteCommand as Command, EnteEvent as Event, EnteRefusal as Refusal, EnteSettings, Policies,
    SecondaryCreditor, Station,
};
use crate::identifier::{BrokerId, EnteCode, Iban, SegregationCode, StationId};
use crate::specimen::{ente, tell};
use crate::text::Text70;

fn code(text: &str) -> SegregationCode {
    SegregationCode::parse(text).unwrap()
}

fn station(id: &str, codes: &[&str]) -> Station {
    Station { id: StationId::parse(id).unwrap(), segregation_codes: codes.iter().map(|text| code(text)).collect() }
}

fn settings() -> EnteSettings {
    EnteSettings {
        code: ente(),
        name: Text70::parse("Comune di prova").unwrap(),
        office: None,
        contacts: None,
        address: None,
        site: None,
        broker: BrokerId::parse("00133880252").unwrap(),
        stations: vec![station("00133880252_01", &["02", "03"]), station("00133880252_02", &["04"])],
        accounts: vec![CollectionAccount { iban: Iban::parse("IT10Q0306905020100000ABC123").unwrap(), postal_iban: None }],
        postal: None,
        cbill: None,
        default_category: None,
        secondary_creditors: Vec::new(),
        sender: None,
        policies: Policies::default(),
        support: SupportSettings::default(),
    }
}

fn apply(settings: EnteSettings) -> Command {
    Command::Apply(Box::new(settings))
}

#[test]
fn the_same_settings_again_append_nothing_and_others_are_kept() {
    let mut ente = Ente::default();
    assert!(matches!(tell(&mut ente, apply(settings())).unwrap()[..], [Event::EnteConfigured { .. }]));
    assert_eq!(tell(&mut ente, apply(settings())), Ok(vec![]));
    let renamed = EnteSettings { name: Text70::parse("Comune nuovo").unwrap(), ..settings() };
    assert_eq!(tell(&mut ente, apply(renamed)).unwrap().len(), 1);
}

#[test]
fn an_ente_keeps_its_tax_code() {
    let mut ente = Ente::default();
    tell(&mut ente, apply(settings())).unwrap();
    let other = EnteSettings { code: EnteCode::parse("80001460381").unwrap(), ..settings() };
    assert_eq!(tell(&mut ente, apply(other)), Err(Refusal::CodeChanged));
}

#[test]
fn the_first_code_of_the_first_station_issues_and_every_code_is_served() {
    let settings = settings();
    assert_eq!(settings.issuing_code(), Some(&code("02")));
    assert!(settings.serves(&code("04")));
    assert!(!settings.serves(&code("05")));
}

#[test]
fn contradictions_are_refused_by_the_field_that_makes_them() {
    let refused = |change: fn(&mut EnteSettings)| {
        let mut settings = settings();
        change(&mut settings);
        tell(&mut Ente::default(), apply(settings)).unwrap_err()
    };
    assert_eq!(refused(|s| s.stations.clear()), Refusal::NoSegregationCode);
    assert_eq!(refused(|s| s.stations[0].segregation_codes.clear()), Refusal::NoSegregationCode);
    assert_eq!(refused(|s| s.stations[1] = station("00133880252_02", &["03"])), Refusal::SegregationCodeTwice(code("03")));
    assert_eq!(refused(|s| s.accounts.clear()), Refusal::NoAccount);
    let bank = || Iban::parse("IT10Q0306905020100000ABC123").unwrap();
    assert_eq!(
        refused(|s| s.accounts[0].postal_iban = Some(Iban::parse("IT10Q0306905020100000ABC123").unwrap())),
        Refusal::NotPostal(bank())
    );
    let own_share = |s: &mut EnteSettings| {
        s.secondary_creditors = vec![SecondaryCreditor { code: ente(), name: Text70::parse("Noi").unwrap() }];
    };
    assert_eq!(refused(own_share), Refusal::SecondaryIsSelf);
}
