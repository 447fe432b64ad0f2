//! `python3` as the peer: a real program on the other end, ended with the test.

use crossbeam_channel::{Receiver, bounded};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A line that does not come for so long never comes: the test ends, and does not hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `python3` program that is killed when it goes out of scope.
pub struct Python {
    child: Child,
    lines: Receiver<std::io::Result<String>>,
}

impl Python {
    /// Runs `program`; it talks by `print(…, flush=True)` and listens on standard input.
    pub fn run(program: &str) -> Self {
        Self::spawn(Command::new("python3").args(["-u", "-c", program]))
    }

    /// Runs a command that writes lines.
    pub fn spawn(command: &mut Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = piped.spawn().expect("python3 is installed");
        let out = child.stdout.take().expect("standard output is piped");
        let (tells, lines) = bounded(64);
        // Ends with the program's output, or where nobody listens any more.
        let reader = std::thread::Builder::new().name("peer-lines".to_owned());
        let read = move || drop(BufReader::new(out).lines().try_for_each(|line| tells.send(line)));
        reader.spawn(read).expect("a thread can be made");
        Self { child, lines }
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the program goes on").expect("it prints UTF-8")
    }

    /// The next line, as a number.
    pub fn number(&mut self) -> u16 {
        self.line().trim().parse().expect("a number")
    }

    /// Lets it go on: one line to its standard input.
    pub fn tell(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("standard input is piped");
        writeln!(input, "{line}").expect("the program listens");
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
