package org.adcache.demo.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adcache.demo.schema.Collation;

/**
 * Every combination of a given name and a surname in {@code names.txt}, numbered: language by language, and in a
 * language surname by surname.
 */
final class NameCatalogue {
    private static final String FILE = "names.txt";

    private final List<PersonName> names;
    private final BitSet western;
    private final Map<String, Integer> numbers;

    private NameCatalogue(List<PersonName> names, BitSet western) {
        this.names = List.copyOf(names);
        this.western = western;
        this.numbers = new HashMap<>(names.size() * 2);
        for (int number = 0; number < names.size(); number++) {
            numbers.put(Collation.fold(names.get(number).common()), number);
        }
    }

    static NameCatalogue load() {
        try (InputStream file = NameCatalogue.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return read(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE, e);
        }
    }

    private static NameCatalogue read(BufferedReader lines) throws IOException {
        List<PersonName> names = new ArrayList<>();
        BitSet western = new BitSet();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                addLanguage(line, names, western);
            }
        }
        return new NameCatalogue(names, western);
    }

    private static void addLanguage(String line, List<PersonName> names, BitSet western) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalStateException(FILE + ": not three parts: " + line);
        }
        Order order = Order.valueOf(parts[0].strip().toUpperCase(Locale.ROOT));
        for (WrittenName surname : WrittenName.list(parts[2])) {
            boolean latin = surname.written.codePointAt(0) < 0x250;
            for (WrittenName given : WrittenName.list(parts[1])) {
                western.set(names.size(), order == Order.WESTERN && latin);
                names.add(new PersonName(
                        given.written, surname.written, given.latin, surname.latin, order.common(given, surname)));
            }
        }
    }

    int size() {
        return names.size();
    }

    PersonName name(int number) {
        return names.get(number);
    }

    /** Whether the name is in Latin letters, given name first, so that an initial can stand in the middle. */
    boolean isWestern(int number) {
        return western.get(number);
    }

    /** Returns the number of a written name, ignoring case and accents, or -1. */
    int number(String commonName) {
        return numbers.getOrDefault(Collation.fold(commonName), -1);
    }

    private enum Order {
        WESTERN,
        EASTERN,
        JOINED;

        String common(WrittenName given, WrittenName surname) {
            return switch (this) {
                case WESTERN -> given.written + " " + surname.written;
                case EASTERN -> surname.written + " " + given.written;
                case JOINED -> surname.written + given.written;
            };
        }
    }

    private record WrittenName(String written, String latin) {
        static List<WrittenName> list(String text) {
            return Arrays.stream(text.split(",", -1)).map(WrittenName::parse).toList();
        }

        private static WrittenName parse(String text) {
            String[] parts = text.strip().split("=", 2);
            return new WrittenName(parts[0], parts.length == 2 ? parts[1] : withoutAccents(parts[0]));
        }

        private static String withoutAccents(String text) {
            String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                    .replace("ł", "l")
                    .replace("Ł", "l")
                    .toLowerCase(Locale.ROOT);
            return plain.replaceAll("[^a-z'-]", "");
        }
    }
}
