//! The shipped data: what is built in is what is in `data/`, free of faults, and right about codes.
#![allow(
    clippy::expect_used,
    reason = "a test stops where its stage cannot be set"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use coalition::check::check;
use coalition::day::Day;
use coalition::finding::Finding;
use coalition::lookup;
use coalition::model::{self, Model};
use coalition::record;
use coalition::text::Texts;
use rust_iso3166::ALL;

/// Ids of three letters that are no code of ISO 3166-1 today, and why each is there.
const NOT_CURRENT: &[(&str, &str)] = &[
    ("CSK", "Czechoslovakia, ended in 1992 (ISO 3166-3)"),
    (
        "DDR",
        "German Democratic Republic, ended in 1990 (ISO 3166-3)",
    ),
    ("SCG", "Serbia and Montenegro, ended in 2006 (ISO 3166-3)"),
    ("SUN", "Soviet Union, ended in 1991 (ISO 3166-3)"),
    ("XKX", "Kosovo: user-assigned, in common use"),
    ("YMD", "South Yemen, ended in 1990 (ISO 3166-3)"),
    ("YUG", "Yugoslavia, ended in 2003 (ISO 3166-3)"),
];

fn data() -> Model {
    let texts = coalition::built_in::texts();
    let (records, _) = record::read(&texts);
    model::resolve(&records).0
}

/// Whether an id has the form of an alpha-3 code; bodies have slugs in lower case.
fn is_code(id: &str) -> bool {
    id.len() == 3 && id.chars().all(|c| c.is_ascii_uppercase())
}

#[test]
fn every_iso_country_is_an_actor_under_its_codes() {
    let model = data();
    let wrong: Vec<_> = (ALL.iter())
        .filter(|country| {
            let actor = model.actors.find(country.alpha3);
            actor.and_then(|id| model.actors[id].alpha_2.as_deref()) != Some(country.alpha2)
        })
        .map(|country| (country.alpha3, country.alpha2, country.name))
        .collect();
    assert!(ALL.len() >= 249 && wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_actor_has_a_code_that_is_none() {
    let model = data();
    let current: Vec<_> = ALL.iter().map(|country| country.alpha3).collect();
    let others: Vec<_> = (model.actors.iter())
        .map(|(_, actor)| &*actor.id)
        .filter(|id| is_code(id) && !current.contains(id))
        .collect();
    let listed: Vec<_> = NOT_CURRENT.iter().map(|(code, _)| *code).collect();
    assert_eq!(others, listed);
    for (id, why) in NOT_CURRENT.iter().filter(|(_, why)| why.contains("ended")) {
        let actor = model.actors.find(id).map(|id| &model.actors[id]);
        let ended = actor.and_then(|actor| actor.until.as_ref());
        let year = ended.map(|until| until.latest().to_string()[..4].to_owned());
        assert!(year.is_some_and(|year| why.contains(&year)), "{id}: {why}");
    }
}

#[test]
fn bodies_have_slugs_in_lower_case() {
    let model = data();
    let odd: Vec<_> = (model.actors.iter())
        .map(|(_, actor)| &*actor.id)
        .filter(|id| !is_code(id) && id.chars().any(|c| c.is_ascii_uppercase()))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn every_name_of_an_actor_finds_it() {
    let model = data();
    for (id, actor) in model.actors.iter() {
        let former = actor.formerly.iter().map(|former| &*former.name);
        let names = [&*actor.id, &*actor.name].into_iter();
        let names = names.chain(actor.aliases.iter().map(|alias| &**alias));
        for name in names.chain(actor.alpha_2.as_deref()).chain(former) {
            for name in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
                assert_eq!(lookup::actor(&model, &name), Ok(id), "{name}");
            }
        }
    }
}

#[test]
fn numbers_of_states_are_given_once() {
    let mut states: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (_, actor) in data().actors.iter() {
        if let Some(number) = actor.cow {
            states.entry(number).or_default().push(actor.id.to_string());
        }
    }
    states.retain(|_, ids| ids.len() > 1);
    assert!(states.is_empty(), "{states:?}");
}

#[test]
fn what_is_built_in_is_what_is_in_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let read = Texts::read(&folder).expect("data/");
    assert_eq!(coalition::built_in::texts().hash(), read.hash());
}

#[test]
fn the_shipped_data_have_no_errors() {
    let texts = coalition::built_in::texts();
    let today = Day::parse("2026-11-22").expect("a day");
    let errors: Vec<_> = (check(&texts, today).iter())
        .filter(|finding| finding.is_error())
        .map(|finding: &Finding| format!("{}: {}", texts.at(&finding.at.place), finding.message))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let (records, _) = record::read(&texts);
    assert!(model::resolve(&records).0.left_out.is_empty());
}

/// What the check warns of is listed with its reason in `data/README.md`, and nothing else is.
#[test]
fn every_warning_that_stays_has_its_reason() {
    let texts = coalition::built_in::texts();
    let today = Day::parse("2026-11-22").expect("a day");
    let subject = |finding: Finding| finding.message.split('`').nth(1).map(str::to_owned);
    let warned: BTreeSet<String> = check(&texts, today)
        .into_iter()
        .filter_map(subject)
        .collect();
    let page = include_str!("../data/README.md");
    let (_, listed) = page.split_once("## Warnings that stay").expect("the list");
    let (listed, _) = listed.split_once("\n## ").expect("what follows the list");
    let rows = listed
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let ids = rows.flat_map(|row| row.split('`').skip(2).step_by(2));
    let listed: BTreeSet<String> = ids.map(str::to_owned).collect();
    assert_eq!(warned, listed);
}
