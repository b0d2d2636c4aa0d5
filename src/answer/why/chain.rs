//! The chain itself: state, intervals, events, dates, sources.

use super::WhyRow;
use super::flip::flips;
use crate::answer::source_ids;
use crate::answer::words::{cells_in_words, coalition_on, restriction_in_words, spell};
use crate::day::Day;
use crate::model::{ActorId, CoalitionId, EventId, RestrictionId, Status};
use crate::text::Texts;
use crate::timeline::{Effect, Holds, Line, Sort, Timeline};

/// The links so far.
pub(super) struct Chain<'a> {
    timeline: &'a Timeline,
    texts: &'a Texts,
    on: Day,
    coalition: Option<CoalitionId>,
    about: String,
    told: Vec<EventId>,
    /// The claims whose effect is told already.
    flipped: Vec<(EventId, String)>,
    pub(super) rows: Vec<WhyRow>,
}

impl<'a> Chain<'a> {
    pub(super) fn new(timeline: &'a Timeline, texts: &'a Texts, on: Day) -> Chain<'a> {
        Chain {
            timeline,
            texts,
            on,
            coalition: None,
            about: String::new(),
            told: Vec::new(),
            flipped: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Why an actor stands toward a coalition as it does.
    pub(super) fn actor(&mut self, coalition: CoalitionId, actor: ActorId) {
        let timeline = self.timeline;
        let model = &*timeline.model;
        let (standing, act) = timeline.standing(coalition, actor, self.on);
        let member = timeline.member(coalition, actor, self.on);
        self.begin(Some(coalition), "standing");
        let holds = if member.may_be() {
            member
        } else {
            Holds::Certain
        };
        let name = coalition_on(timeline, coalition, self.on);
        let who = &model.actors[actor].name;
        self.add(
            "state",
            format!("{who}: {standing}, {holds}, toward {name}"),
            None,
        );
        if let Some(act) = act {
            self.event("opened", act);
        }
        if member == Holds::Possible
            && let (otherwise, Some(act)) = timeline.standing_by_acts(coalition, actor, self.on)
        {
            let says = format!("if it is no member: {otherwise}");
            self.add("otherwise", says, None);
            self.event("opened", act);
        }
        for via in timeline.memberships(coalition, actor, self.on) {
            if let Some(line) = timeline.membership(via.coalition, actor) {
                let part = &model.coalitions[via.coalition].id;
                let how = if via.coalition == coalition {
                    "membership".to_owned()
                } else {
                    format!("membership of the part `{part}`")
                };
                self.line(&how, line, actor);
            }
        }
        if !member.may_be()
            && let Some(line) = timeline.membership(coalition, actor)
        {
            self.line("membership", line, actor);
        }
        for (speaker, _) in timeline.speaking(coalition, actor, self.on) {
            for party in [Some(actor), None] {
                self.open_lines(timeline.group(Some(speaker), party), actor);
            }
        }
        for (line, _) in timeline.binding(coalition, actor, self.on) {
            if let Sort::Restriction(id) = line.key.sort {
                let words = restriction_in_words(model, &model.restrictions[id]);
                self.line(
                    &format!("restriction `{}`, {words}", model.restrictions[id].id),
                    line,
                    actor,
                );
            }
        }
    }

    /// The cells of every track, and the suspensions, that are open on the day.
    fn open_lines(&mut self, lines: &[Line], actor: ActorId) {
        let (model, on) = (&*self.timeline.model, self.on);
        for line in lines.iter().filter(|line| line.on(on).holds().may_be()) {
            let words = |cell| cells_in_words(model, &[(cell, String::new())]);
            let about = match line.key.sort {
                Sort::Cell(track, cell) => format!("{track} scope, {}", words(cell)),
                Sort::Suspension((None, None)) => "suspension of the membership".to_owned(),
                Sort::Suspension(cell) => {
                    format!("suspension, {}", words(cell).replace("unstated", "all"))
                }
                _ => continue,
            };
            self.line(&about, line, actor);
        }
    }

    /// Why a restriction is, or is not, in force.
    pub(super) fn restriction(&mut self, id: RestrictionId) {
        let model = &*self.timeline.model;
        let rule = &model.restrictions[id];
        let Some(line) = self.timeline.restriction(id) else {
            return;
        };
        self.begin(rule.coalition, "restriction");
        let state = match line.on(self.on).holds() {
            Holds::Never => "not in force".to_owned(),
            holds => format!("in force, {holds}"),
        };
        self.add(
            "state",
            format!(
                "`{}`, {}: {state}",
                rule.id,
                restriction_in_words(model, rule)
            ),
            None,
        );
        if let Some(actor) = rule.actor {
            self.line("restriction", line, actor);
        } else {
            self.spells(line);
        }
    }

    fn begin(&mut self, coalition: Option<CoalitionId>, about: &str) {
        self.coalition = coalition;
        about.clone_into(&mut self.about);
        self.told.clear();
        self.flipped.clear();
    }

    /// A line with its spells, the events on it, and what would flip it.
    fn line(&mut self, about: &str, line: &Line, actor: ActorId) {
        about.clone_into(&mut self.about);
        self.spells(line);
        for flip in flips(self.timeline, line, actor, self.on) {
            let known = (flip.event, flip.source.clone());
            if self.flipped.contains(&known) {
                continue;
            }
            self.flipped.push(known);
            let row = self.row("flip", flip.says, Some(flip.event));
            self.rows.push(WhyRow {
                sources: vec![flip.source],
                ..row
            });
        }
    }

    fn spells(&mut self, line: &Line) {
        let opener = line.on(self.on).openers().next();
        if let Some(opener) = opener {
            let (since, until) = spell(self.timeline, line, opener);
            let until = until.map_or_else(|| "open".to_owned(), |until| format!("to {until}"));
            let about = self.about.clone();
            self.add("interval", format!("{about}: since {since}, {until}"), None);
        } else {
            let about = self.about.clone();
            self.add(
                "interval",
                format!("{about}: not open on {}", self.on),
                None,
            );
        }
        for step in line.steps.clone() {
            let link = match step.effect {
                Effect::Stands => continue,
                Effect::Closes { .. } => "closes",
                _ if Some(step.event) == opener => "opened",
                _ => "evidence",
            };
            self.event(link, step.event);
        }
    }

    /// An event with its date as recorded, its bounds, and what each source claims. Told once.
    fn event(&mut self, link: &'static str, id: EventId) {
        if self.told.contains(&id) {
            return;
        }
        self.told.push(id);
        let timeline = self.timeline;
        let event = &timeline.model.events[id];
        let bounds = timeline.bounds(id);
        let within = if bounds.earliest == bounds.latest {
            String::new()
        } else {
            format!(", on some day of {} to {}", bounds.earliest, bounds.latest)
        };
        let summary = event.summary.as_deref().unwrap_or_default();
        let says = format!(
            "`{}`, {}, dated {}{within}: {summary}",
            event.id,
            event.kind,
            timeline.date(id)
        );
        self.add(link, says, Some(id));
        for cited in event
            .sources
            .iter()
            .filter(|cited| timeline.admits(cited.source))
        {
            let source = &timeline.model.sources[cited.source];
            let claim = cited.own.date.as_ref().map_or_else(
                || "gives no other date".to_owned(),
                |date| format!("says {date}"),
            );
            let at = cited
                .own
                .at
                .as_ref()
                .map_or_else(String::new, |at| format!(", {at}"));
            let note = cited
                .own
                .note
                .as_ref()
                .map_or_else(String::new, |note| format!(" ({note})"));
            let row = self.row(
                "source",
                format!("`{}`{at}: {claim}{note}", source.id),
                Some(id),
            );
            self.rows.push(WhyRow {
                record: None,
                sources: vec![source.id.to_string()],
                ..row
            });
        }
        if event.status == Status::Disputed {
            self.add(
                "dispute",
                format!(
                    "`{}` is disputed: in some readings it did not happen",
                    event.id
                ),
                Some(id),
            );
        }
    }

    fn add(&mut self, step: &'static str, says: String, event: Option<EventId>) {
        let row = self.row(step, says, event);
        self.rows.push(row);
    }

    fn row(&self, step: &'static str, says: String, event: Option<EventId>) -> WhyRow {
        let model = &*self.timeline.model;
        WhyRow {
            coalition: self.coalition.map(|id| model.coalitions[id].id.to_string()),
            about: self.about.clone(),
            step,
            says,
            event: event.map(|id| model.events[id].id.to_string()),
            record: event.map(|id| self.texts.at(&model.events[id].place)),
            sources: event.map_or_else(Vec::new, |id| source_ids(self.timeline, &[id])),
        }
    }
}
