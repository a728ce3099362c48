package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Byte-for-byte search of files for many needles at once: each in UTF-8, UTF-16LE and UTF-16BE, ASCII letters in any
 * case.
 *
 * <p>A table finds needles by their first eight bytes, as one number; the rest is compared on a hit:
 *
 * <pre>
 * file    … 00 17 61 6e 6e 61 40 63 6f 72 70 …
 * table            "anna@cor" → [anna@corp.example.test, anna@corp2…]
 * </pre>
 */
final class Traces {
    private static final int WINDOW = 8;

    private static final class Needle {
        private final byte[] bytes;
        private final String name;

        Needle(byte[] bytes, String name) {
            this.bytes = bytes;
            this.name = name;
        }
    }

    private final Map<Long, List<Needle>> needlesByStart = new HashMap<>();
    private int size;

    /** Adds a text in its three encodings; anything under 8 bytes is too common to prove anything. */
    void addText(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length >= WINDOW) {
            for (Charset charset :
                    List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                byte[] encoded = text.getBytes(charset);
                if (encoded.length >= WINDOW) {
                    addBytes(encoded, text + " in " + charset);
                }
            }
        }
    }

    /** Adds a binary value. */
    void addBytes(byte[] value, String name) {
        byte[] needle = lowerCase(value);
        needlesByStart
                .computeIfAbsent(window(needle, 0), start -> new ArrayList<>())
                .add(new Needle(needle, name));
        size++;
    }

    int size() {
        return size;
    }

    /** Returns every needle found below the folder, with the first file and offset that contains it. */
    Map<String, String> findIn(Path folder) {
        Map<String, String> hits = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                search(file, lowerCase(Files.readAllBytes(file)), hits);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hits;
    }

    private void search(Path file, byte[] content, Map<String, String> hits) {
        long window = 0;
        for (int end = 0; end < content.length; end++) {
            window = window << Byte.SIZE | (content[end] & 0xff);
            int start = end - WINDOW + 1;
            if (start >= 0) {
                for (Needle needle : needlesByStart.getOrDefault(window, List.of())) {
                    if (startsAt(content, start, needle.bytes)) {
                        hits.putIfAbsent(needle.name, file + " at " + start);
                    }
                }
            }
        }
    }

    private static boolean startsAt(byte[] content, int start, byte[] needle) {
        if (start + needle.length > content.length) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (content[start + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    private static long window(byte[] bytes, int start) {
        long window = 0;
        for (int i = 0; i < WINDOW; i++) {
            window = window << Byte.SIZE | (bytes[start + i] & 0xff);
        }
        return window;
    }

    /** ASCII letters in lower case; all other bytes unchanged. */
    private static byte[] lowerCase(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .map(c -> c < 0x80 ? Character.toLowerCase(c) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Adds a name as a file could contain it: folded to lower case, where that differs beyond ASCII. */
    void addFolded(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (!folded.equals(text)) {
            addText(folded);
        }
    }
}
