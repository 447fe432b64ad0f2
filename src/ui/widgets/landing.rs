//! Where the keyboard lands when it is moved to a panel: widgets that are a good place offer themselves while somebody
//! asks; without an offer it is the panel's first control.

use egui::{Context, Id, Pos2, Response};

/// How good a place is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Landing {
    /// The selected row of a list.
    SelectedRow,
    /// A list that keeps its own selection.
    List,
    /// A field of many lines: what a composer is for.
    Writing,
    /// The chosen one of a few.
    Chosen,
}

type Offers = Vec<(Landing, Id, Pos2)>;

fn slot() -> Id {
    Id::unique("sockscope-landing")
}

/// Asks for offers in this frame.
pub fn ask_landing(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(slot(), Offers::new()));
}

/// Offers a widget, where somebody asked.
pub fn offer_landing(response: &Response, landing: Landing) {
    let offer = (landing, response.id, response.rect.center());
    response.ctx.data_mut(|data| {
        // Nothing is asked in nearly every frame, and then nothing is kept.
        if let Some(mut offers) = data.get_temp::<Offers>(slot()) {
            offers.push(offer);
            data.insert_temp(slot(), offers);
        }
    });
}

/// The best offer that fits; nobody asks any more.
pub fn take_landing(ctx: &Context, fits: impl Fn(Pos2) -> bool) -> Option<Id> {
    let offers = ctx.data_mut(|data| data.remove_temp::<Offers>(slot())).unwrap_or_default();
    let fitting = offers.into_iter().filter(|(_, _, at)| fits(*at));
    fitting.min_by_key(|(landing, ..)| *landing).map(|(_, id, _)| id)
}
