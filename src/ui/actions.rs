//! The person's commands: one enum gives each its name, shortcut and what it does, for menus and keys alike.

use super::cx::Cx;
use super::keys;
use super::panels::Pane;
use super::theme::Icon;
use crate::app::{
    AgainCommand, AppCommand, Dialog, FindCommand, Go, PathPurpose, RecordingCommand, ScriptCommand, StartKind,
    StepCommand,
};
use crate::call::Call;
use egui::KeyboardShortcut;

/// One command of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read a session file.
    OpenSession,
    /// Copy the session to a file.
    SaveSession,
    /// Write the session as something else.
    ExportSession,
    /// Copy the timeline as a picture.
    CopyPicture,
    /// Read a hex dump to send.
    ImportDump,
    /// Back to the live session.
    CloseReading,
    /// Step through the session, or back to what is now.
    StepThrough,
    /// One large view for a projector, or the panels again.
    Present,
    /// Run the session again, on live sockets.
    RunAgain,
    /// Keep nothing from now on, or go on.
    PauseRecording,
    /// Keep payloads, or their lengths and hashes only.
    KeepPayloads,
    /// The sessions that are kept.
    KeptSessions,
    /// End the program.
    Quit,
    /// Make a socket.
    NewSocket,
    /// Start: talk to a server.
    Talk,
    /// Start: be a server.
    Serve,
    /// Start: both ends.
    BothEnds,
    /// Start: receive datagrams.
    Receive,
    /// Make the sockets of the last board anew.
    ReopenBoard,
    /// Stop what the selected socket waits for.
    Stop,
    /// Close the selected socket.
    Close,
    /// Show the log from the newest record on.
    ShowFromHere,
    /// Show all records again.
    ShowAll,
    /// List closed sockets.
    ShowClosed,
    /// Put the panels back.
    ResetLayout,
    /// Versions and licences.
    About,
    /// Type a command.
    Palette,
    /// Which keys there are.
    KeyMap,
    /// The remembered choices.
    Settings,
    /// Open the first menu.
    Menus,
    /// The keyboard to the next panel in sight.
    NextPane,
    /// The keyboard to the panel before.
    PreviousPane,
    /// The next tab of the panel with the keyboard.
    NextTab,
    /// The tab before.
    PreviousTab,
    /// A panel to the front, with the keyboard.
    Pane(Pane),
    /// The keyboard to the connect bar.
    ConnectBar,
    /// Make the chosen call, or send what is composed.
    MakeOrSend,
    /// Why the selected socket's last call failed or waits.
    Why,
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// As large as it comes.
    ZoomReset,
    /// Stronger contrast, or the usual one.
    HighContrast,
    /// Open a script.
    OpenScript,
    /// Write the session as a script.
    SaveScript,
    /// Run the script's case to its end.
    ScriptRunAll,
    /// Make its next step.
    ScriptNextStep,
    /// Make its steps up to the selected one.
    ScriptRunToHere,
    /// Stop what it waits for.
    ScriptStop,
    /// Back to its beginning.
    ScriptStartOver,
    /// The keyboard to the filter of the call log.
    FindCalls,
    /// The next call that the filter fits.
    NextMatch,
    /// The one before.
    PreviousMatch,
    /// Compare the session with another.
    CompareWith,
}

impl Action {
    /// Every command, without those of one panel each.
    pub const ALL: &[Self] = &[
        Self::OpenSession,
        Self::SaveSession,
        Self::ExportSession,
        Self::CopyPicture,
        Self::ImportDump,
        Self::CloseReading,
        Self::StepThrough,
        Self::Present,
        Self::RunAgain,
        Self::PauseRecording,
        Self::KeepPayloads,
        Self::KeptSessions,
        Self::Quit,
        Self::NewSocket,
        Self::Talk,
        Self::Serve,
        Self::BothEnds,
        Self::Receive,
        Self::ReopenBoard,
        Self::Stop,
        Self::Close,
        Self::ShowFromHere,
        Self::ShowAll,
        Self::ShowClosed,
        Self::ResetLayout,
        Self::About,
        Self::Palette,
        Self::KeyMap,
        Self::Settings,
        Self::Menus,
        Self::NextPane,
        Self::PreviousPane,
        Self::NextTab,
        Self::PreviousTab,
        Self::ConnectBar,
        Self::MakeOrSend,
        Self::Why,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::HighContrast,
        Self::OpenScript,
        Self::SaveScript,
        Self::ScriptRunAll,
        Self::ScriptNextStep,
        Self::ScriptRunToHere,
        Self::ScriptStop,
        Self::ScriptStartOver,
        Self::FindCalls,
        Self::NextMatch,
        Self::PreviousMatch,
        Self::CompareWith,
    ];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::OpenSession => "menu-open-session",
            Self::SaveSession => "menu-save-session",
            Self::ExportSession => "menu-export-session",
            Self::CopyPicture => "menu-copy-picture",
            Self::ImportDump => "menu-import-dump",
            Self::CloseReading => "menu-close-reading",
            Self::StepThrough => "menu-step-through",
            Self::Present => "menu-present",
            Self::RunAgain => "menu-run-again",
            Self::PauseRecording => "menu-toggle-recording",
            Self::KeepPayloads => "menu-toggle-payloads",
            Self::KeptSessions => "menu-kept-sessions",
            Self::Quit => "menu-quit",
            Self::NewSocket => "menu-new-socket",
            Self::Talk => "menu-talk",
            Self::Serve => "menu-serve",
            Self::BothEnds => "menu-both-ends",
            Self::Receive => "menu-receive",
            Self::ReopenBoard => "menu-reopen-board",
            Self::Stop => "menu-stop",
            Self::Close => "menu-close-socket",
            Self::ShowFromHere => "menu-show-from-here",
            Self::ShowAll => "menu-show-all",
            Self::ShowClosed => "menu-show-closed",
            Self::ResetLayout => "menu-reset-layout",
            Self::About => "menu-about",
            Self::Palette => "menu-palette",
            Self::KeyMap => "menu-key-map",
            Self::Settings => "menu-settings",
            Self::Menus => "keys-menus",
            Self::NextPane => "keys-next-pane",
            Self::PreviousPane => "keys-previous-pane",
            Self::NextTab => "keys-next-tab",
            Self::PreviousTab => "keys-previous-tab",
            Self::Pane(pane) => pane.title_key(),
            Self::ConnectBar => "menu-connect-bar",
            Self::MakeOrSend => "keys-make-or-send",
            Self::Why => "keys-why",
            Self::ZoomIn => "keys-zoom-in",
            Self::ZoomOut => "keys-zoom-out",
            Self::ZoomReset => "keys-zoom-reset",
            Self::HighContrast => "menu-high-contrast",
            Self::OpenScript => "menu-open-script",
            Self::SaveScript => "menu-save-script",
            Self::ScriptRunAll => "scripts-do-run-all",
            Self::ScriptNextStep => "scripts-do-next-step",
            Self::ScriptRunToHere => "scripts-do-run-to-here",
            Self::ScriptStop => "scripts-do-stop",
            Self::ScriptStartOver => "scripts-do-start-over",
            Self::FindCalls => "find-do-filter",
            Self::NextMatch => "find-do-next",
            Self::PreviousMatch => "find-do-previous",
            Self::CompareWith => "compare-menu",
        }
    }

    /// Its icon in menus.
    pub fn icon(self) -> Option<Icon> {
        Some(match self {
            Self::OpenSession => Icon::FolderOpen,
            Self::SaveSession => Icon::FloppyDisk,
            Self::OpenScript => Icon::Scroll,
            Self::SaveScript => Icon::FileCode,
            Self::ExportSession => Icon::Export,
            Self::CopyPicture => Icon::Image,
            Self::ImportDump => Icon::ArrowSquareIn,
            Self::StepThrough => Icon::ClockCounterClockwise,
            Self::Present => Icon::Monitor,
            Self::RunAgain => Icon::Repeat,
            Self::ScriptRunAll => Icon::Play,
            Self::ScriptNextStep => Icon::SkipForward,
            Self::ScriptRunToHere => Icon::ArrowLineDown,
            Self::ScriptStop => Icon::Stop,
            Self::ScriptStartOver => Icon::ArrowCounterClockwise,
            Self::PauseRecording => Icon::Pause,
            Self::KeptSessions => Icon::FolderOpen,
            Self::NewSocket => Icon::Plus,
            Self::Stop => Icon::Stop,
            Self::Close => Icon::X,
            Self::About => Icon::Info,
            Self::Palette => Icon::MagnifyingGlass,
            Self::FindCalls => Icon::Funnel,
            Self::CompareWith => Icon::SquareSplitHorizontal,
            Self::KeyMap => Icon::Keyboard,
            Self::Settings => Icon::GearSix,
            _ => return None,
        })
    }

    /// Its keys: the first ones of the table.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        keys::of(self)
    }

    /// What it asks of the program; none where the window itself acts, or where there is nothing to act on.
    pub fn command(self, cx: &Cx<'_>) -> Option<AppCommand> {
        let start = |kind| Some(AppCommand::ShowDialog(Some(Dialog::Starts(kind))));
        match self {
            Self::OpenSession => Some(AppCommand::AskPath(PathPurpose::OpenSession)),
            Self::SaveSession => Some(AppCommand::AskPath(PathPurpose::SaveSession)),
            Self::ExportSession => Some(AppCommand::ShowDialog(Some(Dialog::Export))),
            Self::CopyPicture => Some(AppCommand::CopyPicture),
            Self::ImportDump => Some(AppCommand::AskPath(PathPurpose::ImportDump)),
            Self::CloseReading => Some(AppCommand::CloseReading),
            Self::PauseRecording => Some(AppCommand::Recording(RecordingCommand::Pause(!cx.state.is_paused()))),
            Self::KeptSessions => Some(AppCommand::ShowDialog(Some(Dialog::KeptSessions))),
            Self::KeepPayloads => {
                let keep = !cx.state.settings.keep_payloads;
                Some(AppCommand::Recording(RecordingCommand::KeepPayloads(keep)))
            }
            Self::StepThrough => Some(AppCommand::Step(match cx.state.stepping {
                Some(_) => StepCommand::Leave,
                None => StepCommand::Begin(None),
            })),
            Self::Present => Some(AppCommand::Present(!cx.state.presenting)),
            Self::RunAgain => Some(AppCommand::Again(AgainCommand::Ask)),
            Self::NewSocket => Some(AppCommand::ShowDialog(Some(Dialog::NewSocket))),
            Self::Talk => start(StartKind::Talk),
            Self::Serve => start(StartKind::Serve),
            Self::BothEnds => start(StartKind::BothEnds),
            Self::Receive => start(StartKind::Receive),
            Self::ReopenBoard => cx.state.last_board.is_some().then_some(AppCommand::ReopenBoard),
            Self::Stop => cx.state.selected.map(AppCommand::StopSocket),
            Self::Close => {
                cx.state.selected.map(|sid| AppCommand::MakeCall(crate::app::MakeCall::once(sid, Call::Close)))
            }
            Self::ShowFromHere => Some(AppCommand::ShowFrom(cx.state.from_here())),
            Self::ShowAll => Some(AppCommand::ShowFrom(0)),
            Self::ShowClosed => Some(AppCommand::ShowClosed(!cx.state.settings.show_closed)),
            Self::About => Some(AppCommand::ShowDialog(Some(Dialog::About))),
            Self::Palette => Some(AppCommand::ShowDialog(Some(Dialog::Palette))),
            Self::KeyMap => Some(AppCommand::ShowDialog(Some(Dialog::KeyMap))),
            Self::Settings => Some(AppCommand::ShowDialog(Some(Dialog::Settings))),
            Self::ZoomIn => cx.state.settings.zoom_step(1).map(AppCommand::SetZoom),
            Self::ZoomOut => cx.state.settings.zoom_step(-1).map(AppCommand::SetZoom),
            Self::ZoomReset => Some(AppCommand::SetZoom(100)),
            Self::HighContrast => Some(AppCommand::SetHighContrast(!cx.state.settings.high_contrast)),
            Self::OpenScript => Some(AppCommand::AskPath(PathPurpose::OpenScript)),
            Self::SaveScript => Some(AppCommand::AskPath(PathPurpose::SaveScript)),
            Self::ScriptRunAll => Some(AppCommand::Script(ScriptCommand::Go(Go::All))),
            Self::ScriptNextStep => Some(AppCommand::Script(ScriptCommand::Go(Go::Next))),
            Self::ScriptRunToHere => {
                let step = cx.state.scripts.open.as_deref().and_then(|open| open.selected_step())?.step;
                Some(AppCommand::Script(ScriptCommand::Go(Go::To(step))))
            }
            Self::ScriptStop => Some(AppCommand::Script(ScriptCommand::Stop)),
            Self::ScriptStartOver => Some(AppCommand::Script(ScriptCommand::StartOver)),
            Self::CompareWith => Some(AppCommand::AskPath(PathPurpose::CompareWith)),
            Self::NextMatch => Some(AppCommand::Find(FindCommand::Next)),
            Self::PreviousMatch => Some(AppCommand::Find(FindCommand::Previous)),
            Self::Quit
            | Self::FindCalls
            | Self::ResetLayout
            | Self::Menus
            | Self::NextPane
            | Self::PreviousPane
            | Self::NextTab
            | Self::PreviousTab
            | Self::Pane(_)
            | Self::ConnectBar
            | Self::MakeOrSend
            | Self::Why => None,
        }
    }
}
