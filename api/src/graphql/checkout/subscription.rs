//! Watching a payment: its state now, unless the watcher has seen it, and again at each change until nothing more is awaited.

use async_graphql::{Context, Subscription, Union};
use futures::stream::{self, BoxStream, StreamExt};

use super::status::Seen;
use super::types::Checkout;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{InvalidInput, NotFound};
use crate::graphql::fault::Fault;
use crate::graphql::freshness::Freshness;
use crate::graphql::live::Waiting;
use crate::graphql::room::{Asking, Desk, Room};
use crate::messages::Message;

/// What `checkoutStatus` tells.
#[derive(Clone, Debug, Union)]
pub enum CheckoutUpdate {
    /// The state after a change.
    Checkout(Checkout),
    /// The reference is not one of ours; nothing follows.
    NotFound(NotFound),
    /// `after` is not a token; nothing follows.
    InvalidInput(InvalidInput),
}

/// What can be watched.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckoutSubscription;

#[Subscription]
impl CheckoutSubscription {
    /// How a payment goes. A watcher that was cut off continues with the token of the last state it saw: nothing is told twice, and the
    /// latest state is never missed.
    #[graphql(directive = access::apply(AccessRule::Holder))]
    async fn checkout_status(
        &self,
        ctx: &Context<'_>,
        reference: String,
        after: Option<String>,
    ) -> BoxStream<'static, Result<CheckoutUpdate, Fault>> {
        let desk = Desk::of(ctx);
        let Some(id) = desk.room.references().checkout(&reference) else {
            return once(desk.failing().absent(Message::CheckoutAbsent).into());
        };
        let Ok(after) = after.as_deref().map(str::parse::<Freshness>).transpose() else {
            return once(desk.failing().input("after", Message::FreshnessInvalid).into());
        };
        let watch = Watch {
            room: desk.room.clone(),
            asking: desk.asking.clone(),
            seen: after,
            ended: false,
            waiting: desk.room.feed().wait_for(id),
        };
        stream::unfold(watch, Watch::next).boxed()
    }
}

fn once(update: CheckoutUpdate) -> BoxStream<'static, Result<CheckoutUpdate, Fault>> {
    stream::once(async { Ok(update) }).boxed()
}

struct Watch {
    room: Room,
    asking: Asking,
    waiting: Waiting,
    /// Up to where the watcher has been told.
    seen: Option<Freshness>,
    ended: bool,
}

impl Watch {
    async fn next(mut self) -> Option<(Result<CheckoutUpdate, Fault>, Self)> {
        while !self.ended {
            self.asking.now = self.room.product().clock.now();
            let desk = Desk { room: &self.room, asking: &self.asking };
            let seen = match Seen::read(desk, self.waiting.checkout()).await {
                Ok(Some(seen)) => seen,
                Ok(None) => {
                    self.ended = true;
                    let absent = desk.failing().absent(Message::CheckoutAbsent);
                    return Some((Ok(absent.into()), self));
                }
                Err(fault) => {
                    self.ended = true;
                    return Some((Err(fault), self));
                }
            };
            if self.seen.is_none_or(|told| told < seen.freshness) {
                let shown = seen.show(desk);
                self.seen = Some(seen.freshness);
                self.ended = shown.ended;
                return Some((Ok(shown.into()), self));
            }
            if seen.show(desk).ended {
                return None;
            }
            self.waiting.change().await;
        }
        None
    }
}
