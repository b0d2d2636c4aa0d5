//! What members may not do, or only on a condition.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::words::{coalition_on, counted, restriction_in_words, spell};
use super::{Answer, Row, event_ids, or_empty, source_ids};
use crate::model::{
    ActivityId, ActorId, CoalitionId, EventId, Model, RestrictionId, RestrictionRule, TheatreId,
};
use crate::question::{Period, Restrictions};
use crate::timeline::{Holds, Line, LineKey, Sort, Timeline};

/// One restriction of one actor, or of every member.
#[derive(Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the fields are the contract of design section 6"
)]
pub struct RestrictionRow {
    pub actor: Option<String>,
    pub name: Option<String>,
    pub coalition: Option<String>,
    pub restriction: Option<String>,
    pub effect: &'static str,
    pub activities: Vec<String>,
    pub r#in: Vec<String>,
    pub outside: Vec<String>,
    pub text: String,
    pub unless: Option<String>,
    pub applies_to: Option<String>,
    pub certainty: Option<Holds>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub events: Vec<String>,
    pub sources: Vec<String>,
    #[serde(skip)]
    seen: Seen,
}

/// What people see of a row, beside the contract.
#[derive(Debug)]
struct Seen {
    coalition: String,
    /// Empty where the question names the actor.
    actor: String,
}

/// Answers the question.
pub fn answer(timeline: &Timeline, asked: &Restrictions) -> Answer<RestrictionRow> {
    let model = &*timeline.model;
    let mut rows: Vec<RestrictionRow> = (lines(timeline, asked).into_iter())
        .flat_map(|(line, holds)| rows(timeline, asked, line, holds))
        .collect();
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    let certainties: Vec<_> = rows.iter().map(|row| row.certainty).collect();
    let mut answer = Answer::new(
        timeline,
        question(model, asked),
        title(timeline, asked),
        rows,
    );
    if answer.rows.is_empty() {
        answer.notes.extend(why_empty(timeline, asked));
    } else {
        answer
            .notes
            .push(counted("restriction", "restrictions", &certainties));
        answer.notes.push(super::AT_THE_END.to_owned());
    }
    answer
}

/// Answers the question for a period instead of a day.
pub fn during(timeline: &Timeline, asked: &Restrictions, period: Period) -> Answer<RestrictionRow> {
    let days = period.turning_days(timeline);
    let mut found: BTreeMap<&LineKey, (Restrictions, &Line, Vec<Holds>)> = BTreeMap::new();
    for &on in &days {
        let asked = Restrictions {
            on,
            all: false,
            ..*asked
        };
        for (line, holds) in lines(timeline, &asked) {
            let (_, _, held) = found.entry(&line.key).or_insert((asked, line, Vec::new()));
            held.push(holds);
        }
    }
    let mut rows: Vec<RestrictionRow> = Vec::new();
    for (asked, line, held) in found.into_values() {
        let missing = days.len() - held.len();
        let held = held
            .into_iter()
            .chain(std::iter::repeat_n(Holds::Never, missing));
        let holds = period.of_days(held);
        if holds.may_be() {
            rows.extend(self::rows(timeline, &asked, line, holds));
        }
    }
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    let certainties: Vec<_> = rows.iter().map(|row| row.certainty).collect();
    let mut about = question(&timeline.model, asked);
    period.tell(&mut about);
    let title =
        title(timeline, asked).replace(&format!("at the end of {}", asked.on), &period.in_words());
    let mut answer = Answer::new(timeline, about, title, rows);
    answer.notes.push(if answer.rows.is_empty() {
        "No restriction is recorded so in this period.".to_owned()
    } else {
        counted("restriction", "restrictions", &certainties)
    });
    answer
}

type Key<'a> = (
    &'a Option<String>,
    &'a Option<String>,
    &'a Option<String>,
    &'a Option<String>,
    &'a [String],
);

fn key(row: &RestrictionRow) -> Key<'_> {
    (
        &row.coalition,
        &row.name,
        &row.restriction,
        &row.since,
        &row.events,
    )
}

/// The lines that are asked for, with whether they bind on the day.
fn lines<'a>(timeline: &'a Timeline, asked: &Restrictions) -> Vec<(&'a Line, Holds)> {
    let model = &*timeline.model;
    let day = asked.on;
    let is_asked =
        |line: &&Line| matches!(line.key.sort, Sort::Restriction(_) | Sort::NoCaveats(_));
    let mut found: Vec<(&Line, Holds)> = match (asked.actor, asked.coalition) {
        (None, None) => timeline
            .lines()
            .iter()
            .map(|line| (line, line.on(day).holds()))
            .collect(),
        (None, Some(coalition)) => {
            let speaking: Vec<_> = model
                .wholes(coalition)
                .chain(model.parts(coalition))
                .collect();
            let everywhere = |line: &Line| {
                let actor = line.key.actor.filter(|_| line.key.coalition.is_none());
                actor.is_some_and(|actor| timeline.member(coalition, actor, day).may_be())
            };
            let spoken = |line: &Line| line.key.coalition.is_some_and(|c| speaking.contains(&c));
            let of = |line: &Line| spoken(line) || everywhere(line);
            timeline
                .lines()
                .iter()
                .filter(|line| of(line))
                .map(|line| (line, line.on(day).holds()))
                .collect()
        }
        (Some(actor), coalition) => of_actor(timeline, asked, actor, coalition),
    };
    found.retain(|(line, holds)| is_asked(line) && (asked.all || holds.may_be()));
    found
}

/// Those of the actor itself and, as far as it is a member, those of every member.
fn of_actor<'a>(
    timeline: &'a Timeline,
    asked: &Restrictions,
    actor: ActorId,
    coalition: Option<CoalitionId>,
) -> Vec<(&'a Line, Holds)> {
    let model = &*timeline.model;
    let day = asked.on;
    let concerned: Vec<CoalitionId> = match coalition {
        Some(asked) => model
            .wholes(asked)
            .chain(model.parts(asked).filter(|&part| part != asked))
            .collect(),
        None => model.coalitions.iter().map(|(id, _)| id).collect(),
    };
    let mut found = Vec::new();
    for coalition in concerned {
        let own = timeline.group(Some(coalition), Some(actor)).iter();
        found.extend(own.map(|line| (line, line.on(day).holds())));
        let member = timeline.member(coalition, actor, day);
        if member.may_be() || asked.all {
            let of_all = timeline.group(Some(coalition), None).iter();
            found.extend(of_all.map(|line| (line, member.and(line.on(day).holds()))));
        }
    }
    let everywhere = timeline.group(None, Some(actor)).iter();
    found.extend(everywhere.map(|line| (line, line.on(day).holds())));
    found
}

/// The row of a line: for the spell on the day or, where there is none then, for its first.
fn rows(
    timeline: &Timeline,
    asked: &Restrictions,
    line: &Line,
    holds: Holds,
) -> Vec<RestrictionRow> {
    let openers: Vec<EventId> = match line.on(asked.on).openers().next() {
        Some(opener) => vec![opener],
        None => line
            .steps
            .first()
            .map(|step| step.event)
            .into_iter()
            .collect(),
    };
    let holds = Some(holds).filter(|holds| holds.may_be());
    openers
        .into_iter()
        .map(|opener| row(timeline, asked, line, opener, holds))
        .collect()
}

fn row(
    timeline: &Timeline,
    asked: &Restrictions,
    line: &Line,
    opener: EventId,
    holds: Option<Holds>,
) -> RestrictionRow {
    let model = &*timeline.model;
    let actor = line.key.actor.or(asked.actor);
    let (since, until) = spell(timeline, line, opener);
    let events: Vec<EventId> = line.evidence(opener).collect();
    let said = match line.key.sort {
        Sort::Restriction(id) => rule(model, id),
        _ => Said {
            effect: "none-claimed",
            text: "says that it has no caveats".to_owned(),
            ..Said::default()
        },
    };
    RestrictionRow {
        actor: actor.map(|id| model.actors[id].id.to_string()),
        name: actor.map(|id| model.actors[id].name.to_string()),
        coalition: line
            .key
            .coalition
            .map(|id| model.coalitions[id].id.to_string()),
        restriction: said.id,
        effect: said.effect,
        activities: said.activities,
        r#in: said.within,
        outside: said.outside,
        text: said.text,
        unless: said.unless,
        applies_to: said.applies_to,
        certainty: holds,
        since: Some(since),
        until,
        sources: source_ids(timeline, &events),
        events: event_ids(model, &events),
        seen: Seen {
            coalition: coalition_name(timeline, asked, line),
            actor: match (asked.actor, actor) {
                (Some(_), _) => String::new(),
                (None, Some(id)) => model.actors[id].name.to_string(),
                (None, None) => "every member".to_owned(),
            },
        },
    }
}

fn coalition_name(timeline: &Timeline, asked: &Restrictions, line: &Line) -> String {
    let name = |id| coalition_on(timeline, id, asked.on);
    line.key
        .coalition
        .map_or_else(|| "every coalition".to_owned(), name)
}

/// What a restriction says, under the contract.
#[derive(Default)]
struct Said {
    id: Option<String>,
    effect: &'static str,
    activities: Vec<String>,
    within: Vec<String>,
    outside: Vec<String>,
    text: String,
    unless: Option<String>,
    applies_to: Option<String>,
}

fn rule(model: &Model, id: RestrictionId) -> Said {
    let restriction = &model.restrictions[id];
    let doings = |all: &[ActivityId]| {
        all.iter()
            .map(|&a| model.activities[a].id.to_string())
            .collect()
    };
    let places = |all: &[TheatreId]| {
        all.iter()
            .map(|&t| model.theatres[t].id.to_string())
            .collect()
    };
    Said {
        id: Some(restriction.id.to_string()),
        effect: match restriction.rule {
            RestrictionRule::Prohibit => "prohibit",
            RestrictionRule::Require(_) => "require",
            RestrictionRule::Cap { .. } => "cap",
        },
        activities: restriction
            .activities
            .as_deref()
            .map(doings)
            .unwrap_or_default(),
        within: restriction
            .within
            .as_deref()
            .map(places)
            .unwrap_or_default(),
        outside: places(&restriction.outside),
        text: restriction_in_words(model, restriction),
        unless: restriction.unless.as_deref().map(str::to_owned),
        applies_to: restriction.applies_to.as_deref().map(str::to_owned),
    }
}

fn question(model: &Model, asked: &Restrictions) -> serde_json::Value {
    json!({
        "command": "restrictions",
        "actor": asked.actor.map(|id| &*model.actors[id].id),
        "coalition": asked.coalition.map(|id| &*model.coalitions[id].id),
        "on": asked.on.to_string(),
        "all": asked.all,
    })
}

fn title(timeline: &Timeline, asked: &Restrictions) -> String {
    let model = &*timeline.model;
    let of = asked
        .actor
        .map_or("everybody", |actor| &model.actors[actor].name);
    let coalition = asked.coalition.map_or_else(String::new, |coalition| {
        format!(" in {}", coalition_on(timeline, coalition, asked.on))
    });
    let when = if asked.all {
        "ever recorded, seen from"
    } else {
        "at"
    };
    format!(
        "restrictions of {of}{coalition}, {when} the end of {}",
        asked.on
    )
}

fn why_empty(timeline: &Timeline, asked: &Restrictions) -> Vec<String> {
    let mut notes = vec![format!("No restriction is recorded so on {}.", asked.on)];
    let ever = lines(
        timeline,
        &Restrictions {
            all: true,
            ..*asked
        },
    )
    .len();
    if ever > 0 && !asked.all {
        notes.push(format!("On other days there are {ever}: see `--all`."));
    }
    if let Some(first) = timeline
        .first_day(asked.coalition, asked.actor)
        .filter(|&first| first > asked.on)
    {
        notes.push(format!("The first event recorded is of {first}."));
    }
    if timeline.first_day(asked.coalition, asked.actor).is_none() {
        notes.push(
            "No event is recorded at all: that says nothing about what was allowed.".to_owned(),
        );
    }
    notes
}

impl Row for RestrictionRow {
    const FIELDS: &'static [&'static str] = &[
        "actor",
        "name",
        "coalition",
        "restriction",
        "effect",
        "activities",
        "in",
        "outside",
        "text",
        "unless",
        "applies_to",
        "certainty",
        "since",
        "until",
        "events",
        "sources",
    ];

    const USUAL: &'static [(&'static str, &'static str)] = &[("certainty", "certain")];

    fn columns() -> Vec<&'static str> {
        vec![
            "coalition",
            "actor",
            "restriction",
            "says",
            "certainty",
            "since",
            "until",
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.seen.coalition.clone(),
            self.seen.actor.clone(),
            or_empty(self.restriction.as_deref()),
            self.text.clone(),
            self.certainty
                .map_or_else(|| "not on this day".to_owned(), |holds| holds.to_string()),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
        ]
    }

    fn fields(&self) -> Vec<String> {
        let list = |all: &[String]| all.join("; ");
        vec![
            or_empty(self.actor.as_deref()),
            or_empty(self.name.as_deref()),
            or_empty(self.coalition.as_deref()),
            or_empty(self.restriction.as_deref()),
            self.effect.to_owned(),
            list(&self.activities),
            list(&self.r#in),
            list(&self.outside),
            self.text.clone(),
            or_empty(self.unless.as_deref()),
            or_empty(self.applies_to.as_deref()),
            self.certainty
                .map(|holds| holds.to_string())
                .unwrap_or_default(),
            or_empty(self.since.as_deref()),
            or_empty(self.until.as_deref()),
            list(&self.events),
            list(&self.sources),
        ]
    }

    fn events(&self) -> &[String] {
        &self.events
    }

    fn cites(&self) -> &[String] {
        &self.sources
    }
}
