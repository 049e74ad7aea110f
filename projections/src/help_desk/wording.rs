//! What an event says, for the help desk: a stable key for the sentence and the facts that fill it in. Nothing personal: people appear by
//! their subject, sealed fields not at all.

use std::collections::BTreeSet;

use domain::account::AccountEvent;
use domain::cart::{CartEvent, Owner};
use domain::checkout::CheckoutEvent;
use domain::debt_position::{Channel, DebtPositionEvent, Payment, PaymentReference, Terms};
use domain::ente::EnteEvent;
use domain::event::Event;
use domain::ids::SubjectId;
use domain::mandate::MandateEvent;
use domain::node_call::NodeCallEvent;
use domain::privacy_request::PrivacyRequestEvent;
use domain::receipt::{ReceiptEvent, ReceiptFacts};
use domain::service::ServiceEvent;
use domain::staff::StaffEvent;
use domain::subject::SubjectEvent;
use domain::support_request::SupportRequestEvent;
use serde_json::{Value, json};

use super::content;

/// One event in words.
#[derive(Debug)]
pub(super) struct Telling {
    pub(super) key: &'static str,
    pub(super) facts: Value,
    pub(super) subjects: Vec<SubjectId>,
}

impl Telling {
    pub(super) fn new(key: &'static str, facts: Value) -> Self {
        Self { key, facts, subjects: Vec::new() }
    }

    pub(super) fn about(mut self, subjects: impl IntoIterator<Item = SubjectId>) -> Self {
        self.subjects.extend(subjects);
        self
    }
}

/// Puts a stored event into words. One that this version cannot read is told as such, never left out.
pub(super) fn tell(aggregate_type: &str, event_type: &str, version: &str, payload: &str) -> Telling {
    match Event::parse(aggregate_type, event_type, version, payload) {
        Ok(Event::DebtPosition(event)) => of_position(&event),
        Ok(Event::Cart(event)) => of_cart(&event),
        Ok(Event::Checkout(event)) => of_checkout(&event),
        Ok(Event::Receipt(event)) => of_receipt(&event),
        Ok(Event::NodeCall(event)) => of_node_call(&event),
        Ok(Event::Ente(EnteEvent::EnteConfigured { .. })) => Telling::new("ente.configured", json!({})),
        Ok(Event::Account(event)) => of_account(&event),
        Ok(Event::Staff(event)) => of_staff(&event),
        Ok(Event::SupportRequest(event)) => of_support(&event),
        Ok(Event::Service(event)) => of_service(&event),
        Ok(Event::PrivacyRequest(event)) => of_privacy_request(&event),
        Ok(Event::Mandate(event)) => of_mandate(&event),
        Ok(Event::Subject(event)) => of_subject(&event),
        Ok(Event::Site(event)) => content::of_site(&event),
        Ok(Event::News(event)) => content::of_news(&event),
        Ok(Event::Calendar(event)) => content::of_calendar(&event),
        Err(_) => Telling::new("unreadable", json!({ "event": event_type, "version": version })),
    }
}

fn of_privacy_request(event: &PrivacyRequestEvent) -> Telling {
    match event {
        PrivacyRequestEvent::PrivacyRequestOpened { opening } => {
            let told = json!({ "kind": opening.kind, "asked_by": opening.asked_by, "due_on": opening.due_on });
            Telling::new("privacy.opened", told).about(opening.subjects.iter().copied())
        }
        PrivacyRequestEvent::PrivacyRequestClosed { outcome, note, at } => {
            Telling::new("privacy.closed", json!({ "outcome": outcome, "note": note, "at": at }))
        }
    }
}

fn of_mandate(event: &MandateEvent) -> Telling {
    match event {
        MandateEvent::MandateGranted { grant } => {
            let told = json!({ "grantee": grant.grantee, "reason": grant.reason, "until": grant.until });
            Telling::new("mandate.granted", told).about(grant.keys.iter().map(|key| key.subject).collect::<BTreeSet<_>>())
        }
        MandateEvent::MandateWithdrawn { reason, at } => Telling::new("mandate.withdrawn", json!({ "reason": reason, "at": at })),
        MandateEvent::MandateDestroyed { note, at } => Telling::new("mandate.destroyed", json!({ "note": note, "at": at })),
    }
}

fn of_subject(event: &SubjectEvent) -> Telling {
    match event {
        SubjectEvent::SubjectErased { class, reason, at } => {
            Telling::new("subject.erased", json!({ "class": class, "reason": reason, "at": at }))
        }
        SubjectEvent::SubjectRestricted { reason, at } => {
            Telling::new("subject.restricted", json!({ "reason": reason, "at": at }))
        }
        SubjectEvent::SubjectRestrictionLifted { reason, at } => {
            Telling::new("subject.restriction_lifted", json!({ "reason": reason, "at": at }))
        }
    }
}

fn of_staff(event: &StaffEvent) -> Telling {
    match event {
        StaffEvent::StaffAdded { name, roles } => Telling::new("staff.added", json!({ "name": name, "roles": roles })),
        StaffEvent::StaffRolesChanged { roles } => Telling::new("staff.roles_changed", json!({ "roles": roles })),
        StaffEvent::StaffPasswordSet {} => Telling::new("staff.password_set", json!({})),
        StaffEvent::StaffDisabled { reason } => Telling::new("staff.disabled", json!({ "reason": reason })),
    }
}

fn of_support(event: &SupportRequestEvent) -> Telling {
    use SupportRequestEvent as E;
    match event {
        E::SupportRequestOpened { opening } => {
            let facts = json!({
                "reference": opening.reference, "case_type": opening.case_type, "about": opening.about, "seen": opening.seen,
            });
            Telling::new("support.opened", facts).about([opening.contacts.subject])
        }
        E::SupportRequestAssigned { to } => Telling::new("support.assigned", json!({ "to": to })),
        E::SupportAnswerDrafted { .. } => Telling::new("support.drafted", json!({})),
        E::SupportNoteAdded { by, .. } => Telling::new("support.note_added", json!({ "by": by })),
        E::SupportRequestAnswered { by, message_id, .. } => {
            Telling::new("support.answered", json!({ "by": by, "message_id": message_id }))
        }
        E::SupportRequestClosed { reason } => Telling::new("support.closed", json!({ "reason": reason })),
        E::SupportRequestReopened { text, .. } => Telling::new("support.reopened", json!({ "by_citizen": text.is_some() })),
        E::SupportRequestRated { rating } => Telling::new("support.rated", json!({ "rating": rating })),
        E::SupportMailAccepted { message_id, at } => {
            Telling::new("support.mail_accepted", json!({ "message_id": message_id, "at": at }))
        }
        E::SupportMailAbandoned { message_id, reason } => {
            Telling::new("support.mail_abandoned", json!({ "message_id": message_id, "reason": reason }))
        }
    }
}

fn of_account(event: &AccountEvent) -> Telling {
    use AccountEvent as E;
    match event {
        E::AccountRegistered { registration } => {
            let facts = json!({ "eligibility": registration.eligibility, "consent": registration.consent });
            Telling::new("account.registered", facts)
        }
        E::RegistrationDeclined { reason, .. } => Telling::new("account.declined", json!({ "reason": reason })),
        E::AccountMailRequested { mail } => Telling::new("account.mail_requested", json!({ "mail": mail.kind })),
        E::AccountActivated { .. } => Telling::new("account.activated", json!({})),
        E::PasswordSet { by, .. } => Telling::new("account.password_set", json!({ "by": by })),
        E::EmailChangeRequested { .. } => Telling::new("account.email_change_requested", json!({})),
        E::EmailChanged { .. } => Telling::new("account.email_changed", json!({})),
        E::ProfileUpdated { .. } => Telling::new("account.profile_updated", json!({})),
        E::ConsentGiven { consent } => Telling::new("account.consent_given", json!({ "consent": consent })),
        E::ConsentRevoked { text_version, erase_at, .. } => {
            Telling::new("account.consent_revoked", json!({ "text_version": text_version, "erase_at": erase_at }))
        }
        E::RevocationUndone { consent } => Telling::new("account.revocation_undone", json!({ "consent": consent })),
        E::SecondFactorEnrolled { .. } => Telling::new("account.second_factor_enrolled", json!({})),
        E::SecondFactorRemoved { .. } => Telling::new("account.second_factor_removed", json!({})),
        E::TaxCodeVerified { debtor, reason, .. } => {
            Telling::new("account.tax_code_verified", json!({ "reason": reason })).about([*debtor])
        }
        E::VerificationWithdrawn { reason, .. } => Telling::new("account.verification_withdrawn", json!({ "reason": reason })),
        E::TaxCodeClaimLost { .. } => Telling::new("account.tax_code_claim_lost", json!({})),
        E::TaxCodeClaimRegained { .. } => Telling::new("account.tax_code_claim_regained", json!({})),
        E::AccountErased { .. } => Telling::new("account.erased", json!({})),
        E::AccountMailAccepted { message_id, at } => {
            Telling::new("account.mail_accepted", json!({ "message_id": message_id, "at": at }))
        }
        E::AccountMailAbandoned { message_id, reason } => {
            Telling::new("account.mail_abandoned", json!({ "message_id": message_id, "reason": reason }))
        }
    }
}

fn of_service(event: &ServiceEvent) -> Telling {
    use ServiceEvent as E;
    match event {
        E::ServiceDefined { definition } => Telling::new("service.defined", json!({ "code": definition.code })),
        E::ServiceAmended { definition } => Telling::new("service.amended", json!({ "code": definition.code })),
        E::ServiceEnabled {} => Telling::new("service.enabled", json!({})),
        E::ServiceDisabled {} => Telling::new("service.disabled", json!({})),
    }
}

fn of_node_call(event: &NodeCallEvent) -> Telling {
    use NodeCallEvent as E;
    match event {
        E::NoticeVerified { nav, amount, fault, .. } => {
            Telling::new("node_call.notice_verified", json!({ "nav": nav, "amount": amount, "fault": fault }))
        }
        E::ActivationRefused { nav, fault, .. } => {
            Telling::new("node_call.activation_refused", json!({ "nav": nav, "fault": fault }))
        }
        E::ReceiptRefused { nav, fault, message, .. } => {
            Telling::new("node_call.receipt_refused", json!({ "nav": nav, "fault": fault })).about([message.subject])
        }
    }
}

fn of_position(event: &DebtPositionEvent) -> Telling {
    use DebtPositionEvent as E;
    match event {
        E::PositionCreated { iupd, debtor, terms, origin, request, published } => {
            let mut facts = terms_facts(terms);
            facts["iupd"] = json!(iupd);
            facts["origin"] = json!(origin);
            facts["published"] = json!(published);
            if let Some(request) = request {
                facts["service"] = json!(request.service);
            }
            Telling::new("debt_position.created", facts).about([debtor.subject])
        }
        E::PositionPublished {} => Telling::new("debt_position.published", json!({})),
        E::PositionAmended { debtor, terms } => {
            Telling::new("debt_position.amended", terms_facts(terms)).about(debtor.iter().map(|debtor| debtor.subject))
        }
        E::PositionWithdrawn { reason } => Telling::new("debt_position.withdrawn", json!({ "reason": reason })),
        E::PositionRestored { reason } => Telling::new("debt_position.restored", json!({ "reason": reason })),
        E::PositionExpired { on } => Telling::new("debt_position.expired", json!({ "on": on })),
        E::ActivationQuoted { nav, amount, .. } => {
            Telling::new("debt_position.activation_quoted", json!({ "nav": nav, "amount": amount }))
        }
        E::InstallmentPaid { nav, payment } => {
            let mut facts = payment_facts(payment);
            facts["nav"] = json!(nav);
            Telling::new("debt_position.paid", facts)
        }
        E::PaymentDifferenceNoted { nav, reference, expected, received } => Telling::new(
            "debt_position.difference_noted",
            json!({ "nav": nav, "reference": reference_text(reference), "expected": expected, "received": received }),
        ),
        E::SecondPaymentRecorded { nav, payment } => {
            let mut facts = payment_facts(payment);
            facts["nav"] = json!(nav);
            Telling::new("debt_position.second_payment", facts)
        }
        E::PaymentCompensated { nav, reference, reason } => Telling::new(
            "debt_position.compensated",
            json!({ "nav": nav, "reference": reference_text(reference), "reason": reason }),
        ),
        E::PositionArchived { version } => Telling::new("debt_position.archived", json!({ "version": version })),
    }
}

fn terms_facts(terms: &Terms) -> Value {
    let notices: Vec<Value> =
        terms.installments().map(|i| json!({ "nav": i.nav, "amount": i.amount, "due_date": i.due_date })).collect();
    json!({ "description": terms.description, "options": terms.options.len(), "notices": notices })
}

fn payment_facts(payment: &Payment) -> Value {
    let mut facts = json!({
        "reference": reference_text(&payment.reference),
        "amount": payment.amount,
        "paid_at": payment.paid_at,
        "channel": "office",
    });
    if let Channel::Pagopa { psp_name, method, fee, stand_in, .. } = &payment.channel {
        facts["channel"] = json!("pagopa");
        facts["psp"] = json!(psp_name);
        facts["method"] = json!(method);
        facts["fee"] = json!(fee);
        facts["stand_in"] = json!(stand_in);
    }
    facts
}

fn reference_text(reference: &PaymentReference) -> &str {
    match reference {
        PaymentReference::Receipt(id) => id.as_str(),
        PaymentReference::Elsewhere(number) => number.as_str(),
    }
}

fn of_cart(event: &CartEvent) -> Telling {
    match event {
        CartEvent::CartOpened { owner } => {
            let owner = match owner {
                Owner::Anonymous => None,
                Owner::Citizen(subject) => Some(*subject),
            };
            Telling::new("cart.opened", json!({ "anonymous": owner.is_none() })).about(owner)
        }
        CartEvent::NoticeAdded { item } => Telling::new("cart.notice_added", json!({ "nav": item.nav, "amount": item.amount })),
        CartEvent::NoticeRemoved { nav } => Telling::new("cart.notice_removed", json!({ "nav": nav })),
        CartEvent::CartCleared {} => Telling::new("cart.cleared", json!({})),
        CartEvent::CartClaimed { subject } => Telling::new("cart.claimed", json!({})).about([*subject]),
        CartEvent::CartCheckedOut { checkout, items } => {
            Telling::new("cart.checked_out", json!({ "checkout": checkout, "notices": items.len() }))
        }
    }
}

fn of_checkout(event: &CheckoutEvent) -> Telling {
    match event {
        CheckoutEvent::CheckoutStarted { cart, items, email, hand_over_by } => {
            let notices: Vec<Value> = items.iter().map(|item| json!({ "nav": item.nav, "amount": item.amount })).collect();
            let facts = json!({ "cart": cart, "notices": notices, "email": email.is_some(), "hand_over_by": hand_over_by });
            Telling::new("checkout.started", facts).about(email.iter().map(|email| email.subject))
        }
        CheckoutEvent::CartAccepted { receipts_by, .. } => {
            Telling::new("checkout.cart_accepted", json!({ "receipts_by": receipts_by }))
        }
        CheckoutEvent::CartFailed { failure } => Telling::new("checkout.cart_failed", json!({ "failure": failure })),
        CheckoutEvent::ReturnNoted { outcome } => Telling::new("checkout.return_noted", json!({ "outcome": outcome })),
        CheckoutEvent::ItemSettled { nav, receipt_id } => {
            Telling::new("checkout.item_settled", json!({ "nav": nav, "receipt": receipt_id }))
        }
        CheckoutEvent::CheckoutCompleted {} => Telling::new("checkout.completed", json!({})),
        CheckoutEvent::CheckoutExpired { unsettled } => Telling::new("checkout.expired", json!({ "unsettled": unsettled })),
    }
}

fn of_receipt(event: &ReceiptEvent) -> Telling {
    match event {
        ReceiptEvent::ReceiptReceived { facts, received_at, .. } => {
            let people = std::iter::once(facts.debtor.subject).chain(facts.payer.iter().map(|payer| payer.subject));
            let mut told = receipt_facts(facts);
            told["received_at"] = json!(received_at);
            Telling::new("receipt.received", told).about(people)
        }
        ReceiptEvent::ReceiptContradicted { digest, received_at, .. } => {
            Telling::new("receipt.contradicted", json!({ "digest": digest, "received_at": received_at }))
        }
        ReceiptEvent::ReceiptFiled { position, second_payment, mails } => {
            Telling::new("receipt.filed", json!({ "position": position, "second_payment": second_payment, "mails": mails.len() }))
        }
        ReceiptEvent::ReceiptParked { reason } => Telling::new("receipt.parked", json!({ "reason": reason })),
        ReceiptEvent::ReceiptMailRequested { mail } => {
            Telling::new("receipt.mail_requested", json!({ "message_id": mail.message_id })).about([mail.to.subject])
        }
        ReceiptEvent::ReceiptMailAccepted { message_id, at } => {
            Telling::new("receipt.mail_accepted", json!({ "message_id": message_id, "at": at }))
        }
        ReceiptEvent::ReceiptMailAbandoned { message_id, reason } => {
            Telling::new("receipt.mail_abandoned", json!({ "message_id": message_id, "reason": reason }))
        }
    }
}

fn receipt_facts(facts: &ReceiptFacts) -> Value {
    json!({
        "receipt": facts.receipt_id,
        "nav": facts.nav,
        "iuv": facts.iuv,
        "amount": facts.amount,
        "psp": facts.psp.name,
        "channel": facts.psp.channel,
        "method": facts.method,
        "fee": facts.fee,
        "paid_at": facts.paid_at,
        "stand_in": facts.stand_in,
        "version": facts.version,
    })
}
