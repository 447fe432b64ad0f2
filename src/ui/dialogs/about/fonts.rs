//! The fonts in the program, with their licences as they came. How the files were made: `assets/fonts/README.md`.

/// One font.
pub struct Font {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its licence in short.
    pub licence: &'static str,
    /// The licence's text.
    pub text: &'static str,
}

/// All of them.
pub const FONTS: [Font; 4] = [
    Font {
        name: "Inter",
        version: "4.0 beta 7",
        licence: "OFL-1.1",
        text: include_str!("../../../../assets/fonts/OFL-inter.txt"),
    },
    Font {
        name: "JetBrains Mono",
        version: "2.242",
        licence: "OFL-1.1",
        text: include_str!("../../../../assets/fonts/OFL-jetbrains-mono.txt"),
    },
    Font {
        name: "Noto Sans SC",
        version: "2.004",
        licence: "OFL-1.1",
        text: include_str!("../../../../assets/fonts/OFL-noto-sans-sc.txt"),
    },
    Font {
        name: "Phosphor",
        version: "2.1",
        licence: "MIT",
        text: include_str!("../../../../assets/fonts/LICENSE-phosphor.txt"),
    },
];
