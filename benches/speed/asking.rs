//! Questions to a timeline that stands, and looking up days in it beside two libraries that do nothing else.

use std::hint::black_box;

use coalition::answer::{may, members, restrictions};
use coalition::check;
use coalition::day::Day;
use coalition::model::{ActivityId, ActorId, CoalitionId, TheatreId, Track};
use coalition::question::{May, Members, Restrictions};
use coalition::text::Texts;
use coalition::timeline::{Stretch, Timeline};
use coitrees::{COITree, Interval, IntervalTree};
use criterion::{Criterion, Throughput};
use fastrand::Rng;
use superintervals::IntervalMap;

use crate::corpus::{Corpus, today};

/// So many questions are asked in turn.
pub const QUESTIONS: usize = 1024;

/// A question: who, in which coalition, on what day.
struct Asked {
    coalition: CoalitionId,
    actor: ActorId,
    on: Day,
}

pub fn measure(criterion: &mut Criterion, events: usize) {
    let files = Corpus::new(events).files;
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()));
    let texts = Texts::from_memory(files);
    let timeline = check::read(&texts, today()).timeline;
    let asked = questions(&timeline);
    lookups(criterion, events, &timeline, &asked);
    answers(criterion, events, &texts, &timeline, &asked);
}

/// Days on which the coalition has members, and others.
fn questions(timeline: &Timeline) -> Vec<Asked> {
    let mut rng = Rng::with_seed(1);
    let stretches = timeline.whole_roster().stretches();
    let question = |_| {
        let stretch = &stretches[rng.usize(..stretches.len())];
        Asked {
            coalition: stretch.coalition,
            actor: stretch.actor,
            on: stretch.from.plus(rng.i64(-400..1600)),
        }
    };
    (0..QUESTIONS).map(question).collect()
}

/// The days as numbers, both ends included, as both libraries want them.
fn ends(stretch: &Stretch) -> (i32, i32) {
    (number(stretch.from), number(stretch.to) - 1)
}

fn number(day: Day) -> i32 {
    let open = if day == Day::BEFORE_ALL {
        i32::MIN
    } else {
        i32::MAX
    };
    day.date().map_or(open, |date| date.to_epoch_days())
}

fn lookups(criterion: &mut Criterion, events: usize, timeline: &Timeline, asked: &[Asked]) {
    let coalitions = || {
        timeline
            .model
            .coalitions
            .iter()
            .map(|(id, _)| timeline.roster(id))
    };
    let superintervals: Vec<IntervalMap<u32>> = coalitions()
        .map(|roster| {
            let mut map = IntervalMap::new();
            for (at, stretch) in (0..).zip(roster.stretches()) {
                let (first, last) = ends(stretch);
                map.add(first, last, at);
            }
            map.build();
            map
        })
        .collect();
    let tree = |stretches: &[Stretch]| {
        let nodes = (0..).zip(stretches).map(|(at, stretch)| {
            let (first, last) = ends(stretch);
            Interval::new(first, last, at)
        });
        COITree::<u32, u32>::new(&nodes.collect::<Vec<_>>())
    };
    let trees: Vec<COITree<u32, u32>> = coalitions().map(|r| tree(r.stretches())).collect();
    let whole = tree(timeline.whole_roster().stretches());
    let place = |coalition: CoalitionId| {
        let at = timeline
            .model
            .coalitions
            .iter()
            .position(|(id, _)| id == coalition);
        at.expect("a coalition")
    };
    let places: Vec<(usize, i32)> = asked
        .iter()
        .map(|a| (place(a.coalition), number(a.on)))
        .collect();

    for (question, &(at, day)) in asked.iter().zip(&places) {
        let found = |find: &dyn Fn(&mut Vec<u32>)| {
            let mut found = Vec::new();
            find(&mut found);
            found.sort_unstable();
            found
        };
        let ours = found(&|all| timeline.roster(question.coalition).find(question.on, all));
        let theirs = found(&|all| superintervals[at].search_values(day, day, all));
        assert_eq!(ours, theirs, "superintervals on {}", question.on);
        let mut tree = Vec::new();
        trees[at].query(day, day, |node| tree.push(node.metadata));
        tree.sort_unstable();
        assert_eq!(ours, tree, "coitrees on {}", question.on);
        let ours = found(&|all| timeline.whole_roster().find(question.on, all));
        let mut tree = Vec::new();
        whole.query(day, day, |node| tree.push(node.metadata));
        tree.sort_unstable();
        assert_eq!(ours, tree, "one coitree on {}", question.on);
    }
    let mut group = criterion.benchmark_group(format!("members-{events}"));
    group.throughput(Throughput::Elements(QUESTIONS as u64));
    let mut found: Vec<u32> = Vec::new();
    group.bench_function("coalition", |b| {
        b.iter(|| {
            for question in asked {
                found.clear();
                timeline
                    .roster(question.coalition)
                    .find(question.on, &mut found);
                black_box(&found);
            }
        });
    });
    group.bench_function("superintervals", |b| {
        b.iter(|| {
            for &(at, day) in &places {
                found.clear();
                superintervals[at].search_values(day, day, &mut found);
                black_box(&found);
            }
        });
    });
    group.bench_function("coitrees", |b| {
        b.iter(|| {
            for &(at, day) in &places {
                found.clear();
                trees[at].query(day, day, |node| found.push(node.metadata));
                black_box(&found);
            }
        });
    });
    group.bench_function("any-coalition", |b| {
        b.iter(|| {
            for question in asked {
                found.clear();
                timeline.whole_roster().find(question.on, &mut found);
                black_box(&found);
            }
        });
    });
    group.bench_function("one-coitree", |b| {
        b.iter(|| {
            for &(_, day) in &places {
                found.clear();
                whole.query(day, day, |node| found.push(node.metadata));
                black_box(&found);
            }
        });
    });
    group.finish();
}

fn answers(
    criterion: &mut Criterion,
    events: usize,
    texts: &Texts,
    timeline: &Timeline,
    asked: &[Asked],
) {
    let mut group = criterion.benchmark_group(format!("answer-{events}"));
    let mut questions = asked.iter().cycle();
    group.bench_function("members", |b| {
        b.iter(|| {
            let question = questions
                .next()
                .map(members_question)
                .expect("it goes round");
            members::answer(timeline, &question)
        });
    });
    group.bench_function("restrictions", |b| {
        b.iter(|| {
            let asked = questions.next().expect("it goes round");
            let question = Restrictions {
                actor: Some(asked.actor),
                coalition: Some(asked.coalition),
                on: asked.on,
                all: false,
            };
            restrictions::answer(timeline, &question)
        });
    });
    let (theatre, activity) = (a_theatre(timeline), an_activity(timeline));
    group.bench_function("may", |b| {
        b.iter(|| {
            let asked = questions.next().expect("it goes round");
            let question = May {
                actor: asked.actor,
                activity,
                theatre,
                coalition: Some(asked.coalition),
                on: asked.on,
            };
            may::answer(timeline, texts, &question)
        });
    });
    group.finish();
}

fn members_question(asked: &Asked) -> Members {
    Members {
        coalition: Some(asked.coalition),
        on: asked.on,
        theatre: None,
        activity: None,
        by: Track::Declared,
        standing: false,
        attested: false,
    }
}

fn a_theatre(timeline: &Timeline) -> TheatreId {
    timeline.model.theatres.find("north").expect("a theatre")
}

fn an_activity(timeline: &Timeline) -> ActivityId {
    let activities = &timeline.model.activities;
    activities.find("ground-combat").expect("an activity")
}
