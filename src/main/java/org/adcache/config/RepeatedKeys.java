package org.adcache.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that a file sets twice. HOCON takes the last value without a word. Blocks are merged and lists may be appended to
 * by design, and a second value with a substitution is how a default is overridden; these are no mistakes.
 */
public final class RepeatedKeys {
    private final Path file;
    private final String text;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private int at;

    private RepeatedKeys(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The repetitions in a file that can be parsed; none if it can't be read. */
    public static List<ConfigProblem> in(Path file) {
        try {
            RepeatedKeys keys = new RepeatedKeys(file, Files.readString(file));
            while (keys.at < keys.text.length()) {
                keys.block("");
                keys.at++;
            }
            return List.copyOf(keys.problems);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Reads the fields of a block, up to its end. */
    private void block(String prefix) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}') {
                return;
            }
            if (c == '{') {
                at++;
                block(prefix);
                at++;
            } else if (isComment()) {
                skipLine();
            } else if (Character.isWhitespace(c) || c == ',') {
                at++;
            } else {
                field(prefix);
            }
        }
    }

    private void field(String prefix) {
        int start = at;
        String key = key();
        if (at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '}') {
            return; // An include.
        }
        boolean appends = text.startsWith("+=", at);
        String path = prefix.isEmpty() ? key : prefix + "." + key;
        at += text.charAt(at) == '{' ? 0 : appends ? 2 : 1;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '{') {
            at++;
            block(path);
            at++;
            return;
        }
        String value = value();
        Integer before = lines.put(path, lineOf(start));
        if (before != null && !appends && !value.contains("${")) {
            problems.add(new ConfigProblem(
                    file,
                    lineOf(start),
                    path,
                    "it is set in line " + before + " too, and this value replaces that one.",
                    "Remove one of the two."));
        }
    }

    /** The key without quotes, up to what separates it from its value. */
    private String key() {
        StringBuilder key = new StringBuilder();
        while (at < text.length() && "=:{}\n".indexOf(text.charAt(at)) < 0 && !text.startsWith("+=", at)) {
            if (text.charAt(at) == '"') {
                key.append(quoted().replace("\"", ""));
            } else {
                key.append(text.charAt(at++));
            }
        }
        return key.toString().strip();
    }

    /** The value as written, up to the end of its line or field; lists and what is in them included. */
    private String value() {
        StringBuilder value = new StringBuilder();
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == '\n' || c == ',' || c == '}' || isComment())) {
                break;
            }
            if (isComment()) {
                skipLine();
            } else if (c == '"') {
                value.append(quoted());
            } else {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                value.append(c);
                at++;
            }
        }
        return value.toString();
    }

    private String quoted() {
        int start = at;
        if (text.startsWith("\"\"\"", at)) {
            int end = text.indexOf("\"\"\"", at + 3);
            at = end < 0 ? text.length() : end + 3;
            return text.substring(start, at);
        }
        for (at++; at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n'; at++) {
            at += text.charAt(at) == '\\' ? 1 : 0;
        }
        at = Math.min(at + 1, text.length());
        return text.substring(start, at);
    }

    private boolean isComment() {
        return text.charAt(at) == '#' || text.startsWith("//", at);
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private int lineOf(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
