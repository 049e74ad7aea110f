//! The walk over a parsed document: counts what it would become, and looks every field up in the table of rules.

use std::collections::HashMap;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, FragmentDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned};

use super::{DocumentRefusal as Refusal, MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_FIELDS, MAX_ROOT_FIELDS};
use crate::graphql::access::{Root, Rule, RuleTable};

/// What a selection becomes once its fragments are unfolded. Counts saturate.
#[derive(Clone, Copy, Debug)]
struct Extent<R> {
    /// Fields on its own level.
    width: usize,
    /// Fields on all levels.
    fields: usize,
    aliases: usize,
    depth: usize,
    rule: R,
}

impl<R: Rule> Extent<R> {
    const NOTHING: Self = Self { width: 0, fields: 0, aliases: 0, depth: 0, rule: R::OPEN };

    /// A leaf that everybody may read.
    const LEAF: Self = Self { width: 1, fields: 1, aliases: 0, depth: 1, rule: R::OPEN };

    fn beside(self, other: Self) -> Self {
        Self {
            width: self.width.saturating_add(other.width),
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            depth: self.depth.max(other.depth),
            rule: self.rule.and(other.rule),
        }
    }

    /// The extent of a field that holds this selection.
    fn within(self, rule: R) -> Self {
        Self {
            width: 1,
            fields: self.fields.saturating_add(1),
            depth: self.depth.saturating_add(1),
            rule: self.rule.and(rule),
            ..self
        }
    }
}

enum Fragment<R> {
    /// Being walked: meeting it again is a cycle.
    Open,
    Known(Extent<R>),
}

struct Walk<'a, R> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    seen: HashMap<&'a str, Fragment<R>>,
    table: &'a RuleTable<R>,
    introspection: bool,
}

/// Judges the one operation of a document; answers its kind and the rules of all its fields together.
pub(super) fn operation<R: Rule>(
    document: &ExecutableDocument,
    table: &RuleTable<R>,
    introspection: bool,
) -> Result<(OperationType, R), Refusal> {
    let mut operations = document.operations.iter();
    let (Some((_, operation)), None) = (operations.next(), operations.next()) else { return Err(Refusal::OneOperation) };
    let kind = operation.node.ty;
    let root = match kind {
        OperationType::Query => Root::Query,
        OperationType::Mutation => Root::Mutation,
        OperationType::Subscription => Root::Subscription,
    };
    let root = table.root(root).ok_or(Refusal::NoSuchRoot)?;
    check_directives(&operation.node.directives)?;
    let mut walk = Walk { fragments: &document.fragments, seen: HashMap::new(), table, introspection };
    let extent = walk.selection(&operation.node.selection_set.node, root)?;
    match kind {
        _ if extent.fields > MAX_FIELDS => Err(Refusal::Fields),
        _ if extent.depth > MAX_DEPTH => Err(Refusal::Depth),
        _ if extent.aliases > MAX_ALIASES => Err(Refusal::Aliases),
        OperationType::Query if extent.width > MAX_ROOT_FIELDS => Err(Refusal::RootFields),
        OperationType::Mutation | OperationType::Subscription if extent.width != 1 => Err(Refusal::OneRootField),
        _ => Ok((kind, extent.rule)),
    }
}

impl<'a, R: Rule> Walk<'a, R> {
    fn selection(&mut self, selection: &'a SelectionSet, parent: &str) -> Result<Extent<R>, Refusal> {
        selection.items.iter().try_fold(Extent::NOTHING, |extent, item| {
            check_directives(item.node.directives())?;
            let found = match &item.node {
                Selection::Field(field) => self.field(&field.node, parent)?,
                Selection::FragmentSpread(spread) => self.spread(&spread.node.fragment_name.node)?,
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref().map(|on| on.node.on.node.as_str());
                    self.selection(&fragment.node.selection_set.node, condition.unwrap_or(parent))?
                }
            };
            Ok(extent.beside(found))
        })
    }

    fn field(&mut self, field: &'a Field, parent: &str) -> Result<Extent<R>, Refusal> {
        let alias = Extent { aliases: usize::from(field.alias.is_some()), ..Extent::NOTHING };
        let name = field.name.node.as_str();
        if name == "__typename" {
            return Ok(Extent::LEAF.beside(alias));
        }
        if self.introspection && matches!(name, "__schema" | "__type") {
            return Ok(Extent::LEAF.beside(alias));
        }
        let table = self.table;
        let access = table.field(parent, name).ok_or(Refusal::UnknownField)?;
        let rule = access.rule.ok_or(Refusal::UnknownField)?;
        let inside = self.selection(&field.selection_set.node, &access.answers)?;
        Ok(inside.within(rule).beside(alias))
    }

    fn spread(&mut self, name: &str) -> Result<Extent<R>, Refusal> {
        match self.seen.get(name) {
            Some(Fragment::Open) => return Err(Refusal::Fragment),
            Some(Fragment::Known(extent)) => return Ok(*extent),
            None => {}
        }
        let fragments = self.fragments;
        let (name, fragment) = fragments.get_key_value(name).ok_or(Refusal::Fragment)?;
        check_directives(&fragment.node.directives)?;
        self.seen.insert(name, Fragment::Open);
        let extent = self.selection(&fragment.node.selection_set.node, &fragment.node.type_condition.node.on.node)?;
        self.seen.insert(name, Fragment::Known(extent));
        Ok(extent)
    }
}

fn check_directives(directives: &[Positioned<Directive>]) -> Result<(), Refusal> {
    if directives.len() > MAX_DIRECTIVES { Err(Refusal::Directives) } else { Ok(()) }
}
