//! The crates in the program, from the list that a test makes of `cargo metadata` and compares with `Cargo.lock`.

/// The list: `name`, `version`, `licence`, and `app` where the crate's code is in the program on some system, `build`
/// where it only helps to build or to test it.
pub const CRATES_ALL: &str = include_str!("../../../../assets/licences.tsv");

/// One crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its licence, as an SPDX expression.
    pub licence: &'static str,
}

/// The crates whose code is in the program.
pub fn crates() -> Vec<Crate> {
    let line = |line: &'static str| {
        let mut parts = line.split('\t');
        let (name, version, licence, part) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        (part == "app").then_some(Crate { name, version, licence })
    };
    CRATES_ALL.lines().filter_map(line).collect()
}

/// Whether a crate's name or licence has every word of `find` in it.
pub fn fits(one: &Crate, find: &str) -> bool {
    let (name, licence) = (one.name.to_lowercase(), one.licence.to_lowercase());
    find.to_lowercase().split_whitespace().all(|word| name.contains(word) || licence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_found_by_name_and_licence() {
        let all = crates();
        assert!(all.len() > 100 && all.iter().all(|one| !one.licence.is_empty() && !one.version.is_empty()));
        let found = |find: &str| all.iter().filter(|one| fits(one, find)).map(|one| one.name).collect::<Vec<_>>();
        assert!(found("EGUI mit").contains(&"egui"));
        assert_eq!(found(""), all.iter().map(|one| one.name).collect::<Vec<_>>());
        assert!(found("egui_kittest").is_empty(), "tests only");
    }
}
