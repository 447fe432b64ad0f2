//! A mock of the window: three columns of panels, with the content of the drawing.

use super::Words;
use super::sheet::in_rect;
use egui::{Align, Layout, Rect, Ui, pos2};
use sockscope::ui::theme::{Icon, Text, Tokens, sizes};
use sockscope::ui::widgets::*;

pub struct State {
    layout: usize,
    tab: usize,
    name: String,
    command: String,
    find: String,
}

impl Default for State {
    fn default() -> Self {
        Self { layout: 0, tab: 0, name: "sock".into(), command: String::new(), find: String::new() }
    }
}

pub fn show(ui: &mut Ui, words: &Words, state: &mut State) {
    let whole = ui.ctx().content_rect();
    ui.painter().rect_filled(whole, 0, Tokens::of(ui).app);
    let gap = sizes::GAP_PANELS;
    let top = sizes::TOP_BAR;
    let bottom = whole.bottom() - sizes::STATUS_LINE;
    let at = |x0: f32, y0: f32, x1: f32, y1: f32| Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
    in_rect(ui, at(12.0, 0.0, 1268.0, top), |ui| top_bar(ui, words, state));
    in_rect(ui, at(gap, top, 242.0, 276.0), |ui| sockets(ui, words));
    in_rect(ui, at(gap, 282.0, 242.0, bottom), |ui| calls(ui, words, state));
    in_rect(ui, at(248.0, top, 996.0, 524.0), |ui| timeline(ui, words, state));
    in_rect(ui, at(248.0, 530.0, 996.0, bottom), |ui| log(ui, words, state));
    in_rect(ui, at(1002.0, top, 1274.0, bottom), |ui| inspector(ui, words));
    in_rect(ui, at(12.0, bottom, 1268.0, whole.bottom()), |ui| status(ui, words));
}

fn top_bar(ui: &mut Ui, words: &Words, state: &mut State) {
    let t = Tokens::of(ui);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        brand_mark(ui);
        ui.add(egui::Label::new(Text::Brand.rich("Sockscope", t.text_strong)));
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(4.0);
        for menu in words.menus {
            menu_title(ui, menu, |ui| {
                menu_item(ui, Some(Icon::Plus), words.new, "Ctrl+N");
                menu_item(ui, Some(Icon::FolderOpen), words.keep, "Ctrl+O");
                menu_separator(ui);
                menu_item(ui, None, words.learn_more, "");
            });
        }
        ui.add_space(482.0 - ui.cursor().left() + 12.0);
        Field::new("box", &mut state.command)
            .hide_label()
            .icon(Icon::MagnifyingGlass)
            .hint(words.box_hint)
            .width(430.0)
            .show(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            icon_button(ui, Icon::Sun, "theme");
            ui.add(Button::new("中 / EN").quiet());
            let [a, b, c] = words.layouts;
            segmented(ui, &mut state.layout, &[(0, a), (1, b), (2, c)]);
        });
    });
}

fn sockets(ui: &mut Ui, words: &Words) {
    let head = |ui: &mut Ui| {
        ui.add(Button::new(words.new).icon(Icon::Plus).small());
    };
    Panel::new(words.sockets).show(ui, head, |ui| {
        let row = |ui: &mut Ui, indent, mark, name: &str, to: &str, pill: &str, kind, selected| {
            ListRow::new(name).indent(indent).selected(selected).show(ui, |row| {
                let t = row.tokens.clone();
                row.mark(mark);
                row.pill_right(pill, kind);
                row.text(name, Text::Mono, t.text_strong);
                row.text(to, Text::Mono, t.text_subdued);
            });
        };
        padded(ui, |ui| section_label(ui, "server.py"));
        row(ui, 0, StateMark::Listening, "s", ":8000", "accept 3.2 s", PillKind::Waiting, true);
        row(ui, 1, StateMark::Connected, "sock", ":8080", "ESTABLISHED", PillKind::Neutral, false);
        ui.add_space(sizes::GAP);
        padded(ui, |ui| section_label(ui, "client.py"));
        row(ui, 0, StateMark::Connected, "s", "→ :8000", "ESTABLISHED", PillKind::Neutral, false);
        row(ui, 0, StateMark::Failed, "cli2", "TCP", "CLOSED", PillKind::Neutral, false);
        row(ui, 0, StateMark::Made, "u1", "UDP", "not bound", PillKind::Neutral, false);
    });
}

fn calls(ui: &mut Ui, words: &Words, state: &mut State) {
    let t = Tokens::of(ui);
    Panel::new(words.calls).show(
        ui,
        |_| {},
        |ui| {
            padded(ui, |ui| {
                chips(ui, |ui| {
                    ui.add(Button::new("accept").chip().selected(true));
                    for call in [
                        "bind",
                        "listen",
                        "connect",
                        "send",
                        "recv",
                        "shutdown",
                        "close",
                        "settimeout",
                        "getsockname",
                        "setsockopt",
                        "fileno",
                        "makefile",
                    ] {
                        ui.add(Button::new(call).chip());
                    }
                });
                ui.add_space(sizes::GAP_GROUPS);
                section_label(ui, "accept()");
                wrapped(ui, &[(words.explain, Text::Body, t.text)]);
                ui.add_space(sizes::GAP);
                Field::new(words.name_it, &mut state.name).show(ui);
                labelled_row(ui, words.blocking, words.waits, Text::Body, t.text);
                ui.add_space(sizes::GAP);
                ui.horizontal(|ui| {
                    ui.add(Button::new(words.accept).primary());
                    ui.add(Button::new(words.keep));
                });
                ui.add_space(sizes::GAP_GROUPS);
                section_label(ui, "Python");
                wrapped(
                    ui,
                    &[
                        ("sock, addr = s.", Text::Mono, t.text),
                        ("accept", Text::Mono, t.accent),
                        ("()", Text::Mono, t.text),
                    ],
                );
            });
        },
    );
}

fn timeline(ui: &mut Ui, words: &Words, state: &mut State) {
    let [a, b, c, d] = words.tabs;
    let start = |ui: &mut Ui| {
        tabs(ui, &mut state.tab, &[(0, a), (1, b), (2, c), (3, d)]);
    };
    let end = |ui: &mut Ui| {
        icon_button(ui, Icon::CaretRight, "next");
        ui.label("live");
        icon_button(ui, Icon::CaretLeft, "previous");
    };
    Panel::show_with(ui, start, end, super::sheet::hex_rows);
}

fn log(ui: &mut Ui, words: &Words, state: &mut State) {
    let t = Tokens::of(ui);
    let actions = |ui: &mut Ui| {
        ui.add(Button::new(words.errors_only));
        Field::new(words.filter, &mut state.find)
            .hide_label()
            .hint(words.filter)
            .icon(Icon::Funnel)
            .proportional()
            .width(180.0)
            .show(ui);
    };
    Panel::new(words.log).show(ui, actions, |ui| {
        let rows = [
            ("12.104", "server", "s.bind((\"127.0.0.1\", 8000))", "None", "41 µs", t.text_subdued),
            ("12.411", "server", "s.listen(5)", "None", "12 µs", t.text_subdued),
            ("12.904", "server", "sock, addr = s.accept()", "sock, ('127.0.0.1', 8080)", "312 ms", t.text_subdued),
            ("13.216", "client", "s.connect((\"127.0.0.1\", 8000))", "None", "64 µs", t.text_subdued),
            ("15.660", "client", "s.send(\"你好，服务器\".encode())", "↑ 18 B", "19 µs", t.sent),
            ("15.702", "server", "sock.recv(1024)", "↓ 18 B", "1.2 s", t.received),
            ("16.120", "client", "cli2.connect((\"127.0.0.1\", 8001))", "ECONNREFUSED", "38 µs", t.error),
            ("16.902", "server", "sock, addr = s.accept()", "waiting", "3.2 s", t.waiting),
        ];
        for (i, (time, side, line, result, took, color)) in rows.into_iter().enumerate() {
            ListRow::new(line).height(sizes::ROW_DENSE).selected(i == 4).show(ui, |row| {
                row.column(62.0, time, Text::Mono, t.text_subdued);
                row.column(48.0, side, Text::Mono, t.text_subdued);
                row.column_right(64.0, took, Text::Mono, t.text_subdued);
                row.column_right(200.0, result, Text::Mono, color);
                row.text(line, Text::Mono, t.text_strong);
            });
        }
    });
}

fn inspector(ui: &mut Ui, words: &Words) {
    let t = Tokens::of(ui);
    let start = |ui: &mut Ui| {
        wrapped(ui, &[("s", Text::Mono, t.text_strong), (" server.py", Text::Body, t.text)]);
    };
    let end = |ui: &mut Ui| {
        ui.add(egui::Label::new(Text::Body.rich("fd 12", t.text)));
    };
    Panel::show_with(ui, start, end, |ui| {
        padded(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let [kind, local, peer, mode] = words.facts;
            labelled_row(ui, kind, "AF_INET · SOCK_STREAM", Text::Mono, t.text);
            labelled_row(ui, local, "127.0.0.1:8000", Text::Mono, t.text_strong);
            labelled_row(ui, peer, words.waits, Text::Body, t.text_subdued);
            labelled_row(ui, mode, words.blocking, Text::Body, t.text);
            ui.add_space(sizes::GAP_GROUPS);
            section_label(ui, words.why);
            ui.add_space(sizes::GAP);
            let card =
                egui::Frame::NONE.fill(t.error_soft).corner_radius(sizes::RADIUS_PANEL).inner_margin(sizes::MARGIN);
            card.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 6.0;
                mono_label(ui, "ECONNREFUSED (111)", t.error);
                wrapped(ui, &[(words.nobody, Text::Body, t.text_strong)]);
                ui.horizontal(|ui| {
                    ui.add(Button::new("Connect to 8000"));
                    ui.add(Button::new(words.learn_more).quiet());
                });
            });
        });
    });
}

fn status(ui: &mut Ui, words: &Words) {
    let t = Tokens::of(ui);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        state_mark(ui, StateMark::Recording, words.recording);
        ui.spacing_mut().item_spacing.x = 18.0;
        ui.add(egui::Label::new(Text::Body.rich(words.recording, t.text)));
        ui.add(egui::Label::new(Text::Body.rich("1,204", t.text)));
        ui.add(egui::Label::new(Text::Mono.rich("↑ 12 kB/s", t.sent)));
        ui.add(egui::Label::new(Text::Mono.rich("↓ 1.2 MB/s", t.received)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(egui::Label::new(Text::Body.rich(words.saved, t.text_subdued)));
        });
    });
}
