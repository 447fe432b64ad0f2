//! The one place where a wish about scripts is acted on.

use super::{Phase, ScriptCommand, Source};
use crate::app::{Dialog, State};

impl State {
    pub(in crate::app) fn script_command(&mut self, command: ScriptCommand) {
        match command {
            ScriptCommand::Open(path) => self.open_script(Source::File(path)),
            ScriptCommand::Example(at) => self.open_script(Source::Example(at)),
            ScriptCommand::ReadAgain => self.read_script_again(),
            ScriptCommand::Show => self.show_scripts(),
            ScriptCommand::Close => {
                self.close_script();
                self.scripts.fault = None;
                self.scripts.shown = false;
            }
            ScriptCommand::DismissFault => self.scripts.fault = None,
            ScriptCommand::Choose(case) => {
                if let Some(open) = self.scripts.open.as_deref_mut().filter(|open| case < open.views.len()) {
                    (open.case, open.selected, open.seeks) = (case, None, None);
                }
            }
            ScriptCommand::Select(row) => self.select_script_row(row),
            ScriptCommand::Go(go) => self.go_script(go),
            ScriptCommand::Stop => self.stop_script(),
            ScriptCommand::StartOver => self.start_script_over(),
            ScriptCommand::CloseSockets => self.close_script_sockets(),
            ScriptCommand::Allow(allowed) => self.allow_script(allowed),
            ScriptCommand::DismissConsent => {
                self.scripts.asked = None;
                self.dismiss_script_consent();
            }
            ScriptCommand::Save { path, replace, keep_results, title } => {
                self.path_box = None;
                self.save_script(path, replace, keep_results, title);
            }
        }
    }

    fn read_script_again(&mut self) {
        let source = self.scripts.open.as_deref().map(|open| open.source.clone());
        // The one that could not be read was meant, where there is one.
        match self.scripts.fault.as_ref().map(|fault| Source::File(fault.path.clone())).or(source) {
            Some(source) => self.open_script(source),
            None => self.show_scripts(),
        }
    }

    fn select_script_row(&mut self, row: Option<usize>) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        open.selected = row;
        open.seeks = None;
        let case = open.case;
        let Some(step) = open.selected_step() else { return };
        // A join's record is that of the call that it collects.
        let joined = step.joins.as_deref().and_then(|id| {
            let rows = open.views.get(case)?.rows.iter().filter_map(super::ScriptRow::step);
            rows.take_while(|other| other.step < step.step)
                .filter(|other| other.background.as_deref() == Some(id))
                .last()
        });
        let wanted = joined.unwrap_or(step);
        let is_begun = open.cases.get(case).is_some_and(|state| state.steps.len() > wanted.step);
        if wanted.kind.is_some() && is_begun {
            let since = self.clock.now();
            open.seeks = Some(super::Seek { case, step: wanted.step, since, looked: None });
            self.seek_record();
        }
    }

    fn start_script_over(&mut self) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        open.goes_on = false;
        open.seeks = None;
        let case = open.case;
        self.end_case(case);
    }

    fn allow_script(&mut self, allowed: bool) {
        self.dismiss_script_consent();
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        open.allowed = Some(allowed);
        let is_fresh = open.current().is_some_and(|(_, case)| case.phase == Phase::Fresh);
        if let Some(go) = self.scripts.asked.take().filter(|_| is_fresh) {
            self.go_script(go);
        }
    }

    fn dismiss_script_consent(&mut self) {
        if self.dialog == Some(Dialog::ScriptConsent) {
            self.dialog = None;
        }
    }
}
