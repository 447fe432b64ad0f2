//! Arguments, logging, and then the window or the headless command.

use clap::{Parser, Subcommand};
use sockscope::app::{
    CompareArguments, ExportArguments, Folders, ImportArguments, ProgramArguments, RunArguments, check_files,
    print_session,
};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// A desktop workbench for network sockets: press every call, see what it did.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// A session file or a capture to open for reading, or a script to open
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
    /// Write a session as a program that makes the same calls. Needs no display
    Program(ProgramArguments),
    /// Run a script and print one result a line. Exit: 0 all as expected, 1 not, 2 not a script, 3 could not write
    Run(RunArguments),
    /// Turn a session into something else. Exit: 0 done, 2 not a session, 3 could not write
    Export(ExportArguments),
    /// Turn a capture (pcap, pcapng) into a session. Exit: 0 done, 2 not a capture or a damaged one, 3 could not write
    Import(ImportArguments),
    /// Compare two sessions call by call. Exit: 0 the same, 1 different, 2 not a session
    Compare(CompareArguments),
    /// Check scripts without running them. Exit: 0 nothing wrong, 2 not a script
    Check {
        /// The scripts
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    let started = std::time::Instant::now();
    let arguments = Arguments::parse();
    // Before there is a second thread.
    if let Some(Command::Run(run)) = &arguments.command
        && let Err(status) = run.set_up()
    {
        return status.into();
    }
    let level = tracing_subscriber::EnvFilter::try_from_env("SOCKSCOPE_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(level).with_writer(io::stderr).init();
    let result = match arguments.command {
        Some(Command::Show { file }) => print_session(&file, &mut io::stdout().lock()),
        Some(Command::Program(program)) => program.run(&mut io::stdout().lock()),
        Some(Command::Run(run)) => return run.run(&mut io::stdout().lock(), &mut io::stderr()).into(),
        Some(Command::Export(export)) => return export.run(&mut io::stdout().lock(), &mut io::stderr()).into(),
        Some(Command::Import(import)) => return import.run(&mut io::stdout().lock(), &mut io::stderr()).into(),
        Some(Command::Compare(compare)) => return compare.run(&mut io::stdout().lock(), &mut io::stderr()).into(),
        Some(Command::Check { files }) => return check_files(&files, &mut io::stdout().lock()).into(),
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
