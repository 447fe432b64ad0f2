//! The window on a desk of its own: press by label, wait for what shows.

use super::support::raster::CpuRenderer;
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use sockscope::app::{AppCommand, Folders, Start, StartKind, ThemeChoice};
use sockscope::call::{SocketId, number_of};
use sockscope::locale::Language;
use sockscope::ui::Window;
use std::time::{Duration, Instant};

const SIZE: [f32; 2] = [1280.0, 800.0];
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The window on a desk of its own.
pub struct Desk {
    pub harness: Harness<'static, Window>,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::find(Some(folder.path()));
        let builder = Harness::builder().with_size(SIZE).with_max_steps(100).renderer(CpuRenderer::default());
        let mut harness = builder.build_eframe(|cc| Window::new(&cc.egui_ctx, folders).expect("the window starts"));
        harness.state_mut().update(AppCommand::SetLanguage(Some(Language::English)));
        harness.state_mut().update(AppCommand::SetTheme(ThemeChoice::Dark));
        harness.run_steps(3);
        Self { harness, _folder: folder }
    }

    pub fn press(&mut self, command: AppCommand) {
        self.harness.state_mut().update(command);
        self.harness.run_steps(2);
    }

    /// Brings a panel's tab to the front.
    pub fn show(&mut self, title: &str) {
        self.harness.get_by_role_and_label(Role::Tab, title).click();
        self.harness.run_steps(3);
    }

    pub fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < PATIENCE, "no {what}: {:?}", self.rows());
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run_steps(2);
        }
        self.harness.run_steps(2);
    }

    pub fn click(&mut self, label: &str) {
        self.until(label, |desk| desk.harness.query_by_label(label).is_some());
        self.harness.get_by_label(label).click();
        self.harness.run_steps(3);
    }

    /// What the rows of lists say.
    pub fn rows(&self) -> Vec<String> {
        self.harness.query_all_by_role(Role::ListItem).filter_map(|node| node.accesskit_node().label()).collect()
    }

    pub fn has_row(&self, part: &str) -> bool {
        self.rows().iter().any(|row| row.contains(part))
    }

    pub fn row(&self, part: &str) -> Node<'_> {
        let found = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.contains(part));
        self.harness.query_all_by_role(Role::ListItem).find(found).unwrap_or_else(|| panic!("no row says {part}"))
    }

    pub fn socket(&self, name: &str) -> SocketId {
        let board = &self.harness.state().state().snapshot.board;
        let found = board.sockets.values().find(|row| row.open && row.name.to_string() == name);
        found.unwrap_or_else(|| panic!("no socket {name}")).sid
    }

    /// A server and a client of the window, connected; both composers are there.
    pub fn both_ends(&mut self, kind: &str) {
        self.press(AppCommand::Start(Start {
            what: StartKind::BothEnds,
            kind: number_of(kind).unwrap(),
            family: number_of("AF_INET").unwrap(),
            host: "127.0.0.1".to_owned(),
            port: 0,
            share: false,
        }));
        self.until("composer", |desk| desk.harness.query_by_label("Send to client/s").is_some());
    }

    pub fn type_into(&mut self, label: &str, text: &str) {
        self.until(label, |desk| desk.harness.query_by_role_and_label(Role::TextInput, label).is_some());
        self.harness.get_by_role_and_label(Role::TextInput, label).focus();
        self.harness.run_steps(2);
        self.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
        self.harness.run_steps(2);
    }

    pub fn picture(&mut self, name: &str) {
        self.harness.remove_cursor();
        self.harness.run_steps(2);
        super::support::pictures::save(&mut self.harness, name);
    }
}
