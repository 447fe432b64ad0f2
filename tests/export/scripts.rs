//! Small scripts whose sessions are exported.

/// Bytes of the big stream.
pub const BIG: usize = 10_000_000;

/// What the big stream is made of.
pub fn big() -> Vec<u8> {
    (0..BIG).map(|at| (at % 251) as u8).collect()
}

/// A stream over IPv6, longer than any window, and a short answer; both ends close.
pub fn big_stream() -> String {
    format!(
        r#"{{"netscript":1,"net":"loopback"}}
{{"call":"socket","as":"srv","family":"AF_INET6"}}
{{"call":"bind","on":"srv","address":["::1",0]}}
{{"call":"listen","on":"srv"}}
{{"call":"getsockname","on":"srv","save":"addr"}}
{{"call":"socket","as":"cli","family":"AF_INET6"}}
{{"call":"connect","on":"cli","address":"${{addr}}"}}
{{"call":"accept","on":"srv","as":"conn"}}
{{"call":"sendall","on":"cli","data":{{"seq":{BIG}}},"async":true,"id":"s"}}
{{"call":"recv_exact","on":"conn","size":{BIG}}}
{{"do":"join","id":"s","timeout":10}}
{{"call":"send","on":"conn","data":"got it"}}
{{"call":"recv","on":"cli","size":100,"expect":{{"data":"got it"}}}}
{{"call":"close","on":"cli"}}
{{"call":"recv","on":"conn","size":100,"expect":{{"len":0}}}}
{{"call":"close","on":"conn"}}
"#
    )
}

/// A Unix stream and a pair, with a second descriptor and a file.
pub const UNIX: &str = r#"{"netscript":1,"net":"none"}
{"call":"socket","as":"srv","family":"AF_UNIX"}
{"call":"bind","on":"srv","address":"${tmp}/a.sock"}
{"call":"listen","on":"srv"}
{"call":"socket","as":"cli","family":"AF_UNIX"}
{"call":"connect","on":"cli","address":"${tmp}/a.sock"}
{"call":"accept","on":"srv","as":"conn"}
{"call":"dup","on":"cli","as":"cli2"}
{"call":"send","on":"cli","data":"你好 "}
{"call":"send","on":"cli2","data":{"hex":"00 ff 0a"}}
{"call":"recv","on":"conn","size":4}
{"call":"recv","on":"conn","size":100}
{"call":"makefile","on":"conn","as":"f","mode":"wb"}
{"call":"write","on":"f","data":"one\ntwo\n"}
{"call":"fclose","on":"f"}
{"call":"recv","on":"cli2","size":100,"expect":{"data":"one\ntwo\n"}}
{"call":"close","on":"cli"}
{"call":"close","on":"cli2"}
{"call":"recv","on":"conn","size":1,"expect":{"len":0}}
{"call":"close","on":"conn"}
{"call":"socketpair","as":["a","b"]}
{"call":"send","on":"a","data":"through the pair"}
{"call":"recv","on":"b","size":7}
{"call":"recv","on":"b","size":100}
{"call":"close","on":"b"}
"#;

/// Resets: a refused connect, a close with bytes unread, a linger of no time; and a connect that does not wait.
pub const RESETS: &str = r#"{"netscript":1,"net":"loopback"}
{"call":"socket","as":"srv"}
{"call":"bind","on":"srv","address":["127.0.0.1",0]}
{"call":"listen","on":"srv"}
{"call":"getsockname","on":"srv","save":"addr"}
{"call":"socket","as":"one"}
{"call":"setblocking","on":"one","value":false}
{"call":"connect_ex","on":"one","address":"${addr}"}
{"call":"accept","on":"srv","as":"conn"}
{"call":"send","on":"one","data":"never read"}
{"call":"poll","on":"conn","events":["POLLIN"],"timeout":2}
{"call":"close","on":"conn"}
{"call":"poll","on":"one","events":["POLLIN"],"timeout":2}
{"call":"recv","on":"one","size":10,"expect":{"err":"ECONNRESET"}}
{"call":"socket","as":"two"}
{"call":"connect","on":"two","address":"${addr}"}
{"call":"accept","on":"srv","as":"conn2"}
{"call":"setsockopt","on":"two","name":"SO_LINGER","value":{"linger":[1,0]}}
{"call":"send","on":"two","data":"read"}
{"call":"recv","on":"conn2","size":10}
{"call":"close","on":"two"}
{"call":"poll","on":"conn2","events":["POLLIN"],"timeout":2}
{"call":"recv","on":"conn2","size":10,"expect":{"err":"ECONNRESET"}}
{"call":"close","on":"srv"}
{"call":"socket","as":"late"}
{"call":"connect","on":"late","address":"${addr}","expect":{"err":"ECONNREFUSED"}}
"#;

/// Datagrams over IPv6 and AF_UNIX.
pub const DATAGRAMS: &str = r#"{"netscript":1,"net":"loopback"}
{"call":"socket","as":"srv","family":"AF_INET6","type":"SOCK_DGRAM"}
{"call":"bind","on":"srv","address":["::1",0]}
{"call":"getsockname","on":"srv","save":"addr"}
{"call":"socket","as":"cli","family":"AF_INET6","type":"SOCK_DGRAM"}
{"call":"connect","on":"cli","address":"${addr}"}
{"call":"send","on":"cli","data":"ping"}
{"call":"recvfrom","on":"srv","size":100,"save_addr":"who"}
{"call":"sendto","on":"srv","data":"pong pong","address":"${who}"}
{"call":"recv","on":"cli","size":4}
{"call":"sendto","on":"srv","data":"","address":"${who}"}
{"call":"recv","on":"cli","size":4,"expect":{"len":0}}
{"call":"socketpair","as":["a","b"],"type":"SOCK_DGRAM"}
{"call":"send","on":"a","data":"unix datagram"}
{"call":"recv","on":"b","size":100}
{"call":"send","on":"b","data":"back"}
{"call":"recv","on":"a","size":100}
"#;
