//! What `getaddrinfo` and `poll` are given.

use super::{Fields, hint};
use crate::app::Field as FormField;
use crate::call::{self, ADDRINFO_FLAGS};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{dropdown, form_row};
use egui::Ui;

const FAMILIES: [&str; 3] = ["AF_UNSPEC", "AF_INET", "AF_INET6"];
const KINDS: [&str; 3] = ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"];
const EVENTS: [&str; 4] = ["POLLIN", "POLLOUT", "POLLPRI", "POLLRDHUP"];

impl Fields<'_> {
    pub(super) fn resolve(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.line(ui, cx, "calls-host", FormField::Host, |form| &mut form.resolve.host);
        self.line(ui, cx, "calls-service", FormField::Service, |form| &mut form.resolve.service);
        let number = |name: &&'static str| call::number_of(name).map(|number| (number, *name));
        let families: Vec<_> = FAMILIES.iter().filter_map(number).collect();
        let mut kinds: Vec<_> = KINDS.iter().filter_map(number).collect();
        kinds.insert(0, (0, cx.t("calls-any")));
        let form = &mut self.draft.form.resolve;
        let label = cx.t("calls-family");
        form_row(ui, label, |ui| dropdown(ui, label, &mut form.family, &families));
        let label = cx.t("calls-type");
        form_row(ui, label, |ui| dropdown(ui, label, &mut form.kind, &kinds));
        ui.add_space(sizes::GAP_SMALL);
        let flags: Vec<_> = ADDRINFO_FLAGS.iter().map(|(name, _)| *name).collect();
        Self::bits(ui, &flags, &mut form.flags);
        hint(ui, cx.t("calls-resolve-hint"));
    }

    pub(super) fn poll(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        Self::bits(ui, &EVENTS, &mut self.draft.form.events);
        self.line(ui, cx, "calls-seconds", FormField::Seconds, |form| &mut form.seconds);
        hint(ui, cx.t("calls-seconds-hint"));
    }
}
