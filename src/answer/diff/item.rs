//! What an actor is and holds in a coalition at the end of a day, in parts that can be compared.

use serde::Serialize;
use serde_json::Value;
use strum::{Display, IntoStaticStr};

use crate::answer::members::{Bound, Brings, CountJson, MemberCell, MemberRow};
use crate::answer::words::{count_in_words, restriction_in_words};
use crate::model::Model;
use crate::record::Count;
use crate::timeline::{Holds, Standing};

/// A field that can differ, in the order of the rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Display, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Field {
    Exists,
    Name,
    Standing,
    Certainty,
    Since,
    Via,
    Scope,
    Contributions,
    Restrictions,
}

/// What a difference is about: it leads to the lines that tell why.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum About {
    /// The life of the coalition.
    Life,
    /// The name of the coalition.
    Name,
    /// The membership.
    Membership,
    /// The suspension of the membership.
    Suspension,
    /// A place and an activity, by id.
    Cell(Option<String>, Option<String>),
    /// The suspension of them.
    CellSuspension(Option<String>, Option<String>),
    /// What is brought.
    Brings(String),
    /// A restriction, by id.
    Rule(String),
}

/// One cell, contribution or restriction.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) field: Field,
    pub(super) about: About,
    pub(super) value: Value,
    /// How it reads; of a cell, nothing: cells are read together.
    pub(super) words: String,
    /// As one flat value, as `members` has it, with a remark where it is only possible or suspended.
    pub(super) flat: String,
    pub(super) certainty: Holds,
    pub(super) suspended: Option<bool>,
}

/// One actor in one coalition on one side.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) name: String,
    pub(super) standing: Standing,
    /// Of the membership; none = no member.
    pub(super) certainty: Option<Holds>,
    pub(super) since: Option<String>,
    pub(super) via: Vec<String>,
    pub(super) items: Vec<Item>,
}

impl Held {
    /// From the row that `members` gives.
    pub(super) fn new(model: &Model, row: MemberRow) -> Held {
        let member = matches!(row.standing, Standing::Member | Standing::Suspended);
        // That a member may say nothing of place and activity is told by its standing.
        let stated =
            |cell: &&MemberCell| cell.cell.theatre.is_some() || cell.cell.activity.is_some();
        let scope = row.scope.iter().filter(stated).map(cell);
        let brings = row.contributions.iter().map(brought);
        let own = row.restrictions.iter().filter(|rule| is_own(model, rule));
        Held {
            certainty: member.then_some(row.certainty),
            since: row.since.filter(|_| member),
            items: scope
                .chain(brings)
                .chain(own.map(|rule| bound(model, rule)))
                .collect(),
            name: row.name,
            standing: row.standing,
            via: row.via,
        }
    }

    /// Takes the cells of another track in the place of the declared ones.
    pub(super) fn on_track(&mut self, scope: &[MemberCell]) {
        self.items.retain(|item| item.field != Field::Scope);
        self.items.extend(scope.iter().map(cell));
    }
}

/// Whether a restriction is the actor's own: those of every member are told of the coalition.
fn is_own(model: &Model, rule: &Bound) -> bool {
    let id = model.restrictions.find(&rule.id);
    id.is_none_or(|id| model.restrictions[id].actor.is_some())
}

fn cell(cell: &MemberCell) -> Item {
    let ids = cell.cell.clone();
    Item {
        field: Field::Scope,
        about: About::Cell(ids.theatre, ids.activity),
        value: json(cell),
        words: String::new(),
        flat: cell.flat(),
        certainty: cell.certainty,
        suspended: cell.suspended,
    }
}

fn brought(brings: &Brings) -> Item {
    let count = match brings.count {
        CountJson::Some => count_in_words(None),
        CountJson::Exact(count) => count.to_string(),
        CountJson::Range([least, most]) => count_in_words(Some(Count { least, most })),
    };
    let brought = format!("{count} {}", brings.what);
    Item {
        field: Field::Contributions,
        about: About::Brings(brings.what.clone()),
        value: json(brings),
        words: possibly(&brought, brings.certainty),
        flat: possible(brought, brings.certainty),
        certainty: brings.certainty,
        suspended: Some(false),
    }
}

/// A restriction in force.
pub(super) fn bound(model: &Model, rule: &Bound) -> Item {
    let id = model.restrictions.find(&rule.id);
    let words = id.map(|id| restriction_in_words(model, &model.restrictions[id]));
    Item {
        field: Field::Restrictions,
        about: About::Rule(rule.id.clone()),
        value: json(rule),
        words: possibly(&words.unwrap_or_default(), rule.certainty),
        flat: possible(rule.id.clone(), rule.certainty),
        certainty: rule.certainty,
        suspended: Some(false),
    }
}

/// Words with a remark where they hold in some readings only.
fn possibly(words: &str, holds: Holds) -> String {
    match holds {
        Holds::Possible => format!("{words} (possibly)"),
        _ => words.to_owned(),
    }
}

/// A flat value with the certainty, where it is not certain.
fn possible(flat: String, holds: Holds) -> String {
    match holds {
        Holds::Possible => format!("{flat} ({holds})"),
        _ => flat,
    }
}

fn json(value: &impl Serialize) -> Value {
    // Plain structs of strings and numbers: none of them can fail to be written.
    let mut value = serde_json::to_value(value).unwrap_or_default();
    value.sort_all_objects();
    value
}
