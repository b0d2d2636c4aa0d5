//! Words of a question to things of the model: forgiving, and never guessing.

use crate::model::{
    ActivityId, Actor, ActorId, Catalogue, Coalition, CoalitionId, Event, EventId, Id, Model,
    Named, Node, Restriction, RestrictionId, Source, SourceId, TheatreId,
};
use crate::name;
use crate::wording::Str;

/// A thing of some sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Thing {
    Actor(ActorId),
    Coalition(CoalitionId),
    Theatre(TheatreId),
    Activity(ActivityId),
    Source(SourceId),
    Event(EventId),
    Restriction(RestrictionId),
}

/// A word that names nothing, or more than one thing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unclear {
    /// Nothing has this name.
    #[error("there is no {sort} `{word}`{}{}", other(.is), hint(.near))]
    Unknown {
        /// What was looked for.
        sort: &'static str,
        /// The word.
        word: String,
        /// The sort of thing that the word does name.
        is: Option<&'static str>,
        /// The nearest names.
        near: Vec<String>,
    },
    /// Several things have this name.
    #[error("`{word}` is the name of more than one {sort}: {}", .ids.join(", "))]
    Ambiguous {
        /// What was looked for.
        sort: &'static str,
        /// The word.
        word: String,
        /// The ids of all of them.
        ids: Vec<String>,
    },
}

impl Unclear {
    /// With the sort of thing that the word does name.
    fn elsewhere(self, model: &Model) -> Unclear {
        let Unclear::Unknown {
            sort, word, near, ..
        } = self
        else {
            return self;
        };
        let found = SORTS.iter().find(|(_, look)| look(model, &word).is_ok());
        let is = found.map(|(sort, _)| match *sort {
            "actor" => "an actor",
            "coalition" => "a coalition",
            "theatre" => "a theatre",
            "activity" => "an activity",
            "source" => "a source",
            "restriction" => "a restriction",
            _ => "an event",
        });
        Unclear::Unknown {
            sort,
            word,
            is,
            near,
        }
    }

    /// One message where a word could have been of either sort.
    #[must_use]
    pub fn or(self, other: Unclear, sort: &'static str) -> Unclear {
        match (self, other) {
            (Unclear::Unknown { word, mut near, .. }, Unclear::Unknown { near: more, .. }) => {
                near.extend(more);
                Unclear::Unknown {
                    sort,
                    word,
                    is: None,
                    near,
                }
            }
            (Unclear::Unknown { .. }, ambiguous) | (ambiguous, _) => ambiguous,
        }
    }
}

fn other(is: &Option<&'static str>) -> String {
    is.map_or_else(String::new, |thing| {
        format!("; that is the name of {thing} (see `coalition show`)")
    })
}

fn hint(near: &[String]) -> String {
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    name::did_you_mean(&near).map_or_else(String::new, |question| format!("; {question}"))
}

/// The actor that a word names: by id, alpha-2, name, alias or former name.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn actor(model: &Model, word: &str) -> Result<ActorId, Unclear> {
    find("actor", &model.actors, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The coalition that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn coalition(model: &Model, word: &str) -> Result<CoalitionId, Unclear> {
    find("coalition", &model.coalitions, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The theatre that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn theatre(model: &Model, word: &str) -> Result<TheatreId, Unclear> {
    find("theatre", &model.theatres, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The activity that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn activity(model: &Model, word: &str) -> Result<ActivityId, Unclear> {
    find("activity", &model.activities, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The source that a word names, by id or title.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn source(model: &Model, word: &str) -> Result<SourceId, Unclear> {
    find("source", &model.sources, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The restriction that a word names, by id.
///
/// # Errors
/// [`Unclear`] when there is none.
pub fn restriction(model: &Model, word: &str) -> Result<RestrictionId, Unclear> {
    find("restriction", &model.restrictions, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The event that a word names, by id.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn event(model: &Model, word: &str) -> Result<EventId, Unclear> {
    find("event", &model.events, word).map_err(|unclear| unclear.elsewhere(model))
}

/// The sorts that `show` knows, with the way to look in each.
type Look = fn(&Model, &str) -> Result<Thing, Unclear>;
const SORTS: [(&str, Look); 7] = [
    ("actor", |model, word| {
        find("actor", &model.actors, word).map(Thing::Actor)
    }),
    ("coalition", |model, word| {
        find("coalition", &model.coalitions, word).map(Thing::Coalition)
    }),
    ("theatre", |model, word| {
        find("theatre", &model.theatres, word).map(Thing::Theatre)
    }),
    ("activity", |model, word| {
        find("activity", &model.activities, word).map(Thing::Activity)
    }),
    ("source", |model, word| {
        find("source", &model.sources, word).map(Thing::Source)
    }),
    ("restriction", |model, word| {
        find("restriction", &model.restrictions, word).map(Thing::Restriction)
    }),
    ("event", |model, word| {
        find("event", &model.events, word).map(Thing::Event)
    }),
];

/// Everything that a word names, of every sort; `actor:turkey` asks for one sort.
///
/// # Errors
/// [`Unclear`] when it names nothing, or several things of one sort and nothing else.
pub fn anything(model: &Model, word: &str) -> Result<Vec<Thing>, Unclear> {
    let asked = word.split_once(':').and_then(|(sort, rest)| {
        let (_, look) = SORTS.iter().find(|(name, _)| *name == sort)?;
        Some((look, rest))
    });
    if let Some((look, rest)) = asked {
        return look(model, rest.trim()).map(|thing| vec![thing]);
    }
    let mut found = Vec::new();
    let mut near = Vec::new();
    let mut unclear = None;
    for (_, look) in &SORTS {
        match look(model, word) {
            Ok(thing) => found.push(thing),
            Err(Unclear::Unknown { near: more, .. }) => near.extend(more),
            Err(ambiguous) => unclear = Some(ambiguous),
        }
    }
    match unclear {
        _ if !found.is_empty() => Ok(found),
        Some(ambiguous) => Err(ambiguous),
        None => {
            let near = name::nearest(word, near.iter().map(String::as_str));
            let near = near.into_iter().map(str::to_owned).collect();
            Err(Unclear::Unknown {
                sort: "actor, coalition, theatre, activity, source, restriction or event",
                word: word.to_owned(),
                is: None,
                near,
            })
        }
    }
}

/// The thing whose id is this text, and if there is none, the one with such an id or name.
fn find<I: Id, T: Called>(
    sort: &'static str,
    catalogue: &Catalogue<I, T>,
    word: &str,
) -> Result<I, Unclear> {
    let wanted = name::key(word);
    let by_id = || {
        catalogue
            .iter()
            .find(|(_, thing)| name::key(thing.id()) == wanted)
    };
    if let Some(id) = catalogue.find(word).or_else(|| by_id().map(|(id, _)| id)) {
        return Ok(id);
    }
    let named: Vec<(I, &T)> = (catalogue.iter())
        .filter(|(_, thing)| thing.names().iter().any(|known| name::key(known) == wanted))
        .collect();
    match named.as_slice() {
        [(id, _)] => Ok(*id),
        [] => Err(Unclear::Unknown {
            sort,
            word: word.to_owned(),
            is: None,
            near: nearest(word, catalogue),
        }),
        many => Err(Unclear::Ambiguous {
            sort,
            word: word.to_owned(),
            ids: many
                .iter()
                .map(|(_, thing)| thing.id().to_string())
                .collect(),
        }),
    }
}

/// The nearest ids and names, or every id where there are but few.
fn nearest<I: Id, T: Called>(word: &str, catalogue: &Catalogue<I, T>) -> Vec<String> {
    let known =
        (catalogue.iter()).flat_map(|(_, thing)| thing.names().into_iter().chain([&**thing.id()]));
    let near = name::nearest(word, known);
    if near.is_empty() && catalogue.len() <= FEW {
        return catalogue
            .iter()
            .map(|(_, thing)| thing.id().to_string())
            .collect();
    }
    near.into_iter().map(str::to_owned).collect()
}

/// So many things are named outright.
const FEW: usize = 8;

/// What people may call a thing.
trait Called: Named {
    fn names(&self) -> Vec<&str>;
}

impl Called for Actor {
    fn names(&self) -> Vec<&str> {
        let former = self.formerly.iter().map(|former| &*former.name);
        let codes = self.alpha_2.as_deref().into_iter();
        with_aliases(&self.name, &self.aliases)
            .into_iter()
            .chain(codes)
            .chain(former)
            .collect()
    }
}

impl Called for Coalition {
    fn names(&self) -> Vec<&str> {
        with_aliases(&self.name, &self.aliases)
    }
}

impl<I> Called for Node<I> {
    fn names(&self) -> Vec<&str> {
        with_aliases(&self.name, &self.aliases)
    }
}

impl Called for Source {
    fn names(&self) -> Vec<&str> {
        vec![&self.title]
    }
}

impl Called for Restriction {
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

impl Called for Event {
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

fn with_aliases<'a>(name: &'a str, aliases: &'a [Str]) -> Vec<&'a str> {
    std::iter::once(name)
        .chain(aliases.iter().map(|alias| &**alias))
        .collect()
}
