package org.adcache;

import java.time.Clock;
import java.util.List;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.cli.Cli;
import org.adcache.cli.ServiceLauncher;
import org.adcache.config.AdcacheConfig;
import org.adcache.http.HttpConfig;
import org.adcache.process.InheritedSocket;

/** Entry point: runs a command; {@code serve} and {@code demo} start a {@link Service}. */
public final class Main implements ServiceLauncher {
    private final int arguments;

    private Main(int arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, new Main(arguments.length)));
    }

    @Override
    public Running start(AdcacheConfig config, Callers callers) throws ProblemException {
        return running(Service.start(config, callers, Clock.systemUTC()));
    }

    @Override
    public Running serve(AdcacheConfig config, ConfigSource again) throws ProblemException {
        ReplacementAfterWipe replacement = ReplacementAfterWipe.of(arguments, config.http(), again);
        HttpConfig http = config.http();
        Service service = Service.start(
                config,
                Callers.WITH_TOKEN,
                Clock.systemUTC(),
                InheritedSocket.find(System.getenv(), http.host(), http.port()),
                List.of(replacement));
        replacement.listensOn(service.url().getPort());
        return running(service);
    }

    private static Running running(Service service) {
        return new Running(service.url(), service::close);
    }
}
