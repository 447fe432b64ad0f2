//! The panels: one file each. A panel reads the state, keeps only what is being typed or scrolled, and pushes commands.

mod again;
mod calls;
mod charts;
mod composer;
mod copy;
mod data;
mod edit_line;
mod inspector;
mod kernel;
mod lanes;
mod log;
mod machine;
mod messages;
mod packets;
mod present;
mod script;
mod selecting;
mod sockets;
mod starts;
mod timeline;

pub(in crate::ui) use log::text::{RowText, row_text_in};
pub use messages::{key_label, send_by_key};
pub use present::present_ui;
pub use script::{distance_key, reached_line};

use super::cx::Cx;
use super::dialogs::StartsForm;
use crate::app::Preset;
use crate::call::CallKind;
use crate::session::SocketRow;
use egui::Ui;
use serde::{Deserialize, Serialize};

/// Which panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pane {
    /// The sockets by side.
    Sockets,
    /// The calls on the selected socket.
    Calls,
    /// A lane a socket, and what happened between them.
    Timeline,
    /// The call log, with a composer at each connected socket.
    Log,
    /// The bytes of the selected socket.
    Data,
    /// What the kernel says about the selected socket.
    Inspector,
    /// The saved messages.
    Messages,
    /// What is to be sent.
    Composer,
    /// A script beside its run; in sight only while one is open, or it is asked for.
    Script,
    /// What the kernel holds for the selected socket.
    Kernel,
    /// Lines of rates, queues and times.
    Charts,
    /// The sockets of this machine.
    System,
}

impl Pane {
    /// Every panel.
    pub const ALL: [Self; 12] = [
        Self::Sockets,
        Self::Calls,
        Self::Timeline,
        Self::Log,
        Self::Data,
        Self::Inspector,
        Self::Messages,
        Self::Composer,
        Self::Script,
        Self::Kernel,
        Self::Charts,
        Self::System,
    ];

    /// The key of its name in menus and on its tab.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Sockets => "panel-sockets",
            Self::Calls => "panel-calls",
            Self::Timeline => "panel-timeline",
            Self::Log => "panel-log",
            Self::Data => "panel-data",
            Self::Inspector => "panel-inspector",
            Self::Messages => "panel-messages",
            Self::Composer => "panel-composer",
            Self::Script => "panel-script",
            Self::Kernel => "panel-kernel",
            Self::Charts => "panel-charts",
            Self::System => "panel-machine",
        }
    }
}

/// What the panels keep between frames.
#[derive(Default)]
pub struct Panels {
    sockets: sockets::Sockets,
    calls: calls::Calls,
    timeline: timeline::Timeline,
    /// What sends and receives at each socket; under its lane while the timeline shows.
    lanes: lanes::Lanes,
    timeline_shows: bool,
    log: log::Log,
    starts: StartsForm,
    data: data::Data,
    inspector: inspector::Inspector,
    messages: messages::Messages,
    composer: composer::Composer,
    script: script::ScriptPanel,
    kernel: kernel::KernelPanel,
    charts: charts::ChartsPanel,
    machine: machine::MachinePanel,
}

impl Panels {
    /// Ctrl+Enter that no field took, with the panel that has the keyboard: sends what is composed there, or in `Test`
    /// wherever the keyboard is but in the calls; else makes the chosen call. The panel that does it in the next frame
    /// comes to the front.
    pub fn make_or_send(&mut self, focused: Option<Pane>, preset: Preset) -> Pane {
        let composes = focused == Some(Pane::Composer);
        if composes || (preset == Preset::Test && focused != Some(Pane::Calls)) {
            self.composer.send_next();
            return Pane::Composer;
        }
        self.calls.make_next();
        Pane::Calls
    }

    /// The keyboard to the filter of the call log, in the next frame.
    pub fn find_calls(&mut self) {
        self.log.find_next();
    }

    /// The keyboard to what finds bytes in the data view, in the next frame.
    pub fn find_bytes(&mut self) {
        self.data.find_next();
    }

    /// Scrolls the card about what failed or waits into sight, in the next frame.
    pub fn reveal_why(&mut self) {
        self.inspector.reveal_why();
    }

    /// Chooses a call in the form of the selected socket.
    pub fn choose_call(&mut self, kind: CallKind) {
        self.calls.choose_next(kind);
    }

    /// Whether the timeline is in sight, in the next frame: the log then needs no composers of its own.
    pub fn show_timeline(&mut self, shows: bool) {
        self.timeline_shows = shows;
    }

    /// Draws a panel below its header.
    pub fn ui(&mut self, pane: Pane, ui: &mut Ui, cx: &mut Cx<'_>) {
        match pane {
            Pane::Sockets => self.sockets.ui(ui, cx),
            Pane::Calls => self.calls.ui(ui, cx),
            Pane::Timeline if starts::are_offered(cx) => starts::starts_ui(ui, cx, &mut self.starts),
            Pane::Log if starts::are_offered(cx) && !self.timeline_shows => {
                starts::starts_ui(ui, cx, &mut self.starts);
            }
            Pane::Timeline => {
                let (timeline, lanes) = (&mut self.timeline, &mut self.lanes);
                timeline::back::with_scrubber(ui, cx, |ui, cx| timeline.ui(ui, cx, lanes));
            }
            Pane::Log => {
                let lanes = (!self.timeline_shows).then_some(&mut self.lanes);
                self.log.ui(ui, cx, lanes);
            }
            Pane::Data => self.data.ui(ui, cx),
            Pane::Inspector => self.inspector.ui(ui, cx),
            Pane::Messages => self.messages.ui(ui, cx),
            Pane::Composer => self.composer.ui(ui, cx),
            Pane::Script => self.script.ui(ui, cx),
            Pane::Kernel => self.kernel.ui(ui, cx),
            Pane::Charts => self.charts.ui(ui, cx),
            Pane::System => self.machine.ui(ui, cx),
        }
    }

    /// Draws the actions at the right of a panel's header, from right to left.
    pub fn header_ui(&mut self, pane: Pane, ui: &mut Ui, cx: &mut Cx<'_>) {
        match pane {
            Pane::Sockets => self.sockets.header_ui(ui, cx),
            Pane::Timeline => {
                timeline::back::header_ui(ui, cx);
                self.timeline.header_ui(ui, cx);
            }
            Pane::Log => self.log.header_ui(ui, cx),
            Pane::Data => self.data.header_ui(ui, cx),
            Pane::Inspector => self.inspector.header_ui(ui, cx),
            Pane::Calls => self.calls.header_ui(ui, cx),
            Pane::Messages => self.messages.header_ui(ui, cx),
            Pane::Composer => self.composer.header_ui(ui, cx),
            Pane::Script => self.script.header_ui(ui, cx),
            Pane::Kernel => self.kernel.header_ui(ui, cx),
            Pane::Charts => self.charts.header_ui(ui, cx),
            Pane::System => self.machine.header_ui(ui, cx),
        }
    }
}

/// One sentence that says all about a socket.
pub fn socket_sentence(cx: &Cx<'_>, row: &SocketRow) -> String {
    sockets::words::sentence(cx, row)
}
