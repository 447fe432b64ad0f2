//! Files as this room needs them: at a place, private, never through a link.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Reads exactly `out.len()` bytes at `offset` (`pread(2)`).
pub fn read_exact_at(file: &File, out: &mut [u8], offset: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileExt::read_exact_at(file, out, offset)
    }
    #[cfg(windows)]
    {
        let mut done = 0;
        while done < out.len() {
            let rest = out.get_mut(done..).unwrap_or_default();
            match std::os::windows::fs::FileExt::seek_read(file, rest, offset + done as u64)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => done += count,
            }
        }
        Ok(())
    }
}

/// Reads as much as there is at `offset`, at most `out.len()` bytes.
pub fn read_at(file: &File, out: &mut [u8], offset: u64) -> io::Result<usize> {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileExt::read_at(file, out, offset)
    }
    #[cfg(windows)]
    {
        std::os::windows::fs::FileExt::seek_read(file, out, offset)
    }
}

/// Writes all of `data` at `offset` (`pwrite(2)`).
pub fn write_all_at(file: &File, data: &[u8], offset: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileExt::write_all_at(file, data, offset)
    }
    #[cfg(windows)]
    {
        let mut done = 0;
        while done < data.len() {
            let rest = data.get(done..).unwrap_or_default();
            done += std::os::windows::fs::FileExt::seek_write(file, rest, offset + done as u64)?;
        }
        Ok(())
    }
}

/// Options for a file that only its owner may read, and that no link may stand in for.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600).custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
    }
    #[cfg(not(unix))]
    {
        options
    }
}

/// Makes the folder and those above it, for the owner alone, where they are missing.
pub fn make_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// A file of our own that has no name any more by the time it is handed out.
pub fn unnamed_file() -> io::Result<File> {
    let dir = std::env::temp_dir();
    for number in 0..1000_u32 {
        let path = dir.join(format!("sockscope-{}-{number}.idx", std::process::id()));
        let mut options = OpenOptions::new();
        match private(options.read(true).write(true).create_new(true)).open(&path) {
            Ok(file) => {
                #[cfg(unix)]
                std::fs::remove_file(&path)?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The system's number of an error; 0 where it has none.
pub fn errno(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(0)
}
