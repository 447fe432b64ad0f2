//! Family, type and name of a new socket: the sensible pairs first, all others on demand.

use super::{buttons_ui, sheet_ui};
use crate::app::{AppCommand, NewSocket, check_name, parse_constant};
use crate::call::{self, Call};
use crate::locale::Message;
use crate::script;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, Field};
use egui::{Context, ScrollArea, Ui, vec2};

/// A family, a type and a protocol that make sense together.
struct Pair {
    icon: Icon,
    /// The key of its words.
    key: &'static str,
    family: &'static str,
    kind: &'static str,
    proto: &'static str,
}

const fn pair(icon: Icon, key: &'static str, family: &'static str, kind: &'static str, proto: &'static str) -> Pair {
    Pair { icon, key, family, kind, proto }
}

/// The sensible ones, three in a line.
const PAIRS: [Pair; 9] = [
    pair(Icon::Plugs, "new-tcp4", "AF_INET", "SOCK_STREAM", ""),
    pair(Icon::Plugs, "new-tcp6", "AF_INET6", "SOCK_STREAM", ""),
    pair(Icon::Terminal, "new-unix-stream", "AF_UNIX", "SOCK_STREAM", ""),
    pair(Icon::Broadcast, "new-udp4", "AF_INET", "SOCK_DGRAM", ""),
    pair(Icon::Broadcast, "new-udp6", "AF_INET6", "SOCK_DGRAM", ""),
    pair(Icon::Terminal, "new-unix-dgram", "AF_UNIX", "SOCK_DGRAM", ""),
    pair(Icon::Pulse, "new-icmp4", "AF_INET", "SOCK_RAW", "IPPROTO_ICMP"),
    pair(Icon::Pulse, "new-icmp6", "AF_INET6", "SOCK_RAW", "IPPROTO_ICMPV6"),
    pair(Icon::Terminal, "new-unix-seqpacket", "AF_UNIX", "SOCK_SEQPACKET", ""),
];

/// The dialog at its largest, in points.
const SIZE: egui::Vec2 = vec2(600.0, 620.0);
/// What the buttons below the rest take.
const FOOT: f32 = sizes::CONTROL + 2.0 * sizes::GAP_GROUPS;

/// What is typed and chosen.
pub struct NewSocketForm {
    /// Filled when the dialog opens.
    name: Option<String>,
    /// The second end's name, where one is typed.
    other: Option<String>,
    /// One of [`PAIRS`]; none follows the typed family, type and protocol.
    chosen: Option<usize>,
    family: String,
    kind: String,
    proto: String,
    /// `socketpair`.
    is_pair: bool,
    wrong: Vec<(Place, Message)>,
}

/// A field of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Name,
    Other,
    Family,
    Kind,
    Proto,
}

impl Default for NewSocketForm {
    fn default() -> Self {
        let (name, other, wrong) = (None, None, Vec::new());
        let mut form = Self {
            name,
            other,
            chosen: Some(0),
            family: String::new(),
            kind: String::new(),
            proto: String::new(),
            is_pair: false,
            wrong,
        };
        form.choose(0);
        form
    }
}

impl NewSocketForm {
    /// The dialog was closed: the next time it proposes a name anew.
    pub fn forget(&mut self) {
        (self.name, self.other) = (None, None);
        self.wrong.clear();
    }

    fn choose(&mut self, at: usize) {
        let Some(pair) = PAIRS.get(at) else { return };
        self.chosen = Some(at);
        self.wrong.retain(|(place, _)| matches!(place, Place::Name | Place::Other));
        for (text, name) in
            [(&mut self.family, pair.family), (&mut self.kind, pair.kind), (&mut self.proto, pair.proto)]
        {
            name.clone_into(text);
        }
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let opened = self.name.is_none();
        if opened {
            let board = &cx.state.snapshot.board;
            let side = cx.state.selected_socket().map_or("client", |row| row.name.side());
            self.name = Some(board.free_name(if side.is_empty() { "client" } else { side }, "s").to_string());
        }
        let (mut wished, mut closed) = (false, false);
        let dismissed = sheet_ui(ctx, "new-socket", cx.t("new-title"), SIZE, |ui, height| {
            let most = (height - FOOT).max(FOOT);
            ScrollArea::vertical().max_height(most).show(ui, |ui| wished = self.fields_ui(ui, cx, opened));
            buttons_ui(ui, |ui| {
                wished |= ui.add(Button::new(cx.t("new-make")).primary()).clicked();
                closed = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        let made = wished.then(|| self.made()).flatten();
        let done = made.is_some();
        if let Some(made) = made {
            cx.push(AppCommand::NewSocket(made));
        }
        dismissed || closed || done
    }

    /// Everything above the buttons; true when Enter was pressed in a field.
    fn fields_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: bool) -> bool {
        let leads: Vec<_> = PAIRS.iter().map(|pair| format!("{} · {}", pair.family, pair.kind)).collect();
        let cards: Vec<_> =
            PAIRS.iter().zip(&leads).map(|(pair, lead)| (pair.icon, cx.t(pair.key), lead.as_str())).collect();
        let pressed = widgets::choice_cards(ui, &cards, self.chosen);
        if let Some(at) = pressed {
            self.choose(at);
        }
        ui.add_space(sizes::GAP);
        let mut entered = self.others_ui(ui, cx);
        if self.kind.contains("SOCK_RAW") {
            ui.add_space(sizes::GAP_SMALL);
            note(ui, cx.t("new-raw-hint"));
        }
        if self.can_pair() {
            widgets::checkbox(ui, &mut self.is_pair, cx.t("new-pair"));
        }
        ui.add_space(sizes::GAP_SMALL);
        // Enter makes the socket right after a card was pressed.
        entered |= self.names_ui(ui, cx, opened || pressed.is_some());
        ui.add_space(sizes::GAP);
        if let Some(line) = self.python() {
            widgets::code_line(ui, &line);
        }
        entered
    }

    /// The fields for any family, type and protocol, on demand.
    fn others_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let shown = self.chosen.is_none();
        let (key, icon) = if shown { ("new-sensible", Icon::CaretUp) } else { ("new-others", Icon::CaretDown) };
        if ui.add(Button::new(cx.t(key)).small().icon(icon)).clicked() {
            if shown {
                self.choose(0);
            } else {
                self.chosen = None;
            }
        }
        if self.chosen.is_some() {
            return false;
        }
        ui.add_space(sizes::GAP_SMALL);
        let mut entered = false;
        for (place, key) in [(Place::Family, "new-family"), (Place::Kind, "new-kind"), (Place::Proto, "new-proto")] {
            let error = self.error(cx, place);
            let text = match place {
                Place::Family => &mut self.family,
                Place::Kind => &mut self.kind,
                _ => &mut self.proto,
            };
            let field = Field::new(cx.t(key), text).error(error.as_deref()).show(ui);
            entered |= widgets::entered(ui, &field);
            if field.changed() {
                self.wrong.retain(|(other, _)| *other != place);
            }
        }
        note(ui, cx.t("new-others-hint"));
        entered
    }

    fn names_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, focus: bool) -> bool {
        let error = self.error(cx, Place::Name);
        let name = self.name.get_or_insert_default();
        let field = Field::new(cx.t("new-name"), name).error(error.as_deref()).show(ui);
        if focus {
            field.request_focus();
        }
        let mut entered = widgets::entered(ui, &field);
        if self.is_pair && self.can_pair() {
            let error = self.error(cx, Place::Other);
            let side = self.name.as_deref().and_then(|name| name.rsplit_once('/')).map_or("", |(side, _)| side);
            let proposal = || cx.state.snapshot.board.free_name(side, "b").to_string();
            let other = self.other.get_or_insert_with(proposal);
            let field = Field::new(cx.t("new-other"), other).error(error.as_deref()).show(ui);
            entered |= widgets::entered(ui, &field);
        }
        note(ui, cx.t("new-name-hint"));
        entered
    }

    fn error(&self, cx: &Cx<'_>, place: Place) -> Option<String> {
        self.wrong.iter().find(|(wrong, _)| *wrong == place).map(|(_, message)| cx.say(message))
    }

    /// Unix sockets come in pairs (socketpair(2)); where everything is offered the kernel may refuse others.
    fn can_pair(&self) -> bool {
        self.chosen.is_none() || self.family == "AF_UNIX"
    }

    fn numbers(&self) -> [(Place, Result<i32, Message>); 3] {
        [(Place::Family, &self.family), (Place::Kind, &self.kind), (Place::Proto, &self.proto)]
            .map(|(place, text)| (place, parse_constant(text)))
    }

    /// The socket that is meant, or none with every mistake noted.
    fn made(&mut self) -> Option<NewSocket> {
        self.wrong.clear();
        let numbers = self.numbers();
        let is_pair = self.is_pair && self.can_pair();
        let mut keep = |place, checked: Result<call::Name, Message>| match checked {
            Ok(name) => Some(name),
            Err(message) => {
                self.wrong.push((place, message));
                None
            }
        };
        let name = keep(Place::Name, check_name(self.name.as_deref().unwrap_or_default(), ""));
        let other = is_pair.then(|| {
            let side = name.as_ref().map_or("", call::Name::side);
            keep(Place::Other, check_name(self.other.as_deref().unwrap_or_default(), side))
        });
        if let (Some(Some(second)), Some(first)) = (&other, &name)
            && second == first
        {
            self.wrong.push((Place::Other, Message::new("new-same-name")));
        }
        for (place, number) in &numbers {
            if let Err(message) = number {
                self.wrong.push((*place, message.clone()));
            }
        }
        let [(_, family), (_, kind), (_, proto)] = numbers;
        let (family, kind, proto) = (family.ok()?, kind.ok()?, proto.ok()?);
        let made = NewSocket { name: name?, family, kind, proto, other: other.flatten() };
        self.wrong.is_empty().then_some(made)
    }

    /// The call as Python writes it, as far as what is typed means one.
    fn python(&self) -> Option<String> {
        let [(_, family), (_, kind), (_, proto)] = self.numbers();
        let (family, kind, proto) = (family.ok()?, kind.ok()?, proto.ok()?);
        let base = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default();
            text.rsplit('/').next().unwrap_or_default().to_owned()
        };
        let call = if self.is_pair && self.can_pair() {
            let other = check_name(&base(&self.other), "").ok();
            Call::SocketPair { family, kind, proto, other }
        } else {
            Call::Socket { family, kind, proto }
        };
        Some(script::call_line_of(&call, None, Some(&base(&self.name))))
    }
}

fn note(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).text_subdued;
    ui.add(egui::Label::new(Text::Small.rich(text, color)).wrap());
}
