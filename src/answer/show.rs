//! All that is known of one thing.

use serde::Serialize;
use serde_json::json;

use super::timeline::change;
use super::words::{
    cells_in_words, coalition_on, contribution_in_words, restriction_in_words, spell,
};
use super::{Answer, Row, source_ids};
use crate::day::{Day, When};
use crate::lookup::Thing;
use crate::model::{
    ActorId, Citation, CoalitionId, Event, EventId, Id, Model, Node, RestrictionId, SourceId, Tree,
    Vote,
};
use crate::question::Show;
use crate::text::Texts;
use crate::timeline::{Sort, Timeline};

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

/// The facts of one thing as they are gathered.
struct Sheet<'a> {
    timeline: &'a Timeline,
    texts: &'a Texts,
    on: Day,
    sort: &'static str,
    id: String,
    /// Whether it is the only thing shown.
    alone: bool,
    rows: Vec<FactRow>,
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

impl Sheet<'_> {
    fn fill(&mut self, thing: Thing) {
        let model = &*self.timeline.model;
        match thing {
            Thing::Actor(id) => self.actor(id),
            Thing::Coalition(id) => self.coalition(id),
            Thing::Theatre(id) => {
                self.node(&model.theatres[id], &model.theatres, &model.places, id);
                self.spoken_of(|event| {
                    event
                        .scope
                        .theatres
                        .as_ref()
                        .is_some_and(|all| all.contains(&id))
                });
            }
            Thing::Activity(id) => {
                self.node(&model.activities[id], &model.activities, &model.doings, id);
                self.spoken_of(|event| {
                    event
                        .scope
                        .activities
                        .as_ref()
                        .is_some_and(|all| all.contains(&id))
                });
            }
            Thing::Source(id) => self.source(id),
            Thing::Event(id) => self.event(id),
            Thing::Restriction(id) => self.restriction(id),
        }
    }

    fn add(&mut self, fact: &str, value: impl Into<String>) {
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

    fn add_some(&mut self, fact: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(fact, value);
        }
    }

    fn add_date(&mut self, fact: &str, date: Option<&When>) {
        self.add_some(fact, date.map(When::text));
    }

    fn add_list(&mut self, fact: &str, values: &[Box<str>]) {
        if !values.is_empty() {
            self.add(fact, values.join(", "));
        }
    }

    fn actor(&mut self, id: ActorId) {
        let model = &*self.timeline.model;
        let actor = &model.actors[id];
        self.add("name", &*actor.name);
        self.add_list("also called", &actor.aliases);
        for former in &actor.formerly {
            let until = former
                .until
                .as_ref()
                .map_or_else(String::new, |until| format!(", to {until}"));
            self.add("formerly", format!("{}{until}", former.name));
        }
        self.add_some("ISO 3166-1 alpha-2", actor.alpha_2.as_deref());
        self.add_some(
            "COW number",
            actor.cow.map(|cow| cow.to_string()).as_deref(),
        );
        self.add_date("first day", actor.from.as_ref());
        self.add_date("last day", actor.until.as_ref());
        self.add_some("note", actor.note.as_deref());
        self.add("record", self.texts.at(&actor.place));
        for (coalition, _) in model.coalitions.iter() {
            self.part_in(coalition, id);
        }
        self.spells(|line| {
            line.key.actor == Some(id) && matches!(line.key.sort, Sort::Restriction(_))
        });
        self.spoken_of(|event| event.actor == Some(id) || event.with.contains(&id));
    }

    /// An actor's standing and stays in a coalition.
    fn part_in(&mut self, coalition: CoalitionId, actor: ActorId) {
        let timeline = self.timeline;
        let name = &timeline.model.coalitions[coalition].id;
        let (standing, _) = timeline.standing(coalition, actor, self.on);
        if standing != crate::timeline::Standing::None {
            self.add(&format!("{name} on {}", self.on), standing.to_string());
        }
        self.spells(|line| {
            line.key.actor == Some(actor)
                && line.key.coalition == Some(coalition)
                && line.key.sort == Sort::Membership
        });
    }

    /// Every spell of some lines, with the events that opened and closed it.
    fn spells(&mut self, of: impl Fn(&crate::timeline::Line) -> bool) {
        let timeline = self.timeline;
        let model = &*timeline.model;
        for line in timeline.lines().iter().filter(|line| of(line)) {
            let mut openers: Vec<EventId> = Vec::new();
            super::add_new(
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
    fn state_of(&self, line: &crate::timeline::Line, opener: EventId) -> String {
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

    fn cite(&mut self, events: &[EventId]) {
        let sources = source_ids(self.timeline, events);
        if let Some(row) = self.rows.last_mut() {
            row.sources = sources;
        }
    }

    fn cite_source(&mut self, source: SourceId) {
        let id = self.timeline.model.sources[source].id.to_string();
        if let Some(row) = self.rows.last_mut() {
            row.sources = vec![id];
        }
    }

    fn coalition(&mut self, id: CoalitionId) {
        let model = &*self.timeline.model;
        let coalition = &model.coalitions[id];
        self.add("name", coalition_on(self.timeline, id, self.on));
        self.add_list("also called", &coalition.aliases);
        if let Some(whole) = coalition.part_of {
            self.add("part of", &*model.coalitions[whole].id);
        }
        for (part, other) in model.coalitions.iter() {
            if other.part_of == Some(id) {
                self.add("has the part", &*model.coalitions[part].id);
            }
        }
        self.add_some("note", coalition.note.as_deref());
        self.add("record", self.texts.at(&coalition.place));
        let on = self.on;
        let mut actors: Vec<ActorId> = (model.parts(id))
            .flat_map(|part| self.timeline.actors_in(part))
            .collect();
        actors.sort_unstable();
        actors.dedup();
        let members = actors
            .iter()
            .filter(|&&a| self.timeline.member(id, a, on).may_be())
            .count();
        self.add(
            &format!("members on {on}"),
            format!("{members}, parts counted: see `members`"),
        );
        self.spoken_of(|event| event.coalition == Some(id));
    }

    fn node<I: Id>(
        &mut self,
        node: &Node<I>,
        all: &crate::model::Catalogue<I, Node<I>>,
        tree: &Tree<I>,
        id: I,
    ) {
        self.add("name", &*node.name);
        self.add_list("also called", &node.aliases);
        for &whole in &node.within {
            self.add("within", &*all[whole].id);
        }
        let below: Vec<&str> = tree
            .below(id)
            .iter()
            .filter(|&&b| b != id)
            .map(|&b| &*all[b].id)
            .collect();
        if !below.is_empty() {
            self.add("holds", below.join(", "));
        }
        self.add_some("note", node.note.as_deref());
        let place = node.place.as_ref().map(|place| self.texts.at(place));
        self.add_some("record", place.as_deref());
    }

    fn restriction(&mut self, id: RestrictionId) {
        let model = &*self.timeline.model;
        let rule = &model.restrictions[id];
        self.add("says", restriction_in_words(model, rule));
        self.add(
            "binds",
            rule.actor
                .map_or("every member", |actor| &model.actors[actor].name),
        );
        self.add_some(
            "level",
            rule.level.map(|level| level.to_string()).as_deref(),
        );
        self.add_some("note", rule.note.as_deref());
        self.spells(|line| line.key.sort == Sort::Restriction(id));
        self.add("laid down by", &*model.events[rule.event].id);
        self.add("record", self.texts.at(&rule.place));
    }

    fn source(&mut self, id: SourceId) {
        let model = &*self.timeline.model;
        let source = &model.sources[id];
        self.add("title", &*source.title);
        self.add_some("publisher", source.publisher.as_deref());
        self.add_some("author", source.author.as_deref());
        self.add_date("published", source.published.as_ref());
        self.add_some("url", source.url.as_deref());
        self.add_some("archived", source.archived.as_deref());
        self.add_some("language", source.language.as_deref());
        self.add_some("note", source.note.as_deref());
        self.add("record", self.texts.at(&source.place));
        for (_, event) in model.events.iter() {
            for cited in event.sources.iter().filter(|cited| cited.source == id) {
                self.add(
                    "cited by",
                    format!("`{}`, {}{}", event.id, event.date, claim(cited)),
                );
            }
        }
    }

    /// The events that a thing has to do with, in order.
    fn spoken_of(&mut self, by: impl Fn(&Event) -> bool) {
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

    fn event(&mut self, id: EventId) {
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
        self.add_date("until", event.until.as_ref());
        self.add_some("vote", event.vote.as_ref().map(vote_in_words).as_deref());
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
        for &lifted in &event.lifts {
            self.add("lifts", &*model.restrictions[lifted].id);
        }
        for &before in &event.after {
            self.add("after", &*model.events[before].id);
        }
        self.add_some("replaces", event.replaces.map(|old| &*model.events[old].id));
        for (_, newer) in model.events.iter().filter(|(_, e)| e.replaces == Some(id)) {
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
        self.add_some("note", event.note.as_deref());
        self.add_list("tags", &event.tags);
        self.add("record", self.texts.at(&event.place));
    }
}

fn claim(cited: &Citation) -> String {
    let date = cited.date.as_ref().map(|date| format!("; says {date}"));
    let at = cited.at.as_ref().map(|at| format!("; at {at}"));
    let note = cited.note.as_ref().map(|note| format!("; {note}"));
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
