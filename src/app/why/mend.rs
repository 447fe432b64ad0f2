//! A remedy that was pressed: its calls are made as a plan, each as visible and recorded as any other.

use crate::app::chooser::{Consent, Pending};
use crate::app::plan::Plan;
use crate::app::{MachineCommand, State};
use crate::call::{Call, Name, SocketId, number_of};
use crate::doctor::{self, Act, Mend, On};
use crate::locale::Message;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A remedy, and the socket whose card it stood on.
#[derive(Clone, Debug, PartialEq)]
pub struct Mending {
    /// The socket whose call failed or waits; none where the call was to make one.
    pub sid: Option<SocketId>,
    /// What the socket was to be called that was not made.
    pub name: Option<Name>,
    /// What is done.
    pub act: Act,
}

/// A file that is to go.
pub(in crate::app) struct Removing {
    answer: Arc<OnceLock<Result<(), Message>>>,
    then: Mending,
}

impl State {
    pub(in crate::app) fn mend(&mut self, mending: Mending) {
        if let Act::System { local, pid } = &mending.act {
            let port = local.port().and_then(|port| u16::try_from(port).ok());
            // The card stays, for what is seen there may be mended here.
            let row = pid.map(|pid| (local.to_string(), pid));
            return self.machine_command(MachineCommand::WhoHas { port, row });
        }
        self.selected_record = None;
        match &mending.act {
            Act::Calls(mend) => match mend.exposes().cloned() {
                Some(address) => self.consent = Some(Consent { address, pending: Pending::Mend(Box::new(mending)) }),
                None => self.mend_now(mending),
            },
            Act::Port { from, to, then } => {
                self.move_port(*from, *to, then.binds());
                self.mend(Mending { act: Act::Calls(then.clone()), ..mending });
            }
            Act::Remove { .. } => self.removal = Some(mending),
            Act::Show(sid) => self.select_socket(Some(*sid)),
            Act::System { .. } => {}
            Act::Stop => {
                if let Some(sid) = mending.sid {
                    self.stop_socket(sid);
                }
            }
        }
    }

    /// Makes the calls: what had to be asked was answered.
    pub(in crate::app) fn mend_now(&mut self, mending: Mending) {
        let Mending { sid, name, act: Act::Calls(mend) } = mending else { return };
        let this = sid.and_then(|sid| super::owner(self, sid));
        let board = self.live_board();
        let mut sockets: Vec<(SocketId, Name)> = Vec::new();
        let mut place = |sid: SocketId, name: Name| match sockets.iter().position(|(known, _)| *known == sid) {
            Some(at) => at,
            None => {
                sockets.push((sid, name));
                sockets.len() - 1
            }
        };
        let fresh = mend.steps.iter().any(|step| step.on == On::Fresh).then(|| self.engine.new_socket_id());
        let fresh_name = match (&this, name) {
            (Some(row), _) if mend.replaces => row.name.clone(),
            (_, Some(name)) => name,
            (this, None) => fresh_name(self, this.as_ref().map(|row| &row.name), &mend),
        };
        let mut steps = Vec::new();
        if let Some(row) = this.as_ref().filter(|row| mend.replaces && row.open) {
            steps.push((place(row.sid, row.name.clone()), Call::Close));
        }
        for step in &mend.steps {
            let at = match step.on {
                On::Fresh => fresh.map(|sid| place(sid, fresh_name.clone())),
                On::This => this.as_ref().map(|row| place(row.sid, row.name.clone())),
                On::Other(sid) => board.row(sid).map(|row| place(sid, row.name.clone())),
            };
            match at {
                Some(at) => steps.push((at, step.call.clone())),
                None => return,
            }
        }
        let accepted = |at: usize| {
            let side = sockets.get(at).map_or("", |(_, name)| name.side());
            board.free_name(side, "conn")
        };
        let plan = Plan::mend(steps, &sockets, &accepted);
        let waits = this.as_ref().is_some_and(|row| !row.waiting.is_empty());
        if let Some(row) = this.as_ref().filter(|_| mend.replaces) {
            self.stop_socket(row.sid);
        }
        if let Some(fresh) = fresh.filter(|_| mend.replaces || !waits && ends_on_fresh(&mend)) {
            self.select_socket(Some(fresh));
        }
        self.plans.push(plan);
        self.acts += 1;
        self.advance_plans();
    }

    /// The question whether a file may be removed was answered.
    pub(in crate::app) fn answer_removal(&mut self, yes: bool) {
        let Some(Mending { sid, name, act: Act::Remove { path, then } }) = self.removal.take() else { return };
        if !yes {
            return;
        }
        let answer = Arc::new(OnceLock::new());
        let then = Mending { sid, name, act: Act::Calls(then) };
        self.removing = Some(Removing { answer: Arc::clone(&answer), then });
        let waker = Arc::clone(&self.waker);
        let remover = std::thread::Builder::new().name("remove-path".to_owned()).spawn(move || {
            // Set once, here: nobody else has this cell.
            let _ = answer.set(remove_socket_file(&path));
            waker();
        });
        if let Err(error) = remover {
            self.removing = None;
            tracing::warn!(%error, "the file could not be removed");
        }
    }

    /// Goes on once the file is gone.
    pub(in crate::app) fn tick_removal(&mut self) {
        let Some(result) = self.removing.as_ref().and_then(|removing| removing.answer.get().cloned()) else { return };
        let Some(Removing { then, .. }) = self.removing.take() else { return };
        match result {
            Ok(()) => self.mend_now(then),
            Err(why) => self.toasts.failed(why),
        }
    }
}

fn ends_on_fresh(mend: &Mend) -> bool {
    mend.steps.last().is_some_and(|step| step.on == On::Fresh)
}

/// A free name: what is bound goes to the server's side, what connects to the client's, where there are such sides.
fn fresh_name(state: &State, this: Option<&Name>, mend: &Mend) -> Name {
    let binds = mend.steps.iter().any(|step| step.on == On::Fresh && matches!(step.call, Call::Bind { .. }));
    let side = match (this.map_or("", Name::side), binds) {
        ("client", true) => "server",
        ("server", false) => "client",
        (side, _) => side,
    };
    let is_datagram = mend
        .steps
        .iter()
        .any(|step| matches!(step.call, Call::Socket { kind, .. } if Some(kind & 0xf) == number_of("SOCK_DGRAM")));
    state.live_board().free_name(side, if is_datagram { "u" } else { "s" })
}

/// Removes the file of a socket that nobody has; anything else stays.
fn remove_socket_file(bytes: &[u8]) -> Result<(), Message> {
    let path = path_of(bytes);
    let failed =
        |error: &std::io::Error| doctor::io_error(&Message::new("file-cannot-remove"), &path, error.raw_os_error());
    let found = std::fs::symlink_metadata(&path).map_err(|error| failed(&error))?;
    if !is_socket(&found) {
        return Err(Message::new("remove-no-socket").with("path", path.display().to_string()));
    }
    // A server may have begun since the card was made.
    if crate::net::is_path_bound(bytes) != Some(false) {
        return Err(Message::new("remove-in-use").with("path", path.display().to_string()));
    }
    std::fs::remove_file(&path).map_err(|error| failed(&error))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> std::path::PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    Path::new(std::ffi::OsStr::from_bytes(bytes)).to_owned()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> std::path::PathBuf {
    Path::new(&*String::from_utf8_lossy(bytes)).to_owned()
}

#[cfg(unix)]
fn is_socket(found: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    found.file_type().is_socket()
}

#[cfg(not(unix))]
fn is_socket(_: &std::fs::Metadata) -> bool {
    false
}
