//! Who may read which field. The rule stands on the field itself, as a directive that the committed schema shows; a field without a rule
//! is refused to everybody.
//!
//! Rules of fields say what kind of viewer may ask. Whether *this* viewer may see *this* row is decided where the row is read: by the
//! code and tax code it was looked up with, or by the unguessable reference its holder presents.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, ConstDirective, FieldDefinition, ServiceDocument, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Enum, Positioned, TypeDirective};

use super::viewer::Viewer;

/// Who may read a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum)]
pub enum AccessRule {
    /// Everybody: nothing here belongs to a person.
    Anyone,
    /// Whoever knows what only the person concerned knows: tax code and notice code, or an unguessable reference we handed out.
    Holder,
    /// A citizen with a session.
    Citizen,
    /// A citizen whose identity was verified (SPID, CIE, CNS, or the office).
    VerifiedCitizen,
}

/// A rule of a schema: the citizens' one or the office's.
pub trait Rule: Copy + Send + Sync + 'static {
    /// Admits everybody.
    const OPEN: Self;

    /// Admits whom both admit.
    #[must_use]
    fn and(self, other: Self) -> Self;

    /// The rule that a directive `access` states.
    fn stated(directive: &ConstDirective) -> Option<Self>;
}

impl Rule for AccessRule {
    const OPEN: Self = Self::Anyone;

    fn and(self, other: Self) -> Self {
        self.max(other)
    }

    fn stated(directive: &ConstDirective) -> Option<Self> {
        match &directive.get_argument("rule")?.node {
            async_graphql::Value::Enum(name) => Self::named(name.as_str()),
            _ => None,
        }
    }
}

impl AccessRule {
    fn named(name: &str) -> Option<Self> {
        match name {
            "ANYONE" => Some(Self::Anyone),
            "HOLDER" => Some(Self::Holder),
            "CITIZEN" => Some(Self::Citizen),
            "VERIFIED_CITIZEN" => Some(Self::VerifiedCitizen),
            _ => None,
        }
    }

    /// Whether this kind of viewer may ask at all.
    #[must_use]
    pub fn admits(self, viewer: &Viewer) -> bool {
        match self {
            Self::Anyone | Self::Holder => true,
            Self::Citizen => viewer.subject().is_some(),
            Self::VerifiedCitizen => viewer.is_verified(),
        }
    }
}

/// Who may read the field, or every field of the type that has no rule of its own.
#[TypeDirective(location = "FieldDefinition", location = "Object", location = "Interface")]
pub(in crate::graphql) fn access(rule: AccessRule) {}

/// What the schema says of one field.
#[derive(Clone, Debug)]
pub struct FieldAccess<R> {
    /// Its rule; none means nobody.
    pub rule: Option<R>,
    /// The named type it answers.
    pub answers: String,
}

/// The rules of every field, read from the schema itself.
#[derive(Clone, Debug)]
pub struct RuleTable<R> {
    types: HashMap<String, HashMap<String, FieldAccess<R>>>,
    roots: [Option<String>; 3],
}

/// The rules of the citizens' schema.
pub type AccessTable = RuleTable<AccessRule>;

/// The three root types.
#[derive(Clone, Copy, Debug)]
pub enum Root {
    /// `query`.
    Query,
    /// `mutation`.
    Mutation,
    /// `subscription`.
    Subscription,
}

impl<R: Rule> RuleTable<R> {
    /// Reads the rules from a schema.
    ///
    /// # Errors
    /// When the text is no schema.
    pub fn from_sdl(sdl: &str) -> Result<Self, async_graphql::parser::Error> {
        let ServiceDocument { definitions } = parse_schema(sdl)?;
        let mut table = Self { types: HashMap::new(), roots: [None, None, None] };
        for definition in definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let schema = schema.node;
                    table.roots =
                        [schema.query, schema.mutation, schema.subscription].map(|root| root.map(|name| name.node.to_string()));
                }
                TypeSystemDefinition::Type(definition) => table.add(definition.node),
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        Ok(table)
    }

    fn add(&mut self, definition: TypeDefinition) {
        let default = rule(&definition.directives);
        let fields = match definition.kind {
            TypeKind::Object(object) => object.fields,
            TypeKind::Interface(interface) => interface.fields,
            TypeKind::Union(_) => Vec::new(),
            TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => return,
        };
        let fields = fields.into_iter().map(|Positioned { node: field, .. }| {
            let FieldDefinition { name, ty, directives, .. } = field;
            (name.node.to_string(), FieldAccess { rule: rule(&directives).or(default), answers: named_type(&ty.node).to_owned() })
        });
        self.types.insert(definition.name.node.to_string(), fields.collect());
    }

    /// The name of a root type.
    #[must_use]
    pub fn root(&self, root: Root) -> Option<&str> {
        self.roots[root as usize].as_deref()
    }

    /// Whether a type can be selected from.
    #[must_use]
    pub fn has_fields(&self, type_name: &str) -> bool {
        self.types.contains_key(type_name)
    }

    /// What the schema says of a field.
    #[must_use]
    pub fn field(&self, type_name: &str, field: &str) -> Option<&FieldAccess<R>> {
        self.types.get(type_name)?.get(field)
    }

    /// Every field, as (type, field, rule).
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str, Option<R>)> {
        self.types.iter().flat_map(|(type_name, fields)| {
            fields.iter().map(move |(name, field)| (type_name.as_str(), name.as_str(), field.rule))
        })
    }
}

fn rule<R: Rule>(directives: &[Positioned<ConstDirective>]) -> Option<R> {
    R::stated(&directives.iter().find(|directive| directive.node.name.node == "access")?.node)
}

fn named_type(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named_type(inner),
    }
}
