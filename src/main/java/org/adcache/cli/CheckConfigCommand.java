package org.adcache.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.InvalidConfigException;
import org.adcache.config.RepeatedKeys;
import org.adcache.connection.AgeWarnings;
import org.adcache.connection.ConnectionConfig;
import org.adcache.connection.ConnectionWarnings;
import org.adcache.connection.NarrowingWarnings;
import org.adcache.store.ConnectionState;
import org.adcache.store.file.FolderCheck;
import org.adcache.store.manifest.CachedConnections;
import org.adcache.tls.TlsIdentityWarnings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "check-config",
        description = {
            "Lists every problem of a configuration file, with line and remedy, and those of its data folder. Then it"
                    + " warns of what is allowed but doubtful. Works while the service runs, and changes nothing.",
            "Exit 78 if there is a problem; warnings don't count."
        })
final class CheckConfigCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print the problems as JSON")
    private boolean json;

    CheckConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            AdcacheConfig good = config.read(terminal);
            FolderCheck.Report folder = FolderCheck.report(good.store().dataFolder());
            List<Problem> warnings = new ArrayList<>(folder.warnings());
            Map<ConnectionId, ConnectionState> cached =
                    CachedConnections.in(good.store().dataFolder());
            for (ConnectionConfig connection : good.connections()) {
                warnings.addAll(ConnectionWarnings.of(connection));
                warnings.addAll(AgeWarnings.of(
                        connection, good.lookup().maxAge(), good.lookup().unknownAfter()));
                Optional.ofNullable(cached.get(connection.directory().id()))
                        .ifPresent(copy -> warnings.addAll(NarrowingWarnings.of(connection, copy)));
            }
            good.http()
                    .tls()
                    .ifPresent(tls -> warnings.addAll(
                            TlsIdentityWarnings.of(tls.certificate(), tls.privateKey(), Instant.now())));
            RepeatedKeys.in(config.file())
                    .forEach(problem -> warnings.add(new Problem(
                            ProblemType.CONFIG_DOUBTFUL,
                            problem.file() + ":" + problem.line() + ": " + problem.key() + ": " + problem.detail(),
                            problem.suggestion())));
            boolean fine = folder.refusals().isEmpty();
            if (json) {
                terminal.printJson(report(fine, problems(folder.refusals()), warnings));
            } else {
                folder.refusals().forEach(problem -> terminal.print(sentences(problem)));
                warnings.forEach(problem -> terminal.print("Warning: " + sentences(problem)));
                int count = good.connections().size();
                if (fine) {
                    terminal.print(
                            config.file() + " is fine: " + count + (count == 1 ? " connection." : " connections."));
                }
            }
            return (fine ? Exit.OK : Exit.CONFIGURATION).code();
        } catch (InvalidConfigException e) {
            if (json) {
                terminal.printJson(report(false, e.problems(), List.of()));
            } else {
                e.problems().forEach(problem -> terminal.print(problem.toString()));
            }
            return Exit.CONFIGURATION.code();
        }
    }

    /** Problems of the data folder, as those of the key that names it. */
    private List<ConfigProblem> problems(List<Problem> refusals) {
        return refusals.stream()
                .map(problem ->
                        new ConfigProblem(config.file(), 0, "adcache.data-dir", problem.detail(), problem.remedy()))
                .toList();
    }

    private static String sentences(Problem problem) {
        return problem.detail() + " " + problem.remedy();
    }

    private static ObjectNode report(boolean fine, List<ConfigProblem> problems, List<Problem> warnings) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("ok", fine);
        ArrayNode list = report.putArray("problems");
        for (ConfigProblem problem : problems) {
            list.addObject()
                    .put("file", problem.file().toString())
                    .put("line", problem.line())
                    .put("key", problem.key())
                    .put("detail", problem.detail())
                    .put("suggestion", problem.suggestion());
        }
        ArrayNode noted = report.putArray("warnings");
        warnings.forEach(problem -> noted.addObject()
                .put("type", problem.type().code())
                .put("detail", problem.detail())
                .put("remedy", problem.remedy()));
        return report;
    }
}
