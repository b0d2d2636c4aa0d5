//! Every reading: a day for each event in order, a day for each `until`, and each disputed event
//! happening or not.

use super::lines::Lines;
use super::order::{Order, subsets};
use crate::replay::history::History;
use crate::replay::world::{Day, Span};

/// One way to read all dates at once.
pub struct Reading {
    /// The day of each event, by place.
    pub days: Vec<Day>,
    /// The last day each `until` stands for.
    pub untils: Vec<Day>,
    /// The disputed events that do not happen.
    pub absent: Vec<usize>,
}

/// All readings.
pub fn readings(
    history: &History,
    lines: &Lines,
    order: &Order,
    counting: &[usize],
) -> Vec<Reading> {
    let disputed = |place: &usize| history.events[*place].is_disputed();
    let absences = subsets(
        &counting
            .iter()
            .copied()
            .filter(disputed)
            .collect::<Vec<_>>(),
    );
    let untils = choices(&lines.untils);
    let mut readings = Vec::new();
    for days in days_in_order(order, counting) {
        for untils in &untils {
            for absent in &absences {
                let (days, untils) = (days.clone(), untils.clone());
                readings.push(Reading {
                    days,
                    untils,
                    absent: absent.clone(),
                });
            }
        }
    }
    readings
}

/// A day for each counting event within its bounds, no event on an earlier day than one that comes
/// before it. The others have no part in anything; they keep the first day of their date.
fn days_in_order(order: &Order, counting: &[usize]) -> Vec<Vec<Day>> {
    let mut all = vec![
        order
            .bounds
            .iter()
            .map(|span| span.from)
            .collect::<Vec<Day>>(),
    ];
    let sequence = order.sequence(counting);
    for (at, &event) in sequence.iter().enumerate() {
        let fits = |days: &Vec<Day>| {
            sequence[..at]
                .iter()
                .all(|&a| !order.is_before(a, event) || days[a] <= days[event])
        };
        all = all
            .iter()
            .flat_map(|days| each_day(days, event, order.bounds[event]))
            .collect();
        all.retain(fits);
    }
    all
}

fn each_day(days: &[Day], event: usize, span: Span) -> Vec<Vec<Day>> {
    let on = |day| {
        let mut days = days.to_vec();
        days[event] = day;
        days
    };
    (span.from..=span.to).map(on).collect()
}

fn choices(spans: &[Span]) -> Vec<Vec<Day>> {
    let mut all = vec![Vec::new()];
    for span in spans {
        let with = |days: &Vec<Day>, day| [days.clone(), vec![day]].concat();
        let longer = |days| (span.from..=span.to).map(move |day| with(days, day));
        all = all.iter().flat_map(longer).collect();
    }
    all
}
