//! A hand at the real window: presses what has a label, types into fields, and waits for states, never for time.

use super::raster::CpuRenderer;
use eframe::App as _;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use egui_kittest::{Harness, Node};
use sockscope::app::{Folders, MORE_GROUPS, State};
use sockscope::call::{Address, CallKind, Name, Outcome, SocketId};
use sockscope::session::{Row, SocketRow};
use sockscope::ui::Window;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A test that waits longer has failed.
const LIMIT: Duration = Duration::from_secs(20);
/// What can be pressed.
const PRESSED: [Role; 7] =
    [Role::Button, Role::MenuItem, Role::RadioButton, Role::CheckBox, Role::ListItem, Role::Tab, Role::Group];
/// What can be typed into.
const TYPED: [Role; 2] = [Role::TextInput, Role::MultilineTextInput];

/// How the buttons and fields of the list of sockets begin, which stand above the panel of calls.
/// A field of a menu over that panel is there as well, and below it the buttons that step through a session.
const IN_SOCKETS: [&str; 14] = [
    "Filter sockets",
    "Sorted: ",
    "Hide the ",
    "Show the ",
    "Close ",
    "Keep them",
    "Find an option",
    "First record",
    "Previous call",
    "Previous record",
    "Go on by itself",
    "Rest here",
    "Next ",
    "Last record",
];

/// The window, and where it keeps its files.
pub struct Hand {
    pub h: Harness<'static, Window>,
    folder: Option<TempDir>,
}

impl Hand {
    /// A window of 1280x800 over an empty folder of its own, in English.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hand = Self::over(folder.path());
        hand.folder = Some(folder);
        hand.press("EN");
        hand
    }

    /// A window over a folder that may have been used before.
    pub fn over(folder: &Path) -> Self {
        let folders = Folders::find(Some(folder));
        let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(100).with_step_dt(1.0 / 60.0);
        let builder = builder.renderer(CpuRenderer::default()).with_render_cursor(false);
        // As in the program: a peer may send any character.
        let builder = builder.allow_missing_glyphs();
        let h = builder.build_eframe(move |cc| Window::new(&cc.egui_ctx, folders).expect("the window starts"));
        Self { h, folder: None }
    }

    /// Where files for the window may be put.
    pub fn folder(&self) -> &Path {
        self.folder.as_ref().expect("this window has a folder of its own").path()
    }

    /// The state behind the window: read, never changed.
    pub fn state(&self) -> &State {
        self.h.state().state()
    }

    // ---- Waiting ----

    /// Draws frames until `seen` gives something.
    #[track_caller]
    pub fn wait<T>(&mut self, what: &str, mut seen: impl FnMut(&mut Self) -> Option<T>) -> T {
        let until = Instant::now() + LIMIT;
        loop {
            if let Some(found) = seen(self) {
                return found;
            }
            if Instant::now() > until {
                panic!("never seen: {what}; in sight:\n{}", self.texts().join("\n"));
            }
            self.h.step();
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until a text that contains `part` is in sight.
    #[track_caller]
    pub fn see(&mut self, part: &str) {
        self.wait(part, |hand| hand.sees(part).then_some(()));
    }

    /// Waits until no text contains `part`.
    #[track_caller]
    pub fn see_no(&mut self, part: &str) {
        self.wait(&format!("no {part}"), |hand| (!hand.sees(part)).then_some(()));
    }

    /// Whether a text that contains `part` is in sight.
    pub fn sees(&self, part: &str) -> bool {
        self.texts().iter().any(|text| text.contains(part))
    }

    /// Every text that a screen reader could read out.
    pub fn texts(&self) -> Vec<String> {
        let all = self.h.query_all(By::new().predicate(|_| true));
        all.filter_map(|node| text_of(&node)).filter(|text| !text.is_empty()).collect()
    }

    // ---- Pressing ----

    /// What has one of these roles and a label that fits.
    fn nodes<'s>(&'s self, roles: &'s [Role], fits: &'s dyn Fn(&str) -> bool) -> Vec<Node<'s>> {
        let of = |node: &AccessKitNode<'_>| roles.contains(&node.role()) && node.label().is_some_and(|l| fits(&l));
        self.h.query_all(By::new().predicate(of)).collect()
    }

    /// Where the only thing that fits is, once it is there, in sight, and no longer moving.
    #[track_caller]
    fn find(&mut self, what: &str, roles: &[Role], fits: &dyn Fn(&str) -> bool) -> Pos2 {
        // A theme that was switched to brings its own: what still scrolls is pressed in the wrong place.
        self.h.ctx.all_styles_mut(|style| style.scroll_animation = egui::style::ScrollAnimation::none());
        let until = Instant::now() + LIMIT;
        let mut last = None;
        loop {
            assert!(Instant::now() < until, "{what} does not come to rest in sight");
            self.wait(what, |hand| (!hand.nodes(roles, fits).is_empty()).then_some(()));
            let nodes = self.nodes(roles, fits);
            if let [_, _, ..] = nodes.as_slice() {
                let texts: Vec<_> = nodes.iter().filter_map(text_of).collect();
                panic!("several fit: {texts:?}");
            }
            let rect = nodes[0].rect();
            let hidden = self.is_scrolled_away(&nodes[0]);
            if hidden {
                nodes[0].scroll_to_me();
            } else if last == Some(rect) {
                let window = self.h.ctx.content_rect();
                assert!(window.contains(rect.center()), "{what} is out of sight, at {rect:?}");
                return rect.center();
            }
            last = Some(rect);
            drop(nodes);
            // Scrolling begins two frames after it is asked for.
            self.h.run_steps(if hidden { 4 } else { 1 });
        }
    }

    /// Whether it is in the panel of calls, the only one whose content is longer than it, above or below what shows.
    fn is_scrolled_away(&self, node: &Node<'_>) -> bool {
        let role = role_of(node);
        let tabs: Vec<_> = self.h.query_all(By::new().role(Role::Tab)).map(|tab| tab.rect()).collect();
        let Some(sockets) = tabs.iter().find(|tab| tab.left() < 100.0 && tab.top() < 100.0) else { return false };
        // Where it is not the first tab of its place, another panel shows there.
        let calls = By::new().role(Role::Tab).predicate(|tab| tab.label().is_some_and(|l| l == "Calls" || l == "调用"));
        let calls = self.h.query_all(calls).map(|tab| tab.rect()).next();
        let Some(calls) = calls.filter(|tab| tab.left() < 50.0 && tab.top() > 100.0) else { return false };
        let rect = node.rect();
        let in_head = role == Role::Button && (0.0..sockets.bottom()).contains(&rect.center().y);
        let label = text_of(node).unwrap_or_default();
        let in_list = IN_SOCKETS.iter().any(|beginning| label.starts_with(beginning));
        let elsewhere = [Role::MenuItem, Role::ListItem, Role::Tab].contains(&role) || rect.left() > 250.0;
        if elsewhere || in_head || in_list {
            return false;
        }
        rect.top() < calls.bottom() || rect.bottom() > self.h.ctx.content_rect().bottom() - 34.0
    }

    /// Where something that can be pressed is, by its label.
    #[track_caller]
    pub fn locate(&mut self, what: &str, fits: impl Fn(&str) -> bool) -> Pos2 {
        self.find(what, &PRESSED, &fits)
    }

    /// Clicks a place.
    pub fn click(&mut self, at: Pos2) {
        for event in button(at, PointerButton::Primary) {
            self.h.event(event);
        }
        self.h.step();
        self.h.step();
    }

    /// Presses what has this label, once it is there.
    #[track_caller]
    pub fn press(&mut self, label: &str) {
        let at = self.find(label, &PRESSED, &|found| found == label);
        self.click(at);
    }

    /// Presses what has a label that begins so.
    #[track_caller]
    pub fn press_beginning(&mut self, beginning: &str) {
        let at = self.find(beginning, &PRESSED, &|found| found.starts_with(beginning));
        self.click(at);
    }

    /// Presses what has a label with this in it.
    #[track_caller]
    pub fn press_with(&mut self, part: &str) {
        let at = self.find(part, &PRESSED, &|found| found.contains(part));
        self.click(at);
    }

    /// Chooses an item of an open menu.
    #[track_caller]
    pub fn choose(&mut self, label: &str) {
        let fits = |found: &str| found == label;
        let place = |hand: &mut Self| {
            let nodes = hand.nodes(&[Role::MenuItem, Role::Button], &fits);
            let items = nodes.iter().filter(|node| node.rect().top() > 30.0);
            items.map(|node| node.rect().center()).next()
        };
        let mut last = self.wait(label, place);
        loop {
            self.h.step();
            let at = self.wait(label, place);
            if at == last {
                break;
            }
            last = at;
        }
        self.click(last);
    }

    /// Dismisses every message at the lower right.
    pub fn dismiss(&mut self) {
        while let Some(at) = self.nodes(&PRESSED, &|label| label == "Dismiss").first().map(|node| node.rect().center())
        {
            self.click(at);
        }
    }

    /// Chooses an item of a menu of the top bar, one submenu after another.
    #[track_caller]
    pub fn menu(&mut self, path: &[&str]) {
        let Some((title, items)) = path.split_first() else { return };
        self.press(title);
        for item in items {
            self.choose(item);
        }
    }

    /// Replaces the text of a field, as a person would: a click, all selected, typed over.
    #[track_caller]
    pub fn type_in(&mut self, field: &str, text: &str) {
        // The panel scrolls to an outcome that comes just now: who presses beside the field then presses again.
        for _ in 0..5 {
            let at = self.find(field, &TYPED, &|found| found == field);
            self.click(at);
            if self.nodes(&TYPED, &|found| found == field).iter().any(Node::is_focused) {
                break;
            }
        }
        self.h.key_press_modifiers(Modifiers::COMMAND, Key::A);
        match text {
            "" => self.h.key_press(Key::Backspace),
            text => self.h.event(Event::Text(text.to_owned())),
        }
        self.h.step();
        self.h.step();
        assert_eq!(self.field(field), text, "what was typed stands in {field}");
    }

    /// The text of a field.
    #[track_caller]
    pub fn field(&self, label: &str) -> String {
        let of = |node: &AccessKitNode<'_>| TYPED.contains(&node.role()) && node.label().is_some_and(|l| l == label);
        self.h.get(By::new().predicate(of)).value().unwrap_or_default()
    }

    /// Whether a field has the keyboard.
    pub fn has_keyboard(&self, label: &str) -> bool {
        self.nodes(&TYPED, &|found| found == label).iter().any(Node::is_focused)
    }

    /// Drags from one place to another.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        let [moved, pressed, _] = button(from, PointerButton::Primary);
        let [on, _, released] = button(to, PointerButton::Primary);
        for event in [moved, pressed, Event::PointerMoved(from + (to - from) * 0.5), on, released] {
            self.h.event(event);
        }
        self.h.step();
        self.h.step();
    }

    /// Where a panel's tab is.
    #[track_caller]
    pub fn tab(&mut self, title: &str) -> Pos2 {
        self.find(title, &[Role::Tab], &|found| found == title)
    }

    /// Brings a panel's tab to the front.
    #[track_caller]
    pub fn press_tab(&mut self, title: &str) {
        let at = self.tab(title);
        self.click(at);
    }

    pub fn key(&mut self, key: Key) {
        self.h.key_press(key);
        self.h.step();
        self.h.step();
    }

    // ---- Sockets and calls ----

    /// Makes a socket in its dialog.
    #[track_caller]
    pub fn new_socket(&mut self, name: &str, family: &str, kind: &str) -> SocketId {
        self.press("New socket");
        self.press_with(&format!(": {family} · {kind}"));
        self.type_in("Name", name);
        self.press("Make");
        let sid = self.named(name);
        self.wait("the new socket selected", |hand| (hand.state().selected == Some(sid)).then_some(()));
        sid
    }

    /// The open socket of this name, once it is there.
    #[track_caller]
    pub fn named(&mut self, name: &str) -> SocketId {
        let parsed = Name::parse(name).unwrap();
        self.wait(name, |hand| hand.state().snapshot.board.by_name(&parsed))
    }

    /// Selects a socket in the list.
    #[track_caller]
    pub fn select(&mut self, name: &str) -> SocketId {
        let sid = self.named(name);
        let beginning = format!("{name}, ");
        let at = self.find(&beginning, &[Role::ListItem], &|found| found.starts_with(&beginning));
        self.click(at);
        self.wait("the selection", |hand| (hand.state().selected == Some(sid)).then_some(()));
        // Its composer scrolls into sight.
        self.h.run_steps(4);
        sid
    }

    /// The socket's row, once it is so.
    #[track_caller]
    pub fn socket(&mut self, sid: SocketId, what: &str, is: impl Fn(&SocketRow) -> bool) -> Arc<SocketRow> {
        self.wait(what, |hand| hand.state().socket(sid).filter(|row| is(row)).cloned())
    }

    /// The socket's own port, once it has one.
    #[track_caller]
    pub fn port(&mut self, sid: SocketId) -> i64 {
        let row = self.socket(sid, "a local port", |row| row.local.is_some());
        row.local.as_ref().and_then(Address::port).unwrap()
    }

    /// The log's rows of a socket's calls of a kind, as far as they are read.
    pub fn calls(&self, sid: SocketId, kind: CallKind) -> Vec<Arc<Row>> {
        let rows = self.state().session().rows();
        let all = (0..self.state().snapshot.rows).filter_map(|k| rows.row(k));
        all.filter(|row| row.sid == sid && row.record.call.kind() == kind).collect()
    }

    fn selected(&self) -> SocketId {
        self.state().selected.expect("a socket is selected")
    }

    /// Presses a call's chip, so that its form shows.
    #[track_caller]
    pub fn chip(&mut self, kind: CallKind) {
        let button = format!("Make {}", kind.name());
        let is_more = MORE_GROUPS.iter().any(|(_, kinds)| kinds.contains(&kind));
        // The panel scrolls to an outcome that comes just now: who presses beside the chip then presses again.
        for _ in 0..5 {
            let fits = |found: &str| found == kind.name();
            if is_more && self.nodes(&[Role::RadioButton], &fits).is_empty() {
                self.press("More calls");
                self.h.run_steps(2);
                if self.nodes(&[Role::RadioButton], &fits).is_empty() {
                    continue;
                }
            }
            let at = self.find(kind.name(), &[Role::RadioButton], &fits);
            self.click(at);
            self.h.run_steps(2);
            if !self.nodes(&PRESSED, &|label| label == button).is_empty() {
                return;
            }
        }
    }

    /// Presses the chosen call's own button and waits until the call is in the log, waiting or done.
    #[track_caller]
    pub fn go(&mut self, kind: CallKind) -> Arc<Row> {
        let sid = self.selected();
        let before = self.calls(sid, kind).len();
        self.press(&format!("Make {}", kind.name()));
        self.wait(kind.name(), |hand| hand.calls(sid, kind).get(before).cloned())
    }

    /// Chooses a call whose form is right already, makes it, and waits for what comes of it.
    #[track_caller]
    pub fn make(&mut self, kind: CallKind) -> Outcome {
        self.chip(kind);
        self.make_chosen(kind)
    }

    /// Makes the call that is chosen, and waits for what comes of it.
    #[track_caller]
    pub fn make_chosen(&mut self, kind: CallKind) -> Outcome {
        let sid = self.selected();
        let row = self.go(kind);
        self.outcome(sid, kind, row.n)
    }

    /// What came of the call of record `n`.
    #[track_caller]
    pub fn outcome(&mut self, sid: SocketId, kind: CallKind, n: u64) -> Outcome {
        self.ended(sid, kind, n).record.outcome.clone()
    }

    /// The row of the call of record `n`, once it came back.
    #[track_caller]
    pub fn ended(&mut self, sid: SocketId, kind: CallKind, n: u64) -> Arc<Row> {
        let what = format!("an end of {}", kind.name());
        self.wait(&what, |hand| {
            let found = hand.calls(sid, kind).into_iter().find(|row| row.n == n)?;
            (found.record.outcome != Outcome::Waiting).then_some(found)
        })
    }

    /// Binds the selected socket; the port that it got.
    #[track_caller]
    pub fn bind(&mut self, host: &str, port: u16) -> i64 {
        let sid = self.selected();
        self.chip(CallKind::Bind);
        self.type_in("Host", host);
        self.type_in("Port", &port.to_string());
        assert!(self.make_chosen(CallKind::Bind).is_ok(), "bind to {host} port {port}");
        self.port(sid)
    }

    /// Connects the selected socket.
    #[track_caller]
    pub fn connect(&mut self, host: &str, port: impl Into<i64>) -> Outcome {
        self.chip(CallKind::Connect);
        self.type_in("Host", host);
        self.type_in("Port", &port.into().to_string());
        self.make_chosen(CallKind::Connect)
    }

    /// Presses *recv* at a socket's composer; what came.
    #[track_caller]
    pub fn receive(&mut self, name: &str) -> Outcome {
        let sid = self.select(name);
        let before = self.calls(sid, CallKind::Recv).len();
        self.press(&format!("recv on {name}"));
        let row = self.wait("recv", |hand| hand.calls(sid, CallKind::Recv).get(before).cloned());
        self.outcome(sid, CallKind::Recv, row.n)
    }

    /// Types into a socket's composer and presses Enter; waits until it is sent.
    #[track_caller]
    pub fn say(&mut self, name: &str, text: &str) -> Outcome {
        let sid = self.select(name);
        let before = self.calls(sid, CallKind::Send).len();
        self.type_in(&format!("Send to {name}"), text);
        self.key(Key::Enter);
        let row = self.wait("send", |hand| hand.calls(sid, CallKind::Send).get(before).cloned());
        self.outcome(sid, CallKind::Send, row.n)
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.h.state_mut().on_exit(None);
    }
}

/// A click's events.
pub fn button(at: Pos2, button: PointerButton) -> [Event; 3] {
    let press = |pressed| Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
    [Event::PointerMoved(at), press(true), press(false)]
}

fn text_of(node: &Node<'_>) -> Option<String> {
    let node = egui_kittest::kittest::NodeT::accesskit_node(node);
    if node.role() == Role::Label { node.value().or_else(|| node.label()) } else { node.label() }
}

fn role_of(node: &Node<'_>) -> Role {
    egui_kittest::kittest::NodeT::accesskit_node(node).role()
}
