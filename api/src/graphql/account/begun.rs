//! What the first step of a registration hands to the second: a signed text that stands for one account to be, and for the tax code that
//! was checked. It holds neither in the clear, and one text makes one account however often it is sent.

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::Eligibility;
use domain::identifier::{EnteCode, TaxCode};
use domain::ids::AccountId;

use crate::graphql::room::Desk;
use crate::links::Purpose;
use crate::vault::Handle;

/// How long the second step may take.
const TIME: TimeDelta = TimeDelta::hours(2);

/// A registration whose first step was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Begun {
    pub(super) account: AccountId,
    pub(super) ente: EnteCode,
    pub(super) eligibility: Option<Eligibility>,
    tax_code: String,
}

impl Begun {
    pub(super) fn new(desk: Desk<'_>, ente: &EnteCode, tax_code: &TaxCode, eligibility: Option<Eligibility>) -> Self {
        let account = AccountId::new(desk.product().clock.new_uuid());
        Self { account, ente: ente.clone(), eligibility, tax_code: digest(desk, ente, tax_code) }
    }

    /// Whether it was begun with this tax code.
    pub(super) fn is_for(&self, desk: Desk<'_>, tax_code: &TaxCode) -> bool {
        self.tax_code == digest(desk, &self.ente, tax_code)
    }

    pub(super) fn write(&self, desk: Desk<'_>) -> String {
        let until = (desk.asking.now + TIME).timestamp();
        let eligibility = match self.eligibility {
            None => "-",
            Some(Eligibility::ResidentOrAire) => "r",
            Some(Eligibility::NonResident) => "n",
        };
        let content = format!("{until}|{}|{}|{eligibility}|{}", self.ente, self.account, self.tax_code);
        desk.room.signer().sign(Purpose::Registration, &content)
    }

    /// Reads what [`Begun::write`] wrote, while there is time; nothing for any other text.
    pub(super) fn read(desk: Desk<'_>, text: &str) -> Option<Self> {
        let content = desk.room.signer().open(Purpose::Registration, text)?;
        let mut parts = content.splitn(5, '|');
        let until = DateTime::<Utc>::from_timestamp(parts.next()?.parse().ok()?, 0)?;
        let (ente, account) = (EnteCode::parse(parts.next()?).ok()?, parts.next()?.parse().ok()?);
        let eligibility = match parts.next()? {
            "r" => Some(Eligibility::ResidentOrAire),
            "n" => Some(Eligibility::NonResident),
            _ => None,
        };
        let tax_code = parts.next()?.to_owned();
        (desk.asking.now <= until).then_some(Self { account, ente, eligibility, tax_code })
    }
}

/// By what the tax code is recognised.
fn digest(desk: Desk<'_>, ente: &EnteCode, tax_code: &TaxCode) -> String {
    hex::encode(desk.product().vault.digest(ente, &Handle::TaxCode(tax_code)))
}
