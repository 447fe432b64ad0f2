//! A window over real sockets on loopback.

use super::support::raster::CpuRenderer;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use sockscope::app::{AppCommand, Folders, MakeCall, NewSocket, State, ThemeChoice};
use sockscope::call::{Address, Call, Name, SocketId, number_of};
use sockscope::locale::Language;
use sockscope::ui::Window;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Desk {
    pub harness: Harness<'static, Window>,
    _folder: TempDir,
}

impl Desk {
    pub fn new(size: [f32; 2], theme: ThemeChoice, language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::find(Some(folder.path()));
        let mut harness = Harness::builder()
            .with_size(size)
            .with_max_steps(100)
            .renderer(CpuRenderer::default())
            .build_eframe(|cc| Window::new(&cc.egui_ctx, folders).unwrap());
        harness.state_mut().update(AppCommand::SetTheme(theme));
        harness.state_mut().update(AppCommand::SetLanguage(Some(language)));
        harness.run_steps(3);
        // The bytes lie behind the timeline.
        let title = if language == Language::Chinese { "数据" } else { "Data" };
        harness.get_by_role_and_label(egui::accesskit::Role::Tab, title).click();
        harness.run_steps(3);
        Self { harness, _folder: folder }
    }

    pub fn press(&mut self, command: AppCommand) {
        self.harness.state_mut().update(command);
    }

    pub fn state(&self) -> &State {
        self.harness.state().state()
    }

    pub fn wait<T>(&mut self, what: &str, mut seen: impl FnMut(&mut Self) -> Option<T>) -> T {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            self.harness.run_steps(1);
            if let Some(found) = seen(self) {
                return found;
            }
            assert!(Instant::now() < until, "never seen: {what}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn socket(&mut self, name: &str, kind: &str) -> SocketId {
        let name = Name::parse(name).unwrap();
        let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
        self.press(AppCommand::NewSocket(NewSocket { name: name.clone(), family, kind, proto: 0, other: None }));
        self.wait("the new socket", |desk| desk.state().snapshot.board.by_name(&name))
    }

    /// Makes a call and waits until it came back.
    pub fn call(&mut self, sid: SocketId, call: Call) {
        let last = self.state().socket(sid).map_or(0, |row| row.last_n);
        self.press(AppCommand::MakeCall(MakeCall::once(sid, call)));
        self.wait("the call's end", |desk| {
            let row = desk.state().socket(sid)?;
            (row.last_n > last && row.waiting.is_empty()).then_some(())
        });
    }

    pub fn port(&mut self, sid: SocketId) -> i64 {
        self.wait("a port", |desk| desk.state().socket(sid)?.local.as_ref()?.port())
    }

    /// Two ends of a TCP connection: the client's and the accepted one.
    pub fn connection(&mut self) -> (SocketId, SocketId) {
        let server = self.socket("server/s", "SOCK_STREAM");
        self.call(server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
        self.call(server, Call::Listen { backlog: Some(5) });
        let port = self.port(server);
        let client = self.socket("client/plc", "SOCK_STREAM");
        self.call(client, Call::Connect { address: Address::inet("127.0.0.1", port) });
        let accept = MakeCall { makes: Some(Name::new("server", "conn")), ..MakeCall::once(server, Call::Accept) };
        self.press(AppCommand::MakeCall(accept));
        let name = Name::new("server", "conn");
        let conn = self.wait("the connection", |desk| desk.state().snapshot.board.by_name(&name));
        (client, conn)
    }

    pub fn send(&mut self, from: SocketId, data: &[u8]) {
        self.call(from, Call::SendAll { data: data.into(), flags: 0 });
    }

    /// Sends on one end and receives all of it in one piece on the other.
    pub fn pass(&mut self, from: SocketId, to: SocketId, data: &[u8]) {
        self.send(from, data);
        self.call(to, Call::Recv { size: data.len() as i64, flags: 0 });
    }
}

impl Desk {
    /// Every accessible label or value that has `text` in it.
    pub fn labels(&self, text: &str) -> Vec<String> {
        let nodes = self.harness.query_all_by(|node| {
            node.label().is_some_and(|label| label.contains(text))
                || node.value().is_some_and(|value| value.contains(text))
        });
        nodes
            .filter_map(|node| {
                let node = node.accesskit_node();
                node.label().filter(|label| label.contains(text)).or_else(|| node.value())
            })
            .collect()
    }

    /// Clicks what has this label, once it is there.
    pub fn click(&mut self, label: &str) {
        self.wait(label, |desk| desk.harness.query_by_label(label).map(|node| node.click()));
    }

    /// Clicks what has a label with this in it, once it is there.
    pub fn click_with(&mut self, part: &str) {
        self.wait(part, |desk| desk.harness.query_by_label_contains(part).map(|node| node.click()));
    }

    /// Lets what is being loaded come, and anything that moves stop.
    pub fn settle(&mut self) {
        for _ in 0..8 {
            self.harness.run_steps(2);
            std::thread::sleep(Duration::from_millis(10));
        }
        self.harness.remove_cursor();
        self.harness.run_steps(2);
    }

    /// Puts `text` in place of what stands in a field.
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.wait(label, |desk| desk.harness.query_by_label(label).map(|node| node.focus()));
        self.harness.run_steps(2);
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.harness.get_by_label(label).type_text(text);
        self.harness.run_steps(3);
    }

    /// Clicks a choice of the toolbar: the last one of that name in the window.
    pub fn choose(&mut self, label: &str) {
        let node = self.harness.get_all_by_label(label).last().unwrap();
        node.click();
        self.harness.run_steps(2);
    }

    pub fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.harness.hover_at(from);
        self.harness.run_steps(1);
        self.harness.drag_at(from);
        self.harness.run_steps(1);
        self.harness.hover_at(to);
        self.harness.run_steps(2);
        self.harness.drop_at(to);
        self.harness.run_steps(2);
    }

    /// What was put on the clipboard.
    pub fn copied(&mut self) -> String {
        self.wait("a copied text", |desk| {
            desk.harness.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        })
    }
}
