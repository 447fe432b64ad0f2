//! The program around its statements: what it says of itself, what it includes, its functions.

use super::super::places::Key;
use super::C;
use super::helpers::HELPERS;
use super::values::{one_line, quoted};

/// Headers, and a word of each that tells that it is needed.
const HEADERS: &[(&str, &[&str])] = &[
    ("arpa/inet.h", &["inet_pton(", "inet_aton(", "htons(", "ntohs("]),
    ("errno.h", &["errno", "expect("]),
    ("fcntl.h", &["fcntl("]),
    ("limits.h", &["INT_MAX"]),
    ("netdb.h", &["getaddrinfo("]),
    ("netinet/in.h", &["AF_INET", "struct ip_mreq", "sockaddr_in", "IPPROTO_", "IP_", "IPV6_"]),
    ("netinet/tcp.h", &["TCP_"]),
    ("poll.h", &["poll(", "POLL"]),
    ("pthread.h", &["pthread_"]),
    ("signal.h", &["SIGPIPE"]),
    ("stdbool.h", &["bool"]),
    ("stddef.h", &["offsetof("]),
    ("stdint.h", &["uint32_t"]),
    ("stdio.h", &["printf(", "puts(", "perror(", "FILE"]),
    ("stdlib.h", &["exit(", "malloc(", "atoi(", "free(", "mkdtemp("]),
    ("string.h", &["memcpy(", "memset(", "strlen(", "strerror("]),
    ("sys/socket.h", &[""]),
    ("sys/time.h", &["struct timeval"]),
    ("sys/types.h", &["ssize_t"]),
    ("sys/un.h", &["sockaddr_un"]),
    ("time.h", &["nanosleep("]),
    ("unistd.h", &["close(", "dup(", "unlink("]),
];

impl C<'_> {
    /// The whole program.
    pub(super) fn whole(&mut self) -> String {
        let (before, start) = self.given();
        let mut main = start;
        if self.sends {
            main.push_str("    signal(SIGPIPE, SIG_IGN);  // A send to a closed connection returns EPIPE.\n\n");
        }
        main.push_str(&self.block.text());
        let arguments = if self.cast.arguments.is_empty() { "void" } else { "int argc, char *argv[]" };
        let main = format!("int main({arguments})\n{{\n{main}    return EXIT_SUCCESS;\n}}\n");
        let mut functions = String::new();
        for helper in HELPERS.iter().filter(|helper| self.helpers.contains(helper.name)) {
            functions.push_str(helper.text);
            functions.push('\n');
        }
        let mut rest = functions;
        let mut statics = self.statics.clone();
        statics.extend(before);
        if !statics.is_empty() {
            rest.push_str(&statics.join("\n"));
            rest.push_str("\n\n");
        }
        for function in &self.functions {
            rest.push_str(function);
            rest.push('\n');
        }
        rest.push_str(&main);
        let mut out = self.head();
        for (name, words) in HEADERS {
            if words.iter().any(|word| rest.contains(word)) || *name == "stdlib.h" {
                out.push_str(&format!("#include <{name}>\n"));
            }
        }
        out.push('\n');
        for (name, number) in &self.constants {
            out.push_str(&format!("#ifndef {name}\n#define {name} {number}  // Linux's number.\n#endif\n\n"));
        }
        if self.has_long_text {
            out.push_str("// Compilers take literals of any length; the standard promises 4095 characters.\n");
            out.push_str("#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n");
        }
        out.push_str(&rest);
        out
    }

    fn head(&self) -> String {
        let plan = self.cast.plan;
        let utc = plan.facts.utc.get(..19).unwrap_or(&plan.facts.utc).replace('T', " ");
        let side = plan.side.as_ref().map(|side| format!(", the side {side}")).unwrap_or_default();
        let mut out = one_line(&format!("// The calls of a Sockscope session of {utc} UTC{side}"));
        out.push_str(".\n//\n// What a comment shows after its arrow is what came of the call then. Compile it with\n");
        let threads = if self.is_shared { " -pthread" } else { "" };
        out.push_str(&format!("//     cc -std=c11 -Wall -Wextra{threads} -o program program.c\n"));
        if self.helpers.contains("not_kept") {
            out.push_str("// The session has not kept all payloads: question marks stand for what it has not.\n");
        }
        out.push_str("\n#define _GNU_SOURCE  // Names beyond POSIX.\n");
        out
    }

    /// What the program is given and makes before its calls: variables before all functions, and lines of `main`.
    fn given(&mut self) -> (Vec<String>, String) {
        let (mut statics, mut lines) = (Vec::new(), Vec::new());
        let arguments = self.cast.arguments.clone();
        if !arguments.is_empty() {
            let usage = format!("usage: %s {}\n", arguments.join(" ").to_uppercase());
            lines.push(format!("if (argc != {}) {{", arguments.len() + 1));
            lines.push(format!("    fprintf(stderr, {}, argv[0]);", quoted(usage.as_bytes())));
            lines.push("    return EXIT_FAILURE;".to_owned());
            lines.push("}".to_owned());
            for (at, (name, argument)) in arguments.iter().zip(&self.cast.plan.places.arguments).enumerate() {
                let is_port = matches!(argument.key, Key::Port(_));
                statics.push(if is_port {
                    format!("static int {name};")
                } else {
                    format!("static const char *{name};")
                });
                let value = if is_port { format!("atoi(argv[{}])", at + 1) } else { format!("argv[{}]", at + 1) };
                lines.push(format!("{name} = {value};"));
            }
        }
        if !self.cast.paths.is_empty() {
            statics.push("static char folder[] = \"/tmp/program-XXXXXX\";".to_owned());
            lines.push("if (mkdtemp(folder) == NULL) {".to_owned());
            lines.push("    perror(\"mkdtemp\");".to_owned());
            lines.push("    return EXIT_FAILURE;".to_owned());
            lines.push("}".to_owned());
            for (variable, path) in self.cast.paths.clone().iter().zip(&self.cast.plan.places.paths) {
                let size = path.name.len() + 2;
                statics.push(format!("static char {variable}[sizeof folder + {size}];"));
                let name = quoted(path.name.as_bytes());
                lines.push(format!("snprintf({variable}, sizeof {variable}, \"%s/%s\", folder, {name});"));
            }
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        // An address that nothing gave a value: the call that would have is another side's.
        for known in self.cast.known.clone() {
            let is_used = self.block.lines.iter().chain(&self.functions).any(|line| line.contains(&known));
            if is_used && !self.declared.contains(&known) {
                self.helper("ANYWHERE");
                statics.push(format!("static struct address {known};"));
            }
        }
        let text = lines.iter().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") });
        (statics, text.collect())
    }
}
