//! What happened, as a picture: a lane a socket, time down, calls as marks, waiting calls as bars, bytes as arrows.
//!
//! Pure functions of the board and of rows of the log. The picture is a plain list of [`Shape`]s with roles for colours; the
//! window paints it, and so do SVG and PNG.

mod blocks;
mod blocks_drawn;
mod bytes_drawn;
mod call_words;
mod calls_drawn;
mod draw;
mod ends;
mod flights;
pub mod fonts;
mod head;
mod jump;
mod lanes;
mod png;
mod rungs;
mod scale;
mod shape;
mod sight;
mod signals;
mod signals_drawn;
mod svg;

pub use blocks::{BAND, Block, merge, rows_a_band};
pub use draw::{HEAD, draw};
pub use ends::Ends;
pub use flights::flights;
pub use jump::{Jump, jump};
pub use lanes::{Arrangement, Group, lanes};
pub use png::{MOST_PIXELS, pixels, png};
pub use rungs::{Rung, placed};
pub use scale::{Run, Scale};
pub use shape::{Anchor, Area, Face, Ink, Part, Picture, Shape, Sign, Spot, spot};
pub use sight::{Columns, Flight, Sight, TIMES};
pub use signals::{Signal, signals};
pub use svg::svg;
