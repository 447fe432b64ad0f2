//! The timeline as SVG.

use crate::{example, export};

/// The pictures of the examples: each call once, an arrow for each piece of bytes, and nothing that a browser would run.
#[test]
fn each_call_has_its_mark_and_bytes_their_arrows() {
    let folder = tempfile::tempdir().unwrap();
    for (name, marks, arrows) in [("1-web-get", 18, 3), ("3-chat-chinese", 17, 4), ("4-udp-echo", 16, 4)] {
        let log = example(folder.path(), name);
        let svg = String::from_utf8(export(&log, &["svg"])).unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{name}");
        assert_eq!(svg.matches("<polygon").count(), arrows, "{name}");
        let signs = ["<circle", "<path", "width=\"8\" height=\"8\""].map(|sign| svg.matches(sign).count());
        assert_eq!(signs.iter().sum::<usize>(), marks, "{name}: {signs:?}");
        assert!(!svg.contains("<script") && !svg.contains("href"), "{name}");
    }
}

/// What a peer sent and what a person named is text and nothing else.
#[test]
fn odd_names_and_payloads_stay_text() {
    let folder = tempfile::tempdir().unwrap();
    let script = concat!(
        "{\"netscript\":1}\n",
        "{\"call\":\"socketpair\",\"as\":[\"a<b>\",\"c&\\\"d\"]}\n",
        "{\"call\":\"send\",\"on\":\"a<b>\",\"data\":\"</text><script>\\u202e\"}\n",
        "{\"call\":\"recv\",\"on\":\"c&\\\"d\",\"size\":100}\n",
    );
    let log = crate::session(folder.path(), "odd", script);
    let svg = String::from_utf8(export(&log, &["svg"])).unwrap();
    assert!(svg.contains("a&lt;b&gt;") && svg.contains("c&amp;&quot;d"), "{svg}");
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}'), "{svg}");
    assert_eq!(svg.matches("<polygon").count(), 1);
}

/// The same in pixels: a picture that opens, two pixels a point, with more than its ground on it.
#[test]
fn in_pixels() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "3-chat-chinese");
    let png = export(&log, &["png"]);
    let picture = image::load_from_memory(&png).unwrap().to_rgba8();
    assert_eq!(picture.width(), 2000);
    let colours: std::collections::HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colours.len() > 50, "{} colours", colours.len());
    if let Some(to) = std::env::var_os("SOCKSCOPE_PICTURES") {
        std::fs::write(std::path::Path::new(&to).join("export.png"), &png).unwrap();
    }
}

/// States that the kernel reported are rungs in the picture, as in the window; samples are nothing to be drawn.
#[test]
fn states_of_the_kernel_are_rungs() {
    let folder = tempfile::tempdir().unwrap();
    let plain = example(folder.path(), "3-chat-chinese");
    let before = String::from_utf8(export(&plain, &["svg"])).unwrap();
    assert!(!before.contains("ESTABLISHED"), "a run looks at names only");
    let log = folder.path().join("window.jsonl");
    let sample = r#""ev":"sample","inq":5,"outq":0,"rcvbuf":131072,"tcp":"ESTABLISHED","rtt":40,"cwnd":10"#;
    let mut lines: Vec<String> = Vec::new();
    for line in std::fs::read_to_string(&plain).unwrap().lines() {
        let (_, rest) = line.split_once(r#","t":"#).unwrap_or_default();
        let n = lines.len();
        lines.push(if rest.is_empty() { line.to_owned() } else { format!(r#"{{"n":{n},"t":{rest}"#) });
        if line.contains(r#""call":"connect""#) {
            let head: Vec<&str> = rest.splitn(3, ',').collect();
            for event in [r#""ev":"state","tcp":"ESTABLISHED""#, sample] {
                lines.push(format!(r#"{{"n":{},"t":{},{},{event}}}"#, lines.len(), head[0], head[1]));
            }
        }
    }
    std::fs::write(&log, lines.join("\n") + "\n").unwrap();
    let after = String::from_utf8(export(&log, &["svg"])).unwrap();
    assert_eq!(after.matches("ESTABLISHED").count(), 1);
    assert_eq!(after.matches("<polygon").count(), before.matches("<polygon").count());
    // Of a socket that is left out nothing is told.
    let server = String::from_utf8(export(&log, &["svg", "--socket", "srv"])).unwrap();
    assert!(!server.contains("ESTABLISHED"));
    assert!(image::load_from_memory(&export(&log, &["png"])).is_ok());
}
