//! From a row to a position: every field checked, every mistake told, before anything is written.

use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use domain::Cents;
use domain::debt_position::{BillDocument, Destination, DocumentYear, Origin, SchoolYear, YearError};
use domain::ente::EnteSettings;
use domain::identifier::{
    CountryCode, EmailAddress, EnteCode, EntityType, Iban, Iupd, Iuv, NoticeNumber, Province, StampHash, TaxCode,
    TransferCategory,
};
use domain::personal::{Address, Person, PlainPerson};
use domain::rome;
use domain::text::{BoundedText, Text35, Text70, Text140};

use super::at::At;
use super::gpd;
use super::problem::{Problem, Rule};
use crate::positions::rules;
use crate::positions::{NewInstallment, NewOption, NewPosition, NewTerms, NewTransfer};

/// Reads one GPD position (v1 or v3) of an Ente; `publish` offers it at once.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_position(ente: &EnteSettings, json: &[u8], publish: bool) -> Result<NewPosition, Vec<Problem>> {
    let raw: gpd::Position<'_> = serde_json::from_slice(json).map_err(|error| vec![malformed(json, &error)])?;
    let mut reader = Reader { ente, problems: Vec::new() };
    let position = reader.position(raw, publish);
    match position {
        Some(position) if reader.problems.is_empty() => Ok(position),
        _ => Err(reader.problems),
    }
}

/// Reads the row again to say where it breaks. What serde repeats of the value is left out: it may be personal.
fn malformed(json: &[u8], error: &serde_json::Error) -> Problem {
    if !error.is_data() {
        return Problem::new(
            "",
            "json",
            format!("is not valid JSON at line {}, column {} of the row", error.line(), error.column()),
        );
    }
    let again: Result<gpd::Position<'_>, _> = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(json));
    let (field, text) = match again {
        Err(error) => (error.path().to_string(), error.inner().to_string()),
        Ok(_) => (String::new(), error.to_string()),
    };
    let expected = text.split_once("expected ").map_or("another kind of value", |(_, expected)| expected);
    let expected = expected.split(" at line").next().unwrap_or(expected);
    let expected = if expected == "i64" { "a whole number of cents" } else { expected };
    Problem::new(field.trim_matches('.'), "type", format!("must be {expected}"))
}

struct Reader<'e> {
    ente: &'e EnteSettings,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn position(&mut self, mut raw: gpd::Position<'_>, publish: bool) -> Option<NewPosition> {
        let row = At::Row;
        let iupd = self.required(row.field("iupd"), raw.iupd.as_deref(), Iupd::parse);
        let v3 = raw.is_v3();
        let validity_date = self.common_validity(&raw, v3);
        let switch_to_expired = self.common_switch(&raw);
        let debtor = if v3 { self.debtor_of_options(&raw) } else { self.debtor(row, &raw.debtor()) };
        let options = if v3 { self.options_v3(&raw.payment_option) } else { self.options_v1(&mut raw.payment_option) };
        let document = raw.document.as_ref().map(|document| self.document(row.field("document"), document));
        let office = self.optional(row.field("officeName"), raw.office_name.as_deref(), Text140::parse);
        if options.is_empty() && self.problems.is_empty() {
            self.problems.push(Problem::new("paymentOption", "required", "at least one payment option is needed"));
        }
        let first = options.first().and_then(|option| option.installments.first());
        let description = first.and_then(|installment| installment.description.clone())?;
        let archived = self.ente.policies.register_in_archive;
        Some(NewPosition {
            iupd: iupd?,
            debtor: debtor?,
            terms: NewTerms {
                description,
                office,
                validity_date,
                switch_to_expired,
                pay_stand_in: archived && raw.pay_stand_in.unwrap_or(true),
                document: document.flatten(),
                options,
            },
            origin: Origin::Office,
            publish,
        })
    }

    fn document(&mut self, at: At<'_>, raw: &gpd::Document<'_>) -> Option<BillDocument> {
        let kind = self.required(at.field("type"), raw.kind.as_deref(), Text70::parse);
        let year = raw.year.map(|year| year.to_string());
        let year = self.required(at.field("year"), year.as_deref(), |year| {
            DocumentYear::try_from(year.parse::<u16>().map_err(|_| YearError::OutOfRange)?)
        });
        let number = self.required(at.field("number"), raw.number.as_deref(), Text35::parse);
        let school_year = self.required(at.field("schoolYear"), raw.school_year.as_deref(), SchoolYear::parse);
        Some(BillDocument { kind: kind?, year: year?, number: number?, school_year: school_year? })
    }

    /// v1: each whole payment is an option, all partial ones together are the plan.
    fn options_v1(&mut self, raw: &mut [gpd::PaymentOption<'_>]) -> Vec<NewOption> {
        let mut options: Vec<NewOption> = Vec::new();
        let mut plan: Option<usize> = None;
        for (index, option) in raw.iter_mut().enumerate() {
            let at = At::Row.field("paymentOption");
            let Some(installment) = self.notice(at.item(index), &option.notice()) else { continue };
            match plan {
                Some(plan) if option.is_partial_payment == Some(true) => options[plan].installments.push(installment),
                _ => {
                    if option.is_partial_payment == Some(true) {
                        plan = Some(options.len());
                    }
                    options.push(NewOption { installments: vec![installment] });
                }
            }
        }
        options
    }

    fn options_v3(&mut self, raw: &[gpd::PaymentOption<'_>]) -> Vec<NewOption> {
        let mut options = Vec::with_capacity(raw.len());
        for (index, option) in raw.iter().enumerate() {
            let list = At::Row.field("paymentOption");
            let at = list.item(index);
            let at = at.field("installments");
            let Some(notices) = option.installments.as_deref().filter(|notices| !notices.is_empty()) else {
                self.problems.push(Problem::new(at, "required", "at least one instalment is needed"));
                continue;
            };
            let installments = notices.iter().enumerate().filter_map(|(nth, notice)| self.notice(at.item(nth), notice));
            options.push(NewOption { installments: installments.collect() });
        }
        options
    }

    fn notice(&mut self, at: At<'_>, raw: &gpd::Notice<'_>) -> Option<NewInstallment> {
        let nav = self.number(at, raw);
        let amount = self.amount(at.field("amount"), raw.amount);
        let description = self.required(at.field("description"), raw.description.as_deref(), Text140::parse);
        let due_date = self.date(at.field("dueDate"), raw.due_date.as_deref(), due_day);
        let mut transfers = Vec::with_capacity(raw.transfer.len());
        let list = at.field("transfer");
        for (index, transfer) in raw.transfer.iter().enumerate() {
            let at = list.item(index);
            let id = self.transfer_id(at.field("idTransfer"), transfer.id_transfer.as_deref(), index);
            transfers.extend(self.transfer(at, transfer).map(|transfer| (id, transfer)));
        }
        transfers.sort_by_key(|(id, _)| *id);
        let transfers = transfers.into_iter().map(|(_, transfer)| transfer).collect();
        Some(NewInstallment { nav, amount: amount?, description: Some(description?), due_date, notice_due_date: None, transfers })
    }

    /// The number given, or the one its IUV implies; none when the row leaves both to us.
    fn number(&mut self, at: At<'_>, raw: &gpd::Notice<'_>) -> Option<NoticeNumber> {
        let iuv = self.optional(at.field("iuv"), raw.iuv.as_deref(), Iuv::parse);
        let nav = self.optional(at.field("nav"), raw.nav.as_deref(), NoticeNumber::parse);
        let implied = iuv.as_ref().filter(|iuv| iuv.as_str().len() == 17).map(|iuv| format!("3{iuv}"));
        let nav = nav.or_else(|| implied.and_then(|nav| NoticeNumber::parse(&nav).ok()))?;
        if let Err(broken) = rules::notice_number(self.ente, &nav) {
            self.problems.push(Problem::new(at.field("nav"), broken.rule(), broken).with_value(nav.as_str()));
        }
        if let Some(iuv) = iuv.filter(|iuv| *iuv != nav.iuv()) {
            let message = "is not the IUV of the notice number beside it";
            self.problems.push(Problem::new(at.field("iuv"), "iuv.notice_number", message).with_value(iuv.as_str()));
        }
        Some(nav)
    }

    fn transfer(&mut self, at: At<'_>, raw: &gpd::Transfer<'_>) -> Option<NewTransfer> {
        let amount = self.amount(at.field("amount"), raw.amount);
        let given = self.optional(at.field("organizationFiscalCode"), raw.organization_fiscal_code.as_deref(), EnteCode::parse);
        let creditor = rules::creditor(self.ente, given.as_ref());
        let creditor = self.kept(at.field("organizationFiscalCode"), creditor, raw.organization_fiscal_code.as_deref());
        let destination = match (&raw.stamp, &creditor) {
            (Some(_), _) if raw.iban.is_some() => {
                self.problems.push(Problem::new(at.field("iban"), "transfer.destination", "must be absent beside stamp"));
                None
            }
            (Some(stamp), _) => self.stamp(at.field("stamp"), stamp),
            (None, Some(creditor)) => self.account(at, creditor, raw),
            (None, None) => None,
        };
        let company_name = self.optional(at.field("companyName"), raw.company_name.as_deref(), Text140::parse);
        let remittance = raw.remittance_information.as_deref();
        let remittance_information = self.optional(at.field("remittanceInformation"), remittance, Text140::parse);
        let given = self.optional(at.field("category"), raw.category.as_deref(), TransferCategory::parse);
        let category = self.kept(at.field("category"), rules::category(self.ente, given.as_ref()), raw.category.as_deref());
        Some(NewTransfer {
            creditor: Some(creditor?),
            company_name,
            amount: amount?,
            destination: Some(destination?),
            remittance_information,
            category: Some(category?),
        })
    }

    fn account(&mut self, at: At<'_>, creditor: &EnteCode, raw: &gpd::Transfer<'_>) -> Option<Destination> {
        let before = self.problems.len();
        let iban = self.optional(at.field("iban"), raw.iban.as_deref(), Iban::parse);
        let postal = raw.postal_iban.as_deref().filter(|text| !text.is_empty());
        let postal = self.optional(at.field("postalIban"), postal, Iban::parse);
        if self.problems.len() > before {
            return None;
        }
        let found = rules::account(self.ente, creditor, iban.as_ref(), postal.as_ref());
        let field = if matches!(found, Err(rules::RuleError::UnknownPostalAccount)) { "postalIban" } else { "iban" };
        let value = if field == "iban" { raw.iban.as_deref() } else { raw.postal_iban.as_deref() };
        self.kept(at.field(field), found, value)
    }

    fn stamp(&mut self, at: At<'_>, raw: &gpd::Stamp<'_>) -> Option<Destination> {
        let document_hash = self.required(at.field("hashDocument"), raw.hash_document.as_deref(), StampHash::parse);
        let province = self.required(at.field("provincialResidence"), raw.provincial_residence.as_deref(), Province::parse);
        Some(Destination::Stamp { document_hash: document_hash?, province: province? })
    }

    fn transfer_id(&mut self, at: At<'_>, id: Option<&str>, index: usize) -> usize {
        match id.map(str::parse::<usize>) {
            None => index.saturating_add(1),
            Some(Ok(id @ 1..=5)) => id,
            Some(_) => {
                self.problems.push(Problem::new(at, "transfer.id", "must be 1 to 5").with_value(id.unwrap_or_default()));
                0
            }
        }
    }

    fn amount(&mut self, at: At<'_>, cents: Option<i64>) -> Option<Cents> {
        let Some(cents) = cents else {
            self.problems.push(Problem::new(at, "required", "is required"));
            return None;
        };
        match Cents::positive(cents) {
            Ok(amount) => Some(amount),
            Err(broken) => {
                self.problems.push(Problem::new(at, broken.rule(), broken).with_value(&cents.to_string()));
                None
            }
        }
    }
}

/// Dates, people and the plain reading of fields.
impl Reader<'_> {
    /// v3 repeats the debtor in each option: one debt, one debtor.
    fn debtor_of_options(&mut self, raw: &gpd::Position<'_>) -> Option<PlainPerson> {
        let list = At::Row.field("paymentOption");
        let first = list.item(0);
        let debtor = raw.payment_option.first().and_then(|option| option.debtor.as_ref());
        for (index, option) in raw.payment_option.iter().enumerate().skip(1) {
            if option.debtor.as_ref() != debtor {
                let at = list.item(index);
                self.problems.push(Problem::new(at.field("debtor"), "debtor.same", "must be the same person in all options"));
            }
        }
        match debtor {
            Some(debtor) => self.debtor(first.field("debtor"), debtor),
            None => {
                self.problems.push(Problem::new(first.field("debtor"), "required", "is required"));
                None
            }
        }
    }

    fn debtor(&mut self, at: At<'_>, raw: &gpd::Debtor<'_>) -> Option<PlainPerson> {
        let kind = match raw.kind.as_deref() {
            Some("F") => Some(EntityType::NaturalPerson),
            Some("G") => Some(EntityType::LegalPerson),
            other => {
                let problem = Problem::new(at.field("type"), "debtor.type", "must be F (natural person) or G (legal person)");
                self.problems.push(problem.with_value(other.unwrap_or_default()));
                None
            }
        };
        let tax_code = self.personal(at.field("fiscalCode"), raw.fiscal_code.as_deref(), true, TaxCode::parse);
        let full_name = self.personal(at.field("fullName"), raw.full_name.as_deref(), true, BoundedText::parse);
        let email = self.personal(at.field("email"), raw.email.as_deref(), false, EmailAddress::parse);
        let address = Address {
            street: self.personal(at.field("streetName"), raw.street_name.as_deref(), false, BoundedText::parse),
            civic_number: self.personal(at.field("civicNumber"), raw.civic_number.as_deref(), false, BoundedText::parse),
            postal_code: self.personal(at.field("postalCode"), raw.postal_code.as_deref(), false, BoundedText::parse),
            city: self.personal(at.field("city"), raw.city.as_deref(), false, BoundedText::parse),
            province: self.personal(at.field("province"), raw.province.as_deref(), false, Province::parse),
            country: self.personal(at.field("country"), raw.country.as_deref(), false, CountryCode::parse),
        };
        let person = Person { kind: kind?, tax_code: tax_code?, full_name: full_name?, address };
        Some(PlainPerson { person, email })
    }

    /// v3 states the validity of each option; a debt has one.
    fn common_validity(&mut self, raw: &gpd::Position<'_>, v3: bool) -> Option<NaiveDate> {
        let list = At::Row.field("paymentOption");
        let mut common = self.date(At::Row.field("validityDate"), raw.validity_date.as_deref(), first_day);
        for (index, option) in raw.payment_option.iter().enumerate() {
            let at = list.item(index);
            let date = self.date(at.field("validityDate"), option.validity_date.as_deref(), first_day);
            if index > 0 && date != common && v3 {
                self.problems.push(Problem::new(at.field("validityDate"), "validity.same", "must be the same in all options"));
            }
            common = common.or(date);
        }
        common
    }

    fn common_switch(&mut self, raw: &gpd::Position<'_>) -> bool {
        let first = raw.payment_option.first().and_then(|option| option.switch_to_expired);
        for (index, option) in raw.payment_option.iter().enumerate() {
            if option.switch_to_expired != first {
                let list = At::Row.field("paymentOption");
                let at = list.item(index);
                self.problems.push(Problem::new(at.field("switchToExpired"), "expiry.same", "must be the same in all options"));
            }
        }
        raw.switch_to_expired.or(first).unwrap_or(false)
    }

    fn date(&mut self, at: At<'_>, text: Option<&str>, day: fn(&str) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let text = text?;
        let read = day(text);
        if read.is_none() {
            self.problems.push(Problem::new(at, "date", "must be written as 2026-12-31T23:59:59.000Z").with_value(text));
        }
        read
    }

    fn required<T, E: Rule>(&mut self, at: At<'_>, text: Option<&str>, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if text.is_none() {
            self.problems.push(Problem::new(at, "required", "is required"));
        }
        self.optional(at, text, parse)
    }

    fn optional<T, E: Rule>(&mut self, at: At<'_>, text: Option<&str>, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = text?;
        self.kept(at, parse(text), Some(text))
    }

    fn kept<T, E: Rule>(&mut self, at: impl Display, read: Result<T, E>, value: Option<&str>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(broken) => {
                let problem = Problem::new(at, broken.rule(), broken);
                self.problems.push(match value {
                    Some(value) => problem.with_value(value),
                    None => problem,
                });
                None
            }
        }
    }

    /// A field that says something about a person: its value is masked, and an empty one counts as absent where it may be.
    fn personal<T, E: Rule>(
        &mut self,
        at: At<'_>,
        text: Option<&str>,
        required: bool,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let Some(text) = text.filter(|text| required || !text.trim().is_empty()) else {
            if required {
                self.problems.push(Problem::new(at, "required", "is required"));
            }
            return None;
        };
        match parse(text) {
            Ok(read) => Some(read),
            Err(broken) => {
                self.problems.push(Problem::new(at, broken.rule(), broken).with_personal_value(text));
                None
            }
        }
    }
}

/// The last day of payment is the day as written: offices and GPD write its last second, in whatever zone.
fn due_day(text: &str) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(text).map(|moment| moment.date_naive()).ok().or_else(|| unzoned(text))
}

/// The first day of payment is the day it is in Italy at the moment written: midnight there is the evening before in UTC.
fn first_day(text: &str) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(text).map(|moment| rome::day(moment.to_utc())).ok().or_else(|| unzoned(text))
}

fn unzoned(text: &str) -> Option<NaiveDate> {
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|moment| moment.date());
    moment.ok().or_else(|| text.parse().ok())
}
