//! Owns the command line.

use crate::checks::Check;
use crate::fault::Fault;

/// What `cargo xtask` answers when it is asked nothing.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port N]                    set up what is missing and serve the sandbox
cargo xtask test [--only CHECK] [-- FILTER]     run every check, or one of: fmt clippy native web e2e size
cargo xtask dist                                build a release into dist/
cargo xtask bench                               measure sizes, latency and memory
cargo xtask replay [--accept] FILE              play a trace, or have it hold the answers of this program";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Bench,
    Dist,
    Help,
    /// Play a trace; `accept` writes it anew.
    Replay {
        file: String,
        accept: bool,
    },
    Serve {
        port: u16,
    },
    Test(Selection),
}

/// Which checks to run, and which tests in them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// One check; `None` runs all.
    pub(crate) only: Option<Check>,
    /// Part of the name of the tests to run.
    pub(crate) filter: Option<String>,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Task, Fault> {
    let Some(name) = words.next() else { return Ok(Task::Help) };
    let rest: Vec<String> = words.collect();
    match name.as_str() {
        "bench" => nothing_more(&rest).map(|()| Task::Bench),
        "dist" => nothing_more(&rest).map(|()| Task::Dist),
        "help" | "--help" | "-h" => Ok(Task::Help),
        "replay" => replay(&rest),
        "serve" => serve(&rest),
        "test" => test(&rest),
        other => Err(Fault::new(format!(
            "unknown task '{other}'; there are serve, test, dist, bench and replay"
        ))),
    }
}

fn nothing_more(rest: &[String]) -> Result<(), Fault> {
    match rest.first() {
        None => Ok(()),
        Some(word) => Err(Fault::new(format!("unexpected '{word}'"))),
    }
}

fn replay(rest: &[String]) -> Result<Task, Fault> {
    match rest {
        [file] if !file.starts_with("--") => Ok(Task::Replay { file: file.clone(), accept: false }),
        [flag, file] if flag == "--accept" => Ok(Task::Replay { file: file.clone(), accept: true }),
        _ => Err(Fault::new("replay takes [--accept] FILE and nothing else")),
    }
}

fn serve(rest: &[String]) -> Result<Task, Fault> {
    match rest {
        [] => Ok(Task::Serve { port: 8080 }),
        [flag, port] if flag == "--port" => match port.parse() {
            Ok(port) if port > 0 => Ok(Task::Serve { port }),
            Ok(_) | Err(_) => Err(Fault::new(format!("'{port}' is not a port"))),
        },
        _ => Err(Fault::new("serve takes --port N and nothing else")),
    }
}

fn test(rest: &[String]) -> Result<Task, Fault> {
    let mut selection = Selection::default();
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--only" => {
                let name = words.next().map_or("", String::as_str);
                selection.only = Some(
                    Check::named(name)
                        .ok_or_else(|| Fault::new(format!("--only knows no check '{name}'")))?,
                );
            }
            "--" => {
                selection.filter = words.next().cloned();
                nothing_more(words.as_slice())?;
                break;
            }
            other => return Err(Fault::new(format!("unexpected '{other}'"))),
        }
    }
    Ok(Task::Test(selection))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn reads_every_task() {
        assert_eq!(parsed(""), Ok(Task::Help));
        assert_eq!(parsed("dist"), Ok(Task::Dist));
        assert_eq!(parsed("bench"), Ok(Task::Bench));
        assert_eq!(parsed("serve"), Ok(Task::Serve { port: 8080 }));
        let replay = |accept| Task::Replay { file: "a.json".into(), accept };
        assert_eq!(parsed("replay a.json"), Ok(replay(false)));
        assert_eq!(parsed("replay --accept a.json"), Ok(replay(true)));
        assert_eq!(parsed("serve --port 9000"), Ok(Task::Serve { port: 9000 }));
        assert_eq!(parsed("test"), Ok(Task::Test(Selection::default())));
        let selection = Selection { only: Some(Check::EndToEnd), filter: Some("reload".into()) };
        assert_eq!(parsed("test --only e2e -- reload"), Ok(Task::Test(selection)));
    }

    #[test]
    fn says_what_it_does_not_understand() {
        assert_eq!(
            parsed("deploy"),
            Err("unknown task 'deploy'; there are serve, test, dist, bench and replay".into())
        );
        assert_eq!(parsed("serve --port x"), Err("'x' is not a port".into()));
        assert_eq!(parsed("serve --port 0"), Err("'0' is not a port".into()));
        assert_eq!(parsed("test --only speed"), Err("--only knows no check 'speed'".into()));
        assert_eq!(parsed("test --only"), Err("--only knows no check ''".into()));
        assert_eq!(parsed("dist now"), Err("unexpected 'now'".into()));
        let replay = Err("replay takes [--accept] FILE and nothing else".into());
        for line in ["replay", "replay --accept", "replay a b"] {
            assert_eq!(parsed(line), replay);
        }
        assert_eq!(parsed("test -- a b"), Err("unexpected 'b'".into()));
    }
}
