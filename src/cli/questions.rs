//! Arguments to questions, names resolved.

use coalition::day::Day;
use coalition::lookup::{self, Unclear};
use coalition::model::{ActorId, CoalitionId, Model};
use coalition::question::{self, WhyOf};
use coalition::timeline::Lens;

use super::Common;
use super::asked::{May, Members, Restrictions, Timeline, Why};
use super::words::{days_of, maybe};

impl Common {
    /// Through whose eyes the question looks.
    pub fn lens(&self, model: &Model) -> Result<Lens, Unclear> {
        Ok(Lens {
            known_on: self.known_on,
            according_to: maybe(self.according_to.as_deref(), |word| {
                lookup::source(model, word)
            })?,
        })
    }
}

impl Members {
    /// The period asked for, instead of a day.
    pub fn period(&self) -> Option<question::Period> {
        days_of(self.during.as_ref(), self.every_day)
    }

    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Members, Unclear> {
        Ok(question::Members {
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
            theatre: maybe(self.theatre.as_deref(), |word| lookup::theatre(model, word))?,
            activity: maybe(self.activity.as_deref(), |word| {
                lookup::activity(model, word)
            })?,
            by: self.by,
            standing: self.standing,
            attested: self.attested,
        })
    }
}

impl Restrictions {
    /// The period asked for, instead of a day.
    pub fn period(&self) -> Option<question::Period> {
        days_of(self.during.as_ref(), self.every_day)
    }

    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Restrictions, Unclear> {
        Ok(question::Restrictions {
            actor: maybe(self.actor.as_deref(), |word| lookup::actor(model, word))?,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
            all: self.all,
        })
    }
}

impl May {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::May, Unclear> {
        Ok(question::May {
            actor: lookup::actor(model, &self.actor)?,
            activity: lookup::activity(model, &self.activity)?,
            theatre: lookup::theatre(model, &self.theatre)?,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
        })
    }
}

impl Why {
    /// The question, names resolved.
    pub fn question(&self, model: &Model, today: Day) -> Result<question::Why, Unclear> {
        let of = match (
            lookup::actor(model, &self.of),
            lookup::restriction(model, &self.of),
        ) {
            (Ok(actor), _) => WhyOf::Actor(actor),
            (_, Ok(restriction)) => WhyOf::Restriction(restriction),
            (Err(no_actor), Err(no_restriction)) => {
                return Err(no_actor.or(no_restriction, "actor or restriction"));
            }
        };
        Ok(question::Why {
            of,
            coalition: maybe(self.coalition.as_deref(), |word| {
                lookup::coalition(model, word)
            })?,
            on: self.on.unwrap_or(today),
        })
    }
}

impl Timeline {
    /// The question, names resolved.
    pub fn question(&self, model: &Model) -> Result<question::Timeline, Unclear> {
        let mut actors: Vec<ActorId> = Vec::new();
        let mut coalitions: Vec<CoalitionId> = Vec::new();
        for word in &self.of {
            match (lookup::actor(model, word), lookup::coalition(model, word)) {
                (Ok(actor), _) => actors.push(actor),
                (_, Ok(coalition)) => coalitions.push(coalition),
                (Err(no_actor), Err(no_coalition)) => {
                    return Err(no_actor.or(no_coalition, "actor or coalition"));
                }
            }
        }
        Ok(question::Timeline {
            actors,
            coalitions,
            from: self.from,
            to: self.to,
            kinds: self.kinds.clone(),
            theatre: maybe(self.theatre.as_deref(), |word| lookup::theatre(model, word))?,
            activity: maybe(self.activity.as_deref(), |word| {
                lookup::activity(model, word)
            })?,
        })
    }
}
