//! Every call with every errno, and every wait, says something whole in both languages; headlines say which call.

use super::*;
use crate::call::{ArgumentWhy, eai_name, errno_number};

#[test]
fn every_call_with_every_error_is_explained_in_both_languages() {
    let errnos: Vec<i32> = (1..=140).filter(|number| errno_name(*number).is_some()).collect();
    let eais: Vec<i32> = (-110..=20).filter(|number| eai_name(*number).is_some()).collect();
    assert!(errnos.len() > 60 && eais.len() > 8);
    let mut outcomes: Vec<Outcome> = errnos.into_iter().chain([12_345, -7]).map(Outcome::Errno).collect();
    outcomes.extend(eais.into_iter().chain([777]).map(Outcome::Eai));
    outcomes.push(Outcome::Timeout);
    outcomes.extend(
        [ArgumentWhy::Range, ArgumentWhy::Type, ArgumentWhy::Value, ArgumentWhy::Encoding].map(Outcome::Argument),
    );
    let calls = every_call();
    let mut turn = 0_usize;
    in_every_state(&mut |around| {
        for call in &calls {
            for outcome in &outcomes {
                // One in eleven, others in each state: together they cover every pair many times.
                turn += 1;
                if turn.is_multiple_of(11) {
                    assert_is_whole(call, outcome, around);
                }
            }
        }
    });
}

#[test]
fn every_wait_is_explained_in_both_languages() {
    in_every_state(&mut |around| {
        for call in &every_call() {
            let about = || format!("{call:?} {around:?}");
            let Explanation { headline, why, tries, remedies } = explain_waiting(call, around);
            tries.iter().chain([&headline, &why]).for_each(|message| assert_is_said(message, &about));
            assert_are_said(&remedies, &about);
        }
    });
}

#[test]
fn what_is_no_failure_is_not_explained() {
    let around = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    for outcome in [
        Outcome::NONE,
        Outcome::Waiting,
        Outcome::Errno(0),
        Outcome::Ok(Value::ConnectEx(0)),
        Outcome::Stopped { done: 0 },
        Outcome::Other("{}".into()),
    ] {
        assert_eq!(explain(&recv(), &outcome, &around), None, "{outcome:?}");
    }
    assert_eq!(explain(&send(b"abc"), &Outcome::Stopped { done: 0 }, &around), None);
    let stopped = explain(&connect(at(1)), &Outcome::Stopped { done: 0 }, &around).unwrap();
    assert_eq!(stopped.why.key(), "why-stopped-connect");
    assert_is_whole(&connect(at(1)), &Outcome::Stopped { done: 0 }, &around);
    assert_is_whole(&send(b"abc"), &Outcome::Stopped { done: 2 }, &around);
    // The row has the beginning of what was sent alone.
    let much = Surroundings { sends: Some(50_000_000), ..around };
    let stopped = explain(&send(&[0; 4096]), &Outcome::Stopped { done: 2_600_000 }, &much).unwrap();
    assert_eq!(stopped.why.key(), "why-stopped-sending");
    assert!(format!("{:?}", stopped.why).contains("50000000"), "{:?}", stopped.why);
}

#[test]
fn headlines_name_the_call_the_address_and_the_errno() {
    let (local, peer) = (at(8000), at(9000));
    let around = Surroundings { kind: number("SOCK_STREAM"), local: Some(&local), ..Surroundings::default() };
    let connected = Surroundings { peer: Some(&peer), ..around };
    let refused = errno_number("ECONNREFUSED").unwrap();
    let reset = errno_number("ECONNRESET").unwrap();
    let option = errno_number("ENOPROTOOPT").unwrap();
    for (call, outcome, around, english, chinese) in [
        (
            connect(at(8001)),
            Outcome::Errno(refused),
            &around,
            format!("connect to 127.0.0.1:8001: ECONNREFUSED ({refused})"),
            format!("connect 到 127.0.0.1:8001：ECONNREFUSED（{refused}）"),
        ),
        (
            recv(),
            Outcome::Errno(reset),
            &connected,
            format!("recv from 127.0.0.1:9000: ECONNRESET ({reset})"),
            format!("从 127.0.0.1:9000 recv：ECONNRESET（{reset}）"),
        ),
        (
            Call::Accept,
            Outcome::Timeout,
            &around,
            "accept on 127.0.0.1:8000: timeout".to_owned(),
            "在 127.0.0.1:8000 上 accept：超时".to_owned(),
        ),
        (
            set_option("IPPROTO_TCP", "TCP_NODELAY"),
            Outcome::Errno(option),
            &around,
            format!("setsockopt TCP_NODELAY: ENOPROTOOPT ({option})"),
            format!("setsockopt TCP_NODELAY：ENOPROTOOPT（{option}）"),
        ),
    ] {
        let headline = explain(&call, &outcome, around).unwrap().headline;
        assert_eq!(words(Language::English, &headline), english);
        assert_eq!(words(Language::Chinese, &headline), chinese);
    }
}
