//! The picture as SVG 1.1: self-contained, no script, no font of its own.

use super::draw::width_of;
use super::shape::{Anchor, Area, Face, Ink, Picture, Shape, Sign, Spot};
use std::fmt::Write as _;

/// The picture as an SVG file.
///
/// Text that a peer sent is escaped for XML; a character that XML forbids is a replacement character.
pub fn svg(picture: &Picture, dark: bool) -> String {
    let mut out = String::new();
    let Spot { x, y } = picture.size;
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{x}\" height=\"{y}\" viewBox=\"0 0 {x} {y}\">\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
        colour(Ink::Ground, dark)
    );
    for (number, shape) in picture.shapes.iter().enumerate() {
        one(&mut out, shape, number, dark);
    }
    out.push_str("</svg>\n");
    out
}

fn one(out: &mut String, shape: &Shape, number: usize, dark: bool) {
    let colour = |ink: &Ink| colour(*ink, dark);
    // Writing to a String cannot fail.
    let _ = match shape {
        Shape::Fill { area, ink, round } => {
            writeln!(out, "<rect {} rx=\"{round}\" fill=\"{}\"/>", rect(area), colour(ink))
        }
        Shape::Outline { area, ink, round, width } => writeln!(
            out,
            "<rect {} rx=\"{round}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"/>",
            rect(area),
            colour(ink)
        ),
        Shape::Line { from, to, ink, width, dashed, head: has_head } => {
            let colour = colour(ink);
            let head = if *has_head {
                format!("\n<polyline points=\"{}\" fill=\"{colour}\"/>", head(*from, *to))
            } else {
                String::new()
            };
            let dashes = dashes(*dashed);
            writeln!(out, "<line {} stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>{head}", ends(from, to))
        }
        Shape::Arrow { from, to, width } => {
            let (start, end) = (colour(&Ink::Sent), colour(&Ink::Received));
            let head = head(*from, *to);
            writeln!(
                out,
                "<linearGradient id=\"a{number}\" gradientUnits=\"userSpaceOnUse\" {}><stop stop-color=\"{start}\"/><stop offset=\"1\" stop-color=\"{end}\"/></linearGradient>\n<line {} stroke=\"url(#a{number})\" stroke-width=\"{width}\"/><polygon points=\"{head}\" fill=\"{end}\"/>",
                // A gradient along a line without height needs some.
                ends(from, &Spot { y: to.y + if from.y == to.y { 0.01 } else { 0.0 }, ..*to }),
                ends(from, &Spot { y: to.y + if from.y == to.y { 0.01 } else { 0.0 }, ..*to })
            )
        }
        Shape::Mark { at, sign, ink, radius } => mark(out, *at, *sign, colour(ink), *radius),
        Shape::Text { at, anchor, text, face, ink, room } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let (family, size, weight) = match face {
                Face::Words => ("Inter, 'Noto Sans CJK SC', sans-serif", 12.0, 400),
                Face::Small => ("Inter, 'Noto Sans CJK SC', sans-serif", 11.0, 400),
                Face::MonoSmall => ("'JetBrains Mono', 'Noto Sans CJK SC', monospace", 10.5, 400),
                Face::Mono => ("'JetBrains Mono', 'Noto Sans CJK SC', monospace", 11.5, 400),
                Face::MonoStrong => ("'JetBrains Mono', 'Noto Sans CJK SC', monospace", 12.0, 700),
            };
            writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{}\" xml:space=\"preserve\">{}</text>",
                at.x,
                at.y + 4.0,
                colour(ink),
                escaped(&fitted(text, *room, *face))
            )
        }
    };
}

fn rect(area: &Area) -> String {
    let (x, y, width, height) = (area.left, area.top, area.width().max(0.0), area.height().max(0.0));
    format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"")
}

fn ends(from: &Spot, to: &Spot) -> String {
    format!("x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.2}\"", from.x, from.y, to.x, to.y)
}

fn dashes(dashed: bool) -> &'static str {
    if dashed { " stroke-dasharray=\"4 3\"" } else { "" }
}

/// The corners of an arrow's head.
fn head(from: Spot, to: Spot) -> String {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y).max(0.001);
    let (x, y) = (x / length, y / length);
    let (back, half) = (8.0, 3.5);
    let base = (to.x - x * back, to.y - y * back);
    format!(
        "{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
        to.x,
        to.y,
        base.0 - y * half,
        base.1 + x * half,
        base.0 + y * half,
        base.1 - x * half
    )
}

fn mark(out: &mut String, at: Spot, sign: Sign, colour: &str, r: f32) -> std::fmt::Result {
    let Spot { x, y } = at;
    match sign {
        Sign::Disc => writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"{colour}\"/>"),
        Sign::Ring => writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
        ),
        Sign::Square => {
            let side = r * 2.0;
            writeln!(
                out,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{side}\" height=\"{side}\" fill=\"{colour}\"/>",
                x - r,
                y - r
            )
        }
        Sign::Cross => writeln!(
            out,
            "<path d=\"M{:.1} {:.1}l{d} {d}m0 -{d}l-{d} {d}\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            x - r,
            y - r,
            d = r * 2.0
        ),
    }
}

/// As much of the text as fits, by the widths that the drawing counts with.
fn fitted(text: &str, room: f32, face: Face) -> String {
    if width_of(text, face) <= room {
        return text.to_owned();
    }
    let (mut left, mut out, mut buffer) = (room - 8.0, String::new(), [0; 4]);
    for c in text.chars() {
        left -= width_of(c.encode_utf8(&mut buffer), face);
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The tokens of the two themes.
fn colour(ink: Ink, dark: bool) -> &'static str {
    let (on_dark, on_light) = match ink {
        Ink::Ground => ("#13161a", "#ffffff"),
        Ink::Raised => ("#20252c", "#eef1f5"),
        Ink::Line => ("#3a424c", "#c3cad3"),
        Ink::Selection => ("#172740", "#dfe9fc"),
        Ink::Accent => ("#6aa3ff", "#2158c4"),
        Ink::Strong => ("#f1f4f7", "#11161d"),
        Ink::Normal => ("#c3cbd4", "#3b4450"),
        Ink::Subdued => ("#8c96a3", "#5f6976"),
        Ink::Done => ("#63c174", "#1f6b34"),
        Ink::Sent => ("#f0a35b", "#96500e"),
        Ink::Received => ("#4fc3a1", "#0b6653"),
        Ink::Waiting => ("#9d8cff", "#5f4acb"),
        Ink::WaitingSoft => ("#221f3a", "#eeebfd"),
        Ink::Failed => ("#f26d6d", "#b02a2a"),
        Ink::Warning => ("#e3bb58", "#785800"),
        Ink::Dim => ("#4a525c", "#b4bcc6"),
    };
    if dark { on_dark } else { on_light }
}
