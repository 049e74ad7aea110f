//! What one stream tells: the domain's own fold of it, and the few things views show that the domain forgets.
//!
//! Rows of views are functions of these stories and of nothing else, so what a view shows depends on the log alone: not on how it was cut into
//! batches, not on the order in which different streams were read, not on what stood in the view before.

mod account;
mod calendar;
mod cart;
mod checkout;
mod news;
mod position;
mod receipt;
mod support;

use domain::event::Event;
use domain::ids::{AccountId, CalendarEntryId, CartId, CheckoutId, NewsId, PositionId, SubjectId, SupportRequestId};

pub(crate) use account::AccountStory;
pub(crate) use calendar::CalendarStory;
pub(crate) use cart::CartStory;
pub(crate) use checkout::{CheckoutStory, StartedItem};
pub(crate) use news::NewsStory;
pub(crate) use position::{BookedPayment, Booking, PositionStory};
pub(crate) use receipt::ReceiptStory;
pub(crate) use support::SupportStory;

use crate::known::Known;
use crate::stream::{Happening, StreamKind, StreamName};

/// Why a stream cannot be folded into a view.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FoldError {
    /// Its name is not what names of its kind look like.
    #[error("stream: {0} is no name of a {1}")]
    Name(String, StreamKind),
    /// An event of another kind stands in it.
    #[error("stream: an event of another kind stands in a {0}")]
    Foreign(StreamKind),
    /// A payment of a notice the position does not have.
    #[error("payment: {0} is not a notice of this position")]
    NoSuchNotice(domain::identifier::NoticeNumber),
}

/// What one stream tells.
#[derive(Clone, Debug)]
pub(crate) enum Story {
    /// Of a debt.
    Position(Box<PositionStory>),
    /// Of a cart.
    Cart(Box<CartStory>),
    /// Of an attempt to pay.
    Checkout(Box<CheckoutStory>),
    /// Of a receipt.
    Receipt(Box<ReceiptStory>),
    /// Of an account.
    Account(Box<AccountStory>),
    /// Of a request for help.
    Support(Box<SupportStory>),
    /// Of what is known of a person.
    Subject(SubjectId),
    /// Of a piece of news.
    News(Box<NewsStory>),
    /// Of an entry of the calendar.
    Calendar(Box<CalendarStory>),
    /// Nothing that is carried from one event to the next.
    Plain(StreamKind),
}

impl Story {
    /// The story before the first event.
    pub(crate) fn begin(stream: &StreamName) -> Result<Self, FoldError> {
        let misnamed = || FoldError::Name(stream.id.clone(), stream.kind);
        Ok(match stream.kind {
            StreamKind::DebtPosition => {
                let id: PositionId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Position(Box::new(PositionStory::new(id)))
            }
            StreamKind::Checkout => {
                let id: CheckoutId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Checkout(Box::new(CheckoutStory::new(id)))
            }
            StreamKind::Cart => {
                let id: CartId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Cart(Box::new(CartStory::new(id)))
            }
            StreamKind::Account => {
                let id: AccountId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Account(Box::new(AccountStory::new(id)))
            }
            StreamKind::SupportRequest => {
                let id: SupportRequestId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Support(Box::new(SupportStory::new(id)))
            }
            StreamKind::Subject => Self::Subject(stream.id.parse().map_err(|_| misnamed())?),
            StreamKind::News => {
                let id: NewsId = stream.id.parse().map_err(|_| misnamed())?;
                Self::News(Box::new(NewsStory::new(id)))
            }
            StreamKind::CalendarEntry => {
                let id: CalendarEntryId = stream.id.parse().map_err(|_| misnamed())?;
                Self::Calendar(Box::new(CalendarStory::new(id)))
            }
            StreamKind::Receipt => Self::Receipt(Box::new(ReceiptStory::new(stream.id.clone()))),
            StreamKind::Ente
            | StreamKind::NodeCall
            | StreamKind::Service
            | StreamKind::Site
            | StreamKind::Staff
            | StreamKind::PrivacyRequest
            | StreamKind::Mandate => Self::Plain(stream.kind),
        })
    }

    /// Goes on with one event.
    pub(crate) fn fold(&mut self, happening: Happening, known: &Known) -> Result<(), FoldError> {
        let Happening { moment, event } = happening;
        match (self, event) {
            (Self::Position(story), Event::DebtPosition(event)) => story.fold(*event, moment),
            (Self::Cart(story), Event::Cart(event)) => story.fold(event),
            (Self::Checkout(story), Event::Checkout(event)) => story.fold(event, moment, known),
            (Self::Receipt(story), Event::Receipt(event)) => story.fold(*event, moment),
            (Self::Account(story), Event::Account(event)) => story.fold(*event, moment),
            (Self::Support(story), Event::SupportRequest(event)) => story.fold(event, moment),
            (Self::News(story), Event::News(event)) => story.fold(event, moment),
            (Self::Calendar(story), Event::Calendar(event)) => story.fold(event, moment),
            (Self::Plain(StreamKind::Ente), Event::Ente(_))
            | (Self::Plain(StreamKind::NodeCall), Event::NodeCall(_))
            | (Self::Plain(StreamKind::Service), Event::Service(_))
            | (Self::Plain(StreamKind::PrivacyRequest), Event::PrivacyRequest(_))
            | (Self::Plain(StreamKind::Mandate), Event::Mandate(_))
            | (Self::Subject(_), Event::Subject(_))
            | (Self::Plain(StreamKind::Site), Event::Site(_))
            | (Self::Plain(StreamKind::Staff), Event::Staff(_)) => {}
            (story, _) => return Err(FoldError::Foreign(story.kind())),
        }
        Ok(())
    }

    const fn kind(&self) -> StreamKind {
        match self {
            Self::Position(_) => StreamKind::DebtPosition,
            Self::Cart(_) => StreamKind::Cart,
            Self::Checkout(_) => StreamKind::Checkout,
            Self::Receipt(_) => StreamKind::Receipt,
            Self::Account(_) => StreamKind::Account,
            Self::Support(_) => StreamKind::SupportRequest,
            Self::Subject(_) => StreamKind::Subject,
            Self::News(_) => StreamKind::News,
            Self::Calendar(_) => StreamKind::CalendarEntry,
            Self::Plain(kind) => *kind,
        }
    }
}
