package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands of a page for administrators: its blocks in the language {@code sh}. A block {@code text} that follows at once
 * is what they print; there {@code …} stands for anything within a line. Other languages are not run.
 */
record PastedPage(String name, List<Block> blocks) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```)?");

    /** Commands, and lines that their output contains in this order; the width of columns doesn't matter. */
    record Block(String page, String commands, List<String> expected) {
        /** The first expected line that isn't in the output after those before it; empty if all are. */
        String missing(String output) {
            Matcher rest = Pattern.compile("").matcher(output.replaceAll(" +", " "));
            int from = 0;
            for (String line : expected) {
                String pattern = Pattern.compile("…")
                        .splitAsStream(line.replaceAll(" +", " ") + "\u0000")
                        .map(part -> Pattern.quote(part.replace("\u0000", "")))
                        .collect(Collectors.joining(".*"));
                rest.usePattern(Pattern.compile("(?m)^" + pattern + "$"));
                if (!rest.find(from)) {
                    return line;
                }
                from = rest.end();
            }
            return "";
        }
    }

    static PastedPage read(String name) {
        try {
            List<Block> blocks = new ArrayList<>();
            Matcher fenced =
                    FENCED.matcher(Files.readString(ProjectFiles.path("docs").resolve(name)));
            while (fenced.find()) {
                if (fenced.group(1).equals("sh")) {
                    List<String> expected = fenced.group(3) == null
                            ? List.of()
                            : fenced.group(3).lines().toList();
                    blocks.add(new Block(name, fenced.group(2), expected));
                }
            }
            return new PastedPage(name, List.copyOf(blocks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first block in a language, such as a script to be saved as a file. */
    static String first(String page, String language) {
        try {
            return FENCED.matcher(Files.readString(ProjectFiles.path("docs").resolve(page)))
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .findFirst()
                    .orElseThrow()
                    .group(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
