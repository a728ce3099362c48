package org.adcache.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.account.ProblemException;
import org.adcache.api.AuditDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private static final int LARGE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void anEmptyLogHasNoPage() throws Exception {
        assertThat(page(AuditWriter.file(folder, LARGE, 8), Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @Test
    void isReadableByItsOwnerOnly() throws Exception {
        AuditFile file = AuditWriter.file(folder, 1000, 2);
        append(file, "a", 0, 20);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void keepsTheNewestFilesOnly() throws Exception {
        AuditFile file = AuditWriter.file(folder, 1000, 3);
        append(file, "a", 0, 200);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".log"))).hasSize(4);
        }
        List<String> found = all(file, 7);
        assertThat(found).hasSizeBetween(18, 40).isEqualTo(descending("a", 199, 200 - found.size()));
    }

    /** The same lines in pages of any size, while more are appended and files rotated. */
    @Test
    void pagesAreWhatAPlainListHasWhileTheLogGrows() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AuditFile file = AuditWriter.file(folder, 3000, 1000);
        int written = 0;
        for (int round = 0; round < 40; round++) {
            int more = random.nextInt(30);
            append(file, "a", written, more);
            written += more;
            List<String> expected = descending("a", written - 1, 0);
            List<String> found = new ArrayList<>();
            Optional<AuditPosition> before = Optional.empty();
            do {
                int limit = 1 + random.nextInt(40);
                AuditDocument page = page(file, before, limit);
                assertThat(page.items()).as("seed %s", seed).hasSizeLessThanOrEqualTo(limit);
                assertThat(page.damaged()).as("seed %s", seed).isEmpty();
                found.addAll(names(page));
                before = page.next().flatMap(AuditPosition::parse);
                append(file, "a", written++, 1);
            } while (before.isPresent());
            assertThat(found).as("seed %s", seed).isEqualTo(expected);
        }
    }

    /** A process that is killed leaves any part of its line. */
    @Test
    void aLineThatWasCutAnywhereCostsNoOther() throws Exception {
        byte[] whole = AuditWriter.line("a", 1);
        for (int length = 0; length <= whole.length; length++) {
            Path each = Files.createDirectory(folder.resolve("cut-" + length));
            AuditFile file = AuditWriter.file(each, LARGE, 8);
            append(file, "a", 0, 2);
            Path log = each.resolve("audit.log");
            byte[] content = Files.readAllBytes(log);
            Files.write(log, Arrays.copyOf(content, content.length - whole.length + length));
            append(file, "a", 2, 1);
            AuditDocument page = page(file, Optional.empty(), 10);
            boolean complete = length >= whole.length - 1;
            assertThat(names(page))
                    .as("%s bytes", length)
                    .isEqualTo(complete ? List.of("a 2", "a 1", "a 0") : List.of("a 2", "a 0"));
            assertThat(page.damaged().orElse(0)).isEqualTo(complete || length == 0 ? 0 : 1);
        }
    }

    @Test
    void aProcessThatIsKilledLeavesWholeLinesAndAtMostOnePart() throws Exception {
        Process writer = start("a", 1_000_000, LARGE);
        Path log = folder.resolve("audit.log");
        while (!Files.exists(log) || Files.size(log) < 20_000) {
            assertThat(writer.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        writer.destroyForcibly();
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        AuditFile file = AuditWriter.file(folder, LARGE, 8);
        file.append(AuditWriter.line("b", 0));
        List<String> found = all(file, 1000);
        assertThat(found.get(0)).isEqualTo("b 0");
        assertThat(found.subList(1, found.size())).isEqualTo(descending("a", found.size() - 2, 0));
    }

    @Test
    void processesThatWriteAndRotateAtOnceLoseNothing() throws Exception {
        Process one = start("a", 150, 2000);
        Process other = start("b", 150, 2000);
        AuditFile file = AuditWriter.file(folder, 2000, 1000);
        append(file, "c", 0, 150);
        for (Process process : List.of(one, other)) {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        List<String> found = all(file, 100);
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(Stream.of("a", "b", "c")
                        .flatMap(name -> descending(name, 149, 0).stream())
                        .toList());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeGreaterThan(20);
        }
    }

    @Test
    void garbageIsCountedAndDoesNotHideTheRest() throws Exception {
        AuditFile file = AuditWriter.file(folder, LARGE, 8);
        append(file, "a", 0, 1);
        Path log = folder.resolve("audit.log");
        byte[] garbage = new byte[200_000];
        new Random(1).nextBytes(garbage);
        Files.write(log, garbage, StandardOpenOption.APPEND);
        Files.writeString(log, "\n" + "x".repeat(150_000) + "\n\n", StandardOpenOption.APPEND);
        append(file, "a", 1, 1);
        AuditDocument page = page(file, Optional.empty(), 10);
        assertThat(names(page)).containsExactly("a 1", "a 0");
        assertThat(page.damaged().orElse(0)).isPositive();
    }

    @Test
    void aPageOfNothingButGarbageEnds() throws Exception {
        AuditFile file = AuditWriter.file(folder, 100 << 20, 8);
        append(file, "a", 0, 1);
        Path log = folder.resolve("audit.log");
        Files.write(log, new byte[9 << 20], StandardOpenOption.APPEND);
        AuditDocument first = page(file, Optional.empty(), 10);
        assertThat(first.items()).isEmpty();
        assertThat(all(file, 10)).containsExactly("a 0");
    }

    @Test
    void aPlaceBeyondTheLogIsItsEnd() throws Exception {
        AuditFile file = AuditWriter.file(folder, LARGE, 8);
        append(file, "a", 0, 3);
        assertThat(names(page(file, AuditPosition.parse("1-999999999999"), 1))).containsExactly("a 2");
        assertThat(names(page(file, AuditPosition.parse("999999999-0"), 1))).containsExactly("a 2");
        assertThat(names(page(file, AuditPosition.parse("0-0"), 1))).isEmpty();
        assertThat(AuditPosition.parse("-1-0")).isEmpty();
    }

    @Test
    void isNotWrittenThroughALink() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
        Files.createSymbolicLink(folder.resolve("audit.log"), elsewhere);
        assertThatThrownBy(() -> append(AuditWriter.file(folder, LARGE, 8), "a", 0, 1))
                .isInstanceOf(ProblemException.class);
        assertThat(elsewhere).isEmptyFile();
    }

    private Process start(String name, int count, long size) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AuditWriter.class.getName(),
                        folder.toString(),
                        name,
                        Integer.toString(count),
                        Long.toString(size),
                        "1000")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void append(AuditFile file, String name, int from, int count) throws ProblemException {
        for (int i = from; i < from + count; i++) {
            file.append(AuditWriter.line(name, i));
        }
    }

    private static List<String> all(AuditFile file, int limit) throws ProblemException {
        List<String> found = new ArrayList<>();
        Optional<AuditPosition> before = Optional.empty();
        do {
            AuditDocument page = page(file, before, limit);
            found.addAll(names(page));
            before = page.next().flatMap(AuditPosition::parse);
        } while (before.isPresent());
        return found;
    }

    private static AuditDocument page(AuditFile file, Optional<AuditPosition> before, int limit)
            throws ProblemException {
        return file.page(before, limit);
    }

    private static List<String> names(AuditDocument page) {
        return page.items().stream()
                .map(entry ->
                        entry.who().name().orElseThrow() + " " + entry.target().orElseThrow())
                .toList();
    }

    private static List<String> descending(String name, int from, int to) {
        return IntStream.rangeClosed(to, from)
                .map(i -> from + to - i)
                .mapToObj(i -> name + " " + i)
                .toList();
    }
}
