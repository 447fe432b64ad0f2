//! The state of the program: what the window reads.

use super::chooser::{Chooser, Consent, LookUp, LookedUp};
use super::jobs::Jobs;
use super::plan::Plan;
use super::toast::Toasts;
use super::{Clients, Dialog, Draft, Folders, LastBoard, Messages, PathPurpose, Rates, SavedMessage, Settings};
use crate::call::{Clock, SocketId};
use crate::locale::Message;
use crate::net::{Engine, Facts, Fresh, Reply};
use crate::session::{Recorder, RecorderOptions, Session, Snapshot, SocketRow, Waker};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How many answers, look-ups or facts may wait for the window to look.
const INBOX: usize = 1024;
/// How many batches of events may wait for the recorder; a full channel slows the sockets down, nothing is dropped.
const EVENT_BATCHES: usize = 64;

/// Everything that the window shows, and what is needed to act. Panels read it; only
/// [`update`](Self::update) and [`tick`](Self::tick) change it.
pub struct State {
    /// Remembered choices.
    pub settings: Settings,
    /// How often the settings were replaced as a whole: layouts are read again when it grew.
    pub settings_replaced: u64,
    /// How many remedies were pressed and lines run: what comes of one is to be seen.
    pub acts: u64,
    /// The session that the window shows, as it was published last.
    pub snapshot: Arc<Snapshot>,
    /// A session file that is being read in place of the live session.
    pub reading: Option<Reading>,
    /// The past that shows in place of what is now.
    pub stepping: Option<super::Stepping>,
    /// One large view for a projector shows in place of the panels.
    pub presenting: bool,
    /// The selected socket.
    pub selected: Option<SocketId>,
    /// The selected record; of a span, the one where it was led.
    pub selected_record: Option<u64>,
    /// Where a selected span of records began.
    pub(super) span_from: Option<u64>,
    /// A record that was selected before it was read: its socket is not selected yet.
    pub(super) unread: Option<u64>,
    /// Records before this number are not shown.
    pub shown_from: u64,
    /// What the kernel said last about the selected socket.
    pub facts: Option<Facts>,
    /// A name that resolved to more than one address.
    pub chooser: Option<Chooser>,
    /// Names that are being looked up.
    pub looking_up: Vec<LookUp>,
    /// A bind that is wider than loopback.
    pub consent: Option<Consent>,
    /// The open path box.
    pub path_box: Option<PathPurpose>,
    /// Calls that were copied and are not on the clipboard yet.
    pub copied: super::Copied,
    /// A picture that was copied and is not on the clipboard yet.
    pub copied_picture: super::CopiedPicture,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Which sockets keep receiving or accepting.
    pub keeping: HashMap<SocketId, Keeping>,
    /// Marked sockets, and what is counted since when.
    pub clients: Clients,
    /// What is sent over a while, and what just ended.
    pub sendings: super::Sendings,
    /// What was put into the composer last, with a number that grows.
    pub offered: Option<(u64, Draft)>,
    /// Saved messages.
    pub messages: Messages,
    /// The saved message that is open to edit; a new one has id 0.
    pub editing: Option<SavedMessage>,
    /// Bytes a second.
    pub rates: Rates,
    /// Short messages.
    pub toasts: Toasts,
    /// Long work.
    pub jobs: Jobs,
    /// The script that is open, and how far it has run.
    pub scripts: super::Scripts,
    /// A session that is to be run again.
    pub again: super::RunAgain,
    /// What was open when the program ended last, until it is reopened or dismissed.
    pub last_board: Option<LastBoard>,
    /// What is looked for in the call log.
    pub finding: super::Finding,
    /// Stars and notes of the session that shows.
    pub notes: super::Notes,
    /// The folder of sessions.
    pub shelf: super::Shelf,
    /// Call lines: what they know and did.
    pub line: super::Line,
    /// How bytes are looked at: receive sizes, messages beside each other, protocols.
    pub bytes_view: super::BytesView,
    /// Two sessions beside each other.
    pub comparing: super::Comparing,
    /// The sockets of this machine.
    pub machine: super::Machine,
    pub(super) kernel: super::Kernel,
    pub(super) folders: Folders,
    pub(super) engine: Engine,
    pub(super) clock: Clock,
    pub(super) recorder: Option<Recorder>,
    pub(super) live: Arc<Session>,
    pub(super) waker: Waker,
    pub(super) inbox: Inbox,
    /// What macros of messages are filled in with.
    pub(super) filler: Arc<super::sending::Filler>,
    pub(super) plans: Vec<Plan>,
    pub(super) facts_at: ((u64, Duration), Duration),
    pub(super) facts_for: Option<SocketId>,
    /// The person did something: the kernel's facts are worth another look.
    pub(super) look_again: bool,
    pub(super) look_ups: u64,
    pub(super) watched: Vec<SocketId>,
    pub(super) settings_changed: Option<Duration>,
    pub(super) settings_saver: Option<std::thread::JoinHandle<()>>,
    pub(super) interfaces: super::interfaces::Interfaces,
    pub(super) option_facts: super::option_facts::OptionFacts,
    pub(super) bar: super::bar::Bar,
    /// Clients of servers that were seen.
    pub(super) served: HashSet<SocketId>,
    pub(super) board_keeper: super::last_board::Keeper,
    pub(super) reopening: super::last_board::Reopening,
    /// A file that a remedy would remove, until the person has answered.
    pub removal: Option<super::Mending>,
    pub(super) removing: Option<super::why::Removing>,
    /// What the machine was asked about calls that failed.
    pub(super) asked: super::why::Asked,
    /// The card about what is selected is to come to the front: the window takes it.
    pub why_wanted: bool,
    /// Ports that a remedy moved, in order: from and to. Forms move along.
    pub ports_moved: Vec<super::PortMove>,
}

/// What a socket keeps doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// *Keep receiving* is on.
    pub receiving: bool,
    /// *Keep accepting* is on.
    pub accepting: bool,
    /// Accepted clients are received from, and closed once they have closed.
    pub serving: bool,
}

/// A session file that is open to read.
pub struct Reading {
    /// Where it is.
    pub path: PathBuf,
    /// Its records.
    pub session: Arc<Session>,
}

/// What other threads answer.
pub(super) struct Inbox {
    pub replies: (Sender<Reply>, Receiver<Reply>),
    pub facts: (Sender<Facts>, Receiver<Facts>),
    pub fresh: (Sender<Fresh>, Receiver<Fresh>),
    pub opened: (Sender<super::files::Opened>, Receiver<super::files::Opened>),
    pub looked_up: (Sender<LookedUp>, Receiver<LookedUp>),
    pub failures: (Sender<Message>, Receiver<Message>),
    pub messages: (Sender<super::messages::Arrived>, Receiver<super::messages::Arrived>),
    pub scripts: (Sender<super::scripts::Arrived>, Receiver<super::scripts::Arrived>),
}

impl State {
    /// Starts the engine and the recorder. `waker` is called from any thread when there is something new to show.
    pub fn start(folders: Folders, waker: Waker) -> std::io::Result<Self> {
        let (settings, damaged) = Settings::load(&folders.config);
        let clock = Clock::start_now();
        let (events, seen) = bounded(EVENT_BATCHES);
        let engine = Engine::start(clock, events)?;
        let recorder = Recorder::start(RecorderOptions {
            dir: folders.sessions.clone(),
            clock,
            app: concat!("sockscope ", env!("CARGO_PKG_VERSION")).to_owned(),
            waker: Arc::clone(&waker),
            events: seen,
        })?;
        recorder.drop_payloads(!settings.keep_payloads);
        let live = recorder.session();
        let inbox = Inbox {
            replies: forwarded("replies", INBOX, &waker)?,
            facts: forwarded("facts", 8, &waker)?,
            fresh: forwarded("fresh", 8, &waker)?,
            opened: bounded(8),
            looked_up: bounded(64),
            failures: bounded(8),
            messages: bounded(8),
            scripts: bounded(8),
        };
        let mut toasts = Toasts::default();
        if let Some(why) = damaged {
            toasts.warn(why);
        }
        let (messages, damaged) = Messages::load(&folders.config);
        if let Some(why) = damaged {
            toasts.failed(why);
        }
        let last_board = super::last_board::load(&folders.config, &mut toasts);
        let mut state = Self {
            settings,
            settings_replaced: 0,
            acts: 0,
            snapshot: live.snapshot(),
            reading: None,
            stepping: None,
            presenting: false,
            selected: None,
            selected_record: None,
            span_from: None,
            unread: None,
            shown_from: 0,
            facts: None,
            chooser: None,
            looking_up: Vec::new(),
            look_ups: 0,
            look_again: false,
            consent: None,
            path_box: None,
            copied: super::Copied::default(),
            copied_picture: super::CopiedPicture::default(),
            dialog: None,
            keeping: HashMap::new(),
            clients: Clients::default(),
            sendings: super::Sendings::default(),
            offered: None,
            messages,
            editing: None,
            rates: Rates::default(),
            toasts,
            jobs: Jobs::default(),
            scripts: super::Scripts::default(),
            again: super::RunAgain::default(),
            finding: super::Finding::default(),
            notes: super::Notes::default(),
            line: super::Line::default(),
            bytes_view: super::BytesView::default(),
            comparing: super::Comparing::default(),
            machine: super::Machine::default(),
            kernel: super::Kernel::default(),
            folders,
            engine,
            clock,
            recorder: Some(recorder),
            live,
            waker,
            inbox,
            filler: Arc::default(),
            plans: Vec::new(),
            facts_at: ((0, Duration::ZERO), Duration::ZERO),
            facts_for: None,
            watched: Vec::new(),
            settings_changed: None,
            settings_saver: None,
            interfaces: super::interfaces::Interfaces::default(),
            option_facts: super::option_facts::OptionFacts::default(),
            bar: super::bar::Bar::default(),
            served: HashSet::new(),
            board_keeper: super::last_board::Keeper::default(),
            reopening: super::last_board::Reopening::default(),
            removal: None,
            removing: None,
            asked: super::why::Asked::default(),
            why_wanted: false,
            ports_moved: Vec::new(),
            last_board,
            shelf: super::Shelf::default(),
        };
        state.recall_lines();
        state.tend_sessions();
        state.read_interfaces();
        Ok(state)
    }

    /// The session that the window shows; while it is stepped through, only what is known at the moment that shows.
    pub fn session(&self) -> &Arc<Session> {
        self.stepping.as_ref().and_then(super::Stepping::view).unwrap_or_else(|| self.whole_session())
    }

    /// The live session, or the one that is read: all of it, also while it is stepped through.
    pub fn whole_session(&self) -> &Arc<Session> {
        self.reading.as_ref().map_or(&self.live, |reading| &reading.session)
    }

    /// The live session as it was published last, also while a file is being read.
    pub fn live_snapshot(&self) -> Arc<Snapshot> {
        self.live.snapshot()
    }

    /// Whether calls can be made: not while a file is being read, and not in the past.
    pub fn is_live(&self) -> bool {
        self.reading.is_none() && self.stepping.is_none()
    }

    /// Why no call can be made where it is not live: a message's key.
    pub fn not_live_key(&self) -> &'static str {
        if self.stepping.is_some() { "stepping-not-live" } else { "calls-not-live" }
    }

    /// Whether a dialog is open.
    pub fn has_dialog(&self) -> bool {
        let asked = self.chooser.is_some() || self.consent.is_some() || self.path_box.is_some();
        asked || self.dialog.is_some() || self.editing.is_some()
    }

    /// Now, on the session's clock.
    pub fn now(&self) -> Duration {
        self.clock.now()
    }

    /// The row of a socket.
    pub fn socket(&self, sid: SocketId) -> Option<&Arc<SocketRow>> {
        self.snapshot.board.sockets.get(&sid)
    }

    /// The selected socket's row.
    pub fn selected_socket(&self) -> Option<&Arc<SocketRow>> {
        self.socket(self.selected?)
    }

    /// The record that *show from here* begins with: the selected one, or, where it begins there already or none is
    /// selected, the next that comes.
    pub fn from_here(&self) -> u64 {
        self.selected_record.filter(|n| *n > self.shown_from).unwrap_or(self.snapshot.records)
    }

    /// Where sessions are kept.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Stops every wait, closes every socket and writes the session's end; returns within about a second.
    pub fn shut_down(&mut self) {
        if let Some(saver) = self.settings_saver.take() {
            // It has told of its own failure.
            let _ = saver.join();
        }
        if self.settings_changed.take().is_some()
            && let Err(error) = self.settings.save(&self.folders.config)
        {
            tracing::warn!(%error, "the settings could not be saved");
        }
        self.finish_messages();
        self.finish_notes();
        self.sendings.stop_all();
        self.keep_last_board_now();
        self.end_scripts();
        self.engine.shutdown(Duration::from_millis(500));
        self.sendings.wait(Duration::from_millis(100));
        if let Some(recorder) = self.recorder.take() {
            recorder.finish(Duration::from_millis(400));
        }
    }
}

/// A channel whose messages wake the window: a small thread hands them on.
fn forwarded<T: Send + 'static>(
    name: &str,
    capacity: usize,
    waker: &Waker,
) -> std::io::Result<(Sender<T>, Receiver<T>)> {
    let (sender, arrived) = bounded::<T>(capacity);
    let (onward, receiver) = bounded::<T>(capacity);
    let waker = Arc::clone(waker);
    std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        for message in arrived {
            if onward.send(message).is_err() {
                return;
            }
            waker();
        }
    })?;
    Ok((sender, receiver))
}
