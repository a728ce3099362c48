package org.adcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00.123456789Z");

    private final LoggerContext context = new LoggerContext();

    JsonLinesTest() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    @Test
    void anEventIsOneFlatObjectWithItsFieldsByName() {
        LoggingEvent event = event("{}: sync done, {} read", null, "corp", 3);
        event.addKeyValuePair(new KeyValuePair("connection", "corp"));
        event.addKeyValuePair(new KeyValuePair("read", 3));

        assertThat(line(event)).isEqualTo("""
            {"ts":"2026-11-01T10:00:00.123Z","level":"WARN","logger":"org.adcache.Test",\
            "msg":"corp: sync done, 3 read","connection":"corp","read":3}
            """);
    }

    @Test
    void aStackTraceAndEndsOfLinesStayInTheLine() {
        String line = line(event("a\nb", new IllegalStateException("why\nnot")));

        assertThat(line.lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.path("msg").asString()).isEqualTo("a\nb");
        assertThat(json.path("exception").asString())
                .startsWith("java.lang.IllegalStateException: why\nnot")
                .contains("at org.adcache.cli.terminal.JsonLinesTest");
    }

    @Test
    void theIdsOfARequestAreFields() {
        LoggingEvent event = event("done", null);
        event.setMDCPropertyMap(Map.of("requestId", "mail-17"));

        JsonNode json = JsonMapper.shared().readTree(line(event));
        assertThat(json.path("requestId").asString()).isEqualTo("mail-17");
    }

    private LoggingEvent event(String message, @Nullable Throwable thrown, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("org.adcache.Test"), Level.WARN, message, thrown, arguments);
        event.setInstant(AT);
        return event;
    }

    private static String line(LoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }
}
