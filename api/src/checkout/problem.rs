//! What Checkout says when it refuses (`ProblemJson`), cut and cleaned before it is kept: it goes into an event, and an
//! event holds no personal data in the clear.

use domain::text::Text140;
use serde::Deserialize;

#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    detail: Option<String>,
}

/// The detail of a problem, else its title, else nothing but its status. What looks like an e-mail address, or is no
/// plain text, is not repeated.
#[must_use]
pub fn detail(status: u16, body: &[u8]) -> String {
    let problem: Option<Problem> = serde_json::from_slice(body).ok();
    let said = problem.into_iter().flat_map(|problem| [problem.detail, problem.title]).flatten();
    let shown = said.filter(|text| !text.contains('@')).find_map(|text| Text140::cut(&text).ok());
    shown.map_or_else(|| format!("HTTP {status}"), |text| format!("HTTP {status}: {text}"))
}
