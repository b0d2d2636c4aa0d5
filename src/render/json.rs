//! For programs: the stable contract.

use serde::Serialize;

use super::Data;
use super::clean::escape_json;
use crate::answer::{Answer, Row};
use crate::timeline::Holds;

#[derive(Serialize)]
struct Written<'a, R> {
    question: &'a serde_json::Value,
    data: Mark<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<Holds>,
    rows: &'a [R],
    notes: &'a [String],
}

#[derive(Serialize)]
struct Mark<'a> {
    hash: &'a str,
    events: usize,
}

pub(super) fn write<R: Row>(answer: &Answer<R>, data: &Data) -> String {
    // In one order, whatever a program that this is part of asks of the crate that writes it.
    let mut question = answer.question.clone();
    question.sort_all_objects();
    let written = Written {
        question: &question,
        data: Mark {
            hash: &data.hash,
            events: data.events,
        },
        verdict: answer.verdict.map(|(word, _)| word),
        certainty: answer.verdict.map(|(_, holds)| holds),
        rows: &answer.rows,
        notes: &answer.notes,
    };
    // Rows are plain structs of strings, numbers and lists: none of them can fail to be written.
    escape_json(&serde_json::to_string_pretty(&written).unwrap_or_default()) + "\n"
}
