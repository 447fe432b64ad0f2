//! Which process has which socket: `/proc/PID/fd` (`proc_pid_fd(5)`). Another user's is read by root alone.

use crate::net::system::Process;
use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A command line is cut to so many characters.
const COMMAND: usize = 200;

/// The processes by the number of each socket that they have. What goes away meanwhile is left out.
pub fn socket_processes() -> HashMap<u64, Vec<Process>> {
    let mut found: HashMap<u64, Vec<Process>> = HashMap::new();
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut pids: Vec<u32> = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    pids.sort_unstable();
    for pid in pids {
        let home = Path::new("/proc").join(pid.to_string());
        let links = fs::read_dir(home.join("fd")).into_iter().flatten().flatten();
        let mut inodes: Vec<u64> = links.filter_map(|link| inode(fs::read_link(link.path()).ok()?.to_str()?)).collect();
        inodes.sort_unstable();
        inodes.dedup();
        if inodes.is_empty() {
            continue;
        }
        let process = process(pid, &home);
        for inode in inodes {
            found.entry(inode).or_default().push(process.clone());
        }
    }
    found
}

/// The number in `socket:[123]`.
fn inode(link: &str) -> Option<u64> {
    link.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
}

fn process(pid: u32, home: &Path) -> Process {
    let name = fs::read(home.join("comm")).unwrap_or_default();
    let words = fs::read(home.join("cmdline")).unwrap_or_default();
    let command: String = String::from_utf8_lossy(&words).trim_end_matches('\0').replace('\0', " ");
    Process {
        pid,
        name: shown(String::from_utf8_lossy(&name).trim_end_matches('\n')),
        command: shown(&command).chars().take(COMMAND).collect(),
        uid: fs::metadata(home).map(|meta| meta.uid()).unwrap_or_default(),
    }
}

/// A process may call itself anything: what is no text is left out.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_socket_is_found_with_our_number() {
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let link = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&socket));
        let number = inode(fs::read_link(link).unwrap().to_str().unwrap()).unwrap();
        let processes = socket_processes();
        let ours = processes[&number].iter().find(|process| process.pid == std::process::id()).unwrap();
        assert!(!ours.name.is_empty() && !ours.command.is_empty());
        assert_eq!(inode("pipe:[3]"), None);
    }
}
