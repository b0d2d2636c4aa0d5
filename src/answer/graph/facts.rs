//! What nodes and edges say: plain data.

use strum::{Display, IntoStaticStr};

use crate::model::{Kind, Track};
use crate::timeline::Holds;

/// A thing of the graph.
#[derive(Debug)]
pub struct Node {
    /// What sort of thing.
    pub sort: NodeSort,
    /// Its id among those of its sort.
    pub id: String,
    /// What people call it; of an event, who did what.
    pub name: String,
    /// The coalition that it is part of: the place in the graph's nodes, where it is among them.
    pub part_of: Option<usize>,
    /// How surely a coalition exists on the day.
    pub certainty: Option<Holds>,
    /// More of an event.
    pub moment: Option<Moment>,
}

impl Node {
    /// Its id among all nodes: `actor:DNK`, as `coalition show` takes it.
    pub fn key(&self) -> String {
        format!("{}:{}", self.sort, self.id)
    }
}

/// The sorts of node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Display, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "each is what it says")]
pub enum NodeSort {
    Coalition,
    Actor,
    Theatre,
    Event,
}

/// The date of an event, and what it was.
#[derive(Debug)]
pub struct Moment {
    /// As recorded.
    pub date: String,
    /// What it does.
    pub kind: Kind,
    /// By or about whom, by id.
    pub actor: Option<String>,
    /// In which coalition, by id.
    pub coalition: Option<String>,
    /// Whether it counts: not retracted or replaced.
    pub counts: bool,
}

/// A tie between two things. The ends are places in the graph's nodes.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// From where.
    pub from: usize,
    /// To where.
    pub to: usize,
    /// How they are tied.
    pub tie: Tie,
}

/// How two things are tied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The first, an actor, is a member of the second, by this track.
    Member(Held),
    /// The first, an actor, takes part in the second: a theatre, or the coalition where the place is
    /// unstated.
    Engaged(Held),
    /// The first theatre lies within the second.
    Within,
    /// The first event comes before the second, or on the same day and before it.
    Before(Because),
    /// The first event stands in the place of the second.
    Replaces,
}

/// How an order is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Display, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Because {
    /// Recorded with `after`.
    After,
    /// The first cannot be later than the second: the bounds of their dates do not overlap.
    Date,
    /// Any other order would be a fault, or contradict what is known of a third event.
    Sense,
}

/// An interval, as far as a day sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// On which track.
    pub track: Track,
    /// In which coalition, by id.
    pub coalition: String,
    /// What is done, by id and by name; none = unstated, or not asked of a membership.
    pub activity: Option<(String, String)>,
    /// The date of its first event, as recorded.
    pub since: String,
    /// Its last day or the date of the event that ended it, as recorded.
    pub until: Option<String>,
    /// How surely it is so on the day.
    pub certainty: Holds,
    /// Whether it is suspended on the day.
    pub suspended: Holds,
    /// The event that opened it, by id.
    pub event: String,
}

impl Tie {
    /// The word for it.
    pub fn relation(&self) -> &'static str {
        match self {
            Tie::Member(_) => "member",
            Tie::Engaged(_) => "engaged",
            Tie::Within => "within",
            Tie::Before(_) => "before",
            Tie::Replaces => "replaces",
        }
    }

    /// The interval, where the tie is one.
    pub fn held(&self) -> Option<&Held> {
        match self {
            Tie::Member(held) | Tie::Engaged(held) => Some(held),
            _ => None,
        }
    }

    /// How people read it, in one or two lines.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Tie::Member(held) if held.track == Track::Declared => {
                vec!["member".to_owned(), held.since()]
            }
            Tie::Member(held) => vec![format!("member, {}", held.track), held.since()],
            Tie::Engaged(held) => vec![
                match &held.activity {
                    Some((_, name)) => format!("{}: {name}", held.track),
                    None => held.track.to_string(),
                },
                format!("{}, {}", held.coalition, held.since()),
            ],
            Tie::Before(because) => vec![because.to_string()],
            Tie::Within | Tie::Replaces => vec![self.relation().to_owned()],
        }
    }
}

impl Held {
    /// Since when, how surely, and whether suspended.
    fn since(&self) -> String {
        let mut since = format!("since {}", self.since);
        if !self.certainty.is_certain() {
            since += &format!(", {}", self.certainty);
        }
        match self.suspended {
            Holds::Never => {}
            Holds::Possible => since += ", possibly suspended",
            Holds::Certain => since += ", suspended",
        }
        since
    }
}
