//! The engine against the naive replay: on random histories both give the same answers.

mod replay;

use std::cell::RefCell;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use replay::bridge::Timeline;
use replay::compare::{Outcome, compare};
use replay::naive::{Replay, seen};
use replay::question::View;
use replay::stories::histories;

/// So many histories without faults are compared.
const COMPARED: usize = 20_000;
/// So many are told between two looks at the count.
const BATCH: u32 = 2_000;
/// At least this share of the histories, in percent, is without faults.
const SOUND: usize = 50;

/// What came of the histories so far.
#[derive(Default)]
struct Tally {
    told: usize,
    agreed: usize,
    faulty: usize,
    only_engine: usize,
}

impl Tally {
    fn count(&mut self, outcome: &Outcome) {
        self.told += 1;
        match outcome {
            Outcome::Agreed => self.agreed += 1,
            Outcome::Faulty => self.faulty += 1,
            Outcome::OnlyEngine => self.only_engine += 1,
        }
    }

    fn summary(&self) -> String {
        let Self {
            told,
            agreed,
            faulty,
            only_engine,
        } = self;
        format!(
            "{told} histories: {agreed} compared, {faulty} with faults, \
             {only_engine} with faults that the naive replay does not look for"
        )
    }
}

/// A runner that tells the same histories on every run, and others in every batch.
fn runner(batch: u8) -> TestRunner {
    let config = Config {
        cases: BATCH,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[batch; 32]);
    TestRunner::new_with_rng(config, rng)
}

#[test]
fn the_engine_agrees_with_the_naive_replay() {
    let tally = RefCell::new(Tally::default());
    let enough = |tally: &Tally| tally.agreed >= COMPARED || tally.told > COMPARED * 100 / SOUND;
    for batch in 0.. {
        if enough(&tally.borrow()) {
            break;
        }
        let ran = runner(batch).run(&histories(), |history| {
            let outcome = compare::<Timeline>(&history).map_err(TestCaseError::fail)?;
            tally.borrow_mut().count(&outcome);
            Ok(())
        });
        let difference = ran.err().map(|error| error.to_string());
        let so_far = tally.borrow().summary();
        assert!(
            difference.is_none(),
            "{}\nuntil then {so_far}",
            difference.unwrap_or_default()
        );
    }
    let tally = tally.into_inner();
    println!("{}", tally.summary());
    assert!(
        tally.agreed >= COMPARED,
        "too few without faults: {}",
        tally.summary()
    );
}

#[test]
fn the_accepted_view_is_the_record_itself() {
    let ran = runner(0).run(&histories(), |history| {
        let Ok(checked) = Replay::new(&history) else {
            return Ok(());
        };
        let seen = seen(&history, View::Accepted);
        let unchecked = Replay::in_view(&seen, &history);
        let differs = checked.lines().zip(unchecked.lines()).find(|(a, b)| a != b);
        match differs {
            Some(lines) => Err(TestCaseError::fail(format!("{lines:?}"))),
            None => Ok(()),
        }
    });
    assert!(
        ran.is_ok(),
        "{}",
        ran.err().map_or(String::new(), |it| it.to_string())
    );
}
