//! The notice of a position, as it stands when it is printed.
//!
//! While nothing of a debt is paid, its notice shows every way to pay it: the whole amount, the instalments. Once something is paid, a
//! notice shows the one instalment asked for, so that nobody pays twice.

use domain::debt_position::{DebtPosition, Destination, Installment, NotPayable, PaymentOption, Terms};
use domain::ente::{EnteSettings, OnlineChannel as Channel};
use domain::identifier::{NoticeNumber, TaxCode};
use domain::personal::{Address, Person};

use crate::documents::{
    INSTALMENTS_LIMIT, Language, NoticeCreditor, NoticeDocument, NoticeRecipient, OnlineChannel, Payable, PaymentPlan,
    PostalAccount, SLIP_AMOUNT_LIMIT,
};

/// The most characters a notice prints of what is to be paid ("Avviso di pagamento" 3.5.1, field "oggetto").
const SUBJECT_LENGTH: usize = 90;

/// Why there is no notice to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPrinted {
    /// The notice cannot be paid any more.
    #[error("notice: {0}")]
    NotPayable(NotPayable),
    /// A revenue stamp is only bought online.
    #[error("notice: holds a revenue stamp")]
    Stamp,
}

/// What is printed for a notice, in the state of its position, for its debtor.
///
/// # Errors
/// [`NotPrinted`].
pub fn notice_document(
    position: &DebtPosition,
    nav: &NoticeNumber,
    now: chrono::DateTime<chrono::Utc>,
    ente: &EnteSettings,
    debtor: Option<&Person>,
    language: Language,
) -> Result<NoticeDocument, NotPrinted> {
    match position.payable(nav, now) {
        Ok(_) | Err(NotPayable::NotYetValid) => {}
        Err(why) => return Err(NotPrinted::NotPayable(why)),
    }
    let unknown = NotPrinted::NotPayable(NotPayable::Unknown);
    let terms = position.terms().ok_or(unknown)?;
    let (option, installment) = terms.find(nav).ok_or(unknown)?;
    let plan = plan(position, terms, option, installment);
    if !terms.installments().filter(|notice| holds(&plan, &notice.nav)).all(is_printable) {
        return Err(NotPrinted::Stamp);
    }
    let whole = matches!(plan, PaymentPlan::Instalments { .. });
    let subject = if whole { &terms.description } else { &installment.description };
    Ok(NoticeDocument {
        language,
        subject: shortened(subject.as_str()),
        creditor: creditor(ente),
        recipient: recipient(debtor),
        postal: postal(ente, &plan),
        plan,
    })
}

fn is_printable(notice: &Installment) -> bool {
    notice.transfers.iter().all(|transfer| matches!(transfer.destination, Destination::Account { .. }))
}

fn holds(plan: &PaymentPlan, nav: &NoticeNumber) -> bool {
    plan.payables().iter().any(|payable| payable.notice_number.as_str() == nav.as_str())
}

fn plan(position: &DebtPosition, terms: &Terms, option: usize, installment: &Installment) -> PaymentPlan {
    let fits = |option: &&PaymentOption| option.is_plan() && option.installments.len() <= INSTALMENTS_LIMIT;
    let asked = terms.options.get(option).filter(fits);
    // Asked by the notice of the whole, the plan beside it is printed too, if there is just one.
    let mut plans = terms.options.iter().filter(fits);
    let beside = plans.next().filter(|_| plans.next().is_none() && asked.is_none());
    match asked.or(beside) {
        Some(chosen) if position.payments().is_empty() && terms.options.len() <= 2 => PaymentPlan::Instalments {
            whole: terms.options.iter().find(|other| !other.is_plan()).and_then(|whole| whole.installments.first()).map(payable),
            instalments: chosen.installments.iter().map(payable).collect(),
        },
        _ => PaymentPlan::Single(payable(installment)),
    }
}

fn payable(notice: &Installment) -> Payable {
    Payable { notice_number: notice.nav.clone(), amount: notice.amount, due_date: notice.notice_due_date.or(notice.due_date) }
}

fn creditor(ente: &EnteSettings) -> NoticeCreditor {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    NoticeCreditor {
        tax_code: ente.code.to_string(),
        name: ente.name.to_string(),
        office: text(ente.office.as_ref().map(AsRef::as_ref)),
        contacts: text(ente.contacts.as_ref().map(AsRef::as_ref)),
        cbill: ente.cbill.as_ref().map(ToString::to_string),
        channel: match ente.policies.online_channel {
            Channel::None => OnlineChannel::None,
            Channel::Site => OnlineChannel::Site,
            Channel::App => OnlineChannel::App,
            Channel::SiteAndApp => OnlineChannel::SiteOrApp,
        },
        logo: None,
    }
}

/// A debtor who was forgotten is printed without a name to be read.
fn recipient(debtor: Option<&Person>) -> NoticeRecipient {
    let Some(person) = debtor else {
        return NoticeRecipient { tax_code: None, name: "-".to_owned(), address: [String::new(), String::new()] };
    };
    NoticeRecipient {
        tax_code: match &person.tax_code {
            TaxCode::Anonymous => None,
            known => Some(known.to_string()),
        },
        name: person.full_name.to_string(),
        address: lines(&person.address),
    }
}

/// Street and number, then postal code, town and province.
fn lines(address: &Address) -> [String; 2] {
    let street = [address.street.as_ref().map(ToString::to_string), address.civic_number.as_ref().map(ToString::to_string)];
    let town = [
        address.postal_code.as_ref().map(ToString::to_string),
        address.city.as_ref().map(ToString::to_string),
        address.province.as_ref().map(|province| format!("({province})")),
    ];
    [street.into_iter().flatten().collect::<Vec<_>>().join(" "), town.into_iter().flatten().collect::<Vec<_>>().join(" ")]
}

/// The slip of Poste Italiane, where the Ente may print one and its amount fits.
fn postal(ente: &EnteSettings, plan: &PaymentPlan) -> Option<PostalAccount> {
    let fits = plan.payables().iter().all(|payable| payable.amount.as_i64() <= SLIP_AMOUNT_LIMIT);
    let postal = ente.postal.as_ref().filter(|_| fits)?;
    Some(PostalAccount {
        number: postal.account.to_string(),
        holder: postal.holder.as_ref().map(ToString::to_string).unwrap_or_default(),
        authorisation: postal.authorization.to_string(),
    })
}

/// The beginning of a text that is longer than its place, up to a whole word, and a sign that it goes on.
fn shortened(text: &str) -> String {
    if text.chars().count() <= SUBJECT_LENGTH {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SUBJECT_LENGTH - 1).collect();
    let words = kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words);
    format!("{}…", words.trim_end())
}
