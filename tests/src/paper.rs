//! PDFs as people and scanners read them: text, and the codes seen on the rasterised page.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use rxing::BarcodeFormat;

/// Resolution at which every code must be read.
const DPI: f32 = 150.0;

/// The text of the QR code of every page, of pages that carry one each.
///
/// # Errors
/// When the file is not a PDF or a code that is found cannot be read.
pub fn qr_texts(bytes: &[u8]) -> anyhow::Result<Vec<String>> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| anyhow!("not a PDF: {error:?}"))?;
    let cache = RenderCache::new();
    let scale = DPI / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let mut texts = Vec::new();
    for page in pdf.pages().iter() {
        let pixels = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
        let grey: Vec<u8> = pixels.data_as_u8_slice().chunks_exact(4).map(|pixel| pixel[1]).collect();
        let (width, height) = (u32::try_from(width)?, u32::try_from(height)?);
        let code = rxing::helpers::detect_in_luma(grey, width, height, Some(BarcodeFormat::QR_CODE));
        texts.push(code.context("a QR code is not read")?.getText().to_owned());
    }
    Ok(texts)
}

/// The text of all pages.
///
/// # Errors
/// When the file is not a PDF or holds no text.
pub fn text(bytes: &[u8]) -> anyhow::Result<String> {
    let document = lopdf::Document::load_mem(bytes)?;
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    Ok(document.extract_text(&pages)?)
}
