//! The values that an option can be chosen from: interfaces, congestion controls.

use crate::call::SocketOption;
use crate::ui::cx::Cx;
use std::net::Ipv4Addr;

/// The values that an option can be chosen from: what is read, and what is typed.
pub(super) fn choices(cx: &Cx<'_>, option: &SocketOption) -> Vec<(String, String)> {
    let links = cx.state.links();
    let system = cx.t("option-system-choice").to_owned();
    let numbered = |none: String, number: &dyn Fn(u32) -> i64| {
        let each = links.iter().map(|link| (format!("{} · {}", link.name, link.index), number(link.index).to_string()));
        std::iter::once((none, "0".to_owned())).chain(each).collect()
    };
    let any = || cx.t("option-any-interface").to_owned();
    match option.name {
        "TCP_CONGESTION" => cx.state.congestion_controls().iter().map(|name| (name.clone(), name.clone())).collect(),
        "SO_BINDTODEVICE" => {
            let each = links.iter().map(|link| (link.name.clone(), link.name.clone()));
            std::iter::once((any(), String::new())).chain(each).collect()
        }
        "SO_BINDTOIFINDEX" => numbered(any(), &i64::from),
        "IPV6_MULTICAST_IF" => numbered(system, &i64::from),
        // In network byte order, as the kernel reads it (ip(7)).
        "IP_UNICAST_IF" | "IPV6_UNICAST_IF" => numbered(system, &|index| i64::from(index.to_be().cast_signed())),
        "IP_MULTICAST_IF" => {
            let each = links
                .iter()
                .flat_map(|link| link.v4.iter().map(|ip| (format!("{} · {ip}", link.name), ip.to_string())));
            std::iter::once((system, Ipv4Addr::UNSPECIFIED.to_string())).chain(each).collect()
        }
        _ => Vec::new(),
    }
}
