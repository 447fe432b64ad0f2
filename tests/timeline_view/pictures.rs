//! Pictures of the timeline, to be looked at: both themes, both languages, three sizes.

use super::desk::*;
use super::support::hand::Hand;
use super::support::pictures::save;
use sockscope::app::{AppCommand, ThemeChoice};
use sockscope::call::{Address, Call, number_of};
use sockscope::locale::Language;
use sockscope::script::CallLanguage;

fn story() -> Hand {
    let mut hand = Hand::new();
    let (server, sock, client) = connection(&mut hand);
    done(&mut hand, sock, send("Hello!"));
    done(&mut hand, client, recv(1024));
    done(&mut hand, client, send("你好，服务器"));
    done(&mut hand, sock, recv(1024));
    let lost = socket(&mut hand, "client/cli2", "SOCK_STREAM");
    done(&mut hand, lost, Call::Connect { address: Address::inet("127.0.0.1", 9) });
    done(&mut hand, client, Call::Shutdown { how: number_of("SHUT_WR").unwrap() });
    done(&mut hand, sock, recv(1024));
    call(&mut hand, server, Call::Accept);
    hand.socket(server, "accept waits", |row| !row.waiting.is_empty());
    hand
}

#[test]
fn in_both_themes_and_languages_and_three_sizes() {
    let mut hand = story();
    hand.select("client/c");
    for (theme, language, name) in
        [(ThemeChoice::Dark, Language::English, "dark-en"), (ThemeChoice::Light, Language::Chinese, "light-zh")]
    {
        command(&mut hand, AppCommand::SetTheme(theme));
        command(&mut hand, AppCommand::SetLanguage(Some(language)));
        for (size, extent) in [([1280.0, 800.0], ""), ([1920.0, 1080.0], "-large"), ([640.0, 360.0], "-small")] {
            hand.h.set_size(size.into());
            hand.h.run_steps(4);
            let title = if language == Language::English { "Timeline" } else { "时间线" };
            hand.press_tab(title);
            hand.h.remove_cursor();
            hand.h.run_steps(6);
            save(&mut hand.h, &format!("timeline-{name}{extent}"));
        }
    }
}

/// What goes to the clipboard once the picture is drawn, and what is told of it.
fn copied(hand: &mut Hand, told: &str) -> egui::ColorImage {
    let image = hand.wait("the picture", |hand| {
        let commands = &hand.h.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyImage(image) => Some(image.clone()),
            _ => None,
        })
    });
    hand.see(told);
    image
}

#[test]
fn a_picture_of_all_or_of_a_span_goes_to_the_clipboard_in_the_language_of_the_log() {
    let mut hand = story();
    let calls: u64 = hand.state().snapshot.rows;
    let at = place(&mut hand, "accept waits");
    menu_at(&mut hand, at);
    hand.choose("Copy the timeline as a picture");
    let whole = copied(&mut hand, &format!("A picture of {calls} calls is on the clipboard"));
    assert_eq!(whole.size[0], 2000, "two pixels a point");
    // Two calls of it, and then all in C.
    let rows = hand.state().session().rows();
    let [from, to] = [0, 1].map(|k| rows.record_of_row(k).unwrap());
    command(&mut hand, AppCommand::SelectSpan { from, to });
    command(&mut hand, AppCommand::ShowCallsIn(CallLanguage::C));
    command(&mut hand, AppCommand::CopyPicture);
    let part = copied(&mut hand, "A picture of 2 calls is on the clipboard");
    assert!(part.size[1] < whole.size[1], "{:?} {:?}", part.size, whole.size);
    command(&mut hand, AppCommand::SelectRecord(None));
    command(&mut hand, AppCommand::CopyPicture);
    let in_c = copied(&mut hand, &format!("A picture of {calls} calls is on the clipboard"));
    assert!(in_c.size == whole.size && in_c.pixels != whole.pixels, "the same calls in C");
    let pixels = in_c.pixels.iter().flat_map(|pixel| pixel.to_array()).collect();
    let [wide, high] = in_c.size.map(|side| u32::try_from(side).unwrap());
    image::RgbaImage::from_raw(wide, high, pixels).unwrap().save("target/pictures/timeline-copied-c.png").unwrap();
    save(&mut hand.h, "timeline-c");
}
