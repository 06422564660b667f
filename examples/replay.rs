//! Plays a trace in the terminal: `cargo xtask replay FILE`.
//!
//! Prints every step with what the core answered, and where that is not what was recorded. With
//! `--accept` it writes the answers of this program into the file instead.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::fs;
use std::process::ExitCode;

use fusion_connect_toolbar::telemetry::replay::{Line, Trace, time_of_day};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.as_slice() {
        [flag, file] if flag == "--accept" => accept(file),
        [file] => play(file),
        _ => Err("replay takes [--accept] FILE".to_owned()),
    };
    done.unwrap_or_else(|fault| {
        eprintln!("replay: {fault}");
        ExitCode::FAILURE
    })
}

fn open(file: &str) -> Result<Trace, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    Trace::parse(&text).map_err(|fault| format!("{file}: {fault}"))
}

fn play(file: &str) -> Result<ExitCode, String> {
    let trace = open(file)?;
    let transcript = trace.transcript();
    let mut first = None;
    for (number, line) in transcript.iter().enumerate() {
        tell(number, line);
        if line.differs() && first.is_none() {
            first = Some(number);
        }
    }
    let count = transcript.iter().filter(|line| line.differs()).count();
    println!("\n{} steps, recorded by version {}", transcript.len(), trace.program);
    let Some(first) = first else {
        println!("It plays as it was recorded.");
        return Ok(ExitCode::SUCCESS);
    };
    println!("{count} steps differ from the recording, the first is step {first}.");
    Ok(ExitCode::FAILURE)
}

fn accept(file: &str) -> Result<ExitCode, String> {
    let trace = open(file)?;
    let count = trace.transcript().iter().filter(|line| line.differs()).count();
    fs::write(file, trace.retold()).map_err(|error| format!("{file}: {error}"))?;
    println!("{file} holds the answers of this program now; {count} steps were other.");
    Ok(ExitCode::SUCCESS)
}

/// One step, and in full what is not as it was.
fn tell(number: usize, line: &Line) {
    println!("{number:>5}  {}  {}", time_of_day(line.at), line.title);
    for answer in &line.answers {
        println!("{:>21}-> {}", "", answer.title);
        if let Some(recorded) = &answer.recorded {
            let or_nothing =
                |text: &str| if text.is_empty() { "nothing".into() } else { text.to_owned() };
            println!("  recorded: {}", or_nothing(recorded));
            println!("  now:      {}", or_nothing(&answer.played));
        }
    }
    if line.unfinished {
        println!("{:>21}(the program stopped here)", "");
    }
    if !line.screen.is_empty() {
        println!("  other parts of the screen: {}", line.screen.join(", "));
    }
}
