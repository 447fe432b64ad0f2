//! The calls.
use super::super::cx::Cx;
/// x
#[derive(Default)]
pub struct Calls;
impl Calls {
    pub fn ui(&mut self, _ui: &mut egui::Ui, _cx: &mut Cx<'_>) {}
}
