//! Pages as pixels, and the codes a scanner sees on them.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use rxing::BarcodeFormat;

use crate::paper::Figure;

/// Resolution at which every code must be read.
pub(crate) const DPI: f32 = 150.0;

/// A page in grey.
pub(crate) struct Raster {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// All pages of a file at 150 dpi.
pub(crate) fn pages(bytes: &[u8]) -> Vec<Raster> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("the file is a PDF");
    let cache = RenderCache::new();
    let scale = DPI / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pages = pdf.pages();
    let rendered = pages.iter().map(|page| {
        let pixels = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
        let grey = pixels.data_as_u8_slice().chunks_exact(4).map(luminance).collect();
        Raster { width, height, grey }
    });
    rendered.collect()
}

fn luminance(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    u8::try_from((red * 299 + green * 587 + blue * 114) / 1000).expect("a mean of bytes is a byte")
}

impl Raster {
    /// The text of the code printed where a figure stands, with its margin.
    pub(crate) fn text(&self, figure: &Figure, format: BarcodeFormat) -> String {
        let (crop, width, height) = self.crop(figure, 2.0);
        let read = rxing::helpers::detect_in_luma(crop, width, height, Some(format));
        read.unwrap_or_else(|error| panic!("{}: {error}", figure.words)).getText().to_owned()
    }

    /// Whether a margin of `millimetres` around a figure is white.
    pub(crate) fn is_quiet_around(&self, figure: &Figure, millimetres: f32) -> bool {
        let (outer, width, height) = self.crop(figure, millimetres);
        let inset = pixels(millimetres) - 1;
        let (width, height) = (width as usize, height as usize);
        outer.iter().enumerate().all(|(index, grey)| {
            let (x, y) = (index % width, index / width);
            let inside = x >= inset && y >= inset && x < width - inset && y < height - inset;
            inside || *grey > 200
        })
    }

    /// The share of pixels darker than half in a rectangle (x, top, width, height in mm).
    pub(crate) fn ink(&self, [x, top, width, height]: [f32; 4]) -> f32 {
        let figure = Figure { page: 0, bounds: [x, top, width, height], words: String::new() };
        let (crop, ..) = self.crop(&figure, 0.0);
        crop.iter().filter(|grey| **grey < 128).count() as f32 / crop.len() as f32
    }

    fn crop(&self, figure: &Figure, margin: f32) -> (Vec<u8>, u32, u32) {
        let [x, top, width, height] = figure.bounds;
        let (left, right) = (pixels(x - margin), pixels(x + width + margin).min(self.width));
        let (first, last) = (pixels(top - margin), pixels(top + height + margin).min(self.height));
        let rows = (first..last).flat_map(|row| &self.grey[row * self.width + left..row * self.width + right]);
        let size = |length: usize| u32::try_from(length).expect("a page is smaller than that");
        (rows.copied().collect(), size(right - left), size(last - first))
    }
}

fn pixels(millimetres: f32) -> usize {
    (millimetres.max(0.0) / 25.4 * DPI).round() as usize
}
