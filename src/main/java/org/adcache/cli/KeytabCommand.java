package org.adcache.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Table;
import org.adcache.cli.terminal.Terminal;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "keytab",
        description = {"Shows the content of a keytab and its problems.", "Exit 78 if it has any."})
final class KeytabCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    KeytabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ProblemException {
        KeytabReport report = new KeytabCheck(file).report();
        if (json) {
            printJson(report);
        } else {
            print(report);
        }
        return (report.problems().isEmpty() ? Exit.OK : Exit.CONFIGURATION).code();
    }

    private void print(KeytabReport report) {
        Table table = new Table("PRINCIPAL", "VERSION", "ENCRYPTION", "WRITTEN");
        for (KeytabEntry entry : report.entries()) {
            table.row(
                    entry.principal(),
                    Long.toString(entry.keyVersion()),
                    entry.encryptionType().label(),
                    entry.timestamp().toString());
        }
        table.lines().forEach(terminal::print);
        report.problems().forEach(problem -> terminal.print(problem.detail() + " " + problem.remedy()));
    }

    private void printJson(KeytabReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = node.putArray("entries");
        for (KeytabEntry entry : report.entries()) {
            entries.addObject()
                    .put("principal", entry.principal())
                    .put("keyVersion", entry.keyVersion())
                    .put("encryptionType", entry.encryptionType().label())
                    .put("writtenAt", entry.timestamp().toString());
        }
        ArrayNode problems = node.putArray("problems");
        report.problems()
                .forEach(finding -> problems.addObject()
                        .put("type", finding.type().code())
                        .put("detail", finding.detail())
                        .put("remedy", finding.remedy()));
        terminal.printJson(node);
    }
}
