//! The verdict of one reading, by the order of deciding.

use super::case::{Case, Ground, IsOpen, Verdict};
use crate::model::{
    ActivityId, ActorId, CoalitionId, Restriction, RestrictionId, RestrictionRule, TheatreId,
};
use crate::timeline::{Line, Sort};

impl<'a> Case<'a> {
    /// The verdict of one reading, with its grounds. What stands in the way is looked at apart.
    pub(super) fn in_reading(
        &self,
        open: IsOpen<'_>,
        bars: IsOpen<'_>,
    ) -> (Verdict, Vec<Ground<'a>>) {
        let inside = self.inside(open);
        if inside.is_empty() {
            return (Verdict::No, vec![Ground::NoMember(self.own_membership())]);
        }
        let rules = self.rules_in_force(open, bars, &inside);
        let forbids = |ground: &Ground<'_>| matches!(ground, Ground::Rule { id, all: true, .. } if self.rule(*id).forbids());
        if rules.iter().any(forbids) {
            return (Verdict::No, rules.into_iter().filter(forbids).collect());
        }
        if !rules.is_empty() {
            return (Verdict::Conditional, rules);
        }
        let (mut scopes, all) = self.open_scopes(open, &inside);
        // What is sure is named first.
        scopes.sort_by_key(|line| !line.on(self.asked.on).holds().is_certain());
        let mut grounds: Vec<Ground<'a>> = scopes
            .into_iter()
            .map(|line| Ground::Scope { line, all })
            .collect();
        match (grounds.is_empty(), all) {
            (true, _) => (Verdict::NoRecord, Vec::new()),
            (false, false) => (Verdict::Conditional, grounds),
            (false, true) => {
                grounds.extend(self.meeting(open, &inside));
                (Verdict::Yes, grounds)
            }
        }
    }

    /// The coalitions among the one asked for and its parts that the actor is in, and that count.
    fn inside(&self, open: IsOpen<'_>) -> Vec<CoalitionId> {
        let members = self.memberships.iter().filter(|(_, line)| open(line));
        members
            .map(|(part, _)| *part)
            .filter(|&part| self.counts(part, open))
            .collect()
    }

    fn counts(&self, part: CoalitionId, open: IsOpen<'_>) -> bool {
        let model = &*self.timeline.model;
        let exists = |c: CoalitionId| {
            let life = self.lives.iter().find(|line| line.key.coalition == Some(c));
            life.is_none_or(|line| open(line))
        };
        if part == self.coalition {
            return true;
        }
        let between = model
            .wholes(part)
            .skip(1)
            .take_while(|&whole| whole != self.coalition);
        between.chain([self.coalition]).all(exists)
    }

    fn own_membership(&self) -> Option<&'a Line> {
        let own = self
            .memberships
            .iter()
            .find(|(part, _)| *part == self.coalition);
        own.or(self.memberships.first()).map(|(_, line)| *line)
    }

    /// Whether what a coalition says concerns the actor: it is a part only while the actor is in it.
    fn speaks(&self, speaker: CoalitionId, inside: &[CoalitionId]) -> bool {
        let mut above = self.timeline.model.wholes(self.coalition);
        above.any(|whole| whole == speaker) || inside.contains(&speaker)
    }

    /// The rules in force that stand in the way of it, or of part of it.
    fn rules_in_force(
        &self,
        open: IsOpen<'_>,
        bars: IsOpen<'_>,
        inside: &[CoalitionId],
    ) -> Vec<Ground<'a>> {
        let barred_in = self.inside(bars);
        let in_force = (self.rules.iter())
            .filter(|(speaker, line, _)| self.speaks(*speaker, &barred_in) && bars(line));
        in_force
            .filter_map(|&(_, line, id)| {
                let rule = self.rule(id);
                let stands = match rule.rule {
                    RestrictionRule::Prohibit => true,
                    RestrictionRule::Require(_) => self.met_by(rule, open, inside).is_none(),
                    RestrictionRule::Cap { .. } => false,
                };
                let model = &self.timeline.model;
                let (_, all) = self.covered(|place, doing| rule.covers_pair(model, place, doing));
                stands.then_some(Ground::Rule { line, id, all })
            })
            .collect()
    }

    /// The consents that meet a condition in force.
    fn meeting(&self, open: IsOpen<'_>, inside: &[CoalitionId]) -> Vec<Ground<'a>> {
        let in_force = (self.rules.iter())
            .filter(|(speaker, line, _)| self.speaks(*speaker, inside) && open(line));
        in_force
            .filter_map(|&(_, _, id)| {
                let line = self.met_by(self.rule(id), open, inside)?;
                Some(Ground::Consent { line, id })
            })
            .collect()
    }

    pub(super) fn rule(&self, id: RestrictionId) -> &'a Restriction {
        &self.timeline.model.restrictions[id]
    }

    /// The consent that meets a condition: of the host that it names, for all of the place.
    fn met_by(
        &self,
        rule: &Restriction,
        open: IsOpen<'_>,
        inside: &[CoalitionId],
    ) -> Option<&'a Line> {
        let model = &*self.timeline.model;
        let given = self.open_consents(open, inside);
        let mut meeting = given.filter(|(host, line)| match line.key.sort {
            Sort::Consent(_, Some(whole)) => {
                rule.consent_of == Some(*host) && model.places.contains(whole, self.asked.theatre)
            }
            _ => false,
        });
        meeting.next().map(|(_, line)| line)
    }

    fn open_consents(
        &self,
        open: IsOpen<'_>,
        inside: &[CoalitionId],
    ) -> impl Iterator<Item = (ActorId, &'a Line)> {
        let concerns = |toward: Option<CoalitionId>| toward.is_none_or(|c| self.speaks(c, inside));
        let given = self
            .consents
            .iter()
            .filter(move |(_, toward, line)| concerns(*toward) && open(line));
        given.map(|(host, _, line)| (*host, *line))
    }

    /// The open declared and authorised cells that cover some of it, and whether together they cover all.
    fn open_scopes(&self, open: IsOpen<'_>, inside: &[CoalitionId]) -> (Vec<&'a Line>, bool) {
        let cells: Vec<_> = (self.scopes.iter())
            .filter(|(speaker, _, line)| self.speaks(*speaker, inside) && open(line))
            .collect();
        let (_, all) = self.covered(|place, doing| {
            cells
                .iter()
                .any(|(_, cell, _)| self.cell_covers(*cell, place, doing))
        });
        (cells.into_iter().map(|(_, _, line)| *line).collect(), all)
    }

    /// Whether some, and whether each, of what the question stands for is covered.
    pub(super) fn covered(&self, covers: impl Fn(TheatreId, ActivityId) -> bool) -> (bool, bool) {
        let model = &*self.timeline.model;
        let (mut some, mut all) = (false, true);
        let doings = model.doings.below(self.asked.activity);
        for place in model.places.below(self.asked.theatre) {
            for &doing in &doings {
                let covered = covers(place, doing);
                some |= covered;
                all &= covered;
            }
        }
        (some, all)
    }
}
