//! The payment notice ("avviso di pagamento"): pagoPA's model, drawn from the data of one position.
//!
//! The head of a page is fixed, everything below flows: each block is given its top and answers with its bottom. What no longer fits
//! goes to the next page as a whole, under the same head.

mod amount;
mod document;
mod fine;
mod header;
mod instalments;
mod parties;
mod payment;
mod slip;
mod where_to_pay;

pub use document::{
    AMOUNT_LIMIT, INSTALMENTS_LIMIT, NoticeCreditor, NoticeDocument, NoticeRecipient, OnlineChannel, Payable, PaymentPlan,
    PostalAccount, SLIP_AMOUNT_LIMIT,
};

use super::blocks::{BAND, BODY_END, BODY_TOP, LEFT, RIGHT, band_title, pair_of_bands};
use super::canvas::{Canvas, Role};
use super::error::DocumentError;
use super::language::NoticeTexts;
use super::pdf;
use instalments::Row;

/// The template of the notice, recorded in each file: a later version is another document.
pub const NOTICE_TEMPLATE: &str = "quietanza-avviso-1";

/// The document with the texts of its language: what every block reads.
#[derive(Debug, Clone, Copy)]
struct Notice<'a> {
    document: &'a NoticeDocument,
    texts: &'static NoticeTexts,
}

/// Draws a payment notice as a PDF (PDF/A-2a, PDF/UA-1). The same document gives the same bytes.
///
/// # Errors
/// [`DocumentError::Refused`] with every field over its limit.
pub fn notice(document: &NoticeDocument) -> Result<Vec<u8>, DocumentError> {
    document.check()?;
    let notice = Notice { document, texts: document.language.notice() };
    let mut canvas = Canvas::new();
    header::draw(&mut canvas, notice);
    let top = parties::draw(&mut canvas, notice, BODY_TOP);
    let top = notice.terms(&mut canvas, top);
    match &document.plan {
        PaymentPlan::Single(payable) => notice.single(&mut canvas, payable, top)?,
        PaymentPlan::Instalments { .. } => notice.instalments(&mut canvas, top)?,
        PaymentPlan::Fine { discounted, reduced } => notice.fine(&mut canvas, [discounted, reduced], top)?,
    }
    let numbers: Vec<&str> = document.plan.payables().iter().map(|payable| payable.notice_number.as_str()).collect();
    let title = format!("{} {}", notice.texts.title, document.plan.payables()[0].notice_number.grouped());
    let description =
        pdf::Description { title: &title, language: document.language.tag(), template: NOTICE_TEMPLATE, key: &numbers.join(" ") };
    pdf::write(canvas.finish(), description)
}

impl Notice<'_> {
    /// How much and when, beside where. Gives the top of the next block.
    fn terms(self, canvas: &mut Canvas, top: f32) -> f32 {
        pair_of_bands(canvas, top, BAND);
        let dated = self.document.plan.payables().iter().any(|payable| payable.due_date.is_some());
        let left = canvas.group(Role::Sect, |canvas| {
            let fine = matches!(self.document.plan, PaymentPlan::Fine { .. });
            let title = if dated || fine { self.texts.how_much_and_when } else { self.texts.how_much };
            band_title(canvas, LEFT, top + 2.3, title);
            match &self.document.plan {
                PaymentPlan::Fine { discounted, reduced } => fine::amounts(canvas, self, [discounted, reduced], top),
                _ => amount::draw(canvas, self, top),
            }
        });
        let right = canvas.group(Role::Sect, |canvas| {
            band_title(canvas, RIGHT, top + 2.3, self.texts.where_to_pay);
            where_to_pay::draw(canvas, self, top)
        });
        (top + 51.1).max(left).max(right)
    }

    fn single(self, canvas: &mut Canvas, payable: &Payable, top: f32) -> Result<(), DocumentError> {
        let top = payment::draw(canvas, self, payable, payment::Heading::whole(self, payable), top)?;
        self.slip_below(canvas, payable, top)
    }

    fn slip_below(self, canvas: &mut Canvas, payable: &Payable, top: f32) -> Result<(), DocumentError> {
        if !slip::is_printed(self, payable) {
            return Ok(());
        }
        let top = self.place(canvas, top + payment::BEFORE_SLIP, slip::HEIGHT);
        slip::draw(canvas, self, payable, &slip::band_text(payable, None), slip::Room::ALONE, top)
    }

    fn instalments(self, canvas: &mut Canvas, top: f32) -> Result<(), DocumentError> {
        let (PaymentPlan::Instalments { whole, instalments }, postal) = (&self.document.plan, self.document.postal.is_some())
        else {
            return Ok(());
        };
        let mut top = top;
        let beside = instalments.len() <= instalments::MOST_BESIDE_WHOLE;
        if let Some(whole) = whole.as_ref().filter(|_| beside) {
            let heading = payment::Heading::whole(self, whole);
            top = payment::draw(canvas, self, whole, heading, top)?;
            if postal {
                self.slip_below(canvas, whole, top)?;
            }
        }
        let mut sheet: Option<Row> = None;
        for (row, first) in instalments::rows(instalments.len(), postal) {
            let mixed = sheet.is_some_and(|drawn| drawn.columns != row.columns);
            if postal || mixed || top + row.height() > BODY_END {
                top = header::next_page(canvas, self);
            }
            sheet = Some(row);
            let shown = &instalments[first..first + row.items];
            top = instalments::draw(canvas, self, row, first, shown, top)?;
            self.slips_of(canvas, shown, first)?;
        }
        Ok(())
    }

    /// The slips of a row of instalments, at their places below it.
    fn slips_of(self, canvas: &mut Canvas, shown: &[Payable], before: usize) -> Result<(), DocumentError> {
        let room = slip::Room::beside(shown.len());
        for (index, payable) in shown.iter().enumerate() {
            if slip::is_printed(self, payable) {
                let text = slip::band_text(payable, Some(before + index + 1));
                slip::draw(canvas, self, payable, &text, room, room.top(index))?;
            }
        }
        Ok(())
    }

    fn fine(self, canvas: &mut Canvas, payables: [&Payable; 2], top: f32) -> Result<(), DocumentError> {
        let slips = payables.into_iter().any(|payable| slip::is_printed(self, payable));
        let headings = payment::Heading::fine(self);
        let mut top = fine::choice(canvas, self, top);
        for (payable, heading) in payables.into_iter().zip(headings) {
            top = if slips { header::next_page(canvas, self) } else { self.place(canvas, top, payment::LEAST) };
            top = payment::draw(canvas, self, payable, heading, top)?;
            self.slip_below(canvas, payable, top)?;
        }
        Ok(())
    }

    /// `top`, or the top of a new page when a block of `height` no longer fits below it.
    fn place(self, canvas: &mut Canvas, top: f32, height: f32) -> f32 {
        if top + height > BODY_END { header::next_page(canvas, self) } else { top }
    }
}
