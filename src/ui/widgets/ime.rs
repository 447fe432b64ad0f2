//! Input methods: Enter that commits a composed text is theirs, and makes no call.

use egui::{Context, Event, Id, ImeEvent, Key, Response, Ui};

fn slot() -> Id {
    Id::unique("sockscope-ime")
}

/// Takes in a frame's events: once a frame, before anything is drawn.
pub fn watch_ime(ctx: &Context) {
    let (before, _) = ctx.data(|data| data.get_temp::<(bool, bool)>(slot())).unwrap_or_default();
    let (mut composing, mut theirs) = (before, false);
    ctx.input(|input| {
        for event in &input.events {
            let Event::Ime(ime) = event else { continue };
            theirs = true;
            match ime {
                ImeEvent::Preedit { text, .. } => composing = !text.is_empty(),
                ImeEvent::Commit(_) => composing = false,
                _ => {}
            }
        }
    });
    ctx.data_mut(|data| data.insert_temp(slot(), (composing, theirs || before)));
}

/// Whether a field was left by Enter, and the Enter was the person's and not the input method's.
pub fn entered(ui: &Ui, field: &Response) -> bool {
    let theirs = ui.data(|data| data.get_temp::<(bool, bool)>(slot())).unwrap_or_default().1;
    field.lost_focus() && !theirs && ui.input(|input| input.key_pressed(Key::Enter))
}
