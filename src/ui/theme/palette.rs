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
    /// Around controls and panels; only where the contrast is high.
    pub outline: Color32,
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
    outline: Color32::TRANSPARENT,
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
    outline: Color32::TRANSPARENT,
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

/// Dark, with the stronger contrast: text of 7:1, lines and outlines of 3:1.
pub(super) const HIGH_DARK: Palette = Palette {
    app: rgb(0x000000),
    panel: rgb(0x000000),
    raised: rgb(0x0d1014),
    row_hover: rgb(0x14181d),
    hover: rgb(0x1a1f26),
    chosen: rgb(0x232a33),
    line: rgb(0x8b97a6),
    outline: rgb(0x9aa6b4),
    strong: rgb(0xffffff),
    normal: rgb(0xeceff3),
    subdued: rgb(0xc8d0da),
    accent: rgb(0x9cc4ff),
    accent_hover: rgb(0xb8d5ff),
    on_accent: rgb(0x041024),
    accent_soft: rgb(0x0b2145),
    orange: rgb(0xffbe7d),
    orange_soft: rgb(0x231704),
    green: rgb(0x74e3c1),
    green_soft: rgb(0x04201a),
    violet: rgb(0xc6bbff),
    violet_soft: rgb(0x191538),
    red: rgb(0xffa3a3),
    red_soft: rgb(0x2a0d10),
    yellow: rgb(0xf5d06e),
    yellow_soft: rgb(0x221b04),
    leaf: rgb(0x86e497),
};

/// Light, with the same.
pub(super) const HIGH_LIGHT: Palette = Palette {
    app: rgb(0xffffff),
    panel: rgb(0xffffff),
    raised: rgb(0xf4f6f9),
    row_hover: rgb(0xf0f3f7),
    hover: rgb(0xe9edf2),
    chosen: rgb(0xdde4ed),
    line: rgb(0x5c6673),
    outline: rgb(0x4a545f),
    strong: rgb(0x000000),
    normal: rgb(0x14181e),
    subdued: rgb(0x333b45),
    accent: rgb(0x0b3a92),
    accent_hover: rgb(0x092f78),
    on_accent: rgb(0xffffff),
    accent_soft: rgb(0xdce8ff),
    orange: rgb(0x6a3400),
    orange_soft: rgb(0xfdeedd),
    green: rgb(0x00463a),
    green_soft: rgb(0xdff5ec),
    violet: rgb(0x3f2b9e),
    violet_soft: rgb(0xebe7ff),
    red: rgb(0x8a0f14),
    red_soft: rgb(0xffe6e6),
    yellow: rgb(0x523c00),
    yellow_soft: rgb(0xfaf0d2),
    leaf: rgb(0x0d4a20),
};
