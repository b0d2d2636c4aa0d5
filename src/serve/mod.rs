//! `coalition serve`: the page over records that are being edited, and a JSON API with the answers of the
//! command line.
//!
//! One thread answers, and hands what takes time to others; one reads the records again when they change.
//! Between them stands a [`State`], which is replaced as a whole.

mod api;
mod findings;
mod guard;
mod live;
mod page;
mod query;
mod reader;
mod records;
mod state;
mod stop;
mod watch;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::{self, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use coalition::render;
use tokio::sync::{Semaphore, watch as channel};

use self::api::Refusal;
use self::guard::Hosts;
pub use self::records::Records;
use self::state::{Shown, State};
use self::stop::Stop;
use self::watch::Watch;
use crate::cli::bar::{Bar, FILES, RECORDS};
use crate::cli::output::print;
use crate::cli::{Failure, Serve, ServeFault};

/// Who still waits for an answer when the server is told to end waits no longer than this.
const GRACE: Duration = Duration::from_millis(300);

/// What all requests share.
struct Server {
    records: Records,
    states: channel::Sender<State>,
    hosts: Hosts,
    /// So many questions are answered at once; the others wait.
    turns: Arc<Semaphore>,
}

/// Serves until it is told to end.
pub fn serve(asked: &Serve, records: Records) -> Result<ExitCode, Failure> {
    let wanted = SocketAddr::new(asked.host, asked.port);
    let failed = |cause| Failure::from(ServeFault::at(wanted, cause));
    let listener = TcpListener::bind(wanted).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;

    let watch = records.data.as_deref().map(Watch::begin);
    let server = Arc::new(Server {
        states: channel::Sender::new(first(&records)?),
        records,
        hosts: Hosts(address),
        turns: Arc::new(Semaphore::new(
            std::thread::available_parallelism().map_or(1, Into::into),
        )),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let served: Result<ExitCode, Failure> = runtime.block_on(async {
        // Whoever reads the address may use it, and may send a signal, at once.
        let stop = Stop::new().map_err(failed)?;
        server.tell_where(address)?;
        let reader = Arc::clone(&server);
        let reading = std::thread::Builder::new().spawn(move || reader.read_on(watch));
        reading.map_err(failed)?;
        run(server, listener, stop).await.map_err(failed)?;
        Ok(ExitCode::SUCCESS)
    });
    // A question that is still being answered is left alone.
    runtime.shutdown_background();
    served
}

/// The first state. What can be read is shown, sound or not.
fn first(records: &Records) -> Result<State, Failure> {
    let bar = Bar::start();
    let reading = records.read(&bar.tells(FILES), &bar.tells(RECORDS))?;
    drop(bar);
    // A page that outlived its server must see that another one has other states.
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let version = since.map_or(1, |since| since.as_secs() * 1000);
    Ok(State::first(Shown::new(
        Arc::new(reading),
        version,
        records,
    )?))
}

async fn run(server: Arc<Server>, listener: TcpListener, stop: Stop) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let router = Router::new()
        .route("/", get(show_page))
        .route("/live", get(live::live))
        .route("/api/findings", get(api::findings))
        .route("/api/{command}", get(api::answer))
        .fallback(nothing_here)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&server),
            guard::guard,
        ))
        .with_state(Arc::clone(&server));
    let ending = Arc::clone(&server);
    tokio::spawn(async move {
        stop.told().await;
        ending.states.send_modify(|state| state.is_ending = true);
    });
    let serving = axum::serve(listener, router).with_graceful_shutdown(server.ended());
    let late = async {
        server.ended().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = async { serving.await } => done,
        () = late => Ok(()),
    }
}

async fn show_page(
    extract::State(server): extract::State<Arc<Server>>,
) -> Result<impl IntoResponse, Refusal> {
    let page = |server: &Server| server.state().shown.page(&server.records);
    let page = server.at_work(page).await?;
    let page = page.map_err(|why| Refusal(StatusCode::INTERNAL_SERVER_ERROR, why))?;
    let policy = render::page::policy(true) + "; frame-ancestors 'none'";
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, page))
}

async fn nothing_here(_: Request) -> Response {
    let says = "there is nothing at this address: the page is at /, and questions are asked at /api/members and the like\n";
    (StatusCode::NOT_FOUND, says).into_response()
}

impl Server {
    fn state(&self) -> State {
        self.states.borrow().clone()
    }

    /// When the server is told to end.
    fn ended(&self) -> impl Future<Output = ()> + use<> {
        let mut states = self.states.subscribe();
        async move {
            // That nobody is left to tell is an end, too.
            let _ = states.wait_for(|state| state.is_ending).await;
        }
    }

    /// Works on a thread of its own, in turn. The turn is over when the work is: who asked may have gone.
    async fn at_work<T: Send + 'static>(
        self: &Arc<Server>,
        work: impl FnOnce(&Server) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let server = Arc::clone(self);
        let work = move || {
            let _turn = turn;
            work(&server)
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| {
            let why = "this question could not be answered, by a fault of the program";
            Refusal(StatusCode::INTERNAL_SERVER_ERROR, why.to_owned())
        })
    }

    fn tell_where(&self, address: SocketAddr) -> Result<(), Failure> {
        let own = address.ip();
        if !own.is_loopback() {
            let warning = "other machines can read these records: nobody is asked who they are";
            writeln!(std::io::stderr(), "warning: with `--host {own}` {warning}")?;
        }
        let ip = match own {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        print(&format!(
            "http://{}/\n",
            SocketAddr::new(ip, address.port())
        ))?;
        self.tell("serving", &self.state());
        Ok(())
    }
}
