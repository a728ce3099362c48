package org.adcache;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.cli.Cli;
import org.adcache.cli.ServiceLauncher;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigSource;
import org.adcache.http.HttpConfig;
import org.adcache.process.InheritedSocket;
import org.adcache.process.ServiceManager;

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
        Service service = Service.start(config, callers, Clock.system(ZoneId.systemDefault()));
        return new Running(service.url(), service.reload()::signalled, service::close);
    }

    @Override
    public Running serve(AdcacheConfig config, ConfigSource again) throws ProblemException {
        ReplacementAfterWipe replacement = ReplacementAfterWipe.of(arguments, config.http(), again);
        HttpConfig http = config.http();
        Service service = Service.start(
                config,
                Optional.of(again),
                Callers.WITH_TOKEN,
                Clock.system(ZoneId.systemDefault()),
                InheritedSocket.find(System.getenv(), http.host(), http.port()),
                List.of(replacement));
        replacement.listensOn(service.url().getPort());
        ManagedProcess managed = new ManagedProcess(
                ServiceManager.of(System.getenv(), ProcessHandle.current().pid()),
                service.statusLine(),
                service.probe());
        managed.ready();
        return new Running(
                service.url(), () -> managed.reload(service.reload()::signalled), () -> stop(managed, service));
    }

    private static void stop(ManagedProcess managed, Service service) {
        try (service;
                managed) {
            // Closed in reverse: the manager knows first.
        }
    }
}
