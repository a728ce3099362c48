package org.adcache;

import java.time.Clock;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.cli.Cli;
import org.adcache.cli.ServiceLauncher;
import org.adcache.config.AdcacheConfig;

/** Entry point: runs a command; {@code serve} and {@code demo} start a {@link Service}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, Main::start));
    }

    private static ServiceLauncher.Running start(AdcacheConfig config, Callers callers) throws ProblemException {
        Service service = Service.start(config, callers, Clock.systemUTC());
        return new ServiceLauncher.Running(service.url(), service::close);
    }
}
