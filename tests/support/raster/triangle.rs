//! One triangle: which pixels it covers (their middle decides; an edge shared by two triangles is drawn once, by the
//! top-left rule), and what colour they get.

use super::Canvas;
use egui::ColorImage;
use egui::epaint::Vertex;

/// An edge as `a·x + b·y + c`, positive inside; a pixel right on it counts when it is a top or left edge.
struct Edge {
    a: f64,
    b: f64,
    c: f64,
    top_left: bool,
}

impl Edge {
    fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let top_left = dy < 0.0 || (dy == 0.0 && dx > 0.0);
        Self { a: -dy, b: dx, c: dy * from.0 - dx * from.1, top_left }
    }

    fn at(&self, x: f64, y: f64) -> f64 {
        self.a * x + self.b * y + self.c
    }

    /// Narrows the span of pixels `low..high` of the row whose middle is at `y`; false when nothing is left.
    fn narrow(&self, y: f64, low: &mut f64, high: &mut f64) -> bool {
        let rest = self.b * y + self.c;
        if self.a == 0.0 {
            return !(rest < 0.0 || (rest == 0.0 && !self.top_left));
        }
        let root = -rest / self.a - 0.5; // the pixel whose middle is on the edge
        if self.a > 0.0 {
            *low = low.max(if self.top_left { root.ceil() } else { root.floor() + 1.0 });
        } else {
            *high = high.min(if self.top_left { root.floor() + 1.0 } else { root.ceil() });
        }
        true
    }
}

/// Fills a triangle within `clip` (left, top, right, bottom in pixels).
pub fn fill(canvas: &mut Canvas, clip: [i32; 4], texture: &ColorImage, pixels_per_point: f32, vertices: [&Vertex; 3]) {
    let mut v = vertices;
    let place = |v: &Vertex| (f64::from(v.pos.x * pixels_per_point), f64::from(v.pos.y * pixels_per_point));
    let (a, b, c) = (place(v[0]), place(v[1]), place(v[2]));
    let area = (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    if area == 0.0 {
        return;
    }
    if area < 0.0 {
        v.swap(1, 2);
    }
    let (a, b, c) = (place(v[0]), place(v[1]), place(v[2]));
    let left = (a.0.min(b.0).min(c.0).floor() as i32).max(clip[0]);
    let right = (a.0.max(b.0).max(c.0).ceil() as i32).min(clip[2]);
    let top = (a.1.min(b.1).min(c.1).floor() as i32).max(clip[1]);
    let bottom = (a.1.max(b.1).max(c.1).ceil() as i32).min(clip[3]);
    if left >= right || top >= bottom {
        return;
    }
    let edges = [Edge::new(b, c), Edge::new(c, a), Edge::new(a, b)];
    let shade = Shade::new(texture, v);
    let inverse = 1.0 / area.abs();
    for row in top..bottom {
        let y = f64::from(row) + 0.5;
        let (mut low, mut high) = (f64::from(left), f64::from(right));
        if !edges.iter().all(|edge| edge.narrow(y, &mut low, &mut high)) || low >= high {
            continue;
        }
        let start = row as usize * canvas.width;
        let span = &mut canvas.pixels[start + low as usize..start + high as usize];
        if let Some(color) = shade.solid {
            fill_solid(span, color);
            continue;
        }
        for (i, pixel) in span.iter_mut().enumerate() {
            let x = low + i as f64 + 0.5;
            let weight = |edge: &Edge| (edge.at(x, y) * inverse) as f32;
            let (l0, l1) = (weight(&edges[0]), weight(&edges[1]));
            blend(pixel, shade.color(l0, l1, 1.0 - l0 - l1));
        }
    }
}

/// What colour a pixel gets: the vertices' colours times the texture's.
struct Shade<'a> {
    texture: &'a ColorImage,
    v: [&'a Vertex; 3],
    one_color: bool,
    /// The texel when all vertices point at the same one (egui's white pixel).
    one_texel: Option<[f32; 4]>,
    /// The colour when it is the same all over.
    solid: Option<[f32; 4]>,
}

impl<'a> Shade<'a> {
    fn new(texture: &'a ColorImage, v: [&'a Vertex; 3]) -> Self {
        let one_color = v[0].color == v[1].color && v[1].color == v[2].color;
        let one_uv = v[0].uv == v[1].uv && v[1].uv == v[2].uv;
        let one_texel = one_uv.then(|| sample(texture, v[0].uv.x, v[0].uv.y));
        let solid = one_texel.filter(|_| one_color).map(|texel| {
            let color = v[0].color.to_array();
            std::array::from_fn(|k| f32::from(color[k]) * texel[k] / 255.0)
        });
        Self { texture, v, one_color, one_texel, solid }
    }

    fn color(&self, l0: f32, l1: f32, l2: f32) -> [f32; 4] {
        let [a, b, c] = self.v;
        let texel = self.one_texel.unwrap_or_else(|| {
            let across = l0 * a.uv.x + l1 * b.uv.x + l2 * c.uv.x;
            let down = l0 * a.uv.y + l1 * b.uv.y + l2 * c.uv.y;
            sample(self.texture, across, down)
        });
        std::array::from_fn(|k| {
            let of = |v: &Vertex| f32::from(v.color[k]);
            let color = if self.one_color { of(a) } else { l0 * of(a) + l1 * of(b) + l2 * of(c) };
            color * texel[k] / 255.0
        })
    }
}

/// The texture at `u`, `v`, between texels as a GPU's linear filter takes it. Text sits on whole texels: one is enough.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (across, down) = (x - x.floor(), y - y.floor());
    let column = |step: f32| ((x.floor() + step).max(0.0) as usize).min(width - 1);
    let row = |step: f32| ((y.floor() + step).max(0.0) as usize).min(height - 1);
    let texel = |x: usize, y: usize| texture.pixels[y * width + x].to_array().map(f32::from);
    let whole = |part: f32| !(0.01..=0.99).contains(&part);
    if whole(across) && whole(down) {
        return texel(column(across.round()), row(down.round()));
    }
    let mix = |a: [f32; 4], b: [f32; 4], part: f32| std::array::from_fn(|k| a[k] + (b[k] - a[k]) * part);
    let above = mix(texel(column(0.0), row(0.0)), texel(column(1.0), row(0.0)), across);
    let below = mix(texel(column(0.0), row(1.0)), texel(column(1.0), row(1.0)), across);
    mix(above, below, down)
}

fn fill_solid(span: &mut [[u8; 4]], color: [f32; 4]) {
    if color[3] >= 254.5 {
        span.fill(color.map(|c| (c + 0.5) as u8));
    } else if color.iter().any(|c| *c > 0.0) {
        span.iter_mut().for_each(|pixel| blend(pixel, color));
    }
}

/// Premultiplied over.
fn blend(pixel: &mut [u8; 4], color: [f32; 4]) {
    let under = 1.0 - color[3] / 255.0;
    for (p, c) in pixel.iter_mut().zip(color) {
        *p = (c + f32::from(*p) * under + 0.5).clamp(0.0, 255.0) as u8;
    }
}
