//! The tables of the format. Each field is a key.
#![allow(missing_docs, reason = "the fields are the keys of design section 2")]

use serde::{Deserialize, Serialize};

use super::{Count, DateText, OneOrMany, SourceRef, Spanned, Text};

/// `[[activity]]` has the keys of `[[theatre]]`.
pub type Activity = Theatre;

/// `[[actor]]`: a state or another body.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Actor {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub alpha_2: Option<Text>,
    pub cow: Option<Spanned<u32>>,
    pub from: Option<Spanned<DateText>>,
    pub until: Option<Spanned<DateText>>,
    pub formerly: Vec<Formerly>,
    pub note: Option<Text>,
}

/// A name an actor had, and the last day it had it.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Formerly {
    pub name: Option<Text>,
    pub until: Option<Spanned<DateText>>,
}

/// `[[coalition]]`
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Coalition {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub part_of: Option<Text>,
    pub note: Option<Text>,
}

/// `[[theatre]]` and `[[activity]]`: a place, or what is done there, within others.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Theatre {
    pub id: Option<Text>,
    pub name: Option<Text>,
    pub aliases: Vec<Text>,
    pub within: OneOrMany,
    pub note: Option<Text>,
}

/// `[[source]]`
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Source {
    pub id: Option<Text>,
    pub title: Option<Text>,
    pub publisher: Option<Text>,
    pub author: Option<Text>,
    pub published: Option<Spanned<DateText>>,
    pub url: Option<Text>,
    pub archived: Option<Text>,
    pub language: Option<Text>,
    pub note: Option<Text>,
}

/// `[[event]]`
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Event {
    pub id: Option<Text>,
    pub date: Option<Spanned<DateText>>,
    pub kind: Option<Text>,
    pub actor: Option<Text>,
    pub coalition: Option<Text>,
    pub theatres: Option<Spanned<Vec<Text>>>,
    pub activities: Option<Spanned<Vec<Text>>>,
    pub until: Option<Spanned<DateText>>,
    pub vote: Option<Vote>,
    pub with: OneOrMany,
    pub contributions: Vec<Contribution>,
    pub restrictions: Vec<Spanned<Restriction>>,
    pub lifts: Vec<Text>,
    pub after: OneOrMany,
    pub replaces: Option<Text>,
    pub status: Option<Text>,
    pub predecessors: Vec<Text>,
    pub name: Option<Text>,
    pub caveat_free: Option<Spanned<bool>>,
    pub sources: Vec<SourceRef>,
    pub summary: Option<Text>,
    pub note: Option<Text>,
    pub tags: Vec<Text>,
}

/// The count of a vote.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Vote {
    pub body: Option<Text>,
    pub ayes: Option<u32>,
    pub noes: Option<u32>,
    pub abstentions: Option<u32>,
    pub needed: Option<u32>,
    pub outcome: Option<Text>,
}

/// What a member brings.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contribution {
    pub what: Option<Text>,
    pub count: Option<Spanned<Count>>,
}

/// A national caveat: exactly one of `prohibit`, `require` and `cap`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Restriction {
    pub id: Option<Text>,
    pub prohibit: Option<Spanned<Vec<Text>>>,
    pub require: Option<Text>,
    pub cap: Option<Spanned<u32>>,
    pub of: Option<Text>,
    pub r#for: Option<Spanned<Vec<Text>>>,
    pub r#in: Option<Spanned<Vec<Text>>>,
    pub outside: Option<Spanned<Vec<Text>>>,
    pub unless: Option<Text>,
    pub applies_to: Option<Text>,
    pub level: Option<Text>,
    pub until: Option<Spanned<DateText>>,
    pub consent_of: Option<Text>,
    pub note: Option<Text>,
}

/// `[[expect]]`: what the records should add up to on a day.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Expectation {
    pub on: Option<Spanned<DateText>>,
    pub coalition: Option<Text>,
    pub members: Option<Spanned<u32>>,
    pub includes: Vec<Text>,
    pub excludes: Vec<Text>,
    pub by: Option<Text>,
    pub r#in: Option<Text>,
    pub doing: Option<Text>,
    pub sources: Vec<SourceRef>,
    pub known_gap: Option<Text>,
    pub until: Option<Spanned<DateText>>,
    pub note: Option<Text>,
}
