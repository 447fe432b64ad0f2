//! A click or an arrow on a record, in whichever view: it is selected in all of them.

use crate::app::AppCommand;
use crate::ui::cx::Cx;
use egui::Context;

/// Selects record `n`; with Shift, all from where the selection began to it.
pub fn select(ctx: &Context, cx: &mut Cx<'_>, n: u64) {
    let grows = ctx.input(|input| input.modifiers.shift);
    match cx.state.selection_start().filter(|_| grows) {
        Some(from) => cx.push(AppCommand::SelectSpan { from, to: n }),
        None => cx.push(AppCommand::SelectRecord(Some(n))),
    }
}
