//! Restrictions.

use super::dice::Dice;
use crate::replay::rule::{Rule, RuleId, Says};
use crate::replay::world::{Activity, Actor, Span, Theatre};

/// A restriction; where consent is asked for, that of the host.
pub fn restriction(id: RuleId, until: Option<Span>, host: Actor, dice: &mut Dice) -> Rule {
    let (within, outside) = place(dice);
    Rule {
        id,
        says: says(host, dice),
        within,
        outside,
        unless: dice.chance(15),
        applies_to: dice.chance(10),
        until,
    }
}

fn says(host: Actor, dice: &mut Dice) -> Says {
    let activity = dice.pick(&[
        Activity::Strikes,
        Activity::Strikes,
        Activity::Air,
        Activity::Recon,
        Activity::Any,
    ]);
    let activities = vec![activity];
    match dice.roll(10) {
        0..5 => Says::Prohibit(activities),
        5 => Says::Prohibit(vec![Activity::Recon, Activity::Strikes]),
        6 => Says::Cap,
        _ => Says::Require {
            activities: if dice.chance(30) {
                Vec::new()
            } else {
                activities
            },
            consent_of: dice.chance(75).then_some(host),
        },
    }
}

/// Within and outside which places.
fn place(dice: &mut Dice) -> (Vec<Theatre>, Vec<Theatre>) {
    let one = dice.pick(&[Theatre::North, Theatre::South, Theatre::Land]);
    let narrow = dice.pick(&[Theatre::North, Theatre::South]);
    match dice.roll(7) {
        0 | 1 => (Vec::new(), Vec::new()),
        2 | 3 => (vec![one], Vec::new()),
        4 => (vec![Theatre::North, Theatre::South], Vec::new()),
        5 => (Vec::new(), vec![narrow]),
        _ => (vec![Theatre::Land], vec![one]),
    }
}
