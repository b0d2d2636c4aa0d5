//! Who is in, where, with what and under what.

use serde::Serialize;
use serde_json::json;

use super::words::{
    ScopeCell, cells_in_words, coalition_on, contribution_in_words, count_in_words, counted,
    restriction_in_words, spell,
};
use super::{Answer, Row, add_new, event_ids, or_empty, source_ids};
use crate::day::Day;
use crate::model::{ActorId, Cell, CoalitionId, Contribution, EventId, Model, Track};
use crate::question::Members;
use crate::timeline::{Filter, Holds, Line, Sort, Standing, Timeline};

/// One actor in one coalition.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct MemberRow {
    pub actor: String,
    pub name: String,
    pub coalition: String,
    pub via: Vec<String>,
    pub standing: Standing,
    pub certainty: Holds,
    pub since: Option<String>,
    pub until: Option<String>,
    pub scope: Vec<MemberCell>,
    pub contributions: Vec<Brings>,
    pub restrictions: Vec<Bound>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    pub last_attested: Option<String>,
    #[serde(skip)]
    seen: Seen,
}

/// An open cell of the asked track.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct MemberCell {
    #[serde(flatten)]
    pub cell: ScopeCell,
    pub certainty: Holds,
    pub suspended: bool,
}

/// What is brought.
#[derive(Debug, Serialize, PartialEq)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct Brings {
    pub what: String,
    pub count: CountJson,
    pub certainty: Holds,
}

/// A count: a number, a range, or null for some.
#[derive(Debug, Serialize, PartialEq)]
#[serde(untagged)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub enum CountJson {
    Exact(u32),
    Range([u32; 2]),
    Some,
}

/// A restriction in force.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct Bound {
    pub id: String,
    pub certainty: Holds,
}

/// What people see of a row, beside the contract.
#[derive(Debug, Default)]
struct Seen {
    coalition: String,
    scope: String,
    brings: String,
    /// Its own, in words. What binds every member is said below the table.
    restrictions: String,
    for_all: Vec<String>,
    via: String,
    cites: Vec<String>,
    by_coalition: bool,
}

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Members) -> Answer<MemberRow> {
    let model = &*timeline.model;
    let mut rows = Vec::new();
    for coalition in coalitions(model, asked) {
        for actor in actors(timeline, asked, coalition) {
            rows.extend(
                Party {
                    timeline,
                    asked,
                    coalition,
                    actor,
                }
                .row(),
            );
        }
    }
    rows.sort_by(|a, b| (&a.coalition, &a.name, &a.actor).cmp(&(&b.coalition, &b.name, &b.actor)));
    let certainties: Vec<_> = rows.iter().map(|row| Some(row.certainty)).collect();
    let mut answer = Answer::new(model, question(model, asked), title(timeline, asked), rows);
    if answer.rows.is_empty() {
        answer.notes = why_empty(timeline, asked);
    } else {
        let (one, many) = if asked.standing {
            ("actor", "actors")
        } else {
            ("member", "members")
        };
        answer.notes.push(counted(one, many, &certainties));
        answer.notes.extend(for_all(&answer.rows));
        answer.notes.push(super::AT_THE_END.to_owned());
    }
    answer
}

/// The restrictions that a coalition lays on every member.
fn for_all(rows: &[MemberRow]) -> Option<String> {
    let mut rules: Vec<String> = Vec::new();
    add_new(
        &mut rules,
        rows.iter().flat_map(|row| row.seen.for_all.iter().cloned()),
    );
    (!rules.is_empty()).then(|| format!("Laid on every member: {}.", rules.join("; ")))
}

fn coalitions(model: &Model, asked: &Members) -> Vec<CoalitionId> {
    match asked.coalition {
        Some(coalition) => vec![coalition],
        None => model.coalitions.iter().map(|(id, _)| id).collect(),
    }
}

fn actors(timeline: &Timeline, asked: &Members, coalition: CoalitionId) -> Vec<ActorId> {
    let parts: Vec<_> = match asked.coalition {
        Some(whole) => timeline.model.parts(whole).collect(),
        None => vec![coalition],
    };
    let mut actors: Vec<_> = parts
        .iter()
        .flat_map(|&part| timeline.actors_in(part))
        .collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// An actor in a coalition, as asked.
struct Party<'a> {
    timeline: &'a Timeline,
    asked: &'a Members,
    coalition: CoalitionId,
    actor: ActorId,
}

/// Since when and until when a row holds, and how surely.
struct Stay {
    holds: Holds,
    since: Option<String>,
    until: Option<String>,
    openers: Vec<EventId>,
}

impl Party<'_> {
    fn row(&self) -> Option<MemberRow> {
        let stay = self.stay()?;
        let model = &*self.timeline.model;
        let day = self.asked.on;
        let cells = self.open_cells();
        let contributions = self.contributions();
        let restrictions = self.restrictions();
        let mut events = stay.openers.clone();
        add_new(
            &mut events,
            cells.iter().flat_map(|cell| cell.openers.iter().copied()),
        );
        add_new(&mut events, contributions.iter().map(|(event, ..)| *event));
        add_new(
            &mut events,
            restrictions
                .iter()
                .flat_map(|rule| rule.openers.iter().copied()),
        );
        let brings: Vec<_> = contributions
            .iter()
            .map(|(_, brought, holds)| said(brought, *holds))
            .collect();
        let actor = &model.actors[self.actor];
        let coalition = &model.coalitions[self.coalition];
        Some(MemberRow {
            actor: actor.id.to_string(),
            name: actor.name.to_string(),
            coalition: coalition.id.to_string(),
            via: self.via(),
            standing: self.timeline.standing(self.coalition, self.actor, day).0,
            certainty: stay.holds,
            since: stay.since,
            until: stay.until,
            last_attested: self.last_attested().map(|day| day.to_string()),
            sources: source_ids(model, &events),
            events: event_ids(model, &events),
            seen: Seen {
                coalition: coalition_on(self.timeline, self.coalition, day),
                scope: cells_in_words(model, &in_words(&cells)),
                brings: brings.join(", "),
                restrictions: in_words_where(&restrictions, false).join("; "),
                for_all: in_words_where(&restrictions, true),
                via: self.via_names(),
                cites: source_ids(model, &stay.openers),
                by_coalition: self.asked.coalition.is_none(),
            },
            scope: cells.into_iter().map(|cell| cell.json(model)).collect(),
            contributions: (contributions.into_iter())
                .map(|(_, brought, holds)| Brings {
                    count: count_json(&brought),
                    what: brought.what.into(),
                    certainty: holds,
                })
                .collect(),
            restrictions: restrictions.into_iter().map(|rule| rule.bound).collect(),
        })
    }

    /// The membership, or the earliest cell that is asked for; or, where everybody with a standing is
    /// asked for, the act that gave it.
    fn stay(&self) -> Option<Stay> {
        let asks_for_cells = self.asked.by != Track::Declared || !self.filter().is_empty();
        let found = if asks_for_cells {
            self.in_cells()
        } else {
            self.as_member()
        };
        if found.is_some() || !self.asked.standing {
            return found;
        }
        let (standing, act) = self
            .timeline
            .standing(self.coalition, self.actor, self.asked.on);
        let act = act.filter(|_| standing != Standing::None)?;
        Some(Stay {
            holds: Holds::Certain,
            since: Some(self.timeline.model.events[act].date.to_string()),
            until: None,
            openers: vec![act],
        })
    }

    fn as_member(&self) -> Option<Stay> {
        let day = self.asked.on;
        let vias: Vec<CoalitionId> = self.vias();
        let lines = vias
            .iter()
            .filter_map(|&via| self.timeline.membership(via, self.actor));
        let direct = |line: &&Line| line.key.coalition == Some(self.coalition);
        let lines: Vec<&Line> = lines.collect();
        let holds = match self.asked.coalition {
            Some(_) => self.timeline.member(self.coalition, self.actor, day),
            None => self.timeline.direct_member(self.coalition, self.actor, day),
        };
        let own: Vec<&Line> = lines.iter().copied().filter(direct).collect();
        self.stay_on(if own.is_empty() { lines } else { own }, holds)
    }

    fn in_cells(&self) -> Option<Stay> {
        let mut holds = Holds::Never;
        let mut lines = Vec::new();
        for (part, counts) in self.counting() {
            for (cell, line) in self.timeline.cells(part, self.actor, self.asked.by) {
                if self
                    .filter()
                    .finds(&self.timeline.model, self.asked.by, cell)
                {
                    let open = counts.and(self.timeline.cell_holds(line, self.asked.on));
                    holds = holds.or(open);
                    lines.extend(open.may_be().then_some(line));
                }
            }
        }
        self.stay_on(lines, holds)
    }

    /// The stay on the line of these that was opened first.
    fn stay_on(&self, lines: Vec<&Line>, holds: Holds) -> Option<Stay> {
        let day = self.asked.on;
        let openers = |line: &&Line| line.on(day).openers().next();
        let first = lines
            .iter()
            .min_by_key(|line| openers(line).map(|event| (self.timeline.bounds(event), event)))?;
        let opener = openers(first)?;
        let (since, until) = spell(self.timeline, first, opener);
        let mut events = Vec::new();
        for line in &lines {
            for opener in line.on(day).openers() {
                let until_day = |event: &EventId| self.timeline.bounds(*event).earliest <= day;
                add_new(&mut events, line.evidence(opener).filter(until_day));
            }
        }
        holds.may_be().then_some(Stay {
            holds,
            since: Some(since),
            until,
            openers: events,
        })
    }

    fn filter(&self) -> Filter {
        Filter {
            theatre: self.asked.theatre,
            activity: self.asked.activity,
        }
    }

    /// The coalitions whose memberships count for the one asked for.
    fn vias(&self) -> Vec<CoalitionId> {
        let all = self
            .timeline
            .memberships(self.coalition, self.actor, self.asked.on);
        let all = all.into_iter().map(|via| via.coalition);
        all.filter(|&via| self.asked.coalition.is_some() || via == self.coalition)
            .collect()
    }

    fn via(&self) -> Vec<String> {
        let parts = self.vias().into_iter().filter(|&via| via != self.coalition);
        let mut via: Vec<_> = parts
            .map(|via| self.timeline.model.coalitions[via].id.to_string())
            .collect();
        via.sort();
        via
    }

    fn via_names(&self) -> String {
        let parts = self.vias().into_iter().filter(|&via| via != self.coalition);
        let names = parts.map(|via| self.timeline.model.coalitions[via].name.to_string());
        names.collect::<Vec<_>>().join(", ")
    }

    /// The coalition and, where one was asked for, its parts, with whether they count for it.
    fn counting(&self) -> Vec<(CoalitionId, Holds)> {
        let parts = self.timeline.model.parts(self.coalition);
        let asked = parts.filter(|&part| self.asked.coalition.is_some() || part == self.coalition);
        asked
            .map(|part| {
                (
                    part,
                    self.timeline
                        .counts_for(part, self.coalition, self.asked.on),
                )
            })
            .filter(|(_, counts)| counts.may_be())
            .collect()
    }

    fn open_cells(&self) -> Vec<OpenCell> {
        let day = self.asked.on;
        let mut cells: Vec<OpenCell> = Vec::new();
        for (part, counts) in self.counting() {
            for (cell, line) in self.timeline.cells(part, self.actor, self.asked.by) {
                let holds = counts.and(line.on(day).holds());
                if !holds.may_be() {
                    continue;
                }
                let suspended = self.timeline.suspended(part, self.actor, cell, day);
                let openers: Vec<_> = line.on(day).openers().collect();
                match cells.iter_mut().find(|known| known.cell == cell) {
                    Some(known) => {
                        known.holds = known.holds.or(holds);
                        known.suspended = known.suspended.and(suspended);
                        add_new(&mut known.openers, openers);
                    }
                    None => cells.push(OpenCell {
                        cell,
                        holds,
                        suspended,
                        openers,
                    }),
                }
            }
        }
        let ids = |cell: &OpenCell| ScopeCell::new(&self.timeline.model, cell.cell);
        cells.sort_by_key(|cell| (ids(cell).theatre, ids(cell).activity));
        cells
    }

    fn contributions(&self) -> Vec<(EventId, Contribution, Holds)> {
        let mut brought = Vec::new();
        for (part, counts) in self.counting() {
            for line in self.timeline.group(Some(part), Some(self.actor)) {
                let Sort::Contribution(what) = &line.key.sort else {
                    continue;
                };
                let states = line.on(self.asked.on);
                let events: Vec<_> = states.openers().collect();
                let holds = if events.len() > 1 {
                    Holds::Possible
                } else {
                    states.holds()
                };
                for event in events {
                    let all = &self.timeline.model.events[event].contributions;
                    let same = all.iter().find(|contribution| contribution.what == *what);
                    brought.extend(same.map(|same| (event, same.clone(), counts.and(holds))));
                }
            }
        }
        brought.sort_by(|a, b| (&a.1.what, a.0).cmp(&(&b.1.what, b.0)));
        brought
    }

    fn restrictions(&self) -> Vec<InForce> {
        let model = &*self.timeline.model;
        let binding = self
            .timeline
            .binding(self.coalition, self.actor, self.asked.on);
        let mut bound: Vec<_> = (binding.into_iter())
            .filter_map(|(line, holds)| {
                let Sort::Restriction(id) = line.key.sort else {
                    return None;
                };
                let rule = &model.restrictions[id];
                Some(InForce {
                    bound: Bound {
                        id: rule.id.to_string(),
                        certainty: holds,
                    },
                    words: restriction_in_words(model, rule),
                    for_all: rule.actor.is_none(),
                    openers: line.on(self.asked.on).openers().collect(),
                })
            })
            .collect();
        bound.sort_by(|a, b| a.bound.id.cmp(&b.bound.id));
        bound
    }

    /// The latest day of the newest event of the actor, here or in a part, that has happened.
    fn last_attested(&self) -> Option<Day> {
        let parts: Vec<_> = self.counting().into_iter().map(|(part, _)| part).collect();
        let own = self.timeline.events().filter(|(_, event)| {
            event.actor == Some(self.actor) && event.coalition.is_some_and(|c| parts.contains(&c))
        });
        own.map(|(id, _)| self.timeline.bounds(id).latest)
            .filter(|&day| day <= self.asked.on)
            .max()
    }
}

/// A restriction that binds the actor.
struct InForce {
    bound: Bound,
    words: String,
    for_all: bool,
    openers: Vec<EventId>,
}

fn in_words_where(rules: &[InForce], for_all: bool) -> Vec<String> {
    let asked = rules.iter().filter(|rule| rule.for_all == for_all);
    asked
        .map(|rule| match rule.bound.certainty {
            Holds::Certain => rule.words.clone(),
            _ => format!("possibly {}", rule.words),
        })
        .collect()
}

struct OpenCell {
    cell: Cell,
    holds: Holds,
    suspended: Holds,
    openers: Vec<EventId>,
}

impl OpenCell {
    fn json(self, model: &Model) -> MemberCell {
        MemberCell {
            cell: ScopeCell::new(model, self.cell),
            certainty: self.holds,
            suspended: self.suspended.is_certain(),
        }
    }
}

fn in_words(cells: &[OpenCell]) -> Vec<(Cell, String)> {
    let remark = |cell: &OpenCell| {
        let possible = (cell.holds == Holds::Possible).then_some("possibly");
        let suspended = match cell.suspended {
            Holds::Certain => Some("suspended"),
            Holds::Possible => Some("possibly suspended"),
            Holds::Never => None,
        };
        [possible, suspended]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    };
    cells.iter().map(|cell| (cell.cell, remark(cell))).collect()
}

fn said(brought: &Contribution, holds: Holds) -> String {
    let words = contribution_in_words(brought);
    if holds.is_certain() {
        words
    } else {
        format!("{words} (possibly)")
    }
}

fn count_json(contribution: &Contribution) -> CountJson {
    match contribution.count {
        None => CountJson::Some,
        Some(count) if count.least == count.most => CountJson::Exact(count.most),
        Some(count) => CountJson::Range([count.least, count.most]),
    }
}

fn question(model: &Model, asked: &Members) -> serde_json::Value {
    json!({
        "command": "members",
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
        "in": asked.theatre.map(|id| &*model.theatres[id].id),
        "doing": asked.activity.map(|id| &*model.activities[id].id),
        "by": asked.by.to_string(),
        "standing": asked.standing,
    })
}

fn title(timeline: &Timeline, asked: &Members) -> String {
    let model = &*timeline.model;
    let of = asked.coalition.map_or_else(
        || "every coalition".to_owned(),
        |coalition| coalition_on(timeline, coalition, asked.on),
    );
    let who = if asked.standing {
        "who stands how toward"
    } else {
        "members of"
    };
    let mut title = format!("{who} {of}, {}", asked.by);
    if let Some(theatre) = asked.theatre {
        title += &format!(", in {}", model.theatres[theatre].name);
    }
    if let Some(activity) = asked.activity {
        title += &format!(", doing {}", model.activities[activity].name);
    }
    format!("{title}, at the end of {}", asked.on)
}

/// Why nobody is listed, and what to ask instead.
fn why_empty(timeline: &Timeline, asked: &Members) -> Vec<String> {
    let model = &*timeline.model;
    let mut notes = vec![format!("Nobody is recorded so on {}.", asked.on)];
    let Some(coalition) = asked.coalition else {
        return notes;
    };
    if let Some(first) = timeline
        .first_day(Some(coalition), None)
        .filter(|&first| first > asked.on)
    {
        notes.push(format!("The first event recorded of it is of {first}."));
    }
    let narrowed =
        asked.theatre.is_some() || asked.activity.is_some() || asked.by != Track::Declared;
    if narrowed {
        let wider = Members {
            theatre: None,
            activity: None,
            by: Track::Declared,
            ..*asked
        };
        let members = self::answer(timeline, &wider).rows.len();
        notes.push(format!(
            "Without `--in`, `--doing` and `--by` there are {members}."
        ));
        return notes;
    }
    let others: Vec<_> = (model.coalitions.iter())
        .filter(|&(id, _)| id != coalition)
        .filter(|&(id, _)| {
            timeline
                .actors_in(id)
                .iter()
                .any(|&a| timeline.member(id, a, asked.on).may_be())
        })
        .map(|(_, other)| &*other.id)
        .collect();
    if !others.is_empty() {
        notes.push(format!(
            "Coalitions with members then: {}.",
            others.join(", ")
        ));
    }
    notes
}

impl Row for MemberRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "via",
        "standing",
        "certainty",
        "since",
        "until",
        "scope",
        "contributions",
        "restrictions",
        "events",
        "sources",
        "last_attested",
    ];

    const USUAL: &'static [(&'static str, &'static str)] =
        &[("standing", "member"), ("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "actor",
            "standing",
            "certainty",
            "since",
            "until",
            "scope",
            "brings",
            "restrictions",
            "via",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let coalition = if self.seen.by_coalition {
            &self.seen.coalition
        } else {
            ""
        };
        vec![
            coalition.to_owned(),
            self.name.clone(),
            self.standing.to_string(),
            self.certainty.to_string(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            self.seen.scope.clone(),
            self.seen.brings.clone(),
            self.seen.restrictions.clone(),
            self.seen.via.clone(),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let list = |all: &[String]| all.join("; ");
        let scope: Vec<_> = self.scope.iter().map(|cell| cell.cell.flat()).collect();
        let brings = self
            .contributions
            .iter()
            .map(|brought| match brought.count {
                CountJson::Exact(count) => format!("{count} {}", brought.what),
                CountJson::Range([least, most]) => format!("{least}-{most} {}", brought.what),
                CountJson::Some => format!("{} {}", count_in_words(None), brought.what),
            });
        let bound: Vec<_> = self
            .restrictions
            .iter()
            .map(|bound| bound.id.clone())
            .collect();
        vec![
            self.actor.clone(),
            self.name.clone(),
            self.coalition.clone(),
            list(&self.via),
            self.standing.to_string(),
            self.certainty.to_string(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            list(&scope),
            brings.collect::<Vec<_>>().join("; "),
            list(&bound),
            list(&self.events),
            list(&self.sources),
            or_empty(self.last_attested.as_deref()),
        ]
    }

    fn cites(&self) -> &[String] {
        &self.seen.cites
    }
}
