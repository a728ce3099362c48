package org.adcache.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Program with its arguments and its environment. Each character stands for one byte, whatever the encoding.
 *
 * @param arguments the first is the program's own name
 */
record Program(String path, List<String> arguments, List<String> environment) {
    private static final Path PROCESS = Path.of("/proc/self");

    /**
     * The program that started this process: the launcher, which chooses Java and its flags anew; without one, Java
     * with the arguments it has.
     *
     * @param own number of arguments after those of Java
     * @param variable of the environment, which counts replacements
     */
    static Program current(Optional<Path> launcher, int own, String variable) throws IOException {
        List<String> command = words("cmdline");
        List<String> environment = new ArrayList<>(words("environ"));
        environment.removeIf(entry -> entry.startsWith(variable + "="));
        environment.add(variable + "=" + (times(variable) + 1));
        if (launcher.isEmpty()) {
            return new Program(
                    Files.readSymbolicLink(PROCESS.resolve("exe")).toString(), command, List.copyOf(environment));
        }
        String path =
                new String(launcher.get().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> arguments = new ArrayList<>(List.of(path));
        arguments.addAll(command.subList(command.size() - own, command.size()));
        return new Program(path, List.copyOf(arguments), List.copyOf(environment));
    }

    private static int times(String variable) {
        try {
            return Integer.parseInt(System.getenv().getOrDefault(variable, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Strings of a file of /proc, each of which ends with a zero byte. */
    private static List<String> words(String file) throws IOException {
        String text = Files.readString(PROCESS.resolve(file), StandardCharsets.ISO_8859_1);
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }
}
