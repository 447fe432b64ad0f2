//! Content for pictures of the look: nothing in it is the program's.
#![allow(dead_code)]

pub mod mock;
pub mod sheet;

/// The words of a picture in one language.
pub struct Words {
    pub sockets: &'static str,
    pub new: &'static str,
    pub calls: &'static str,
    pub log: &'static str,
    pub filter: &'static str,
    pub errors_only: &'static str,
    pub name_it: &'static str,
    pub blocking: &'static str,
    pub waits: &'static str,
    pub keep: &'static str,
    pub accept: &'static str,
    pub tabs: [&'static str; 4],
    pub layouts: [&'static str; 3],
    pub facts: [&'static str; 4],
    pub explain: &'static str,
    pub why: &'static str,
    pub learn_more: &'static str,
    pub nobody: &'static str,
    pub port: &'static str,
    pub not_a_port: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    pub menus: [&'static str; 5],
    pub box_hint: &'static str,
    pub recording: &'static str,
    pub saved: &'static str,
    pub stop: &'static str,
}

impl Words {
    pub fn english() -> Self {
        Self {
            sockets: "Sockets",
            new: "New",
            calls: "Calls on s of server.py",
            log: "Call log",
            filter: "Filter",
            errors_only: "Errors only",
            name_it: "Name it",
            blocking: "Blocking",
            waits: "yes, waits for ever",
            keep: "Keep accepting",
            accept: "Accept",
            tabs: ["Timeline", "Data", "Charts", "System"],
            layouts: ["Learn", "Test", "Watch"],
            facts: ["Kind", "Local name", "Peer name", "Mode"],
            explain: "Waits for a client and returns a new socket for it, with the client's address.",
            why: "Why did cli2.connect fail?",
            learn_more: "Learn more",
            nobody: "Nobody listens on port 8001 of this machine. s of server.py listens on 8000.",
            port: "Port",
            not_a_port: "A port is a number from 0 to 65535",
            empty: "No sockets yet",
            empty_hint: "Make one, or open a session",
            menus: ["Session", "Socket", "View", "Lessons", "Help"],
            box_hint: "Type a call or a command, such as s.accept()",
            recording: "Recording 2026-11-22-1",
            saved: "Saved up to record 214",
            stop: "Stop",
        }
    }

    pub fn chinese() -> Self {
        Self {
            sockets: "套接字",
            new: "新建",
            calls: "server.py 的 s 上的调用",
            log: "调用记录",
            filter: "筛选",
            errors_only: "只看错误",
            name_it: "命名为",
            blocking: "阻塞",
            waits: "是，一直等待",
            keep: "持续接受",
            accept: "接受",
            tabs: ["时间线", "数据", "图表", "系统"],
            layouts: ["学习", "测试", "监视"],
            facts: ["类型", "本地名", "对端名", "模式"],
            explain: "等待一个客户端，返回与它通信的新套接字和客户端的地址。",
            why: "为什么 cli2.connect 失败？",
            learn_more: "了解更多",
            nobody: "本机的 8001 端口没有人监听。server.py 的 s 监听的是 8000。",
            port: "端口",
            not_a_port: "端口是 0 到 65535 的数",
            empty: "还没有套接字",
            empty_hint: "新建一个，或打开一个会话",
            menus: ["会话", "套接字", "视图", "课程", "帮助"],
            box_hint: "输入调用或命令，例如 s.accept()",
            recording: "正在记录 2026-11-22-1",
            saved: "已保存到第 214 条",
            stop: "停止",
        }
    }
}
