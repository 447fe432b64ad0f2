//! What is read out without anybody moving to it: that a call of the selected socket failed, and that one which waited
//! came back. Seconds that tick are not.

use crate::call::{CallId, CallKind, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::widgets::announce;
use egui::{Role, Sense, Ui, Vec2, WidgetInfo};

/// What was said last, and what was known then.
#[derive(Default)]
pub struct Announcer {
    said: String,
    socket: Option<SocketId>,
    /// The record of the last error.
    error: Option<u64>,
    waiting: Vec<(CallId, CallKind)>,
}

impl Announcer {
    /// Takes in what happened to the selected socket; the words stand in a node that nobody sees.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.look(cx);
        let (_, place) = ui.allocate_exact_size(Vec2::ZERO, Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.said));
        announce(&place, false);
    }

    fn look(&mut self, cx: &Cx<'_>) {
        let Some(row) = cx.state.selected_socket().filter(|_| cx.state.is_live()) else {
            *self = Self::default();
            return;
        };
        let error = row.last_error.as_ref().map(|(n, ..)| *n);
        let board = &cx.state.snapshot.board;
        let waiting = || row.waiting.iter().filter_map(|id| Some((*id, board.waiting.get(id)?.call.kind()))).collect();
        if self.socket != Some(row.sid) {
            // Another one was selected: its past is no news.
            *self = Self { socket: Some(row.sid), error, waiting: waiting(), said: String::new() };
            return;
        }
        let came_back = self.waiting.iter().find(|(id, _)| !row.waiting.contains(id)).map(|(_, kind)| *kind);
        if error.is_some() && error != self.error {
            // Its record may still be being read: then it is said when it is there.
            let Some(said) = failure(cx, row) else { return };
            self.said = said;
        } else if let Some(kind) = came_back {
            let name = row.name.to_string();
            self.said = cx.say(&Message::new("announce-came-back").with("call", kind.name()).with("name", name));
        }
        (self.error, self.waiting) = (error, waiting());
    }
}

/// Why the last call failed.
fn failure(cx: &Cx<'_>, row: &SocketRow) -> Option<String> {
    let (n, ..) = row.last_error.as_ref()?;
    let rows = cx.state.session().rows();
    let found = rows.row_of_record(*n).and_then(|k| rows.row(k))?;
    let explanation = cx.state.why(Some(row), &found)?;
    let words = Message::new("announce-failed").with("what", explanation.headline).with("why", explanation.why);
    Some(cx.say(&words))
}
