//! The starts: talk to a server, be a server, both ends at once, receive datagrams. On an empty board they fill the log's
//! place.
//!
//! ```text
//!  Start with
//!  [ Talk to a server ] [ Be a server       ]
//!  [ Both ends at once ] [ Receive datagrams ]
//!  Protocol [TCP|UDP]   Family [IPv4|IPv6]
//!  Host [127.0.0.1]     Port [8000]            [ Start ]
//!  s = socket.socket(AF_INET, SOCK_STREAM) …
//! ```

use super::last_board::last_board_ui;
use super::receive::{ListenOn, listen_on_ui};
use crate::app::{AppCommand, Field as Wrong, FieldError, Plan, Start, StartKind, check_host, check_port};
use crate::call;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, Field};
use egui::{Context, Ui};

/// What is typed and chosen.
pub struct StartsForm {
    what: StartKind,
    datagram: bool,
    v6: bool,
    host: String,
    port: String,
    /// *Receive datagrams*: where, and whether others may use the port too.
    listen_on: ListenOn,
    share: bool,
    errors: Vec<FieldError>,
}

impl Default for StartsForm {
    fn default() -> Self {
        Self {
            what: StartKind::Talk,
            datagram: false,
            v6: false,
            host: "127.0.0.1".to_owned(),
            port: "8000".to_owned(),
            listen_on: ListenOn::default(),
            share: false,
            errors: Vec::new(),
        }
    }
}

/// The starts with the keys of their name and of what they do, and their icon.
const STARTS: [(StartKind, &str, &str, Icon); 4] = [
    (StartKind::Talk, "start-talk", "start-talk-lead", Icon::Plugs),
    (StartKind::Serve, "start-serve", "start-serve-lead", Icon::Broadcast),
    (StartKind::BothEnds, "start-both", "start-both-lead", Icon::ArrowsLeftRight),
    (StartKind::Receive, "start-receive", "start-receive-lead", Icon::Ear),
];

impl StartsForm {
    /// The starts to choose from, and the form of the chosen one.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let tokens = Tokens::of(ui);
        last_board_ui(ui, cx);
        ui.label(Text::Brand.rich(cx.t("starts-title"), tokens.text_strong));
        ui.add(egui::Label::new(Text::Body.rich(cx.t("starts-lead"), tokens.text_subdued)).wrap());
        ui.add_space(sizes::GAP_GROUPS);
        let cards = STARTS.map(|(what, title, lead, icon)| {
            let lead = if what == StartKind::Serve && self.datagram { "start-serve-udp-lead" } else { lead };
            (icon, cx.t(title), cx.t(lead))
        });
        let chosen = STARTS.iter().position(|(what, ..)| *what == self.what);
        if let Some((what, ..)) = widgets::choice_cards(ui, &cards, chosen).and_then(|at| STARTS.get(at)) {
            self.choose(cx, *what);
        }
        ui.add_space(sizes::GAP_GROUPS);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(460.0));
            self.form_ui(ui, cx);
        });
    }

    fn choose(&mut self, cx: &mut Cx<'_>, what: StartKind) {
        if what == StartKind::Receive && self.what != what {
            cx.push(AppCommand::ReadInterfaces);
        }
        self.what = what;
    }

    /// The form of one start as a dialog; true when it should close.
    pub fn dialog_ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, what: StartKind) -> bool {
        self.choose(cx, what);
        let title = STARTS.iter().find(|(start, ..)| *start == what).map_or("", |(_, title, ..)| cx.t(title));
        super::modal_ui(ctx, "starts", title, |ui| self.form_ui(ui, cx))
    }

    fn form_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.what != StartKind::Receive {
            widgets::form_row(ui, cx.t("start-kind"), |ui| {
                let kinds = [(false, "TCP"), (true, "UDP")];
                widgets::segmented(ui, &mut self.datagram, &kinds);
            });
        }
        widgets::form_row(ui, cx.t("start-family"), |ui| {
            let families = [(false, "IPv4"), (true, "IPv6")];
            let mut v6 = self.v6;
            if widgets::segmented(ui, &mut v6, &families) {
                self.choose_family(v6);
            }
        });
        let mut entered = false;
        if self.what == StartKind::Receive {
            listen_on_ui(ui, cx, &mut self.listen_on, self.v6);
        } else {
            let error = self.error(cx, Wrong::Host);
            let host = Field::new(cx.t("start-host"), &mut self.host).error(error.as_deref()).show(ui);
            self.repair_ui(ui, Wrong::Host);
            entered |= widgets::entered(ui, &host);
        }
        let error = self.error(cx, Wrong::Port);
        let port = Field::new(cx.t("start-port"), &mut self.port).error(error.as_deref()).show(ui);
        entered |= widgets::entered(ui, &port);
        if self.what == StartKind::Receive {
            widgets::form_row(ui, "", |ui| {
                widgets::checkbox(ui, &mut self.share, cx.t("start-share"));
            });
        }
        ui.add_space(sizes::GAP);
        if ui.add(Button::new(cx.t("start-go")).primary()).clicked() || entered {
            self.go(cx);
        }
        if let Ok(port) = check_port(&self.port) {
            ui.add_space(sizes::GAP_GROUPS);
            ui.label(Text::Small.rich(cx.t("start-calls"), Tokens::of(ui).text_subdued));
            let start = self.start(self.chosen_host(), port);
            widgets::code_line(ui, &Plan::preview(&start).join("\n"));
        }
    }

    fn chosen_host(&self) -> String {
        match self.what {
            StartKind::Receive => self.listen_on.host(self.v6),
            _ => self.host.trim().to_owned(),
        }
    }

    fn start(&self, host: String, port: u16) -> Start {
        let number = |name| call::number_of(name).unwrap_or_default();
        let datagram = self.datagram || self.what == StartKind::Receive;
        Start {
            what: self.what,
            kind: number(if datagram { "SOCK_DGRAM" } else { "SOCK_STREAM" }),
            family: number(if self.v6 { "AF_INET6" } else { "AF_INET" }),
            host,
            port,
            share: self.share && self.what == StartKind::Receive,
        }
    }

    /// Changing the family changes the loopback address with it, and nothing that was typed.
    fn choose_family(&mut self, v6: bool) {
        self.v6 = v6;
        self.listen_on.choose_family(v6);
        match self.host.as_str() {
            "127.0.0.1" if v6 => self.host = "::1".to_owned(),
            "::1" if !v6 => self.host = "127.0.0.1".to_owned(),
            _ => {}
        }
    }

    fn error(&self, cx: &Cx<'_>, field: Wrong) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| cx.say(&error.message))
    }

    /// What would be right, to take in one press.
    fn repair_ui(&mut self, ui: &mut Ui, field: Wrong) {
        let instead = self.errors.iter().find(|error| error.field == field).and_then(|error| error.instead.clone());
        if let Some(instead) = instead
            && ui.add(Button::new(&instead).mono()).clicked()
        {
            self.host = instead;
            self.errors.clear();
        }
    }

    fn go(&mut self, cx: &mut Cx<'_>) {
        self.errors.clear();
        let chosen = self.chosen_host();
        let host = match self.what {
            StartKind::Receive => Ok(chosen),
            what => check_host(&chosen, what == StartKind::Talk).map_err(|error| self.errors.push(error)),
        };
        let port = check_port(&self.port).map_err(|error| self.errors.push(error));
        let (Ok(host), Ok(port)) = (host, port) else { return };
        cx.push(AppCommand::Start(self.start(host, port)));
    }
}
