//! Word that the server is to end.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for Ctrl-C and, on Unix, for what a system sends to a program that is to end.
pub struct Stop {
    #[cfg(unix)]
    signals: [Signal; 2],
}

#[cfg(unix)]
impl Stop {
    /// From here on.
    pub fn new() -> io::Result<Stop> {
        let interrupted = signal(SignalKind::interrupt())?;
        let terminated = signal(SignalKind::terminate())?;
        Ok(Stop {
            signals: [interrupted, terminated],
        })
    }

    /// When it comes.
    pub async fn told(self) {
        let [mut interrupted, mut terminated] = self.signals;
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Stop {
    /// From here on.
    pub fn new() -> io::Result<Stop> {
        Ok(Stop {})
    }

    /// When it comes.
    pub async fn told(self) {
        // Where there is no listening for it, the system ends the program by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
