//! Events with what each of their sources claims.

use serde::Serialize;

use super::EventRow;
use crate::answer::{Answer, Row};
use crate::model::{Citation, Model};
use crate::timeline::Timeline;

/// One event, with what each of its sources claims.
#[derive(Debug, Serialize)]
pub struct SourcedRow {
    /// The event.
    #[serde(flatten)]
    pub row: EventRow,
    /// What its sources claim, in the order of the record.
    pub claims: Vec<Claim>,
}

/// What a source says of an event.
#[derive(Debug, Serialize)]
pub struct Claim {
    /// The source.
    pub source: String,
    /// Its own date, where it differs from the accepted one; as recorded.
    pub date: Option<String>,
    /// Where in it.
    pub at: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Adds to each event what its sources claim.
pub fn with_sources(timeline: &Timeline, answer: Answer<EventRow>) -> Answer<SourcedRow> {
    let model = &*timeline.model;
    let sourced = |row: EventRow| SourcedRow {
        claims: claims(model, &row.event),
        row,
    };
    Answer {
        question: answer.question,
        title: answer.title,
        rows: answer.rows.into_iter().map(sourced).collect(),
        notes: answer.notes,
        sources: answer.sources,
        verdict: answer.verdict,
    }
}

fn claims(model: &Model, event: &str) -> Vec<Claim> {
    let cited = model.events.find(event);
    let cited = cited.map_or(&[][..], |id| &model.events[id].sources);
    cited.iter().map(|cited| claim(model, cited)).collect()
}

fn claim(model: &Model, cited: &Citation) -> Claim {
    Claim {
        source: model.sources[cited.source].id.to_string(),
        date: cited.own.date.as_ref().map(ToString::to_string),
        at: cited.own.at.as_deref().map(str::to_owned),
        note: cited.own.note.as_deref().map(str::to_owned),
    }
}

impl Claim {
    /// `dated 2014-09-25; para. 4; counts from the vote`. A source that says nothing of its own claims
    /// the date of the event.
    fn in_words(&self, date: &str) -> String {
        let dated = self.date.as_deref().unwrap_or(date);
        let parts = [
            Some(format!("dated {dated}")),
            self.at.clone(),
            self.note.clone(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

impl Row for SourcedRow {
    const FIELDS: &'static [&'static str] = &[
        "event",
        "date",
        "earliest",
        "latest",
        "kind",
        "actor",
        "name",
        "coalition",
        "scope",
        "change",
        "summary",
        "status",
        "sources",
        "claims",
    ];

    fn columns() -> Vec<&'static str> {
        EventRow::columns()
    }

    fn cells(&self) -> Vec<String> {
        self.row.cells()
    }

    fn fields(&self) -> Vec<String> {
        let said = |claim: &Claim| format!("{}: {}", claim.source, claim.in_words(&self.row.date));
        let mut fields = self.row.fields();
        fields.push(self.claims.iter().map(said).collect::<Vec<_>>().join(" | "));
        fields
    }

    fn cites(&self) -> &[String] {
        self.row.cites()
    }

    fn claims(&self) -> Option<(String, Vec<(String, String)>)> {
        let said = |claim: &Claim| (claim.source.clone(), claim.in_words(&self.row.date));
        Some((
            format!("{} {}", self.row.date, self.row.event),
            self.claims.iter().map(said).collect(),
        ))
    }
}
