//! One event, with all its keys.

use super::sheet::Sheet;
use crate::answer::timeline::change;
use crate::answer::words::{cells_in_words, contribution_in_words, restriction_in_words};
use crate::model::{Citation, EventId, Vote};

impl Sheet<'_> {
    pub(super) fn event(&mut self, id: EventId) {
        let model = &*self.timeline.model;
        let event = &model.events[id];
        self.add_some("summary", event.summary.as_deref());
        self.add("date", self.timeline.date(id).text());
        let bounds = self.timeline.bounds(id);
        if bounds.earliest != bounds.latest {
            self.add(
                "on some day of",
                format!("{} to {}", bounds.earliest, bounds.latest),
            );
        }
        self.add("kind", event.kind.to_string());
        self.add_some("actor", event.actor.map(|id| &*model.actors[id].name));
        self.add_some(
            "coalition",
            event.coalition.map(|id| &*model.coalitions[id].id),
        );
        let with: Vec<_> = event
            .more
            .with
            .iter()
            .map(|&id| &*model.actors[id].name)
            .collect();
        self.add_some(
            "with",
            (!with.is_empty()).then(|| with.join(", ")).as_deref(),
        );
        if !event.scope.is_empty() {
            let cells: Vec<_> = event
                .scope
                .cells()
                .map(|cell| (cell, String::new()))
                .collect();
            self.add("scope", cells_in_words(model, &cells));
        }
        self.add_date("until", event.more.until.as_ref());
        self.add_some(
            "vote",
            event.more.vote.as_deref().map(vote_in_words).as_deref(),
        );
        for brought in &event.contributions {
            self.add("contribution", contribution_in_words(brought));
        }
        for &restriction in &event.restrictions {
            let restriction = &model.restrictions[restriction];
            self.add(
                "restriction",
                format!(
                    "{}: {}",
                    restriction.id,
                    restriction_in_words(model, restriction)
                ),
            );
        }
        for &lifted in &event.more.lifts {
            self.add("lifts", &*model.restrictions[lifted].id);
        }
        for &before in &event.more.after {
            self.add("after", &*model.events[before].id);
        }
        self.add_some(
            "replaces",
            event.more.replaces.map(|old| &*model.events[old].id),
        );
        for (_, newer) in model
            .events
            .iter()
            .filter(|(_, e)| e.more.replaces == Some(id))
        {
            self.add("replaced by", &*newer.id);
        }
        if !self.timeline.counts(id) {
            self.add(
                "counts",
                "no: it is retracted or replaced, or no source of it counts",
            );
        }
        let status = (event.status != Default::default()).then(|| event.status.to_string());
        self.add_some("status", status.as_deref());
        self.add("changes", change(self.timeline, id, event));
        for cited in &event.sources {
            let source = &model.sources[cited.source];
            self.add("source", format!("`{}`{}", source.id, claim(cited)));
            self.cite_source(cited.source);
        }
        self.add_some("note", event.more.note.as_deref());
        self.add_list("tags", &event.more.tags);
        self.add("record", self.texts.at(&event.place));
    }
}

/// What a source says of its own.
pub(super) fn claim(cited: &Citation) -> String {
    let date = cited.own.date.as_ref().map(|date| format!("; says {date}"));
    let at = cited.own.at.as_ref().map(|at| format!("; at {at}"));
    let note = cited.own.note.as_ref().map(|note| format!("; {note}"));
    [date, at, note].into_iter().flatten().collect()
}

fn vote_in_words(vote: &Vote) -> String {
    let count = |count: Option<u32>, word: &str| count.map(|count| format!("{count} {word}"));
    let parts = [
        vote.body.as_deref().map(str::to_owned),
        count(vote.ayes, "ayes"),
        count(vote.noes, "noes"),
        count(vote.abstentions, "abstentions"),
        count(vote.needed, "needed"),
        vote.outcome.map(|outcome| outcome.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
