//! The bar's parts: what is chosen and typed.

use super::{Bar, ConnectBar};
use crate::app::{BarField, BarPhase, FamilyChoice, TargetKind};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{self, Field, entered, error_outline};
use egui::{Color32, Label, Response, Ui};

/// The kinds with the keys of their names.
pub const KINDS: [(TargetKind, &str); 4] = [
    (TargetKind::TcpClient, "bar-tcp-client"),
    (TargetKind::TcpServer, "bar-tcp-server"),
    (TargetKind::Udp, "bar-udp"),
    (TargetKind::UdpListen, "bar-udp-listen"),
];
const FAMILIES: [(FamilyChoice, &str); 3] =
    [(FamilyChoice::V4, "bar-v4"), (FamilyChoice::V6, "bar-v6"), (FamilyChoice::Both, "bar-both")];

/// Widths of fields in points; the host takes what is left of its line.
const HOST: f32 = 136.0;
const HOST_MOST: f32 = 260.0;
const PORT: f32 = 58.0;
const LOCAL_HOST: f32 = 104.0;
const TIMEOUT: f32 = 44.0;

/// A part that stands on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// TCP client, TCP server, UDP, UDP listen.
    Kind,
    /// v4, v6, both.
    Family,
    /// The host and its port.
    Peer,
    /// The local address and port.
    Local,
    /// The timeout.
    Timeout,
    /// SO_REUSEADDR.
    Share,
    /// Connect, and what goes with it.
    Buttons,
    /// How far it is.
    Phase,
}

impl Part {
    /// Where a field stands.
    pub fn of(field: BarField) -> Self {
        match field {
            BarField::Host | BarField::Port => Self::Peer,
            BarField::LocalHost | BarField::LocalPort => Self::Local,
            BarField::Timeout => Self::Timeout,
        }
    }

    /// How wide it is at least, in points.
    pub(super) fn width(self, ui: &Ui, cx: &Cx<'_>, bar: &Bar<'_>) -> f32 {
        let pair = |key: &str, host: f32, port: f32| {
            label_width(ui, cx.t(key)) + host + label_width(ui, ":") + port + 3.0 * sizes::GAP_SMALL
        };
        match self {
            Self::Kind => KINDS.map(|(_, key)| dropdown_width(ui, cx.t(key))).into_iter().fold(0.0, f32::max),
            Self::Family => widgets::segmented_width(ui, &FAMILIES.map(|(family, key)| (family, cx.t(key)))),
            Self::Peer => {
                let recent = if cx.state.settings.recent_targets.is_empty() { 0.0 } else { sizes::CONTROL };
                pair(peer_label(bar), HOST, PORT) + recent
            }
            Self::Local => pair("bar-local", LOCAL_HOST, PORT),
            Self::Timeout => {
                let words = label_width(ui, cx.t("bar-timeout")) + label_width(ui, cx.t("bar-seconds"));
                words + TIMEOUT + 2.0 * sizes::GAP_SMALL
            }
            Self::Share => {
                let spacing = ui.spacing();
                label_width(ui, cx.t("bar-share")) + spacing.icon_width + spacing.icon_spacing + sizes::GAP_SMALL
            }
            Self::Buttons => super::buttons::width(ui, cx, bar),
            Self::Phase => super::status::phase_width(ui, cx, bar),
        }
    }
}

/// The parts that the kind needs, in order.
pub(super) fn parts(bar: &Bar<'_>) -> Vec<Part> {
    let mut parts = vec![Part::Kind, Part::Family, Part::Peer];
    if !bar.form.kind.listens() {
        parts.push(Part::Local);
    }
    if bar.form.binds() {
        parts.push(Part::Share);
    }
    if !bar.form.kind.listens() {
        parts.push(Part::Timeout);
    }
    parts.push(Part::Buttons);
    match bar.view.phase {
        BarPhase::Idle | BarPhase::Closed | BarPhase::Failed => {}
        BarPhase::Working(so_long) if so_long < super::buttons::WAITS => {}
        _ => parts.push(Part::Phase),
    }
    parts
}

fn peer_label(bar: &Bar<'_>) -> &'static str {
    if bar.form.kind.listens() { "bar-listen-on" } else { "bar-host" }
}

fn label_width(ui: &Ui, text: &str) -> f32 {
    widgets::galley(ui.painter(), text, Text::Body, Color32::PLACEHOLDER).size().x.ceil()
}

fn dropdown_width(ui: &Ui, text: &str) -> f32 {
    let text = widgets::galley(ui.painter(), text, Text::Medium, Color32::PLACEHOLDER).size().x;
    (text + 16.0 + 2.0 * sizes::PADDING).ceil()
}

fn label(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).text_subdued;
    ui.add(Label::new(Text::Body.rich(text, color)));
}

impl ConnectBar {
    pub(super) fn part_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, bar: &mut Bar<'_>, part: Part, left: f32) {
        match part {
            Part::Kind => {
                let kinds = KINDS.map(|(kind, key)| (kind, cx.t(key)));
                widgets::dropdown(ui, cx.t("bar-kind"), &mut bar.form.kind, &kinds);
            }
            Part::Family => {
                let families = FAMILIES.map(|(family, key)| (family, cx.t(key)));
                let mut family = bar.form.family;
                if widgets::segmented(ui, &mut family, &families) {
                    bar.form.choose_family(family);
                }
            }
            Part::Peer => group(ui, |ui| self.peer_ui(ui, cx, bar, left)),
            Part::Local => group(ui, |ui| local_ui(ui, cx, bar)),
            Part::Timeout => group(ui, |ui| {
                label(ui, cx.t("bar-timeout"));
                let mut text = std::mem::take(&mut bar.form.timeout);
                let names = ("bar-timeout-name", "bar-for-ever");
                field_ui(ui, cx, bar, BarField::Timeout, names, (&mut text, TIMEOUT));
                bar.form.timeout = text;
                label(ui, cx.t("bar-seconds"));
            }),
            Part::Share => {
                let share = widgets::checkbox(ui, bar.form.share_mut(), cx.t("bar-share"));
                share.on_hover_text(cx.t(if bar.form.kind.is_datagram() { "bar-share-udp" } else { "bar-share-tcp" }));
            }
            Part::Buttons => super::buttons::buttons_ui(ui, cx, bar),
            Part::Phase => super::status::phase_ui(ui, cx, bar),
        }
    }

    fn peer_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, bar: &mut Bar<'_>, left: f32) {
        label(ui, cx.t(peer_label(bar)));
        let listens = bar.form.kind.listens();
        let width = (HOST + left.max(0.0)).min(HOST_MOST);
        let mut host = std::mem::take(bar.form.host_mut());
        let names = if listens { ("bar-listen-host-name", "bar-every") } else { ("bar-host-name", "") };
        let response = field_ui(ui, cx, bar, BarField::Host, names, (&mut host, width));
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            widgets::select_all(ui.ctx(), response.id, &host);
        }
        *bar.form.host_mut() = host;
        if !cx.state.settings.recent_targets.is_empty() {
            // The button belongs to the field.
            ui.add_space(-sizes::GAP_SMALL);
            if let Some(form) = self.recent.ui(ui, cx, &response, &bar.form) {
                bar.form = form;
            }
        }
        label(ui, ":");
        let mut port = std::mem::take(bar.form.port_mut());
        let names = if listens { ("bar-listen-port-name", "") } else { ("bar-port-name", "") };
        field_ui(ui, cx, bar, BarField::Port, names, (&mut port, PORT));
        *bar.form.port_mut() = port;
    }
}

fn local_ui(ui: &mut Ui, cx: &Cx<'_>, bar: &mut Bar<'_>) {
    label(ui, cx.t("bar-local"));
    let mut host = std::mem::take(&mut bar.form.local_host);
    field_ui(ui, cx, bar, BarField::LocalHost, ("bar-local-host-name", "bar-auto"), (&mut host, LOCAL_HOST));
    bar.form.local_host = host;
    label(ui, ":");
    let mut port = std::mem::take(&mut bar.form.local_port);
    field_ui(ui, cx, bar, BarField::LocalPort, ("bar-local-port-name", "bar-auto"), (&mut port, PORT));
    bar.form.local_port = port;
}

/// Things that belong together, closer than the bar's parts.
fn group(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
        ui.horizontal(add);
    });
}

/// A field with the keys of its name and of what stands in it while it is empty.
fn field_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    bar: &mut Bar<'_>,
    field: BarField,
    (name, hint): (&str, &str),
    (text, width): (&mut String, f32),
) -> Response {
    let hint = if hint.is_empty() { "" } else { cx.t(hint) };
    let id = egui::Id::unique("connect-bar").with(field as u8);
    let response = Field::new(cx.t(name), text).hide_label().hint(hint).width(width).id(id).show(ui);
    if bar.errors.iter().any(|error| error.field == field) {
        error_outline(ui, response.rect);
    }
    bar.go |= entered(ui, &response);
    select_at_first(ui, &response, text);
    response
}

/// A field that gets the keyboard has all of its text selected, as an address bar has: after the click that gave it.
fn select_at_first(ui: &Ui, field: &Response, text: &str) {
    let fresh = field.id.with("fresh");
    if field.gained_focus() {
        ui.data_mut(|data| data.insert_temp(fresh, true));
    }
    let pressed = ui.input(|input| input.pointer.any_down());
    if !pressed && ui.data_mut(|data| data.remove_temp::<bool>(fresh)).is_some() {
        widgets::select_all(ui.ctx(), field.id, text);
    }
}
