package org.adcache.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Explanation of why a file can't be parsed as HOCON. */
final class Unreadable {
    private Unreadable() {}

    static ConfigProblem problem(Path file, ConfigException error) {
        if (error instanceof ConfigException.IO) {
            return io(file, error);
        }
        Path where = Optional.ofNullable(error.origin())
                .map(origin -> origin.filename())
                .map(Path::of)
                .orElse(file);
        int line = Optional.ofNullable(error.origin())
                .map(origin -> Math.max(0, origin.lineNumber()))
                .orElse(0);
        if (error instanceof ConfigException.UnresolvedSubstitution) {
            return new ConfigProblem(
                    where,
                    line,
                    "",
                    "a variable is not set: " + words(error) + ".",
                    "Set it in the environment, or write ${?NAME} if it may be missing.");
        }
        return new ConfigProblem(
                where,
                line,
                "",
                "the syntax is wrong: " + words(error) + ".",
                "Look for a bracket, a quote or a comma missing in this line or the ones before.");
    }

    private static ConfigProblem io(Path file, ConfigException error) {
        String detail;
        if (Files.notExists(file)) {
            detail = "there is no such file.";
        } else if (Files.isDirectory(file)) {
            detail = "it is a folder.";
        } else if (!Files.isReadable(file)) {
            detail = "it can't be read by the user " + System.getProperty("user.name") + ".";
        } else {
            detail = "it can't be read: " + words(error) + ".";
        }
        String suggestion = Files.isReadable(file) || Files.notExists(file)
                ? "Name the configuration file with --config FILE."
                : "Name the configuration file with --config FILE, and let the user that runs adcache read it; root runs"
                        + " this command as the owner of the data folder.";
        return new ConfigProblem(file, 0, "", detail, suggestion);
    }

    /** The library's message without its initial position and its final advice in brackets. */
    private static String words(ConfigException error) {
        String message = String.valueOf(error.getMessage());
        if (error.origin() != null && message.startsWith(error.origin().description() + ": ")) {
            message = message.substring(error.origin().description().length() + 2);
        }
        int advice = message.indexOf(" (if you intended");
        return advice < 0 ? message : message.substring(0, advice);
    }
}
