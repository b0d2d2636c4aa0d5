//! `/live`: an event at once, and after each change.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::Server;
use super::state::State;

pub async fn live(
    extract::State(server): extract::State<Arc<Server>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let states = WatchStream::new(server.states.subscribe());
    let events = states.take_while(|state| !state.is_ending).map(event);
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn event(state: State) -> Result<Event, Infallible> {
    // A plain struct of numbers and a text cannot fail to be written.
    let told = serde_json::to_string(&state.told()).unwrap_or_default();
    Ok(Event::default().event("state").data(told))
}
