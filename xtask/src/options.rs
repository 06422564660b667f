//! Reads the command line.

use crate::checks::Check;
use crate::fault::Fault;
use crate::mutants::Mutants;

/// What `cargo xtask` answers when it is asked nothing.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port N]                    set up what is missing and serve the sandbox
cargo xtask test [--only CHECK] [-- FILTER]     run every check, or one of: fmt clippy native web size e2e
cargo xtask test --quick                        format, clippy and tests natively, and one test in the browser
cargo xtask dist                                build a release into dist/
cargo xtask bench                               measure sizes, latency and memory
cargo xtask profile                             show where a call spends the time of the toolbar's thread
cargo xtask mutants [--shard K/N] [FILE…]       change the core in small ways and tell what no native test notices
cargo xtask replay [--accept] FILE              play a trace, or have it hold the answers of this program";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Bench,
    Dist,
    Help,
    Mutants(Mutants),
    Profile,
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
    pub(crate) choice: Choice,
    /// Part of the name of the tests to run.
    pub(crate) filter: Option<String>,
}

/// Which checks to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    #[default]
    All,
    Only(Check),
    /// Those that take seconds.
    Quick,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Task, Fault> {
    let Some(name) = words.next() else { return Ok(Task::Help) };
    let rest: Vec<String> = words.collect();
    match name.as_str() {
        "bench" => nothing_more(&rest).map(|()| Task::Bench),
        "dist" => nothing_more(&rest).map(|()| Task::Dist),
        "help" | "--help" | "-h" => Ok(Task::Help),
        "mutants" => mutants(&rest).map(Task::Mutants),
        "profile" => nothing_more(&rest).map(|()| Task::Profile),
        "replay" => replay(&rest),
        "serve" => serve(&rest),
        "test" => test(&rest),
        other => Err(Fault::new(format!(
            "unknown task '{other}'; there are serve, test, dist, bench, profile, mutants and replay"
        ))),
    }
}

fn nothing_more(rest: &[String]) -> Result<(), Fault> {
    match rest.first() {
        None => Ok(()),
        Some(word) => Err(Fault::new(format!("unexpected '{word}'"))),
    }
}

fn mutants(rest: &[String]) -> Result<Mutants, Fault> {
    let mut mutants =
        Mutants { files: Vec::new(), shard: None, sharding: String::from("round-robin") };
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .cloned()
                .ok_or_else(|| Fault::new(format!("{word} needs something after it")))
        };
        match word.as_str() {
            "--shard" => mutants.shard = Some(value()?),
            "--sharding" => mutants.sharding = value()?,
            flag if flag.starts_with('-') => {
                return Err(Fault::new(format!("unexpected '{flag}'")));
            }
            file => mutants.files.push(file.to_owned()),
        }
    }
    Ok(mutants)
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
            "--only" | "--quick" if selection.choice != Choice::All => {
                return Err(Fault::new("one of --only CHECK and --quick is enough"));
            }
            "--only" => {
                let name = words.next().map_or("", String::as_str);
                selection.choice = Choice::Only(
                    Check::named(name)
                        .ok_or_else(|| Fault::new(format!("--only knows no check '{name}'")))?,
                );
            }
            "--quick" => selection.choice = Choice::Quick,
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
        let test = |choice, filter: Option<&str>| {
            Ok(Task::Test(Selection { choice, filter: filter.map(str::to_owned) }))
        };
        let only = Choice::Only(Check::EndToEnd);
        assert_eq!(parsed("test --only e2e -- reload"), test(only, Some("reload")));
        assert_eq!(parsed("test --quick"), test(Choice::Quick, None));
        assert_eq!(parsed("test --quick -- reload"), test(Choice::Quick, Some("reload")));
    }

    #[test]
    fn reads_which_mutants_to_try() {
        let mutants = |files: &[&str], shard: Option<&str>, sharding: &str| {
            Ok(Task::Mutants(Mutants {
                files: files.iter().map(|file| (*file).to_owned()).collect(),
                shard: shard.map(str::to_owned),
                sharding: sharding.to_owned(),
            }))
        };
        assert_eq!(parsed("mutants"), mutants(&[], None, "round-robin"));
        assert_eq!(parsed("mutants a.rs b.rs"), mutants(&["a.rs", "b.rs"], None, "round-robin"));
        assert_eq!(
            parsed("mutants --shard 0/26 --sharding slice a.rs"),
            mutants(&["a.rs"], Some("0/26"), "slice")
        );
        assert_eq!(parsed("mutants --shard"), Err("--shard needs something after it".into()));
        assert_eq!(parsed("mutants --in-place"), Err("unexpected '--in-place'".into()));
    }

    #[test]
    fn says_what_it_does_not_understand() {
        assert_eq!(
            parsed("deploy"),
            Err("unknown task 'deploy'; there are serve, test, dist, bench, profile, mutants and replay"
                .into())
        );
        assert_eq!(parsed("serve --port x"), Err("'x' is not a port".into()));
        assert_eq!(parsed("serve --port 0"), Err("'0' is not a port".into()));
        assert_eq!(parsed("test --only speed"), Err("--only knows no check 'speed'".into()));
        assert_eq!(parsed("test --only"), Err("--only knows no check ''".into()));
        let both = Err("one of --only CHECK and --quick is enough".into());
        assert_eq!(parsed("test --only e2e --quick"), both);
        assert_eq!(parsed("test --quick --only e2e"), both);
        assert_eq!(parsed("dist now"), Err("unexpected 'now'".into()));
        let replay = Err("replay takes [--accept] FILE and nothing else".into());
        for line in ["replay", "replay --accept", "replay a b"] {
            assert_eq!(parsed(line), replay);
        }
        assert_eq!(parsed("test -- a b"), Err("unexpected 'b'".into()));
    }
}
