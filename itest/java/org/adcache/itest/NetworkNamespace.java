package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Network namespace with its own names, and no way in or out but {@code itest/namespace/relay.py} and what a {@link
 * Lan} links.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final String PREFIX = "adcache-itest-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)(-.*)?");

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
     * Creates a namespace with loopback alone. Output of its processes goes to {@code folder}.
     *
     * @param label its name within this run
     */
    static NetworkNamespace create(Path folder, String label) {
        removeLeftovers();
        String name = PREFIX + ProcessHandle.current().pid() + "-" + label;
        NetworkNamespace namespace = new NetworkNamespace(name, folder);
        Command.of("ip", "netns", "add", name).run();
        Runtime.getRuntime().addShutdownHook(new Thread(namespace::remove));
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /**
     * Sets how names resolve inside.
     *
     * @param hosts text of an /etc/hosts file
     * @param dnsServers addresses, in the order of use
     */
    NetworkNamespace withNames(String hosts, List<String> dnsServers) {
        try {
            Files.createDirectories(names);
            Files.writeString(names.resolve("hosts"), hosts);
            Files.writeString(
                    names.resolve("resolv.conf"),
                    dnsServers.stream()
                            .map(server -> "nameserver " + server + "\n")
                            .collect(Collectors.joining("", "", "options timeout:2 attempts:1\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Runs {@code ip} inside. */
    void ip(String... arguments) {
        Command.of(Stream.concat(Stream.of("ip", "-n", name), Stream.of(arguments))
                        .toList())
                .run();
    }

    /** Removes the namespaces of test runs that were killed, with their running processes. */
    private static void removeLeftovers() {
        for (String line :
                Command.of("ip", "-brief", "netns", "list").run().lines().toList()) {
            String name = line.split(" ", 2)[0];
            Matcher ours = NAME.matcher(name);
            if (ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                Command.of("ip", "netns", "pids", name)
                        .run()
                        .lines()
                        .forEach(pid -> ProcessHandle.of(Long.parseLong(pid.strip()))
                                .ifPresent(ProcessHandle::destroyForcibly));
                new NetworkNamespace(name, Path.of("")).remove();
            }
        }
    }

    String name() {
        return name;
    }

    /** The prefix of a command that runs inside. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Returns the port on this machine's loopback that leads to a loopback port of the namespace. */
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
