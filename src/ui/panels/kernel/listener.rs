//! The picture of a listener: CLOSED to LISTEN, its handshakes, its accept queue, and the calls that take from it.
//!
//! ```text
//! (CLOSED)──(LISTEN)
//! [handshakes 0]──[accept queue 1 of 5]──[accept() waiting]
//! ```

use crate::call::{CallKind, TcpState};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{PillKind, cut, ground, paint_centered, section_label, wrapped};
use egui::{Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const STATE_WIDTH: f32 = 70.0;
const STATE_HEIGHT: f32 = 20.0;
const BOX_HEIGHT: f32 = 34.0;
const LINK: f32 = 12.0;
/// The whole picture is never wider.
const WIDEST: f32 = 360.0;

/// What the picture shows.
struct Numbers {
    handshakes: Option<u32>,
    queue: Option<(u32, u32)>,
    accepts: usize,
    keeps: bool,
}

/// Draws it, with its words; live where the window is.
pub fn listening_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP_GROUPS);
    section_label(ui, cx.t("kernel-listening"));
    let listens = row.open && (row.tcp.is_none() || row.tcp == Some(TcpState::Listen));
    states_ui(ui, row.tcp.is_some(), listens);
    if !listens {
        wrapped(ui, &[(cx.t("kernel-listens-no-more"), Text::Small, tokens.text_subdued)]);
        return;
    }
    let numbers = numbers(ui, cx, row);
    ui.add_space(sizes::GAP_SMALL);
    boxes_ui(ui, cx, row, &numbers);
    let key = if numbers.queue.is_some_and(|(n, m)| n > m) { "kernel-queue-full" } else { "kernel-accept-makes" };
    let color = if key == "kernel-queue-full" { tokens.warning } else { tokens.text_subdued };
    wrapped(ui, &[(cx.t(key), Text::Small, color)]);
    if numbers.queue.is_none() && !cx.state.is_live() {
        wrapped(ui, &[(cx.t("kernel-queue-not-sampled"), Text::Small, tokens.text_subdued)]);
    }
}

fn numbers(ui: &Ui, cx: &Cx<'_>, row: &SocketRow) -> Numbers {
    let look = cx.state.kernel_look(row.sid);
    if look.is_none() && cx.state.is_live() {
        super::await_first_look(ui);
    }
    let board = &cx.state.snapshot.board;
    let waiting = row.waiting.iter().filter_map(|id| board.waiting.get(id));
    let of_unix = || cx.state.unix_accept_queue(row);
    Numbers {
        handshakes: look.and_then(|look| look.sample.handshakes),
        queue: look.and_then(|look| look.sample.accept_queue).or_else(of_unix),
        accepts: waiting.filter(|waiting| waiting.call.kind() == CallKind::Accept).count(),
        keeps: cx.state.keeping.get(&row.sid).is_some_and(|keeping| keeping.accepting),
    }
}

/// CLOSED to LISTEN; a Unix socket has no such names, and shows the second alone.
fn states_ui(ui: &mut Ui, is_tcp: bool, listens: bool) {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), STATE_HEIGHT + 8.0), Sense::hover());
    let names = if is_tcp { &["CLOSED", "LISTEN"][..] } else { &["LISTEN"][..] };
    let now = names.len() - 1 - usize::from(is_tcp && !listens);
    response.widget_info(|| {
        let way = if now == 1 { "CLOSED → LISTEN" } else { names[now] };
        WidgetInfo::labeled(Role::Label, true, way)
    });
    let mut x = rect.left();
    for (at, name) in names.iter().enumerate() {
        let place = Rect::from_min_size(pos2(x, rect.top() + 4.0), vec2(STATE_WIDTH, STATE_HEIGHT));
        let (fill, color) =
            if at == now { (tokens.accent, tokens.on_accent) } else { (tokens.raised, tokens.text_subdued) };
        ui.painter().rect_filled(place, CornerRadius::same(10), fill);
        let line = cut(ui.painter(), name, Text::Pill, color, STATE_WIDTH);
        paint_centered(ui.painter(), place.center(), line);
        if at > 0 {
            link(ui, place.left() - LINK - 6.0, place.left(), place.center().y, tokens.line);
        }
        x = place.right() + LINK + 6.0;
    }
}

fn link(ui: &Ui, from: f32, to: f32, y: f32, color: Color32) {
    ui.painter().hline(from..=to, y, Stroke::new(sizes::RING, color));
}

fn boxes_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, numbers: &Numbers) {
    let tokens = Tokens::of(ui);
    let width = ui.available_width().min(WIDEST);
    let (rect, _) = ui.allocate_exact_size(vec2(width, BOX_HEIGHT + 4.0), Sense::hover());
    let count = |n: u32| n.to_string();
    let queue = numbers.queue.map_or_else(
        || format!("? / {}", row.backlog.unwrap_or_default()),
        |(n, m)| cx.say(&Message::new("inspector-queue-of").with("n", u64::from(n)).with("m", u64::from(m))),
    );
    let is_unix = words::is_unix(row);
    let accept = match (numbers.keeps, numbers.accepts) {
        (true, _) => cx.t("kernel-keeps-accepting").to_owned(),
        (false, 0) => cx.t("kernel-nobody-accepts").to_owned(),
        (false, 1) => cx.t("kernel-accept-waits").to_owned(),
        (false, n) => cx.say(&Message::new("kernel-accepts-wait").with("n", n as u64)),
    };
    let is_waiting = numbers.keeps || numbers.accepts > 0;
    let is_full = numbers.queue.is_some_and(|(n, m)| n > m);
    let mut boxes = Vec::new();
    if !is_unix {
        let handshakes = numbers.handshakes.map_or_else(|| "?".to_owned(), count);
        boxes.push((cx.t("kernel-handshakes"), handshakes, PillKind::Neutral, "kernel-handshakes-hint"));
    }
    let kind = if is_full { PillKind::Warning } else { PillKind::Neutral };
    boxes.push((cx.t("kernel-accept-queue"), queue, kind, "kernel-accept-queue-hint"));
    let kind = if is_waiting { PillKind::Waiting } else { PillKind::Neutral };
    boxes.push(("accept()", accept, kind, "kernel-accept-hint"));
    let count = boxes.len() as f32;
    let each = ((width - (count - 1.0) * LINK) / count).floor();
    for (at, (label, value, kind, hint)) in boxes.iter().enumerate() {
        let left = rect.left() + at as f32 * (each + LINK);
        let place = Rect::from_min_size(pos2(left, rect.top() + 2.0), vec2(each, BOX_HEIGHT));
        let response = ui.interact(place, ui.scope_id().with(("kernel-box", *label)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label} {value}")));
        let (fill, edge, color) = match kind {
            PillKind::Waiting => (tokens.waiting_soft, Some(tokens.waiting), tokens.waiting),
            PillKind::Warning => (tokens.warning_soft, Some(tokens.warning), tokens.warning),
            _ => (tokens.raised, None, tokens.text_strong),
        };
        ground(ui.painter(), &tokens, place, sizes::RADIUS_CHIP, fill);
        if let Some(edge) = edge {
            let radius = CornerRadius::same(sizes::RADIUS_CHIP);
            ui.painter().rect_stroke(place, radius, Stroke::new(sizes::HAIRLINE, edge), StrokeKind::Inside);
        }
        let label_color = if edge.is_some() { color } else { tokens.text_subdued };
        let (x, room) = (place.center().x, each - sizes::GAP_SMALL);
        let line = cut(ui.painter(), label, Text::Pill, label_color, room);
        paint_centered(ui.painter(), pos2(x, place.top() + 10.0), line);
        let line = cut(ui.painter(), value, Text::Pill, color, room);
        paint_centered(ui.painter(), pos2(x, place.bottom() - 10.0), line);
        if at > 0 {
            link(ui, left - LINK, left, place.center().y, tokens.line);
        }
        response.on_hover_text(cx.t(hint));
    }
}
