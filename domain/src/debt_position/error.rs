//! Why a debt position may refuse.

use crate::Cents;
use crate::identifier::NoticeNumber;

/// What may be wrong with the terms of a position.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A debt needs a way to be paid.
    #[error("options: at least one payment option is needed")]
    NoOption,
    /// An option needs a notice.
    #[error("options.installments: at least one instalment is needed")]
    NoInstallment,
    /// Plans end somewhere.
    #[error("options.installments: {0} instalments, at most 100 are possible")]
    TooManyInstallments(usize),
    /// One number, one notice.
    #[error("options.installments.nav: {0} is given twice")]
    NoticeTwice(NoticeNumber),
    /// Nothing to pay.
    #[error("options.installments.amount: notice {0} has no positive amount")]
    AmountNotPositive(NoticeNumber),
    /// Notice number and IUV say the same thing.
    #[error("options.installments.iuv: does not belong to notice {0}")]
    IuvMismatch(NoticeNumber),
    /// It would be late before it may be paid.
    #[error("options.installments.due_date: notice {0} is due before it may be paid")]
    DueBeforeValid(NoticeNumber),
    /// pagoPA carries 1 to 5.
    #[error("options.installments.transfers: notice {0} has {1} transfers, 1 to 5 are possible")]
    TransferCount(NoticeNumber, usize),
    /// They are numbered 1, 2, 3 …
    #[error("options.installments.transfers.id: notice {0} has transfer {1} out of order")]
    TransferOrder(NoticeNumber, u8),
    /// Nothing to transfer.
    #[error("options.installments.transfers.amount: transfer {1} of notice {0} has no positive amount")]
    TransferNotPositive(NoticeNumber, u8),
    /// Shares make the whole.
    #[error("options.installments.transfers: those of notice {nav} add up to {transfers}, the amount is {amount}")]
    TransferSum {
        /// The notice.
        nav: NoticeNumber,
        /// Its amount.
        amount: Cents,
        /// Sum of its shares.
        transfers: Cents,
    },
    /// Over 999.999.999,99 euro.
    #[error("options: the total is larger than 999.999.999,99 euro")]
    TotalTooLarge,
}

/// Refusals of the aggregate [`DebtPosition`](super::DebtPosition).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DebtPositionRefusal {
    /// The terms break a rule.
    #[error("terms.{0}")]
    Terms(#[from] TermsError),
    /// Another debt has this name.
    #[error("iupd: a position with this name exists and differs")]
    ExistsDifferently,
    /// There is no such position.
    #[error("position: does not exist")]
    Absent,
    /// It is a draft.
    #[error("position: is a draft")]
    Draft,
    /// It is withdrawn; restore it first.
    #[error("position: is withdrawn")]
    Withdrawn,
    /// Its last due date has passed; amend it first.
    #[error("position: has expired")]
    Expired,
    /// Somebody has begun to pay; terms are frozen.
    #[error("position: has payments, its terms are frozen")]
    HasPayments,
    /// It has no such notice.
    #[error("nav: {0} is not a notice of this position")]
    UnknownNotice(NoticeNumber),
    /// It is settled; money taken again must be given back at once.
    #[error("nav: {0} is already paid")]
    AlreadyPaid(NoticeNumber),
    /// Another option was used; money taken must be given back at once.
    #[error("nav: {0} belongs to a payment option excluded by another payment")]
    AlternativeUsed(NoticeNumber),
    /// The office settles what is owed, no more and no less.
    #[error("amount: {received} does not settle {expected}")]
    AmountMismatch {
        /// Owed.
        expected: Cents,
        /// Offered.
        received: Cents,
    },
    /// Its last due date is still to come, late payment is accepted, or nothing is left to pay.
    #[error("position: has not expired")]
    NotExpired,
    /// There is no such payment to undo.
    #[error("reference: no such payment of notice {0}")]
    NoSuchPayment(NoticeNumber),
    /// It is neither withdrawn nor expired.
    #[error("position: there is nothing to restore")]
    NothingToRestore,
}
