//! The window: what eframe calls once a frame.
//!
//! ```text
//! ┌ ◉ Sockscope  Session Socket View Help                    中/EN ☼ ┐
//! │ connect bar (shell/connect_bar), in the Test arrangement          │
//! │ panels (layout.rs)                                               │
//! └ ● Recording …   12 calls   3 sockets   ↑ ↓        Saved up to 12 ┘
//! ```

use super::actions::Action;
use super::cx::Cx;
use super::dialogs::{Chosen, Dialogs};
use super::keys;
use super::layout::Layout;
use super::panels::{Pane, Panels, present_ui, send_by_key};
use super::shell::{self, Announcer, MenuBar};
use super::theme::{self, Contrast, Mode, Tokens, sizes};
use super::toasts::ToastList;
use super::waker::FrameClock;
use super::widgets::install_ime_gate;
use crate::app::{AppCommand, Folders, MessageCommand, PathPurpose, Preset, ScriptCommand, State, ThemeChoice};
use egui::{Context, Frame, Margin, Ui, ViewportCommand};
use std::time::{Duration, Instant};

/// The program in a window.
pub struct Window {
    state: State,
    panels: Panels,
    layout: Option<Layout>,
    dialogs: Dialogs,
    bar: shell::ConnectBar,
    toasts: ToastList,
    frames: FrameClock,
    commands: Vec<AppCommand>,
    menus: MenuBar,
    announcer: Announcer,
    /// Theme, contrast, and scaling in hundredths.
    look: Option<(Mode, Contrast, u16)>,
    /// Which replacement of the settings the layout was read after.
    layouts_of: u64,
    has_drawn: bool,
    /// Told once, after the first frame was drawn.
    first_frame: Option<Box<dyn FnOnce(Instant)>>,
}

impl Window {
    /// Starts the engine and the recorder, and sets up fonts and theme.
    pub fn new(ctx: &Context, folders: Folders) -> std::io::Result<Self> {
        theme::install_fonts(ctx);
        install_ime_gate(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let frames = FrameClock::new();
        let state = State::start(folders, frames.waker(ctx))?;
        let mut window = Self {
            state,
            panels: Panels::default(),
            layout: None,
            dialogs: Dialogs::default(),
            bar: shell::ConnectBar::default(),
            toasts: ToastList::default(),
            frames,
            commands: Vec::new(),
            menus: MenuBar::default(),
            announcer: Announcer::default(),
            look: None,
            layouts_of: 0,
            has_drawn: false,
            first_frame: None,
        };
        window.dress(ctx);
        Ok(window)
    }

    /// Calls `told` with the moment after the first frame.
    pub fn on_first_frame(mut self, told: impl FnOnce(Instant) + 'static) -> Self {
        self.first_frame = Some(Box::new(told));
        self
    }

    /// The state, for tests and for what the command line asks before the first frame.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Does what the person asked, from outside of a panel.
    pub fn update(&mut self, command: AppCommand) {
        self.state.update(command);
    }

    /// Theme and scaling as chosen, or as the system says.
    fn dress(&mut self, ctx: &Context) {
        let settings = &self.state.settings;
        let mode = match settings.theme {
            ThemeChoice::Dark => Mode::Dark,
            ThemeChoice::Light => Mode::Light,
            ThemeChoice::System => match ctx.system_theme() {
                Some(egui::Theme::Light) => Mode::Light,
                _ => Mode::Dark,
            },
        };
        let presents = self.state.presenting;
        let contrast = if settings.high_contrast || presents { Contrast::High } else { Contrast::Usual };
        let zoom = if presents { presented_zoom(ctx) } else { settings.zoom_percent };
        let look = (mode, contrast, zoom);
        if self.look != Some(look) {
            theme::apply_with(ctx, mode, contrast);
            ctx.set_zoom_factor(f32::from(zoom) / 100.0);
            self.look = Some(look);
        }
    }

    /// Acts on the keys of the table. A dialog or an open menu has all keys to itself.
    fn keys(&mut self, ctx: &Context) {
        if self.state.has_dialog() {
            return;
        }
        let in_menu = egui::Popup::is_any_open(ctx);
        if !in_menu {
            send_by_key(ctx, &mut Cx::new(&self.state, &mut self.commands));
            shell::step_by_key(ctx, &self.state, &mut self.commands);
        }
        let pressed = if in_menu { Vec::new() } else { keys::pressed(ctx) };
        for action in pressed {
            self.act(ctx, action);
        }
    }

    fn act(&mut self, ctx: &Context, action: Action) {
        ctx.request_repaint();
        if action == Action::Pane(Pane::Script) {
            // In the layout before it is given the keyboard.
            self.state.update(AppCommand::Script(ScriptCommand::Show));
        }
        match (action, &mut self.layout) {
            (Action::Quit, _) => ctx.send_viewport_cmd(ViewportCommand::Close),
            (Action::Menus, _) => self.menus.open_first(),
            (Action::ResetLayout, Some(layout)) => layout.reset(),
            (Action::Pane(pane), Some(layout)) => layout.focus_pane(pane),
            (Action::Why, Some(layout)) => {
                self.panels.reveal_why();
                layout.focus_pane(Pane::Inspector);
            }
            (Action::NextPane, Some(layout)) => layout.focus_next(ctx, 1),
            (Action::PreviousPane, Some(layout)) => layout.focus_next(ctx, -1),
            (Action::NextTab, Some(layout)) => layout.focus_tab(ctx, 1),
            (Action::PreviousTab, Some(layout)) => layout.focus_tab(ctx, -1),
            (Action::FindCalls, Some(layout)) => {
                self.panels.find_calls();
                layout.show_pane(Pane::Log);
            }
            // Nothing is looked for yet: the filter asks what.
            (Action::NextMatch | Action::PreviousMatch, Some(layout)) if self.state.finding.search().is_none() => {
                self.panels.find_calls();
                layout.show_pane(Pane::Log);
            }
            (Action::ConnectBar, _) => {
                self.bar.focus();
                self.commands.push(AppCommand::SetPreset(Preset::Test));
            }
            (Action::MakeOrSend, Some(layout)) => {
                let pane = self.panels.make_or_send(layout.focused_pane(ctx), self.state.settings.preset);
                layout.show_pane(pane);
            }
            (other, _) => {
                let command = other.command(&Cx::new(&self.state, &mut self.commands));
                self.commands.extend(command);
            }
        }
    }

    /// What was chosen in the palette.
    fn choose(&mut self, ctx: &Context, chosen: Chosen) {
        match chosen {
            Chosen::Action(action) => self.act(ctx, action),
            Chosen::Command(command) => self.commands.push(*command),
            Chosen::Call(kind) => {
                self.panels.choose_call(kind);
                if let Some(layout) = &mut self.layout {
                    layout.show_pane(Pane::Calls);
                }
            }
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let Self {
            state,
            panels,
            layout,
            dialogs,
            bar: connect_bar,
            toasts,
            commands,
            menus,
            announcer,
            layouts_of,
            ..
        } = self;
        let tokens = Tokens::of(ui);
        let mut cx = Cx::new(state, commands);
        let ground = Frame::new().fill(tokens.app);
        let side = Margin::symmetric(sizes::MARGIN as i8, 0);
        let mut actions = Vec::new();
        if cx.state.presenting {
            present_ui(ui, &mut cx);
            dialogs.ui(&ctx, &mut cx);
            toasts.ui(&ctx, &mut cx);
            return;
        }
        let bar = egui::Panel::top("top-bar").exact_size(sizes::TOP_BAR).show_separator_line(false);
        bar.frame(ground.inner_margin(side)).show(ui, |ui| shell::top_bar_ui(ui, &mut cx, menus, &mut actions));
        let status = egui::Panel::bottom("status").exact_size(sizes::STATUS_LINE).show_separator_line(false);
        status.frame(ground.inner_margin(side)).show(ui, |ui| shell::status_ui(ui, &mut cx, announcer));
        // Where the timeline is in sight, the scrubber stands under it.
        let scrubs = !layout.as_ref().is_some_and(|layout| layout.is_front(Pane::Timeline));
        shell::stepping_ui(ui, &mut cx, scrubs);
        let body = ground.inner_margin(Margin {
            left: sizes::GAP_PANELS as i8,
            right: sizes::GAP_PANELS as i8,
            ..Margin::ZERO
        });
        egui::CentralPanel::default().frame(body).show(ui, |ui| {
            shell::banners_ui(ui, &mut cx);
            if cx.state.settings.preset == Preset::Test && cx.state.is_live() {
                actions.extend(connect_bar.ui(ui, &mut cx).map(Action::Pane));
            }
            shell::sendings_ui(ui, &mut cx);
            let size = ui.available_size();
            let settings = &cx.state.settings;
            let version = cx.state.settings_replaced;
            if layout.as_ref().is_some_and(|layout| layout.preset() != settings.preset) || *layouts_of != version {
                (*layout, *layouts_of) = (None, version);
            }
            let remembered = settings.layouts.of(settings.preset);
            let layout = layout.get_or_insert_with(|| Layout::load(settings.preset, remembered, size));
            layout.ui(ui, panels, &mut cx);
        });
        let chosen = dialogs.ui(&ctx, &mut cx);
        toasts.ui(&ctx, &mut cx);
        if let Some((size, pixels)) = self.state.copied_picture.lock().take() {
            ctx.copy_image(egui::ColorImage::from_rgba_premultiplied(size, &pixels));
        }
        if !self.state.has_dialog() && keys::take_enter(&ctx) {
            actions.push(Action::MakeOrSend);
        }
        if !self.state.has_dialog() && keys::take_find(&ctx) {
            match self.layout.as_ref().and_then(|layout| layout.focused_pane(&ctx)) {
                Some(Pane::Data) => self.panels.find_bytes(),
                _ => actions.push(Action::FindCalls),
            }
            ctx.request_repaint();
        }
        for action in actions {
            self.act(&ctx, action);
        }
        if let Some(chosen) = chosen {
            self.choose(&ctx, chosen);
        }
        if std::mem::take(&mut self.state.why_wanted) {
            self.act(&ctx, Action::Why);
        }
        if let Some(json) = self.layout.as_mut().and_then(Layout::take_edited) {
            self.commands.push(AppCommand::KeepLayout(json));
        }
    }
}

/// What is presented is as large as the window lets it be, in quarters: percent.
fn presented_zoom(ctx: &Context) -> u16 {
    let size = ctx.content_rect().size() * ctx.zoom_factor() / sizes::PRESENTED;
    let quarters = (size.x.min(size.y) * 4.0 + 0.01).floor().clamp(4.0, 12.0);
    quarters as u16 * 25
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let cost = frame.info().cpu_usage.unwrap_or_default().clamp(0.0, 1.0);
        self.frames.frame(Duration::from_secs_f32(cost));
        if ctx.input(|input| !input.events.is_empty()) {
            self.state.look_again();
            self.frames.input();
        }
        if let Some(again) = self.state.tick() {
            ctx.request_repaint_after(again);
        }
        while let Some(toast) = self.state.toasts.take() {
            self.toasts.add(toast, ctx.input(|input| input.time));
        }
        self.dress(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.keys(&ctx);
        self.draw(ui);
        for command in std::mem::take(&mut self.commands) {
            self.state.update(command);
            ctx.request_repaint();
        }
        for file in ctx.input(|input| input.raw.dropped_files.clone()) {
            let path = file.path().to_owned();
            // A session or a script, as its first line says; else it may hold messages.
            let is_jsonl = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"));
            if self.state.path_box == Some(PathPurpose::CompareWith) {
                // The box asks which: this one.
                self.state.update(AppCommand::TakePath { path, replace: false });
                continue;
            }
            self.state.update(match is_jsonl {
                true => AppCommand::Script(ScriptCommand::Open(path)),
                false => AppCommand::Messages(MessageCommand::TakeFile(path)),
            });
        }
        if !std::mem::replace(&mut self.has_drawn, true) {
            self.frames.look_for_software();
        }
        if let Some(told) = self.first_frame.take() {
            told(Instant::now());
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.state.shut_down();
    }
}
