//! The thread that runs one case: it takes orders, makes steps one after another, and tells of each.

use crate::call::{By, Call, CallId, Clock, SocketId};
use crate::net::{Engine, Request};
use crate::script::{CaseRun, Made, Net, Script, StepResult, Watch};
use crate::session::{Session, Waker};
use crossbeam_channel::{Receiver, Sender, bounded};
use parking_lot::Mutex;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// So many steps may be ahead of the window.
const NEWS: usize = 4096;
/// How long the end waits for calls that were stopped.
const END: Duration = Duration::from_secs(2);
/// Between two looks at them.
const AGAIN: Duration = Duration::from_millis(5);

/// What the thread is asked for.
pub enum Order {
    /// Make the steps before this one.
    Until(usize),
    /// Close the sockets and end.
    Close,
}

/// What it tells.
pub enum News {
    /// A step begins: which, when, and how many rows the log had.
    Begun { step: usize, at: Duration, row: u64 },
    /// A step was made.
    Came { step: usize, result: Box<StepResult>, made: Option<Made>, is_stopped: bool },
    /// It rests before this step.
    Rests { next: usize, is_stopped: bool },
    /// The last step was made; so many async calls still wait.
    Ended { left: usize },
    /// The system has no folder for it: the error's number.
    Failed(i32),
}

/// What a run needs of the program.
pub struct Ground {
    pub engine: Engine,
    pub clock: Clock,
    pub live: Arc<Session>,
    pub waker: Waker,
}

/// The thread, seen from the window.
pub struct Runner {
    orders: Sender<Order>,
    pub news: Receiver<News>,
    pub watch: Arc<Watch>,
    stop: Arc<Stop>,
    /// The script as it is now: steps that were not made yet are made as it has them.
    script: Arc<Mutex<Arc<Script>>>,
    pub thread: JoinHandle<()>,
    /// Calls that were stopped already.
    pub stopped: HashSet<CallId>,
}

type Stopper = Box<dyn Fn() + Send>;

/// How the thread is stopped between calls.
#[derive(Default)]
struct Stop {
    is_asked: AtomicBool,
    stopper: Mutex<Option<Stopper>>,
}

impl Runner {
    /// Starts the thread, which makes nothing before it is told to. `before` are threads that still close the sockets
    /// of the run before.
    pub fn start(
        ground: Ground,
        script: Arc<Script>,
        case: usize,
        (net, side): (Net, &str),
        before: Vec<JoinHandle<()>>,
    ) -> std::io::Result<Self> {
        let (orders, ordered) = bounded(8);
        let (tell, news) = bounded(NEWS);
        let (watch, stop) = (Arc::new(Watch::new(side)), Arc::<Stop>::default());
        let script = Arc::new(Mutex::new(script));
        let (watched, stopped, read) = (Arc::clone(&watch), Arc::clone(&stop), Arc::clone(&script));
        let work = Work { ground, tell, watch: watched, stop: stopped, script: read, case };
        let thread = std::thread::Builder::new().name("script-window".into()).spawn(move || {
            for thread in before {
                let _ended = thread.join();
            }
            // Err: the window looks no more.
            let _ = work.run(net, &ordered);
        })?;
        Ok(Self { orders, news, watch, stop, script, thread, stopped: HashSet::new() })
    }

    /// Never waits: the thread takes an order before it is given the next but a few.
    pub fn order(&self, order: Order) {
        let _ended = self.orders.try_send(order);
    }

    /// The steps that follow are made as this script has them; it has as many.
    pub fn rewrite(&self, script: &Arc<Script>) {
        *self.script.lock() = Arc::clone(script);
    }

    /// Ends sleeps and joins, and lets no further step begin. Calls are stopped at the engine.
    pub fn stop(&self) {
        self.stop.is_asked.store(true, SeqCst);
        if let Some(stopper) = &*self.stop.stopper.lock() {
            stopper();
        }
    }
}

struct Work {
    ground: Ground,
    tell: Sender<News>,
    watch: Arc<Watch>,
    stop: Arc<Stop>,
    script: Arc<Mutex<Arc<Script>>>,
    case: usize,
}

/// Nobody listens any more.
struct Gone;

impl Work {
    fn say(&self, news: News) -> Result<(), Gone> {
        self.tell.send(news).map_err(|_| Gone)?;
        (self.ground.waker)();
        Ok(())
    }

    fn is_stopped(&self) -> bool {
        self.stop.is_asked.load(SeqCst)
    }

    /// The script as it is now.
    fn script(&self) -> Arc<Script> {
        Arc::clone(&self.script.lock())
    }

    fn run(&self, net: Net, orders: &Receiver<Order>) -> Result<(), Gone> {
        let engine = self.ground.engine.clone();
        let mut run = match CaseRun::start_watched(engine, net, Some(Arc::clone(&self.watch))) {
            Ok(run) => run,
            Err(error) => return self.say(News::Failed(error.raw_os_error().unwrap_or(libc::EIO))),
        };
        *self.stop.stopper.lock() = Some(Box::new(run.stopper()));
        let mut next = 0;
        for order in orders {
            match order {
                Order::Until(until) => {
                    let went = self.steps(&mut run, &mut next, until);
                    if went.is_err() {
                        break;
                    }
                }
                Order::Close => break,
            }
        }
        // Also where the window is gone: what is left of the case ends with it.
        self.end_waits(&run);
        self.close();
        Ok(())
    }

    fn steps(&self, run: &mut CaseRun, next: &mut usize, until: usize) -> Result<(), Gone> {
        let mut script = self.script();
        while *next < until && !self.is_stopped() {
            script = self.script();
            let Some(step) = script.cases.get(self.case).and_then(|case| case.steps.get(*next)) else { break };
            let (at, row) = (self.ground.clock.now(), self.ground.live.snapshot().rows);
            self.say(News::Begun { step: *next, at, row })?;
            let _stale = self.watch.take(None);
            let result = Box::new(run.step(step));
            let made = if result.background.is_some() { None } else { self.watch.take(None) };
            self.say(News::Came { step: *next, result, made, is_stopped: self.is_stopped() })?;
            *next += 1;
        }
        let Some(case) = script.cases.get(self.case).filter(|case| *next >= case.steps.len() && !self.is_stopped())
        else {
            return self.say(News::Rests { next: *next, is_stopped: self.is_stopped() });
        };
        let left = run.end(case).map_or(0, |end| end.r.get("still_blocked").map_or(0, count));
        self.say(News::Ended { left })
    }

    /// Stops the async calls that still wait, and waits until they are back.
    fn end_waits(&self, run: &CaseRun) {
        let until = Instant::now() + END;
        let mut stopped = HashSet::new();
        while !run.wait_for_async(AGAIN) && Instant::now() < until {
            for id in waits_of(&self.ground.live, &self.watch, &stopped) {
                self.ground.engine.stop(id);
                stopped.insert(id);
            }
        }
    }

    /// Closes what the case left open, files first: a socket is open as long as a file of it is.
    fn close(&self) {
        let mut owned = self.watch.owned();
        owned.sort_by_key(|owned| !owned.is_file);
        for socket in owned {
            if !self.ground.engine.is_open(socket.sid) {
                continue;
            }
            let call = if socket.is_file { Call::FClose } else { Call::Close };
            self.ground.engine.make_here(Request::new(socket.sid, call).on(socket.name).by(By::Script));
        }
    }
}

fn count(list: &serde_json::Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

/// The calls of these sockets that wait, and were not stopped yet.
pub fn waits_of(live: &Session, watch: &Watch, stopped: &HashSet<CallId>) -> Vec<CallId> {
    let snapshot = live.snapshot();
    if snapshot.board.waiting.is_empty() {
        return Vec::new();
    }
    let owned: HashSet<SocketId> = watch.owned().iter().map(|owned| owned.sid).collect();
    let waiting = snapshot.board.waiting.iter();
    waiting.filter(|(id, wait)| owned.contains(&wait.sid) && !stopped.contains(id)).map(|(id, _)| *id).collect()
}
