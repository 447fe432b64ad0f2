//! What happened, as a picture: a lane a socket, time down, calls as marks, waiting calls as bars, bytes as arrows.
//!
//! Pure functions of the board and of rows of the log. The picture is a plain list of [`Shape`]s with roles for colours; the
//! window paints it, and so do SVG and PNG.

mod bytes_drawn;
mod calls_drawn;
mod draw;
mod ends;
mod flights;
mod head;
mod lanes;
mod scale;
mod shape;
mod sight;
mod svg;

pub use draw::{HEAD, draw};
pub use ends::Ends;
pub use flights::flights;
pub use lanes::{Arrangement, Group, lanes};
pub use scale::{Run, Scale};
pub use shape::{Anchor, Area, Face, Ink, Part, Picture, Shape, Sign, Spot, spot};
pub use sight::{Columns, Flight, Sight};
pub use svg::svg;
