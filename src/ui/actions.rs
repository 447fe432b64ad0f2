//! The person's commands: one enum gives each its name, shortcut and what it does, for menus and keys alike.

use super::cx::Cx;
use super::theme::Icon;
use crate::app::{AppCommand, Dialog, PathPurpose, StartKind};
use crate::call::Call;
use egui::{Key, KeyboardShortcut, Modifiers};

/// One command of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read a session file.
    OpenSession,
    /// Copy the session to a file.
    SaveSession,
    /// Back to the live session.
    CloseReading,
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
}

impl Action {
    /// Every command that may have a shortcut.
    pub const ALL: [Self; 15] = [
        Self::OpenSession,
        Self::SaveSession,
        Self::CloseReading,
        Self::Quit,
        Self::NewSocket,
        Self::Talk,
        Self::Serve,
        Self::BothEnds,
        Self::Stop,
        Self::Close,
        Self::ShowFromHere,
        Self::ShowAll,
        Self::ShowClosed,
        Self::ResetLayout,
        Self::About,
    ];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::OpenSession => "menu-open-session",
            Self::SaveSession => "menu-save-session",
            Self::CloseReading => "menu-close-reading",
            Self::Quit => "menu-quit",
            Self::NewSocket => "menu-new-socket",
            Self::Talk => "menu-talk",
            Self::Serve => "menu-serve",
            Self::BothEnds => "menu-both-ends",
            Self::Stop => "menu-stop",
            Self::Close => "menu-close-socket",
            Self::ShowFromHere => "menu-show-from-here",
            Self::ShowAll => "menu-show-all",
            Self::ShowClosed => "menu-show-closed",
            Self::ResetLayout => "menu-reset-layout",
            Self::About => "menu-about",
        }
    }

    /// Its icon in menus.
    pub fn icon(self) -> Option<Icon> {
        Some(match self {
            Self::OpenSession => Icon::FolderOpen,
            Self::SaveSession => Icon::FloppyDisk,
            Self::NewSocket => Icon::Plus,
            Self::Stop => Icon::Stop,
            Self::Close => Icon::X,
            Self::About => Icon::Info,
            _ => return None,
        })
    }

    /// Its keys.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let key = match self {
            Self::OpenSession => Key::O,
            Self::SaveSession => Key::S,
            Self::Quit => Key::Q,
            Self::NewSocket => Key::N,
            Self::Stop => Key::Period,
            Self::ShowFromHere => Key::L,
            _ => return None,
        };
        Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
    }

    /// What it asks of the program; none where the window itself acts, or where there is nothing to act on.
    pub fn command(self, cx: &Cx<'_>) -> Option<AppCommand> {
        let start = |kind| Some(AppCommand::ShowDialog(Some(Dialog::Starts(kind))));
        match self {
            Self::OpenSession => Some(AppCommand::AskPath(PathPurpose::OpenSession)),
            Self::SaveSession => Some(AppCommand::AskPath(PathPurpose::SaveSession)),
            Self::CloseReading => Some(AppCommand::CloseReading),
            Self::NewSocket => Some(AppCommand::ShowDialog(Some(Dialog::NewSocket))),
            Self::Talk => start(StartKind::Talk),
            Self::Serve => start(StartKind::Serve),
            Self::BothEnds => start(StartKind::BothEnds),
            Self::Stop => cx.state.selected.map(AppCommand::StopSocket),
            Self::Close => {
                cx.state.selected.map(|sid| AppCommand::MakeCall(crate::app::MakeCall::once(sid, Call::Close)))
            }
            Self::ShowFromHere => {
                let from = cx.state.selected_record.unwrap_or(cx.state.snapshot.records);
                Some(AppCommand::ShowFrom(from))
            }
            Self::ShowAll => Some(AppCommand::ShowFrom(0)),
            Self::ShowClosed => Some(AppCommand::ShowClosed(!cx.state.settings.show_closed)),
            Self::About => Some(AppCommand::ShowDialog(Some(Dialog::About))),
            Self::Quit | Self::ResetLayout => None,
        }
    }
}
