//! TCP's state diagram of a connection: the way that was taken, where it is, and what moves it next.

use super::resets::{self, RAIL, resets_ui};
use crate::app::Reset;
use crate::app::moves::{MOVES, Passed, moves_from, plain, rfc_name, way};
use crate::call::TcpState;
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{cut, galley, paint_centered, section_label, wrapped};
use TcpState::{Close, CloseWait, Closing, Established, FinWait1, FinWait2, LastAck, SynRecv, SynSent, TimeWait};
use egui::{CornerRadius, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// The diagram is never wider, and its rows are so high.
const WIDEST: f32 = 460.0;
const ROW: f32 = 35.0;
const NODE: f32 = 22.0;
/// Around the name in a node, and the narrowest node.
const PADDING: f32 = 6.0;
const NARROWEST: f32 = 60.0;
/// What a node at a side takes of the width at most.
const SIDE: f32 = 0.39;
const ROWS: usize = 6;

/// Where the states stand: third of the width from the left, row from the top. The first CLOSED is where it begins, the
/// last where it ends.
const NODES: [(TcpState, usize, usize); 11] = [
    (Close, 1, 0),
    (SynSent, 0, 1),
    (SynRecv, 2, 1),
    (Established, 1, 2),
    (FinWait1, 0, 3),
    (CloseWait, 2, 3),
    (FinWait2, 0, 4),
    (Closing, 1, 4),
    (LastAck, 2, 4),
    (TimeWait, 0, 5),
    (Close, 2, 5),
];
pub const FIRST: usize = 0;
pub const LAST: usize = 10;

/// What the diagram shows of one connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The way from CLOSED to now.
    pub way: Vec<Passed>,
    /// Where it is now; CLOSED where the kernel has let go of it.
    pub now: TcpState,
    /// It was connected, or tried, and is over.
    pub is_over: bool,
    /// An RST did that, or refused it.
    pub reset: Option<Reset>,
}

impl Picture {
    /// Of a socket that the kernel holds in `state`; none where it has let go of it.
    pub fn of(row: &SocketRow, state: Option<TcpState>) -> Self {
        let now = state.map_or(Close, plain);
        let accepted = row.listener.is_some();
        let sampled = row.tcp_path.iter().map(plain);
        let last = row.tcp_path.last().map(plain);
        let mut way = way(sampled.chain((last != Some(now)).then_some(now)), accepted);
        // Nobody saw the end: it is known that it is over, not how.
        if state.is_none() && last.is_some_and(|last| last != Close) {
            way.retain(|passed| passed.is_sampled);
        }
        let reset = Reset::of(row).filter(|_| now == Close);
        if let Some(reset) = reset {
            way = reset.way(row);
        }
        // What was refused may be connected again.
        let may_go_on = row.open && reset.is_some_and(|reset| reset.from == SynSent);
        let was_more = way.iter().any(|passed| passed.state != Close);
        Self { way, now, is_over: now == Close && was_more && !may_go_on, reset }
    }

    fn node_now(&self) -> usize {
        match (self.now, self.is_over) {
            (Close, true) => LAST,
            (Close, false) => FIRST,
            (state, _) => NODES.iter().position(|(other, ..)| *other == state).unwrap_or(FIRST),
        }
    }

    /// How a node was passed: none where it was not.
    fn passed(&self, node: usize) -> Option<bool> {
        let (state, ..) = NODES[node.min(LAST)];
        let mut found = self.way.iter().filter(|passed| passed.state == state);
        match node {
            FIRST => self.way.first().map(|first| first.is_sampled),
            LAST => self.is_over.then_some(true),
            _ => found.next().map(|passed| passed.is_sampled),
        }
    }

    /// Whether the way goes from one state right to the other.
    fn goes(&self, from: TcpState, to: TcpState) -> bool {
        self.way.windows(2).any(|pair| matches!(pair, [a, b] if a.state == from && b.state == to))
    }
}

/// Where a node stands: at an edge, or in the middle.
fn place(rect: Rect, (_, column, row): (TcpState, usize, usize), width: f32) -> Rect {
    let x = match column {
        0 => rect.left() + width / 2.0,
        1 => rect.center().x,
        _ => rect.right() - width / 2.0,
    };
    Rect::from_center_size(pos2(x, rect.top() + ROW * (row as f32 + 0.5)), vec2(width, NODE))
}

/// Draws the diagram; one accessible node that tells the way.
pub fn diagram_ui(ui: &mut Ui, cx: &Cx<'_>, picture: &Picture) {
    let size = vec2(ui.available_width(), ROW * ROWS as f32);
    let (whole, response) = ui.allocate_exact_size(size, Sense::hover());
    let said = spoken(cx, picture);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if !ui.is_rect_visible(whole) {
        return;
    }
    let rect = Rect::from_min_size(whole.min, vec2(whole.width().min(WIDEST), whole.height()));
    let frame = rect;
    let left = if resets::is_at_left(picture.reset) { RAIL } else { 0.0 };
    let rect = Rect::from_min_max(rect.min + vec2(left, 0.0), rect.max - vec2(RAIL, 0.0));
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(whole.intersect(ui.clip_rect()));
    let third = (rect.width() - 2.0 * sizes::GAP_SMALL) / 3.0;
    // Those above each other are as wide as the widest of them, so that lines run straight; three in a row share it.
    let needed = |state| galley(&painter, rfc_name(state), Text::Pill, tokens.text).size().x + 2.0 * PADDING;
    let column_width = |wanted: usize| {
        let inside = NODES.iter().filter(|(_, column, _)| *column == wanted);
        inside.map(|(state, ..)| needed(*state)).fold(NARROWEST, f32::max).min(rect.width() * SIDE)
    };
    let of_columns = [column_width(0), column_width(1), column_width(2)];
    let widths = NODES.map(|(state, column, _)| match column {
        // It alone has neighbours.
        1 if state == Closing => needed(state).max(NARROWEST).min(third),
        1 => needed(state).max(NARROWEST),
        side => of_columns[side.min(2)],
    });
    let place = |node: usize| place(rect, NODES[node.min(LAST)], widths[node.min(LAST)]);
    let now = picture.node_now();
    for step in MOVES.iter().filter(|step| step.from != TcpState::Listen && step.to != TcpState::Listen) {
        let from = NODES.iter().position(|(state, ..)| *state == step.from).unwrap_or(FIRST);
        let to = match step.to {
            Close if matches!(step.from, TimeWait | LastAck) => LAST,
            // Refusals and resets have ways of their own, around the others.
            Close => continue,
            state => NODES.iter().position(|(other, ..)| *other == state).unwrap_or(FIRST),
        };
        let taken = picture.goes(step.from, step.to);
        let stroke = match taken {
            true => Stroke::new(sizes::RING, tokens.accent),
            false => Stroke::new(sizes::HAIRLINE, tokens.line),
        };
        edge(&painter, place(from), place(to), stroke);
    }
    let of_state = |wanted| place(NODES.iter().position(|(state, ..)| *state == wanted).unwrap_or(FIRST));
    resets_ui(&painter, &tokens, frame, picture.reset, &place, &of_state);
    for (node, (state, ..)) in NODES.into_iter().enumerate() {
        let at = place(node);
        let radius = CornerRadius::same((NODE / 2.0) as u8);
        let (fill, color) = match (node == now, picture.passed(node)) {
            (true, _) => (tokens.accent, tokens.on_accent),
            (false, Some(_)) => (tokens.accent_soft, tokens.accent),
            (false, None) => (tokens.raised, tokens.text_subdued),
        };
        painter.rect_filled(at, radius, tokens.panel);
        painter.rect_filled(at, radius, fill);
        if node != now && picture.passed(node) == Some(false) {
            dashed(&painter, at, Stroke::new(sizes::HAIRLINE, tokens.accent));
        } else if node != now && picture.passed(node) == Some(true) {
            painter.rect_stroke(at, radius, Stroke::new(sizes::HAIRLINE, tokens.accent), StrokeKind::Inside);
        }
        let name = rfc_name(state);
        paint_centered(&painter, at.center(), cut(&painter, name, Text::Pill, color, at.width()));
    }
}

/// From the border of one node to that of another, with a small head.
fn edge(painter: &egui::Painter, from: Rect, to: Rect, stroke: Stroke) {
    let (a, b) = (from.center(), to.center());
    let (start, end) = if (a.y - b.y).abs() < 1.0 {
        match a.x < b.x {
            true => (from.right_center(), to.left_center()),
            false => (from.left_center(), to.right_center()),
        }
    } else {
        (from.center_bottom(), to.center_top())
    };
    painter.line_segment([start, end], stroke);
    let along = (end - start).normalized();
    let side = along.rot90();
    let back = end - along * 5.0;
    painter.add(Shape::convex_polygon(vec![end, back + side * 2.5, back - side * 2.5], stroke.color, Stroke::NONE));
}

/// A dashed outline: passed, and inferred.
fn dashed(painter: &egui::Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let r = rect.height() / 2.0;
    let mut points = Vec::new();
    for (middle, from) in
        [(pos2(rect.right() - r, rect.center().y), -90.0_f32), (pos2(rect.left() + r, rect.center().y), 90.0)]
    {
        for step in 0..=8_u8 {
            let angle = (from + 22.5 * f32::from(step)).to_radians();
            points.push(middle + r * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    painter.extend(Shape::dashed_line(&points, stroke, 3.0, 3.0));
}

/// The way in words.
fn spoken(cx: &Cx<'_>, picture: &Picture) -> String {
    let inferred = |passed: &Passed| {
        let name = rfc_name(passed.state);
        match passed.is_sampled {
            true => name.to_owned(),
            false => cx.say(&Message::new("kernel-inferred").with("state", name)),
        }
    };
    let mut way: Vec<String> = picture.way.iter().map(inferred).collect();
    if let Some((reset, last)) = picture.reset.zip(way.last_mut()) {
        let key = if reset.is_seen { "kernel-by-rst" } else { "kernel-by-rst-inferred" };
        *last = cx.say(&Message::new(key).with("state", rfc_name(Close)));
    }
    let way = way.join(" → ");
    cx.say(&Message::new("kernel-way").with("way", way).with("now", rfc_name(picture.now)))
}

/// What would move it next, in words.
pub fn next_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, picture: &Picture) {
    let tokens = Tokens::of(ui);
    if picture.way.iter().any(|passed| !passed.is_sampled) {
        wrapped(ui, &[(cx.t("kernel-dashed"), Text::Small, tokens.text_subdued)]);
    }
    if let Some(reset) = picture.reset {
        let key = match (reset.from == SynSent, reset.is_seen) {
            (true, _) => "kernel-refused-rst",
            (false, true) => "kernel-over-rst",
            (false, false) => "kernel-over-rst-inferred",
        };
        wrapped(ui, &[(cx.t(key), Text::Body, tokens.error)]);
    }
    if picture.is_over {
        wrapped(ui, &[(cx.t("kernel-over"), Text::Body, tokens.text)]);
        return;
    }
    ui.add_space(sizes::GAP_SMALL);
    section_label(ui, cx.t("kernel-next"));
    // What waits to be done by us can be done no more once the socket is closed.
    for step in moves_from(picture.now).filter(|step| row.open || !step.is_ours) {
        let color = if step.is_ours { tokens.text_strong } else { tokens.text };
        let arrow = format!(" → {}", rfc_name(step.to));
        wrapped(ui, &[(cx.t(step.key), Text::Body, color), (&arrow, Text::Mono, tokens.text_strong)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};

    fn row(path: &[TcpState]) -> SocketRow {
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), 2, 1, 0);
        path.iter().for_each(|state| row.tcp_path.add(*state));
        row
    }

    #[test]
    fn a_socket_is_at_the_beginning_or_at_the_end() {
        let fresh = Picture::of(&row(&[Close]), Some(Close));
        assert_eq!((fresh.node_now(), fresh.is_over), (FIRST, false));
        let over = Picture::of(&row(&[Close, Established]), None);
        assert_eq!((over.node_now(), over.is_over, over.passed(FIRST)), (LAST, true, Some(true)));
        let closing = Picture::of(&row(&[Close, Established]), Some(TimeWait));
        assert_eq!(closing.now, TimeWait);
        assert!(closing.goes(SynSent, Established) && closing.passed(4) == Some(false));
    }
}
