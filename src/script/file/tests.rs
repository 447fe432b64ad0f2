//! The reader, on what people and accidents write.

use super::*;
use crate::locale::{Language, words};
use crate::session::LineWhy;
use proptest::prelude::*;

const HEADER: &str = "{\"netscript\":1}\n";

fn fault(lines: &str) -> Option<Fault> {
    let whole = format!("{HEADER}{lines}");
    let checked = check(whole.as_bytes()).err();
    assert_eq!(read(whole.as_bytes()).err(), checked);
    checked
}

fn notes(lines: &str) -> Vec<FaultWhy> {
    let whole = format!("{HEADER}{lines}");
    check(whole.as_bytes()).unwrap().into_iter().map(|note| note.why).collect()
}

#[test]
fn whole_scripts_are_read() {
    let text = concat!(
        "{\"netscript\":1,\"title\":\"t\",\"net\":\"any\",\"requires\":[\"linux\"],\"lang\":\"en\"}\n",
        "{\"call\":\"socket\",\"as\":\"小明\"}\n\n",
        "{\"#\":\"a comment\"}\n",
        "{\"do\":\"sleep\",\"seconds\":0.1,\"#\":\"rest\"}\n",
        "{\"case\":\"b\",\"title\":\"B\",\"run_as\":\"nobody\",\"netns\":\"empty\",\"nofile\":64}\n",
        "{\"call\":\"socket\",\"as\":\"s#\",\"times\":3}\n",
        "{\"call\":\"close\",\"on\":\"s2\"}",
    );
    let Reading { script, notes } = read(text.as_bytes()).unwrap();
    assert_eq!((script.header.net, notes.len()), (Net::Any, 0));
    let [main, b] = script.cases.as_slice() else { panic!("{script:?}") };
    assert_eq!((&*main.id, main.lines, main.steps.len()), ("main", 3, 2));
    assert_eq!((main.steps[1].index, main.steps[1].line), (2, 5));
    assert_eq!(b.setting, Setting { nobody: true, empty_netns: true, nofile: Some(64) });
    assert_eq!((&*b.id, b.line, b.lines), ("b", 6, 2));
}

#[test]
fn faults_name_their_line_and_reason() {
    let many = "\n".repeat(100_001);
    let long = format!("{{\"#\":\"{}\"}}", "x".repeat(1 << 20));
    let deep = format!("{{\"#\":{}}}", "[".repeat(40));
    for (lines, why) in [
        ("{\"call\":\"nonsense\"}", "there is no call nonsense"),
        ("{\"do\":\"fly\"}", "there is no “do” fly"),
        ("{\"call\":\"socket\",\"do\":\"join\"}", "a step has one of “call” and “do”"),
        ("{\"on\":\"s\"}", "a step has one of “call” and “do”"),
        ("{}", "a step has one of “call” and “do”"),
        ("[1]", "it is not a JSON object"),
        ("{\"call\":\"socket\"}", "the key as is missing"),
        ("{\"call\":\"socket\",\"as\":\"\"}", "the value of as makes no sense"),
        ("{\"call\":\"socket\",\"as\":\"s\",\"as\":\"t\"}", "the key as stands twice"),
        ("{\"call\":\"socket\",\"as\":\"s\",\"colour\":1}", "no step has a key colour"),
        ("{\"call\":\"close\",\"on\":\"s\"}", "no line before it makes s"),
        ("{\"do\":\"join\",\"id\":\"t\"}", "no line before it starts t"),
        ("{\"do\":\"sleep\",\"seconds\":10.5}", "the value of seconds makes no sense"),
        ("{\"do\":\"sleep\",\"seconds\":NaN}", "no number of JSON stands at byte 24"),
        ("{\"do\":\"sleep\",\"seconds\":1e999}", "the value of seconds makes no sense"),
        ("{\"do\":\"unlink\",\"path\":\"${x}/y\"}", "no line before it saves x"),
        ("{\"case\":\"c\",\"run_as\":\"root\"}", "the value of run_as makes no sense"),
        ("{\"case\":\"c\",\"colour\":1}", "no step has a key colour"),
        ("{\"netscript\":1}", "a step has one of “call” and “do”"),
        ("{\"#\":\"\u{fffd}\"", "it is not JSON"),
        (&many, "it has more than 100,000 lines"),
        (&long, "it is longer than 1 MiB"),
        (&deep, "it is nested too deep, at byte 37"),
    ] {
        let fault = fault(lines).unwrap_or_else(|| panic!("{lines} was taken"));
        assert_eq!(words(Language::English, &fault.words()), why, "{lines}");
        assert!(fault.line >= 2);
    }
    let on_socket =
        |step: &str| fault(&format!("{{\"call\":\"socket\",\"as\":\"s\"}}\n{step}")).map(|fault| fault.line);
    for step in [
        "{\"call\":\"bind\",\"on\":\"s\"}",
        "{\"call\":\"bind\",\"on\":\"s\",\"address\":\"${v}\"}",
        "{\"call\":\"bind\",\"on\":\"s\",\"address\":{\"abstract\":{\"hex\":\"0\"}}}",
        "{\"call\":\"send\",\"on\":\"s\",\"data\":{\"var\":\"v\"}}",
        "{\"call\":\"send\",\"on\":\"s\",\"data\":{\"seq\":67108865}}",
        "{\"call\":\"send\",\"on\":\"s\",\"data\":5}",
        "{\"call\":\"send\",\"on\":\"s\",\"data\":\"x\",\"times\":10000001}",
        "{\"call\":\"send\",\"on\":\"s\",\"data\":\"x\",\"times\":-1}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":1.0}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":67108865}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":1,\"async\":true}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":1,\"expect\":{\"good\":1}}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":1,\"expect\":{\"data\":{\"hex\":\"0\"}}}",
    ] {
        assert_eq!(on_socket(step), Some(3), "{step}");
    }
    assert_eq!(check(&b""[..]), Err(Fault::new(0, FaultWhy::NoHeader)));
    assert_eq!(check(&b"{\"netscript\":2}"[..]), Err(Fault::new(1, FaultWhy::NotAScript)));
    assert_eq!(check(&b"{\"netscript\":1,\"log\":1}"[..]), Err(Fault::new(1, FaultWhy::Log)));
    let bad_net = check(&b"{\"netscript\":1,\"net\":\"lan\"}"[..]).unwrap_err();
    assert!(matches!(bad_net.why, FaultWhy::Line(error) if error.why == LineWhy::Wrong("net")));
}

#[test]
fn what_only_a_run_can_refuse_is_taken_with_a_note() {
    assert_eq!(
        notes("{\"call\":\"socket\",\"as\":\"s\"}\n{\"call\":\"socket\",\"as\":\"s\"}"),
        [FaultWhy::NameInUse("s".into())]
    );
    assert_eq!(
        notes(
            "{\"call\":\"socket\",\"as\":\"s\"}\n{\"call\":\"close\",\"on\":\"s\"}\n{\"call\":\"socket\",\"as\":\"s\"}"
        ),
        []
    );
    assert_eq!(
        notes("{\"call\":\"socket\",\"as\":\"s\",\"family\":\"AF_NONSENSE\"}"),
        [FaultWhy::UnknownConstant("AF_NONSENSE".into())]
    );
    for path in ["/etc/passwd", "${tmp}", "${tmp}/", "${tmp}/../x", "${tmp}x"] {
        assert_eq!(notes(&format!("{{\"do\":\"unlink\",\"path\":\"{path}\"}}")), [FaultWhy::OutsideTmp], "{path}");
    }
    assert_eq!(notes("{\"do\":\"unlink\",\"path\":\"${tmp}/a/b\"}"), []);
    for step in [
        "{\"call\":\"bind\",\"on\":\"s\",\"address\":[\"127.0.0.1\",70000]}",
        "{\"call\":\"bind\",\"on\":\"s\",\"address\":5}",
        "{\"call\":\"settimeout\",\"on\":\"s\",\"value\":\"x\"}",
        "{\"call\":\"recv\",\"on\":\"s\",\"size\":-1}",
        "{\"call\":\"listen\",\"on\":\"s\",\"backlog\":99999999999}",
    ] {
        assert_eq!(fault(&format!("{{\"call\":\"socket\",\"as\":\"s\"}}\n{step}")), None, "{step}");
    }
}

#[test]
fn what_a_script_reaches_is_listed() {
    let steps = [
        (r#"{"call":"socket","as":"s","type":"SOCK_RAW","proto":"IPPROTO_ICMP"}"#, Some(Distance::Raw)),
        (r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#, Some(Distance::Near)),
        (r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#, None),
        (r#"{"call":"connect","on":"s","address":["10.0.0.1",80]}"#, Some(Distance::Beyond)),
        (r#"{"call":"connect","on":"s","address":["::ffff:10.0.0.1",80]}"#, Some(Distance::Beyond)),
        (r#"{"call":"connect","on":"s","address":["example.com",80]}"#, Some(Distance::Beyond)),
        (r#"{"call":"bind","on":"s","address":["127.0.0.1",80]}"#, Some(Distance::LowPort)),
        (r#"{"call":"bind","on":"s","address":["",8000]}"#, Some(Distance::Wildcard)),
        (r#"{"call":"connect","on":"s","address":["0.0.0.0",8000]}"#, Some(Distance::Near)),
        (r#"{"call":"sendto","on":"s","data":"","address":["255.255.255.255",9]}"#, Some(Distance::Broadcast)),
        (r#"{"call":"sendto","on":"s","data":"","address":["239.1.1.1",9]}"#, Some(Distance::Group)),
        (r#"{"call":"bind","on":"s","address":"${tmp}/s"}"#, Some(Distance::Near)),
        (r#"{"call":"bind","on":"s","address":{"abstract":"x"}}"#, Some(Distance::Near)),
        (r#"{"call":"bind","on":"s","address":"/run/s"}"#, Some(Distance::Path)),
        (
            r#"{"call":"setsockopt","on":"s","level":0,"name":"IP_ADD_MEMBERSHIP","value":{"mreq":["239.1.1.1","127.0.0.1"]}}"#,
            Some(Distance::Group),
        ),
        (r#"{"call":"close","on":"s"}"#, None),
    ];
    let text: String = steps.iter().map(|(step, _)| format!("{step}\n")).collect();
    let script = read(format!("{HEADER}{text}").as_bytes()).unwrap().script;
    let listed = reached(&script.cases[0]);
    for (at, (step, distance)) in steps.iter().enumerate() {
        let found = listed.iter().find(|one| one.line as usize == at + 2).map(|one| one.distance);
        assert_eq!(found, *distance, "{step}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(bytes.as_slice());
        let mut whole = HEADER.as_bytes().to_vec();
        whole.extend(bytes);
        let _ = read(whole.as_slice());
    }

    #[test]
    fn damaged_steps_do_not_panic(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = format!("{HEADER}{}", concat!(
            "{\"call\":\"socket\",\"as\":\"s\",\"family\":\"AF_INET6\"}\n",
            "{\"call\":\"sendto\",\"on\":\"s\",\"data\":{\"cat\":[{\"repeat\":{\"seq\":9},\"times\":3},{\"b64\":\"aGk=\"}]},",
            "\"address\":[\"::1\",9,0,1],\"flags\":[\"MSG_DONTWAIT\"],\"expect\":{\"oneof\":[{\"ok\":29},{\"err\":\"EIO\"}]}}\n",
        )).into_bytes();
        let place = at.index(bytes.len());
        bytes[place] = with;
        let _ = read(bytes.as_slice());
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(bytes.as_slice());
    }
}
