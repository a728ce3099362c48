package org.adcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.auth.Callers;
import org.adcache.cli.client.FirstSync;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.TemporaryFolder;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;

/**
 * A run of the demo: a simulated directory, and a service on top of it, until a signal stops both. Only this class and
 * what it creates need the package {@code adcache-demo}: picocli loads the types of all methods of a command.
 */
final class DemoRun {
    private final Terminal terminal;
    private final ServiceLauncher launcher;
    private final int port;
    private final int accounts;
    private final Optional<Path> dataFolder;

    /** @param dataFolder where the copy is kept after the demo; empty: in a temporary folder */
    DemoRun(Terminal terminal, ServiceLauncher launcher, int port, int accounts, Optional<Path> dataFolder) {
        this.terminal = terminal;
        this.launcher = launcher;
        this.port = port;
        this.accounts = accounts;
        this.dataFolder = dataFolder;
    }

    /** Returns when the demo has been stopped. */
    void run() throws Exception {
        try (StopSignal stop = StopSignal.listen();
                TemporaryFolder temporary = TemporaryFolder.create("demo")) {
            Optional<SimulatedDirectory> directory =
                    stop.unlessStopped(() -> simulate(temporary.path().resolve("directory")));
            if (directory.isPresent()) {
                serve(directory.get(), temporary.path(), stop);
            }
        }
    }

    private void serve(SimulatedDirectory directory, Path temporary, StopSignal stop) throws Exception {
        try (directory) {
            Path data = dataFolder.map(Path::toAbsolutePath).orElseGet(() -> temporary.resolve("data"));
            AdcacheConfig config = DemoConfig.of(directory, data, port);
            Optional<ServiceLauncher.Running> service = stop.unlessStopped(() -> start(config));
            if (service.isPresent()) {
                present(service.get(), directory, stop);
            }
        }
    }

    private void present(ServiceLauncher.Running started, SimulatedDirectory directory, StopSignal stop)
            throws CommandException, InterruptedException {
        try (started) {
            DemoRequests requests = new DemoRequests(started.url(), directory.wellKnown());
            terminal.print("listening on " + started.url());
            requests.pages().forEach(terminal::print);
            if (new FirstSync(terminal, started.url()).await(stop)) {
                requests.lines().forEach(terminal::print);
                stop.await();
            }
        }
    }

    private SimulatedDirectory simulate(Path folder) throws IOException {
        terminal.say("Starting a simulated Active Directory with " + accounts + " accounts.");
        return SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(accounts));
    }

    private ServiceLauncher.Running start(AdcacheConfig config) throws ProblemException, CommandException {
        try {
            return launcher.start(config, Callers.ON_THIS_MACHINE);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.type() == ProblemType.PORT_IN_USE) {
                throw new CommandException(
                        Exit.UNAVAILABLE,
                        "Port " + port + " is in use by another process.",
                        "Stop that process, or choose another port with --port; 0 takes any free one.",
                        e);
            }
            throw e;
        }
    }
}
