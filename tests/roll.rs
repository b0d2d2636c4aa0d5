//! The roll that expectations are held against has the same members as the answer that people read.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::path::Path;
use std::sync::Arc;

use coalition::answer::members;
use coalition::day::Day;
use coalition::model::{self, ActivityId, CoalitionId, Model, TheatreId, Track};
use coalition::question::Members;
use coalition::record;
use coalition::text::Texts;
use coalition::timeline::{Filter, Holds, Roll, Timeline, View};
use strum::IntoEnumIterator;

fn timeline(texts: &Texts) -> Timeline {
    let (records, _) = record::read(texts);
    let model = Arc::new(model::resolve(&records).0);
    Timeline::build(Arc::clone(&model), View::accepted(&model)).0
}

fn called(timeline: &Timeline, roll: &Roll) -> Vec<(String, Holds)> {
    let model = &*timeline.model;
    let called = timeline.roll(roll).into_iter();
    let mut called: Vec<_> = called
        .map(|(actor, holds)| (model.actors[actor].id.to_string(), holds))
        .collect();
    called.sort();
    called
}

fn answered(timeline: &Timeline, roll: &Roll) -> Vec<(String, Holds)> {
    let asked = Members {
        coalition: Some(roll.coalition),
        on: roll.on,
        theatre: roll.filter.theatre,
        activity: roll.filter.activity,
        by: roll.by,
        standing: false,
        attested: false,
    };
    let rows = members::answer(timeline, &asked).rows.into_iter();
    let mut answered: Vec<_> = rows.map(|row| (row.actor, row.certainty)).collect();
    answered.sort();
    answered
}

/// Each thing of a sort, and none of it.
fn each<I: Copy>(all: impl Iterator<Item = I>) -> Vec<Option<I>> {
    all.map(Some).chain([None]).collect()
}

fn filters(model: &Model) -> Vec<Filter> {
    let theatres: Vec<Option<TheatreId>> = each(model.theatres.iter().map(|(id, _)| id));
    let activities: Vec<Option<ActivityId>> = each(model.activities.iter().map(|(id, _)| id));
    let pairs = theatres
        .iter()
        .flat_map(|&theatre| activities.iter().map(move |&activity| (theatre, activity)));
    pairs
        .map(|(theatre, activity)| Filter { theatre, activity })
        .collect()
}

#[test]
fn the_roll_is_the_list_of_members() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/expect");
    let timeline = timeline(&Texts::read(&folder).expect("the fixture"));
    let model = &*timeline.model;
    let days =
        ["2014-09-26", "2014-12-03", "2015-06-30"].map(|day| Day::parse(day).expect("a day"));
    let coalitions: Vec<CoalitionId> = model.coalitions.iter().map(|(id, _)| id).collect();
    let mut found = 0;
    for filter in filters(model) {
        for (&coalition, &on) in coalitions
            .iter()
            .flat_map(|c| days.iter().map(move |d| (c, d)))
        {
            for by in Track::iter() {
                let roll = Roll {
                    coalition,
                    on,
                    by,
                    filter,
                };
                let called = called(&timeline, &roll);
                found += called.len();
                assert_eq!(called, answered(&timeline, &roll), "{roll:?}");
            }
        }
    }
    assert!(found > 20, "{found} is too few to tell");
}
