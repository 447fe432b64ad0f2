//! Arguments, logging, and then the window or the headless command.

use clap::{Parser, Subcommand};
use sockscope::app::{Folders, print_session};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// A desktop workbench for network sockets: press every call, see what it did.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// A session file to open for reading
    file: Option<PathBuf>,
    /// Keep sessions and settings below this folder
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Close the window after its first frame and say how long it took
    #[arg(long)]
    exit_after_first_frame: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Print a session as text: one call a line. Needs no display
    Show {
        /// The session file
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let started = std::time::Instant::now();
    let arguments = Arguments::parse();
    let level = tracing_subscriber::EnvFilter::try_from_env("SOCKSCOPE_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(level).with_writer(io::stderr).init();
    let result = match arguments.command {
        Some(Command::Show { file }) => print_session(&file, &mut io::stdout().lock()),
        None => open_window(arguments, started),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "sockscope: {why}");
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "gui")]
fn open_window(arguments: Arguments, started: std::time::Instant) -> Result<(), String> {
    let folders = Folders::find(arguments.data_dir.as_deref());
    sockscope::ui::run(sockscope::ui::Launch {
        folders,
        file: arguments.file,
        started,
        exit_after_first_frame: arguments.exit_after_first_frame,
    })
}

#[cfg(not(feature = "gui"))]
fn open_window(arguments: Arguments, _: std::time::Instant) -> Result<(), String> {
    let folders = Folders::find(arguments.data_dir.as_deref());
    Err(format!("built without the window; sessions are in {}; try `sockscope show FILE`", folders.sessions.display()))
}
