//! Multicast groups: joined and left by interface, and how datagrams to groups and to everyone leave. Every press is an
//! ordinary, visible `setsockopt`.
//!
//! ```text
//! v Groups and broadcast                1 joined
//! Group      [ 239.1.2.3           ]
//! Interface  [ lo · 127.0.0.1 v ]  [ Join ]
//!   239.1.2.3 on lo · 127.0.0.1        Leave
//!   IP_MULTICAST_IF, TTL, LOOP; SO_BROADCAST
//! ```

mod ways;

use super::facts_of;
use super::fold::fold_ui;
use super::options::{Drafts, Entry, OptionRow, entries, note, refusal};
use crate::app::{AppCommand, MakeCall};
use crate::call::{Call, OptionValue, SocketId};
use crate::locale::Message;
use crate::net::Link;
use crate::session::{Membership, SocketRow, Via};
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words::code_parts;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, Field, dropdown, emphasised, entered, form_row, inline_error, row_button, row_button_width, section_label,
};
use crate::ui::widgets::{cut, paint_left};
use egui::{Id, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::collections::HashMap;
use ways::{Names, left, link_of, membership, via_text, ways};

/// What the section keeps between frames.
#[derive(Default)]
pub(super) struct Groups {
    open: bool,
    forms: HashMap<SocketId, Form>,
}

/// What is typed for a socket.
#[derive(Clone, Debug)]
struct Form {
    group: String,
    via: Via,
    mistake: Option<Message>,
}

impl Groups {
    /// The section, where the socket can be in groups.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, drafts: &mut Drafts) {
        let Some(names) = Names::of(row) else { return };
        ui.add_space(sizes::GAP);
        let joined = row.options.groups().len();
        let count = match joined {
            0 => String::new(),
            n => cx.say(&Message::new("groups-count").with("n", n as u64)),
        };
        let keys = match (names.is_v6, self.open) {
            (false, false) => ("groups-title", "groups-show"),
            (false, true) => ("groups-title", "groups-hide"),
            (true, false) => ("groups-title-6", "groups-show-6"),
            (true, true) => ("groups-title-6", "groups-hide-6"),
        };
        fold_ui(ui, (cx.t(keys.0), Text::Label), &count, cx.t(keys.1), &mut self.open);
        if !self.open {
            return;
        }
        let is_live = cx.state.is_live() && row.open;
        if is_live {
            self.join_ui(ui, cx, row, names);
        } else {
            note(
                ui,
                cx.t(match (cx.state.is_live(), &cx.state.stepping) {
                    (true, _) => "options-closed",
                    (false, Some(_)) => "stepping-options",
                    (false, None) => "options-reading",
                }),
            );
        }
        for (at, member) in row.options.groups().iter().enumerate().filter(|_| row.open) {
            member_ui(ui, cx, row, names, (at, *member), is_live);
        }
        if let Some(words) = names.option(names.leave).and_then(|option| refusal(cx, row, option)) {
            inline_error(ui, &words);
        }
        sending_ui(ui, cx, row, names, drafts);
    }

    fn join_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, names: Names) {
        self.forms.retain(|sid, _| cx.state.live_snapshot().board.row(*sid).is_some_and(|row| row.open));
        let fresh = || Form { group: String::new(), via: Via::System, mistake: None };
        let form = self.forms.entry(row.sid).or_insert_with(fresh);
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        let mistake = form.mistake.as_ref().map(|words| cx.say(words));
        let hint = if names.is_v6 { "ff02::1234" } else { "239.1.2.3" };
        let field = Field::new(cx.t("groups-group"), &mut form.group).hint(hint).error(mistake.as_deref());
        let response = field.id(Id::unique("group").with(row.sid.0)).show(ui);
        if response.changed() {
            form.mistake = None;
        }
        let mut joins = entered(ui, &response);
        if joins {
            response.request_focus();
        }
        let choices = ways(cx, names);
        let labelled: Vec<(Via, &str)> = choices.iter().map(|(via, label)| (*via, label.as_str())).collect();
        if !labelled.iter().any(|(via, _)| *via == form.via) {
            // The interface is gone.
            form.via = Via::System;
        }
        form_row(ui, cx.t("groups-interface"), |ui| {
            dropdown(ui, cx.t("groups-interface-of"), &mut form.via, &labelled);
        });
        where_ui(ui, cx, form.via, names);
        form_row(ui, "", |ui| {
            let button = Button::new(cx.t("groups-join")).name(cx.t("groups-join-name"));
            joins |= ui.add(button).clicked();
        });
        if joins {
            match membership(&form.group, form.via, names) {
                Ok(value) => {
                    form.mistake = None;
                    make(cx, row.sid, names.option(names.join), value);
                }
                Err(mistake) => form.mistake = Some(mistake),
            }
        }
        if let Some(words) = names.option(names.join).and_then(|option| refusal(cx, row, option)) {
            inline_error(ui, &words);
        }
        note(ui, cx.t("groups-bind-hint"));
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(sizes::GAP_SMALL);
    }
}

/// A group that it is in, and the button that leaves it.
fn member_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    row: &SocketRow,
    names: Names,
    (at, member): (usize, Membership),
    is_live: bool,
) {
    let by = via_text(cx, member.via);
    let group = member.group.to_string();
    let words = |key: &str| cx.say(&Message::new(key).with("group", &*group).with("by", &*by));
    let (sentence, leave) = (words("groups-member"), words("groups-leave-name"));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*sentence));
    let t = Tokens::of(ui);
    let label = cx.t("groups-leave");
    let room = rect.width() - if is_live { row_button_width(ui, label) + sizes::GAP } else { 0.0 };
    let name = cut(ui.painter(), &group, Text::MonoStrong, t.text_strong, room);
    let x = paint_left(ui.painter(), rect.left(), rect.center().y, name) + sizes::GAP;
    let by_line = cut(ui.painter(), &by, Text::Small, t.text_subdued, rect.left() + room - x);
    paint_left(ui.painter(), x, rect.center().y, by_line);
    response.on_hover_text(&*sentence);
    if !is_live {
        return;
    }
    let id = Id::unique("leave-group").with((row.sid.0, at));
    if row_button(ui, id, pos2(rect.right(), rect.center().y), label, &leave).clicked() {
        make(cx, row.sid, names.option(names.leave), left(member));
    }
}

/// How datagrams to groups leave, and to everyone.
fn sending_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, names: Names, drafts: &mut Drafts) {
    let Some(facts) = facts_of(cx) else { return };
    let sort = (facts.family, facts.kind, facts.proto);
    let fresh = cx.state.fresh_options(sort).and_then(Result::ok).unwrap_or_default();
    let all = entries(sort, &facts.options, fresh, row);
    ui.add_space(sizes::GAP_SMALL);
    section_label(ui, cx.t("groups-sending"));
    let mut show = |ui: &mut Ui, cx: &mut Cx<'_>, name: &str| {
        let Some(entry) = all.iter().find(|entry: &&Entry<'_>| entry.option.name == name) else { return };
        OptionRow { entry, socket: row, place: cx.t("groups-place") }.show(ui, cx, drafts);
    };
    for name in names.options {
        show(ui, cx, name);
    }
    if !names.is_v6 {
        ui.add_space(sizes::GAP_SMALL);
        note(ui, cx.t("groups-broadcast"));
        show(ui, cx, "SO_BROADCAST");
    }
}

fn make(cx: &mut Cx<'_>, sid: SocketId, option: Option<(i32, i32)>, value: OptionValue) {
    let Some((level, name)) = option else { return };
    cx.push(AppCommand::MakeCall(MakeCall::once(sid, Call::SetSockOpt { level, name, value })));
}

/// Who may send to the group there.
fn where_ui(ui: &mut Ui, cx: &Cx<'_>, via: Via, names: Names) {
    let said = |key: &str, link: &Link| cx.say(&Message::new(key).with("name", &*link.name));
    let words = match link_of(cx, via) {
        None => cx.t("groups-where-system").to_owned(),
        Some(link) if link.is_loopback() => said("groups-where-loopback", link),
        Some(link) => said("groups-where-link", link),
    };
    note(ui, &words);
    if let Some(link) = link_of(cx, via).filter(|link| names.is_v6 && link.is_loopback()) {
        let color = Tokens::of(ui).text_subdued;
        let words = said("groups-lo6", link);
        emphasised(ui, &code_parts(&words), (Text::Small, color), (Text::MonoSmall, color));
    }
}
