//! `${tmp}`: a private empty folder, gone with the case.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder of one case; removed when it is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

/// Why a path is not removed.
#[derive(Debug)]
pub enum NotRemoved {
    /// It is not inside the folder, or a link leads out of it.
    Outside,
    /// The system's own reason.
    Errno(i32),
}

impl Folder {
    /// Makes it, for the owner alone, under a name that nobody can guess beforehand.
    ///
    /// # Errors
    /// Those of `mkdir(2)`.
    pub fn make() -> io::Result<Self> {
        use std::hash::{BuildHasher as _, RandomState};
        // Unix socket paths are short: /tmp keeps them so.
        let dir = fs::canonicalize(std::env::temp_dir())?;
        loop {
            let number = RandomState::new().hash_one(std::process::id());
            let path = dir.join(format!("ns{number:012x}"));
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Removes a file of it.
    ///
    /// # Errors
    /// `Outside` for what is not below the folder, has a `..`, or lies behind a link; else the errno of `unlink(2)`.
    pub fn unlink(&self, path: &str) -> Result<(), NotRemoved> {
        let path = Path::new(path);
        if !is_inside(&self.0, path) {
            return Err(NotRemoved::Outside);
        }
        fs::remove_file(path).map_err(|error| NotRemoved::Errno(error.raw_os_error().unwrap_or(libc::EIO)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, path = %self.0.display(), "a script's folder is left");
        }
    }
}

/// Whether `path` lies below `folder`: no `..` on the way, and no link among the folders between.
pub fn is_inside(folder: &Path, path: &Path) -> bool {
    let Ok(rest) = path.strip_prefix(folder) else { return false };
    let is_plain = rest.components().all(|part| matches!(part, Component::Normal(_))) && rest.components().count() > 0;
    let parent_stays = || {
        let parent = path.parent().unwrap_or(folder);
        // What does not exist cannot lead anywhere.
        fs::canonicalize(parent).map_or(true, |real| real.starts_with(folder))
    };
    is_plain && parent_stays()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_files_are_removed() {
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("kept"), "x").unwrap();
        let folder = Folder::make().unwrap();
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        fs::write(at("a"), "x").unwrap();
        fs::create_dir(at("d")).unwrap();
        fs::write(at("d/b"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(other.path(), at("link")).unwrap();
        assert!(folder.unlink(&at("a")).is_ok() && folder.unlink(&at("d/b")).is_ok());
        assert!(matches!(folder.unlink(&at("a")), Err(NotRemoved::Errno(libc::ENOENT))));
        for path in [at("link/kept"), at("../kept"), at("d/../../x"), at(""), "/etc/passwd".to_owned(), "a".to_owned()]
        {
            assert!(matches!(folder.unlink(&path), Err(NotRemoved::Outside)), "{path}");
        }
        assert!(other.path().join("kept").exists());
        let path = folder.path().to_owned();
        drop(folder);
        assert!(!path.exists());
    }
}
