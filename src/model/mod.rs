//! The checked model: ids resolved, dates read, places and activities as graphs.
//!
//! What could not be resolved is reported and left out, so that the rest can still be asked.

mod catalogue;
mod event;
mod expectation;
mod few;
mod kind;
mod rare;
mod resolve;
mod restriction;
pub mod rules;
mod tree;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::later::{Later, List};
use crate::text::Place;
use crate::wording::Str;

pub use self::catalogue::{Actor, Coalition, FormerName, Imprint, Node, Source};
pub use self::event::{
    Cell, Citation, Claim, Contribution, Event, Further, Outcome, Scope, Status, Vote,
};
pub use self::expectation::{Expectation, Written};
pub use self::few::Few;
pub use self::kind::{Kind, Track};
pub use self::rare::Rare;
pub use self::resolve::{load, load_with, resolve};
pub use self::restriction::{Level, Restriction, Rule as RestrictionRule};
pub use self::tree::Tree;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub struct $name(NonZeroU32);

        impl Id for $name {
            const LAST: Self = $name(NonZeroU32::MAX);

            fn from_index(index: usize) -> Self {
                let before = u32::try_from(index).unwrap_or(u32::MAX);
                $name(NonZeroU32::MIN.saturating_add(before))
            }
            fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }
    )+};
}

/// The number of a thing within its sort.
pub trait Id: Copy + Ord {
    /// Behind all others, and the number of none.
    const LAST: Self;
    /// From its place in the catalogue.
    fn from_index(index: usize) -> Self;
    /// Its place in the catalogue.
    fn index(self) -> usize;
}

ids! {
    /// An actor of the model.
    ActorId
    /// A coalition of the model.
    CoalitionId
    /// A theatre of the model.
    TheatreId
    /// An activity of the model.
    ActivityId
    /// A source of the model.
    SourceId
    /// An event of the model; in record order: path, then place in the file.
    EventId
    /// A restriction of the model.
    RestrictionId
}

/// What has a readable id.
pub trait Named {
    /// The id that people write.
    fn id(&self) -> &Str;
}

/// Things of one sort, each with a readable id.
#[derive(Debug)]
pub struct Catalogue<I, T> {
    items: List<T>,
    /// Of what is read from bytes, the names alone, so that one is found without reading all.
    names: Option<Later<Vec<Str>>>,
    /// Worked out when first asked for.
    by_name: OnceLock<HashMap<Str, I, foldhash::fast::RandomState>>,
}

impl<I: Id, T: Named + Serialize> Serialize for Catalogue<I, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<Str> = self.iter().map(|(_, item)| item.id().clone()).collect();
        (&self.items, Later::from(names)).serialize(serializer)
    }
}

/// Only from what lasts as long as the program.
impl<'de: 'static, I, T: Deserialize<'static>> Deserialize<'de> for Catalogue<I, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (items, names) = Deserialize::deserialize(deserializer)?;
        Ok(Catalogue {
            items,
            names: Some(names),
            by_name: OnceLock::new(),
        })
    }
}

impl<I, T> Default for Catalogue<I, T> {
    fn default() -> Self {
        Catalogue {
            items: List::default(),
            names: None,
            by_name: OnceLock::new(),
        }
    }
}

impl<I: Id, T> Catalogue<I, T> {
    /// Adds a thing.
    pub(crate) fn add(&mut self, item: T) -> I {
        let id = I::from_index(self.items.len());
        self.items.change(|items| items.push(item));
        self.by_name = OnceLock::new();
        id
    }

    /// Changes a thing; its id stays.
    pub(crate) fn change(&mut self, id: I, change: impl FnOnce(&mut T)) {
        self.items.change(|items| change(&mut items[id.index()]));
    }

    /// Adds things that each have a number among all, in the order of these.
    pub(crate) fn merge(&mut self, numbered: Vec<(I, T)>) {
        self.items.change(|items| {
            let room = items.len() + numbered.len();
            let mut others = std::mem::replace(items, Vec::with_capacity(room)).into_iter();
            for (id, item) in numbered {
                let before = id.index() - items.len();
                items.extend(others.by_ref().take(before));
                items.push(item);
            }
            items.extend(others);
        });
        self.by_name = OnceLock::new();
    }

    /// With room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.items.change(|items| items.reserve_exact(more));
    }

    /// Gives back the room that is not taken.
    pub(crate) fn fit(&mut self) {
        self.items.change(Vec::shrink_to_fit);
    }

    /// The thing with this readable id.
    pub fn find(&self, name: &str) -> Option<I>
    where
        T: Named,
    {
        let by_name = self.by_name.get_or_init(|| match &self.names {
            Some(names) => (names.iter().cloned().zip(0..))
                .map(|(name, at)| (name, I::from_index(at)))
                .collect(),
            None => (self.iter())
                .map(|(id, item)| (item.id().clone(), id))
                .collect(),
        });
        by_name.get(name).copied()
    }

    /// All of them with their numbers, in record order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        (0..self.len()).map(|index| (I::from_index(index), &self.items[index]))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<I: Id, T> std::ops::Index<I> for Catalogue<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

macro_rules! named {
    ($($thing:ty),+) => {$(
        impl Named for $thing {
            fn id(&self) -> &Str {
                &self.id
            }
        }
    )+};
}

named!(Actor, Coalition, Source, Event, Restriction);

impl<I> Named for Node<I> {
    fn id(&self) -> &Str {
        &self.id
    }
}

/// Everything the records say, resolved.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Model {
    /// States and other bodies.
    pub actors: Catalogue<ActorId, Actor>,
    /// What actors are members of.
    pub coalitions: Catalogue<CoalitionId, Coalition>,
    /// Each coalition with all its parts, in record order; worked out when first asked for.
    #[serde(skip)]
    parts: OnceLock<Vec<Vec<CoalitionId>>>,
    /// Places, by id.
    pub theatres: Catalogue<TheatreId, Node<TheatreId>>,
    /// What lies within what.
    pub places: Tree<TheatreId>,
    /// What is done, by id.
    pub activities: Catalogue<ActivityId, Node<ActivityId>>,
    /// What is part of what.
    pub doings: Tree<ActivityId>,
    /// Who published a claim.
    pub sources: Catalogue<SourceId, Source>,
    /// Dated acts, in record order. Those left out for a fault are not among them.
    pub events: Catalogue<EventId, Event>,
    /// National caveats.
    pub restrictions: Catalogue<RestrictionId, Restriction>,
    /// What the records should add up to, in record order. For the check alone, which reads the files: a
    /// timeline that was kept as bytes has none.
    #[serde(skip)]
    pub expectations: Vec<Expectation>,
    /// The sources that no record names, sound or not; for the check alone.
    #[serde(skip)]
    pub uncited: Vec<SourceId>,
    /// How many expectations a fault has left out.
    pub expectations_left_out: usize,
    /// The records that a fault has left out.
    pub left_out: Vec<Place>,
}

impl Model {
    /// The coalition, then what it is part of, and so on up.
    pub fn wholes(&self, coalition: CoalitionId) -> impl Iterator<Item = CoalitionId> {
        std::iter::successors(Some(coalition), |&c| self.coalitions[c].part_of)
    }

    /// The coalition and all its parts, at any depth.
    pub fn parts(&self, whole: CoalitionId) -> impl Iterator<Item = CoalitionId> {
        let all = self.parts.get_or_init(|| {
            let mut parts = vec![Vec::new(); self.coalitions.len()];
            for (id, _) in self.coalitions.iter() {
                for whole in self.wholes(id) {
                    parts[whole.index()].push(id);
                }
            }
            parts
        });
        all[whole.index()].iter().copied()
    }
}
