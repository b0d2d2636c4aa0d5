//! A verdict as one plain sentence, and what would change it.

use super::case::{Decided, Ground, Verdict};
use crate::answer::words::restriction_in_words;
use crate::model::{CoalitionId, Model, Restriction, RestrictionRule, TheatreId};
use crate::question::May;
use crate::timeline::{Effect, End, Line, Timeline};

/// A case to be told.
pub(super) struct Told<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) asked: &'a May,
    pub(super) coalition: CoalitionId,
}

/// Where the actor is a member of nothing.
pub(super) fn no_membership(timeline: &Timeline, asked: &May) -> String {
    let who = &timeline.model.actors[asked.actor].name;
    format!(
        "No record. On {} {who} is a member of no coalition recorded here; that forbids it nothing.",
        asked.on
    )
}

/// Where there is a verdict for each of several coalitions.
pub(super) fn several(timeline: &Timeline, asked: &May, verdict: Verdict) -> String {
    let model = &*timeline.model;
    let who = &model.actors[asked.actor].name;
    format!(
        "{}: {who}, {} on {}, by the coalitions it is in.",
        head(verdict),
        deed(model, asked),
        asked.on
    )
}

fn head(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::No => "No",
        Verdict::NoRecord => "No record",
        Verdict::Conditional => "On condition",
        Verdict::Yes => "Yes",
    }
}

fn deed(model: &Model, asked: &May) -> String {
    format!(
        "{} in {}",
        model.activities[asked.activity].name, model.theatres[asked.theatre].name
    )
}

impl Told<'_> {
    /// "No. On 2014-09-27 Denmark may not carry out air strikes in Syria: its participation in Operation
    /// Inherent Resolve is limited to Iraq."
    pub(super) fn sentence(&self, decided: &Decided<'_>) -> String {
        let model = &*self.timeline.model;
        let may = match decided.verdict {
            Verdict::No => "may not",
            Verdict::NoRecord => "is not recorded to be allowed to",
            Verdict::Conditional | Verdict::Yes => "may",
        };
        let sure = if decided.others.is_empty() {
            ""
        } else {
            " (possible: the dates leave it open)"
        };
        let mut sentence = format!(
            "{}{sure}. On {} {} {may} carry out {}: {}.",
            head(decided.verdict),
            self.asked.on,
            model.actors[self.asked.actor].name,
            deed(model, self.asked),
            self.reason(decided),
        );
        if !decided.others.is_empty() {
            let others: Vec<String> = decided
                .others
                .iter()
                .map(|&v| head(v).to_lowercase())
                .collect();
            sentence += &format!(" Under other readings of the dates: {}.", others.join(", "));
        }
        sentence
    }

    fn reason(&self, decided: &Decided<'_>) -> String {
        let name = &self.timeline.model.coalitions[self.coalition].name;
        match (decided.verdict, decided.grounds.first()) {
            (_, Some(Ground::NoMember(_))) => format!("it is no member of {name} then"),
            (Verdict::No, Some(Ground::Rule { id, .. })) => {
                self.limit(&self.timeline.model.restrictions[*id])
            }
            (Verdict::Conditional, Some(Ground::Rule { .. })) => self.conditions(decided),
            (Verdict::Conditional, _) => {
                format!("but only in part: its scope in {name} covers some of it")
            }
            (Verdict::Yes, Some(Ground::Scope { line, .. })) => match line.key.sort {
                crate::timeline::Sort::Cell(track, _) => {
                    format!("its {track} scope in {name} covers it")
                }
                _ => format!("its scope in {name} covers it"),
            },
            _ => {
                format!("no scope and no rule recorded in {name} covers it, which forbids nothing")
            }
        }
    }

    fn limit(&self, rule: &Restriction) -> String {
        let model = &*self.timeline.model;
        let name = &model.coalitions[self.coalition].name;
        let places = |all: &[TheatreId]| {
            let names: Vec<&str> = all.iter().map(|&id| &*model.theatres[id].name).collect();
            names.join(", ")
        };
        if rule.within.is_none() && !rule.outside.is_empty() {
            return format!(
                "its participation in {name} is limited to {}",
                places(&rule.outside)
            );
        }
        format!(
            "its participation in {name} is under the rule \"{}\"",
            restriction_in_words(model, rule)
        )
    }

    /// What each rule in the way asks for.
    fn conditions(&self, decided: &Decided<'_>) -> String {
        let model = &*self.timeline.model;
        let conditions = decided.grounds.iter().filter_map(|ground| {
            let Ground::Rule { id, all, .. } = *ground else {
                return None;
            };
            let rule = &model.restrictions[id];
            let in_part = if all { "" } else { "in part, since there is " };
            Some(match &rule.rule {
                RestrictionRule::Require(condition) => format!("only with {condition}"),
                _ => format!("{in_part}\"{}\"", restriction_in_words(model, rule)),
            })
        });
        conditions.collect::<Vec<_>>().join("; ")
    }

    /// When what decided it ends, and when what is missing comes, as far as the records know.
    pub(super) fn what_would_change_it(&self, decided: &Decided<'_>) -> Vec<String> {
        let mut changes: Vec<String> = Vec::new();
        for ground in &decided.grounds {
            let change = match *ground {
                Ground::Rule { line, id, .. } => {
                    self.end_of(line, &self.timeline.model.restrictions[id].id)
                }
                Ground::NoMember(Some(line)) => self.next_join(line),
                Ground::Scope { line, .. } if decided.verdict == Verdict::Yes => {
                    self.end_of(line, "this scope")
                }
                _ => None,
            };
            changes.extend(change);
            changes.extend(self.unmet(ground));
        }
        changes
    }

    fn end_of(&self, line: &Line, what: &str) -> Option<String> {
        let timeline = self.timeline;
        let opener = line.on(self.asked.on).openers().next()?;
        match line.end(opener, |event| timeline.bounds(event))? {
            End::Closed(event) => {
                let id = &timeline.model.events[event].id;
                Some(format!(
                    "What would change it: `{what}` ends on {} (`{id}`).",
                    timeline.date(event)
                ))
            }
            End::Lapsed(event) => {
                let until = timeline.model.events[event].until.as_ref()?;
                Some(format!(
                    "What would change it: `{what}` lapses after {until}."
                ))
            }
        }
    }

    fn next_join(&self, line: &Line) -> Option<String> {
        let joins = line
            .steps
            .iter()
            .filter(|step| step.effect == Effect::Joins);
        let later = joins
            .map(|step| step.event)
            .find(|&id| self.timeline.bounds(id).latest > self.asked.on)?;
        let id = &self.timeline.model.events[later].id;
        Some(format!(
            "What would change it: it joins on {} (`{id}`).",
            self.timeline.date(later)
        ))
    }

    /// Whose consent a rule waits for.
    fn unmet(&self, ground: &Ground<'_>) -> Option<String> {
        let model = &*self.timeline.model;
        let Ground::Rule { id, .. } = *ground else {
            return None;
        };
        let rule = &model.restrictions[id];
        let host = &model.actors[rule.consent_of?].name;
        let place = &model.theatres[self.asked.theatre].name;
        Some(format!(
            "The condition of `{}` is not met: no consent of {host} for {place} is recorded then.",
            rule.id
        ))
    }
}
