//! Where datagrams are received: on this machine only, on one interface, or on every one, in plain words.

use crate::app::Interface;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets;
use egui::{Label, Ui};
use std::net::IpAddr;

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListenOn {
    /// Loopback.
    #[default]
    ThisMachine,
    /// The wildcard.
    Every,
    /// One address of an interface.
    One(IpAddr),
}

impl ListenOn {
    /// What `bind` is given.
    pub fn host(self, v6: bool) -> String {
        match self {
            Self::ThisMachine => if v6 { "::1" } else { "127.0.0.1" }.to_owned(),
            Self::Every => if v6 { "::" } else { "0.0.0.0" }.to_owned(),
            Self::One(ip) => ip.to_string(),
        }
    }

    /// An address of the other family cannot stay.
    pub fn choose_family(&mut self, v6: bool) {
        if matches!(self, Self::One(ip) if ip.is_ipv6() != v6) {
            *self = Self::ThisMachine;
        }
    }
}

/// The choice as a line of the form, and what it means for others below it.
pub fn listen_on_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut ListenOn, v6: bool) {
    let offered = |(_, ip): &&Interface| {
        let link_local = matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
        ip.is_ipv6() == v6 && !ip.is_loopback() && !link_local
    };
    let with_host = |key, on: ListenOn| cx.say(&Message::new(key).with("host", on.host(v6)));
    let mut choices = vec![
        (ListenOn::ThisMachine, with_host("receive-this-machine", ListenOn::ThisMachine)),
        (ListenOn::Every, with_host("receive-every", ListenOn::Every)),
    ];
    for (name, ip) in cx.state.interfaces().iter().filter(offered) {
        let words = Message::new("receive-interface").with("interface", name.as_str()).with("host", ip.to_string());
        choices.push((ListenOn::One(*ip), cx.say(&words)));
    }
    let choices: Vec<_> = choices.iter().map(|(on, words)| (*on, words.as_str())).collect();
    widgets::form_row(ui, cx.t("receive-on"), |ui| widgets::dropdown(ui, cx.t("receive-on"), chosen, &choices));
    let tokens = Tokens::of(ui);
    let (key, icon, color) = match chosen {
        ListenOn::ThisMachine => ("receive-means-here", Icon::Lock, tokens.text_subdued),
        ListenOn::Every => ("receive-means-every", Icon::Globe, tokens.warning),
        ListenOn::One(_) => ("receive-means-one", Icon::Globe, tokens.warning),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(sizes::LABEL_COLUMN);
        ui.label(icon.rich(sizes::ICON, color));
        ui.add_space(sizes::GAP_SMALL);
        ui.add(Label::new(Text::Small.rich(cx.t(key), tokens.text_subdued)).wrap());
    });
}
