//! What the page names: each thing has a number, and is written once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::answer::words::restriction_in_words;
use crate::day::{Day, When};
use crate::model::{
    ActivityId, ActorId, Citation, EventId, Id, Model, Node, RestrictionId, SourceId, TheatreId,
    Track, Vote,
};
use crate::timeline::{Filter, Timeline};

/// Numbers in the order in which things are first named.
#[derive(Debug)]
pub(super) struct Numbers<I> {
    pub(super) all: Vec<I>,
    at: BTreeMap<I, usize>,
}

impl<I: Ord + Clone> Default for Numbers<I> {
    fn default() -> Self {
        Numbers {
            all: Vec::new(),
            at: BTreeMap::new(),
        }
    }
}

impl<I: Ord + Clone> Numbers<I> {
    pub(super) fn of(&mut self, id: I) -> usize {
        if let Some(&at) = self.at.get(&id) {
            return at;
        }
        self.at.insert(id.clone(), self.all.len());
        self.all.push(id);
        self.all.len() - 1
    }
}

impl<I: Ord + Clone> FromIterator<I> for Numbers<I> {
    fn from_iter<T: IntoIterator<Item = I>>(all: T) -> Self {
        let mut numbers = Numbers::default();
        for id in all {
            numbers.of(id);
        }
        numbers
    }
}

/// A date as recorded: the day where it is exact, else its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date(String);

impl From<String> for Date {
    fn from(text: String) -> Self {
        Date(text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Day::plain(&self.0).and_then(Day::since_1970) {
            Some(day) => serializer.serialize_i32(day),
            None => serializer.serialize_str(&self.0),
        }
    }
}

/// Who and what the page names.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) actors: Numbers<ActorId>,
    pub(super) theatres: Numbers<TheatreId>,
    pub(super) activities: Numbers<ActivityId>,
    pub(super) restrictions: Numbers<RestrictionId>,
    events: BTreeMap<EventId, usize>,
}

impl<'a> Cast<'a> {
    /// With these events, which get their numbers in the order of time.
    pub(super) fn new(timeline: &'a Timeline, mut events: Vec<EventId>) -> Cast<'a> {
        events.sort_unstable_by_key(|&event| (timeline.bounds(event), event));
        Cast {
            timeline,
            actors: Numbers::default(),
            theatres: Numbers::default(),
            activities: Numbers::default(),
            restrictions: Numbers::default(),
            events: events.into_iter().zip(0..).collect(),
        }
    }

    /// The numbers of these events; what the page does not hold has none.
    pub(super) fn events(&self, events: &[EventId]) -> Vec<usize> {
        let number = |event| self.events.get(event).copied();
        events.iter().filter_map(number).collect()
    }

    /// Everything named, as the lists of the page.
    pub(super) fn lists(mut self) -> Lists {
        let model = &*self.timeline.model;
        let mut sources = Numbers::default();
        let mut events: Vec<(usize, EventId)> =
            self.events.iter().map(|(&e, &at)| (at, e)).collect();
        events.sort_unstable();
        let events: Vec<Row> = (events.into_iter())
            .map(|(_, event)| self.event(event, &mut sources))
            .collect();
        let ids = self.restrictions.all.clone();
        let restrictions = ids.into_iter().map(|id| self.restriction(id)).collect();
        let actor = |&id: &ActorId| {
            Row(vec![
                json!(model.actors[id].id),
                json!(model.actors[id].name),
            ])
        };
        Lists {
            events,
            restrictions,
            actors: self.actors.all.iter().map(actor).collect(),
            theatres: places(model, &self.theatres.all),
            activities: doings(model, &self.activities.all),
            sources: sources.all.iter().map(|&id| source(model, id)).collect(),
        }
    }

    fn event(&mut self, id: EventId, sources: &mut Numbers<SourceId>) -> Row {
        let timeline = self.timeline;
        let event = &timeline.model.events[id];
        let accepted = timeline.date(id).text();
        let bounds = timeline.bounds(id);
        let exact = bounds.earliest == bounds.latest && Day::plain(&accepted).is_some();
        let side = |day: Day| day.since_1970().filter(|_| !exact);
        let cited = event
            .sources
            .iter()
            .filter(|cited| timeline.admits(cited.source));
        let cites: Vec<Value> = cited
            .map(|cited| cite(cited, &accepted, sources.of(cited.source)))
            .collect();
        Row(vec![
            json!(event.id),
            json!(event.kind),
            json!(Date::from(accepted.to_string())),
            json!(side(bounds.earliest)),
            json!(side(bounds.latest)),
            json!(event.actor.map(|actor| self.actors.of(actor))),
            json!(event.coalition.map(|id| &timeline.model.coalitions[id].id)),
            json!(event.summary),
            json!(event.more.note),
            json!((event.status != Default::default()).then(|| event.status.to_string())),
            event.more.vote.as_deref().map_or(Value::Null, vote),
            json!(cites),
        ])
    }

    fn restriction(&mut self, id: RestrictionId) -> Row {
        let model = &*self.timeline.model;
        let rule = &model.restrictions[id];
        Row(vec![
            json!(rule.id),
            json!(restriction_in_words(model, rule)),
            json!(rule.actor.map(|actor| self.actors.of(actor))),
            json!(rule.coalition.map(|id| &model.coalitions[id].id)),
            json!(rule.level.map(|level| level.to_string())),
            json!(rule.note),
        ])
    }
}

/// The lists to which the numbers of the page lead.
#[derive(Debug, Serialize)]
pub(super) struct Lists {
    actors: Vec<Row>,
    theatres: Vec<Row>,
    activities: Vec<Row>,
    restrictions: Vec<Row>,
    events: Vec<Row>,
    sources: Vec<Row>,
}

/// The fields of a thing, one behind the other; what is missing at the end is left out.
#[derive(Debug)]
pub(super) struct Row(Vec<Value>);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let said = self.0.iter().rposition(|value| !value.is_null());
        self.0[..said.map_or(0, |last| last + 1)].serialize(serializer)
    }
}

fn cite(cited: &Citation, accepted: &str, source: usize) -> Value {
    let own = &cited.own;
    let claimed = own.date.as_ref().map(When::text);
    let claimed = claimed.filter(|claimed| claimed != accepted);
    if claimed.is_none() && own.at.is_none() && own.note.is_none() {
        return json!(source);
    }
    json!(Row(vec![
        json!(source),
        json!(claimed),
        json!(own.at),
        json!(own.note),
    ]))
}

fn vote(vote: &Vote) -> Value {
    json!(Row(vec![
        json!(vote.body),
        json!(vote.ayes),
        json!(vote.noes),
        json!(vote.abstentions),
        json!(vote.needed),
        json!(vote.outcome.map(|outcome| outcome.to_string())),
    ]))
}

/// Only what a browser may open: a source is text from strangers.
fn source(model: &Model, id: SourceId) -> Row {
    let source = &model.sources[id];
    let published = source.published.as_ref().map(When::text);
    let parts = [
        source.more.author.as_deref(),
        Some(&*source.title),
        source.publisher.as_deref(),
        published.as_deref(),
    ];
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let link = |url: Option<&str>| json!(url.filter(|url| is_web(url)).map(str::to_owned));
    let words: Vec<&str> = parts.into_iter().flatten().collect();
    Row(vec![
        json!(source.id),
        json!(words.join(", ")),
        link(source.url.as_deref()),
        link(source.more.archived.as_deref()),
    ])
}

fn places(model: &Model, named: &[TheatreId]) -> Vec<Row> {
    let finds = |track, asked, cell| {
        let filter = Filter {
            theatre: Some(asked),
            activity: None,
        };
        filter.finds(model, track, (Some(cell), None))
    };
    let all = model.theatres.iter().map(|(id, _)| id);
    found(named, all, |id| &model.theatres[id], finds)
}

fn doings(model: &Model, named: &[ActivityId]) -> Vec<Row> {
    let finds = |track, asked, cell| {
        let filter = Filter {
            theatre: None,
            activity: Some(asked),
        };
        filter.finds(model, track, (None, Some(cell)))
    };
    let all = model.activities.iter().map(|(id, _)| id);
    found(named, all, |id| &model.activities[id], finds)
}

/// Those that are named, then all others that a question may ask for and find some of these: each with the
/// numbers of what is found, where forces are, and where a scope is a permission.
fn found<'a, I: Id + 'a>(
    named: &[I],
    all: impl Iterator<Item = I>,
    node: impl Fn(I) -> &'a Node<I>,
    finds: impl Fn(Track, I, I) -> bool,
) -> Vec<Row> {
    let on = |track, asked| -> Vec<usize> {
        let cells = named.iter().enumerate();
        let found = cells.filter(|&(_, &cell)| finds(track, asked, cell));
        found.map(|(at, _)| at).collect()
    };
    let known: BTreeSet<I> = named.iter().copied().collect();
    let others = all.filter(|id| !known.contains(id));
    (named.iter().copied().chain(others))
        .map(|id| (id, on(Track::Operating, id), on(Track::Declared, id)))
        .filter(|(_, _, permitted)| !permitted.is_empty())
        .map(|(id, found, permitted)| {
            Row(vec![
                json!(node(id).id),
                json!(node(id).name),
                json!(found),
                json!(permitted),
            ])
        })
        .collect()
}
