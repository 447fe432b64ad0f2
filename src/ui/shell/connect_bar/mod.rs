//! The connect bar over the panels: where to connect or listen, and the buttons that do it.
//!
//! ```text
//! ╭────────────────────────────────────────────────────────────────────────────────────────────╮
//! │ [TCP client ▾] [v4|v6|both] Host [127.0.0.1 ▾]:[502] Local [auto]:[auto] Timeout [5] s [Connect] │
//! │ ⚠ connect to 127.0.0.1:502: ECONNREFUSED (111)  [Why]                                       │
//! ╰────────────────────────────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! What is typed lives in the settings; the bar keeps only whether its mistakes are to be shown.

mod buttons;
mod fields;
mod flow;
mod recent;
mod status;

pub use recent::target_words;

use crate::app::{AppCommand, BarCommand, BarError, BarForm, BarPhase, BarView, Target};
use crate::ui::cx::Cx;
use crate::ui::panels::Pane;
use crate::ui::theme::{Tokens, sizes};
use egui::{CornerRadius, Frame, Margin, Ui};
use fields::Part;

/// The bar.
#[derive(Default)]
pub struct ConnectBar {
    /// A press met mistakes: they show until they are gone.
    shows_errors: bool,
    recent: recent::Recent,
    dialed: status::Dialed,
    /// A press of this window is under way: once it is up, the keyboard goes to the composer.
    awaits: bool,
    /// The host's field is to have the keyboard.
    wants_focus: bool,
    greeted: bool,
}

/// One frame's view of the bar.
struct Bar<'a> {
    form: BarForm,
    checked: Result<Target, Vec<BarError>>,
    view: BarView,
    /// Mistakes that show.
    errors: &'a [BarError],
    /// Enter in a field, or the button that stands out.
    go: bool,
}

impl Bar<'_> {
    /// Whether the fields still say what the socket was made for.
    fn is_same(&self) -> bool {
        self.view.target.is_some() && self.checked.as_ref().ok() == self.view.target.as_ref()
    }
}

impl ConnectBar {
    /// Draws it; a panel that is to come to the front.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<Pane> {
        self.greet(ui, cx);
        let typed = &cx.state.settings.bar;
        let checked = typed.check();
        self.shows_errors &= checked.is_err();
        let errors = checked.as_ref().err().cloned().unwrap_or_default();
        let errors: &[BarError] = if self.shows_errors { &errors } else { &[] };
        let mut bar = Bar { form: typed.clone(), checked: checked.clone(), view: cx.state.bar(), errors, go: false };
        let mut front = None;
        let frame = Frame::new().fill(Tokens::of(ui).panel).corner_radius(CornerRadius::same(sizes::RADIUS_PANEL));
        frame.inner_margin(Margin::symmetric(sizes::MARGIN as i8, sizes::GAP as i8)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = sizes::GAP;
            self.lines_ui(ui, cx, &mut bar);
            front = self.status_ui(ui, cx, &mut bar);
        });
        let spacing = ui.spacing().item_spacing.y;
        ui.add_space(sizes::GAP_PANELS - spacing);
        let up = self.is_up(ui, bar.view.phase);
        if bar.go {
            self.go(cx, &mut bar);
        }
        if bar.form != cx.state.settings.bar {
            cx.push(AppCommand::Bar(BarCommand::Edit(Box::new(bar.form.clone()))));
        }
        front.or_else(|| up.then_some(Pane::Composer))
    }

    /// Gives the keyboard to the host's field, with all of it selected.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// The keyboard begins in the bar, where nothing is open and nothing else has it.
    fn greet(&mut self, ui: &Ui, cx: &Cx<'_>) {
        if std::mem::replace(&mut self.greeted, true) {
            return;
        }
        let nobody = ui.memory(|memory| memory.focused().is_none());
        self.wants_focus |= nobody && cx.state.snapshot.board.sockets.is_empty() && !cx.state.has_dialog();
    }

    /// Whether what was pressed here is up, once, and nobody types meanwhile.
    fn is_up(&mut self, ui: &Ui, phase: BarPhase) -> bool {
        let (up, over) = match phase {
            BarPhase::Connected | BarPhase::Listening(_) | BarPhase::Open => (true, true),
            BarPhase::Failed | BarPhase::EndedByPeer => (false, true),
            // A question may come first: who may connect, which address.
            BarPhase::Working(_) | BarPhase::Idle | BarPhase::Closed => (false, false),
        };
        let awaited = self.awaits;
        self.awaits &= !over;
        awaited && up && !ui.ctx().text_edit_focused()
    }

    fn lines_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, bar: &mut Bar<'_>) {
        let parts = fields::parts(bar);
        let widths: Vec<f32> = parts.iter().map(|part| part.width(ui, cx, bar)).collect();
        let available = ui.available_width();
        for line in flow::lines(&widths, available, sizes::GAP) {
            let used = flow::width(&widths[line.clone()], sizes::GAP);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = sizes::GAP;
                for part in &parts[line.clone()] {
                    self.part_ui(ui, cx, bar, *part, available - used);
                }
            });
            let wrong = bar.errors.iter().filter(|error| parts[line.clone()].contains(&Part::of(error.field)));
            if let Some(repaired) = status::errors_ui(ui, cx, &wrong.collect::<Vec<_>>()) {
                bar.form = repaired;
            }
        }
    }

    /// Connects, listens or opens as typed; or shows what is wrong.
    fn go(&mut self, cx: &mut Cx<'_>, bar: &mut Bar<'_>) {
        // What was typed in this very frame counts.
        bar.form = bar.form.split();
        match bar.form.check() {
            Err(_) => self.shows_errors = true,
            Ok(_) if matches!(bar.view.phase, BarPhase::Working(_)) => {}
            Ok(target) => {
                let again = bar.view.target.as_ref() == Some(&target) && bar.view.phase != BarPhase::Failed;
                let command = if again { BarCommand::Reconnect } else { BarCommand::Connect(target) };
                cx.push(AppCommand::Bar(command));
                self.awaits = true;
            }
        }
    }
}
