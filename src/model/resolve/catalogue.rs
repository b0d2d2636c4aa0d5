//! Actors, coalitions, places, activities and sources.

use super::Ids;
use super::judge::{Index, Judge};
use crate::finding::Finding;
use crate::model::rules::{END_BEFORE_START, PART_OF_CYCLE, WITHIN_CYCLE};
use crate::model::tree::cycles;
use crate::model::{
    Actor, Catalogue, Coalition, CoalitionId, FormerName, Id, Imprint, Model, Node, Source, Tree,
};
use crate::record::{self, Placed, Records, Text};
use crate::text::Place;

/// The activity that means every one.
const ANY: &str = "any";

/// Takes the id of an actor, and the actor.
pub(super) fn take_actor<'t>(
    placed: &Placed<record::Actor<'t>>,
    ids: &mut Ids<'t>,
    model: &mut Model,
    findings: &mut Vec<Finding>,
) {
    let record = &placed.record;
    let Some((_, id)) = ids.actors.take(placed, record.id.as_ref(), findings) else {
        return model.left_out.push(placed.head());
    };
    let names = (record.name.iter())
        .chain(&record.aliases)
        .chain(&record.alpha_2);
    for name in names {
        ids.actors.nickname(name, id);
    }
    model.actors.add(actor(placed, id, findings));
}

/// Takes the id of a source, and the source.
pub(super) fn take_source<'t>(
    placed: &Placed<record::Source<'t>>,
    ids: &mut Ids<'t>,
    model: &mut Model,
    findings: &mut Vec<Finding>,
) {
    let id = placed.record.id.as_ref();
    let Some((_, id)) = ids.sources.take(placed, id, findings) else {
        return model.left_out.push(placed.head());
    };
    model.sources.add(source(placed, id, findings));
}

/// Resolves what lies within others of its sort: coalitions, theatres and activities.
pub(super) fn resolve<'t>(
    records: &Records<'t>,
    ids: &mut Ids<'t>,
    model: &mut Model,
    findings: &mut Vec<Finding>,
) {
    coalitions(records, ids, model, findings);
    let (theatres, within, left_out) = nodes(&records.theatres, &mut ids.theatres, findings);
    model.places = Tree::new(&within, None);
    model.theatres = theatres;
    model.left_out.extend(left_out);
    let (mut activities, mut within, left_out) =
        nodes(&records.activities, &mut ids.activities, findings);
    if activities.find(ANY).is_none() {
        ids.activities.build_in(ANY);
        within.push(Vec::new());
        activities.add(any_activity());
    }
    model.doings = Tree::new(&within, activities.find(ANY));
    model.activities = activities;
    model.left_out.extend(left_out);
}

fn actor(placed: &Placed<record::Actor<'_>>, id: &str, findings: &mut Vec<Finding>) -> Actor {
    let record = &placed.record;
    let mut judge = Judge::new(placed, findings);
    let name = judge.need(record.name.as_ref(), "name");
    let from = judge.date(record.from.as_ref());
    let until = judge.date(record.until.as_ref());
    if let (Some(from), Some(until), Some(written)) = (&from, &until, &record.until)
        && until.latest() < from.earliest()
    {
        let place = judge.place(written);
        judge.report(Finding::new(
            &END_BEFORE_START,
            format!("`{id}` ends before it begins"),
            place,
            format!("before {from}"),
        ));
    }
    let formerly = (record.formerly.iter())
        .filter_map(|former| {
            let name = judge.need(former.name.as_ref(), "name");
            Some(FormerName {
                name: judge.text(name)?,
                until: judge.date(former.until.as_ref()),
            })
        })
        .collect();
    Actor {
        id: placed.part(id),
        name: placed.part(name.map_or(id, |name| name.get_ref())),
        aliases: judge.texts(&record.aliases),
        alpha_2: judge.text(record.alpha_2.as_ref()),
        cow: record.cow.as_ref().map(|cow| *cow.get_ref()),
        from,
        until,
        formerly,
        note: judge.text(record.note.as_ref()),
        place: placed.head(),
    }
}

fn source(placed: &Placed<record::Source<'_>>, id: &str, findings: &mut Vec<Finding>) -> Source {
    let record = &placed.record;
    let mut judge = Judge::new(placed, findings);
    let title = judge.need(record.title.as_ref(), "title");
    let imprint = Imprint {
        author: judge.text(record.author.as_ref()),
        archived: judge.text(record.archived.as_ref()),
        language: judge.text(record.language.as_ref()),
        note: judge.text(record.note.as_ref()),
    };
    Source {
        id: placed.part(id),
        title: placed.part(title.map_or(id, |title| title.get_ref())),
        publisher: judge.text(record.publisher.as_ref()),
        published: judge.date(record.published.as_ref()),
        url: judge.text(record.url.as_ref()),
        more: imprint.into(),
        place: placed.head(),
    }
}

fn coalitions<'t>(
    records: &Records<'t>,
    ids: &mut Ids<'t>,
    model: &mut Model,
    findings: &mut Vec<Finding>,
) {
    let mut kept = Vec::new();
    for placed in &records.coalitions {
        let record = &placed.record;
        let Some((_, id)) = ids.coalitions.take(placed, record.id.as_ref(), findings) else {
            model.left_out.push(placed.head());
            continue;
        };
        for name in record.name.iter().chain(&record.aliases) {
            ids.coalitions.nickname(name, id);
        }
        kept.push((placed, id));
    }
    let mut part_of = Vec::new();
    for &(placed, id) in &kept {
        let record = &placed.record;
        let mut judge = Judge::new(placed, findings);
        let name = judge.need(record.name.as_ref(), "name");
        let whole = (record.part_of.as_ref()).and_then(|word| judge.find(&ids.coalitions, word));
        part_of.push(Vec::from_iter(whole));
        let coalition = Coalition {
            id: placed.part(id),
            name: placed.part(name.map_or(id, |name| name.get_ref())),
            aliases: judge.texts(&record.aliases),
            part_of: whole,
            note: judge.text(record.note.as_ref()),
            place: placed.head(),
        };
        model.coalitions.add(coalition);
    }
    for ring in cycles::<CoalitionId>(&part_of) {
        let names: Vec<_> = ring.iter().map(|&c| &*model.coalitions[c].id).collect();
        let message = format!("coalitions are part of each other: {}", names.join(" > "));
        let (first, _) = kept[ring[0].index()];
        let place =
            (first.record.part_of.as_ref()).map_or_else(|| first.head(), |w| first.place(w));
        findings.push(Finding::new(
            &PART_OF_CYCLE,
            message,
            place,
            "leads back to itself",
        ));
        for c in ring {
            model
                .coalitions
                .change(c, |coalition| coalition.part_of = None);
        }
    }
}

type Nodes<I> = (Catalogue<I, Node<I>>, Vec<Vec<I>>, Vec<Place>);

/// Theatres or activities: things within each other.
fn nodes<'t, I: Id>(
    records: &[Placed<record::Theatre<'t>>],
    index: &mut Index<'t, I>,
    findings: &mut Vec<Finding>,
) -> Nodes<I> {
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    for placed in records {
        let record = &placed.record;
        let Some((_, id)) = index.take(placed, record.id.as_ref(), findings) else {
            left_out.push(placed.head());
            continue;
        };
        for name in record.name.iter().chain(&record.aliases) {
            index.nickname(name, id);
        }
        kept.push((placed, id));
    }
    let mut catalogue = Catalogue::default();
    let mut within = Vec::new();
    for &(placed, id) in &kept {
        let record = &placed.record;
        let mut judge = Judge::new(placed, findings);
        let name = judge.need(record.name.as_ref(), "name");
        let wholes: Vec<I> = judge.find_all(index, &record.within.0);
        within.push(wholes.clone());
        let node = Node {
            id: placed.part(id),
            name: placed.part(name.map_or(id, |name| name.get_ref())),
            aliases: judge.texts(&record.aliases),
            within: wholes,
            note: judge.text(record.note.as_ref()),
            place: Some(placed.head()),
        };
        catalogue.add(node);
    }
    for ring in cycles(&within) {
        findings.push(within_cycle(&ring, &catalogue, kept[ring[0].index()].0));
    }
    (catalogue, within, left_out)
}

/// What `any` is where no record says it.
fn any_activity<I>() -> Node<I> {
    Node {
        id: ANY.into(),
        name: "any activity".into(),
        aliases: Vec::new(),
        within: Vec::new(),
        note: None,
        place: None,
    }
}

fn within_cycle<I: Id>(
    ring: &[I],
    catalogue: &Catalogue<I, Node<I>>,
    first: &Placed<record::Theatre<'_>>,
) -> Finding {
    let names: Vec<_> = ring.iter().map(|&id| &*catalogue[id].id).collect();
    let written: Option<&Text<'_>> = first.record.within.0.first();
    let place = written.map_or_else(|| first.head(), |within| first.place(within));
    let message = format!("these lie within each other: {}", names.join(" > "));
    Finding::new(&WITHIN_CYCLE, message, place, "leads back to itself")
}
