//! The program around its statements: what it says of itself, what it imports, its helpers.

use super::super::places::Key;
use super::Python;
use super::text::{self, WIDE};
use crate::bytes::escape_text;
use crate::script::double_quoted_str;
use std::collections::BTreeSet;

impl Python<'_> {
    /// The whole program.
    pub(super) fn whole(&mut self) -> String {
        let plan = self.cast.plan;
        let mut start = String::new();
        if !self.cast.paths.is_empty() {
            self.modules.extend(["os", "tempfile"]);
            start.push_str("folder = tempfile.TemporaryDirectory()\n");
            for (name, path) in self.cast.paths.iter().zip(&plan.places.paths) {
                start.push_str(&format!("{name} = os.path.join(folder.name, {})\n", double_quoted_str(&path.name)));
            }
        }
        if !self.cast.arguments.is_empty() {
            self.modules.insert("sys");
            let usage = format!("usage: python3 PROGRAM {}", self.cast.arguments.join(" ").to_uppercase());
            start.push_str(&format!("if len(sys.argv) != {}:\n", self.cast.arguments.len() + 1));
            start.push_str(&format!("    raise SystemExit({})\n", double_quoted_str(&usage)));
            for (at, (name, argument)) in self.cast.arguments.iter().zip(&plan.places.arguments).enumerate() {
                let value = match argument.key {
                    Key::Port(_) => format!("int(sys.argv[{}])", at + 1),
                    Key::Abstract(_) => format!("b\"\\0\" + sys.argv[{}].encode()", at + 1),
                    Key::Path(_) => format!("sys.argv[{}]", at + 1),
                };
                start.push_str(&format!("{name} = {value}\n"));
            }
        }
        let is_ready = self.helpers.contains("recv_exactly") && self.modules.contains("select");
        let names: BTreeSet<String> = self
            .body
            .lines()
            .flat_map(text::constants)
            .filter(|name| !name.starts_with("POLL"))
            .map(str::to_owned)
            .collect();
        let polls: BTreeSet<String> = self
            .body
            .lines()
            .flat_map(text::constants)
            .filter(|name| name.starts_with("POLL"))
            .map(str::to_owned)
            .collect();
        if self.body.contains("struct.pack(") {
            self.modules.insert("struct");
        }
        let mut out = String::from("#!/usr/bin/env python3\n");
        let of = escape_text(plan.facts.utc.get(..19).unwrap_or(&plan.facts.utc).replace('T', " ").as_bytes())
            .replace('"', "'");
        let side =
            plan.side.as_ref().map(|side| format!(", the side {}", escape_text(side.as_bytes()).replace('"', "'")));
        let side = side.unwrap_or_default().replace('\\', "/");
        out.push_str(&format!("\"\"\"The calls of a Sockscope session of {} UTC{side}.\n\n", of.replace('\\', "/")));
        out.push_str("What a comment shows after its arrow is what came of the call then.\n");
        if self.helpers.contains("not_kept") {
            out.push_str("The session has not kept all payloads: question marks stand for what it has not.\n");
        }
        out.push_str("\"\"\"\n\n");
        for module in &self.modules {
            out.push_str(&format!("import {module}\n"));
        }
        let (absent, present): (Vec<&String>, Vec<&String>) =
            names.iter().partition(|name| text::ABSENT.contains(&name.as_str()));
        import(&mut out, "select", &polls.iter().collect::<Vec<_>>());
        import(&mut out, "socket", &present);
        for (at, name) in absent.iter().enumerate() {
            let number = crate::call::number_of(name).unwrap_or_default();
            out.push_str(&format!(
                "{}{name} = {number}  # Linux's number: Python has no name for it\n",
                if at == 0 { "\n" } else { "" }
            ));
        }
        let helpers = [
            ("recv_exactly", if is_ready { text::RECV_EXACTLY_READY } else { text::RECV_EXACTLY }),
            ("poll", text::POLL),
            ("Background", text::BACKGROUND),
            ("connect_soon", text::CONNECT_SOON),
            ("not_kept", text::NOT_KEPT),
        ];
        let mut has_helpers = false;
        for (_, code) in helpers.iter().filter(|(name, _)| self.helpers.contains(name)) {
            out.push('\n');
            out.push_str(code);
            has_helpers = true;
        }
        out.push_str(if has_helpers { "\n\n" } else { "\n" });
        out.push_str(&start);
        out.push_str(&self.body);
        out
    }
}

fn import(out: &mut String, module: &str, names: &[&String]) {
    if names.is_empty() {
        return;
    }
    let all: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let line = format!("from {module} import {}\n", all.join(", "));
    if line.len() <= WIDE {
        out.push_str(&line);
    } else {
        out.push_str(&format!("from {module} import (\n    {},\n)\n", all.join(",\n    ")));
    }
}
