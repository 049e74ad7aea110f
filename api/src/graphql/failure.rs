//! Failures a citizen can act on: part of the schema, never an error of the protocol.
//!
//! Each carries a stable key, the sentence to show in the citizen's language, and the field it is about when there is one.

use async_graphql::{Enum, Interface, SimpleObject};
use domain::cart::CartRefusal;
use domain::debt_position::NotPayable;

use super::access::{AccessRule, access};
use super::fault::Fault;
use crate::messages::{Language, Message};

/// What every expected failure says.
#[derive(Clone, Debug, Interface)]
#[graphql(
    directive = access::apply(AccessRule::Anyone),
    field(name = "key", ty = "&String", desc = "Stable name of the failure."),
    field(name = "message", ty = "&String", desc = "What to tell the citizen, in the language of the request."),
    field(name = "field", ty = "&Option<String>", desc = "The argument it is about, as a path such as `input.taxCode`.")
)]
pub enum Failure {
    /// See [`InvalidInput`].
    InvalidInput(InvalidInput),
    /// See [`NotFound`].
    NotFound(NotFound),
    /// See [`TooManyRequests`].
    TooManyRequests(TooManyRequests),
    /// See [`LoginRequired`].
    LoginRequired(LoginRequired),
    /// See [`NoticeNotPayable`].
    NoticeNotPayable(NoticeNotPayable),
    /// See [`CartRefused`].
    CartRefused(CartRefused),
    /// See [`IdempotencyConflict`].
    IdempotencyConflict(IdempotencyConflict),
    /// See [`CheckoutRefused`].
    CheckoutRefused(CheckoutRefused),
    /// See [`LoginRefused`].
    LoginRefused(LoginRefused),
    /// See [`LinkRefused`].
    LinkRefused(LinkRefused),
    /// See [`SupportRefused`].
    SupportRefused(SupportRefused),
    /// See [`FormRefused`].
    FormRefused(FormRefused),
}

macro_rules! failure {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, SimpleObject)]
        #[graphql(directive = access::apply(AccessRule::Anyone))]
        pub struct $name {
            /// Stable name of the failure.
            pub key: String,
            /// What to tell the citizen, in the language of the request.
            pub message: String,
            /// The argument it is about, as a path such as `input.taxCode`.
            pub field: Option<String>,
            $($(#[$field_doc])* pub $field: $ty,)*
        }

        impl Expected for $name {}
    };
}

/// Marks the failures a resolver may answer.
pub(super) trait Expected {}

failure! {
    /// A field is not written as it should be.
    InvalidInput {}
}
failure! {
    /// There is nothing with these data; it is never said which of them is wrong.
    NotFound {}
}
failure! {
    /// Asked too often.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u32,
    }
}
failure! {
    /// The Ente wants to know who pays.
    LoginRequired {}
}
failure! {
    /// The notice cannot be paid now.
    NoticeNotPayable {
        /// The notice.
        nav: String,
        /// Why.
        reason: NotPayableReason,
    }
}
failure! {
    /// The cart does not take it.
    CartRefused {
        /// Why.
        reason: CartReason,
        /// The notice concerned.
        nav: Option<String>,
    }
}
failure! {
    /// The idempotency key was used for something else.
    IdempotencyConflict {}
}
failure! {
    /// pagoPA did not take the payment; nothing was charged.
    CheckoutRefused {
        /// Whether the same may work later.
        retriable: bool,
    }
}

failure! {
    /// Who one is was not proved: a wrong name, password or code.
    LoginRefused {}
}
failure! {
    /// A mailed link is worth nothing: never issued, used, expired, or replaced by a newer one.
    LinkRefused {}
}
failure! {
    /// As the request for help stands it cannot be done.
    SupportRefused {}
}

failure! {
    /// Some fields of a form are wrong.
    FormRefused {
        /// Each of them, in the order of the form; what the form does not know comes first.
        problems: Vec<FieldProblem>,
    }
}

/// A field of a form that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct FieldProblem {
    /// Its name in the form.
    pub field: String,
    /// Stable name of the rule that is broken.
    pub key: String,
    /// What to tell the citizen, in the language of the request.
    pub message: String,
}

/// Why a notice cannot be paid now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum NotPayableReason {
    /// Not offered for payment.
    Unknown,
    /// Offered from a later day on.
    NotYetValid,
    /// The same debt is being paid in another way.
    AlternativeUsed,
    /// Too late.
    Expired,
    /// Withdrawn by the Ente.
    Withdrawn,
    /// Already paid.
    Paid,
}

/// Why a cart does not take something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CartReason {
    /// It holds five notices.
    Full,
    /// It holds another way of paying the same debt.
    AlternativeInCart,
    /// It holds nothing.
    Empty,
    /// A notice in it can no longer be paid.
    ItemNotPayable,
    /// It belongs to somebody else.
    NotYours,
}

impl From<NotPayable> for NotPayableReason {
    fn from(reason: NotPayable) -> Self {
        match reason {
            NotPayable::Unknown => Self::Unknown,
            NotPayable::NotYetValid => Self::NotYetValid,
            NotPayable::AlternativeUsed => Self::AlternativeUsed,
            NotPayable::Expired => Self::Expired,
            NotPayable::Withdrawn => Self::Withdrawn,
            NotPayable::Paid => Self::Paid,
        }
    }
}

/// The message that explains a reason.
#[must_use]
pub const fn not_payable(reason: NotPayable) -> Message {
    match reason {
        NotPayable::Unknown => Message::NotPayableUnknown,
        NotPayable::NotYetValid => Message::NotPayableNotYetValid,
        NotPayable::AlternativeUsed => Message::NotPayableAlternativeUsed,
        NotPayable::Expired => Message::NotPayableExpired,
        NotPayable::Withdrawn => Message::NotPayableWithdrawn,
        NotPayable::Paid => Message::NotPayablePaid,
    }
}

/// Makes failures in the language of one request.
#[derive(Clone, Copy, Debug)]
pub struct Failing(pub Language);

macro_rules! said {
    ($name:ident, $message:expr, $text:expr, $field:expr $(, $extra:ident)*) => {
        $name { key: $message.key().to_owned(), message: $text.to_owned(), field: $field, $($extra),* }
    };
}

impl Failing {
    /// A field that is not written as it should be.
    #[must_use]
    pub fn input(self, field: &str, message: Message) -> InvalidInput {
        said!(InvalidInput, message, message.text(self.0), Some(field.to_owned()))
    }

    /// The same, for the key a value type's error gives.
    #[must_use]
    pub fn input_key(self, field: &str, key: &str) -> InvalidInput {
        self.input(field, Message::named(key).unwrap_or(Message::TextEmpty))
    }

    /// Nothing was found.
    #[must_use]
    pub fn absent(self, message: Message) -> NotFound {
        said!(NotFound, message, message.text(self.0), None)
    }

    /// Asked too often; seconds to wait.
    #[must_use]
    pub fn limited(self, retry_after: u32) -> TooManyRequests {
        let text = Message::RateLimited.fill(self.0, &[("seconds", &retry_after.to_string())]);
        said!(TooManyRequests, Message::RateLimited, text, None, retry_after)
    }

    /// Who one is was not proved.
    #[must_use]
    pub fn login_refused(self, why: Message) -> LoginRefused {
        said!(LoginRefused, why, why.text(self.0), None)
    }

    /// A mailed link is worth nothing.
    #[must_use]
    pub fn link_refused(self) -> LinkRefused {
        said!(LinkRefused, Message::LinkWorthless, Message::LinkWorthless.text(self.0), Some("input.secret".to_owned()))
    }

    /// Login is needed to pay.
    #[must_use]
    pub fn login(self) -> LoginRequired {
        self.login_for(Message::LoginRequired)
    }

    /// Login is needed for something else.
    #[must_use]
    pub fn login_for(self, message: Message) -> LoginRequired {
        said!(LoginRequired, message, message.text(self.0), None)
    }

    /// Some fields of a form are wrong.
    #[must_use]
    pub fn form(self, problems: Vec<FieldProblem>) -> FormRefused {
        let message = Message::FormRefused;
        let field = problems.first().map(|problem| format!("input.answers.{}", problem.field));
        said!(FormRefused, message, message.text(self.0), field, problems)
    }

    /// The notice cannot be paid now.
    #[must_use]
    pub fn not_payable(self, nav: &str, why: NotPayable) -> NoticeNotPayable {
        let (message, nav, reason) = (not_payable(why), nav.to_owned(), why.into());
        said!(NoticeNotPayable, message, message.text(self.0), Some("input.nav".to_owned()), nav, reason)
    }

    /// Login is needed to ask for help.
    #[must_use]
    pub fn support_login(self) -> LoginRequired {
        said!(LoginRequired, Message::SupportLogin, Message::SupportLogin.text(self.0), None)
    }

    /// As a request for help stands it cannot be done.
    #[must_use]
    pub fn support(self, message: Message) -> SupportRefused {
        said!(SupportRefused, message, message.text(self.0), None)
    }

    /// The cart does not take it.
    #[must_use]
    pub fn cart(self, reason: CartReason, nav: Option<String>) -> CartRefused {
        let message = match reason {
            CartReason::Full => Message::CartFull,
            CartReason::AlternativeInCart => Message::CartAlternative,
            CartReason::Empty => Message::CartEmpty,
            CartReason::ItemNotPayable => Message::CartItemNotPayable,
            CartReason::NotYours => Message::CartNotYours,
        };
        said!(CartRefused, message, message.text(self.0), None, reason, nav)
    }

    /// The idempotency key was used for something else.
    #[must_use]
    pub fn conflict(self) -> IdempotencyConflict {
        let message = Message::IdempotencyKeyReused;
        said!(IdempotencyConflict, message, message.text(self.0), Some("input.idempotencyKey".to_owned()))
    }

    /// pagoPA did not take the payment.
    #[must_use]
    pub fn checkout(self, message: Message, retriable: bool) -> CheckoutRefused {
        said!(CheckoutRefused, message, message.text(self.0), None, retriable)
    }
}

/// What a cart's refusal means to a citizen; none when it says that there is no such cart, or that one notice cannot be paid.
#[must_use]
pub fn cart_reason(refusal: &CartRefusal) -> Option<(CartReason, Option<String>)> {
    match refusal {
        CartRefusal::Full => Some((CartReason::Full, None)),
        CartRefusal::AlternativeInCart(nav) => Some((CartReason::AlternativeInCart, Some(nav.to_string()))),
        CartRefusal::Empty => Some((CartReason::Empty, None)),
        CartRefusal::ItemNotPayable { nav, .. } => Some((CartReason::ItemNotPayable, Some(nav.to_string()))),
        CartRefusal::NotYours => Some((CartReason::NotYours, None)),
        CartRefusal::Absent | CartRefusal::NotPayable(_) => None,
    }
}

/// How a resolver ends early: with an expected failure, which is an answer, or with a fault.
#[derive(Debug)]
pub(super) enum Ended<R> {
    /// Answered.
    Answer(R),
    /// Broken.
    Fault(Fault),
}

/// What the inside of a resolver answers: `?` works on every failure that `R` has a place for, and on faults.
pub(super) type Answering<R> = Result<R, Ended<R>>;

/// What the resolver itself answers.
pub(super) fn settle<R>(answering: Answering<R>) -> Result<R, Fault> {
    match answering {
        Ok(answer) | Err(Ended::Answer(answer)) => Ok(answer),
        Err(Ended::Fault(fault)) => Err(fault),
    }
}

impl<R: From<F>, F: Expected> From<F> for Ended<R> {
    fn from(failure: F) -> Self {
        Self::Answer(failure.into())
    }
}

impl<R> From<Fault> for Ended<R> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

macro_rules! faults {
    ($($cause:ty),+) => {
        $(impl<R> From<$cause> for Ended<R> {
            fn from(cause: $cause) -> Self {
                Self::Fault(cause.into())
            }
        })+
    };
}
faults!(
    sqlx::Error,
    crate::vault::VaultError,
    crate::identity::IdentityError,
    crate::privacy::PrivacyError,
    projections::query::QueryError,
    super::fault::Impossible
);
