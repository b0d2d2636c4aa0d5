//! Which lines an event acts on, and what it does to each.

use super::Holds;
use super::line::{Effect, LineKey, Sort, Step, Toward};
use super::strands::strand;
use super::view::View;
use crate::model::{Cell, Contribution, Event, EventId, Kind, Model, Scope, Status, Track};

/// A line with its events, not yet in order.
pub(super) struct DraftLine {
    pub(super) key: LineKey,
    pub(super) steps: Vec<Step>,
}

/// All lines of all events that count: for no coalition and then for each, sorted by key.
pub(super) fn lines(model: &Model, view: &View) -> Vec<Vec<DraftLine>> {
    let mut drafting = Drafting {
        model,
        opened: vec![Vec::new(); model.coalitions.len() + 1],
    };
    let counted = || model.events.iter().filter(|&(id, _)| view.counts(id));
    for (id, event) in counted() {
        drafting.open(id, event);
    }
    let mut drafts = drafting.lines();
    for (id, event) in counted() {
        close(model, &mut drafts, id, event);
    }
    drafts
}

struct Drafting<'m> {
    model: &'m Model,
    /// For no coalition and then for each, the lines that something opens or is expected to open, with what
    /// does.
    opened: Vec<Vec<Opened>>,
}

type Opened = (LineKey, Option<Step>);

impl Drafting<'_> {
    /// What is opened, by line, in the order of the events.
    fn lines(self) -> Vec<Vec<DraftLine>> {
        let draft = |opened: &[Opened]| {
            let mut steps = Vec::with_capacity(opened.len());
            steps.extend(opened.iter().filter_map(|(_, step)| step.clone()));
            let key = opened[0].0.clone();
            DraftLine { key, steps }
        };
        let drafts = self.opened.into_iter().map(|mut of_coalition| {
            of_coalition.sort_by(|(a, _), (b, _)| a.cmp(b));
            let of_one_line = of_coalition.chunk_by(|(a, _), (b, _)| a == b);
            of_one_line.map(draft).collect()
        });
        drafts.collect()
    }

    fn add_opened(&mut self, key: LineKey, step: Option<Step>) {
        self.opened[strand(key.coalition)].push((key, step));
    }

    /// What an event opens: a line is there once something opens it.
    fn open(&mut self, id: EventId, event: &Event) {
        let until = event.more.until.as_ref().map(|until| until.bounds());
        match event.kind {
            Kind::Form | Kind::Succeed => self.add_own(id, event, Sort::Life, Effect::Opens),
            Kind::Dissolve => self.add_own(id, event, Sort::Life, Effect::Closes { faults: true }),
            Kind::Join => self.add(id, event, Sort::Membership, Effect::Joins),
            Kind::Leave | Kind::Expel => self.expect_membership(event),
            Kind::Suspend => self.add_cells(id, event, Sort::Suspension, Effect::Opens),
            Kind::Request | Kind::Consent => self.consent(id, event),
            _ => {}
        }
        let grants = matches!(event.kind, Kind::Authorise | Kind::Renew);
        if let Some(track) = event.kind.opens().filter(|_| !acts_only_on_open(event)) {
            let effect = if grants {
                Effect::Grants {
                    until,
                    anew: event.kind == Kind::Renew || until.is_some(),
                    only_open: false,
                }
            } else {
                Effect::Opens
            };
            self.add_cells(id, event, |cell| Sort::Cell(track, cell), effect);
        }
        for brought in &event.contributions {
            let sort = Sort::Contribution(Box::new(brought.what.clone()));
            self.add(id, event, sort, brings(brought));
        }
        for &restriction in &event.restrictions {
            let until = self.model.restrictions[restriction].until.as_ref();
            let effect = Effect::Grants {
                until: until.map(|until| until.bounds()),
                anew: false,
                only_open: false,
            };
            self.add(id, event, Sort::Restriction(restriction), effect);
        }
        if event.more.caveat_free {
            self.add(id, event, Sort::NoCaveats(id), Effect::Opens);
        }
    }

    fn consent(&mut self, id: EventId, event: &Event) {
        let until = event.more.until.as_ref().map(|until| until.bounds());
        let effect = Effect::Grants {
            until,
            anew: until.is_some(),
            only_open: false,
        };
        for toward in towards(event) {
            for (theatre, _) in places_only(&event.scope).cells() {
                let key = LineKey {
                    coalition: None,
                    actor: event.actor,
                    sort: Sort::Consent(toward, theatre),
                };
                self.push(key, id, event, effect);
            }
        }
    }

    /// Who leaves stands on the line of its membership even if it never joined.
    fn expect_membership(&mut self, event: &Event) {
        let key = LineKey {
            coalition: event.coalition,
            actor: event.actor,
            sort: Sort::Membership,
        };
        self.add_opened(key, None);
    }

    fn add_cells(
        &mut self,
        id: EventId,
        event: &Event,
        sort: impl Fn(Cell) -> Sort,
        effect: Effect,
    ) {
        for cell in event.scope.cells() {
            self.add(id, event, sort(cell), effect);
        }
    }

    fn add(&mut self, id: EventId, event: &Event, sort: Sort, effect: Effect) {
        let key = LineKey {
            coalition: event.coalition,
            actor: event.actor,
            sort,
        };
        self.push(key, id, event, effect);
    }

    /// On a line of the coalition itself, whoever acted.
    fn add_own(&mut self, id: EventId, event: &Event, sort: Sort, effect: Effect) {
        let key = LineKey {
            coalition: event.coalition,
            actor: None,
            sort,
        };
        self.push(key, id, event, effect);
    }

    fn push(&mut self, key: LineKey, id: EventId, event: &Event, effect: Effect) {
        self.add_opened(key, Some(step(id, event, effect)));
    }
}

fn step(id: EventId, event: &Event, effect: Effect) -> Step {
    Step {
        event: id,
        effect,
        disputed: event.status == Status::Disputed,
        dissolves: event.kind == Kind::Dissolve,
        found_open: Holds::Never,
    }
}

fn brings(contribution: &Contribution) -> Effect {
    if contribution.is_end() {
        Effect::Closes { faults: false }
    } else {
        Effect::Sets(contribution.count)
    }
}

/// A `renew` that leaves a part of its scope out acts on what is open inside the rest.
fn acts_only_on_open(event: &Event) -> bool {
    event.kind == Kind::Renew && !event.scope.is_full()
}

fn towards(event: &Event) -> Vec<Toward> {
    match (event.more.with.as_slice(), event.coalition) {
        ([], Some(coalition)) => vec![Toward::Coalition(coalition)],
        ([], None) => vec![Toward::Anyone],
        (actors, _) => actors.iter().map(|&actor| Toward::Actor(actor)).collect(),
    }
}

fn places_only(scope: &Scope) -> Scope {
    Scope {
        theatres: scope.theatres.clone(),
        activities: None,
    }
}

/// An event does one thing to a line: the end of a membership wins over what else it carries, and an
/// event does not lift what it lays down.
fn close_one(line: &mut DraftLine, step: Step) {
    let own = line
        .steps
        .iter_mut()
        .find(|known| known.event == step.event);
    match (own, step.effect) {
        (None, _) => line.steps.push(step),
        (Some(known), Effect::Closes { faults: false }) => *known = step,
        (Some(_), _) => {}
    }
}

/// What an event closes, renews or merely stands on, among the lines that are there.
fn close(model: &Model, drafts: &mut [Vec<DraftLine>], id: EventId, event: &Event) {
    let closes = |faults| Effect::Closes { faults };
    let own = (event.coalition, event.actor);
    let mut act = |(coalition, actor): (Option<_>, Option<_>),
                   whole_coalition: bool,
                   effect: &dyn Fn(&Sort) -> Option<Effect>| {
        let mut lines = drafts[strand(coalition)].as_mut_slice();
        if !whole_coalition {
            let from = lines.partition_point(|line| line.key.actor < actor);
            let to = lines.partition_point(|line| line.key.actor <= actor);
            lines = &mut lines[from..to];
        }
        for line in lines {
            if let Some(effect) = effect(&line.key.sort) {
                close_one(line, step(id, event, effect));
            }
        }
    };
    match event.kind {
        Kind::Leave | Kind::Expel => act(own, false, &|sort| match sort {
            Sort::Life | Sort::Consent(..) => None,
            Sort::Membership => Some(closes(true)),
            _ => Some(closes(false)),
        }),
        Kind::Dissolve => act(own, true, &|sort| match sort {
            Sort::Life | Sort::Consent(..) => None,
            Sort::Membership => Some(closes(true)),
            _ => Some(closes(false)),
        }),
        Kind::Form | Kind::Succeed => act(own, true, &|sort| {
            (*sort == Sort::Membership).then_some(Effect::Stands)
        }),
        Kind::Renew if acts_only_on_open(event) => {
            let until = event.more.until.as_ref().map(|until| until.bounds());
            act(own, false, &|sort| {
                let inside = matches!(sort, Sort::Cell(Track::Authorised, cell) if inside(model, &event.scope, *cell));
                inside.then_some(Effect::Grants {
                    until,
                    anew: true,
                    only_open: true,
                })
            });
        }
        Kind::Resume => act(own, false, &|sort| {
            matches!(sort, Sort::Suspension(cell) if inside(model, &event.scope, *cell))
                .then_some(closes(true))
        }),
        Kind::WithdrawConsent => {
            let toward = towards(event);
            act((None, event.actor), false, &|sort| {
                let Sort::Consent(to, theatre) = sort else {
                    return None;
                };
                let hit = toward.contains(to)
                    && inside(model, &places_only(&event.scope), (*theatre, None));
                hit.then_some(closes(true))
            });
        }
        _ => {}
    }
    if let Some(track) = event.kind.closes() {
        act(own, false, &|sort| {
            matches!(sort, Sort::Cell(of, cell) if *of == track && inside(model, &event.scope, *cell))
                .then_some(closes(true))
        });
    }
    for &lifted in &event.more.lifts {
        let restriction = &model.restrictions[lifted];
        act((restriction.coalition, restriction.actor), false, &|sort| {
            (*sort == Sort::Restriction(lifted)).then_some(closes(true))
        });
    }
}

/// Whether a cell lies inside a closing scope. A part left out of the scope takes in everything.
fn inside(model: &Model, scope: &Scope, (theatre, activity): Cell) -> bool {
    let place = scope.theatres.as_ref().is_none_or(|wholes| {
        theatre.is_some_and(|part| {
            wholes
                .iter()
                .any(|&whole| model.places.contains(whole, part))
        })
    });
    let doing = scope.activities.as_ref().is_none_or(|wholes| {
        wholes.iter().any(|&whole| match activity {
            Some(part) => model.doings.contains(whole, part),
            None => model.doings.is_all(whole),
        })
    });
    place && doing
}
