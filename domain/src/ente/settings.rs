//! Everything an Ente states about itself, validated as a whole.

use serde::{Deserialize, Serialize};

use super::accounts::AccountPolicies;
use super::error::EnteRefusal;
use super::retention::RetentionPolicies;
use super::support::SupportSettings;
use crate::identifier::{
    BrokerId, Cbill, EmailAddress, EnteCode, Iban, PostalAccount, SegregationCode, StationId, TransferCategory,
};
use crate::text::{Text50, Text70, Text100, Text140};

/// The settings of one Ente.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnteSettings {
    /// Tax code of the creditor institution (11 digits).
    pub code: EnteCode,
    /// Official name, as on notices and in messages.
    pub name: Text70,
    /// Office or sector, second line of the notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Text50>,
    /// Contacts printed on notices and receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Text100>,
    /// Street address of the seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Text140>,
    /// Institutional site, named in "Dove pagare".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Text70>,
    /// Technology broker (`idBrokerPA`).
    pub broker: BrokerId,
    /// Stations and the segregation codes each serves; the first code of the first station issues new notices.
    pub stations: Vec<Station>,
    /// Accounts registered with pagoPA; the first is used when a position names none.
    pub accounts: Vec<CollectionAccount>,
    /// Postal account with the authorisation to print slips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal: Option<PostalAccountSettings>,
    /// Interbank code of the Ente (CBILL).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cbill: Option<Cbill>,
    /// Taxonomy code used when a position names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_category: Option<TransferCategory>,
    /// Other creditors that may share a notice (province, …).
    #[serde(default)]
    pub secondary_creditors: Vec<SecondaryCreditor>,
    /// Where mails of the portal come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<EmailAddress>,
    /// What the Ente allows.
    #[serde(default)]
    pub policies: Policies,
    /// How citizens ask for help.
    #[serde(default, skip_serializing_if = "SupportSettings::is_default")]
    pub support: SupportSettings,
}

/// A station of the broker that serves the Ente.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// `idStation`.
    pub id: StationId,
    /// Segregation codes issued by pagoPA for this station.
    pub segregation_codes: Vec<SegregationCode>,
}

/// An account money arrives on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionAccount {
    /// The account.
    pub iban: Iban,
    /// A postal account offered beside it (`IBANAPPOGGIO`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_iban: Option<Iban>,
}

/// What Poste Italiane authorised for self-printed slips.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAccountSettings {
    /// Account number, up to 12 digits.
    pub account: PostalAccount,
    /// Holder; the Ente's name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Text50>,
    /// Authorisation text (`AUT. DB/…`).
    pub authorization: Text70,
}

/// A creditor that may receive a share of our notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondaryCreditor {
    /// Its tax code.
    pub code: EnteCode,
    /// Its name.
    pub name: Text70,
}

/// Where the Ente itself offers online payment; chooses the sentence of "Dove pagare".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineChannel {
    /// Neither site nor app.
    None,
    /// The Ente's site.
    #[default]
    Site,
    /// The Ente's app.
    App,
    /// Both.
    SiteAndApp,
}

/// Which keys an anonymous citizen must know to see a notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeLookup {
    /// Tax code of the debtor and notice number or IUV.
    #[default]
    TaxCodeAndCode,
    /// Notice number or IUV alone.
    Code,
}

/// Choices on which the reference manuals differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policies {
    /// A notice may be paid without login (an e-mail address is asked instead).
    pub anonymous_pay: bool,
    /// Keys of the anonymous look-up.
    pub notice_lookup: NoticeLookup,
    /// Where the Ente offers online payment.
    pub online_channel: OnlineChannel,
    /// Published positions are registered in pagoPA's central archive of notices.
    pub register_in_archive: bool,
    /// Receipts are also mailed to the debtor's known address when somebody else or a counter paid.
    pub mail_receipt_to_debtor: bool,
    /// Accounts of citizens.
    #[serde(skip_serializing_if = "AccountPolicies::is_default")]
    pub accounts: AccountPolicies,
    /// How long what law makes the Ente keep is kept.
    #[serde(skip_serializing_if = "RetentionPolicies::is_default")]
    pub retention: RetentionPolicies,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            anonymous_pay: true,
            notice_lookup: NoticeLookup::default(),
            online_channel: OnlineChannel::default(),
            register_in_archive: false,
            mail_receipt_to_debtor: true,
            accounts: AccountPolicies::default(),
            retention: RetentionPolicies::default(),
        }
    }
}

impl EnteSettings {
    /// Checks what no single field can know.
    ///
    /// # Errors
    /// The field that contradicts another one, and why.
    pub fn validate(&self) -> Result<(), EnteRefusal> {
        if self.issuing_code().is_none() {
            return Err(EnteRefusal::NoSegregationCode);
        }
        let mut codes: Vec<&SegregationCode> = self.stations.iter().flat_map(|s| &s.segregation_codes).collect();
        codes.sort_unstable();
        if let Some([twice, _]) = codes.array_windows().find(|[a, b]| a == b) {
            return Err(EnteRefusal::SegregationCodeTwice((*twice).clone()));
        }
        if self.accounts.is_empty() {
            return Err(EnteRefusal::NoAccount);
        }
        if let Some(bad) = self.accounts.iter().filter_map(|a| a.postal_iban.as_ref()).find(|iban| !iban.is_postal()) {
            return Err(EnteRefusal::NotPostal(bad.clone()));
        }
        if self.secondary_creditors.iter().any(|other| other.code == self.code) {
            return Err(EnteRefusal::SecondaryIsSelf);
        }
        Ok(())
    }

    /// The segregation code that new notices carry.
    #[must_use]
    pub fn issuing_code(&self) -> Option<&SegregationCode> {
        self.stations.first().and_then(|station| station.segregation_codes.first())
    }

    /// Whether notices with this segregation code are ours.
    #[must_use]
    pub fn serves(&self, code: &SegregationCode) -> bool {
        self.stations.iter().any(|station| station.segregation_codes.contains(code))
    }
}
