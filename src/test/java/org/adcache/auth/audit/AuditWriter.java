package org.adcache.auth.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.api.AuditDocument;

/** A process that appends lines, numbered from 0: {@code AuditWriter FOLDER NAME COUNT SIZE KEPT}. */
final class AuditWriter {
    private AuditWriter() {}

    public static void main(String[] arguments) throws Exception {
        AuditFile file = file(Path.of(arguments[0]), Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            file.append(line(arguments[1], i));
        }
    }

    static AuditFile file(Path folder, long size, int kept) {
        return new AuditFile(folder, new AuditFile.Limits(size, kept));
    }

    static byte[] line(String name, int number) {
        return new AuditLine()
                .write(new AuditDocument.Entry(
                        Instant.parse("2026-11-21T10:00:00Z").plusSeconds(number),
                        new AuditDocument.Who("token", Optional.of("0a1b2c3d"), Optional.of(name)),
                        Optional.of("10.0.0.5"),
                        "token.create",
                        Optional.of(Integer.toString(number)),
                        OptionalLong.empty(),
                        "ok"));
    }
}
