//! Lines and filled shapes: icons, frames and dividers. Always decoration.

use printpdf::DictItem;

use super::text::{Colour, MM_PER_POINT};
use super::{Canvas, across, thousandth, up};

/// An outline in mm from the top left corner of the page.
#[derive(Debug, Default)]
pub(crate) struct Path(Vec<Step>);

#[derive(Debug)]
enum Step {
    Move([f32; 2]),
    Line([f32; 2]),
    Curve([f32; 6]),
    Close,
}

/// Distance of the control points of a quarter circle, in radii.
const QUARTER: f32 = 0.5523;

impl Path {
    /// Straight lines through points.
    pub(crate) fn lines(points: &[(f32, f32)]) -> Self {
        let steps = points.iter().enumerate().map(|(index, (x, y))| match index {
            0 => Step::Move([*x, *y]),
            _ => Step::Line([*x, *y]),
        });
        Self(steps.collect())
    }

    /// A rectangle whose corners are rounded by `radius`.
    pub(crate) fn rounded(x: f32, top: f32, width: f32, height: f32, radius: f32) -> Self {
        let (right, bottom, pull) = (x + width, top + height, radius * (1.0 - QUARTER));
        Self(vec![
            Step::Move([x + radius, top]),
            Step::Line([right - radius, top]),
            Step::Curve([right - pull, top, right, top + pull, right, top + radius]),
            Step::Line([right, bottom - radius]),
            Step::Curve([right, bottom - pull, right - pull, bottom, right - radius, bottom]),
            Step::Line([x + radius, bottom]),
            Step::Curve([x + pull, bottom, x, bottom - pull, x, bottom - radius]),
            Step::Line([x, top + radius]),
            Step::Curve([x, top + pull, x + pull, top, x + radius, top]),
            Step::Close,
        ])
    }

    /// A circle.
    pub(crate) fn circle(x: f32, y: f32, radius: f32) -> Self {
        Self::rounded(x - radius, y - radius, radius * 2.0, radius * 2.0, radius)
    }

    /// The same outline, closed.
    pub(crate) fn closed(mut self) -> Self {
        self.0.push(Step::Close);
        self
    }
}

impl Canvas {
    /// Fills an outline.
    pub(crate) fn fill_path(&mut self, path: &Path, colour: Colour) {
        self.artifact(|canvas| {
            canvas.fill(colour);
            canvas.trace(path);
            canvas.operator("f", Vec::new());
        });
    }

    /// Draws along an outline with a pen `width` mm wide.
    pub(crate) fn stroke_path(&mut self, path: &Path, width: f32, colour: Colour) {
        self.artifact(|canvas| {
            let Colour(red, green, blue) = colour;
            let parts = [red, green, blue].map(|part| DictItem::Real(thousandth(f32::from(part) / 255.0)));
            canvas.operator("RG", parts.to_vec());
            canvas.operator("w", vec![DictItem::Real(thousandth(width / MM_PER_POINT))]);
            canvas.trace(path);
            canvas.operator("S", Vec::new());
        });
    }

    fn trace(&mut self, path: &Path) {
        for step in &path.0 {
            let (key, points): (_, &[f32]) = match step {
                Step::Move(point) => ("m", point),
                Step::Line(point) => ("l", point),
                Step::Curve(points) => ("c", points),
                Step::Close => ("h", &[]),
            };
            let places = points.chunks_exact(2).flat_map(|point| [across(point[0]), up(point[1])]);
            let value = places.map(DictItem::Real).collect();
            self.operator(key, value);
        }
    }
}
