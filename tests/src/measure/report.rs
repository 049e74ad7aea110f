//! Medians and the lines of the table.

use std::fmt::Display;

/// Figures of one measurement, one per round.
#[derive(Debug, Default, Clone)]
pub struct Rounds(Vec<f64>);

impl Rounds {
    /// Adds the figure of a round.
    pub fn add(&mut self, figure: f64) {
        self.0.push(figure);
    }

    /// The figure in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// The head of a table.
pub fn title(title: impl Display) {
    println!("\n{title}");
    println!("{:<62} {:>11} {:>11} {:>7} {:>7}", "", "figure/s", "limit/s", "ratio", "goal");
}

/// A figure beside its limit.
pub fn line(what: impl Display, figure: f64, limit: f64, goal: Option<f64>) {
    let ratio = figure / limit;
    let goal = goal.map_or_else(String::new, |goal| format!("{goal:>7.2}{}", if ratio >= goal { "" } else { "  MISSED" }));
    println!("{what:<62} {figure:>11.0} {limit:>11.0} {ratio:>7.2} {goal}");
}
