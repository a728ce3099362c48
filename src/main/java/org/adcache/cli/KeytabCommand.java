package org.adcache.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.ProblemException;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Table;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.config.InvalidConfigException;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "keytab",
        description = {
            "Shows the content of a keytab and its problems: principals, key versions, encryption types and dates. Asks"
                    + " no server.",
            "With --config, root sees it as the owner of the data folder does, and without FILE those of the"
                    + " connections.",
            "Exit 78 if it has any."
        })
final class KeytabCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A keytab. Default: those of the connections and of single sign-on in --config")
    private @Nullable Path file;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    KeytabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ProblemException, InvalidConfigException, CommandException {
        List<KeytabReport> reports = new ArrayList<>();
        for (Path keytab : files()) {
            reports.add(new KeytabCheck(keytab).report());
        }
        if (json) {
            printJson(reports);
        } else {
            reports.forEach(this::print);
        }
        boolean fine = reports.stream().allMatch(report -> report.problems().isEmpty());
        return (fine ? Exit.OK : Exit.CONFIGURATION).code();
    }

    private Collection<Path> files() throws InvalidConfigException, CommandException {
        if (file != null) {
            return List.of(file);
        }
        if (config == null) {
            throw new CommandException(
                    Exit.USAGE, "There is no keytab to show.", "Name a keytab, or --config with a configuration file.");
        }
        AdcacheConfig read =
                ConfigReader.withoutConnectionFiles(terminal.environment()).read(config);
        return Stream.concat(
                        read.connections().stream()
                                .map(connection -> connection.directory().keytab()),
                        read.http().sso().map(SingleSignOnConfig::keytab).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void print(KeytabReport report) {
        Table table = new Table("PRINCIPAL", "VERSION", "ENCRYPTION", "WRITTEN");
        for (KeytabEntry entry : report.entries()) {
            table.row(
                    entry.principal(),
                    Long.toString(entry.keyVersion()),
                    entry.encryptionType().label(),
                    terminal.text(entry.timestamp()));
        }
        table.lines().forEach(terminal::print);
        report.problems().forEach(problem -> terminal.print(problem.detail() + " " + problem.remedy()));
    }

    private void printJson(List<KeytabReport> reports) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = node.putArray("entries");
        for (KeytabEntry entry :
                reports.stream().flatMap(report -> report.entries().stream()).toList()) {
            entries.addObject()
                    .put("principal", entry.principal())
                    .put("keyVersion", entry.keyVersion())
                    .put("encryptionType", entry.encryptionType().label())
                    .put("writtenAt", entry.timestamp().toString());
        }
        ArrayNode problems = node.putArray("problems");
        reports.stream()
                .flatMap(report -> report.problems().stream())
                .forEach(finding -> problems.addObject()
                        .put("type", finding.type().code())
                        .put("detail", finding.detail())
                        .put("remedy", finding.remedy()));
        terminal.printJson(node);
    }
}
