//! What a picture is made of: a plain list of shapes, in points, the same for the window, SVG and PNG.

use crate::call::{CallId, SocketId};

/// A place in points; x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spot {
    pub x: f32,
    pub y: f32,
}

/// The place `(x, y)`.
pub const fn spot(x: f32, y: f32) -> Spot {
    Spot { x, y }
}

/// An upright rectangle in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// From its edges.
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, right, bottom }
    }

    /// How wide.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// How high.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Moved down by so many points.
    pub fn moved(self, by: f32) -> Self {
        Self { top: self.top + by, bottom: self.bottom + by, ..self }
    }

    /// Whether the place lies in it.
    pub fn has(&self, at: Spot) -> bool {
        at.x >= self.left && at.x <= self.right && at.y >= self.top && at.y <= self.bottom
    }

    /// Whether the two share a point.
    pub fn meets(&self, other: &Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }
}

/// What something is painted in: a role, never a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The panel itself.
    Ground,
    /// Chips and headings lie on this.
    Raised,
    /// Lanes and grid lines.
    Line,
    /// The selected record's band.
    Selection,
    /// The selected record's outline.
    Accent,
    /// Names.
    Strong,
    /// Call lines.
    Normal,
    /// Times, addresses, what is inferred.
    Subdued,
    /// A call that came back well.
    Done,
    /// Bytes that left.
    Sent,
    /// Bytes that came.
    Received,
    /// A call that waits.
    Waiting,
    /// The ground of a call that waits.
    WaitingSoft,
    /// A call that failed.
    Failed,
    /// Looks wrong, is no error.
    Warning,
    /// Does not fit what is looked for.
    Dim,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// What we say.
    Words,
    /// What we say, small.
    Small,
    /// What came from or goes to a socket.
    Mono,
    /// A name in a lane's head.
    MonoStrong,
    /// What the kernel says.
    MonoSmall,
}

/// Where a text stands about its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// The sign of a mark: told apart by shape as well as by ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Came back well.
    Disc,
    /// Came back, and nothing was made of it: `EAGAIN`, a stopped call.
    Ring,
    /// Failed.
    Cross,
    /// The end of a stream, a closed socket.
    Square,
}

/// What a shape stands for: what a press on it selects, and what is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The call of this record.
    Record(u64),
    /// Bytes on their way: the records of the send and of the receive, where they are ours.
    Flight { sent: Option<u64>, received: Option<u64> },
    /// The TCP state that the kernel reported with this record.
    State(u64),
    /// A lane's head.
    Lane(SocketId),
    /// A side's head: which of the groups.
    Side(usize),
    /// *Stop* of a waiting call.
    Stop(CallId),
    /// Marks too dense to be told apart: which of the blocks.
    Block(usize),
    /// Nothing to press: what is told of the way between two calls.
    Signal { from: Option<u64>, to: Option<u64>, reset: bool },
}

/// One shape. Later ones lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled, rounded rectangle.
    Fill { area: Area, ink: Ink, round: f32 },
    /// Its outline.
    Outline { area: Area, ink: Ink, round: f32, width: f32 },
    /// A straight line; dashed where what it tells is inferred; with a head where it tells a way.
    Line { from: Spot, to: Spot, ink: Ink, width: f32, dashed: bool, head: bool },
    /// Bytes on their way: leaves in the ink of what is sent, ends in that of what came, with an arrow's head.
    Arrow { from: Spot, to: Spot, width: f32 },
    /// A call's mark.
    Mark { at: Spot, sign: Sign, ink: Ink, radius: f32 },
    /// One line of text, its middle at the height of `at`, never wider than `room`.
    Text { at: Spot, anchor: Anchor, text: String, face: Face, ink: Ink, room: f32 },
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What is painted, in order.
    pub shapes: Vec<Shape>,
    /// What can be pressed, and where; later ones lie over earlier ones.
    pub parts: Vec<(Area, Part)>,
    /// How large it is.
    pub size: Spot,
}

impl Picture {
    /// What lies at this place, the topmost.
    pub fn part_at(&self, at: Spot) -> Option<Part> {
        self.parts.iter().rev().find(|(area, _)| area.has(at)).map(|(_, part)| *part)
    }
}
