//! What a row of the list shows, and the sentence that says it.

use super::arrange::SortBy;
use super::words;
use crate::app::State;
use crate::bytes::{clock_text, size_text};
use crate::call::{Address, SocketId, TcpState};
use crate::locale::Message;
use crate::session::{Sender, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, sizes};
use crate::ui::widgets::{PillKind, RowPainter};
use std::sync::Arc;

/// From so many points on, bytes stand in every row, and from so many on the last activity too.
const BYTES_FROM: f32 = 330.0;
const ACTIVITY_FROM: f32 = 400.0;
/// A name that would be cut to less than this is left out.
const NAME_MIN: f32 = 30.0;
/// More unread messages are not counted one by one.
const UNREAD_MOST: u64 = 999;

/// One socket's row.
pub struct SocketLine<'a> {
    /// The socket.
    pub row: &'a SocketRow,
    /// It stands under its listener.
    pub accepted: bool,
    /// The open sockets that it accepted.
    pub clients: &'a [SocketId],
    /// What stands under it does not show.
    pub folded: bool,
    /// What the list is sorted by: that stands in every row.
    pub by: SortBy,
}

/// `↓ 1.2 kB`, or `↑ 24 B` where nothing came; none where nothing moved.
fn bytes_text(row: &SocketRow) -> Option<String> {
    match (row.received, row.sent) {
        (0, 0) => None,
        (0, sent) => Some(format!("↑ {}", size_text(sent))),
        (received, _) => Some(format!("↓ {}", size_text(received))),
    }
}

fn unread_text(count: u64) -> String {
    if count > UNREAD_MOST { format!("{UNREAD_MOST}+") } else { count.to_string() }
}

impl SocketLine<'_> {
    /// Messages that were not looked at; a fold counts those under it too.
    fn unread(&self, state: &State) -> u64 {
        let under = if self.folded { self.clients.iter().map(|sid| state.unread(*sid)).sum() } else { 0 };
        state.unread(self.row.sid).saturating_add(under)
    }

    /// Whether the state is worth a pill: of a client that is simply connected it is not.
    fn has_pill(&self) -> bool {
        let row = self.row;
        let plain = matches!(row.tcp, None | Some(TcpState::Established)) && row.connected;
        !self.accepted || !row.waiting.is_empty() || !row.open || row.closing || !plain
    }

    /// Draws it.
    pub fn paint(&self, cx: &Cx<'_>, painter: &mut RowPainter<'_>) {
        let row = self.row;
        let tokens = Arc::clone(&painter.tokens);
        painter.mark(words::mark(row));
        let unread = self.unread(cx.state);
        if unread > 0 {
            painter.pill_right(&unread_text(unread), PillKind::Accent);
        }
        if self.has_pill() {
            let (mut pill, kind, again) = words::pill(cx, row);
            if row.backlog.is_some() && kind == PillKind::Neutral && !self.clients.is_empty() {
                pill = format!("{pill} · {}", self.clients.len());
            }
            painter.pill_right(&pill, kind);
            if let Some(again) = again {
                painter.painter.ctx().request_repaint_after(again);
            }
        }
        if words::is_wide(row) {
            painter.icon_right(Icon::Globe, tokens.warning);
        }
        let width = painter.rect.width();
        if self.by == SortBy::Activity || width >= ACTIVITY_FROM {
            painter.text_right(&clock_text(row.last_t), Text::Mono, tokens.text_subdued);
        }
        // The name is more than the bytes where both have no room beside a state.
        let beside = self.accepted && !self.has_pill();
        let shows_bytes = self.by != SortBy::Activity && (beside || self.by == SortBy::Bytes);
        if let Some(bytes) = bytes_text(row).filter(|_| shows_bytes || width >= BYTES_FROM) {
            painter.text_right(&bytes, Text::Mono, tokens.text_subdued);
        }
        if cx.state.keeping.get(&row.sid).is_some_and(|keeping| keeping.receiving || keeping.accepting) {
            painter.icon_right(Icon::Repeat, tokens.text_subdued);
        }
        let strong = if row.open { tokens.text_strong } else { tokens.text_subdued };
        let name = if row.open { row.name.base().to_owned() } else { row.name.to_string() };
        match row.peer.as_ref().filter(|_| self.accepted) {
            Some(peer) => {
                painter.text(&words::address_in_list(row, peer), Text::MonoStrong, strong);
                if painter.right - painter.left > NAME_MIN {
                    painter.text(&name, Text::Mono, tokens.text_subdued);
                }
            }
            None => {
                painter.text(&name, Text::MonoStrong, strong);
                painter.text(&words::short_address(row), Text::Mono, tokens.text_subdued);
            }
        }
    }

    /// All of it as one sentence.
    pub fn sentence(&self, cx: &Cx<'_>) -> String {
        let row = self.row;
        let mut said = words::sentence(cx, row);
        let mut add = |message: Message| said = format!("{said}{}", cx.say(&message));
        if !self.clients.is_empty() {
            add(Message::new("clients-row-clients").with("n", self.clients.len() as u64));
        }
        if row.received > 0 || row.sent > 0 {
            let (sent, received) = (size_text(row.sent), size_text(row.received));
            add(Message::new("clients-row-bytes").with("received", received).with("sent", sent));
            add(Message::new("clients-row-last").with("time", clock_text(row.last_t)));
        }
        let unread = self.unread(cx.state);
        if unread > 0 {
            add(Message::new("clients-row-unread").with("n", unread));
        }
        said
    }
}

/// One sender's row.
pub struct SenderLine<'a> {
    /// Whose datagrams.
    pub address: &'a Address,
    /// What it sent.
    pub sender: &'a Sender,
    /// The socket that received them.
    pub row: &'a SocketRow,
    /// It was chosen to be answered.
    pub answered: bool,
    /// What the list is sorted by.
    pub by: SortBy,
}

/// `↓ 1.2 kB · 12`.
fn amount(sender: &Sender) -> String {
    format!("↓ {} · {}", size_text(sender.bytes), sender.messages)
}

impl SenderLine<'_> {
    /// Draws it.
    pub fn paint(&self, painter: &mut RowPainter<'_>) {
        let tokens = Arc::clone(&painter.tokens);
        painter.skip(2.0 * sizes::MARK_RADIUS + sizes::GAP);
        let width = painter.rect.width();
        if self.by == SortBy::Activity || width >= BYTES_FROM {
            painter.text_right(&clock_text(self.sender.last_t), Text::Mono, tokens.text_subdued);
        }
        if self.by != SortBy::Activity || width >= BYTES_FROM {
            painter.text_right(&amount(self.sender), Text::Mono, tokens.text_subdued);
        }
        if self.answered {
            painter.icon_right(Icon::ArrowUUpLeft, tokens.sent);
        }
        painter.text(&words::address_in_list(self.row, self.address), Text::Mono, tokens.text_strong);
    }

    /// All of it as one sentence.
    pub fn sentence(&self, cx: &Cx<'_>) -> String {
        let message = Message::new("clients-sender")
            .with("address", self.address.to_string())
            .with("name", self.row.name.to_string())
            .with("n", self.sender.messages)
            .with("size", size_text(self.sender.bytes))
            .with("time", clock_text(self.sender.last_t));
        let said = cx.say(&message);
        if self.answered { format!("{said}{}", cx.t("clients-sender-answered")) } else { said }
    }
}

/// The senders that are not told apart, in words.
pub fn others_sentence(cx: &Cx<'_>, row: &SocketRow, others: &Sender) -> String {
    let message = Message::new("clients-others-row").with("name", row.name.to_string()).with("n", others.messages);
    cx.say(&message.with("size", size_text(others.bytes)))
}

/// Draws them.
pub fn paint_others(cx: &Cx<'_>, others: &Sender, painter: &mut RowPainter<'_>) {
    let color = painter.tokens.text_subdued;
    painter.skip(2.0 * sizes::MARK_RADIUS + sizes::GAP);
    painter.text_right(&amount(others), Text::Mono, color);
    painter.text(cx.t("clients-others"), Text::Body, color);
}
