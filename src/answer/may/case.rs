//! Deciding one case: an actor, an activity, a place, a coalition, a day.

use std::collections::BTreeMap;

use crate::model::{ActivityId, ActorId, Cell, CoalitionId, RestrictionId, TheatreId, Track};
use crate::question::May;
use crate::timeline::{Holds, Line, Sort, Timeline, Toward};

/// What an actor may do, from the strictest to the least strict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// It may not.
    No,
    /// Nothing that is recorded says so.
    NoRecord,
    /// It may on a condition, or in part.
    Conditional,
    /// It may.
    Yes,
}

/// What decided a case.
#[derive(Clone, Copy, Debug)]
pub enum Ground<'a> {
    /// It is no member; with the line of its membership, if it ever was one.
    NoMember(Option<&'a Line>),
    /// A rule that covers all of it, or part of it.
    Rule {
        /// The line of the restriction.
        line: &'a Line,
        /// The restriction.
        id: RestrictionId,
        /// Whether it covers all.
        all: bool,
    },
    /// A scope that covers all of it, or part of it.
    Scope {
        /// The line of the cell.
        line: &'a Line,
        /// Whether the open scope covers all.
        all: bool,
    },
    /// A host's consent that meets a condition.
    Consent {
        /// The line of the consent.
        line: &'a Line,
        /// The restriction that it meets.
        id: RestrictionId,
    },
}

/// A case as decided over all readings.
pub struct Decided<'a> {
    /// The strictest verdict.
    pub verdict: Verdict,
    /// Whether every reading gives it.
    pub certainty: Holds,
    /// What decided it, in the reading that gives it.
    pub grounds: Vec<Ground<'a>>,
    /// What other readings say, and what decides it in the first of them.
    pub others: BTreeMap<Verdict, Vec<Ground<'a>>>,
}

impl Decided<'_> {
    /// Whether something recorded says so, and not that nothing is, or that it may be no member.
    pub(super) fn is_by_rule_or_scope(&self) -> bool {
        !self.grounds.is_empty() && !self.is_of_no_member()
    }

    /// Whether it is that the actor is, or may be, no member.
    pub(super) fn is_of_no_member(&self) -> bool {
        matches!(self.grounds.first(), Some(Ground::NoMember(_)))
    }
}

/// The lines that a case turns on.
pub struct Case<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) asked: May,
    pub(super) coalition: CoalitionId,
    pub(super) memberships: Vec<(CoalitionId, &'a Line)>,
    pub(super) lives: Vec<&'a Line>,
    pub(super) rules: Vec<(CoalitionId, &'a Line, RestrictionId)>,
    pub(super) scopes: Vec<(CoalitionId, Cell, &'a Line)>,
    /// Of which host, and of which coalition's members; none = of the actor itself.
    pub(super) consents: Vec<(ActorId, Option<CoalitionId>, &'a Line)>,
}

/// Whether a line is open.
pub(super) type IsOpen<'f> = &'f dyn Fn(&Line) -> bool;

impl<'a> Case<'a> {
    /// Gathers what is recorded about it.
    pub fn new(timeline: &'a Timeline, asked: May, coalition: CoalitionId) -> Case<'a> {
        let model = &*timeline.model;
        let parts: Vec<CoalitionId> = model.parts(coalition).collect();
        let wholes: Vec<CoalitionId> = model.wholes(coalition).skip(1).collect();
        let speaking: Vec<CoalitionId> = parts.iter().chain(&wholes).copied().collect();
        let mut case = Case {
            timeline,
            asked,
            coalition,
            memberships: Vec::new(),
            lives: Vec::new(),
            rules: Vec::new(),
            scopes: Vec::new(),
            consents: Vec::new(),
        };
        for &speaker in &speaking {
            for party in [Some(asked.actor), None] {
                for line in timeline.group(Some(speaker), party) {
                    case.gather(speaker, line, parts.contains(&speaker));
                }
            }
        }
        // What is recorded outside any coalition binds in every one, and is no scope of any.
        let outside = timeline.group(None, Some(asked.actor));
        for line in outside
            .iter()
            .filter(|line| matches!(line.key.sort, Sort::Restriction(_)))
        {
            case.gather(coalition, line, false);
        }
        case.leave_out_what_does_not_bear();
        case.gather_consents(&speaking);
        case
    }

    /// Rules and cells that cover nothing of what is asked decide nothing.
    fn leave_out_what_does_not_bear(&mut self) {
        let mut rules = std::mem::take(&mut self.rules);
        rules.retain(|(_, _, id)| self.bears(*id));
        self.rules = rules;
        let mut scopes = std::mem::take(&mut self.scopes);
        scopes.retain(|(_, cell, _)| {
            self.covered(|place, doing| self.cell_covers(*cell, place, doing))
                .0
        });
        self.scopes = scopes;
    }

    fn bears(&self, id: RestrictionId) -> bool {
        let (model, rule) = (&self.timeline.model, self.rule(id));
        self.covered(|place, doing| rule.covers_pair(model, place, doing))
            .0
    }

    pub(super) fn cell_covers(&self, cell: Cell, place: TheatreId, doing: ActivityId) -> bool {
        let model = &*self.timeline.model;
        match cell {
            (Some(whole), Some(of)) => {
                model.places.contains(whole, place) && model.doings.contains(of, doing)
            }
            _ => false,
        }
    }

    fn gather(&mut self, speaker: CoalitionId, line: &'a Line, is_part: bool) {
        match line.key.sort {
            Sort::Life => self.lives.push(line),
            Sort::Membership if is_part => self.memberships.push((speaker, line)),
            Sort::Restriction(id) => self.rules.push((speaker, line, id)),
            Sort::Cell(Track::Declared | Track::Authorised, cell) => {
                self.scopes.push((speaker, cell, line))
            }
            _ => {}
        }
    }

    /// The consents of those whom a rule names, toward the actor or a coalition that speaks.
    fn gather_consents(&mut self, speaking: &[CoalitionId]) {
        let model = &*self.timeline.model;
        let named = self
            .rules
            .iter()
            .filter_map(|(_, _, id)| model.restrictions[*id].consent_of);
        let mut hosts: Vec<ActorId> = named.collect();
        hosts.sort_unstable();
        hosts.dedup();
        for host in hosts {
            for line in self.timeline.group(None, Some(host)) {
                let toward = match line.key.sort {
                    Sort::Consent(Toward::Anyone, _) => None,
                    Sort::Consent(Toward::Actor(actor), _) if actor == self.asked.actor => None,
                    Sort::Consent(Toward::Coalition(c), _) if speaking.contains(&c) => Some(c),
                    _ => continue,
                };
                self.consents.push((host, toward, line));
            }
        }
    }

    /// Every line that the case turns on.
    pub fn lines(&self) -> Vec<&'a Line> {
        let memberships = self.memberships.iter().map(|(_, line)| *line);
        let rules = self.rules.iter().map(|(_, line, _)| *line);
        let scopes = self.scopes.iter().map(|(_, _, line)| *line);
        let consents = self.consents.iter().map(|(_, _, line)| *line);
        memberships
            .chain(self.lives.iter().copied())
            .chain(rules)
            .chain(scopes)
            .chain(consents)
            .collect()
    }

    /// Decides the case in every reading, and takes the strictest verdict.
    pub fn decide(&self) -> Decided<'a> {
        let lines = self.lines();
        let mut decided: Option<Decided<'a>> = None;
        let mut take = |(verdict, grounds): (Verdict, Vec<Ground<'a>>)| {
            let known = decided.get_or_insert(Decided {
                verdict,
                certainty: Holds::Certain,
                grounds: grounds.clone(),
                others: BTreeMap::new(),
            });
            if verdict < known.verdict {
                let weaker = std::mem::replace(&mut known.verdict, verdict);
                let on = std::mem::replace(&mut known.grounds, grounds);
                known.others.entry(weaker).or_insert(on);
            } else if verdict > known.verdict {
                known.others.entry(verdict).or_insert(grounds);
            }
        };
        let day = self.asked.on;
        let each = self.timeline.in_every_reading(&lines, day, |reading| {
            let open = |line: &Line| reading.is_open(line);
            take(self.in_reading(&open, &open));
        });
        if !each {
            // Lines combined freely: each as strict as it may be.
            let surely = |line: &Line| line.on(day).holds().is_certain();
            let maybe = |line: &Line| line.on(day).holds().may_be();
            take(self.in_reading(&surely, &maybe));
        }
        let mut decided = decided.unwrap_or(Decided {
            verdict: Verdict::NoRecord,
            certainty: Holds::Certain,
            grounds: Vec::new(),
            others: BTreeMap::new(),
        });
        if !each || !decided.others.is_empty() {
            decided.certainty = Holds::Possible;
        }
        decided
    }
}
