package org.adcache.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logback configuration: to standard error, as text, or as JSON with ADCACHE_LOG=json. Each line to the journal of
 * systemd starts with its priority. Logback finds it as a service
 * provider; an equivalent XML file would take a tenth of the service's start-up time.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String REQUEST = "%replace( [request %X{requestId}]){' \\[request \\]', ''}";
    private static final String LINE =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSX\", UTC} %-5level %logger{0}: %msg" + REQUEST + "%n%ex";
    /** The journal has the time and the level of each line. */
    private static final String JOURNAL_LINE = "%logger{0}: %msg" + REQUEST + "%n%ex";

    /** Libraries log only when something is wrong. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.eclipse.jetty", Level.WARN,
            // These two quote malformed requests, and so any data a client put into them.
            "org.eclipse.jetty.http", Level.OFF,
            "org.eclipse.jetty.util.HostPort", Level.OFF,
            "io.javalin", Level.WARN,
            "org.apache.kerby", Level.WARN,
            "com.unboundid", Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getenv(Logging.LEVEL), Level.INFO));
        root.addAppender(standardError(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        boolean journal = JournalStream.isStandardError(System.getenv());
        Encoder<ILoggingEvent> form =
                "json".equals(System.getenv(Logging.FORM)) ? new JsonLines() : lines(context, journal);
        Encoder<ILoggingEvent> encoder = journal ? new JournalLines(form) : form;
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    /** On a terminal a line takes the place of the progress that is shown there. */
    static String pattern(boolean terminal) {
        return terminal ? Terminal.CLEAR_LINE + LINE : LINE;
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context, boolean journal) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setCharset(StandardCharsets.UTF_8);
        lines.setPattern(journal ? JOURNAL_LINE : pattern(Terminal.isTerminal(2)));
        lines.start();
        return lines;
    }
}
