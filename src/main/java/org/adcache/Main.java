package org.adcache;

import java.time.Clock;
import org.adcache.cli.Cli;

/** Runs a command; {@code serve} and {@code demo} start a {@link Service}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, (config, callers) -> Service.start(config, callers, Clock.systemUTC())));
    }
}
