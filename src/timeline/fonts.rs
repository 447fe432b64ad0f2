//! The faces that pictures and the window are set in. How the files were made and their licences:
//! `assets/fonts/README.md`.

/// What we say.
pub static INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
/// What came from or goes to a socket.
pub static JETBRAINS_MONO: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf");
/// The name in a lane's head.
pub static JETBRAINS_MONO_BOLD: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-Bold.ttf");
/// Chinese in both.
pub static NOTO_SANS_SC: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf");
