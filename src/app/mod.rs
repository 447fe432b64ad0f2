//! The state of the program and every decision: commands in, state out. No widgets.
//!
//! A panel reads [`State`] and pushes an [`AppCommand`]; [`State::update`] acts; [`State::tick`] takes in what other
//! threads did since the last frame.

mod again;
mod bar;
mod bytes_view;
mod calls;
mod chooser;
mod clients;
mod command;
mod comparing;
mod copying;
#[cfg(test)]
mod damaged;
mod exporting;
mod files;
mod finding;
mod form;
mod gate;
mod headless;
mod importing;
mod interfaces;
mod jobs;
mod kernel;
mod last_board;
mod line;
mod machine;
mod messages;
mod next;
mod notes;
mod option_facts;
mod option_reading;
mod option_value;
mod plan;
mod print;
mod programs;
mod rates;
mod recording;
mod scripts;
mod selection;
mod sending;
mod settings;
mod state;
mod stepping;
mod stream_start;
mod tick;
mod toast;
mod update;
mod why;
mod words;

pub use again::{AgainCommand, AgainField, RunAgain};
pub use bar::{BarCommand, BarError, BarField, BarForm, BarPhase, BarPress, BarView, FamilyChoice, Target, TargetKind};
pub use bytes_view::{BytesCommand, BytesView, MOST_AT_ONCE, ReadAs};
pub use chooser::{Chooser, Consent, LookUp, Pending};
pub use clients::{Audience, ClientCommand, Clients, Counters, Marking, Press, Trips, press};
pub use command::{AppCommand, Dialog, MakeCall, NewSocket, Start, StartKind};
pub use comparing::{CompareArguments, Compared, Comparing, compared_words, difference_key};
pub use copying::{Copied, MOST_COPIED};
pub use exporting::{CopiedPicture, ExportArguments, ExportWhat, ExportWish};
pub use files::PathPurpose;
pub use finding::{FindCommand, Finding, quoted};
pub use form::{
    AddressForm, CallForm, DataAs, EchoForm, FILE_MODES, Field, FieldError, FileForm, NEWLINES, Newline, ResolveForm,
    UnixPlace, address_text, check_host, check_name, check_port, has_port, includes_header, input_message, option_kind,
    parse_address, parse_constant, payload, sends_packets,
};
pub use headless::{RunArguments, check_files};
pub use importing::ImportArguments;
pub use interfaces::{DialPlace, Interface, dial};
pub use jobs::{Job, Jobs, Progress};
pub use kernel::{Counted, Kernel, Look, Reset, Series, Track, csv, moves};
pub use last_board::{LastBoard, SetUp};
pub use line::{Line, LineCommand, LineState, MOST_HISTORY, SideNames, StrandView, Told};
pub use machine::{
    Column, Machine, MachineAsked, MachineChange, MachineCommand, MachineRow, Table as MachineTable, Watched,
    read_port, sorted as sorted_machine,
};
pub use messages::{Change, LONGEST, MessageCommand, Messages, SHORTEST_REPEAT, SavedMessage};
pub use next::{GROUPS, MORE_GROUPS, panel_calls, sensible_next};
pub use notes::{NoteCommand, Notes};
pub use option_reading::{fresh_text, is_usual, kept_words};
pub use option_value::{
    asked_text, option_of, option_text, parse_bytes, parse_group4, parse_group6, parse_int, parse_level,
    parse_number_of, parse_option, shown_text,
};
pub use print::print_session;
pub use programs::{ProgramArguments, program_error_words};
pub use rates::Rates;
pub use recording::{RecordingCommand, Removed, SESSION_AGES, SESSION_LIMITS, Shelf, Unfinished};
pub use scripts::{
    CaseState, CaseView, EXAMPLES, Example, Go, Mark, OpenScript, Phase, ScriptCommand, ScriptFault, ScriptMove,
    ScriptRow, Scripts, Source, StepRow, StepState, Tally, is_beyond,
};
pub use sending::{
    Content, Draft, Outgoing, Over, RepeatPlan, SendCall, SendCommand, SendCounts, SendKind, Sending, Sendings, Step,
    Taken, grouped,
};
pub use settings::{DataMode, Folders, Preset, Settings, ThemeChoice};
pub use state::{Keeping, Reading, State};
pub use stepping::{Speed, StepCommand, Stepping, moment_text};
pub use stream_start::StreamStart;
pub use toast::{Toast, Toasts, Tone};
pub use why::{Mending, PortMove, WhyCommand};
pub use words::{damage_words, errno_words, open_error_words};

pub use plan::{Keep, Plan};
