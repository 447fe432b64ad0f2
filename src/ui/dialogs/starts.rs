//! The starts: talk to a server, be a server, both ends at once. On an empty board they fill the log's place.
//!
//! ```text
//!  Start with
//!  [ Talk to a server ] [ Be a server ] [ Both ends at once ]
//!  Protocol [TCP|UDP]   Family [IPv4|IPv6]
//!  Host [127.0.0.1]     Port [8000]            [ Start ]
//!  s = socket.socket(AF_INET, SOCK_STREAM) …
//! ```

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
            errors: Vec::new(),
        }
    }
}

/// The three starts with the keys of their name and of what they do, and their icon.
const STARTS: [(StartKind, &str, &str, Icon); 3] = [
    (StartKind::Talk, "start-talk", "start-talk-lead", Icon::Plugs),
    (StartKind::Serve, "start-serve", "start-serve-lead", Icon::Broadcast),
    (StartKind::BothEnds, "start-both", "start-both-lead", Icon::ArrowsLeftRight),
];

impl StartsForm {
    /// The three starts to choose from, and the form of the chosen one.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let tokens = Tokens::of(ui);
        ui.label(Text::Brand.rich(cx.t("starts-title"), tokens.text_strong));
        ui.label(Text::Body.rich(cx.t("starts-lead"), tokens.text_subdued));
        ui.add_space(sizes::GAP_GROUPS);
        ui.horizontal_wrapped(|ui| {
            for (what, title, lead, icon) in STARTS {
                let lead = if what == StartKind::Serve && self.datagram { "start-serve-udp-lead" } else { lead };
                if widgets::choice_card(ui, icon, cx.t(title), cx.t(lead), self.what == what).clicked() {
                    self.what = what;
                }
            }
        });
        ui.add_space(sizes::GAP_GROUPS);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(460.0));
            self.form_ui(ui, cx);
        });
    }

    /// The form of one start as a dialog; true when it should close.
    pub fn dialog_ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, what: StartKind) -> bool {
        self.what = what;
        let (_, title, _, _) = STARTS[what as usize];
        let title = cx.t(title);
        super::modal_ui(ctx, "starts", title, |ui| self.form_ui(ui, cx))
    }

    fn form_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        widgets::form_row(ui, cx.t("start-kind"), |ui| {
            let kinds = [(false, "TCP"), (true, "UDP")];
            widgets::segmented(ui, &mut self.datagram, &kinds);
        });
        widgets::form_row(ui, cx.t("start-family"), |ui| {
            let families = [(false, "IPv4"), (true, "IPv6")];
            let mut v6 = self.v6;
            if widgets::segmented(ui, &mut v6, &families) {
                self.choose_family(v6);
            }
        });
        let (host_error, port_error) = (self.error(cx, Wrong::Host), self.error(cx, Wrong::Port));
        let host = Field::new(cx.t("start-host"), &mut self.host).error(host_error.as_deref()).show(ui);
        self.repair_ui(ui, Wrong::Host);
        let port = Field::new(cx.t("start-port"), &mut self.port).error(port_error.as_deref()).show(ui);
        ui.add_space(sizes::GAP);
        let entered = [host, port].iter().any(|field| widgets::entered(ui, field));
        if ui.add(Button::new(cx.t("start-go")).primary()).clicked() || entered {
            self.go(cx);
        }
        if let Ok(port) = check_port(&self.port) {
            ui.add_space(sizes::GAP_GROUPS);
            ui.label(Text::Small.rich(cx.t("start-calls"), Tokens::of(ui).text_subdued));
            let start = self.start(self.host.trim().to_owned(), port);
            widgets::code_line(ui, &Plan::preview(&start).join("\n"));
        }
    }

    fn start(&self, host: String, port: u16) -> Start {
        let number = |name| call::number_of(name).unwrap_or_default();
        Start {
            what: self.what,
            kind: number(if self.datagram { "SOCK_DGRAM" } else { "SOCK_STREAM" }),
            family: number(if self.v6 { "AF_INET6" } else { "AF_INET" }),
            host,
            port,
        }
    }

    /// Changing the family changes the loopback address with it, and nothing that was typed.
    fn choose_family(&mut self, v6: bool) {
        self.v6 = v6;
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
        let host = check_host(&self.host, self.what == StartKind::Talk).map_err(|error| self.errors.push(error));
        let port = check_port(&self.port).map_err(|error| self.errors.push(error));
        let (Ok(host), Ok(port)) = (host, port) else { return };
        cx.push(AppCommand::Start(self.start(host, port)));
    }
}
