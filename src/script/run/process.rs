//! Cases that want a process set up before it has a second thread: run in a child of the same program, which reads the
//! case from its standard input.

use super::whole::{LIMIT, Summary};
use crate::net::{become_nobody, is_root, leave_network, limit_files};
use crate::script::file::{Case, Net, Setting};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The child's exit status where its setting was refused.
const REFUSED: i32 = 4;
/// A child ends itself after 20 s; later than this it is killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// What this machine lacks of what a script requires, by the script's own word; none where it has it, or the word is
/// not known.
pub fn lacks(requirement: &str) -> Option<&'static str> {
    match requirement {
        "linux" if !cfg!(target_os = "linux") => Some("linux"),
        "root" if !is_root() => Some("root"),
        "ipv6" if cfg!(target_os = "linux") && !Path::new("/proc/net/if_inet6").exists() => Some("ipv6"),
        _ => None,
    }
}

/// What this process lacks to set a child up so.
pub fn cannot(setting: Setting) -> Option<&'static str> {
    ((setting.nobody || setting.empty_netns) && !is_root()).then_some("root")
}

/// A setting as one argument: `nobody,netns,nofile=64`.
pub fn setting_text(setting: Setting) -> String {
    let mut words = Vec::new();
    words.extend(setting.nobody.then(|| "nobody".to_owned()));
    words.extend(setting.empty_netns.then(|| "netns".to_owned()));
    words.extend(setting.nofile.map(|count| format!("nofile={count}")));
    words.join(",")
}

/// Sets this process up as [`setting_text`] says. To be called before there is a second thread.
///
/// # Errors
/// The child's exit status: 2 for a word that is not known, 4 where the system refuses.
pub fn apply_setting(text: &str) -> Result<(), u8> {
    let mut setting = Setting::default();
    for word in text.split(',') {
        match word.split_once('=') {
            None if word == "nobody" => setting.nobody = true,
            None if word == "netns" => setting.empty_netns = true,
            Some(("nofile", count)) => setting.nofile = Some(count.parse().map_err(|_| 2_u8)?),
            _ => return Err(2),
        }
    }
    let refused = |_errno| REFUSED as u8;
    if setting.empty_netns {
        leave_network().map_err(refused)?;
    }
    if let Some(count) = setting.nofile {
        limit_files(count).map_err(refused)?;
    }
    if setting.nobody {
        become_nobody().map_err(refused)?;
    }
    Ok(())
}

/// Runs a case in a child, which prints its results itself; the reason, where the child could not be set up so.
pub fn run_case(case: &Case, net: Net, program: &Path, summary: &mut Summary) -> io::Result<Option<&'static str>> {
    let mut child = Command::new(program)
        .args(["run", "-", "--net", net.word(), "--setting", &setting_text(case.setting)])
        .stdin(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A child that was refused has ended without reading: its status says so.
        let _refused = input.write_all(case_lines(case, net).as_bytes());
    }
    let end = Instant::now() + LIMIT + PATIENCE;
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if Instant::now() > end => {
                child.kill()?;
                break child.wait()?;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    match status.code() {
        Some(0) => {}
        Some(3) => return Err(io::ErrorKind::BrokenPipe.into()),
        Some(REFUSED) => return Ok(Some("root")),
        _ => summary.failed += 1,
    }
    Ok(None)
}

/// The case as a script of its own: the same steps at the same places.
fn case_lines(case: &Case, net: Net) -> String {
    let header = serde_json::json!({ "netscript": 1, "net": net.word() });
    let title = serde_json::json!({ "case": case.id, "title": case.title });
    let mut lines = format!("{header}\n{title}\n");
    let mut next = 0;
    for step in &case.steps {
        for _ in next..step.index {
            lines.push_str("{\"#\":0}\n");
        }
        lines.push_str(&step.text);
        lines.push('\n');
        next = step.index + 1;
    }
    for _ in next..case.lines {
        lines.push_str("{\"#\":0}\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::file::read;

    #[test]
    fn a_case_is_handed_over_whole() {
        let text = concat!(
            "{\"netscript\":1}\n{\"case\":\"a\\\"b\",\"nofile\":64}\n{\"#\":\"x\"}\n",
            "{\"call\":\"socket\",\"as\":\"s\",\"expect\":{\"ok\":null}}\n\n{\"#\":\"y\"}\n{\"do\":\"sleep\",\"seconds\":0}\n{\"#\":\"z\"}\n",
        );
        let case = read(text.as_bytes()).unwrap().script.cases.remove(0);
        let handed = read(case_lines(&case, Net::None).as_bytes()).unwrap().script;
        assert_eq!(handed.header.net, Net::None);
        let [again] = handed.cases.as_slice() else { panic!() };
        assert_eq!((&again.id, again.lines, again.setting), (&case.id, case.lines, Setting::default()));
        let steps =
            |case: &Case| case.steps.iter().map(|s| (s.index, s.action.clone(), s.expect.clone())).collect::<Vec<_>>();
        assert_eq!(steps(again), steps(&case));
    }

    #[test]
    fn settings_read_back() {
        assert_eq!(
            setting_text(Setting { nobody: true, empty_netns: true, nofile: Some(64) }),
            "nobody,netns,nofile=64"
        );
        assert_eq!(apply_setting("fly"), Err(2));
        assert_eq!(apply_setting("nofile=x"), Err(2));
    }
}
