//! The receive and the send queue: bytes, and how much of their buffers they take.

use crate::app::Look;
use crate::bytes::size_text;
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{cut, paint_left, paint_right, rounded, section_label, wrapped};
use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// A queue's line of words, and its bar.
const HEIGHT: f32 = 30.0;
const BAR: f32 = 6.0;

/// One queue.
struct Queue<'a> {
    label: &'a str,
    bytes: u32,
    /// What it takes of its buffer, and what it may.
    memory: Option<(u32, u32)>,
    color: Color32,
}

/// Draws both; says where nobody looked.
pub fn queues_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, look: Option<&Look>) {
    if row.backlog.is_some() || !row.open {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP_SMALL);
    section_label(ui, cx.t("kernel-queues"));
    let Some(look) = look else {
        let key = if cx.state.is_live() { "kernel-looking" } else { "kernel-not-sampled" };
        wrapped(ui, &[(cx.t(key), Text::Small, tokens.text_subdued)]);
        return;
    };
    let sample = &look.sample;
    let memory = sample.memory;
    if let Some(bytes) = sample.receive_queue {
        let memory = memory.map(|memory| (memory.receive, memory.receive_most));
        queue_ui(ui, cx, &Queue { label: cx.t("kernel-receive"), bytes, memory, color: tokens.received });
    }
    if let Some(bytes) = sample.send_queue {
        let memory = memory.map(|memory| (memory.send_queued.max(memory.send), memory.send_most));
        queue_ui(ui, cx, &Queue { label: cx.t("kernel-send"), bytes, memory, color: tokens.sent });
    }
}

fn queue_ui(ui: &mut Ui, cx: &Cx<'_>, queue: &Queue<'_>) {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let bytes = size_text(queue.bytes.into());
    let takes = queue.memory.map(|(taken, most)| {
        let taken = Message::new("kernel-takes").with("taken", size_text(taken.into()));
        cx.say(&taken.with("most", size_text(most.into())))
    });
    let takes = takes.unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{} {bytes} {takes}", queue.label)));
    let y = rect.top() + Text::Body.line_height() / 2.0 + 1.0;
    let start = paint_left(
        ui.painter(),
        rect.left(),
        y,
        cut(ui.painter(), queue.label, Text::Body, tokens.text_subdued, rect.width()),
    );
    let color = if queue.bytes == 0 { tokens.text } else { tokens.text_strong };
    let end = paint_left(
        ui.painter(),
        start + sizes::GAP,
        y,
        cut(ui.painter(), &bytes, Text::Mono, color, rect.right() - start),
    );
    let note = cut(ui.painter(), &takes, Text::Small, tokens.text_subdued, rect.right() - end - sizes::GAP);
    paint_right(ui.painter(), rect.right(), y, note);
    let bar = Rect::from_min_size(pos2(rect.left(), rect.bottom() - BAR - 3.0), vec2(rect.width(), BAR));
    rounded(ui.painter(), bar, sizes::RADIUS_BAR, tokens.raised);
    let share = queue.memory.map_or(0.0, |(taken, most)| taken as f32 / most.max(1) as f32).clamp(0.0, 1.0);
    if share > 0.0 {
        let filled = Rect::from_min_size(bar.min, vec2((bar.width() * share).max(2.0), BAR));
        rounded(ui.painter(), filled, sizes::RADIUS_BAR, queue.color);
    }
    response.on_hover_text(cx.t("kernel-takes-hint"));
}
