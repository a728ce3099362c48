package org.adcache.cli.terminal;

import java.util.List;
import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Bridge from java.util.logging, which libraries use, to the log that {@link LogSetup} configures. */
public final class Logging {
    static final String FORM = "ADCACHE_LOG";
    static final String LEVEL = "ADCACHE_LOG_LEVEL";

    private static final List<String> FORMS = List.of("text", "json");
    private static final List<String> LEVELS = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private Logging() {}

    /**
     * Checks the variables that configure the log, which would otherwise be ignored if they are misspelt.
     *
     * @throws CommandException if one has an unknown value
     */
    public static void check(Terminal terminal) throws CommandException {
        String form = terminal.variable(FORM).orElse("text");
        if (!FORMS.contains(form)) {
            throw unknown(FORM, form, "no form of the log", FORMS);
        }
        String level = terminal.variable(LEVEL).orElse("INFO");
        if (!LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            throw unknown(LEVEL, level, "no level", LEVELS);
        }
    }

    private static CommandException unknown(String variable, String value, String what, List<String> known) {
        return new CommandException(
                Exit.USAGE,
                variable + " is \"" + value + "\", which is " + what + ".",
                "Set it to " + String.join(", ", known.subList(0, known.size() - 1)) + " or "
                        + known.get(known.size() - 1) + ", or unset it.");
    }

    public static void install() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
