//! Acts read ahead, where there are so many that a second thread is worth its while.

use std::sync::mpsc::{Receiver, sync_channel};

use crate::record::sound::{GiveUp, Reader, Record};

/// With fewer bytes than this, one thread is done as soon.
const WORTH_IT: u64 = 8 << 20;

/// So many acts are handed over at once, and so often before the reading waits.
const ACTS: usize = 256;
const AHEAD: usize = 4;

/// Some acts, each with the bytes it takes.
type Batch<'t> = Vec<(Record<'t>, u64)>;

/// Hands over the acts of some files, in their order.
///
/// # Errors
/// When a file cannot be read on, or what is handed over is not taken.
pub(super) fn acts<'t>(
    mut readers: Vec<Reader<'t>>,
    bytes: u64,
    mut take: impl FnMut(Record<'t>, u64) -> Result<(), GiveUp>,
) -> Result<(), GiveUp> {
    if bytes < WORTH_IT {
        return readers.iter_mut().try_for_each(|reader| {
            while let Some(record) = reader.next_act()? {
                take(record, reader.length())?;
            }
            Ok(())
        });
    }
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(AHEAD);
        scope.spawn(move || {
            for mut reader in readers {
                loop {
                    let batch = batch(&mut reader);
                    let goes_on = batch.as_ref().is_ok_and(|batch| batch.len() == ACTS);
                    // Who no longer takes them has given up.
                    if sender.send(batch).is_err() {
                        return;
                    }
                    if !goes_on {
                        break;
                    }
                }
            }
        });
        let batches: Receiver<Result<Batch<'t>, GiveUp>> = batches;
        for batch in batches {
            for (record, length) in batch? {
                take(record, length)?;
            }
        }
        Ok(())
    })
}

/// The next acts of a file; fewer at its end.
fn batch<'t>(reader: &mut Reader<'t>) -> Result<Batch<'t>, GiveUp> {
    let mut batch = Vec::with_capacity(ACTS);
    while batch.len() < ACTS
        && let Some(record) = reader.next_act()?
    {
        batch.push((record, reader.length()));
    }
    Ok(batch)
}
