//! Pictures of the timeline, to be looked at: both themes, both languages, three sizes.

use super::desk::*;
use super::support::hand::Hand;
use super::support::pictures::save;
use sockscope::app::{AppCommand, ThemeChoice};
use sockscope::call::{Address, Call, number_of};
use sockscope::locale::Language;

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
