//! Words of a question to things of the model: forgiving, and never guessing.

use crate::model::{ActivityId, ActorId, Catalogue, CoalitionId, EventId, Id, Model, SourceId, TheatreId};
use crate::name;

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
}

/// A word that names nothing, or more than one thing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unclear {
    /// Nothing has this name.
    #[error("there is no {sort} `{word}`{}", hint(.near))]
    Unknown {
        /// What was looked for.
        sort: &'static str,
        /// The word.
        word: String,
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
    /// One message where a word could have been of either sort.
    #[must_use]
    pub fn or(self, other: Unclear) -> Unclear {
        match (self, other) {
            (
                Unclear::Unknown { word, mut near, .. },
                Unclear::Unknown { near: more, .. },
            ) => {
                near.extend(more);
                Unclear::Unknown { sort: "actor or coalition", word, near }
            }
            (Unclear::Unknown { .. }, ambiguous) | (ambiguous, _) => ambiguous,
        }
    }
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
    find("actor", &model.actors, word, |actor| {
        let former = actor.formerly.iter().map(|former| &*former.name);
        let plain = [&*actor.name].into_iter().chain(actor.alpha_2.as_deref());
        plain.chain(actor.aliases.iter().map(|alias| &**alias)).chain(former).collect()
    })
}

/// The coalition that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn coalition(model: &Model, word: &str) -> Result<CoalitionId, Unclear> {
    find("coalition", &model.coalitions, word, |coalition| names(&coalition.name, &coalition.aliases))
}

/// The theatre that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn theatre(model: &Model, word: &str) -> Result<TheatreId, Unclear> {
    find("theatre", &model.theatres, word, |place| names(&place.name, &place.aliases))
}

/// The activity that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn activity(model: &Model, word: &str) -> Result<ActivityId, Unclear> {
    find("activity", &model.activities, word, |doing| names(&doing.name, &doing.aliases))
}

/// The source that a word names.
///
/// # Errors
/// [`Unclear`] when there is none or more than one.
pub fn source(model: &Model, word: &str) -> Result<SourceId, Unclear> {
    find("source", &model.sources, word, |source| vec![&*source.title])
}

/// The event that a word names, by its id.
///
/// # Errors
/// [`Unclear`] when there is none.
pub fn event(model: &Model, word: &str) -> Result<EventId, Unclear> {
    find("event", &model.events, word, |_| Vec::new())
}

fn names<'a>(name: &'a str, aliases: &'a [Box<str>]) -> Vec<&'a str> {
    std::iter::once(name).chain(aliases.iter().map(|alias| &**alias)).collect()
}

/// The sorts that `show` knows, with the way to look in each.
type Look = fn(&Model, &str) -> Result<Thing, Unclear>;
const SORTS: [(&str, Look); 6] = [
    ("actor", |model, word| actor(model, word).map(Thing::Actor)),
    ("coalition", |model, word| coalition(model, word).map(Thing::Coalition)),
    ("theatre", |model, word| theatre(model, word).map(Thing::Theatre)),
    ("activity", |model, word| activity(model, word).map(Thing::Activity)),
    ("source", |model, word| source(model, word).map(Thing::Source)),
    ("event", |model, word| event(model, word).map(Thing::Event)),
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
                sort: "actor, coalition, theatre, activity, source or event",
                word: word.to_owned(),
                near,
            })
        }
    }
}

/// The things whose id is this text to the letter, and if none, those with such a name.
fn find<I: Id, T>(
    sort: &'static str,
    catalogue: &Catalogue<I, T>,
    word: &str,
    names: impl Fn(&T) -> Vec<&str>,
) -> Result<I, Unclear>
where
    T: HasId,
{
    if let Some(id) = catalogue.find(word) {
        return Ok(id);
    }
    let wanted = name::fold(word);
    let by_id = catalogue.iter().find(|(_, thing)| name::fold(thing.id()) == wanted);
    if let Some((id, _)) = by_id {
        return Ok(id);
    }
    let named: Vec<(I, &T)> = (catalogue.iter())
        .filter(|(_, thing)| names(thing).iter().any(|known| name::fold(known) == wanted))
        .collect();
    match named.as_slice() {
        [(id, _)] => Ok(*id),
        [] => Err(Unclear::Unknown {
            sort,
            word: word.to_owned(),
            near: nearest(word, catalogue, names),
        }),
        many => Err(Unclear::Ambiguous {
            sort,
            word: word.to_owned(),
            ids: many.iter().map(|(_, thing)| thing.id().to_owned()).collect(),
        }),
    }
}

/// The ids of the things whose id or name is nearest.
fn nearest<I: Id, T: HasId>(
    word: &str,
    catalogue: &Catalogue<I, T>,
    names: impl Fn(&T) -> Vec<&str>,
) -> Vec<String> {
    let known = catalogue.iter().flat_map(|(_, thing)| {
        names(thing).into_iter().chain([thing.id()]).map(move |name| (name, thing.id()))
    });
    let known: Vec<(&str, &str)> = known.collect();
    let mut ids: Vec<String> = Vec::new();
    for near in name::nearest(word, known.iter().map(|(name, _)| *name)) {
        let of = known.iter().filter(|(name, _)| *name == near).map(|(_, id)| (*id).to_owned());
        for id in of {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

/// A thing with a readable id.
pub trait HasId {
    /// The id.
    fn id(&self) -> &str;
}

macro_rules! has_id {
    ($($sort:ty),+) => {$(
        impl HasId for $sort {
            fn id(&self) -> &str {
                &self.id
            }
        }
    )+};
}
has_id!(crate::model::Actor, crate::model::Coalition, crate::model::Source, crate::model::Event);

impl<I> HasId for crate::model::Node<I> {
    fn id(&self) -> &str {
        &self.id
    }
}
