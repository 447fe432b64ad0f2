//! Everything a person can ask of the program, as one enum: panels push these, [`State::update`](super::State::update)
//! alone acts on them.

use super::{
    AgainCommand, BarCommand, BytesCommand, ClientCommand, DataMode, Draft, ExportWish, FindCommand, LineCommand,
    MachineCommand, MessageCommand, NoteCommand, PathPurpose, Preset, RecordingCommand, SavedMessage, ScriptCommand,
    SendCommand, Settings, StepCommand, ThemeChoice, WhyCommand,
};
use crate::bytes::Encoding;
use crate::call::{Call, CallId, Name, SocketId};
use crate::export::CopyForm;
use crate::locale::Language;
use crate::script::CallLanguage;
use std::path::PathBuf;

/// One wish of the person.
#[derive(Clone, Debug, PartialEq)]
pub enum AppCommand {
    /// Make a socket.
    NewSocket(NewSocket),
    /// Make a call on a socket of the board.
    MakeCall(MakeCall),
    /// Send bytes, or stop what is being sent.
    Sending(SendCommand),
    /// Mark, close or count many sockets.
    Clients(ClientCommand),
    /// Put a message into the composer.
    Offer(Draft),
    /// Stop one waiting call.
    StopCall(CallId),
    /// Stop every waiting call of one socket.
    StopSocket(SocketId),
    /// Receive whatever comes until switched off.
    KeepReceiving(SocketId, bool),
    /// Accept whoever comes until switched off.
    KeepAccepting(SocketId, bool),
    /// Run a start of the empty board.
    Start(Start),
    /// Open a dialog, or close the open one.
    ShowDialog(Option<Dialog>),
    /// Take one of the addresses that a name resolved to.
    ChooseAddress(usize),
    /// Make no call: the chooser is closed.
    DismissChooser,
    /// Wait no longer for a name to resolve; no call is made.
    CancelLookUp(u64),
    /// Bind wider than loopback after all.
    AllowWideBind,
    /// Bind to loopback in its place.
    BindLoopback,
    /// Do not bind.
    DismissConsent,
    /// Select a socket everywhere.
    SelectSocket(Option<SocketId>),
    /// Select a record everywhere, and the socket that it is about.
    SelectRecord(Option<u64>),
    /// Select a record everywhere, and stay with the selected socket: for what the other end did.
    PointAtRecord(u64),
    /// Select a span of records everywhere: from where it began to where it was led.
    SelectSpan {
        /// The record where it began.
        from: u64,
        /// The record where it was led; it is the selected one.
        to: u64,
    },
    /// Show only records from this number on; nothing is deleted.
    ShowFrom(u64),
    /// Open the path box.
    AskPath(PathPurpose),
    /// The path box was confirmed.
    TakePath {
        /// Where to.
        path: PathBuf,
        /// Whether a file that is there may be replaced.
        replace: bool,
    },
    /// The path box was closed.
    DismissPath,
    /// Read a session file.
    OpenSession(PathBuf),
    /// Back from a file to the live session.
    CloseReading,
    /// Stop the reading of the file that is read: what was read is shown.
    StopReading,
    /// Let a stopped reading go on.
    ReadOn,
    /// Stop a long job.
    CancelJob(u64),
    /// Choose the language; none follows the system.
    SetLanguage(Option<Language>),
    /// Choose the theme.
    SetTheme(ThemeChoice),
    /// Choose the scaling, in percent.
    SetZoom(u16),
    /// Choose how text in payloads is read.
    SetEncoding(Encoding),
    /// Choose how the data view groups bytes.
    SetDataMode(DataMode),
    /// Show or hide closed sockets in the list.
    ShowClosed(bool),
    /// Choose the arrangement of the panels.
    SetPreset(Preset),
    /// Remember the layout of the panels (as JSON) of the preset that shows, or none of one's own.
    KeepLayout(Option<Box<str>>),
    /// Keep, order, delete or send saved messages.
    Messages(MessageCommand),
    /// Open a saved message to edit (with id 0 a new one), or close it.
    EditMessage(Option<SavedMessage>),
    /// Choose the stronger contrast, or the usual one.
    SetHighContrast(bool),
    /// Everything as it comes, with a way back.
    ResetSettings,
    /// The settings as they were before they were reset.
    RestoreSettings(Box<Settings>),
    /// The connect bar.
    Bar(BarCommand),
    /// Read the machine's own addresses anew.
    ReadInterfaces,
    /// Make the sockets of the last board anew, each by visible calls.
    ReopenBoard,
    /// Forget the last board.
    DismissBoard,
    /// Scripts: open, run, close, save.
    Script(ScriptCommand),
    /// Step through the session that shows.
    Step(StepCommand),
    /// One large view for a projector, or the panels again.
    Present(bool),
    /// Run the session that shows again.
    Again(AgainCommand),
    /// Copy the calls of these rows of the log.
    CopyCalls(Vec<u64>, CopyForm),
    /// Copy the timeline of the selected span, or of the session, as a picture.
    CopyPicture,
    /// Write the session that shows as something else.
    Export(Box<ExportWish>),
    /// What is recorded, and what is kept of it.
    Recording(RecordingCommand),
    /// Why a call failed or waits, and what a press does about it.
    Why(WhyCommand),
    /// Filter the call log, and go from match to match.
    Find(FindCommand),
    /// Stars and notes on records.
    Note(NoteCommand),
    /// Call lines.
    Line(LineCommand),
    /// The language in which calls are shown.
    ShowCallsIn(CallLanguage),
    /// How bytes are looked at.
    Bytes(BytesCommand),
    /// The sockets of this machine.
    Machine(MachineCommand),
}

impl AppCommand {
    /// Whether it makes or stops calls: sockets of a file that is read have none, and their numbers are other sockets'
    /// in the live session.
    pub fn is_for_live_sockets(&self) -> bool {
        matches!(
            self,
            Self::NewSocket(_)
                | Self::MakeCall(_)
                | Self::Sending(SendCommand::Go(_))
                | Self::Messages(MessageCommand::Send(_) | MessageCommand::SendFolder(_))
                | Self::Clients(ClientCommand::Close(_) | ClientCommand::KeepReceiving(..) | ClientCommand::Answer(..))
                | Self::StopCall(_)
                | Self::StopSocket(_)
                | Self::KeepReceiving(..)
                | Self::KeepAccepting(..)
                | Self::Start(_)
                | Self::ChooseAddress(_)
                | Self::AllowWideBind
                | Self::BindLoopback
                | Self::ReopenBoard
                | Self::Script(ScriptCommand::Go(_))
                | Self::Why(WhyCommand::Mend(_) | WhyCommand::Remove(true))
                | Self::Machine(MachineCommand::Connect(_))
        ) || matches!(self, Self::Bar(command) if command.is_for_live_sockets())
            || matches!(self, Self::Line(command) if command.is_for_live_sockets())
    }
}

/// A dialog of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Family, type and name of a new socket.
    NewSocket,
    /// The starts, over a board that is not empty.
    Starts(StartKind),
    /// Versions and licences.
    About,
    /// Type a command.
    Palette,
    /// Which keys there are.
    KeyMap,
    /// The remembered choices.
    Settings,
    /// The sessions that are kept.
    KeptSessions,
    /// Whether the open script may leave this machine.
    ScriptConsent,
    /// The note on this record.
    Note(u64),
    /// Which addresses a session is run again with.
    RunAgain,
    /// What came of comparing two sessions.
    Compared,
    /// What to export, and as what.
    Export,
    /// The payloads of two records beside each other.
    MessagesCompared,
    /// A message format of the person's own.
    Template,
}

/// What a new socket is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSocket {
    /// Its label; a socket that is open under this name is renamed.
    pub name: Name,
    /// `AF_INET`…
    pub family: i32,
    /// `SOCK_STREAM`…
    pub kind: i32,
    /// 0 chooses the usual one.
    pub proto: i32,
    /// `socketpair`: what the second end is called.
    pub other: Option<Name>,
}

/// One press of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct MakeCall {
    /// On which socket.
    pub sid: SocketId,
    /// The call.
    pub call: Call,
    /// `accept`: what the new socket is called.
    pub makes: Option<Name>,
    /// *Repeat recv until b''*.
    pub until_eof: bool,
}

impl MakeCall {
    /// A call made once, that makes no socket.
    pub fn once(sid: SocketId, call: Call) -> Self {
        Self { sid, call, makes: None, until_eof: false }
    }
}

/// A start of the empty board: each makes ordinary, visible calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Which one.
    pub what: StartKind,
    /// `SOCK_STREAM` or `SOCK_DGRAM`.
    pub kind: i32,
    /// `AF_INET` or `AF_INET6`.
    pub family: i32,
    /// The host to talk to, or to listen on.
    pub host: String,
    /// The port; 0 lets the kernel choose where it may.
    pub port: u16,
    /// *Receive datagrams*: SO_REUSEADDR before bind, so that other programs may use the port as well.
    pub share: bool,
}

/// The starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartKind {
    /// socket, connect.
    #[default]
    Talk,
    /// socket, bind, listen, accept.
    Serve,
    /// A server and a client of one program each, connected.
    BothEnds,
    /// socket, bind, then everything that comes is received.
    Receive,
}
