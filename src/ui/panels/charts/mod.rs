//! Charts of the selected socket, or of all together: rates, queues, round-trip times, connections, answers.
//!
//! ```text
//! ┌ Charts ───────────── − + ⟲ Pause ⋯ ┐
//! │ [s] [All sockets]                   │
//! │ Bytes a second   ↑ 12 kB  ↓ 1.2 kB  │
//! │ ╱╲__╱╲                              │
//! └─────────────────────────────────────┘
//! ```

mod axis;
mod plot;
mod sight;

use crate::app::{AppCommand, PathPurpose, Series, csv};
use crate::call::SocketId;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, empty_state, icon_button, menu_item, padded, segmented};
use egui::{Align, Layout, Popup, ScrollArea, Ui};
use plot::{Line, Unit, chart_ui, height_of};
use sight::Sight;
use std::sync::Arc;

/// Two columns of charts from this width on.
const TWO_FROM: f32 = 560.0;
/// The height of the line that says which seconds show.
const SPAN: f32 = 24.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct ChartsPanel {
    /// All sockets together, not the selected one.
    all: bool,
    sight: Sight,
    /// What is drawn, and of which track and version.
    series: Arc<Series>,
    made_of: Option<(Option<SocketId>, u64, u64)>,
    /// What is drawn stays as it is.
    paused: bool,
}

impl ChartsPanel {
    fn scope(&self, cx: &Cx<'_>) -> Option<SocketId> {
        cx.state.selected.filter(|_| !self.all)
    }

    /// Zoom, pause, and what is exported, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
        let scope = self.scope(cx);
        let more = icon_button(ui, Icon::DotsThree, cx.t("charts-menu"));
        let has_some = cx.state.has_looks(scope);
        Popup::menu(&more).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_enabled_ui(has_some, |ui| {
                if menu_item(ui, Some(Icon::Copy), cx.t("charts-copy"), "").clicked() {
                    let text = cx.state.with_looks(scope, |track| track.map(csv));
                    ui.ctx().copy_text(text.unwrap_or_default());
                }
                if menu_item(ui, Some(Icon::Export), cx.t("charts-save"), "").clicked() {
                    cx.push(AppCommand::AskPath(PathPurpose::SaveChart { scope }));
                }
            });
        });
        let (label, icon) = if self.paused { ("charts-go-on", Icon::Play) } else { ("charts-pause", Icon::Pause) };
        if ui.add(Button::new(cx.t(label)).small().icon(icon).selected(self.paused)).clicked() {
            self.paused = !self.paused;
        }
    }

    /// Which seconds show, from right to left.
    fn sight_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.x = 0.0;
        if self.sight.is_moved() && icon_button(ui, Icon::ArrowLineDown, cx.t("charts-reset")).clicked() {
            self.sight.reset();
        }
        let end = self.series.end;
        if icon_button(ui, Icon::Plus, cx.t("charts-zoom-in")).clicked() {
            self.sight.zoom(0.5, None, end);
        }
        if icon_button(ui, Icon::Minus, cx.t("charts-zoom-out")).clicked() {
            self.sight.zoom(2.0, None, end);
        }
        if icon_button(ui, Icon::CaretRight, cx.t("charts-later")).clicked() {
            self.sight.shift(0.5, end);
        }
        if icon_button(ui, Icon::CaretLeft, cx.t("charts-earlier")).clicked() {
            self.sight.shift(-0.5, end);
        }
    }

    /// The charts.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let row = cx.state.selected_socket().map(Arc::clone);
        padded(ui, |ui| {
            let name = row.as_ref().map(|row| row.name.to_string());
            let this = name.as_deref().unwrap_or_else(|| cx.t("charts-none-selected"));
            ui.horizontal(|ui| {
                segmented(ui, &mut self.all, &[(false, this), (true, cx.t("charts-all"))]);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.sight_ui(ui, cx));
            });
        });
        ui.add_space(sizes::GAP_SMALL);
        let scope = self.scope(cx);
        if scope.is_none() && !self.all {
            empty_state(ui, Icon::ChartLine, cx.t("charts-none-selected"), cx.t("charts-none-selected-hint"), |_| {});
            return;
        }
        // What is paused has something to stand still at first.
        let is_new = self.made_of.is_none_or(|(made, ..)| made != scope);
        let live = cx.state.is_live() && row.as_ref().is_none_or(|row| row.open);
        if !self.paused || is_new {
            cx.state.keep_looking(scope);
            // Nobody looks at what stands still: there is nothing to wait for then.
            if live && cx.state.snapshot.board.totals.sockets_open > 0 && !cx.state.is_looked_at(scope) {
                super::kernel::await_first_look(ui);
            }
        }
        if !self.refresh(cx, scope) {
            let key = if live { "charts-looking" } else { "charts-nothing" };
            empty_state(ui, Icon::ChartLine, cx.t(key), cx.t("charts-nothing-hint"), |_| {});
            return;
        }
        let room = ui.available_height() - SPAN;
        ScrollArea::vertical().id_salt("charts").auto_shrink(false).show(ui, |ui| {
            padded(ui, |ui| self.charts_ui(ui, cx, room));
        });
    }

    /// Makes the lines anew where there is more to see. Whether there is anything.
    fn refresh(&mut self, cx: &Cx<'_>, scope: Option<SocketId>) -> bool {
        let same_scope = self.made_of.is_some_and(|(made, ..)| made == scope);
        if self.paused && same_scope {
            return true;
        }
        let made = cx.state.with_looks(scope, |track| {
            let track = track?;
            // What rests grows longer without a new version, seen in frames that are drawn anyway.
            let now = (scope, track.version(), track.looked_at().as_millis() as u64 / 250);
            Some((now, (self.made_of != Some(now)).then(|| Series::of(track))))
        });
        let Some((now, series)) = made else { return false };
        self.made_of = Some(now);
        if let Some(series) = series {
            self.series = Arc::new(series);
        }
        true
    }

    /// Those that have something to show; they share `room` points of height where that is enough.
    fn charts_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, room: f32) {
        let tokens = Tokens::of(ui);
        let series = Arc::clone(&self.series);
        (self.sight.start, self.sight.is_over) = (series.start, !cx.state.is_live());
        let [sent, received] = &series.rates;
        let [receive, send] = &series.queues;
        let rates = [Line::new("↑", sent, tokens.sent), Line::new("↓", received, tokens.received)];
        let queues = [
            Line::new(cx.t("kernel-receive"), receive, tokens.received),
            Line::new(cx.t("kernel-send"), send, tokens.sent),
        ];
        let rtt = [Line::new("rtt", &series.rtt, tokens.accent)];
        let connections = [Line::new("", &series.connections, tokens.accent)];
        let answers = [series.answers.clone()].map(|points| if points.is_empty() { Vec::new() } else { vec![points] });
        let answers = [Line::new("", &answers[0], tokens.waiting).points()];
        let charts = [
            ("charts-rate", Unit::BytesPerSecond, &rates[..]),
            ("charts-queues", Unit::Bytes, &queues[..]),
            ("charts-rtt", Unit::Seconds, &rtt[..]),
            ("charts-answers", Unit::Seconds, &answers[..]),
            ("charts-connections", Unit::Count, &connections[..]),
        ];
        let known = charts.iter().filter(|(_, _, lines)| lines.iter().any(|line| !line.is_empty()));
        let known: Vec<_> = known.collect();
        let columns = if ui.available_width() >= TWO_FROM { 2 } else { 1 };
        let height = height_of(known.len().div_ceil(columns), room);
        for pair in known.chunks(columns) {
            ui.columns(columns, |places| {
                for (place, (key, unit, lines)) in places.iter_mut().zip(pair) {
                    chart_ui(place, cx, (key, *unit), lines, &mut self.sight, (series.end, height));
                }
            });
            ui.add_space(sizes::GAP);
        }
        if let Some((from, to)) = self.sight.span_text(series.end) {
            let said = cx.say(&Message::new("charts-span").with("from", from).with("to", to));
            ui.label(Text::Small.rich(said, tokens.text_subdued));
        }
    }
}
