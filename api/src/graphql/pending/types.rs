//! A line of the pending list.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use domain::ente::EnteSettings;
use projections::payment_history::HistoryEntry;
use projections::pending_list::PendingNotice as Row;

use crate::graphql::access::{AccessRule, access};
use crate::graphql::position::{Action, OptionKind, Origin, Payability, payability};
use crate::graphql::proof::{Proof, Proved};
use crate::graphql::room::Desk;
use crate::graphql::scalars::{Amount, Day};
use crate::messages::Message;

/// A notice that can be paid now or soon.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct PendingNotice {
    /// Opens its position, puts it into a cart, prints it.
    pub proof: String,
    /// Notice number ("codice avviso").
    pub nav: String,
    /// Payment reference (IUV).
    pub iuv: String,
    /// The office's own name of the debt ("riferimento pratica").
    pub reference: String,
    /// What the whole debt is for.
    pub service: String,
    /// The office in charge.
    pub office: Option<String>,
    /// What this notice is for ("causale").
    pub description: String,
    /// What is owed.
    pub amount: Amount,
    /// Day until which payment is in time ("data scadenza").
    pub due_date: Option<Day>,
    /// When the debt was entered.
    pub created_at: DateTime<Utc>,
    /// Entered by the office or by a citizen.
    pub origin: Origin,
    /// Part of a plan, or the whole.
    pub kind: OptionKind,
    /// Which instalment, from 1.
    pub installment: usize,
    /// Of how many.
    pub installments: usize,
    /// That it is to be paid, in the language of the request ("stato pratica").
    pub state_label: String,
    /// Whether it can be paid now.
    pub payability: Payability,
    /// What can be done with it now.
    pub actions: Vec<Action>,
    /// Since when an attempt to pay it is in progress, and until when we wait for it.
    pub in_progress: Option<InProgress>,
}

/// An attempt to pay that has not ended.
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Holder))]
pub struct InProgress {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when a receipt is awaited.
    pub until: Option<DateTime<Utc>>,
}

impl PendingNotice {
    /// A line as its viewer sees it.
    #[must_use]
    pub fn of(desk: Desk<'_>, ente: &EnteSettings, row: &Row, attempts: &[HistoryEntry]) -> Self {
        let proof = Proof { ente: row.ente.clone(), of: Proved::Position(row.position) };
        let payable = row.payable(desk.asking.now);
        let attempt = attempts.iter().find(|attempt| attempt.nav == row.nav);
        Self {
            proof: proof.write(desk.room.signer(), desk.asking.now),
            nav: row.nav.to_string(),
            iuv: row.iuv.to_string(),
            reference: row.iupd.to_string(),
            service: row.position_description.to_string(),
            office: row.office.as_ref().map(ToString::to_string),
            description: row.description.to_string(),
            amount: Amount(row.amount),
            due_date: row.due_date.map(Day),
            created_at: row.created_at,
            origin: row.origin.into(),
            kind: if row.installments > 1 { OptionKind::Plan } else { OptionKind::Single },
            installment: row.installment + 1,
            installments: row.installments,
            actions: actions(desk, ente, payable.is_ok()),
            payability: payability(desk, payable),
            state_label: Message::DebtToPay.text(desk.asking.language).to_owned(),
            in_progress: attempt.map(|attempt| InProgress { since: attempt.paid_at, until: attempt.awaited_until }),
        }
    }
}

/// The list does not know of revenue stamps, which cannot be printed: the position does, and refuses then.
fn actions(desk: Desk<'_>, ente: &EnteSettings, payable: bool) -> Vec<Action> {
    let may_pay = ente.policies.anonymous_pay || desk.asking.viewer.subject().is_some();
    let pay = if may_pay { Action::Pay } else { Action::Login };
    if payable { vec![pay, Action::AddToCart, Action::Print] } else { vec![Action::Print] }
}
