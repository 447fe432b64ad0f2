//! Every widget on one sheet.

use super::Words;
use sockscope::ui::theme::{Icon, Text, Tokens, sizes};
use sockscope::ui::widgets::hex_view::{HexCell, HexMetrics, HexRow, HexShown, hex_row};
use sockscope::ui::widgets::*;

pub struct State {
    layout: usize,
    tab: usize,
    name: String,
    port: String,
    find: String,
    text: String,
}

impl Default for State {
    fn default() -> Self {
        Self {
            layout: 0,
            tab: 0,
            name: "sock".into(),
            port: "80x".into(),
            find: String::new(),
            text: "GET / HTTP/1.1\r\nHost: 例子".into(),
        }
    }
}

pub fn show(ui: &mut egui::Ui, words: &Words, state: &mut State) {
    let rect = ui.max_rect().shrink(sizes::GAP_PANELS);
    ui.painter().rect_filled(ui.max_rect().expand(20.0), 0, Tokens::of(ui).app);
    let middle = rect.center().x;
    let left = egui::Rect::from_min_max(rect.min, egui::pos2(middle - 3.0, rect.max.y));
    let right =
        egui::Rect::from_min_max(egui::pos2(middle + 3.0, rect.min.y), egui::pos2(rect.max.x, rect.min.y + 330.0));
    let under = egui::Rect::from_min_max(egui::pos2(middle + 3.0, right.max.y + 6.0), rect.max);
    in_rect(ui, left, |ui| controls(ui, words, state));
    in_rect(ui, right, |ui| rows(ui, words));
    in_rect(ui, under, |ui| {
        let add = |ui: &mut egui::Ui| {
            ui.add(Button::new(words.new).icon(Icon::Plus));
        };
        let body = |ui: &mut egui::Ui| empty_state(ui, Icon::Plugs, words.empty, words.empty_hint, add);
        Panel::new(words.sockets).show(ui, |_| {}, body);
    });
}

pub fn in_rect(ui: &mut egui::Ui, rect: egui::Rect, add: impl FnOnce(&mut egui::Ui)) {
    add(&mut ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::top_down(egui::Align::Min))));
}

fn controls(ui: &mut egui::Ui, words: &Words, state: &mut State) {
    let t = Tokens::of(ui);
    let head = |ui: &mut egui::Ui| {
        icon_button(ui, Icon::DotsThree, "More");
        icon_button(ui, Icon::Gear, "Settings");
    };
    Panel::new(words.calls).show(ui, head, |ui| {
        padded(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            chips(ui, |ui| {
                ui.add(Button::new("accept").chip().selected(true));
                for call in
                    ["bind", "listen", "connect", "send", "recv", "shutdown", "close", "settimeout", "getsockname"]
                {
                    ui.add(Button::new(call).chip());
                }
            });
            ui.horizontal(|ui| {
                ui.add(Button::new(words.accept).primary());
                ui.add(Button::new(words.keep));
                ui.add(Button::new(words.learn_more).quiet());
                ui.add(Button::new(words.stop).danger().icon(Icon::Stop));
            });
            ui.horizontal(|ui| {
                ui.add(Button::new(words.new).icon(Icon::Plus));
                dropdown(ui, "kind", &mut state.layout, &[(0, "TCP"), (1, "UDP"), (2, "Unix")]);
                ui.add_enabled(false, Button::new(words.keep));
                ui.add_enabled(false, Button::new(words.accept).primary());
            });
            ui.horizontal(|ui| {
                let [a, b, c] = words.layouts;
                segmented(ui, &mut state.layout, &[(0, a), (1, b), (2, c)]);
                segmented(ui, &mut state.tab, &[(0, "中"), (1, "EN")]);
            });
            let [a, b, c, d] = words.tabs;
            tabs(ui, &mut state.tab, &[(0, a), (1, b), (2, c), (3, d)]);
            wrapped(ui, &[(words.explain, Text::Body, t.text)]);
            Field::new(words.name_it, &mut state.name).show(ui);
            Field::new(words.port, &mut state.port).error(Some(words.not_a_port)).show(ui);
            Field::new(words.filter, &mut state.find)
                .hide_label()
                .hint(words.filter)
                .icon(Icon::Funnel)
                .proportional()
                .show(ui);
            TextArea::new(words.log, &mut state.text).rows(3).show(ui);
            let kinds = [
                PillKind::Neutral,
                PillKind::Accent,
                PillKind::Waiting,
                PillKind::Error,
                PillKind::Warning,
                PillKind::Ok,
            ];
            ui.horizontal(|ui| {
                for (kind, text) in kinds.into_iter().zip([
                    "ESTABLISHED",
                    "LISTEN · 3",
                    "accept 3.2 s",
                    "ECONNREFUSED",
                    "0.0.0.0",
                    "OK",
                ]) {
                    pill(ui, text, kind);
                }
            });
            ui.horizontal(|ui| {
                for mark in StateMark::ALL {
                    state_mark(ui, mark, "state");
                }
                for icon in [Icon::Sun, Icon::Moon, Icon::Copy, Icon::Translate, Icon::PaperPlaneRight, Icon::Eraser] {
                    icon_button(ui, icon, "icon");
                }
            });
            menu_item(ui, Some(Icon::FolderOpen), words.new, "Ctrl+O");
            menu_item(ui, Some(Icon::FloppyDisk), words.keep, "Ctrl+S");
        });
    });
}

fn rows(ui: &mut egui::Ui, words: &Words) {
    let t = Tokens::of(ui);
    Panel::new(words.log).show(
        ui,
        |_| {},
        |ui| {
            let row = |ui: &mut egui::Ui, mark, name: &str, to: &str, state: &str, kind, selected, indent| {
                ListRow::new(name).selected(selected).indent(indent).show(ui, |row| {
                    row.mark(mark);
                    row.pill_right(state, kind);
                    row.text(name, Text::Mono, t.text_strong);
                    row.text(to, Text::Mono, t.text_subdued);
                });
            };
            row(ui, StateMark::Listening, "s", ":8000", "accept 3.2 s", PillKind::Waiting, true, 0);
            row(ui, StateMark::Connected, "sock", ":8080", "ESTABLISHED", PillKind::Neutral, false, 1);
            row(
                ui,
                StateMark::Failed,
                "cli2",
                "TCP 127.0.0.1:8001 a long peer name that is cut",
                "CLOSED",
                PillKind::Neutral,
                false,
                0,
            );
            row(ui, StateMark::Made, "u1", "UDP", "not bound", PillKind::Neutral, false, 0);
            hex_rows(ui);
            padded(ui, |ui| {
                ui.add_space(6.0);
                labelled_row(ui, words.facts[0], "AF_INET · SOCK_STREAM", Text::Mono, t.text);
                labelled_row(ui, words.facts[1], "127.0.0.1:8000", Text::Mono, t.text_strong);
                labelled_row(ui, words.facts[2], words.waits, Text::Body, t.text);
            });
        },
    );
}

/// Two rows with a character of three bytes, controls, a selection and a hit.
pub fn hex_rows(ui: &mut egui::Ui) {
    let metrics = HexMetrics::new(ui, 16, 4);
    let text = "设备: OK\r\n\t";
    let mut cells = Vec::new();
    for (at, c) in text.char_indices() {
        let whole = &text[at..at + c.len_utf8()];
        for (i, byte) in whole.bytes().enumerate() {
            let shown = match (i, c) {
                (0, '\r') => HexShown::Sign("CR"),
                (0, '\n') => HexShown::Sign("LF"),
                (0, '\t') => HexShown::Sign("TAB"),
                (0, _) => HexShown::Text(whole),
                _ => HexShown::Continues,
            };
            cells.push(HexCell { byte, shown, selected: (3..6).contains(&(at + i)), hit: (8..10).contains(&(at + i)) });
        }
    }
    let binary = [0u8, 1, 0, 0, 0, 6, 1, 3, 0, 0x2a, 0xff, 0xfe, 0x41, 0, 0, 0x0a];
    let second: Vec<HexCell<'_>> = binary
        .iter()
        .map(|&byte| {
            let shown = match byte {
                0 => HexShown::Sign("NUL"),
                0x41 => HexShown::Text("A"),
                0x2a => HexShown::Text("*"),
                0x0a => HexShown::Sign("LF"),
                1 => HexShown::Sign("SOH"),
                _ => HexShown::Invalid,
            };
            HexCell { byte, shown, selected: false, hit: false }
        })
        .collect();
    for (offset, cells) in [("0000", &cells), ("0010", &second)] {
        hex_row(ui, &metrics, &HexRow { offset, cells, sentence: offset, margin: sizes::MARGIN });
    }
}

/// The few pieces that a committed picture holds still.
pub fn pieces(ui: &mut egui::Ui, words: &Words, state: &mut State) {
    let rect = ui.max_rect().expand(20.0);
    ui.painter().rect_filled(rect, 0, Tokens::of(ui).app);
    Panel::new(words.sockets).show(
        ui,
        |ui| {
            ui.add(Button::new(words.new).icon(Icon::Plus));
        },
        |ui| {
            padded(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.add(Button::new(words.accept).primary());
                    ui.add(Button::new("recv").chip());
                    pill(ui, "ESTABLISHED", PillKind::Neutral);
                });
                Field::new(words.name_it, &mut state.name).show(ui);
            });
            ListRow::new("s").selected(true).show(ui, |row| {
                row.mark(StateMark::Connected);
                row.pill_right("accept 3.2 s", PillKind::Waiting);
                row.text("sock", Text::Mono, row.tokens.text_strong);
            });
            hex_rows(ui);
        },
    );
}
