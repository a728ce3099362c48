package org.adcache.cli;

import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Logging;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.InvalidConfigException;
import org.adcache.process.ProcessReplacement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "serve", description = "Runs the service in the foreground until SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceLauncher launcher;

    @Mixin
    private final ConfigOption option = new ConfigOption();

    ServeCommand(Terminal terminal, ServiceLauncher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws InvalidConfigException, ProblemException, InterruptedException {
        AdcacheConfig config = option.read(terminal);
        Logging.install();
        try (StopSignal stop = StopSignal.listen();
                ServiceLauncher.Running service = launcher.serve(config, () -> option.read(terminal))) {
            if (terminal.variable(ProcessReplacement.VARIABLE).isEmpty()) {
                terminal.print("listening on " + service.url());
            } else {
                terminal.say("listening again on " + service.url());
            }
            stop.await();
        }
        return Exit.OK.code();
    }
}
