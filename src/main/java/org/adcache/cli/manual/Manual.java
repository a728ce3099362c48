package org.adcache.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.cli.Cli;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Manual: the pages of all commands and of the configuration, and the completions for bash and zsh. */
final class Manual {
    private final CommandLine commands = Cli.described();
    private final String date;
    private final String source;

    /** @param source the program and its version, as in {@code adcache 0.1.0} */
    Manual(String date, String source) {
        this.date = date;
        this.source = source;
    }

    /** Called by the build: {@code Manual FOLDER CONFIGURATION VERSION DATE}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String shipped = Files.readString(Path.of(arguments[1]));
        new Manual(arguments[3], "adcache " + arguments[2]).write(folder, shipped);
    }

    /** Writes all files into a folder; which is created. */
    void write(Path folder, String shippedConfiguration) throws IOException {
        Files.createDirectories(folder);
        page(folder, commands);
        Files.writeString(folder.resolve("adcache.conf.5"), ConfigurationPage.of(shippedConfiguration, date, source));
        Files.writeString(folder.resolve("adcache.bash"), AutoComplete.bash(commands.getCommandName(), commands));
        Files.writeString(folder.resolve("_adcache"), ZshCompletion.of(commands));
    }

    private void page(Path folder, CommandLine command) throws IOException {
        Files.writeString(folder.resolve(ManualPage.name(command) + ".1"), ManualPage.of(command, date, source));
        for (CommandLine each : ManualPage.shown(command)) {
            page(folder, each);
        }
    }
}
