//! Socket options as the kernel reads them out.

use super::{Inspector, facts_of};
use crate::call::{Call, Outcome};
use crate::locale::Message;
use crate::net::OptionReading;
use crate::script;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, section_label};
use egui::Ui;

/// Options that always show; the others only when they were set, or when all are wanted.
const USUAL: [&str; 5] = ["SO_REUSEADDR", "SO_RCVBUF", "SO_SNDBUF", "SO_KEEPALIVE", "TCP_NODELAY"];

impl Inspector {
    pub(super) fn options_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
        let Some(facts) = facts_of(cx).filter(|facts| !facts.options.is_empty()) else { return };
        let tokens = Tokens::of(ui);
        ui.add_space(sizes::GAP_GROUPS);
        section_label(ui, cx.t("inspector-options"));
        ui.add_space(sizes::GAP_SMALL);
        for reading in shown(&facts.options, row, self.all_options) {
            let value = value_text(reading);
            let color = if reading.value.is_ok() { tokens.text_strong } else { tokens.text_subdued };
            let mut parts = vec![(&*value, Text::Mono, color)];
            if is_set(row, reading) {
                parts.push((cx.t("inspector-set-by-you"), Text::Small, tokens.text_subdued));
            }
            self.fact(ui, cx, reading.option.name, &parts, true);
        }
        let label = if self.all_options {
            cx.t("inspector-options-fewer").to_owned()
        } else {
            cx.say(&Message::new("inspector-options-all").with("n", facts.options.len() as u64))
        };
        let icon = if self.all_options { Icon::CaretUp } else { Icon::CaretDown };
        ui.add_space(sizes::GAP_SMALL);
        if ui.add(Button::new(&label).small().icon(icon)).clicked() {
            self.all_options = !self.all_options;
        }
    }
}

/// The readings to show: those that the person set come first.
fn shown<'a>(options: &'a [OptionReading], row: &SocketRow, all: bool) -> Vec<&'a OptionReading> {
    let (mut set, rest): (Vec<_>, Vec<_>) = options.iter().partition(|reading| is_set(row, reading));
    set.extend(rest.into_iter().filter(|reading| all || USUAL.contains(&reading.option.name)));
    set
}

fn is_set(row: &SocketRow, reading: &OptionReading) -> bool {
    row.options_set.contains(&(reading.option.level, reading.option.number))
}

fn value_text(reading: &OptionReading) -> String {
    let option = reading.option;
    let call = Call::GetSockOpt { level: option.level, name: option.number, kind: option.kind };
    let outcome = match &reading.value {
        Ok(value) => Outcome::Ok(value.clone()),
        Err(number) => Outcome::Errno(*number),
    };
    script::result_text(&outcome, &call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, OPTIONS, SocketId, Value};

    #[test]
    fn set_options_come_first_and_the_usual_ones_follow() {
        let readings: Vec<OptionReading> =
            OPTIONS.iter().map(|option| OptionReading { option: *option, value: Ok(Value::Int(1)) }).collect();
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), 2, 1, 0);
        let linger = OPTIONS.iter().find(|option| option.name == "SO_LINGER").unwrap();
        row.options_set.push((linger.level, linger.number));
        let names: Vec<_> = shown(&readings, &row, false).iter().map(|reading| reading.option.name).collect();
        assert_eq!(names[0], "SO_LINGER");
        assert_eq!(names.len(), 1 + USUAL.len());
        assert_eq!(shown(&readings, &row, true).len(), OPTIONS.len());
    }
}
