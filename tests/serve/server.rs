//! A server that was started for a test, and what it answers over a plain connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Whoever waits longer waits in vain. A machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// So long a test listens to one stream, whatever comes: a stream that tells nothing new is kept alive.
const LISTENS: Duration = Duration::from_secs(120);

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coalition"));
    command.env_remove("COALITION_DATA").env("COLUMNS", "80");
    command
}

/// Ends with the test.
pub struct Server {
    child: Child,
    /// What it says where a person looks.
    pub says: BufReader<ChildStderr>,
    /// `127.0.0.1:2014`
    pub at: String,
}

impl Server {
    /// On any free port, when it is ready.
    pub fn start(args: &[&str]) -> Server {
        let mut command = program();
        command.args(["serve", "--port", "0"]).args(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut address = String::new();
        let said = child.stdout.take().expect("its words");
        let read = BufReader::new(said).read_line(&mut address);
        read.expect("an address");
        let at = address.trim_end().strip_prefix("http://");
        let at = at.and_then(|at| at.strip_suffix('/')).expect("an address");
        Server {
            at: at.to_owned(),
            says: BufReader::new(child.stderr.take().expect("its words")),
            child,
        }
    }

    /// The next line that it says to a person.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).expect("a line");
        line
    }

    fn connection(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.at).expect("a connection");
        let patient = stream.set_read_timeout(Some(PATIENCE));
        patient.expect("a stream that waits");
        stream
    }

    /// The answer to what is sent as it stands.
    pub fn sent(&self, request: &str) -> Reply {
        let mut stream = self.connection();
        stream.write_all(request.as_bytes()).expect("asked");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        Reply::read(&bytes)
    }

    /// The answer to a request for a path, with some lines more.
    pub fn asked(&self, method: &str, path: &str, lines: &[&str]) -> Reply {
        let own = format!("Host: {}", self.at);
        let is_told = lines.iter().any(|line| line.starts_with("Host:"));
        let host = (!is_told).then_some(own.as_str());
        let lines = lines.iter().copied().chain(host);
        let lines: String = lines.map(|line| format!("{line}\r\n")).collect();
        self.sent(&format!(
            "{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"
        ))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.asked("GET", path, &[])
    }

    pub fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).expect("JSON")
    }

    /// Asks, and hangs up without an answer.
    pub fn asked_in_vain(&self, path: &str) {
        let mut stream = self.connection();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.at);
        stream.write_all(request.as_bytes()).expect("asked");
        // What is hung up at once is not even read.
        std::thread::sleep(Duration::from_millis(10));
    }

    /// How many threads it has.
    #[cfg(target_os = "linux")]
    pub fn threads(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("its status");
        let mut told = status
            .lines()
            .filter_map(|line| line.strip_prefix("Threads:"));
        let threads = told.next().and_then(|told| told.trim().parse().ok());
        threads.expect("a number")
    }

    /// What a page listens to.
    pub fn live(&self) -> Live {
        let mut stream = self.connection();
        let host = &self.at;
        let request = format!("GET /live HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("asked");
        Live {
            stream: BufReader::new(stream),
            end: Instant::now() + LISTENS,
        }
    }

    /// Sends a signal, as `kill` names it.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "kill");
    }

    /// How it ended, within some time.
    pub fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + within;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Reply {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Reply {
    fn read(bytes: &[u8]) -> Reply {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Reply {
            status: status.expect("a status"),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut named = lines.filter(|(told, _)| told.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value)
    }
}

/// An open stream of events.
pub struct Live {
    stream: BufReader<TcpStream>,
    end: Instant,
}

impl Live {
    /// The data of the next event; none when the stream ends.
    pub fn next(&mut self) -> Option<Value> {
        loop {
            let left = self.end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for an event");
            let patient = self.stream.get_ref().set_read_timeout(Some(left));
            patient.expect("a stream that waits");
            let mut line = String::new();
            let read = self.stream.read_line(&mut line);
            if read.expect("a line, in time") == 0 {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// The next event that is as wanted. A save may be seen in two steps.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let told = self.next().expect("an event");
            if wanted(&told) {
                return told;
            }
        }
    }

    pub fn until_errors(&mut self, errors: u64) -> Value {
        self.until(|told| told["errors"] == errors)
    }
}
