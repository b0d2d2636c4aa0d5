//! Expectations: what the records should add up to. They are judged once the timeline stands.

use super::Ids;
use super::judge::{Index, Judge};
use crate::day::{Day, When};
use crate::finding::Finding;
use crate::model::rules::{BAD_DATE, END_BEFORE_START, KEY_NOT_FOR_KIND, MISSING_KEY};
use crate::model::{ActorId, Expectation, SourceId, Track, Written};
use crate::record::{self, Placed, Records, Spanned, Text};
use crate::text::Place;

type OfExpectation<'f, 'r> = Judge<'f, 'r, record::Expectation<'r>>;

/// The sound expectations, in record order.
pub(super) fn resolve(
    records: &Records<'_>,
    ids: &Ids<'_>,
    findings: &mut Vec<Finding>,
    left_out: &mut Vec<Place>,
) -> Vec<Expectation> {
    let mut sound = Vec::new();
    for placed in &records.expectations {
        match one(placed, ids, findings) {
            Some(expectation) => sound.push(expectation),
            None => left_out.push(placed.head()),
        }
    }
    sound
}

fn one(
    placed: &Placed<record::Expectation<'_>>,
    ids: &Ids<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Expectation> {
    let record = &placed.record;
    let judge = &mut Judge::new(placed, findings);
    let on = day(judge);
    let coalition = judge.need(record.coalition.as_ref(), "coalition");
    let coalition = coalition.and_then(|word| judge.find(&ids.coalitions, word));
    let theatre = (record.r#in.as_ref()).and_then(|word| judge.find(&ids.theatres, word));
    let activity = (record.doing.as_ref()).and_then(|word| judge.find(&ids.activities, word));
    let by = judge.word::<Track>(record.by.as_ref(), "track");
    let includes = actors(judge, &ids.actors, &record.includes);
    let excludes = actors(judge, &ids.actors, &record.excludes);
    let sources = sources(judge, &ids.sources);
    let until = until(judge, on);
    expects_something(judge);
    let expectation = Expectation {
        on: on?,
        coalition: coalition?,
        by: by.unwrap_or_default(),
        theatre,
        activity,
        members: (record.members.as_ref()).map(|count| written(placed, count, *count.get_ref())),
        includes,
        excludes,
        sources,
        known_gap: (record.known_gap.as_ref())
            .map(|reason| written(placed, reason, placed.part(reason.get_ref()))),
        until,
        note: judge.text(record.note.as_ref()),
        place: placed.head(),
    };
    judge.sound.then_some(expectation)
}

fn written<T, V>(
    placed: &Placed<record::Expectation<'_>>,
    key: &Spanned<T>,
    value: V,
) -> Written<V> {
    Written {
        value,
        place: placed.place(key),
    }
}

fn expects_something(judge: &mut OfExpectation<'_, '_>) {
    let placed = judge.placed();
    let record = &placed.record;
    let says = record.members.is_some() || !record.includes.is_empty();
    if placed.whole && !says && record.excludes.is_empty() {
        judge.report(
            Finding::new(
                &MISSING_KEY,
                "the expectation expects nothing",
                placed.head(),
                "of how many, or of whom?",
            )
            .help("add `members`, `includes` or `excludes`"),
        );
    }
}

/// The day of the expectation: one exact day, since the members may be others the day after.
fn day(judge: &mut OfExpectation<'_, '_>) -> Option<Day> {
    let key = judge.need(judge.placed().record.on.as_ref(), "on")?;
    let when = judge.date(Some(key))?;
    if when.day().is_none() {
        let place = judge.place(key);
        judge.report(
            Finding::new(
                &BAD_DATE,
                format!("`{when}` is not one day"),
                place,
                "at the end of which day?",
            )
            .help("write the day of the source, as 2014-12-03"),
        );
    }
    when.day()
}

fn actors(
    judge: &mut OfExpectation<'_, '_>,
    known: &Index<'_, ActorId>,
    words: &[Text<'_>],
) -> Vec<Written<ActorId>> {
    let mut found: Vec<Written<ActorId>> = Vec::new();
    for word in words {
        let actor = judge.find(known, word);
        if let Some(actor) = actor.filter(|actor| found.iter().all(|old| old.value != *actor)) {
            found.push(written(judge.placed(), word, actor));
        }
    }
    found
}

fn sources(judge: &mut OfExpectation<'_, '_>, known: &Index<'_, SourceId>) -> Vec<SourceId> {
    let mut found = Vec::new();
    for cited in &judge.placed().record.sources {
        judge.date(cited.date.as_ref());
        found.extend(judge.find(known, &cited.id));
    }
    found
}

/// The last day of the known gap: without a gap it would excuse nothing.
fn until(judge: &mut OfExpectation<'_, '_>, on: Option<Day>) -> Option<Written<When>> {
    let record = &judge.placed().record;
    let key = record.until.as_ref()?;
    let until = judge.date(Some(key))?;
    let place = judge.place(key);
    if record.known_gap.is_none() {
        judge.report(
            Finding::new(
                &KEY_NOT_FOR_KIND,
                "an expectation takes `until` only with `known-gap`",
                place,
                "the end of what?",
            )
            .help("say why the records fall short, as `known-gap = \"…\"`, or take `until` out"),
        );
    }
    if let Some(on) = on.filter(|&on| until.latest() < on) {
        judge.report(Finding::new(
            &END_BEFORE_START,
            format!("the known gap ends on {until}, before the day of the expectation, {on}"),
            place,
            format!("before {on}"),
        ));
    }
    Some(Written {
        value: until,
        place,
    })
}
