//! Word of every change below the data folder, or to the one file.
//!
//! The watch is set anew for each reading, before it: a folder that was replaced, or came to be, is watched
//! as what stands there now, and what changes while it is read is told of.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, RemoveKind};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// When nothing more changes for so long, a save is over.
const QUIET: Duration = Duration::from_millis(100);

/// Where something always changes, it is read nevertheless.
const LONGEST: Duration = Duration::from_secs(1);

/// So often it is looked whether the folder itself is still the one that is watched, and the day the same.
pub const TICK: Duration = Duration::from_secs(1);

/// A watch over the records.
pub struct Watch {
    path: PathBuf,
    /// What stood at the path when the watch was set.
    was: Option<Identity>,
    /// Ends with this.
    watcher: Option<Box<dyn Watcher + Send>>,
    tells: Sender<()>,
    told: Receiver<()>,
}

/// Which folder or file it is, whatever it is called.
#[derive(PartialEq, Eq, Clone, Copy)]
struct Identity(u64, u64);

impl Watch {
    /// Begins to watch, if only to wait for what is not there yet.
    pub fn begin(path: &Path) -> Watch {
        let (tells, told) = channel();
        let mut watch = Watch {
            path: path.to_owned(),
            was: None,
            watcher: None,
            tells,
            told,
        };
        watch.set();
        watch
    }

    /// Watches what stands at the path now.
    pub fn set(&mut self) {
        self.was = identity(&self.path);
        // The old watch ends first: what it would say is about to be read.
        self.watcher = None;
        while self.told.try_recv().is_ok() {}
        self.watcher = self
            .by::<RecommendedWatcher>()
            .or_else(|_| self.by::<PollWatcher>())
            .ok();
    }

    fn by<W: Watcher + Send + 'static>(&self) -> notify::Result<Box<dyn Watcher + Send>> {
        let config = Config::default()
            .with_poll_interval(TICK)
            .with_follow_symlinks(false);
        let path = self.path.canonicalize()?;
        let tells = self.tells.clone();
        let only = path.is_file().then(|| path.clone());
        let (watched, mode) = match (&only, path.parent()) {
            // A file is often replaced by another when it is saved: its folder has word of both.
            (Some(_), Some(folder)) => (folder.to_owned(), RecursiveMode::NonRecursive),
            _ => (path, RecursiveMode::Recursive),
        };
        let tell = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(&event, only.as_deref())) {
                // Nobody listens when the server ends.
                let _ = tells.send(());
            }
        };
        let mut watcher = W::new(tell, config)?;
        watcher.watch(&watched, mode)?;
        Ok(Box::new(watcher))
    }

    /// Waits until something may have changed and all is quiet again, or for one tick. Whether it did.
    pub fn waits_for_change(&self) -> bool {
        match self.told.recv_timeout(TICK) {
            Ok(()) => self.waits_for_quiet(),
            Err(RecvTimeoutError::Disconnected) => {}
            Err(RecvTimeoutError::Timeout) => return identity(&self.path) != self.was,
        }
        true
    }

    fn waits_for_quiet(&self) {
        let end = Instant::now() + LONGEST;
        while Instant::now() < end && self.told.recv_timeout(QUIET).is_ok() {}
    }
}

/// Whether an event can be of records: to read them is none, nor is what an editor writes beside them.
fn is_change(event: &Event, only: Option<&Path>) -> bool {
    let is_written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    if event.kind.is_access() && event.kind != is_written {
        return false;
    }
    if event.paths.is_empty() {
        return true;
    }
    event.paths.iter().any(|path| match only {
        Some(only) => path == only || only.starts_with(path),
        None => is_of_records(path, event.kind),
    })
}

fn is_of_records(path: &Path, kind: EventKind) -> bool {
    let told = [
        EventKind::Create(CreateKind::File),
        EventKind::Remove(RemoveKind::File),
    ];
    let is_file = told.contains(&kind) || path.symlink_metadata().is_ok_and(|path| path.is_file());
    !is_file || path.extension().is_some_and(|end| end == "toml")
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let it = path.metadata().ok()?;
    Some(Identity(it.dev(), it.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.metadata().ok().map(|_| Identity(0, 0))
}
