package org.adcache.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion of the command line for zsh: one function for each command, which calls those of its subcommands. */
final class ZshCompletion {
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    /** The script; zsh finds it as {@code _NAME} in a folder of its {@code fpath}. */
    static String of(CommandLine command) {
        ZshCompletion completion = new ZshCompletion();
        completion.script.append("#compdef ").append(command.getCommandName()).append("\n\n");
        completion.function(command);
        completion
                .script
                .append(function(command.getCommandSpec().qualifiedName("_")))
                .append(" \"$@\"\n");
        return completion.script.toString();
    }

    private void function(CommandLine command) {
        List<CommandLine> subcommands = List.copyOf(command.getSubcommands().values());
        subcommands.forEach(this::function);
        script.append(function(command.getCommandSpec().qualifiedName("_"))).append("() {\n");
        if (subcommands.isEmpty()) {
            script.append("    _arguments -s").append(arguments(command)).append('\n');
        } else {
            choice(command, subcommands);
        }
        script.append("}\n\n");
    }

    private void choice(CommandLine command, List<CommandLine> subcommands) {
        script.append("    local -a commands\n    commands=(\n");
        for (CommandLine each : subcommands) {
            script.append("        ")
                    .append(quoted(each.getCommandName() + ":" + description(each)))
                    .append('\n');
        }
        script.append("    )\n    if (( CURRENT == 2 )); then\n        _describe -t commands command commands\n")
                .append("        _arguments -s")
                .append(arguments(command))
                .append("\n        return\n    fi\n    shift words\n    (( CURRENT-- ))\n    case $words[1] in\n");
        for (CommandLine each : subcommands) {
            script.append("        ")
                    .append(each.getCommandName())
                    .append(") ")
                    .append(function(each.getCommandSpec().qualifiedName("_")))
                    .append(" ;;\n");
        }
        script.append("    esac\n");
    }

    private static String arguments(CommandLine command) {
        List<String> specifications = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                for (String name : option.names()) {
                    specifications.add(option(option, name));
                }
            }
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            String repeated = parameter.arity().max() > 1 ? "*" : "";
            specifications.add(repeated + ":" + parameter.paramLabel() + ":" + values(parameter));
        }
        StringBuilder arguments = new StringBuilder();
        specifications.forEach(each -> arguments.append(" \\\n        ").append(quoted(each)));
        return arguments.toString();
    }

    private static String option(OptionSpec option, String name) {
        String text = "[" + bracketed(String.join(" ", option.description())) + "]";
        if (option.arity().max() == 0) {
            return name + text;
        }
        return name + (name.startsWith("--") ? "=" : "") + text + ":" + option.paramLabel() + ":" + values(option);
    }

    /** What completes a value: a file or folder by its label, the candidates, or nothing. */
    private static String values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates != null) {
            return "("
                    + String.join(
                            " ",
                            StreamSupport.stream(candidates.spliterator(), false)
                                    .toList()) + ")";
        }
        return switch (argument.paramLabel()) {
            case "FILE" -> "_files";
            case "DIR" -> "_files -/";
            default -> "";
        };
    }

    private static String description(CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : Ansi.OFF.string(lines[0]).replace(":", "\\:");
    }

    private static String bracketed(String text) {
        return Ansi.OFF
                .string(text)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String function(String name) {
        return "_" + name.replace('-', '_');
    }
}
