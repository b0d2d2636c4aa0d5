//! The arguments of `serve`, and why it cannot.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;

#[derive(Args, Debug)]
pub struct Serve {
    /// The port to listen on; 0 = any that is free
    #[arg(long, value_name = "N", default_value_t = 2014)]
    pub port: u16,
    /// The address to listen on; any but 127.0.0.1 and ::1 lets other machines look
    #[arg(long, value_name = "ADDR", value_parser = address, default_value_t = Ipv4Addr::LOCALHOST.into())]
    pub host: IpAddr,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    #[error(
        "port {port} of {host} is taken, perhaps by another `coalition serve`: `--port 0` takes one that is free, `--port N` another",
        port = .0.port(), host = .0.ip()
    )]
    Taken(SocketAddr),
    #[error(
        "port {port} is not for every user: take one above 1023, or `--port 0` for any that is free",
        port = .0.port()
    )]
    NotAllowed(SocketAddr),
    #[error("`--host {host}` is no address of this computer", host = .0.ip())]
    NoAddress(SocketAddr),
    #[error("cannot serve at {0}: {1}")]
    Other(SocketAddr, io::Error),
}

impl ServeFault {
    /// Why there is no listening there.
    pub fn at(address: SocketAddr, cause: io::Error) -> ServeFault {
        match cause.kind() {
            io::ErrorKind::AddrInUse => ServeFault::Taken(address),
            io::ErrorKind::PermissionDenied => ServeFault::NotAllowed(address),
            io::ErrorKind::AddrNotAvailable => ServeFault::NoAddress(address),
            _ => ServeFault::Other(address, cause),
        }
    }
}

/// A name other than this one would have to be asked of the network.
fn address(text: &str) -> Result<IpAddr, &'static str> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    let address = text.trim_start_matches('[').trim_end_matches(']').parse();
    address.map_err(|_| "an address is in numbers, as 127.0.0.1, ::1, or 0.0.0.0 for all")
}
