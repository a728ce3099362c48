package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.Test;

/** Consistency of docs/doctor.md with the code: every stage, and every code that a stage can end with. */
class DoctorDocumentTest {
    private static final Pattern IN_SOURCE = Pattern.compile("ProblemType\\.([A-Z0-9_]+)");
    /** Part of the interface: a change must be intended here too. */
    private static final List<String> STAGES = List.of(
            "keytab",
            "dns",
            "clock",
            "tcp",
            "tls",
            "kerberos",
            "bind",
            "channel-binding",
            "base-readable",
            "counts",
            "attributes",
            "deleted-objects");

    private static final Pattern IN_FIRST_COLUMN = Pattern.compile("`([a-z-]+)`");

    @Test
    void explainsEveryCodeAndNoOther() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String part : List.of("kerberos", "directory", "doctor")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/adcache", part))) {
                files.filter(Files::isRegularFile)
                        .flatMap(file -> IN_SOURCE.matcher(text(file)).results())
                        .map(hit -> ProblemType.valueOf(hit.group(1)).code())
                        .filter(code -> !code.startsWith("sync-"))
                        .forEach(codes::add);
            }
        }
        assertThat(codes).hasSizeGreaterThan(50);
        // The command reports the data folder beside the stages.
        codes.add(ProblemType.DATA_DIR_UNSAFE.code());
        assertThat(firstColumn("## Codes")).isEqualTo(codes);
    }

    @Test
    void explainsEveryStageInItsOrder() {
        String table = section("| stage |");
        assertThat(table.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("`", -1)[1])
                        .toList())
                .isEqualTo(STAGES)
                .isEqualTo(Doctor.STAGES);
    }

    private static Set<String> firstColumn(String after) {
        return section(after)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> IN_FIRST_COLUMN
                        .matcher(line.substring(0, line.indexOf('|', 1)))
                        .results())
                .map(hit -> hit.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From the mark to the next heading. */
    private static String section(String mark) {
        String document = text(Path.of("docs/doctor.md"));
        int begin = document.indexOf(mark);
        assertThat(begin).as(mark).isNotNegative();
        int end = document.indexOf("\n## ", begin);
        return document.substring(begin, end);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
