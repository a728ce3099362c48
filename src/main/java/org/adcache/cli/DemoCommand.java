package org.adcache.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Logging;
import org.adcache.cli.terminal.Terminal;
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
        if (!isInstalled()) {
            throw new CommandException(
                    Exit.UNAVAILABLE,
                    "The demo is not installed.",
                    "Install the package adcache-demo (apt install adcache-demo), or unpack the archive adcache-demo"
                            + " over this installation.");
        }
        Logging.install();
        new DemoRun(terminal, launcher, port, accounts, Optional.ofNullable(dataFolder)).run();
        return Exit.OK.code();
    }

    /** The simulated directory is a package of its own, because of the KDC in it, which no service needs. */
    private static boolean isInstalled() {
        return DemoCommand.class.getResource("/org/adcache/demo/SimulatedDirectory.class") != null;
    }

    private static void check(boolean good, String sentence, String remedy) throws CommandException {
        if (!good) {
            throw new CommandException(Exit.USAGE, sentence, remedy);
        }
    }
}
