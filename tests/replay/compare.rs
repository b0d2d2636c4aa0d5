//! One history put to the engine and to the naive replay.

use super::bridge::Engine;
use super::history::History;
use super::naive::{Fault, Replay, Verdict};
use super::world::{Actor, Coalition, Day, days_asked, iso, year_month_day};

mod further;

/// The engine's rules about the order of events.
const ORDER_RULES: [&str; 3] = ["order-unknown", "no-day-left", "after-cycle"];

/// A join outside the coalition's life contradicts the order of the two as well.
const ORDER_OR_NOT: &str = "outside-life";

/// A record without a key it needs is left out, and with it the order it would have told.
const INCOMPLETE: &str = "missing-key";

/// Faults of one record alone, or of scopes and lives, which the naive replay does not look for.
const NOT_OF_LINES: [&str; 4] = [
    "contradicts-scope",
    "formed-twice",
    INCOMPLETE,
    ORDER_OR_NOT,
];

/// Must the engine find a fault where the only orders of two lines do not fit together? The design
/// says that all hold together, and not which line is settled first.
const CONTRADICTIONS: bool = false;

/// What came of a history on which both sides agree.
pub enum Outcome {
    /// No faults; every answer compared.
    Agreed,
    /// Both found faults.
    Faulty,
    /// Only the engine found faults, of those that the naive replay does not look for.
    OnlyEngine,
}

/// Compares, or says where they differ.
pub fn compare<E: Engine>(history: &History) -> Result<Outcome, String> {
    let toml = history.to_toml();
    let engine = E::load(&toml);
    let errors = engine.errors();
    let about_order = errors
        .iter()
        .any(|rule| ORDER_RULES.contains(&rule.as_str()));
    let either = errors.iter().any(|rule| rule == ORDER_OR_NOT);
    let outcome = match Replay::new(history) {
        Err(Fault::Contradiction) if !CONTRADICTIONS && !about_order => Ok(Outcome::Faulty),
        Err(fault) if errors.is_empty() => Err(format!("naive: {fault}; engine: no error")),
        Err(fault)
            if fault.is_about_order() != about_order && !either && !fault.may_be_about_order() =>
        {
            Err(format!("naive: {fault}; engine: {errors:?}"))
        }
        Err(_) => Ok(Outcome::Faulty),
        Ok(_) if errors.iter().any(|rule| rule == INCOMPLETE) => Ok(Outcome::OnlyEngine),
        Ok(_) if about_order => Err(format!("naive: no fault; engine: {errors:?}")),
        Ok(_)
            if errors
                .iter()
                .any(|rule| !NOT_OF_LINES.contains(&rule.as_str())) =>
        {
            Err(format!("naive: no fault; engine: {errors:?}"))
        }
        Ok(_) if !errors.is_empty() => Ok(Outcome::OnlyEngine),
        Ok(replay) => answers(&engine, &replay)
            .and_then(|()| further::answers(&engine, &replay, history))
            .map(|()| Outcome::Agreed),
    };
    outcome.map_err(|difference| format!("{difference}\n\n{toml}"))
}

fn answers(engine: &impl Engine, replay: &Replay) -> Result<(), String> {
    for day in days_asked() {
        let date = year_month_day(day);
        for (line, verdict) in replay.lines() {
            let (naive, said) = (on(verdict, day), engine.line(line, date));
            agree(said == naive, day, line, naive, said)?;
        }
        for (question, verdict) in replay.joints() {
            let (naive, said) = (on(verdict, day), engine.joint(question, date));
            agree(
                said == naive || said == POSSIBLE,
                day,
                question,
                naive,
                said,
            )?;
        }
        for &actor in Actor::ALL {
            for &coalition in Coalition::ALL {
                let naive = replay.standing(actor, coalition, day);
                let said = engine.standing(actor, coalition, date);
                agree(
                    said == naive,
                    day,
                    ("standing", actor, coalition),
                    naive,
                    &said,
                )?;
            }
        }
    }
    Ok(())
}

/// Not certain, but possible: over several lines the engine may say no more than this where the
/// replay knows better.
const POSSIBLE: (bool, bool) = (false, true);

fn on(verdict: &Verdict, day: Day) -> (bool, bool) {
    (verdict.certain.has(day), verdict.possible.has(day))
}

fn agree(
    agreed: bool,
    day: Day,
    question: impl std::fmt::Debug,
    naive: impl std::fmt::Debug,
    engine: impl std::fmt::Debug,
) -> Result<(), String> {
    let day = iso(day);
    let says = || format!("on {day}, {question:?}: naive {naive:?}, engine {engine:?}");
    if agreed { Ok(()) } else { Err(says()) }
}
