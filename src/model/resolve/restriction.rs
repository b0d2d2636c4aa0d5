//! Restrictions as carried by an event.

use super::Ids;
use super::judge::Judge;
use crate::finding::Finding;
use crate::model::restriction::{Level, Restriction, Rule};
use crate::model::rules::{END_BEFORE_START, RESTRICTION_FORM};
use crate::model::{EventId, Id, RestrictionId};
use crate::record::{self, Spanned, Word};

/// A restriction as written, with its id and its first number.
pub(super) type Written<'r, 't> = (
    RestrictionId,
    &'r Word<'t>,
    &'r Spanned<record::Restriction<'t>>,
);
type EventJudge<'f, 'r, 't> = Judge<'f, 'r, record::Event<'t>>;

/// The sound ones, under their first numbers. Whom they bind, the event says.
pub(super) fn resolve(
    written: &[Written<'_, '_>],
    ids: &Ids<'_>,
    judge: &mut EventJudge<'_, '_, '_>,
) -> Vec<(RestrictionId, Restriction)> {
    (written.iter())
        .filter_map(|&(number, id, written)| Some((number, one(id, written, ids, judge)?)))
        .collect()
}

fn one(
    id: &str,
    written: &Spanned<record::Restriction<'_>>,
    ids: &Ids<'_>,
    judge: &mut EventJudge<'_, '_, '_>,
) -> Option<Restriction> {
    let record = written.get_ref();
    let place = record
        .id
        .as_ref()
        .map_or_else(|| judge.place(written), |id| judge.place(id));
    let given = [
        record.prohibit.is_some(),
        record.require.is_some(),
        record.cap.is_some(),
    ];
    if given.iter().filter(|&&given| given).count() != 1 {
        judge.report(Finding::new(
            &RESTRICTION_FORM,
            format!("`{id}` has not exactly one of `prohibit`, `require` and `cap`"),
            place,
            "which rule is it?",
        ));
        return None;
    }
    let prohibited = judge.list(&ids.activities, record.prohibit.as_ref(), "prohibit");
    let about = judge.list(&ids.activities, record.r#for.as_ref(), "for");
    if let (Some(_), Some(extra)) = (&record.prohibit, &record.r#for) {
        judge.report(Finding::new(
            &RESTRICTION_FORM,
            format!("`{id}` has both `prohibit` and `for`"),
            judge.place(extra),
            "`prohibit` names the activities already",
        ));
    }
    let rule = match (&record.require, &record.cap) {
        (Some(condition), _) => Rule::Require(judge.placed().part(condition.get_ref())),
        (_, Some(most)) => Rule::Cap {
            most: *most.get_ref(),
            of: judge.text(record.of.as_ref()),
        },
        _ => Rule::Prohibit,
    };
    let until = judge.date(record.until.as_ref());
    let begins = judge
        .placed()
        .record
        .date
        .as_ref()
        .and_then(|date| crate::day::When::parse(&date.get_ref().0).ok());
    if let (Some(begins), Some(ends), Some(written)) = (begins, &until, &record.until)
        && ends.latest() < begins.earliest()
    {
        judge.report(Finding::new(
            &END_BEFORE_START,
            format!("`{id}` ends on {ends}, before it begins on {begins}"),
            judge.place(written),
            format!("before {begins}"),
        ));
    }
    Some(Restriction {
        id: judge.placed().part(id),
        event: EventId::LAST,
        actor: None,
        coalition: None,
        rule,
        activities: prohibited.or(about),
        within: judge.list(&ids.theatres, record.r#in.as_ref(), "in"),
        outside: judge
            .list(&ids.theatres, record.outside.as_ref(), "outside")
            .unwrap_or_default(),
        unless: judge.text(record.unless.as_ref()),
        applies_to: judge.text(record.applies_to.as_ref()),
        level: judge.word::<Level>(record.level.as_ref(), "level"),
        until,
        consent_of: record
            .consent_of
            .as_ref()
            .and_then(|word| judge.find(&ids.actors, word)),
        note: judge.text(record.note.as_ref()),
        place,
    })
}
