package org.adcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogSetupTest {
    @Test
    void aLineReplacesTheProgressOnATerminalOnly() {
        String line = "2026-11-01T10:00:00.123Z INFO  Test: done\n";

        assertThat(line(false)).isEqualTo(line);
        assertThat(line(true)).isEqualTo("\r\u001b[K" + line);
    }

    @Test
    void aLineOfARequestHasItsId() {
        MDC.put("requestId", "mail-17");
        try {
            assertThat(line(false)).isEqualTo("2026-11-01T10:00:00.123Z INFO  Test: done [request mail-17]\n");
        } finally {
            MDC.remove("requestId");
        }
    }

    private static String line(boolean terminal) {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(LogSetup.pattern(terminal));
        layout.start();
        context.setMDCAdapter(MDC.getMDCAdapter());
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("org.adcache.Test"), Level.INFO, "done", null, new Object[0]);
        event.setInstant(Instant.parse("2026-11-01T10:00:00.123Z"));
        return layout.doLayout(event);
    }
}
