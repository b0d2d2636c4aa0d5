//! All that is known of one thing.

mod event;
mod sheet;
mod things;

use serde::Serialize;
use serde_json::json;

use self::sheet::Sheet;
use super::{Answer, Row};
use crate::lookup::Thing;
use crate::model::Model;
use crate::question::Show;
use crate::text::Texts;
use crate::timeline::Timeline;

/// One fact about one thing.
#[derive(Debug, Serialize)]
pub struct FactRow {
    /// Of which sort the thing is.
    pub sort: &'static str,
    /// Its id.
    pub id: String,
    /// What the fact is about.
    pub fact: String,
    /// The fact.
    pub value: String,
    /// Who says so, where that is not said by the fact itself.
    pub sources: Vec<String>,
    /// The thing, where several are shown.
    #[serde(skip)]
    seen: String,
}

/// Answers the question. `texts` tell where each record stands.
pub fn answer(timeline: &Timeline, texts: &Texts, asked: &Show) -> Answer<FactRow> {
    let model = &*timeline.model;
    let mut rows = Vec::new();
    let mut names = Vec::new();
    for &thing in &asked.things {
        let (sort, id) = named(model, thing);
        names.push(format!("{sort} `{id}`"));
        let mut sheet = Sheet {
            timeline,
            texts,
            on: asked.on,
            sort,
            id: id.to_owned(),
            alone: asked.things.len() == 1,
            rows: Vec::new(),
        };
        sheet.fill(thing);
        rows.extend(sheet.rows);
    }
    let question = json!({ "command": "show", "things": names, "on": asked.on.to_string() });
    let title = format!("all that is recorded of {}", names.join(" and of "));
    let mut answer = Answer::new(timeline, question, title, rows);
    if asked.things.len() > 1 {
        let (sort, id) = named(model, asked.things[0]);
        answer.notes.push(format!(
            "Several things have this name: `{sort}:{id}` asks for one."
        ));
    }
    answer
}

fn named(model: &Model, thing: Thing) -> (&'static str, &str) {
    match thing {
        Thing::Actor(id) => ("actor", &model.actors[id].id),
        Thing::Coalition(id) => ("coalition", &model.coalitions[id].id),
        Thing::Theatre(id) => ("theatre", &model.theatres[id].id),
        Thing::Activity(id) => ("activity", &model.activities[id].id),
        Thing::Source(id) => ("source", &model.sources[id].id),
        Thing::Event(id) => ("event", &model.events[id].id),
        Thing::Restriction(id) => ("restriction", &model.restrictions[id].id),
    }
}

impl Row for FactRow {
    const FIELDS: &'static [&'static str] = &["sort", "id", "fact", "value", "sources"];

    const DENSE: bool = true;

    fn columns() -> Vec<&'static str> {
        vec!["of", "fact", "value"]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.seen.clone(), self.fact.clone(), self.value.clone()]
    }

    fn fields(&self) -> Vec<String> {
        vec![
            self.sort.to_owned(),
            self.id.clone(),
            self.fact.clone(),
            self.value.clone(),
            self.sources.join("; "),
        ]
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
