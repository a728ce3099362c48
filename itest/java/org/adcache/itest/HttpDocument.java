package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.adcache.http.OpenApi;

/** Reference of the HTTP interface: headings that are routes, and examples of a command and its answer. */
record HttpDocument(List<String> headings, List<Example> examples) {
    /** The address in the commands. */
    static final String ADDRESS = "http://127.0.0.1:8636";

    private static final Pattern ROUTE = Pattern.compile("### ((?:GET|PUT|POST|DELETE|PATCH) /\\S*)");
    private static final String FENCE = "```";

    /** A command and its output. */
    record Example(int line, String command, PrintedAnswer answer) {
        private static final Pattern METHOD = Pattern.compile(" -X ([A-Z]+)");
        private static final Pattern PATH = Pattern.compile(Pattern.quote(ADDRESS) + "([^\\s?']*)");

        /** Whether the command requests this route, such as {@code POST /v1/doctor/{connection}}. */
        boolean asks(String route) {
            String path = first(PATH).orElseThrow(() -> new AssertionError("line " + line + " asks no " + ADDRESS));
            return (method() + " " + path).matches(route.replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
        }

        /** The method that curl chooses: POST with a body, unless specified otherwise. */
        private String method() {
            boolean hasBody = command.contains(" -d ") && !command.contains(" -G ");
            return first(METHOD).orElse(hasBody ? "POST" : "GET");
        }

        /** Checks a JSON answer, as curl printed it with its status, against the OpenAPI document. */
        void checkAgainst(OpenApi document, String output) {
            String text = output.strip();
            int status = text.lastIndexOf('\n') + 1;
            if (text.startsWith("{") && command.contains("%{http_code}")) {
                int code = Integer.parseInt(text.substring(status));
                document.check(
                        method(),
                        first(PATH).orElseThrow(),
                        code,
                        code < 400 ? "application/json" : "application/problem+json",
                        text.substring(0, status));
            }
        }

        private Optional<String> first(Pattern pattern) {
            Matcher matcher = pattern.matcher(command);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    /** A fenced block. */
    private record Block(int line, String language, String content) {}

    static HttpDocument read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses the lines of a document, in which an answer follows each command. */
    static HttpDocument parse(List<String> lines) {
        List<String> headings = lines.stream()
                .map(ROUTE::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .toList();
        List<Example> examples = new ArrayList<>();
        for (Iterator<Block> blocks = blocks(lines).iterator(); blocks.hasNext(); ) {
            Block command = blocks.next();
            if (!command.language().equals("sh")) {
                throw new AssertionError("the block in line " + command.line() + " belongs to no command");
            }
            if (!blocks.hasNext()) {
                throw new AssertionError("the command in line " + command.line() + " has no answer");
            }
            examples.add(new Example(command.line(), command.content(), answer(command, blocks.next())));
        }
        return new HttpDocument(headings, List.copyOf(examples));
    }

    private static PrintedAnswer answer(Block command, Block answer) {
        if (answer.language().equals("sh")) {
            throw new AssertionError("the command in line " + command.line() + " has no answer");
        }
        return new PrintedAnswer(answer.content());
    }

    private static List<Block> blocks(List<String> lines) {
        int[] fences = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(FENCE))
                .toArray();
        if (fences.length % 2 != 0) {
            throw new AssertionError("the block in line " + (fences[fences.length - 1] + 1) + " has no end");
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < fences.length; i += 2) {
            String language = lines.get(fences[i]).substring(FENCE.length());
            String content = String.join("\n", lines.subList(fences[i] + 1, fences[i + 1]));
            blocks.add(new Block(fences[i] + 1, language, content));
        }
        return blocks;
    }
}
