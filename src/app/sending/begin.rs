//! How sending begins, is stopped, and is looked after.

use super::fill::{Filler, Load};
use super::hand::{Hand, is_name};
use super::list::{Over, SendKind, Sending};
use super::live::{Live, Lost, Taken};
use super::target::Target;
use super::words::end_words;
use super::{Content, Outgoing, RepeatPlan, SendCall, SendCommand, Step, file, repeat, sequence};
use crate::app::{AppCommand, MakeCall, State};
use crate::call::{Address, SocketId};
use crate::doctor::{self, Surroundings};
use crate::locale::Message;
use crossbeam_channel::bounded;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// No more than so many go on at once.
const MOST: usize = 64;

/// What a thread does.
enum Work {
    Repeat(RepeatPlan, Load),
    File(PathBuf),
    Sequence(Vec<Step>, Option<RepeatPlan>, Arc<Filler>),
}

impl Work {
    /// Who makes its calls, as the session says it.
    fn by(&self) -> &'static str {
        match self {
            Self::Repeat(..) => "program:repeat",
            Self::File(_) => "program:file",
            Self::Sequence(..) => "program:sequence",
        }
    }

    fn kind(&self, targets: &[Target]) -> SendKind {
        match self {
            Self::Repeat(plan, _) => SendKind::Repeat(*plan),
            Self::File(path) => {
                let is_cut = targets.iter().any(|target| !target.is_stream);
                SendKind::File { path: path.clone(), datagrams: is_cut.then_some(file::DATAGRAM_PIECE) }
            }
            Self::Sequence(..) => SendKind::Sequence,
        }
    }

    fn run(self, mut hand: Hand) {
        let end = match self {
            Self::Repeat(plan, load) => repeat::run(&mut hand, plan, &load),
            Self::File(path) => file::run(&mut hand, &path),
            Self::Sequence(steps, plan, filler) => sequence::run(&mut hand, &steps, plan, &filler),
        };
        hand.finish(end);
    }
}

impl State {
    pub(in crate::app) fn send_command(&mut self, command: SendCommand) {
        match command {
            SendCommand::Go(outgoing) => self.send(outgoing),
            SendCommand::Stop(id) => self.sendings.stop(id),
            SendCommand::Dismiss(id) => self.sendings.dismiss(id),
        }
    }

    fn send(&mut self, outgoing: Outgoing) {
        let Outgoing { what, call, to, address, repeat, label } = outgoing;
        let address = address.filter(|_| call == SendCall::SendTo);
        let once = RepeatPlan { every: Duration::ZERO, count: Some(1) };
        let load = match what {
            Content::Bytes(data) => Ok(Load::Fixed(data)),
            Content::Filled(recipe) => Ok(Load::Filled(Box::new(recipe), Arc::clone(&self.filler))),
            Content::File(path) => Err(Work::File(path)),
            Content::Sequence(steps) => Err(Work::Sequence(steps, repeat, Arc::clone(&self.filler))),
        };
        let work = match load {
            // A name for many sockets is looked up once for all of them, and not asked about for each.
            Ok(load) if repeat.is_some() || (to.len() > 1 && address.as_ref().is_some_and(is_name)) => {
                Work::Repeat(repeat.unwrap_or(once), load)
            }
            Ok(load) => return self.send_once(&load, call, &to, address),
            Err(work) => work,
        };
        self.begin_sending(work, call, &to, address, label);
    }

    fn send_once(&mut self, load: &Load, call: SendCall, to: &[SocketId], address: Option<Address>) {
        let live = self.live.snapshot();
        for sid in to {
            let Some(row) = live.board.row(*sid) else { continue };
            let call = Target::of(row, address.clone()).call(call, &load.next());
            self.update(AppCommand::MakeCall(MakeCall::once(*sid, call)));
        }
    }

    fn begin_sending(
        &mut self,
        work: Work,
        call: SendCall,
        to: &[SocketId],
        address: Option<Address>,
        label: Option<String>,
    ) {
        let snapshot = self.live.snapshot();
        let rows = to.iter().filter_map(|sid| snapshot.board.row(*sid));
        let targets: Vec<Target> = rows.map(|row| Target::of(row, address.clone())).collect();
        if targets.is_empty() {
            return self.toasts.warn(Message::new("sending-nobody"));
        }
        if self.sendings.running() >= MOST {
            return self.toasts.warn(Message::new("sending-too-many").with("n", MOST as u64));
        }
        let taken = |target: &Target| Taken { name: target.name.clone(), calls: 0, bytes: 0, is_lost: false };
        let to = targets.iter().map(|target| target.name.clone()).collect();
        let (ring, bell) = bounded(1);
        let live = Arc::new(Live::new(self.engine.clone(), ring, targets.iter().map(taken).collect()));
        let (kind, how) = (work.kind(&targets), (call, work.by()));
        let (session, waker) = (Arc::clone(&self.live), Arc::clone(&self.waker));
        let hand = Hand::new(Arc::clone(&live), targets, how, session, waker, bell);
        self.sendings.last_id += 1;
        let id = self.sendings.last_id;
        let thread = std::thread::Builder::new().name(format!("send-{id}")).spawn(move || work.run(hand));
        match thread {
            Ok(thread) => {
                let (troubles, thread) = (Vec::new(), Some(thread));
                self.sendings.list.push(Sending { id, kind, label, to, troubles, over: None, live, thread });
            }
            Err(error) => {
                let title = Message::new("sending-cannot-begin");
                self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
            }
        }
    }

    /// Takes in what the threads told. Returns after how long it wants to be called again, where it does.
    pub(in crate::app) fn tick_sendings(&mut self) -> Option<Duration> {
        let now = self.now();
        let mut list = std::mem::take(&mut self.sendings.list);
        for sending in list.iter_mut().filter(|sending| sending.is_running()) {
            // The end first: what was lost before it is then there too.
            let end = sending.end();
            let lost = std::mem::take(&mut sending.live.told.lock().lost);
            sending.troubles.extend(lost.iter().map(|lost| self.lost_words(lost)));
            if let Some(end) = end {
                let (message, is_trouble) = end_words(sending, &end);
                sending.over = Some(Over { at: now, message, is_trouble });
            }
        }
        self.sendings.list = list;
        self.sendings.forget(now)
    }

    /// Which socket is sent to no more, after which call, and why.
    fn lost_words(&self, lost: &Lost) -> Message {
        let Lost { sid, name, call, outcome } = lost;
        let live = self.live.snapshot();
        let explained = match live.board.row(*sid) {
            Some(row) => self.explain(row, call, outcome),
            None => doctor::explain(call, outcome, &Surroundings::default()),
        };
        let name = name.to_string();
        match explained {
            Some(words) => {
                let message = Message::new("sending-lost").with("name", name);
                message.with("headline", words.headline).with("why", words.why)
            }
            None => Message::new("sending-lost-unknown").with("name", name).with("call", call.kind().name()),
        }
    }
}
