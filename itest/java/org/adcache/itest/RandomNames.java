package org.adcache.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.adcache.demo.SimulatedDirectory;

/**
 * Generator of random names of people, in the languages of the simulated directory. One in four has two given names,
 * and one in five a double surname: Анна-Мария Жуков, 佐藤 健.
 */
final class RandomNames {
    private static final String FILE = "people/names.txt";

    private final Random random;
    private final List<Language> languages;

    RandomNames(Random random) {
        this.random = random;
        this.languages = languages();
    }

    /** A name in its own script and in ASCII, and the pattern that joins both parts. */
    record Name(Spelling given, Spelling surname, String pattern) {
        String common() {
            return pattern.formatted(given.written(), surname.written());
        }
    }

    /** A part of a name as written, and in ASCII with capitals. */
    record Spelling(String written, String latin) {
        private static List<Spelling> list(String texts) {
            return Arrays.stream(texts.split(",", -1))
                    .map(text -> text.strip().split("=", 2))
                    .map(forms -> new Spelling(forms[0], latin(forms)))
                    .toList();
        }

        private static String latin(String[] forms) {
            String latin = forms.length == 2 ? forms[1] : Normalizer.normalize(forms[0], Normalizer.Form.NFKD);
            String letters = latin.replaceAll("[^A-Za-z-]", "");
            return letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
        }

        private Spelling and(Spelling other, String between) {
            return new Spelling(written + between + other.written, latin + "-" + other.latin);
        }
    }

    private record Language(String pattern, List<Spelling> given, List<Spelling> surnames) {
        private static Language parse(String line) {
            String[] parts = line.split("\\|", -1);
            String pattern = switch (parts[0].strip()) {
                case "eastern" -> "%2$s %1$s";
                case "joined" -> "%2$s%1$s";
                default -> "%s %s";
            };
            return new Language(pattern, Spelling.list(parts[1]), Spelling.list(parts[2]));
        }
    }

    private static List<Language> languages() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SimulatedDirectory.class.getResourceAsStream(FILE), FILE),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Language::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Name next() {
        Language language = pick(languages);
        Spelling given = pick(language.given());
        if (random.nextInt(4) == 0) {
            given = given.and(pick(language.given()), random.nextBoolean() ? " " : "-");
        }
        Spelling surname = pick(language.surnames());
        if (random.nextInt(5) == 0) {
            surname = surname.and(pick(language.surnames()), random.nextBoolean() ? " " : "-");
        }
        return new Name(given, surname, language.pattern());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
