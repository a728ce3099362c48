package org.adcache.itest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Network namespaces that reach each other, each by one address on its device eth0, over a bridge in one more
 * namespace:
 *
 * <pre>
 *   corp-dc1 (10.53.1.1)   corp-dc2 (10.53.1.2)   desk (10.53.0.10)
 *        eth0                   eth0                   eth0
 *         |                      |                      |
 *   ===== port1 ================ port2 ================ port3 ===== bridge, in the namespace "lan"
 * </pre>
 *
 * All know each other's hardware addresses permanently. An unplugged host is therefore silent: no ARP request for its
 * address fails, and nothing reports it as unreachable.
 */
final class Lan implements AutoCloseable {
    private static final String BRIDGE = "bridge";
    private static final String DEVICE = "eth0";

    private final Path log;
    private final NetworkNamespace hub;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private record Member(NetworkNamespace namespace, String address, String hardware, String port) {
        void learn(Member other) {
            namespace.ip(
                    "neigh", "replace", other.address, "lladdr", other.hardware, "dev", DEVICE, "nud", "permanent");
        }
    }

    private Lan(Path log, NetworkNamespace hub) {
        this.log = log;
        this.hub = hub;
    }

    static Lan create(Path log) {
        NetworkNamespace hub = NetworkNamespace.create(log, "lan");
        hub.ip("link", "add", BRIDGE, "type", "bridge");
        hub.ip("link", "set", BRIDGE, "up");
        return new Lan(log, hub);
    }

    /** Creates a namespace that is plugged in. */
    NetworkNamespace attach(String label, String address, String hosts, List<String> dnsServers) {
        NetworkNamespace namespace = NetworkNamespace.create(log, label).withNames(hosts, dnsServers);
        int number = members.size() + 1;
        Member member = new Member(namespace, address, String.format("02:00:00:00:00:%02x", number), "port" + number);
        hub.ip("link", "add", member.port, "type", "veth", "peer", "name", DEVICE, "netns", namespace.name());
        hub.ip("link", "set", member.port, "master", BRIDGE, "up");
        namespace.ip("link", "set", DEVICE, "address", member.hardware, "addrgenmode", "none");
        namespace.ip("addr", "add", address + "/16", "dev", DEVICE);
        namespace.ip("link", "set", DEVICE, "up");
        for (Member other : members.values()) {
            member.learn(other);
            other.learn(member);
        }
        members.put(namespace.name(), member);
        return namespace;
    }

    /** Drops all packets to and from a namespace from now on. */
    void unplug(NetworkNamespace namespace) {
        hub.ip("link", "set", port(namespace), "down");
    }

    void plug(NetworkNamespace namespace) {
        hub.ip("link", "set", port(namespace), "up");
    }

    private String port(NetworkNamespace namespace) {
        return Objects.requireNonNull(members.get(namespace.name())).port();
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.namespace().close());
        hub.close();
    }
}
