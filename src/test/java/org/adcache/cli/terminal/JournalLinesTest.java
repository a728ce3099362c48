package org.adcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class JournalLinesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
    void aLineStartsWithThePriorityOfItsLevel(String level, int priority) {
        String line = text(Level.toLevel(level), "done", null);

        assertThat(line).startsWith("<" + priority + ">{").endsWith("}\n");
    }

    @Test
    void eachLineOfAMessageHasThePriority() {
        LoggerContext context = new LoggerContext();
        var lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern("%msg%n%ex");
        lines.start();
        LoggingEvent event = new LoggingEvent(
                "",
                context.getLogger("org.adcache.Test"),
                Level.ERROR,
                "one\ntwo",
                new IllegalStateException("why"),
                new Object[0]);

        assertThat(new String(new JournalLines(lines).encode(event), StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("<3>"));
    }

    @Test
    void theJournalIsRecognisedByDeviceAndInode() throws IOException {
        Path file = Files.createFile(folder.resolve("stream"));
        Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
        String name = found.get("dev") + ":" + found.get("ino");

        assertThat(JournalStream.isSame(name, file)).isTrue();
        assertThat(JournalStream.isSame(name, Files.createSymbolicLink(folder.resolve("link"), file)))
                .isTrue();
        assertThat(JournalStream.isSame(name + "1", file)).isFalse();
        assertThat(JournalStream.isSame(name, folder.resolve("missing"))).isFalse();
        assertThat(JournalStream.isStandardError(Map.of())).isFalse();
        assertThat(JournalStream.isStandardError(Map.of("JOURNAL_STREAM", "1:1")))
                .isFalse();
    }

    private static String text(Level level, String message, @Nullable Throwable thrown) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("org.adcache.Test"), level, message, thrown, new Object[0]);
        event.setInstant(Instant.EPOCH);
        return new String(new JournalLines(new JsonLines()).encode(event), StandardCharsets.UTF_8);
    }
}
