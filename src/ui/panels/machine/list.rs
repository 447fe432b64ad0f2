//! The rows: only those in sight are drawn; one can be selected, and has a menu.

use super::columns::Columns;
use super::foot;
use crate::app::{Column, MachineRow, MachineTable};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, sizes};
use crate::ui::widgets::{ListRow, RowPainter, cut, paint_left, paint_right, row_steps};
use egui::{EventFilter, Modifiers, ScrollArea, Ui};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What tells one socket from another while the table is read again and again.
type Spot = (u64, String, String);

/// What the list keeps between frames.
#[derive(Default)]
pub struct RowList {
    selected: Option<Spot>,
    /// The place that is to have the keyboard.
    focus: Option<usize>,
    /// A row had the keyboard in the last frame.
    focused: bool,
    /// The place that is to come into sight.
    show: Option<usize>,
    /// How far it is scrolled, and how high it is.
    view: (f32, f32),
    /// The name and the process of the row that is to be selected once it is there.
    sought: Option<(String, u32)>,
    /// The rows that read as another one does, and of which version of the table.
    twins: (u64, HashSet<usize>),
}

fn spot(row: &MachineRow) -> Spot {
    (row.socket.inode, row.local.clone(), row.peer.clone())
}

fn is_at(row: &MachineRow, (inode, local, peer): &Spot) -> bool {
    row.socket.inode == *inode && row.local == *local && row.peer == *peer
}

impl RowList {
    /// The selected row, where it is still there.
    pub fn selected<'t>(&self, table: &'t MachineTable) -> Option<&'t MachineRow> {
        let selected = self.selected.as_ref()?;
        table.rows.iter().find(|row| is_at(row, selected))
    }

    /// This row is to be selected, with the keyboard on it, as soon as the table has it; none: no row is looked for.
    pub fn seek(&mut self, row: Option<(String, u32)>) {
        self.sought = row;
    }

    /// The keyboard goes to the first row.
    pub fn enter(&mut self, table: &MachineTable, shown: &[usize]) {
        self.go_to(0, table, shown);
    }

    fn go_to(&mut self, at: usize, table: &MachineTable, shown: &[usize]) {
        if let Some(row) = shown.get(at).and_then(|at| table.rows.get(*at)) {
            (self.focus, self.show, self.selected) = (Some(at), Some(at), Some(spot(row)));
        }
    }

    /// Selects the row that is looked for, a listener before others.
    fn find_sought(&mut self, table: &MachineTable, shown: &[usize]) {
        let Some((local, pid)) = &self.sought else { return };
        let is_it =
            |row: &MachineRow| row.local == *local && row.socket.processes.iter().any(|process| process.pid == *pid);
        let fits = shown.iter().enumerate().filter_map(|(at, row)| Some((at, table.rows.get(*row)?)));
        let found = fits.filter(|(_, row)| is_it(row)).min_by_key(|(_, row)| !row.socket.is_listener());
        if let Some((at, _)) = found {
            self.sought = None;
            self.go_to(at, table, shown);
        }
    }

    /// Draws the rows over all that is left.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &Arc<MachineTable>, shown: &[usize], columns: &Columns) {
        if self.twins.0 != table.version {
            self.twins = (table.version, twins(table));
        }
        self.find_sought(table, shown);
        let here = self.selected(table).map(spot);
        self.keys(ui, cx, table, shown);
        self.focused = false;
        let mut area = ScrollArea::vertical().id_salt("machine-rows").auto_shrink(false);
        if let Some(offset) = self.offset() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_rows(ui, sizes::ROW_DENSE, shown.len(), |ui, range| {
            for at in range {
                let Some((place, row)) = shown.get(at).and_then(|at| Some((*at, table.rows.get(*at)?))) else { return };
                let key = spot(row);
                let selected = here.as_ref() == Some(&key);
                // A row keeps its identity while others come and go around it.
                ui.push_id(("machine", &key), |ui| {
                    let sentence = sentence(cx, row, self.twins.1.contains(&place));
                    let response = ListRow::new(&sentence)
                        .selected(selected)
                        .height(sizes::ROW_DENSE)
                        .show(ui, |painter| paint(painter, row, columns));
                    if self.focus == Some(at) {
                        self.focus = None;
                        response.request_focus();
                    }
                    if response.has_focus() {
                        self.focused = true;
                        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
                        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
                    }
                    if response.clicked() || response.secondary_clicked() {
                        (self.selected, self.sought) = (Some(key.clone()), None);
                    }
                    if response.double_clicked() {
                        foot::main_action(cx, row);
                    }
                    response.context_menu(|ui| foot::menu_ui(ui, cx, row));
                });
            }
        });
        self.view = (output.state.clamped_offset().y, output.inner_rect.height());
    }

    /// The arrows move the selection.
    fn keys(&mut self, ui: &Ui, cx: &Cx<'_>, table: &MachineTable, shown: &[usize]) {
        if !self.focused || shown.is_empty() || cx.state.has_dialog() {
            return;
        }
        for (key, by) in row_steps(self.view.1) {
            let at_of =
                |spot: &Spot| shown.iter().position(|at| table.rows.get(*at).is_some_and(|row| is_at(row, spot)));
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let here = self.selected.as_ref().and_then(at_of);
                self.go_to(here.map_or(0, |at| at.saturating_add_signed(by).min(shown.len() - 1)), table, shown);
            }
        }
    }

    /// Where to scroll, where a row is to come into sight.
    fn offset(&mut self) -> Option<f32> {
        let (offset, height) = self.view;
        let row = self.show.take().filter(|_| height > 0.0)?;
        let top = row as f32 * sizes::ROW_DENSE;
        if top < offset {
            Some(top)
        } else if top + sizes::ROW_DENSE > offset + height {
            Some(top + sizes::ROW_DENSE - height)
        } else {
            None
        }
    }
}

fn paint(painter: &mut RowPainter<'_>, row: &MachineRow, columns: &Columns) {
    let t = Arc::clone(&painter.tokens);
    let (y, left) = (painter.rect.center().y, painter.rect.left());
    let socket = &row.socket;
    for place in &columns.places {
        let queue = |bytes: u32| (bytes.to_string(), if bytes == 0 { t.text_subdued } else { t.text_strong });
        let (text, kind, color) = match place.column {
            Column::Protocol => (socket.protocol().to_owned(), Text::Mono, t.text_subdued),
            Column::Receive => {
                let (text, color) = queue(socket.receive_queue);
                (text, Text::Mono, color)
            }
            Column::Send => {
                let (text, color) = queue(socket.backlog.unwrap_or(socket.send_queue));
                (text, Text::Mono, if socket.is_listener() { t.text_subdued } else { color })
            }
            Column::Local => (row.local.clone(), Text::Mono, t.text_strong),
            Column::Peer => (row.peer.clone(), Text::Mono, t.text),
            Column::Process => {
                let pid = row.pid().map(|pid| format!(" {pid}")).unwrap_or_default();
                (format!("{}{pid}", row.process), Text::Body, if row.is_own { t.accent } else { t.text })
            }
            Column::State | Column::Usual => {
                let color = if socket.is_listener() { t.text_strong } else { t.text };
                (socket.state_name().to_owned(), Text::Mono, color)
            }
        };
        let mut x = left + place.left;
        let end = x + place.width;
        if place.column == Column::Process && row.is_own {
            // Ours by a sign as well as by the colour.
            let sign = painter.painter.layout_no_wrap(Icon::Plug.character().into(), Icon::font(sizes::ICON), t.accent);
            x = paint_left(painter.painter, x, y, sign) + sizes::GAP_SMALL;
        }
        let line = cut(painter.painter, &text, kind, color, end - x);
        if place.is_number {
            paint_right(painter.painter, end, y, line);
        } else {
            paint_left(painter.painter, x, y, line);
        }
    }
}

/// The listeners of which another one has the same name and protocol (SO_REUSEPORT), by their place in the table.
fn twins(table: &MachineTable) -> HashSet<usize> {
    let mut places: HashMap<_, Vec<(usize, u64)>> = HashMap::new();
    for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.socket.is_listener()) {
        places.entry((row.socket.table, &row.socket.local)).or_default().push((at, row.socket.inode));
    }
    let several =
        |found: &Vec<(usize, u64)>| found.iter().any(|(_, inode)| found.first().is_some_and(|f| f.1 != *inode));
    places.into_values().filter(several).flatten().map(|(at, _)| at).collect()
}

/// All that the row shows, and what it has no room for; with its number where another would read the same.
pub fn sentence(cx: &Cx<'_>, row: &MachineRow, has_twin: bool) -> String {
    let socket = &row.socket;
    let none = cx.t("machine-unnamed");
    let name = |text: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let mut said = format!("{} {} {}", socket.protocol(), socket.state_name(), name(&row.local));
    if !row.peer.is_empty() {
        said.push_str(" ↔ ");
        said.push_str(&row.peer);
    }
    let mut add = |message: Message| {
        said.push_str(cx.t("machine-comma"));
        said.push_str(&cx.say(&message));
    };
    if let Some(pid) = row.pid() {
        add(Message::new("machine-said-process").with("name", &*row.process).with("pid", pid.to_string()));
    }
    match socket.accept_queue() {
        Some((n, m)) => {
            add(Message::new("machine-said-queue").with("n", u64::from(n)).with("m", u64::from(m)));
        }
        None if socket.receive_queue > 0 || socket.send_queue > 0 => {
            let bytes = Message::new("machine-said-bytes").with("receive", u64::from(socket.receive_queue));
            add(bytes.with("send", u64::from(socket.send_queue)));
        }
        None => {}
    }
    if row.is_own {
        add(Message::new("machine-said-own"));
    }
    // Several may have the same names.
    if has_twin || !socket.protocol().starts_with("tcp") {
        add(Message::new("machine-said-inode").with("inode", socket.inode.to_string()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Address, TcpState};
    use crate::net::{SystemKind, SystemSocket};

    #[test]
    fn listeners_of_one_name_are_twins() {
        let row = |inode, port, state| {
            let socket = SystemSocket {
                table: SystemKind::Tcp,
                family: 2,
                kind: 1,
                state: Some(state),
                local: Address::inet("127.0.0.1", port),
                peer: None,
                receive_queue: 0,
                send_queue: 0,
                backlog: None,
                drops: None,
                uid: None,
                inode,
                v6_only: None,
                processes: Vec::new(),
                tcp: None,
                memory: None,
            };
            MachineRow::new(socket, 0)
        };
        let rows = vec![
            row(1, 80, TcpState::Listen),
            row(2, 81, TcpState::Listen),
            row(3, 80, TcpState::Listen),
            row(4, 80, TcpState::Established),
        ];
        assert_eq!(twins(&MachineTable { rows, ..MachineTable::default() }), HashSet::from([0, 2]));
    }
}
