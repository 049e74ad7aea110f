//! What an Ente offers to those who ask for help.

use serde::{Deserialize, Serialize};

use crate::support_request::CaseCode;
use crate::text::Text70;

/// Case types every Ente starts with: faults and questions, and the five messages of school services.
const USUAL: [&str; 9] = [
    "malfunction",
    "payment",
    "receipt",
    "information",
    "school_general",
    "school_address",
    "school_meals_suspension",
    "school_transport_suspension",
    "school_bland_diet",
];

/// How citizens ask for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SupportSettings {
    /// Whoever has no account may ask, too.
    pub anonymous: bool,
    /// What can be asked for, in the order it is offered.
    pub case_types: Vec<CaseType>,
}

/// Something that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    /// Its code.
    pub code: CaseCode,
    /// Its name, in Italian; the usual ones have names of their own in every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text70>,
}

impl Default for SupportSettings {
    fn default() -> Self {
        let codes = USUAL.iter().filter_map(|code| CaseCode::parse(code).ok());
        Self { anonymous: true, case_types: codes.map(|code| CaseType { code, label: None }).collect() }
    }
}

impl SupportSettings {
    /// Whether nothing was decided: then nothing is written.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What is offered under this code.
    #[must_use]
    pub fn case_type(&self, code: &CaseCode) -> Option<&CaseType> {
        self.case_types.iter().find(|offered| offered.code == *code)
    }
}
