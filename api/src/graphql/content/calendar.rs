//! The calendar of events: a month in whole weeks, and a day.

use async_graphql::{Context, Object, SimpleObject, Union};
use chrono::NaiveDate;
use domain::calendar::Month;
use domain::rome;
use projections::ViewName;
use projections::calendar::AnnouncedEntry;
use projections::calendar::queries::between;

use super::Said;
use super::occasion::CalendarEvent;
use crate::graphql::access::{AccessRule, access};
use crate::graphql::failure::{Answering, InvalidInput, NotFound, settle};
use crate::graphql::fault::Fault;
use crate::graphql::room::Desk;
use crate::graphql::scalars::Day;
use crate::messages::Message;

/// The most events of one answer.
const MOST: u8 = 100;

/// A month in whole weeks, Monday to Sunday.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct CalendarMonth {
    /// The month, `2026-11`.
    pub month: String,
    /// The month before.
    pub previous: String,
    /// The month after.
    pub next: String,
    /// Its days in whole weeks, the first a Monday.
    pub days: Vec<CalendarDay>,
    /// What takes place on these days, by first day; at most 100.
    pub events: Vec<CalendarEvent>,
    /// There are more than are shown here: ask for single days.
    pub more: bool,
    /// The calendar had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// A day of the month's weeks.
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct CalendarDay {
    /// The day.
    pub date: Day,
    /// Whether it belongs to the month, or to the week's other month.
    pub in_month: bool,
    /// How many of the events shown take place on it.
    pub events: usize,
}

/// What takes place on one day.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(AccessRule::Anyone))]
pub struct DayOfEvents {
    /// The day.
    pub date: Day,
    /// What takes place; at most 100.
    pub events: Vec<CalendarEvent>,
    /// What to show when there is nothing.
    pub empty: Option<Said>,
    /// The calendar had not yet seen what `freshness` stands for.
    pub stale: bool,
}

/// What `calendarMonth` answers.
#[derive(Clone, Debug, Union)]
pub enum CalendarMonthResult {
    /// The month.
    Month(CalendarMonth),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// What `calendarDay` answers.
#[derive(Clone, Debug, Union)]
pub enum CalendarDayResult {
    /// The day.
    Day(DayOfEvents),
    /// No such Ente here.
    NotFound(NotFound),
    /// A field is not written as it should be.
    InvalidInput(InvalidInput),
}

/// The calendar of events.
#[derive(Clone, Copy, Debug, Default)]
pub struct CalendarQuery;

#[Object]
impl CalendarQuery {
    /// A month of an Ente's events, `2026-11`; the present one in Italy when absent.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "20 + 15 * child_complexity")]
    async fn calendar_month(
        &self,
        ctx: &Context<'_>,
        ente: String,
        month: Option<String>,
        freshness: Option<String>,
    ) -> Result<CalendarMonthResult, Fault> {
        settle(show_month(Desk::of(ctx), &ente, month.as_deref(), freshness.as_deref()).await)
    }

    /// What takes place on a day; today in Italy when absent.
    #[graphql(directive = access::apply(AccessRule::Anyone), complexity = "20 + 15 * child_complexity")]
    async fn calendar_day(
        &self,
        ctx: &Context<'_>,
        ente: String,
        date: Option<Day>,
        freshness: Option<String>,
    ) -> Result<CalendarDayResult, Fault> {
        settle(show_day(Desk::of(ctx), &ente, date, freshness.as_deref()).await)
    }
}

async fn show_month(desk: Desk<'_>, ente: &str, month: Option<&str>, freshness: Option<&str>) -> Answering<CalendarMonthResult> {
    let ente = desk.ente("ente", ente)?;
    let month: Month = match month {
        Some(text) => text.parse().map_err(|_| desk.failing().input("month", Message::CalendarMonth))?,
        None => Month::of(rome::day(desk.asking.now)),
    };
    let stale = desk.wait(ViewName::Calendar, freshness).await?;
    let days: Vec<NaiveDate> = month.days().collect();
    let ends = days.first().copied().zip(days.last().copied());
    let mut announced = match ends {
        Some(ends) => between(desk.pool(), &ente.code, ends, MOST + 1).await?,
        None => Vec::new(),
    };
    let more = announced.len() > usize::from(MOST);
    announced.truncate(usize::from(MOST));
    let on = |day: NaiveDate| announced.iter().filter(|entry| takes_place(entry, day)).count();
    let days = days.iter().map(|day| CalendarDay { date: Day(*day), in_month: month.holds(*day), events: on(*day) }).collect();
    Ok(CalendarMonth {
        month: month.to_string(),
        previous: month.previous().to_string(),
        next: month.next().to_string(),
        days,
        events: announced.iter().map(|entry| CalendarEvent::of(desk, &ente, entry)).collect(),
        more,
        stale,
    }
    .into())
}

fn takes_place(entry: &AnnouncedEntry, day: NaiveDate) -> bool {
    (entry.occasion.from..=entry.occasion.until).contains(&day)
}

async fn show_day(desk: Desk<'_>, ente: &str, date: Option<Day>, freshness: Option<&str>) -> Answering<CalendarDayResult> {
    let ente = desk.ente("ente", ente)?;
    let day = date.map_or_else(|| rome::day(desk.asking.now), |Day(day)| day);
    let stale = desk.wait(ViewName::Calendar, freshness).await?;
    let announced = between(desk.pool(), &ente.code, (day, day), MOST).await?;
    let written = day.format("%d/%m/%Y").to_string();
    let empty = announced.is_empty().then(|| Said::filled(desk, Message::CalendarDayEmpty, &[("date", &written)]));
    let events = announced.iter().map(|entry| CalendarEvent::of(desk, &ente, entry)).collect();
    Ok(DayOfEvents { date: Day(day), events, empty, stale }.into())
}
