//! How much is to be paid, and by when.

use super::super::blocks::{LEFT, LEFT_END, calendar, information};
use super::super::canvas::{Canvas, Frame, Role, Text};
use super::super::form;
use super::super::style::{BODY, LARGE, STEP, STRONG};
use super::{Notice, Payable, PaymentPlan, instalments};

/// Draws the box below the band at `top`. Gives its bottom.
pub(super) fn draw(canvas: &mut Canvas, notice: Notice<'_>, top: f32) -> f32 {
    let texts = notice.texts;
    let mut note = top + 29.1;
    match &notice.document.plan {
        PaymentPlan::Instalments { whole, instalments } => {
            let number = instalments.len().to_string();
            let whole = whole.as_ref().filter(|_| instalments.len() <= instalments::MOST_BESIDE_WHOLE);
            if let Some(whole) = whole {
                whole_amount(canvas, notice, whole, top);
                calendar(canvas, 10.1, note - 0.5);
                let text = texts.whole_or_instalments.replace("{n}", &number);
                note = noted(canvas, note, &text) + 6.0 - STEP;
            } else {
                let text = texts.instalments_only.replace("{n}", &number);
                canvas.fitted(Role::P, Frame::new(LEFT, top + 14.5, 90.0, 6.6), LARGE, 2, &text);
                calendar(canvas, 10.1, note - 0.5);
                note = noted(canvas, note, texts.see_instalments) + 6.0 - STEP;
            }
        }
        PaymentPlan::Single(payable) | PaymentPlan::Fine { reduced: payable, .. } => whole_amount(canvas, notice, payable, top),
    }
    information(canvas, 10.1, note - 0.5);
    noted(canvas, note, texts.may_change) + 3.6
}

fn whole_amount(canvas: &mut Canvas, notice: Notice<'_>, payable: &Payable, top: f32) {
    let texts = notice.texts;
    let amount = format!("{} {}", form::amount(payable.amount, notice.document.language), texts.euro);
    canvas.group(Role::L, |canvas| {
        canvas.group(Role::LI, |canvas| {
            canvas.text(Role::Lbl, LEFT, top + 14.5, STRONG, texts.amount);
            canvas.text(Role::LBody, LEFT, top + 18.5, LARGE, &amount);
        });
        if let Some(due_date) = payable.due_date {
            let date = form::date(due_date);
            let x = LEFT_END - LARGE.width(&date);
            canvas.group(Role::LI, |canvas| {
                canvas.text(Role::Lbl, x, top + 14.5, STRONG, texts.due);
                canvas.text(Role::LBody, x, top + 18.5, LARGE, &date);
            });
        }
    });
}

/// A remark beside its sign.
pub(super) fn noted(canvas: &mut Canvas, top: f32, text: &str) -> f32 {
    canvas.paragraph(Role::P, Frame::new(16.0, top, 84.0, STEP), &Text::marked(BODY, text))
}
