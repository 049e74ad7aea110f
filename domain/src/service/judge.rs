//! Judging a whole form: a debt ready to be made, or every field that is wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::answer::{Answer, Value};
use super::definition::{DebtorData, ServiceDefinition};
use super::form::Field;
use super::kind::FieldKind;
use super::problem::{Broken, Problem};
use super::subject::Part;
use crate::Cents;
use crate::identifier::{EmailAddress, TaxCode};
use crate::personal::{Address, Person, PlainPerson};
use crate::text::{Text70, Text140};

/// The most problems told at once.
const MOST_PROBLEMS: usize = 50;
/// The most characters of an unknown key that are repeated.
const KEY_SHOWN: usize = 40;

/// One field as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Name of the field.
    pub key: String,
    /// What was typed.
    pub value: String,
}

/// Who fills in the form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asker<'a> {
    /// Whether they logged in.
    pub logged_in: bool,
    /// What their account says of them, where there is one.
    pub profile: Option<&'a PlainPerson>,
}

/// A debt that is ready to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// Who owes, and where messages about the payment go.
    pub debtor: PlainPerson,
    /// What is owed, in cents.
    pub amount: Cents,
    /// The causale.
    pub description: Text140,
    /// Every field that was filled in, in the order of the form.
    pub answers: Vec<Answer>,
}

/// Why a form is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The service wants to know who asks.
    LoginRequired,
    /// These fields are wrong.
    Problems(Vec<Problem>),
}

impl ServiceDefinition {
    /// Judges what was typed. `today` is the day it is in Italy.
    ///
    /// # Errors
    /// Every field that is wrong, with the rule it breaks; or that login is needed.
    pub fn draft(&self, typed: &[Typed], asker: Asker<'_>, today: NaiveDate) -> Result<Drafted, Refused> {
        self.admit(asker)?;
        let mut problems = Vec::new();
        let sent = self.sent(typed, &mut problems);
        let mut answers = Vec::new();
        for field in self.form.fields() {
            match self.answer(field, sent.get(field.key.as_str()).copied(), asker, today) {
                Ok(Some(value)) => answers.push(Answer { key: field.key.clone(), value }),
                Ok(None) => {}
                Err(broken) => problems.push(Problem { field: field.key.to_string(), broken }),
            }
        }
        problems.extend(self.personal_in_subject(&answers));
        problems.truncate(MOST_PROBLEMS);
        if !problems.is_empty() {
            return Err(Refused::Problems(problems));
        }
        // Every field a debt needs is required, so it was answered.
        self.drafted(answers, asker).ok_or(Refused::Problems(Vec::new()))
    }

    /// Whether this asker may use the service at all.
    ///
    /// # Errors
    /// When login is needed.
    pub fn admit(&self, asker: Asker<'_>) -> Result<(), Refused> {
        let known = match self.policies.debtor_data {
            DebtorData::ReadOnly => asker.logged_in && asker.profile.is_some(),
            DebtorData::Editable => asker.logged_in || self.policies.anonymous,
        };
        if known { Ok(()) } else { Err(Refused::LoginRequired) }
    }

    /// What the field holds before anything is typed: the account's own data.
    #[must_use]
    pub fn filled_in(&self, field: &Field, asker: Asker<'_>) -> Option<String> {
        let profile = asker.profile?;
        match field.kind {
            FieldKind::DebtorName => Some(profile.person.full_name.to_string()),
            FieldKind::DebtorTaxCode => Some(profile.person.tax_code.to_string()),
            FieldKind::Email => profile.email.as_ref().map(ToString::to_string),
            _ => None,
        }
    }

    /// The answers by field; fields the form does not have and fields answered twice are problems.
    fn sent<'t>(&self, typed: &'t [Typed], problems: &mut Vec<Problem>) -> BTreeMap<&'t str, &'t str> {
        let mut sent = BTreeMap::new();
        for Typed { key, value } in typed {
            let broken = match self.form.field(key) {
                None => Some(Broken::Unknown),
                Some(_) => sent.insert(key.as_str(), value.as_str()).map(|_| Broken::Twice),
            };
            if let Some(broken) = broken.filter(|_| problems.len() < MOST_PROBLEMS) {
                problems.push(Problem { field: key.chars().take(KEY_SHOWN).collect(), broken });
            }
        }
        sent
    }

    fn answer(&self, field: &Field, typed: Option<&str>, asker: Asker<'_>, today: NaiveDate) -> Result<Option<Value>, Broken> {
        let read_only = self.policies.debtor_data == DebtorData::ReadOnly && field.kind.is_debtor();
        let own = self.filled_in(field, asker);
        let typed = typed.filter(|typed| !(read_only && typed.trim().is_empty()));
        let text = match (typed, &own) {
            (Some(typed), _) => typed,
            (None, Some(own)) => own.as_str(),
            (None, None) => "",
        };
        if text.trim().is_empty() {
            return if field.required { Err(Broken::Required) } else { Ok(None) };
        }
        let value = field.kind.read(text, today)?;
        if read_only && own.as_deref().is_some_and(|own| !same_words(own, &value.to_string())) {
            return Err(Broken::DebtorReadOnly);
        }
        Ok(Some(value))
    }

    /// Free texts of the causale that say who somebody is: what the form asked for sealed must not slip into it.
    fn personal_in_subject(&self, answers: &[Answer]) -> Vec<Problem> {
        let debtor: Vec<String> = answers
            .iter()
            .filter(|answer| self.form.field(answer.key.as_str()).is_some_and(|field| field.kind.is_debtor()))
            .map(|answer| answer.value.to_string().to_lowercase())
            .collect();
        let in_subject = |answer: &&Answer| self.subject.parts().contains(&Part::Field(answer.key.clone()));
        let texts = answers.iter().filter(in_subject).filter_map(|answer| match &answer.value {
            Value::Text(text) => Some((answer, text.as_str())),
            _ => None,
        });
        let personal = texts.filter(|(_, text)| {
            let lower = text.to_lowercase();
            debtor.iter().any(|known| lower.contains(known)) || text.split_whitespace().any(says_who)
        });
        personal.map(|(answer, _)| Problem { field: answer.key.to_string(), broken: Broken::Personal }).collect()
    }

    fn drafted(&self, answers: Vec<Answer>, asker: Asker<'_>) -> Option<Drafted> {
        let find = |wanted: fn(&FieldKind) -> bool| {
            let field = self.form.fields().iter().find(|field| wanted(&field.kind))?;
            answers.iter().find(|answer| answer.key == field.key).map(|answer| (&field.kind, &answer.value))
        };
        let (kind, value) = find(FieldKind::is_amount)?;
        let amount = kind.paid(value)?;
        let Value::Name(name) = find(|kind| matches!(kind, FieldKind::DebtorName))?.1 else { return None };
        let Value::TaxCode(tax_code) = find(|kind| matches!(kind, FieldKind::DebtorTaxCode))?.1 else { return None };
        let email = match find(|kind| matches!(kind, FieldKind::Email)) {
            Some((_, Value::Email(email))) => Some(email.clone()),
            _ => None,
        };
        let description = self.described(&answers)?;
        let debtor = PlainPerson { person: person(name, tax_code, asker), email: email.or_else(|| own_email(tax_code, asker)) };
        Some(Drafted { debtor, amount, description, answers })
    }

    /// The causale; what does not fit is cut.
    fn described(&self, answers: &[Answer]) -> Option<Text140> {
        let mut text = String::new();
        for part in self.subject.parts() {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Field(key) => {
                    let answer = answers.iter().find(|answer| answer.key == key)?;
                    text.push_str(&self.shown(answer));
                }
            }
        }
        Text140::cut(&text).ok()
    }

    /// An answer as people read it; options by their Italian label.
    fn shown(&self, answer: &Answer) -> String {
        let options = match self.form.field(answer.key.as_str()).map(|field| &field.kind) {
            Some(FieldKind::Choice { options }) => options.as_slice(),
            _ => &[],
        };
        let chosen = options.iter().find(|option| Value::Choice(option.value.clone()) == answer.value);
        let label = chosen.and_then(|option| option.label.in_tongue(super::Tongue::It));
        label.map_or_else(|| answer.value.to_string(), ToString::to_string)
    }
}

/// Whether a word is a tax code or an e-mail address.
fn says_who(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    EmailAddress::parse(word).is_ok() || matches!(TaxCode::parse(word), Ok(TaxCode::Person(_)))
}

fn same_words(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Who owes: the account's own data where it is the same person, else what was typed.
fn person(name: &Text70, tax_code: &TaxCode, asker: Asker<'_>) -> Person {
    let own = asker.profile.map(|profile| &profile.person);
    match own.filter(|own| own.tax_code == *tax_code && same_words(own.full_name.as_str(), name.as_str())) {
        Some(own) => own.clone(),
        None => Person {
            kind: tax_code.entity_type(),
            tax_code: tax_code.clone(),
            full_name: name.clone(),
            address: Address::default(),
        },
    }
}

/// The account's address, where the form asks for none and the debtor is who has the account.
fn own_email(tax_code: &TaxCode, asker: Asker<'_>) -> Option<EmailAddress> {
    asker.profile.filter(|profile| profile.person.tax_code == *tax_code)?.email.clone()
}
