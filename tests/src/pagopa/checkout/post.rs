//! `POST /carts`: what a creditor institution sends, and everything that can be answered to it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde::Deserialize;
use uuid::Uuid;

use super::cart::{Cart, CartNotice, CartState, ReturnUrls};
use crate::pagopa::amount::Cents;
use crate::pagopa::journal::Event;
use crate::pagopa::notice::NoticeId;
use crate::pagopa::service::{Refusal, Service, caller};
use crate::pagopa::world::World;

/// The most notices in a cart.
const MOST_NOTICES: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CartRequest {
    email_notice: Option<String>,
    payment_notices: Vec<NoticeRequest>,
    return_urls: ReturnUrls,
    id_cart: Option<String>,
    /// Of no effect here as on the platform, but its type is checked.
    #[serde(rename = "allCCP")]
    _all_ccp: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoticeRequest {
    notice_number: String,
    fiscal_code: String,
    amount: i64,
    company_name: String,
    description: String,
}

/// The second version, in which the address for open outcomes is mandatory.
pub(crate) async fn second_version(state: State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    post(&state, &headers, &body, true)
}

/// The first version.
pub(crate) async fn first_version(state: State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    post(&state, &headers, &body, false)
}

fn post(world: &World, headers: &HeaderMap, body: &[u8], waiting_url: bool) -> Response {
    match accept(world, headers, body, waiting_url) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn accept(world: &World, headers: &HeaderMap, body: &[u8], waiting_url: bool) -> Result<String, Refusal> {
    world.admit(Service::Carts, headers)?;
    world.admit_rate(headers)?;
    let request: CartRequest = serde_json::from_slice(body).map_err(|error| world.refuse_cart(400, &error.to_string()))?;
    refuse_malformed(&request, waiting_url).map_err(|field| world.refuse_cart(400, field))?;
    let cart = cart_of(request, world);
    let twice = |place: usize| cart.notices[..place].iter().any(|earlier| earlier.notice == cart.notices[place].notice);
    if (0..cart.notices.len()).any(twice) {
        return Err(world.refuse_cart(422, "Duplicate payment notice values found."));
    }
    if !cart.notices.iter().all(|notice| world.position_is_free(&notice.notice)) {
        return Err(world.refuse_cart(422, "Invalid payment notice data"));
    }
    let location = format!("{}/ecommerce/checkout/v1/carts/{}/redirect?clientId=CHECKOUT_CART", world.base_url, cart.id);
    let (now, mut state) = (world.now(), world.state());
    let created = Event::CartCreated { cart: cart.id.to_string(), id_cart: cart.id_cart.clone() };
    state.journal.add(now, None, created);
    state.carts.insert(cart.id, cart);
    Ok(location)
}

/// The first field that is not as the contract wants it.
fn refuse_malformed(request: &CartRequest, waiting_url: bool) -> Result<(), &'static str> {
    let urls = &request.return_urls;
    let waiting = urls.return_waiting_url.as_deref();
    let checks = [
        ((1..=MOST_NOTICES).contains(&request.payment_notices.len()), "paymentNotices"),
        (request.email_notice.as_deref().is_none_or(|address| address.contains('@')), "emailNotice"),
        (is_absolute(&urls.return_ok_url), "returnOkUrl"),
        (is_absolute(&urls.return_cancel_url), "returnCancelUrl"),
        (is_absolute(&urls.return_error_url), "returnErrorUrl"),
        (waiting.map_or(!waiting_url, is_absolute), "returnWaitingUrl"),
        (request.payment_notices.iter().all(|notice| notice.notice_number.chars().count() == 18), "noticeNumber"),
        (request.payment_notices.iter().all(|notice| notice.fiscal_code.chars().count() == 11), "fiscalCode"),
        (request.payment_notices.iter().all(|notice| notice.amount >= 1), "amount"),
        (request.payment_notices.iter().all(|notice| notice.company_name.chars().count() <= 140), "companyName"),
        (request.payment_notices.iter().all(|notice| notice.description.chars().count() <= 140), "description"),
    ];
    checks.into_iter().find_map(|(holds, field)| (!holds).then_some(field)).map_or(Ok(()), Err)
}

fn is_absolute(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| url.has_host())
}

fn cart_of(request: CartRequest, world: &World) -> Cart {
    let notice = |notice: NoticeRequest| CartNotice {
        notice: NoticeId { creditor: notice.fiscal_code, notice: notice.notice_number },
        amount: Cents(notice.amount),
        company_name: notice.company_name,
        description: notice.description,
    };
    Cart {
        id: Uuid::new_v4(),
        id_cart: request.id_cart,
        email: request.email_notice,
        notices: request.payment_notices.into_iter().map(notice).collect(),
        return_urls: request.return_urls,
        created_at: world.now(),
        state: CartState::Open,
    }
}

impl World {
    fn admit_rate(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let Some((most, seconds)) = self.settings.cart_rate else { return Ok(()) };
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let window = TimeDelta::seconds(i64::from(seconds));
        let admitted = self.state().cart_calls.admit(&caller(headers), self.now(), most, window);
        if admitted { Ok(()) } else { Err(self.refuse_cart(429, "Rate limit is exceeded")) }
    }

    /// What the platform checks about a position on its own, without asking anybody.
    fn position_is_free(&self, notice: &NoticeId) -> bool {
        self.creditor(&notice.creditor).is_some() && self.station_of(notice).is_some() && self.refuse_known(notice).is_ok()
    }

    fn refuse_cart(&self, status: u16, detail: &str) -> Refusal {
        self.record(None, Event::CartRefused { status, detail: detail.to_owned() });
        match status {
            400 => Refusal::new(400, "Request validation error", "The input request is invalid"),
            422 => Refusal::new(422, "Invalid payment info", detail),
            _ => Refusal::new(status, "Error", detail),
        }
    }
}
