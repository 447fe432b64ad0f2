//! Which send a byte came from, and which receive took it: under the stream, read out when the keyboard goes there.

use super::{Mark, Rulings, TwoEnds};
use crate::app::AppCommand;
use crate::call::SocketId;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{announce, cut, focus_ring, paint_left, rounded};
use egui::{Label, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// How high a line is.
const LINE: f32 = 18.0;
/// How high so many lines are together, with the space above them.
pub fn whose_height(lines: u8) -> f32 {
    f32::from(lines) * LINE + sizes::GAP_SMALL
}

/// The column of the byte.
const BYTE: f32 = 124.0;

/// One byte and its two calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Whose {
    /// Where it is in the stream.
    pub offset: u64,
    /// Its value, where it is read.
    pub byte: Option<u8>,
    send: Option<Mark>,
    receive: Option<Mark>,
    ends: TwoEnds,
}

impl Whose {
    /// Of the byte at `offset`.
    pub fn new(offset: u64, byte: Option<u8>, rulings: &Rulings, ends: TwoEnds) -> Self {
        let (send, receive) = rulings.at(offset);
        Self { offset, byte, send, receive, ends }
    }

    /// The record that took it or gave it on the socket that shows.
    pub fn own(&self, own: SocketId) -> Option<u64> {
        let send = self.send.filter(|_| self.ends.sender == Some(own));
        let receive = self.receive.filter(|_| self.ends.receiver == Some(own));
        send.or(receive).map(|mark| mark.n)
    }

    /// `Byte 7: 0x6f`.
    fn head(&self, cx: &Cx<'_>) -> String {
        cx.say(&match self.byte {
            Some(byte) => {
                let message = Message::new("boundaries-byte-is").with("offset", self.offset);
                message.with("byte", format!("0x{byte:02x}"))
            }
            None => Message::new("boundaries-byte").with("offset", self.offset),
        })
    }

    /// `record 12, offset 7 of 11: client/s.send(b"hello world")`, by sends and receives.
    fn lines(&self, cx: &Cx<'_>) -> [String; 2] {
        let known = |mark: &Mark, key| {
            let message = Message::new(key).with("n", mark.n).with("call", call_text(cx, mark.n));
            cx.say(&message.with("i", self.offset - mark.at).with("len", mark.len))
        };
        let send = match (&self.send, self.ends.sender) {
            (Some(mark), _) => known(mark, "boundaries-from-send"),
            (None, Some(_)) => cx.t("boundaries-send-later").to_owned(),
            (None, None) => cx.t("boundaries-sender-unknown").to_owned(),
        };
        let receive = match (&self.receive, self.ends.receiver) {
            (Some(mark), _) => known(mark, "boundaries-by-receive"),
            (None, Some(_)) => cx.t("boundaries-not-received").to_owned(),
            (None, None) => cx.t("boundaries-receiver-unknown").to_owned(),
        };
        [send, receive]
    }

    /// All of it as one text, for a tooltip and for who cannot see.
    pub fn sentence(&self, cx: &Cx<'_>) -> String {
        let [send, receive] = self.lines(cx);
        format!("{}\n{send}\n{receive}", self.head(cx))
    }
}

/// `client/s.send(b"hello")`, as far as it is read.
fn call_text(cx: &Cx<'_>, n: u64) -> String {
    let rows = cx.state.session().rows();
    let Some(row) = rows.row_of_record(n).and_then(|k| rows.row(k)) else { return "…".to_owned() };
    let side = row.record.on.as_ref().map_or("", |name| name.side());
    let line = cx.languages().1.line_short(&row.record, Some(row.sent_len));
    // Of what came, only the call: the bytes are in sight.
    let line =
        line.split_once(" = ").filter(|(before, _)| !before.contains('(')).map_or(line.as_str(), |(_, call)| call);
    if side.is_empty() { line.to_owned() } else { format!("{side}/{line}") }
}

/// Draws what is known of the byte that is pointed at; `spoken` where the keyboard is on it.
pub fn whose_ui(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, whose: Option<&Whose>, spoken: bool) {
    let mut part = ui.new_child(UiBuilder::new().id_salt("whose").max_rect(rect));
    let ui = &mut part;
    ui.set_clip_rect(rect.intersect(ui.clip_rect()));
    let t = Tokens::of(ui);
    let Some(whose) = whose else {
        ui.add(Label::new(Text::Small.rich(cx.t("boundaries-point"), t.text_subdued)).wrap());
        return;
    };
    let head = Rect::from_min_size(rect.min, vec2(BYTE, LINE));
    let words = whose.head(cx);
    paint_left(ui.painter(), head.left(), head.center().y, cut(ui.painter(), &words, Text::Mono, t.text_strong, BYTE));
    let said = ui.interact(head, ui.scope_id().with("byte"), Sense::hover());
    let sentence = whose.sentence(cx).replace('\n', cx.t("machine-comma"));
    said.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
    if spoken {
        announce(&said, false);
    }
    let lines = whose.lines(cx);
    let calls = [("↑", t.sent, whose.send), ("↓", t.received, whose.receive)];
    let room = rect.with_min_x(rect.left() + BYTE + sizes::GAP);
    let stacked = rect.height() >= 2.0 * LINE;
    let half = room.split_left_right_at_fraction(0.5);
    for (i, ((arrow, color, mark), words)) in calls.into_iter().zip(&lines).enumerate() {
        // One under the other, or side by side where there is little room.
        let line = match (stacked, i) {
            (true, 0) => room.with_max_y(rect.top() + LINE),
            (true, _) => room.with_min_y(rect.top() + LINE),
            (false, 0) => half.0.with_max_x(half.0.right() - sizes::GAP),
            (false, _) => half.1,
        };
        let line = line.with_max_y(line.top() + LINE);
        let y = line.center().y;
        if let Some(mark) = mark {
            let response = ui.interact(line, ui.scope_id().with(("call", i)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
            if response.hovered() {
                rounded(ui.painter(), line, sizes::RADIUS_CHIP, t.row_hover);
            }
            focus_ring(ui, &response, sizes::RADIUS_CHIP, true);
            if response.clicked() {
                cx.push(AppCommand::PointAtRecord(mark.n));
            }
        }
        let color = if mark.is_some() { color } else { t.text_subdued };
        let words = cut(ui.painter(), &format!("{arrow} {words}"), Text::Mono, color, line.width());
        paint_left(ui.painter(), line.left(), y, words);
    }
}
