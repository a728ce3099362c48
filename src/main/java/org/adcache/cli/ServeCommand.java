package org.adcache.cli;

import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Logging;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.InvalidConfigException;
import org.adcache.process.ProcessReplacement;
import org.adcache.store.file.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = {
            "Runs the service in the foreground until SIGTERM or Ctrl-C. Once it listens, it prints \"listening on URL\" on"
                    + " standard output; logs go to standard error.",
            "SIGHUP makes it read its configuration again. Started by root, it becomes the owner of the data folder."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

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
        if (FileStatus.ownUid() == FileStatus.ROOT) {
            log.warn(
                    "adcache runs as root, and needs none of root's rights. Create a user for it, give it {}, and start"
                            + " adcache again.",
                    config.store().dataFolder());
        }
        log.atInfo()
                .addKeyValue("version", VersionCommand.version())
                .addKeyValue("configuration", option.file().toAbsolutePath())
                .addKeyValue("dataFolder", config.store().dataFolder())
                .log(
                        "adcache {} starts, with the configuration {} and the data folder {}",
                        VersionCommand.version(),
                        option.file().toAbsolutePath(),
                        config.store().dataFolder());
        try (StopSignal stop = StopSignal.listen()) {
            serve(config, stop);
        }
        return Exit.OK.code();
    }

    private void serve(AdcacheConfig config, StopSignal stop) throws ProblemException, InterruptedException {
        ServiceLauncher.Running service = launcher.serve(config, option.source(terminal));
        try (service) {
            if (terminal.variable(ProcessReplacement.VARIABLE).isEmpty()) {
                terminal.print("listening on " + service.url());
            } else {
                terminal.say("listening again on " + service.url());
            }
            log.atInfo().addKeyValue("url", service.url()).log("adcache listens on {}", service.url());
            stop.expectTermination();
            stop.onHangup(service.reload());
            stop.await();
        } finally {
            log.info("adcache has stopped");
        }
    }
}
