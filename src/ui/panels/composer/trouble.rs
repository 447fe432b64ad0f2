//! What went wrong with the last send, near where it was composed; and sockets that cannot hear what is waited for.

use crate::app::{AppCommand, Content, MakeCall, Outgoing, SendCall, SendCommand};
use crate::call::{self, Address, Call, CallKind, OptionValue, Outcome, Payload, SocketId, errno_name};
use crate::locale::Message;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, icon_button, wrapped};
use egui::text::LayoutJob;
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Ui};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// A socket bound to loopback that heard nothing for so long waits for what cannot come.
const SILENCE: Duration = Duration::from_secs(10);

/// What is kept about failures and silence.
#[derive(Default)]
pub struct Trouble {
    /// The record of a failure that was dismissed.
    dismissed: Option<u64>,
    /// The record of the failure that shows; a new one scrolls into sight.
    shown: Option<u64>,
    /// The record of a failed send that is to be made again once its bytes are read.
    again: Option<u64>,
    /// Since when a socket is looked at that heard nothing.
    silent: HashMap<SocketId, Duration>,
}

impl Trouble {
    /// Why the last send to one of these sockets failed, where it did; `last` is what was sent from here. True when
    /// anything shows.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, to: &[SocketId], last: Option<&Outgoing>) -> bool {
        if let Some(n) = self.again {
            self.send_again(cx, n, last);
        }
        self.failed_ui(ui, cx, to) || self.deaf_ui(ui, cx)
    }

    fn failed_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, to: &[SocketId]) -> bool {
        let sockets = cx.state.selected.into_iter().chain(to.iter().copied());
        let mut rows = sockets.filter_map(|sid| cx.state.socket(sid)).filter(|row| has_failed_to_send(row));
        let Some(row) = rows.next() else { return false };
        let Some((n, ..)) = row.last_error.as_ref().filter(|(n, ..)| self.dismissed != Some(*n)) else { return false };
        let (n, found) = (*n, row_of(cx, *n));
        let explained = found.and_then(|found| {
            let explanation = cx.state.why(Some(row), &found)?;
            Some((needs_broadcast(&found) && cx.state.is_live() && row.open, explanation))
        });
        let Some((may_broadcast, explanation)) = explained else { return false };
        let (headline, why) = (cx.say(&explanation.headline), cx.say(&explanation.why));
        let t = Tokens::of(ui);
        ui.add_space(sizes::GAP_SMALL);
        let frame = Frame::new().fill(t.error_soft).corner_radius(CornerRadius::same(sizes::RADIUS_CONTROL));
        let shown = frame.inner_margin(Margin::symmetric(sizes::GAP as i8, 4)).show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if icon_button(ui, Icon::X, cx.t("composer-dismiss")).clicked() {
                    self.dismissed = Some(n);
                }
                if may_broadcast && ui.add(Button::new(cx.t("composer-broadcast")).small()).clicked() {
                    self.again = Some(n);
                }
                let mut job = LayoutJob::default();
                job.wrap.max_rows = 2;
                Text::MonoStrong.append(&mut job, &headline, t.error);
                Text::Body.append(&mut job, &format!("  {why}"), t.text_strong);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add(Label::new(job).wrap()).on_hover_text(format!("{headline}\n{why}"));
                });
            });
        });
        if self.shown.replace(n) != Some(n) {
            shown.response.scroll_to_me(None);
        }
        true
    }

    /// Allows broadcasts and sends what failed once more, as soon as its bytes are in memory.
    fn send_again(&mut self, cx: &mut Cx<'_>, n: u64, last: Option<&Outgoing>) {
        let Some(found) = row_of(cx, n) else { return };
        let Some(start) = found.record.call.sent().cloned() else {
            self.again = None;
            return;
        };
        let whole = if found.sent_len <= start.len() as u64 { Some(start) } else { cx.state.session().payload(n) };
        let Some(data) = whole else { return };
        self.again = None;
        let number = |name| call::number_of(name).unwrap_or_default();
        let allow =
            Call::SetSockOpt { level: number("SOL_SOCKET"), name: number("SO_BROADCAST"), value: OptionValue::Int(1) };
        cx.push(AppCommand::MakeCall(MakeCall::once(found.sid, allow)));
        let outgoing = again(&found, data, last);
        cx.push(AppCommand::Sending(SendCommand::Go(outgoing)));
    }

    /// After a while of silence: broadcasts do not reach a socket that is bound to loopback.
    fn deaf_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        self.silent.retain(|sid, _| cx.state.socket(*sid).is_some_and(|row| row.open));
        let deaf = cx.state.selected_socket().filter(|row| cx.state.is_live() && may_be_deaf(row));
        let Some(row) = deaf else { return false };
        let now = cx.state.now();
        let since = *self.silent.entry(row.sid).or_insert(now);
        let silence = now.saturating_sub(since);
        if let Some(rest) = SILENCE.checked_sub(silence).filter(|rest| !rest.is_zero()) {
            ui.ctx().request_repaint_after(rest);
            return false;
        }
        let local = row.local.as_ref().map(Address::to_string).unwrap_or_default();
        let message = Message::new("composer-deaf").with("local", local).with("name", row.name.to_string());
        ui.add_space(sizes::GAP_SMALL);
        wrapped(ui, &[(&cx.say(&message), Text::Small, Tokens::of(ui).text_subdued)]);
        true
    }
}

fn row_of(cx: &Cx<'_>, n: u64) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    rows.row(rows.row_of_record(n)?)
}

fn has_failed_to_send(row: &SocketRow) -> bool {
    let kinds = [CallKind::Send, CallKind::SendAll, CallKind::SendTo];
    row.last_error.as_ref().is_some_and(|(_, kind, _)| kinds.contains(kind))
}

/// The kernel refused a broadcast address because nobody said that broadcasts are meant.
fn needs_broadcast(row: &Row) -> bool {
    let Outcome::Errno(number) = row.record.outcome else { return false };
    errno_name(number) == Some("EACCES") && row.record.call.sent().is_some()
}

/// What failed, once more: with its repeat where it was sent from here.
fn again(row: &Row, data: Payload, last: Option<&Outgoing>) -> Outgoing {
    let (call, address) = match &row.record.call {
        Call::SendTo { address, .. } => (SendCall::SendTo, Some(address.clone())),
        Call::SendAll { .. } => (SendCall::SendAll, None),
        _ => (SendCall::Send, None),
    };
    let same = last.filter(|last| {
        last.address == address && last.to.contains(&row.sid) && last.what == Content::Bytes(data.clone())
    });
    Outgoing {
        what: Content::Bytes(data),
        call,
        to: vec![row.sid],
        address,
        repeat: same.and_then(|last| last.repeat),
        label: None,
    }
}

/// An open datagram socket that is bound to loopback, talks to nobody in particular, and heard nothing yet.
fn may_be_deaf(row: &SocketRow) -> bool {
    let loopback = row.local.as_ref().and_then(Address::ip).is_some_and(|ip| ip.is_loopback());
    loopback && row.open && !row.is_connection() && !row.connected && row.peer.is_none() && row.messages_received == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Name;

    #[test]
    fn only_sockets_bound_to_loopback_that_heard_nothing_may_be_deaf() {
        let number = |name| call::number_of(name).unwrap();
        let row = |local: &str, change: fn(&mut SocketRow)| {
            let mut row = SocketRow::new(SocketId(1), Name::new("", "u"), number("AF_INET"), number("SOCK_DGRAM"), 0);
            row.local = Some(Address::inet(local, 9000));
            change(&mut row);
            row
        };
        assert!(may_be_deaf(&row("127.0.0.1", |_| ())));
        for (local, change) in [
            ("0.0.0.0", (|_| ()) as fn(&mut SocketRow)),
            ("127.0.0.1", |row| row.messages_received = 1),
            ("127.0.0.1", |row| row.connected = true),
            ("127.0.0.1", |row| row.open = false),
            ("127.0.0.1", |row| row.kind = call::number_of("SOCK_STREAM").unwrap()),
        ] {
            assert!(!may_be_deaf(&row(local, change)), "{local}");
        }
    }
}
