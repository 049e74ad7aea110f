//! A schema as a tester reads it: every operation with its arguments, and documents that ask everything it can answer.

use std::collections::BTreeMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition};

/// A schema.
#[derive(Debug)]
pub struct Sdl {
    types: BTreeMap<String, TypeKind>,
    roots: Vec<(&'static str, String)>,
}

/// An argument, or a field of an input.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub ty: Type,
    /// Whether it may be left out.
    pub optional: bool,
    /// What holds when it is, as the schema writes it.
    default: Option<String>,
}

/// A field of a root.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `query`, `mutation` or `subscription`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What it takes.
    pub arguments: Vec<Argument>,
    answers: String,
}

/// What an input type takes.
#[derive(Debug)]
pub enum Input<'a> {
    /// One value.
    Scalar,
    /// One of these.
    Enum(Vec<&'a str>),
    /// A value for each field.
    Object(Vec<Argument>),
}

impl Argument {
    fn of(definition: &InputValueDefinition) -> Self {
        let ty = definition.ty.node.clone();
        let default = definition.default_value.as_ref().map(|value| value.node.to_string());
        let optional = ty.nullable || default.is_some();
        Self { name: definition.name.node.to_string(), ty, optional, default }
    }
}

impl Sdl {
    /// Reads the text of a schema.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (mut types, mut roots) = (BTreeMap::new(), Vec::new());
        for definition in parse_schema(text).expect("the text of a schema").definitions {
            match definition {
                TypeSystemDefinition::Type(definition) => {
                    types.insert(definition.node.name.node.to_string(), definition.node.kind);
                }
                TypeSystemDefinition::Schema(schema) => {
                    let schema = schema.node;
                    let all = [("query", schema.query), ("mutation", schema.mutation), ("subscription", schema.subscription)];
                    roots = all.into_iter().filter_map(|(kind, name)| Some((kind, name?.node.to_string()))).collect();
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        Self { types, roots }
    }

    /// Every operation, in order of its name.
    #[must_use]
    pub fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (kind, root) in &self.roots {
            operations.extend(self.fields(root).iter().map(|field| Operation {
                kind,
                name: field.name.node.to_string(),
                arguments: field.arguments.iter().map(|argument| Argument::of(&argument.node)).collect(),
                answers: named(&field.ty.node).to_owned(),
            }));
        }
        operations.sort_by(|one, other| one.name.cmp(&other.name));
        operations
    }

    /// What an argument of this type takes.
    #[must_use]
    pub fn input(&self, name: &str) -> Input<'_> {
        match self.types.get(name) {
            Some(TypeKind::Enum(values)) => {
                Input::Enum(values.values.iter().map(|value| value.node.value.node.as_str()).collect())
            }
            Some(TypeKind::InputObject(input)) => {
                Input::Object(input.fields.iter().map(|field| Argument::of(&field.node)).collect())
            }
            _ => Input::Scalar,
        }
    }

    /// The documents of an operation: for each type it can answer one that asks all of it, and at the end one that asks the type alone.
    #[must_use]
    pub fn documents(&self, operation: &Operation) -> Vec<String> {
        let bare = if self.selection(&operation.answers).is_empty() { "" } else { "{ __typename }" };
        let mut selections: Vec<String> = match &self.types.get(&operation.answers) {
            Some(TypeKind::Union(union)) => {
                let members = union.members.iter().map(|member| member.node.as_str());
                members.map(|member| format!("{{ __typename ... on {member} {} }}", self.selection(member))).collect()
            }
            _ => vec![self.selection(&operation.answers)],
        };
        selections.push(bare.to_owned());
        selections.into_iter().map(|selection| document(operation, &selection)).collect()
    }

    /// One document of an operation: all it can answer when it goes well, and what every failure says.
    #[must_use]
    pub fn whole(&self, operation: &Operation) -> String {
        let Some(TypeKind::Union(union)) = self.types.get(&operation.answers) else {
            return document(operation, &self.selection(&operation.answers));
        };
        let good = union.members.iter().map(|member| member.node.as_str()).filter(|member| !self.is_failure(member));
        let good = good.map(|member| format!("... on {member} {}", self.selection(member)));
        let selection = format!("{{ __typename {} ... on Failure {{ key message field }} }}", good.collect::<Vec<_>>().join(" "));
        document(operation, &selection)
    }

    /// Everything an operation can answer.
    #[must_use]
    pub fn answer(&self, operation: &Operation) -> String {
        self.selection(&operation.answers)
    }

    fn is_failure(&self, name: &str) -> bool {
        let Some(TypeKind::Object(object)) = self.types.get(name) else { return false };
        object.implements.iter().any(|interface| interface.node == "Failure")
    }

    /// Everything of a type.
    fn selection(&self, name: &str) -> String {
        match self.types.get(name) {
            Some(TypeKind::Object(_) | TypeKind::Interface(_)) => {
                let fields = self.fields(name).into_iter().map(|field| {
                    assert!(field.arguments.is_empty(), "{name}.{} takes arguments: let this test give them", field.name.node);
                    format!("{} {}", field.name.node, self.selection(named(&field.ty.node)))
                });
                format!("{{ {} }}", fields.collect::<Vec<_>>().join(" "))
            }
            Some(TypeKind::Union(union)) => {
                let members = union.members.iter().map(|member| member.node.as_str());
                let members = members.map(|member| format!("... on {member} {}", self.selection(member)));
                format!("{{ __typename {} }}", members.collect::<Vec<_>>().join(" "))
            }
            _ => String::new(),
        }
    }

    fn fields(&self, name: &str) -> Vec<&FieldDefinition> {
        match self.types.get(name) {
            Some(TypeKind::Object(object)) => object.fields.iter().map(|field| &field.node).collect(),
            Some(TypeKind::Interface(interface)) => interface.fields.iter().map(|field| &field.node).collect(),
            _ => Vec::new(),
        }
    }
}

fn document(operation: &Operation, selection: &str) -> String {
    let Operation { kind, name, arguments, .. } = operation;
    if arguments.is_empty() {
        return format!("{kind} {{ {name} {selection} }}");
    }
    // A variable may be left out wherever its argument may.
    let variables = arguments.iter().map(|argument| {
        let default = argument.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        format!("${}: {}{default}", argument.name, argument.ty)
    });
    let given = arguments.iter().map(|argument| format!("{}: ${}", argument.name, argument.name));
    let (variables, given) = (variables.collect::<Vec<_>>().join(", "), given.collect::<Vec<_>>().join(", "));
    format!("{kind} ({variables}) {{ {name}({given}) {selection} }}")
}

/// The named type within lists.
#[must_use]
pub fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}
