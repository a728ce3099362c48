package org.adcache.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Form of the log for the journal of systemd, sd-daemon(3): each line starts with the priority of syslog, such as {@code
 * <4>} for a warning. The journal removes it, and {@code journalctl -p warning} selects by it. A stack trace is many
 * lines, and each is an entry of its own.
 */
final class JournalLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final Encoder<ILoggingEvent> form;

    /** @param form of the lines without the priority */
    JournalLines(Encoder<ILoggingEvent> form) {
        this.form = form;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String prefix = "<" + priority(event.getLevel()) + ">";
        return new String(form.encode(event), StandardCharsets.UTF_8)
                .lines()
                .map(line -> prefix + line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The priority of syslog, RFC 5424 section 6.2.1. */
    static int priority(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 3;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return 4;
        }
        return level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }
}
