package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of its own: loopback with one more address, names of its own, and no way in or out but
 * {@code itest/namespace/relay.py}.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final String PREFIX = "adcache-itest-";

    private final String name;
    private final Path folder;
    private final Path names;
    private final Map<Integer, Relay> relays = new HashMap<>();

    private record Relay(ChildProcess process, int port) {}

    private NetworkNamespace(String name, Path folder) {
        this.name = name;
        this.folder = folder;
        this.names = Path.of("/etc/netns", name);
    }

    /**
     * Makes a namespace whose host names are {@code hosts} (text of an /etc/hosts file) and whose DNS server is at
     * {@code address}. Output of its processes goes to {@code folder}.
     */
    static NetworkNamespace create(Path folder, String address, String hosts) {
        removeLeftovers();
        String name = PREFIX + ProcessHandle.current().pid();
        NetworkNamespace namespace = new NetworkNamespace(name, folder);
        Command.of("ip", "netns", "add", name).run();
        Runtime.getRuntime().addShutdownHook(new Thread(namespace::remove));
        Command.of("ip", "-n", name, "link", "set", "lo", "up").run();
        Command.of("ip", "-n", name, "addr", "add", address + "/32", "dev", "lo")
                .run();
        try {
            Files.createDirectories(namespace.names);
            Files.writeString(namespace.names.resolve("hosts"), hosts);
            Files.writeString(
                    namespace.names.resolve("resolv.conf"),
                    "nameserver " + address + "\noptions timeout:2 attempts:1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return namespace;
    }

    /** Removes the namespaces of test runs that were killed, with what still runs in them. */
    private static void removeLeftovers() {
        for (String name :
                Command.of("ip", "-brief", "netns", "list").run().lines().toList()) {
            if (name.matches(PREFIX + "\\d+")
                    && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                            .isEmpty()) {
                Command.of("ip", "netns", "pids", name)
                        .run()
                        .lines()
                        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid.strip()))
                                .ifPresent(ProcessHandle::destroyForcibly));
                new NetworkNamespace(name, Path.of("")).remove();
            }
        }
    }

    /** The words that make a command run inside. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** The port on this machine's loopback through which a loopback port of the namespace is reached. */
    synchronized int relay(int innerPort) {
        return relays.computeIfAbsent(innerPort, this::startRelay).port();
    }

    private Relay startRelay(int innerPort) {
        ChildProcess process = ChildProcess.start(
                "relay-" + innerPort,
                folder,
                Map.of(),
                List.of(
                        "/usr/bin/python3",
                        ProjectFiles.path("itest/namespace/relay.py").toString(),
                        name,
                        Integer.toString(innerPort)));
        String port = process.awaitLine("port of the relay", Duration.ofSeconds(20), line -> !line.isBlank());
        return new Relay(process, Integer.parseInt(port));
    }

    @Override
    public void close() {
        relays.values().forEach(relay -> relay.process().close());
        remove();
    }

    private void remove() {
        if (Files.exists(Path.of("/run/netns", name))) {
            Command.of("ip", "netns", "del", name).outcome();
        }
        try {
            Files.deleteIfExists(names.resolve("hosts"));
            Files.deleteIfExists(names.resolve("resolv.conf"));
            Files.deleteIfExists(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
