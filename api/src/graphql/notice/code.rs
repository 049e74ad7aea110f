//! What is printed on a notice and typed by its holder.

use std::sync::Arc;

use async_graphql::InputObject;
use domain::ente::{EnteSettings, NoticeLookup};
use domain::identifier::{LookupCode, TaxCode};

use crate::graphql::caps::LookedUp;
use crate::graphql::failure::{Ended, InvalidInput, NotFound, TooManyRequests};
use crate::graphql::room::Desk;
use crate::messages::Message;

/// What is printed on a notice.
#[derive(Clone, Debug, InputObject)]
pub struct CodeInput {
    /// The creditor institution, by its tax code.
    pub ente: String,
    /// Tax code or VAT number of the debtor. A citizen with a session may leave it out, and everybody where the Ente allows it.
    pub tax_code: Option<String>,
    /// Notice number ("codice avviso"), or instead of it the IUV.
    pub code: String,
}

/// What was typed, read.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The Ente.
    pub ente: Arc<EnteSettings>,
    /// Of whom; absent where the code alone is enough.
    pub tax_code: Option<TaxCode>,
    /// The code.
    pub code: LookupCode,
}

impl Asked {
    /// Reads what was typed and counts the attempt, whether it will find something or not.
    pub(in crate::graphql) fn read<R>(desk: Desk<'_>, input: &CodeInput, code_alone: bool) -> Result<Self, Ended<R>>
    where
        R: From<InvalidInput> + From<NotFound> + From<TooManyRequests>,
    {
        let failing = desk.failing();
        let ente = desk.ente("input.ente", &input.ente)?;
        let code = LookupCode::parse(&input.code).map_err(|error| failing.input_key("input.code", error.key()))?;
        let tax_code = match input.tax_code.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(TaxCode::parse(text).map_err(|error| failing.input_key("input.taxCode", error.key()))?),
            None if code_alone && suffices(desk, &ente) => None,
            None => return Err(failing.input("input.taxCode", Message::TaxCodeRequired).into()),
        };
        let asked = Self { ente, tax_code, code };
        let counted = desk.room.caps().look_up(desk.asking.client, asked.counted());
        counted.map_err(|too_often| failing.limited(too_often.0))?;
        Ok(asked)
    }

    /// As it counts.
    #[must_use]
    pub fn counted(&self) -> LookedUp<'_> {
        LookedUp {
            ente: self.ente.code.as_str(),
            code: self.code.as_str(),
            tax_code: self.tax_code.as_ref().map(TaxCode::as_str),
        }
    }
}

/// Whether the code alone opens a notice.
fn suffices(desk: Desk<'_>, ente: &EnteSettings) -> bool {
    desk.asking.viewer.subject().is_some() || ente.policies.notice_lookup == NoticeLookup::Code
}
