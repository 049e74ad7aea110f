//! The types of a position.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use domain::debt_position::{
    Channel, DebtPosition, Installment as Notice, NotPayable, Origin as PositionOrigin, Payment, PaymentReference, Settlement,
    Terms,
};
use domain::ente::EnteSettings;
use domain::identifier::NoticeNumber;
use domain::personal::Person;

use super::standing::Standing;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{NotPayableReason, not_payable};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};

/// A debt and the ways to pay it.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Position {
    /// Shows again what was proved: opens this position, puts its notices into a cart, prints them. Valid for a day at least.
    pub proof: String,
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Its name.
    pub ente_name: String,
    /// What the debt is for.
    pub description: String,
    /// The office in charge.
    pub office: Option<String>,
    /// Who owes, hidden but for what recognises them; absent once the person was forgotten.
    pub debtor: Option<MaskedPerson>,
    /// Entered by the office or by a citizen.
    pub origin: Origin,
    /// The ways to pay it; using one excludes the others.
    pub options: Vec<PaymentOption>,
}

/// Where a position comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Origin {
    /// Entered or loaded by the office.
    Office,
    /// Created by a citizen for a service of the Ente.
    Spontaneous,
}

impl From<PositionOrigin> for Origin {
    fn from(origin: PositionOrigin) -> Self {
        match origin {
            PositionOrigin::Office => Self::Office,
            PositionOrigin::Spontaneous => Self::Spontaneous,
        }
    }
}

/// A person of whom only the beginnings are shown.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct MaskedPerson {
    /// First letter of each name.
    pub name: String,
    /// First three and last two characters of the tax code.
    pub tax_code: String,
}

impl From<&Person> for MaskedPerson {
    fn from(person: &Person) -> Self {
        let initials = person.full_name.as_str().split_whitespace().filter_map(|name| name.chars().next());
        let name = initials.map(|initial| format!("{initial}***")).collect::<Vec<_>>().join(" ");
        Self { name, tax_code: person.tax_code.masked() }
    }
}

/// One way to pay the whole debt.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PaymentOption {
    /// At once, or by a plan.
    pub kind: OptionKind,
    /// Sum of its notices.
    pub total: Amount,
    /// Its notices, in order of payment.
    pub installments: Vec<Installment>,
}

/// At once, or by a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OptionKind {
    /// One notice for the whole.
    Single,
    /// Instalments.
    Plan,
}

/// What one notice stands for.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Installment {
    /// Notice number ("codice avviso"), 18 digits.
    pub nav: String,
    /// Payment reference (IUV).
    pub iuv: String,
    /// What it is for.
    pub description: String,
    /// What is owed.
    pub amount: Amount,
    /// Day until which payment is in time.
    pub due_date: Option<Day>,
    /// Day printed on the notice.
    pub notice_due_date: Option<Day>,
    /// Whether it can be paid now, and why not.
    pub payability: Payability,
    /// What can be done with it now.
    pub actions: Vec<Action>,
    /// The payment that settled it.
    pub payment: Option<PaymentSummary>,
}

/// Whether a notice can be paid now.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct Payability {
    /// It can.
    pub payable: bool,
    /// Why not.
    pub reason: Option<NotPayableReason>,
    /// Stable name of the reason.
    pub key: Option<String>,
    /// The reason, in the language of the request.
    pub message: Option<String>,
}

/// What can be done with a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Action {
    /// Pay it online.
    Pay,
    /// Log in first: the Ente wants to know who pays.
    Login,
    /// Put it into a cart.
    AddToCart,
    /// Print it, to be paid at banks, post offices and tobacconists.
    Print,
}

/// A payment, without what is personal in it.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PaymentSummary {
    /// When it was made.
    pub paid_at: DateTime<Utc>,
    /// How much.
    pub amount: Amount,
    /// Through which payment service provider; absent when the office took it.
    pub psp: Option<String>,
    /// How.
    pub method: Option<String>,
    /// Fetches the receipt; for citizens with a session. Everybody else has it mailed (`sendReceipt`).
    pub receipt_proof: Option<String>,
}

impl Position {
    /// What a viewer who proved to know it sees.
    #[must_use]
    pub fn of(desk: Desk<'_>, ente: &EnteSettings, standing: &Standing, terms: &Terms, debtor: Option<&Person>) -> Self {
        let proof = Proof { ente: ente.code.clone(), of: Proved::Position(standing.id) };
        Self {
            proof: proof.write(desk.room.signer(), desk.asking.now),
            ente: ente.code.to_string(),
            ente_name: ente.name.to_string(),
            description: terms.description.to_string(),
            office: terms.office.as_ref().map(ToString::to_string),
            debtor: debtor.map(MaskedPerson::from),
            origin: standing.position().origin().map_or(Origin::Office, Origin::from),
            options: terms
                .options
                .iter()
                .map(|option| PaymentOption {
                    kind: if option.is_plan() { OptionKind::Plan } else { OptionKind::Single },
                    total: Amount(option.total().unwrap_or_default()),
                    installments: option
                        .installments
                        .iter()
                        .map(|notice| Installment::of(desk, ente, standing, notice))
                        .collect(),
                })
                .collect(),
        }
    }

    /// One of its notices.
    #[must_use]
    pub fn installment(&self, nav: &NoticeNumber) -> Option<&Installment> {
        self.options.iter().flat_map(|option| &option.installments).find(|installment| installment.nav == nav.as_str())
    }
}

impl Installment {
    fn of(desk: Desk<'_>, ente: &EnteSettings, standing: &Standing, notice: &Notice) -> Self {
        let position = standing.position();
        let payable = position.payable(&notice.nav, desk.asking.now).map(|_| ());
        Self {
            nav: notice.nav.to_string(),
            iuv: notice.iuv.to_string(),
            description: notice.description.to_string(),
            amount: Amount(notice.amount),
            due_date: notice.due_date.map(Day),
            notice_due_date: notice.notice_due_date.map(Day),
            actions: actions(desk, ente, standing, notice, payable),
            payability: payability(desk, payable),
            payment: payment(desk, ente, position, &notice.nav),
        }
    }
}

/// Payability in words.
pub fn payability(desk: Desk<'_>, payable: Result<(), NotPayable>) -> Payability {
    let reason = payable.err();
    let message = reason.map(not_payable);
    Payability {
        payable: reason.is_none(),
        reason: reason.map(NotPayableReason::from),
        key: message.map(|message| message.key().to_owned()),
        message: message.map(|message| message.text(desk.asking.language).to_owned()),
    }
}

fn actions(
    desk: Desk<'_>,
    ente: &EnteSettings,
    standing: &Standing,
    notice: &Notice,
    payable: Result<(), NotPayable>,
) -> Vec<Action> {
    let may_pay = ente.policies.anonymous_pay || desk.asking.viewer.subject().is_some();
    let mut actions = Vec::with_capacity(3);
    if payable.is_ok() {
        actions.push(if may_pay { Action::Pay } else { Action::Login });
        actions.push(Action::AddToCart);
    }
    if matches!(payable, Ok(()) | Err(NotPayable::NotYetValid)) && standing.prints(&notice.nav) {
        actions.push(Action::Print);
    }
    actions
}

fn payment(desk: Desk<'_>, ente: &EnteSettings, position: &DebtPosition, nav: &NoticeNumber) -> Option<PaymentSummary> {
    let Settlement::Paid(Payment { reference, amount, channel, paid_at, .. }) = position.settlement_of(nav) else { return None };
    let (psp, method) = match channel {
        Channel::Pagopa { psp_name, method, .. } => (Some(psp_name.to_string()), method.as_ref().map(ToString::to_string)),
        Channel::Office { .. } => (None, None),
    };
    let receipt_proof = match reference {
        PaymentReference::Receipt(receipt) if desk.asking.viewer.subject().is_some() => {
            let proof = Proof { ente: ente.code.clone(), of: Proved::Receipt(receipt.clone()) };
            Some(proof.write(desk.room.signer(), desk.asking.now))
        }
        _ => None,
    };
    Some(PaymentSummary { paid_at: *paid_at, amount: Amount(*amount), psp, method, receipt_proof })
}
