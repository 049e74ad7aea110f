//! Why a definition or a command of a service is refused.

use super::code::FieldKey;

/// What is wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// Every citizen can fall back on Italian, so it must be there.
    #[error("name or label: the Italian text is missing")]
    NoItalian,
    /// The same for instructions.
    #[error("instructions: the Italian text is missing")]
    InstructionsNotItalian,
    /// Who is not known cannot be the only one who may owe.
    #[error("policies: debtor_data = \"read_only\" needs a login, so anonymous must be false")]
    ReadOnlyNeedsLogin,
    /// A debt must lapse some day.
    #[error("policies.days_to_pay: {0} is not between 1 and 731")]
    DaysToPay(u16),
    /// A form nobody would fill in.
    #[error("form: {0} fields are too many, 30 are allowed")]
    TooManyFields(usize),
    /// Two fields have one name.
    #[error("form: field {0} is given twice")]
    FieldTwice(FieldKey),
    /// A kind of field is there too rarely or too often.
    #[error("form: {found} fields of kind {kind}, exactly one is needed (e-mail: at most one)")]
    Count {
        /// Which.
        kind: &'static str,
        /// How many there are.
        found: usize,
    },
    /// One field is wrong.
    #[error("form.{key}: {reason}")]
    Field {
        /// Which.
        key: FieldKey,
        /// Why.
        #[source]
        reason: Box<DefinitionError>,
    },
    /// Nothing could be typed that keeps the rules.
    #[error("the rules contradict each other or are out of bounds")]
    Rules,
    /// Without this field there is no debt.
    #[error("must be required")]
    MustBeRequired,
    /// The causale names a field that is missing, optional or personal.
    #[error("subject: {0} is not a required field of the form, or says who somebody is")]
    Subject(FieldKey),
}

/// Refusals of the aggregate [`Service`](super::Service).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceRefusal {
    /// There is no such service.
    #[error("the service is not defined")]
    Absent,
    /// It is there already, and different: amending it is another command.
    #[error("the service is defined already, and differently")]
    DefinedDifferently,
    /// One stream belongs to one service for ever.
    #[error("code: a service cannot change its code")]
    CodeChanged,
    /// The definition contradicts itself.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
}
