//! The tables of the format. Each field is a key.
#![allow(missing_docs, reason = "the fields are the keys of design section 2")]

use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use super::{Count, DateText, OneOrMany, SourceRef, Spanned, Text};

/// `[[activity]]` has the keys of `[[theatre]]`.
pub type Activity<'t> = Theatre<'t>;

/// `[[actor]]`: a state or another body.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Actor<'t> {
    pub id: Option<Text<'t>>,
    pub name: Option<Text<'t>>,
    #[serde(default)]
    pub aliases: Vec<Text<'t>>,
    pub alpha_2: Option<Text<'t>>,
    pub cow: Option<Spanned<u32>>,
    pub from: Option<Spanned<DateText<'t>>>,
    pub until: Option<Spanned<DateText<'t>>>,
    #[serde(default)]
    pub formerly: Vec<Formerly<'t>>,
    pub note: Option<Text<'t>>,
}

/// A name an actor had, and the last day it had it.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Formerly<'t> {
    pub name: Option<Text<'t>>,
    pub until: Option<Spanned<DateText<'t>>>,
}

/// `[[coalition]]`
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Coalition<'t> {
    pub id: Option<Text<'t>>,
    pub name: Option<Text<'t>>,
    #[serde(default)]
    pub aliases: Vec<Text<'t>>,
    pub part_of: Option<Text<'t>>,
    pub note: Option<Text<'t>>,
}

/// `[[theatre]]` and `[[activity]]`: a place, or what is done there, within others.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Theatre<'t> {
    pub id: Option<Text<'t>>,
    pub name: Option<Text<'t>>,
    #[serde(default)]
    pub aliases: Vec<Text<'t>>,
    #[serde(default)]
    pub within: OneOrMany<'t>,
    pub note: Option<Text<'t>>,
}

/// `[[source]]`
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Source<'t> {
    pub id: Option<Text<'t>>,
    pub title: Option<Text<'t>>,
    pub publisher: Option<Text<'t>>,
    pub author: Option<Text<'t>>,
    pub published: Option<Spanned<DateText<'t>>>,
    pub url: Option<Text<'t>>,
    pub archived: Option<Text<'t>>,
    pub language: Option<Text<'t>>,
    pub note: Option<Text<'t>>,
}

/// `[[event]]`. It is moved as it is read: a list that is empty takes but a word.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Event<'t> {
    pub id: Option<Text<'t>>,
    pub date: Option<Spanned<DateText<'t>>>,
    pub kind: Option<Text<'t>>,
    pub actor: Option<Text<'t>>,
    pub coalition: Option<Text<'t>>,
    pub theatres: Option<Spanned<ThinVec<Text<'t>>>>,
    pub activities: Option<Spanned<ThinVec<Text<'t>>>>,
    pub until: Option<Spanned<DateText<'t>>>,
    pub vote: Option<Box<Vote<'t>>>,
    #[serde(default)]
    pub with: OneOrMany<'t>,
    #[serde(default)]
    pub contributions: ThinVec<Contribution<'t>>,
    #[serde(default)]
    pub restrictions: ThinVec<Spanned<Restriction<'t>>>,
    #[serde(default)]
    pub lifts: ThinVec<Text<'t>>,
    #[serde(default)]
    pub after: OneOrMany<'t>,
    pub replaces: Option<Text<'t>>,
    pub status: Option<Text<'t>>,
    #[serde(default)]
    pub predecessors: ThinVec<Text<'t>>,
    pub name: Option<Text<'t>>,
    pub caveat_free: Option<Spanned<bool>>,
    #[serde(default)]
    pub sources: ThinVec<SourceRef<'t>>,
    pub summary: Option<Text<'t>>,
    pub note: Option<Text<'t>>,
    #[serde(default)]
    pub tags: ThinVec<Text<'t>>,
}

/// The count of a vote.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Vote<'t> {
    pub body: Option<Text<'t>>,
    pub ayes: Option<u32>,
    pub noes: Option<u32>,
    pub abstentions: Option<u32>,
    pub needed: Option<u32>,
    pub outcome: Option<Text<'t>>,
}

/// What a member brings.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Contribution<'t> {
    pub what: Option<Text<'t>>,
    pub count: Option<Spanned<Count>>,
}

/// A national caveat: exactly one of `prohibit`, `require` and `cap`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Restriction<'t> {
    pub id: Option<Text<'t>>,
    pub prohibit: Option<Spanned<ThinVec<Text<'t>>>>,
    pub require: Option<Text<'t>>,
    pub cap: Option<Spanned<u32>>,
    pub of: Option<Text<'t>>,
    pub r#for: Option<Spanned<ThinVec<Text<'t>>>>,
    pub r#in: Option<Spanned<ThinVec<Text<'t>>>>,
    pub outside: Option<Spanned<ThinVec<Text<'t>>>>,
    pub unless: Option<Text<'t>>,
    pub applies_to: Option<Text<'t>>,
    pub level: Option<Text<'t>>,
    pub until: Option<Spanned<DateText<'t>>>,
    pub consent_of: Option<Text<'t>>,
    pub note: Option<Text<'t>>,
}

/// `[[expect]]`: what the records should add up to on a day.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    bound(deserialize = "'de: 't")
)]
pub struct Expectation<'t> {
    pub on: Option<Spanned<DateText<'t>>>,
    pub coalition: Option<Text<'t>>,
    pub members: Option<Spanned<u32>>,
    #[serde(default)]
    pub includes: Vec<Text<'t>>,
    #[serde(default)]
    pub excludes: Vec<Text<'t>>,
    pub by: Option<Text<'t>>,
    pub r#in: Option<Text<'t>>,
    pub doing: Option<Text<'t>>,
    #[serde(default)]
    pub sources: Vec<SourceRef<'t>>,
    pub known_gap: Option<Text<'t>>,
    pub until: Option<Spanned<DateText<'t>>>,
    pub note: Option<Text<'t>>,
}
