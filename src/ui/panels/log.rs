//! The log panel.
use super::super::cx::Cx;
/// x
#[derive(Default)]
pub struct Log;
impl Log {
    pub fn ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
    pub fn header_ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
}
