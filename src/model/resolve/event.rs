//! Events: what their keys say, and which keys their kind takes.

use thin_vec::ThinVec;

use super::Ids;
use super::judge::Judge;
use super::restriction;
use crate::finding::Finding;
use crate::model::rules::{
    DUPLICATE_ID, END_BEFORE_START, KEY_NOT_FOR_KIND, MISSING_ACTOR, MISSING_COALITION, NO_SOURCE,
};
use crate::model::{
    Citation, Claim, Contribution, Event, Few, Further, Kind, Outcome, Restriction, RestrictionId,
    Scope, Status, Vote,
};
use crate::record::{self, Placed, Records, Spanned, Word};
use crate::text::Place;

/// An event, its id if that is its own, and the numbers of the restrictions it opens.
pub(super) struct Draft<'r, 't> {
    placed: &'r Placed<record::Event<'t>>,
    id: Option<&'r Word<'t>>,
    restrictions: Vec<restriction::Written<'r, 't>>,
}

impl<'r, 't> Draft<'r, 't> {
    /// Takes the ids of an event and of its restrictions. An event that lost its id is still judged.
    pub(super) fn take(
        placed: &'r Placed<record::Event<'t>>,
        ids: &mut Ids<'t>,
        findings: &mut Vec<Finding>,
    ) -> Draft<'r, 't> {
        let id = ids.events.take(placed, placed.record.id.as_ref(), findings);
        let restrictions = (placed.record.restrictions.iter()).filter_map(|written| {
            let id = written.get_ref().id.as_ref();
            let (number, id) = ids.restrictions.take(placed, id, findings)?;
            Some((number, id, written))
        });
        Draft {
            placed,
            restrictions: restrictions.collect(),
            id: id.map(|(_, id)| id),
        }
    }

    /// The draft of an event whose ids are taken already.
    pub(super) fn taken(placed: &'r Placed<record::Event<'t>>, ids: &Ids<'t>) -> Draft<'r, 't> {
        let restrictions = (placed.record.restrictions.iter()).filter_map(|written| {
            let id = written.get_ref().id.as_ref()?.get_ref();
            Some((ids.restrictions.number(id)?, id, written))
        });
        Draft {
            placed,
            restrictions: restrictions.collect(),
            id: placed.record.id.as_ref().map(Spanned::get_ref),
        }
    }

    /// Its record.
    pub(super) fn record(&self) -> &'r record::Event<'t> {
        &self.placed.record
    }

    /// The place of it.
    pub(super) fn place(&self) -> Place {
        place_of(self.placed)
    }
}

/// A sound event and the restrictions it opens, under their first numbers.
pub(super) struct Resolved {
    pub(super) event: Event,
    pub(super) restrictions: Vec<(RestrictionId, Restriction)>,
}

/// Takes the ids of all events and restrictions.
pub(super) fn take_ids<'r, 't>(
    records: &'r Records<'t>,
    ids: &mut Ids<'t>,
    findings: &mut Vec<Finding>,
) -> Vec<Draft<'r, 't>> {
    ids.events.reserve(records.events.len());
    let taken = (records.events.iter()).map(|placed| Draft::take(placed, ids, findings));
    // The numbers of events count those with an id; the others come behind and are never kept.
    let (mut drafts, nameless): (Vec<_>, Vec<_>) = taken.partition(|draft| draft.id.is_some());
    drafts.extend(nameless);
    drafts
}

/// The event of a draft, if it is sound.
pub(super) fn resolve(
    draft: &Draft<'_, '_>,
    ids: &Ids<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Resolved> {
    let record = &draft.placed.record;
    let mut judge = Judge::new(draft.placed, findings);
    let date = judge.need(record.date.as_ref(), "date");
    let when = judge.date(date);
    let kind = judge.need(record.kind.as_ref(), "kind");
    let kind = judge.word::<Kind>(kind, "kind");
    let status = judge.word::<Status>(record.status.as_ref(), "status");
    let actor = record
        .actor
        .as_ref()
        .map(|word| judge.find(&ids.actors, word));
    let coalition = record
        .coalition
        .as_ref()
        .map(|word| judge.find(&ids.coalitions, word));
    if let Some(kind) = kind {
        parties(kind, actor.is_some(), coalition.is_some(), &mut judge);
        keys_of_kind(kind, record, &mut judge);
    }
    let until = judge.date(record.until.as_ref());
    if let (Some(when), Some(until), Some(written)) = (&when, &until, &record.until)
        && until.latest() < when.earliest()
    {
        let place = judge.place(written);
        judge.report(Finding::new(
            &END_BEFORE_START,
            format!("the event ends on {until}, before it begins on {when}"),
            place,
            format!("before {when}"),
        ));
    }
    let scope = Scope {
        theatres: judge.list(&ids.theatres, record.theatres.as_ref(), "theatres"),
        activities: judge.list(&ids.activities, record.activities.as_ref(), "activities"),
    };
    let restrictions = restriction::resolve(&draft.restrictions, ids, &mut judge);
    let sound_restrictions = restrictions.len() == record.restrictions.len();
    let with = judge.find_all(&ids.actors, &record.with.0);
    let vote = record
        .vote
        .as_ref()
        .map(|written| Box::new(vote(written, &mut judge)));
    let contributions = contributions(record, &mut judge);
    let lifts = judge.find_all(&ids.restrictions, &record.lifts);
    let after = judge.find_all(&ids.events, &record.after.0);
    let replaces = (record.replaces.as_ref()).and_then(|word| judge.find(&ids.events, word));
    let predecessors = judge.find_all(&ids.coalitions, &record.predecessors);
    let sources = citations(record, ids, &mut judge);
    let further = Further {
        until,
        vote,
        with,
        lifts,
        after,
        replaces,
        predecessors,
        name: judge.text(record.name.as_ref()),
        caveat_free: (record.caveat_free.as_ref()).is_some_and(|yes| *yes.get_ref()),
        note: judge.text(record.note.as_ref()),
        tags: judge.texts(&record.tags),
    };
    let event = Event {
        id: draft.placed.part(draft.id.map_or("", |id| id)),
        date: when?,
        kind: kind?,
        actor: actor.flatten(),
        coalition: coalition.flatten(),
        scope,
        contributions,
        restrictions: ThinVec::new(),
        status: status.unwrap_or_default(),
        sources,
        summary: judge.text(record.summary.as_ref()),
        more: further.into(),
        place: place_of(draft.placed),
        date_place: date.map_or_else(|| draft.placed.head(), |date| draft.placed.place(date)),
    };
    let restrictions = (restrictions.into_iter())
        .map(|(number, mut restriction)| {
            restriction.actor = event.actor;
            restriction.coalition = event.coalition;
            if event.kind == Kind::Restrict && restriction.until.is_none() {
                restriction.until.clone_from(&event.more.until);
            }
            (number, restriction)
        })
        .collect();
    (judge.sound && sound_restrictions && draft.id.is_some()).then_some(Resolved {
        event,
        restrictions,
    })
}

/// An event is known to people by its id: that is what is marked in messages.
fn place_of(placed: &Placed<record::Event<'_>>) -> Place {
    placed
        .record
        .id
        .as_ref()
        .map_or_else(|| placed.head(), |id| placed.place(id))
}

fn parties(kind: Kind, actor: bool, coalition: bool, judge: &mut Judge<'_, '_, record::Event<'_>>) {
    let both_lack = !actor && !coalition;
    let fault = if both_lack || (!actor && !kind.may_lack_actor()) {
        Some((&MISSING_ACTOR, "actor"))
    } else if !coalition && kind.needs_coalition() {
        Some((&MISSING_COALITION, "coalition"))
    } else {
        None
    };
    if let Some((rule, key)) = fault {
        let placed = judge.placed();
        let kind_place = |kind| placed.place(kind);
        let place = placed
            .record
            .kind
            .as_ref()
            .map_or_else(|| placed.head(), kind_place);
        judge.report(Finding::new(
            rule,
            format!("`{kind}` without `{key}`"),
            place,
            format!("of which {key}?"),
        ));
    }
}

/// Keys that mean something only on certain kinds.
fn keys_of_kind(
    kind: Kind,
    record: &record::Event<'_>,
    judge: &mut Judge<'_, '_, record::Event<'_>>,
) {
    let scope = record.theatres.as_ref().or(record.activities.as_ref());
    let names_coalition = kind.begins_coalition() || kind == Kind::Rename;
    let cases = [
        (
            "theatres` or `activities",
            scope.map(Spanned::span),
            !kind.ends_membership(),
        ),
        (
            "predecessors",
            record.predecessors.first().map(Spanned::span),
            kind == Kind::Succeed,
        ),
        (
            "name",
            record.name.as_ref().map(Spanned::span),
            names_coalition,
        ),
        (
            "caveat-free",
            record.caveat_free.as_ref().map(Spanned::span),
            kind == Kind::Statement,
        ),
        (
            "restrictions",
            record.restrictions.first().map(Spanned::span),
            kind.may_restrict(),
        ),
        (
            "lifts",
            record.lifts.first().map(Spanned::span),
            kind.may_lift(),
        ),
    ];
    for (key, written, fits) in cases {
        if let Some(span) = written.filter(|_| !fits) {
            judge.report(Finding::new(
                &KEY_NOT_FOR_KIND,
                format!("`{kind}` takes no `{key}`"),
                judge.at(span),
                "means nothing here",
            ));
        }
    }
    match kind {
        Kind::Rename => drop(judge.need(record.name.as_ref(), "name")),
        Kind::Restrict => drop(judge.need(record.restrictions.first(), "restrictions")),
        Kind::Lift => drop(judge.need(record.lifts.first(), "lifts")),
        _ => {}
    }
}

fn vote(written: &record::Vote<'_>, judge: &mut Judge<'_, '_, record::Event<'_>>) -> Vote {
    Vote {
        body: judge.text(written.body.as_ref()),
        ayes: written.ayes,
        noes: written.noes,
        abstentions: written.abstentions,
        needed: written.needed,
        outcome: judge.word::<Outcome>(written.outcome.as_ref(), "outcome"),
    }
}

fn contributions(
    record: &record::Event<'_>,
    judge: &mut Judge<'_, '_, record::Event<'_>>,
) -> ThinVec<Contribution> {
    let mut brought: ThinVec<Contribution> = ThinVec::with_capacity(record.contributions.len());
    for written in &record.contributions {
        let Some(what) = judge.need(written.what.as_ref(), "what") else {
            continue;
        };
        if brought.iter().any(|known| *known.what == **what.get_ref()) {
            let message = format!("`{}` is counted twice in one event", what.get_ref());
            let place = judge.place(what);
            judge.report(Finding::new(&DUPLICATE_ID, message, place, "again here"));
        }
        brought.push(Contribution {
            what: judge.placed().part(what.get_ref()),
            count: written.count.as_ref().map(|count| *count.get_ref()),
        });
    }
    brought
}

fn citations(
    record: &record::Event<'_>,
    ids: &Ids<'_>,
    judge: &mut Judge<'_, '_, record::Event<'_>>,
) -> Few<Citation> {
    if record.sources.is_empty() && judge.placed().whole {
        let place = place_of(judge.placed());
        judge.report(Finding::new(
            &NO_SOURCE,
            "the event has no source",
            place,
            "says who?",
        ));
    }
    let cited = record.sources.iter().filter_map(|written| {
        let own = Claim {
            date: judge.date(written.date.as_ref()),
            at: judge.text(written.at.as_ref()),
            note: judge.text(written.note.as_ref()),
        };
        Some(Citation {
            source: judge.find(&ids.sources, &written.id)?,
            own: own.into(),
        })
    });
    cited.collect()
}
