package org.adcache.cli;

import java.util.concurrent.Callable;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (json) {
            terminal.printJson(JsonNodeFactory.instance
                    .objectNode()
                    .put("version", version())
                    .put("java", java()));
        } else {
            terminal.print(text());
        }
        return Exit.OK.code();
    }

    static String text() {
        return "adcache " + version() + " (Java " + java() + ")";
    }

    private static String java() {
        return System.getProperty("java.runtime.version", "unknown");
    }

    /** From the jar's manifest; classes outside a jar have none. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
