//! The widgets as someone who cannot see them finds them.

use super::{Button, Field, ListRow, PillKind, dropdown, icon_button, labelled_row, segmented, tabs};
use crate::ui::theme::{Icon, Mode, Text, Tokens, apply, install_fonts};
use egui_kittest::{Harness, kittest::Queryable};

fn harness<'a>(app: impl FnMut(&mut egui::Ui) + 'a) -> Harness<'a> {
    Harness::builder()
        .with_size([480.0, 320.0])
        .with_context_setup(|ctx| {
            install_fonts(ctx);
            apply(ctx, Mode::Dark);
        })
        .build_ui(app)
}

#[test]
fn buttons_have_names_and_take_clicks() {
    let (mut bound, mut closed) = (0, 0);
    {
        let mut h = harness(|ui| {
            bound += usize::from(ui.add(Button::new("Bind").primary()).clicked());
            closed += usize::from(icon_button(ui, Icon::X, "Close the socket").clicked());
        });
        h.get_by_label("Bind").click();
        h.run_steps(2);
        h.get_by_label("Close the socket").click();
        h.run_steps(2);
    }
    assert_eq!((bound, closed), (1, 1));
}

#[test]
fn a_choice_changes_by_click_and_tells_what_is_chosen() {
    let mut mode = 0;
    let mut tab = 0;
    {
        let mut h = harness(|ui| {
            segmented(ui, &mut mode, &[(0, "Learn"), (1, "Test")]);
            tabs(ui, &mut tab, &[(0, "Timeline"), (1, "Data")]);
        });
        h.get_by_label("Test").click();
        h.run_steps(2);
        h.get_by_label("Data").click();
        h.run_steps(2);
    }
    assert_eq!((mode, tab), (1, 1));
}

#[test]
fn a_field_is_found_by_its_label_and_says_its_mistake() {
    let mut port = String::new();
    let mut find = String::new();
    {
        let mut h = harness(|ui| {
            Field::new("Port", &mut port).error(Some("Not a number")).show(ui);
            Field::new("Find text", &mut find).hide_label().icon(Icon::MagnifyingGlass).show(ui);
        });
        h.get_by_role_and_label(egui::Role::TextInput, "Port").focus();
        h.run_steps(2);
        h.get_by_role_and_label(egui::Role::TextInput, "Port").type_text("80x");
        h.run_steps(2);
        h.get_by_label("Not a number");
        h.get_by_role_and_label(egui::Role::TextInput, "Find text");
    }
    assert_eq!(port, "80x");
}

#[test]
fn a_row_is_one_node_with_a_sentence() {
    let mut clicks = 0;
    {
        let mut h = harness(|ui| {
            let t = Tokens::of(ui);
            let row = ListRow::new("sock of server.py, connected to port 8080").selected(true);
            let response = row.show(ui, |row| {
                row.pill_right("ESTABLISHED", PillKind::Neutral);
                row.text("sock", Text::Mono, t.text_strong);
            });
            clicks += usize::from(response.clicked());
            labelled_row(ui, "Local name", "127.0.0.1:8000", Text::Mono, t.text_strong);
        });
        h.get_by_label("sock of server.py, connected to port 8080").click();
        h.run_steps(2);
        assert!(h.query_by_label("ESTABLISHED").is_none());
        h.get_by_label("Local name 127.0.0.1:8000");
    }
    assert_eq!(clicks, 1);
}

#[test]
fn a_list_opens_and_its_line_is_chosen() {
    let mut encoding = 0;
    let mut changes = 0;
    {
        let mut h = harness(|ui| {
            let response = dropdown(ui, "Encoding", &mut encoding, &[(0, "UTF-8"), (1, "GBK")]);
            changes += usize::from(response.changed());
        });
        h.get_by_label("Encoding UTF-8").click();
        h.run_steps(3);
        h.get_by_label("GBK").click();
        h.run_steps(3);
        h.get_by_label("Encoding GBK");
        assert!(h.query_by_label("UTF-8").is_none(), "the list is still open");
    }
    assert_eq!((encoding, changes), (1, 1));
}

#[test]
fn the_keyboard_reaches_and_presses_everything() {
    let mut pressed = Vec::new();
    {
        let mut h = harness(|ui| {
            if ui.add(Button::new("Bind")).clicked() {
                pressed.push("Bind");
            }
            if ListRow::new("first row").show(ui, |_| {}).clicked() {
                pressed.push("first row");
            }
        });
        for _ in 0..2 {
            h.key_press(egui::Key::Tab);
            h.run_steps(2);
            h.key_press(egui::Key::Enter);
            h.run_steps(2);
        }
    }
    assert_eq!(pressed, ["Bind", "first row"]);
}
