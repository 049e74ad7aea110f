//! What every list can be narrowed by, read once: words, codes, days. A field that is not written as it should be is named.

use chrono::NaiveDate;
use domain::identifier::{Iuv, NoticeNumber};

use super::failure::InvalidInput;
use super::room::Desk;
use crate::messages::Message;

/// Longest search text.
const TEXT_LENGTH: usize = 140;

/// Where the fields stand in the arguments of the question, `input.filter`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrowing<'a> {
    desk: Desk<'a>,
    place: &'static str,
}

impl<'a> Narrowing<'a> {
    /// The filter of a question.
    pub(super) const fn of(desk: Desk<'a>) -> Self {
        Self { desk, place: "input.filter" }
    }

    fn field(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    /// Words to be found in a text.
    pub(super) fn words(&self, name: &str, text: Option<&str>) -> Result<Option<String>, InvalidInput> {
        let Some(text) = text else { return Ok(None) };
        let failing = self.desk.failing();
        if text.chars().count() > TEXT_LENGTH {
            return Err(failing.input(&self.field(name), Message::TextTooLong));
        }
        if text.contains('\0') {
            return Err(failing.input(&self.field(name), Message::TextForbiddenCharacter));
        }
        Ok(Some(text.to_owned()))
    }

    /// A payment reference.
    pub(super) fn iuv(&self, text: Option<&str>) -> Result<Option<Iuv>, InvalidInput> {
        let iuv = text.map(Iuv::parse).transpose();
        iuv.map_err(|error| self.desk.failing().input_key(&self.field("iuv"), error.key()))
    }

    /// A notice number.
    pub(super) fn nav(&self, text: Option<&str>) -> Result<Option<NoticeNumber>, InvalidInput> {
        let nav = text.map(NoticeNumber::parse).transpose();
        nav.map_err(|error| self.desk.failing().input_key(&self.field("nav"), error.key()))
    }

    /// A day, `2026-01-31`.
    pub(super) fn day(&self, name: &str, text: Option<&str>) -> Result<Option<NaiveDate>, InvalidInput> {
        let Some(text) = text else { return Ok(None) };
        let written = text.len() == 10 && text.is_ascii();
        let day = text.parse::<NaiveDate>().ok().filter(|_| written);
        day.map(Some).ok_or_else(|| self.desk.failing().input(&self.field(name), Message::DayLayout))
    }
}
