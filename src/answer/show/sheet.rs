//! The facts of one thing as they are gathered.

use super::FactRow;
use crate::answer::words::{restriction_in_words, spell};
use crate::answer::{add_new, source_ids};
use crate::day::{Day, When};
use crate::model::{Event, EventId, SourceId};
use crate::text::Texts;
use crate::timeline::{Line, Sort, Timeline};
use crate::wording::Str;

/// The facts of one thing as they are gathered.
pub(super) struct Sheet<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) texts: &'a Texts,
    pub(super) on: Day,
    pub(super) sort: &'static str,
    pub(super) id: String,
    /// Whether it is the only thing shown.
    pub(super) alone: bool,
    pub(super) rows: Vec<FactRow>,
}

impl Sheet<'_> {
    pub(super) fn add(&mut self, fact: &str, value: impl Into<String>) {
        self.rows.push(FactRow {
            sort: self.sort,
            id: self.id.clone(),
            fact: fact.to_owned(),
            value: value.into(),
            sources: Vec::new(),
            seen: if self.alone {
                String::new()
            } else {
                format!("{}:{}", self.sort, self.id)
            },
        });
    }

    pub(super) fn add_some(&mut self, fact: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(fact, value);
        }
    }

    pub(super) fn add_date(&mut self, fact: &str, date: Option<&When>) {
        self.add_some(fact, date.map(When::text).as_deref());
    }

    pub(super) fn add_list(&mut self, fact: &str, values: &[Str]) {
        if !values.is_empty() {
            self.add(fact, values.join(", "));
        }
    }

    /// Every spell of some lines, with the events that opened and closed it.
    pub(super) fn spells(&mut self, of: impl Fn(&Line) -> bool) {
        let timeline = self.timeline;
        let model = &*timeline.model;
        for line in timeline.lines().filter(|line| of(line)) {
            let mut openers: Vec<EventId> = Vec::new();
            add_new(
                &mut openers,
                line.phases().flat_map(|(_, states)| states.openers()),
            );
            for opener in openers {
                let (since, until) = spell(timeline, line, opener);
                let until =
                    until.map_or_else(|| "open".to_owned(), |until| format!("until {until}"));
                let coalition = line
                    .key
                    .coalition
                    .map_or("every coalition", |id| &model.coalitions[id].id);
                let (fact, what) = match line.key.sort {
                    Sort::Restriction(id) => {
                        let restriction = &model.restrictions[id];
                        let words = restriction_in_words(model, restriction);
                        (
                            "restriction",
                            format!("{} in {coalition}: {words}", restriction.id),
                        )
                    }
                    _ => ("member", coalition.to_owned()),
                };
                let now = self.state_of(line, opener);
                self.add(fact, format!("{what}, since {since}, {until} ({now})"));
                self.cite(&[opener]);
            }
        }
    }

    /// How a spell stands on the day.
    pub(super) fn state_of(&self, line: &Line, opener: EventId) -> String {
        let on = line.on(self.on);
        if on.openers().any(|event| event == opener) {
            let holds = if on.holds().is_certain() {
                "so"
            } else {
                "possibly so"
            };
            return format!("{holds} on {}", self.on);
        }
        let to_come = self.timeline.bounds(opener).earliest > self.on;
        format!(
            "{} on {}",
            if to_come { "not yet" } else { "no longer" },
            self.on
        )
    }

    pub(super) fn cite(&mut self, events: &[EventId]) {
        let sources = source_ids(self.timeline, events);
        if let Some(row) = self.rows.last_mut() {
            row.sources = sources;
        }
    }

    pub(super) fn cite_source(&mut self, source: SourceId) {
        let id = self.timeline.model.sources[source].id.to_string();
        if let Some(row) = self.rows.last_mut() {
            row.sources = vec![id];
        }
    }

    /// The events that a thing has to do with, in order.
    pub(super) fn spoken_of(&mut self, by: impl Fn(&Event) -> bool) {
        let model = &*self.timeline.model;
        let mut events: Vec<(EventId, &Event)> =
            model.events.iter().filter(|(_, e)| by(e)).collect();
        events.sort_by_key(|(id, event)| (self.timeline.bounds(*id), &event.id));
        for (id, event) in events {
            let who = event
                .actor
                .map_or_else(String::new, |id| format!(" {}", model.actors[id].name));
            let summary = event.summary.as_deref().unwrap_or_default();
            let counts = if self.timeline.counts(id) {
                ""
            } else {
                " (does not count)"
            };
            self.add(
                "event",
                format!(
                    "{}{who} {}: {summary} `{}`{counts}",
                    self.timeline.date(id),
                    event.kind,
                    event.id
                ),
            );
            self.cite(&[id]);
        }
    }
}
