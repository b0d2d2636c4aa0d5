//! A verdict as one plain sentence, and what would change it.

use super::case::{Decided, Ground, Verdict};
use crate::answer::words::{restriction_in_words, spell};
use crate::model::{CoalitionId, Model, Restriction, RestrictionRule, TheatreId};
use crate::question::May;
use crate::timeline::{Effect, End, Holds, Line, Sort, Timeline};

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

/// Where several coalitions have no record of it, or others have none beside a verdict.
pub(super) fn without_record(timeline: &Timeline, coalitions: &[CoalitionId]) -> String {
    let model = &*timeline.model;
    let names: Vec<&str> = coalitions
        .iter()
        .map(|&id| &*model.coalitions[id].name)
        .collect();
    format!(
        "Nothing recorded covers it, which forbids nothing, in: {}.",
        names.join(", ")
    )
}

fn possibly(certainty: Holds) -> &'static str {
    if certainty.is_certain() {
        ""
    } else {
        " (possible: the dates leave it open)"
    }
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
        let sure = possibly(decided.certainty);
        let (who, deed) = (
            &model.actors[self.asked.actor].name,
            deed(model, self.asked),
        );
        let (on, reason) = (self.asked.on, self.reason(decided));
        let no_member = matches!(decided.grounds.first(), Some(Ground::NoMember(_)));
        let says = match decided.verdict {
            Verdict::No if no_member => {
                let name = &model.coalitions[self.coalition].name;
                format!("On {on} {who} may not carry out {deed} as a member of {name}: {reason}.")
            }
            Verdict::No => format!("On {on} {who} may not carry out {deed}: {reason}."),
            Verdict::NoRecord => {
                format!(
                    "On {on} {who} is not recorded to be allowed to carry out {deed}: {reason}."
                )
            }
            Verdict::Conditional => {
                format!("On {on} whether {who} may carry out {deed} depends: {reason}.")
            }
            Verdict::Yes => format!("On {on} {who} may carry out {deed}: {reason}."),
        };
        let mut sentence = format!("{}{sure}. {says}", head(decided.verdict));
        if !decided.others.is_empty() {
            let others = decided.others.iter();
            let others: Vec<String> = others.map(|(&v, on)| self.other(v, on)).collect();
            sentence += &format!(" Under other readings of the dates: {}.", others.join(", "));
        }
        if decided.others.is_empty() && !decided.certainty.is_certain() {
            sentence += " Too many dates are open to try every reading.";
        }
        sentence
    }

    /// The sentence, beside that of another coalition.
    pub(super) fn in_its_coalition(&self, sentence: &str) -> String {
        let name = &self.timeline.model.coalitions[self.coalition].name;
        format!("As a member of {name}: {sentence}")
    }

    /// "on condition (`dnk-vote-first`)"
    fn other(&self, verdict: Verdict, grounds: &[Ground<'_>]) -> String {
        let rules = grounds.iter().filter_map(|ground| match *ground {
            Ground::Rule { id, .. } => Some(&self.timeline.model.restrictions[id].id),
            _ => None,
        });
        let rules: Vec<String> = rules.map(|id| format!("`{id}`")).collect();
        let said = head(verdict).to_lowercase();
        match rules.as_slice() {
            [] => said,
            rules => format!("{said} ({})", rules.join(", ")),
        }
    }

    fn reason(&self, decided: &Decided<'_>) -> String {
        let name = &self.timeline.model.coalitions[self.coalition].name;
        match (decided.verdict, decided.grounds.first()) {
            (_, Some(Ground::NoMember(_))) => "it is none then".to_owned(),
            (Verdict::No, Some(Ground::Rule { line, id, .. })) => {
                let recorded_in = line.key.coalition.unwrap_or(self.coalition);
                self.limit(recorded_in, &self.timeline.model.restrictions[*id])
            }
            (Verdict::Conditional, Some(Ground::Rule { .. })) => self.conditions(decided),
            (Verdict::Conditional, _) => {
                format!("its scope in {name} covers only a part of it")
            }
            (Verdict::Yes, Some(Ground::Scope { line, .. })) => {
                let where_recorded = line.key.coalition.unwrap_or(self.coalition);
                let name = &self.timeline.model.coalitions[where_recorded].name;
                match line.key.sort {
                    Sort::Cell(track, _) => format!("its {track} scope in {name} covers it"),
                    _ => format!("its scope in {name} covers it"),
                }
            }
            _ => {
                format!("no scope and no rule recorded in {name} covers it, which forbids nothing")
            }
        }
    }

    fn limit(&self, recorded_in: CoalitionId, rule: &Restriction) -> String {
        let model = &*self.timeline.model;
        let name = &model.coalitions[recorded_in].name;
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
            let in_part = if all {
                "there is "
            } else {
                "in part there is "
            };
            Some(match &rule.rule {
                RestrictionRule::Require(condition) => {
                    format!("only on this condition: {condition}")
                }
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
                Ground::Rule { line, id, .. } => self.end_of(
                    line,
                    &format!("`{}`", self.timeline.model.restrictions[id].id),
                ),
                Ground::NoMember(Some(line)) => self.next_join(line),
                Ground::Scope { line, .. } if decided.verdict == Verdict::Yes => {
                    self.end_of(line, "this scope")
                }
                Ground::Consent { line, .. } => self.end_of(line, "the consent"),
                _ => None,
            };
            changes.extend(change);
            changes.extend(self.unmet(ground));
        }
        changes
    }

    /// What lies inside a suspension on the day: nothing is forbidden by that, but nothing is done.
    pub(super) fn suspension(&self) -> Option<String> {
        let timeline = self.timeline;
        let cell = (Some(self.asked.theatre), Some(self.asked.activity));
        let concerned = timeline.model.parts(self.coalition);
        let mut lines = concerned.flat_map(|c| timeline.suspending(c, self.asked.actor, cell));
        let open = lines.find(|line| line.on(self.asked.on).holds().may_be())?;
        let holds = open.on(self.asked.on).holds();
        let opener = open.on(self.asked.on).openers().next()?;
        let (since, until) = spell(timeline, open, opener);
        let until = until.map_or_else(String::new, |until| format!(" to {until}"));
        let id = &timeline.model.events[opener].id;
        let surely = if holds.is_certain() {
            "It is"
        } else {
            "It is possibly"
        };
        Some(format!(
            "{surely} suspended, {since}{until} (`{id}`): the verdict is about what is allowed."
        ))
    }

    fn end_of(&self, line: &Line, what: &str) -> Option<String> {
        let timeline = self.timeline;
        let opener = line.on(self.asked.on).openers().next()?;
        let (_, until) = spell(timeline, line, opener);
        let until = until?;
        Some(match line.end(opener, |event| timeline.bounds(event))? {
            End::Closed(event) => {
                let id = &timeline.model.events[event].id;
                format!("What would change it: {what} ends on {until} (`{id}`).")
            }
            End::Lapsed(_) => format!("What would change it: {what} lapses after {until}."),
        })
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
