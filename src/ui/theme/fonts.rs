//! The fonts: Inter for what we say, JetBrains Mono for what the socket says, Noto Sans SC under both, Phosphor for icons.
//! How the files were made and their licences: `assets/fonts/README.md`.

use super::icons;
use crate::timeline::fonts as faces;
use egui::{Context, FontData, FontDefinitions, FontFamily, FontTweak};
use std::sync::Arc;

/// Family of medium weight.
pub const MEDIUM: &str = "medium";
/// Family of semibold weight.
pub const STRONG: &str = "strong";
/// Family of bold monospace.
pub const MONO_BOLD: &str = "mono-bold";

const SC: &str = "noto-sans-sc";

/// The definitions: each family has its own face first, then the other Latin face, then Chinese, then egui's signs.
/// The system's fonts stand behind all of them where eframe finds any.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("inter", faces::INTER);
    add("inter-medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf"));
    add("inter-semibold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    add("jetbrains-mono", faces::JETBRAINS_MONO);
    add("jetbrains-mono-bold", faces::JETBRAINS_MONO_BOLD);
    add("phosphor", include_bytes!("../../../assets/fonts/Phosphor-Regular.ttf"));
    let sc = FontData::from_static(faces::NOTO_SANS_SC);
    // Its line is higher than Inter's: without this, a Chinese word sits a pixel below the middle of its button.
    let tweak = FontTweak { y_offset_factor: -0.09, ..FontTweak::default() };
    fonts.font_data.insert(SC.to_owned(), Arc::new(sc.tweak(tweak)));

    let signs = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let signs: Vec<String> = signs.into_iter().filter(|name| name.to_lowercase().contains("emoji")).collect();
    let family = |first: &str, second: &str| -> Vec<String> {
        [first, second, SC].into_iter().map(str::to_owned).chain(signs.iter().cloned()).collect()
    };
    fonts.families.insert(FontFamily::Proportional, family("inter", "jetbrains-mono"));
    fonts.families.insert(FontFamily::Monospace, family("jetbrains-mono", "inter"));
    fonts.families.insert(FontFamily::Name(MEDIUM.into()), family("inter-medium", "jetbrains-mono"));
    fonts.families.insert(FontFamily::Name(STRONG.into()), family("inter-semibold", "jetbrains-mono"));
    fonts.families.insert(FontFamily::Name(MONO_BOLD.into()), family("jetbrains-mono-bold", "inter-semibold"));
    fonts.families.insert(FontFamily::Name(icons::FAMILY.into()), vec!["phosphor".to_owned()]);
    fonts
}

/// Hands the fonts to egui. Once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}
