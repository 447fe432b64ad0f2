//! The one place that changes the state: a flat match into methods.

use super::chooser::Pending;
use super::{AppCommand, Dialog, RecordingCommand, State};
use crate::locale::Message;

impl State {
    /// Does what the person asked.
    pub fn update(&mut self, command: AppCommand) {
        tracing::debug!(?command, "command");
        if !self.is_live() && command.is_for_live_sockets() {
            return self.toasts.warn(Message::new(self.not_live_key()));
        }
        match command {
            AppCommand::NewSocket(wanted) => self.new_socket(wanted),
            AppCommand::MakeCall(make) => self.consider(Pending::Call(make)),
            AppCommand::Sending(command) => self.send_command(command),
            AppCommand::Clients(command) => self.client_command(command),
            AppCommand::Offer(draft) => {
                let number = self.offered.as_ref().map_or(0, |(number, _)| *number) + 1;
                self.offered = Some((number, draft));
            }
            AppCommand::StopCall(id) => self.stop_call(id),
            AppCommand::StopSocket(sid) => self.stop_socket(sid),
            AppCommand::KeepReceiving(sid, on) => self.keep_receiving(sid, on),
            AppCommand::KeepAccepting(sid, on) => self.keep_accepting(sid, on),
            AppCommand::Start(start) => self.consider(Pending::Start(start)),
            AppCommand::ShowDialog(dialog) => {
                self.dialog = dialog;
                if dialog == Some(Dialog::KeptSessions) {
                    self.recording_command(RecordingCommand::Look);
                }
            }
            AppCommand::ChooseAddress(index) => self.choose_address(index),
            AppCommand::DismissChooser => self.chooser = None,
            AppCommand::CancelLookUp(id) => {
                self.cancel_look_up(id);
            }
            AppCommand::AllowWideBind => self.answer_consent(true),
            AppCommand::BindLoopback => self.answer_consent(false),
            AppCommand::DismissConsent => self.dismiss_consent(),
            AppCommand::SelectSocket(sid) => self.select_socket(sid),
            AppCommand::SelectRecord(n) => self.select_record(n),
            AppCommand::PointAtRecord(n) => self.point_at_record(n),
            AppCommand::SelectSpan { from, to } => self.select_span(from, to),
            AppCommand::ShowFrom(n) => self.shown_from = n,
            AppCommand::AskPath(purpose) => self.path_box = Some(purpose),
            AppCommand::TakePath { path, replace } => self.take_path(&path, replace),
            AppCommand::DismissPath => self.path_box = None,
            AppCommand::OpenSession(path) => self.open_session(&path),
            AppCommand::CloseReading => self.close_reading(),
            AppCommand::StopReading => self.session().stop_reading(),
            AppCommand::ReadOn => self.session().read_on(),
            AppCommand::CancelJob(id) => self.jobs.cancel(id),
            AppCommand::SetLanguage(language) => self.change(|settings| settings.language = language),
            AppCommand::SetTheme(theme) => self.change(|settings| settings.theme = theme),
            AppCommand::SetZoom(percent) => self.change(|settings| settings.zoom_percent = percent.clamp(75, 200)),
            AppCommand::SetEncoding(encoding) => self.change(|settings| settings.set_encoding(encoding)),
            AppCommand::SetDataMode(mode) => self.change(|settings| settings.data_mode = mode),
            AppCommand::ShowClosed(show) => self.change(|settings| settings.show_closed = show),
            AppCommand::SetPreset(preset) => self.change(|settings| settings.preset = preset),
            AppCommand::Messages(command) => self.message_command(command),
            AppCommand::EditMessage(message) => self.editing = message,
            AppCommand::Bar(command) => self.bar_command(command),
            AppCommand::ReadInterfaces => self.read_interfaces(),
            AppCommand::ReopenBoard => self.reopen_board(),
            AppCommand::DismissBoard => self.dismiss_board(),
            AppCommand::Script(command) => self.script_command(command),
            AppCommand::Step(command) => self.step_command(command),
            AppCommand::Present(on) => self.presenting = on,
            AppCommand::Again(command) => self.again_command(command),
            AppCommand::CopyCalls(rows, form) => self.copy_calls(rows, form),
            AppCommand::CopyPicture => self.copy_picture(),
            AppCommand::Export(wish) => self.export(*wish),
            AppCommand::Recording(command) => self.recording_command(command),
            AppCommand::Why(command) => self.why_command(command),
            AppCommand::Find(command) => self.find_command(command),
            AppCommand::Note(command) => self.note_command(command),
            AppCommand::Line(command) => self.line_command(command),
            AppCommand::ShowCallsIn(language) => self.change(|settings| settings.call_language = language),
            AppCommand::Bytes(command) => self.bytes_command(command),
            AppCommand::Machine(command) => self.machine_command(command),
            AppCommand::KeepLayout(layout) => self.change(|settings| settings.layouts.put(settings.preset, layout)),
            AppCommand::SetHighContrast(high) => self.change(|settings| settings.high_contrast = high),
            AppCommand::ResetSettings => self.reset_settings(),
            AppCommand::RestoreSettings(settings) => self.replace_settings(*settings),
        }
    }

    /// Everything as it comes; a message offers the way back.
    fn reset_settings(&mut self) {
        let before = Box::new(self.settings.clone());
        self.replace_settings(super::Settings::default());
        let undo = (Message::new("toast-undo"), AppCommand::RestoreSettings(before));
        self.toasts.offer(Message::new("settings-were-reset"), undo);
    }

    fn replace_settings(&mut self, settings: super::Settings) {
        self.change(|now| *now = settings);
        self.settings_replaced += 1;
    }

    pub(super) fn change(&mut self, change: impl FnOnce(&mut super::Settings)) {
        change(&mut self.settings);
        self.settings_changed = Some(self.now());
        self.record_as_set();
    }
}
