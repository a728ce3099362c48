package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consistency of docs/doctor.md with the code: every stage. */
class DoctorDocumentTest {
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
