//! The palette: the only file of the program that writes a colour down. Names here say what a colour looks like in its
//! ramp; what it is *for* is a token (`tokens.rs`).
#![allow(clippy::disallowed_methods)] // the one place where a colour is a literal

use egui::Color32;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// A shadow's black at so many of 255.
pub(super) const fn black(alpha: u8) -> Color32 {
    Color32::from_rgba_premultiplied(0, 0, 0, alpha)
}

/// One theme's colours, in the order of the table in the design.
pub(super) struct Palette {
    pub app: Color32,
    pub panel: Color32,
    pub raised: Color32,
    pub row_hover: Color32,
    pub hover: Color32,
    pub chosen: Color32,
    pub line: Color32,
    pub strong: Color32,
    pub normal: Color32,
    pub subdued: Color32,
    pub accent: Color32,
    pub accent_hover: Color32,
    pub on_accent: Color32,
    pub accent_soft: Color32,
    pub orange: Color32,
    pub orange_soft: Color32,
    pub green: Color32,
    pub green_soft: Color32,
    pub violet: Color32,
    pub violet_soft: Color32,
    pub red: Color32,
    pub red_soft: Color32,
    pub yellow: Color32,
    pub yellow_soft: Color32,
    pub leaf: Color32,
}

pub(super) const DARK: Palette = Palette {
    app: rgb(0x0d0f12),
    panel: rgb(0x13161a),
    raised: rgb(0x20252c),
    row_hover: rgb(0x191d22),
    hover: rgb(0x262d35),
    chosen: rgb(0x2e3640),
    line: rgb(0x3a424c),
    strong: rgb(0xf1f4f7),
    normal: rgb(0xc3cbd4),
    subdued: rgb(0x8c96a3),
    accent: rgb(0x6aa3ff),
    accent_hover: rgb(0x82b2ff),
    on_accent: rgb(0x08142a),
    accent_soft: rgb(0x172740),
    orange: rgb(0xf0a35b),
    orange_soft: rgb(0x2b2116),
    green: rgb(0x4fc3a1),
    green_soft: rgb(0x13261f),
    violet: rgb(0x9d8cff),
    violet_soft: rgb(0x221f3a),
    red: rgb(0xf26d6d),
    red_soft: rgb(0x2a1719),
    yellow: rgb(0xe3bb58),
    yellow_soft: rgb(0x2a2414),
    leaf: rgb(0x63c174),
};

pub(super) const LIGHT: Palette = Palette {
    app: rgb(0xf1f3f6),
    panel: rgb(0xffffff),
    raised: rgb(0xeef1f5),
    row_hover: rgb(0xf5f7fa),
    hover: rgb(0xe6eaef),
    chosen: rgb(0xdfe4eb),
    line: rgb(0xc3cad3),
    strong: rgb(0x11161d),
    normal: rgb(0x3b4450),
    subdued: rgb(0x5f6976),
    accent: rgb(0x2158c4),
    accent_hover: rgb(0x1b4cab),
    on_accent: rgb(0xffffff),
    accent_soft: rgb(0xdfe9fc),
    orange: rgb(0x96500e),
    orange_soft: rgb(0xfcf0e3),
    green: rgb(0x0b6653),
    green_soft: rgb(0xe3f5ef),
    violet: rgb(0x5f4acb),
    violet_soft: rgb(0xeeebfd),
    red: rgb(0xb02a2a),
    red_soft: rgb(0xfdecec),
    yellow: rgb(0x785800),
    yellow_soft: rgb(0xfbf3dc),
    leaf: rgb(0x1f6b34),
};
