package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Switching off a process whose disk is full, whose descriptors are used up, or whose files can't be deleted: it is off
 * within a second, its keys are destroyed, and the receipt tells what is pending until it is done.
 */
class SwitchOffFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUESTION = "/v1/lookup?key=jsmith";

    @TempDir
    private Path folder;

    private Path disk;
    private Path data;
    private DemoProcess demo;

    @BeforeEach
    void start() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "adcache-itest", disk.toString()) == 0,
                "only root can mount a small file system");
        data = disk.resolve("data");
        demo = demo();
    }

    private DemoProcess demo() {
        return DemoProcess.start(
                ProjectFiles.distribution(),
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                "--accounts",
                "300",
                "--data-dir",
                data.toString());
    }

    @AfterEach
    void stop() throws Exception {
        if (demo != null) {
            demo.close();
        }
        run("umount", "-R", disk.toString());
    }

    @Test
    void itIsOffOnAFullDisk() throws Exception {
        fill(disk.resolve("ballast"));
        JsonNode off = switchOff();
        assertThat(off.path("lastWipe").path("pending")).isEmpty();
        assertThat(off.path("lastWipe").path("accounts").asInt()).isEqualTo(300);
        assertThat(dataFiles()).isEmpty();
        assertThat(Files.readString(data.resolve("integration.json"))).contains("\"enabled\":false");
    }

    @Test
    void itIsOffWithoutDescriptorsAndTheFilesFollowWhenThereAreSome() throws Exception {
        AdcacheClient client = demo.client();
        client.get(QUESTION).expect(200);
        limitDescriptors(4);
        JsonNode off = switchOff(client);
        JsonNode receipt = off.path("lastWipe");
        assertThat(receipt.path("pending")).isNotEmpty();
        assertThat(receipt.path("pending").get(0).path("detail").asString()).contains("Too many open files");
        assertThat(receipt.has("finishedAt")).isFalse();
        assertThat(Files.readString(data.resolve("integration.json"))).contains("\"enabled\":false");
        assertThat(keysInUse()).isEmpty();
        limitDescriptors(4096);
        awaitFinished(client);
        assertThat(dataFiles()).isEmpty();
    }

    /** A file that is a mount point can't be deleted, not even by root. */
    @Test
    void aFileThatCantBeDeletedKeepsNothingElseAndIsToldAfterAKillToo() throws Exception {
        Path conf = data.resolve("krb5.conf");
        Path segment = segment();
        for (Path file : List.of(conf, segment)) {
            assertThat(run("mount", "--bind", file.toString(), file.toString())).isZero();
        }
        JsonNode receipt = switchOff().path("lastWipe");
        assertThat(receipt.path("pending")
                        .valueStream()
                        .map(left -> left.path("what").asString()))
                .containsExactly("krb5.conf", segment.getFileName().toString());
        assertThat(receipt.path("destroyed").valueStream().map(JsonNode::asString))
                .containsExactly("answers", "keys");
        assertThat(dataFiles())
                .containsExactlyInAnyOrder("krb5.conf", segment.getFileName().toString());

        demo.process().kill();
        demo.close();
        demo = start(folder.resolve("log"));
        AdcacheClient client = demo.client();
        assertThat(client.get(QUESTION).expect(503).problem()).isEqualTo("integration-disabled");
        JsonNode damage = client.get("/v1/status").expect(200).body().path("damage");
        assertThat(damage.get(0).path("type").asString()).isEqualTo("wipe-incomplete");
        for (Path file : List.of(conf, segment)) {
            assertThat(run("umount", file.toString())).isZero();
        }
        awaitFinished(client);
        assertThat(dataFiles()).isEmpty();
        assertThat(client.get("/v1/status").expect(200).body().has("damage")).isFalse();
    }

    private DemoProcess start(Path log) {
        return DemoProcess.start(
                ProjectFiles.distribution(),
                log,
                Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                "--accounts",
                "300",
                "--data-dir",
                data.toString());
    }

    private JsonNode switchOff() {
        AdcacheClient client = demo.client();
        client.get(QUESTION).expect(200);
        return switchOff(client);
    }

    private static JsonNode switchOff(AdcacheClient client) {
        long start = System.nanoTime();
        JsonNode off = client.put("/v1/integration", Map.of("enabled", false))
                .expect(200)
                .body();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(off.path("enabled").asBoolean(true)).isFalse();
        assertThat(client.get(QUESTION).expect(503).problem()).isEqualTo("integration-disabled");
        assertThat(client.get("/v1/integration").expect(200).body()).isEqualTo(off);
        return off;
    }

    private void awaitFinished(AdcacheClient client) {
        Deadline.await(
                "the wipe is finished",
                SOON,
                demo.process()::quote,
                () -> client.get("/v1/integration").body().path("lastWipe").has("finishedAt"));
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".dbm"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !List.of("format", "integration.json", "lock", "tokens.json", "audit.log")
                            .contains(name))
                    .toList();
        }
    }

    private List<Path> keysInUse() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            return files.filter(file -> file.toString().endsWith(".key") && !isEmptied(file))
                    .toList();
        }
    }

    private static boolean isEmptied(Path key) {
        try {
            return Files.readString(key).startsWith("adcache: key disabled, by order");
        } catch (IOException e) {
            return false;
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void limitDescriptors(int number) throws Exception {
        String limit = "--nofile=" + number + ":4096";
        assertThat(run("prlimit", "--pid", Long.toString(demo.process().javaPid()), limit))
                .isZero();
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
