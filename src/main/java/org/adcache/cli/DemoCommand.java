package org.adcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.auth.Callers;
import org.adcache.cli.client.FirstSync;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Logging;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.TemporaryFolder;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Starts a simulated Active Directory and the service on top of it, and prints requests to try.",
            "Listens on this machine only, needs no token, and removes what it made when it is stopped."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int FEWEST = 100;
    private static final int MOST = 1_000_000;

    private final Terminal terminal;
    private final ServiceLauncher launcher;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0: any free port. Default: 8636")
    private int port = 8636;

    @Option(names = "--accounts", paramLabel = "N", description = "Number of accounts, 100 to 1000000. Default: 10000")
    private int accounts = 10_000;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for the copy, kept after the demo. Default: a temporary folder")
    private @Nullable Path dataFolder;

    DemoCommand(Terminal terminal, ServiceLauncher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        check(port >= 0 && port <= 65535, "--port is " + port + ".", "Write 0 to 65535.");
        check(
                accounts >= FEWEST && accounts <= MOST,
                "--accounts is " + accounts + ".",
                "Write " + FEWEST + " to " + MOST + ".");
        Logging.install();
        try (StopSignal stop = StopSignal.listen();
                TemporaryFolder temporary = TemporaryFolder.create("demo")) {
            Optional<SimulatedDirectory> directory =
                    stop.unlessStopped(() -> simulate(temporary.path().resolve("directory")));
            if (directory.isPresent()) {
                serve(directory.get(), temporary.path(), stop);
            }
        }
        return Exit.OK.code();
    }

    private void serve(SimulatedDirectory directory, Path temporary, StopSignal stop) throws Exception {
        try (directory) {
            Path data = dataFolder == null ? temporary.resolve("data") : dataFolder.toAbsolutePath();
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
            terminal.print("listening on " + started.url());
            if (new FirstSync(terminal, started.url()).await(stop)) {
                new DemoRequests(started.url(), directory.wellKnown()).lines().forEach(terminal::print);
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

    private static void check(boolean good, String sentence, String remedy) throws CommandException {
        if (!good) {
            throw new CommandException(Exit.USAGE, sentence, remedy);
        }
    }
}
