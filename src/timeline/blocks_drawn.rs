//! Blocks: how many calls of which kind, and how many bytes.

use super::blocks::Block;
use super::draw::Canvas;
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, spot};
use crate::bytes::size_text;
use crate::locale::Message;

/// Half of a block across.
const HALF: f32 = 6.0;

/// Draws the blocks in sight.
pub fn blocks(canvas: &mut Canvas<'_, '_>) {
    for (i, block) in canvas.sight.blocks.iter().enumerate() {
        let (top, bottom) = canvas.sight.scale.band_heights(block.band);
        let (top, bottom) = (canvas.y(top) + 2.0, canvas.y(bottom) - 2.0);
        if !canvas.shows(top, bottom) {
            continue;
        }
        match block.lane {
            Some(_) => of_lane(canvas, i, block, top, bottom),
            None => of_all(canvas, i, block, top, bottom),
        }
    }
}

fn of_lane(canvas: &mut Canvas<'_, '_>, i: usize, block: &Block, top: f32, bottom: f32) {
    let Some(lane) = block.lane else { return };
    let Some(x) = canvas.lane_in_sight(lane) else { return };
    let Some((left, right)) = canvas.columns.edges(lane) else { return };
    let area = Area::new(x - HALF, top, x + HALF, bottom);
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 4.0 });
    let stripe = |from: f32, to: f32| Area::new(x + from, top + 3.0, x + to, bottom - 3.0);
    for (bytes, ink, area) in
        [(block.sent, Ink::Sent, stripe(-4.0, -1.0)), (block.received, Ink::Received, stripe(1.0, 4.0))]
    {
        let ink = if block.dim { Ink::Dim } else { ink };
        if bytes > 0 {
            canvas.push(Shape::Fill { area, ink, round: 1.0 });
        }
    }
    let edge = if block.failed > 0 && !block.dim { Ink::Failed } else { Ink::Line };
    canvas.push(Shape::Outline { area, ink: edge, round: 4.0, width: 1.0 });
    let text = text(canvas, block);
    let at = spot(x + 12.0, (top + bottom) / 2.0);
    canvas.text(at, Anchor::Start, text, (Face::Mono, text_ink(block)), right - x - 14.0);
    canvas.part(Area::new(left, top, right, bottom), Part::Block(i));
}

fn of_all(canvas: &mut Canvas<'_, '_>, i: usize, block: &Block, top: f32, bottom: f32) {
    let (left, right) = canvas.lanes_in_sight();
    let area = Area::new(left, top, right, bottom);
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 4.0 });
    let text = text(canvas, block);
    let at = spot((left + right) / 2.0, (top + bottom) / 2.0);
    canvas.text(at, Anchor::Middle, text, (Face::Mono, text_ink(block)), right - left - 16.0);
    canvas.part(area, Part::Block(i));
}

fn text_ink(block: &Block) -> Ink {
    match block {
        Block { dim: true, .. } => Ink::Dim,
        Block { failed: 1.., .. } => Ink::Failed,
        _ => Ink::Normal,
    }
}

/// `1,204 recv, 1.2 MB`; `×2 · 31 calls` where two of them failed.
fn text(canvas: &Canvas<'_, '_>, block: &Block) -> String {
    let all = canvas.say(&block.words());
    if block.failed > 0 { format!("×{} · {all}", block.failed) } else { all }
}

impl Block {
    /// `1,204 recv, 1.2 MB` of one call, `31 calls, 4.1 kB` of several.
    pub fn words(&self) -> Message {
        let bytes = self.sent + self.received;
        let message = match (self.kind, bytes) {
            (Some(_), 0) => Message::new("timeline-block-kind"),
            (Some(_), _) => Message::new("timeline-block-kind-bytes"),
            (None, 0) => Message::new("timeline-block"),
            (None, _) => Message::new("timeline-block-bytes"),
        };
        let message = message.with("n", self.count);
        let message = self.kind.map_or(message.clone(), |kind| message.with("call", kind.name()));
        if bytes == 0 { message } else { message.with("size", size_text(bytes)) }
    }
}
