package org.adcache.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual page of a command, in section 1. */
final class ManualPage {
    private static final int SECTION = 1;

    private final CommandLine command;
    private final CommandSpec spec;
    private final Roff page;

    private ManualPage(CommandLine command, String date, String source) {
        this.command = command;
        this.spec = command.getCommandSpec();
        this.page = new Roff(name(command), SECTION, date, source);
    }

    /** The name of the page, such as {@code adcache-token-create}. */
    static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    /** The page as roff source. */
    static String of(CommandLine command, String date, String source) {
        return new ManualPage(command, date, source).written();
    }

    private String written() {
        List<String> description = lines(spec.usageMessage().description());
        page.section("NAME").line(name(command).replace("-", "\\-") + " \\- " + Roff.escaped(summary(spec)));
        page.section("SYNOPSIS").line(Roff.escaped(synopsis()));
        page.section("DESCRIPTION");
        description.forEach(page::paragraph);
        parameters();
        options();
        commands();
        if (spec.parent() == null) {
            environment();
        }
        exitStatus();
        seeAlso();
        return page.toString();
    }

    private String synopsis() {
        return command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    private void parameters() {
        List<PositionalParamSpec> shown = spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden() && parameter.description().length > 0)
                .toList();
        if (!shown.isEmpty()) {
            page.section("ARGUMENTS");
            shown.forEach(parameter -> page.entry(parameter.paramLabel(), text(parameter)));
        }
    }

    private void options() {
        page.section("OPTIONS");
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted((left, right) -> left.longestName().compareTo(right.longestName()))
                .forEach(option -> page.entry(tag(option), text(option)));
    }

    private void commands() {
        List<CommandLine> commands = shown(command);
        if (!commands.isEmpty()) {
            page.section("COMMANDS");
            commands.forEach(each -> page.entry(each.getCommandName(), summary(each.getCommandSpec()) + "."));
        }
    }

    private void environment() {
        page.section("ENVIRONMENT")
                .entry("JAVA_HOME", "The Java to use, 17 or newer. Without it, the java on the PATH.")
                .entry("ADCACHE_JAVA_OPTS", "Further options for Java, separated by spaces, such as -Xmx2g.");
        page.section("FILES")
                .entry("/etc/adcache/adcache.conf", "The configuration, see adcache.conf(5).")
                .entry("/var/lib/adcache", "The encrypted copy of the directory, its keys, tokens and the audit log.");
    }

    private void exitStatus() {
        page.section("EXIT STATUS");
        page.entry("0", "Done, or found.")
                .entry("1", "Not found, or a check failed.")
                .entry("2", "The command line is wrong.")
                .entry("69", "Something that is needed is unavailable, such as the service.")
                .entry("70", "An internal error.")
                .entry("75", "Unknown for now: try again later.")
                .entry("77", "Permission denied.")
                .entry("78", "The configuration is wrong.");
    }

    private void seeAlso() {
        Stream<String> near = spec.parent() == null
                ? shown(command).stream().map(ManualPage::name)
                : Stream.of(name(spec.parent().commandLine()));
        page.section("SEE ALSO")
                .line(Stream.concat(near.map(name -> reference(name, SECTION)), Stream.of(reference("adcache.conf", 5)))
                        .collect(Collectors.joining(", ")));
    }

    private static String reference(String name, int section) {
        return Roff.bold(name) + "(" + section + ")";
    }

    /** The commands that have a page: all but {@code help}, which prints the same. */
    static List<CommandLine> shown(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().helpCommand()
                        && !each.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    /** The first sentence, as a list of pages shows it. */
    private static String summary(CommandSpec spec) {
        String first = lines(spec.usageMessage().description()).get(0);
        String sentence = first.replaceFirst("[.:]( .*)?$", "");
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String tag(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static String text(ArgSpec argument) {
        String text = String.join(" ", lines(argument.description()));
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    /** Without the markup and the variables of picocli. */
    private static List<String> lines(String... description) {
        return Stream.of(description)
                .map(line -> Ansi.OFF.string(line).strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
