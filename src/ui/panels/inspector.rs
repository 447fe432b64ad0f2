//! The inspector panel.
use super::super::cx::Cx;
/// x
#[derive(Default)]
pub struct Inspector;
impl Inspector {
    pub fn ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
    pub fn header_ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
}
