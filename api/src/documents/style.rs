//! The type scale of notice and receipt, one visual family.

use super::canvas::{Face, Style};

/// Titles of bands and blocks.
pub(super) const TITLE: Style = Style::new(Face::SansBold, 10.0);
/// Subject, amount, due date.
pub(super) const LARGE: Style = Style::new(Face::SansBold, 16.0);
/// Names of Ente and recipient.
pub(super) const NAME: Style = Style::new(Face::SansBold, 14.0);
/// Office and address.
pub(super) const LINE: Style = Style::new(Face::Sans, 12.0);
/// Running text and labels.
pub(super) const BODY: Style = Style::new(Face::Sans, 8.0);
/// Short strong labels and values.
pub(super) const STRONG: Style = Style::new(Face::SansBold, 8.0);
/// Tax codes in bands.
pub(super) const CODE: Style = Style::new(Face::Mono, 8.0);
/// Codes a person types.
pub(super) const CODE_STRONG: Style = Style::new(Face::MonoBold, 10.0);
/// Amounts and accounts beside a code.
pub(super) const FIGURES: Style = Style::new(Face::MonoBold, 12.0);
/// Words beside figures.
pub(super) const WORDS: Style = Style::new(Face::Sans, 10.0);
/// Hints and small print.
pub(super) const SMALL: Style = Style::new(Face::Sans, 7.0);
/// Distance of lines of running text in mm.
pub(super) const STEP: f32 = 3.83;
