//! Runs `trunk serve`: one server on loopback that answers for the toolbar's, the CCP's and Fusion's
//! host, each a site of its own to the browser.

use crate::fault::Fault;
use crate::setup::Setup;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

const POLL: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves until the developer stops it.
pub(crate) fn run(setup: &mut Setup<'_>, port: u16, typed: Instant) -> Result<(), Fault> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if TcpStream::connect_timeout(&address, PATIENCE).is_ok() {
        return Err(Fault::new(format!("port {port} is taken: choose another with --port N")));
    }
    println!("== 1 of 2: tools and packages");
    setup.build()?;
    println!("-- ok, {} s\n\n== 2 of 2: build of the sandbox", typed.elapsed().as_secs());
    let mut trunk = setup
        .workspace
        .command("trunk")
        .args(["serve", "--port", &port.to_string()])
        .env_remove("NO_COLOR")
        .spawn()
        .map_err(|error| Fault::new(format!("trunk could not be started: {error}")))?;
    let status = if let Some(early) = wait_until_served(&mut trunk, address)? {
        early
    } else {
        announce(port, typed.elapsed());
        trunk.wait().map_err(|error| Fault::new(format!("trunk was lost: {error}")))?
    };
    if status.success() { Ok(()) } else { Err(Fault::new(format!("trunk ended with {status}"))) }
}

/// Returns once the page can be had, or with the status of a Trunk that ended before.
fn wait_until_served(trunk: &mut Child, address: SocketAddr) -> Result<Option<ExitStatus>, Fault> {
    loop {
        let ended =
            trunk.try_wait().map_err(|error| Fault::new(format!("trunk was lost: {error}")))?;
        if ended.is_some() || serves_the_page(address) {
            return Ok(ended);
        }
        thread::sleep(POLL);
    }
}

/// A failed first build leaves Trunk running without a page, so a connection alone tells nothing.
fn serves_the_page(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream
            .write_all(b"GET / HTTP/1.0\r\nHost: toolbar.localhost\r\nAccept: text/html\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| is_page(&answer))
}

fn is_page(answer: &str) -> bool {
    answer.lines().next().is_some_and(|line| line.contains(" 200 ")) && answer.contains("<body")
}

fn announce(port: u16, took: Duration) {
    println!(
        "\n  The sandbox, with a simulated customer and Fusion:  http://fusion.localhost:{port}/sandbox-fusion\
         \n  The toolbar alone:                                  http://toolbar.localhost:{port}/\
         \n  Served {} s after the command was typed; stop with Ctrl-C.\n",
        took.as_secs()
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A server that gives one answer.
    fn serve_once(answer: &'static str) -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap();
            assert!(request[..length].starts_with(b"GET / "));
            stream.write_all(answer.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn waits_for_the_page_and_not_for_any_answer() {
        assert!(serves_the_page(serve_once("HTTP/1.1 200 OK\r\n\r\n<html><body></body></html>")));
        assert!(!serves_the_page(serve_once(
            "HTTP/1.1 404 Not Found\r\n\r\n<html><body></body></html>"
        )));
        assert!(!serves_the_page(serve_once("HTTP/1.1 200 OK\r\n\r\n")));
    }

    #[test]
    fn nobody_listening_is_no_page() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert!(!serves_the_page(address));
    }
}
