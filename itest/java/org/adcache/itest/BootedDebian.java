package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian tree that is booted with systemd as process 1, by {@code itest/namespace/boot}: processes, mounts and control
 * groups of its own, and this machine's network or that of a namespace. The tree itself stays as it is.
 */
final class BootedDebian implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final String init;
    private final Path folder;

    private BootedDebian(ChildProcess process, String init, Path folder) {
        this.process = process;
        this.init = init;
        this.folder = folder;
    }

    /** Boots a tree and waits until its units have started. What it writes goes to the folder. */
    static BootedDebian boot(DebianTree tree, Path folder) {
        return boot(tree, folder, List.of());
    }

    /** Boots a tree in the network of a namespace. */
    static BootedDebian boot(DebianTree tree, Path folder, NetworkNamespace network) {
        return boot(tree, folder, List.of(network.name()));
    }

    private static BootedDebian boot(DebianTree tree, Path folder, List<String> network) {
        List<String> words = new ArrayList<>();
        words.add(ProjectFiles.path("itest/namespace/boot").toString());
        words.add(tree.root().toString());
        words.add(folder.toString());
        words.addAll(network);
        ChildProcess process = ChildProcess.start("boot", folder, Map.of(), words);
        Path pid = folder.resolve("pid");
        Deadline.await("process 1 is systemd", TIMEOUT, process::quote, () -> Files.exists(pid));
        try {
            BootedDebian booted =
                    new BootedDebian(process, Files.readString(pid).strip(), folder);
            Deadline.await(
                    "the units have started",
                    TIMEOUT,
                    process::quote,
                    () -> booted.command("systemctl", "is-system-running")
                            .outcome()
                            .output()
                            .strip()
                            .matches("running|degraded"));
            return booted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file inside, by its absolute path there. */
    Path file(String path) {
        return Path.of("/proc", init, "root").resolve(path.substring(1));
    }

    /** A command that runs inside as root. */
    Command command(String... words) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target", init, "--mount", "--pid", "--cgroup"));
        all.addAll(List.of("--uts", "--ipc", "--net", "--root", "--wdns=/", "env", "-i", "LC_ALL=C.UTF-8"));
        all.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive"));
        all.addAll(List.of(words));
        return new Command(List.copyOf(all), Map.of(), TIMEOUT);
    }

    String run(String... words) {
        return command(words).run();
    }

    /** Properties of a unit, all of one moment. */
    record Unit(Map<String, String> properties) {
        String get(String name) {
            String value = properties.get(name);
            if (value == null) {
                throw new AssertionError("no property " + name + " in " + properties);
            }
            return value;
        }
    }

    /** A unit as it is now. */
    Unit unit(String name) {
        Map<String, String> properties = new HashMap<>();
        run("systemctl", "show", name).lines().forEach(line -> {
            int equals = line.indexOf('=');
            properties.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new Unit(Map.copyOf(properties));
    }

    /** The messages of a unit's journal, without time and host. */
    List<String> journal(String unit, String... options) {
        List<String> words = new ArrayList<>(List.of("journalctl", "--no-pager", "--output=cat", "--unit", unit));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new)).lines().toList();
    }

    /** All files outside of the volatile folders and of those that any package or boot writes to. */
    List<String> files() {
        return run(
                        "find",
                        "/",
                        "-xdev",
                        "(",
                        "-path",
                        "/var/lib/dpkg",
                        "-o",
                        "-path",
                        "/var/log",
                        "-o",
                        "-path",
                        "/var/cache/debconf",
                        "-o",
                        "-path",
                        "/var/cache/ldconfig",
                        "-o",
                        "-path",
                        "/var/tmp",
                        "-o",
                        "-path",
                        "/tmp",
                        "-o",
                        "-name",
                        "*-",
                        ")",
                        "-prune",
                        "-o",
                        "-print")
                .lines()
                .sorted()
                .toList();
    }

    /** The text of a process's file in /proc, by its number inside. */
    String proc(String pid, String name) {
        return run("cat", "/proc/" + pid + "/" + name);
    }

    /** The package that the build has made, with the profile {@code deb}. */
    static Path builtPackage() {
        try (Stream<Path> files = Files.list(ProjectFiles.path("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("adcache_.*_all\\.deb"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no package in target; build it: mvn verify -Pdeb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String quote() {
        return process.quote();
    }

    @Override
    public void close() {
        process.close();
        // Its links lead out of the folder, which JUnit would warn of.
        Command.of("rm", "-rf", "--one-file-system", folder.resolve("upper").toString())
                .run();
    }
}
