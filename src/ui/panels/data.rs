//! The data panel.
use super::super::cx::Cx;
/// x
#[derive(Default)]
pub struct Data;
impl Data {
    pub fn ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
    pub fn header_ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
}
