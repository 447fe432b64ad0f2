//! What leaves the window: the dialog *Export as…*, and calls that are copied.

use super::desk::Desk;
use egui::{Modifiers, OutputCommand, Role};
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, Dialog, ThemeChoice};
use sockscope::locale::Language;

fn copied(desk: &Desk) -> Option<String> {
    let commands = &desk.harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

const PATTERNS: &str = "Patterns to mask as well, one regular expression a line";

/// Replaces the text of a field.
fn replace(desk: &mut Desk, role: Role, label: &str, text: &str) {
    desk.harness.get_by_role_and_label(role, label).focus();
    desk.harness.run_steps(2);
    desk.harness.key_press_modifiers(Modifiers::COMMAND, egui::Key::A);
    desk.harness.run_steps(1);
    desk.harness.get_by_role_and_label(role, label).type_text(text);
    desk.harness.run_steps(2);
}

fn talk(desk: &mut Desk) {
    desk.both_ends("SOCK_STREAM");
    desk.type_into("Send to client/s", "GET /?token=hunter2secret HTTP/1.1");
    desk.harness.key_press(egui::Key::Enter);
    desk.until("the row", |desk| desk.has_row("↑ "));
}

#[test]
fn a_session_is_exported_from_the_dialog_with_its_secrets_masked() {
    let mut desk = Desk::new();
    talk(&mut desk);
    let folder = tempfile::tempdir().unwrap();
    desk.press(AppCommand::ShowDialog(Some(Dialog::Export)));
    desk.picture("export-dialog");
    desk.click("Format pcapng, for Wireshark");
    desk.picture("export-formats");
    desk.click("CSV table");
    desk.click("Mask secrets");
    replace(&mut desk, Role::TextInput, "File", &folder.path().join("a.csv").display().to_string());
    desk.picture("export-masked");
    // A pattern that is none is told at its field, and nothing is written.
    replace(&mut desk, Role::MultilineTextInput, PATTERNS, "(");
    desk.click("Export");
    desk.until("what is wrong", |desk| {
        desk.harness.query_all_by_label_contains("no regular expression").next().is_some()
    });
    desk.picture("export-wrong");
    replace(&mut desk, Role::MultilineTextInput, PATTERNS, "(ho)st");
    desk.click("Export");
    desk.until("the file", |_| folder.path().join("a.csv").exists());
    desk.until("the end", |desk| desk.harness.query_all_by_label_contains("were exported to").next().is_some());
    assert!(desk.harness.state().state().dialog.is_none());
    let text = std::fs::read_to_string(folder.path().join("a.csv")).unwrap();
    assert!(text.contains("GET /?token=*************"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    desk.press(AppCommand::SetTheme(ThemeChoice::Light));
    desk.press(AppCommand::SetLanguage(Some(Language::Chinese)));
    desk.press(AppCommand::ShowDialog(Some(Dialog::Export)));
    desk.picture("export-light-zh");
    desk.harness.set_size(egui::vec2(640.0, 360.0));
    desk.picture("export-small-zh");
}

#[test]
fn one_call_and_several_are_copied_in_other_forms() {
    let mut desk = Desk::new();
    talk(&mut desk);
    desk.row("↑ ").click_secondary();
    desk.harness.run_steps(3);
    desk.click("Copy as");
    desk.picture("copy-as");
    desk.harness.get_by_label("C").click();
    let mut seen = None;
    for _ in 0..1000 {
        desk.harness.step();
        seen = seen.or_else(|| copied(&desk));
        if seen.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let text = seen.expect("text on the clipboard");
    assert!(text.contains("send(s, BYTES(\"GET /?token=hunter2secret HTTP/1.1\"), 0)"), "{text}");
    desk.row("s.bind((").click();
    desk.harness.run_steps(3);
    for _ in 0..2 {
        desk.harness.key_press_modifiers(Modifiers::SHIFT, egui::Key::ArrowDown);
        desk.harness.run_steps(3);
    }
    desk.picture("copy-range");
    desk.row("s.bind((").click_secondary();
    desk.harness.run_steps(3);
    desk.click("Copy 3 calls as");
    desk.harness.get_by_label("Python").click();
    let mut seen = None;
    for _ in 0..1000 {
        desk.harness.step();
        seen = seen.or_else(|| copied(&desk));
        if seen.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(seen.expect("text on the clipboard").lines().count(), 3);
}
