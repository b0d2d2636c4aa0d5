//! The questions of periods, of permission and of other views. Each can be switched on by itself.

use super::{agree, on};
use crate::replay::bridge::Engine;
use crate::replay::history::History;
use crate::replay::naive::{Replay, seen};
use crate::replay::question::{Act, Line};
use crate::replay::world::{Coalition, Day, FIRST, LAST, days_asked, year_month_day};

/// The periods asked about: all the window, some days of it, one day, and the time before.
const PERIODS: [(Day, Day); 4] = [(FIRST, LAST), (4, 6), (5, 5), (FIRST - 2, FIRST + 2)];

/// Compares periods, what an actor may do, and views.
pub fn answers<E: Engine>(engine: &E, replay: &Replay, history: &History) -> Result<(), String> {
    during(engine, replay)?;
    for act in &history.acts {
        for day in days_asked() {
            may(engine, replay, act, day)?;
            let naive = replay.may_anywhere(act, day);
            let (said, _) = engine.may(act, None, year_month_day(day));
            agree(said == naive, day, ("may", act), naive, &said)?;
        }
    }
    views(engine, history)
}

fn during(engine: &impl Engine, replay: &Replay) -> Result<(), String> {
    let wanted = |line: &Line| matches!(line, Line::Member(..) | Line::Restriction(_));
    for (line, verdict) in replay.lines().filter(|(line, _)| wanted(line)) {
        for (from, to) in PERIODS {
            for every_day in [false, true] {
                let naive = verdict.during(from, to, every_day);
                let said = engine.during(line, year_month_day(from), year_month_day(to), every_day);
                let question = ("and until", to, "every day", every_day, line);
                agree(said == naive, from, question, naive, said)?;
            }
        }
    }
    Ok(())
}

fn may(engine: &impl Engine, replay: &Replay, act: &Act, day: Day) -> Result<(), String> {
    for &coalition in Coalition::ALL {
        let naive = replay.may(act, coalition, day);
        let (word, certain) = engine.may(act, Some(coalition), year_month_day(day));
        let said = (word.as_str(), certain);
        agree(said == naive, day, ("may", act, coalition), naive, said)?;
    }
    Ok(())
}

fn views<E: Engine>(engine: &E, history: &History) -> Result<(), String> {
    for &view in &history.views {
        // Where an order is unknown in a view, or leaves no day, the design says that the record order
        // counts, but not which of two that contradict each other.
        let Some(engine) = engine.view(view) else {
            continue;
        };
        let seen = seen(history, view);
        let replay = Replay::in_view(&seen, history);
        for day in days_asked() {
            for (line, verdict) in replay.lines() {
                let said = engine.line(line, year_month_day(day));
                let naive = on(verdict, day);
                agree(said == naive, day, (view, line), naive, said)?;
            }
        }
    }
    Ok(())
}
