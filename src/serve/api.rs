//! `/api/COMMAND?option=value`: the JSON of `coalition COMMAND --option value --format json`.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use coalition::render;
use serde_json::json;

use super::query::question;
use super::{Server, findings};
use crate::cli::asking::{Asking, through_lens};
use crate::cli::{Cli, Command, Failure};

/// Why a question is not answered.
pub struct Refusal(pub StatusCode, pub String);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Refusal(status, why) = self;
        let told = json!({ "error": render::clean(&why) });
        (status, Json(format!("{told}\n"))).into_response()
    }
}

/// JSON that is written already.
struct Json(String);

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}

/// The answer to a question.
pub async fn answer(
    State(server): State<Arc<Server>>,
    Path(command): Path<String>,
    uri: Uri,
) -> Result<impl IntoResponse, Refusal> {
    let bad = |why: String| Refusal(StatusCode::BAD_REQUEST, why);
    let question = question(&command).map_err(|why| Refusal(StatusCode::NOT_FOUND, why))?;
    let query: Query<Vec<(String, String)>> =
        Query::try_from_uri(&uri).map_err(|fault| bad(fault.to_string()))?;
    let cli = question.parse(&query).map_err(bad)?;
    let said = server.at_work(|server| said(server, cli)).await?;
    said.map(Json).map_err(|why| bad(why.to_string()))
}

/// The findings of the newest reading, as a page shows them.
pub async fn findings(State(server): State<Arc<Server>>) -> Result<impl IntoResponse, Refusal> {
    let shown = |server: &Server| findings::shown(&server.state(), &server.records);
    server.at_work(shown).await.map(Json)
}

fn said(server: &Server, mut cli: Cli) -> Result<String, Failure> {
    let state = server.state();
    if let Command::Check(asked) = &cli.command {
        return findings::checked(&state, &server.records, asked, &cli.common);
    }
    let (shown, own) = (&state.shown, &server.records.common);
    let has_lens = cli.common.known_on.is_some() || cli.common.according_to.is_some();
    let common = &mut cli.common;
    common.known_on = common.known_on.or(own.known_on);
    common.according_to = common.according_to.take().or(own.according_to.clone());
    let seen = match has_lens {
        true => through_lens(&shown.reading.timeline, &cli.common)?,
        false => None,
    };
    let asking = Asking {
        data: server.records.data.as_deref(),
        texts: &shown.reading.texts,
        timeline: seen.as_ref().unwrap_or(shown.timeline()),
        common: &cli.common,
        today: server.records.today(),
        remark: shown.remark.clone().or_else(|| state.overtaken()),
    };
    // Nothing that may be asked here has a second set of records, and could be refused for its sake.
    asking.answer(&cli.command).map(Option::unwrap_or_default)
}
