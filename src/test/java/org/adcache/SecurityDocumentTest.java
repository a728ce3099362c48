package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Consistency of docs/security.md with the tests: each promise names tests, and these exist. */
class SecurityDocumentTest {
    private static final Path PAGE = Path.of("docs/security.md");
    /** A test class, or one of its methods. */
    private static final Pattern TEST = Pattern.compile("`(?<name>\\w+(?:Test|IT))(?:\\.(?<method>\\w+))?`");

    @Test
    void everyPromiseNamesATest() {
        List<String> rows = promises();
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(TEST.matcher(lastCell(row)).find()).as(row).isTrue());
    }

    @Test
    void everyNamedTestExists() {
        Map<String, String> tests = tests();
        Matcher named = TEST.matcher(text(PAGE));
        int count = 0;
        while (named.find()) {
            String name = named.group("name");
            assertThat(tests).containsKey(name);
            Optional.ofNullable(named.group("method"))
                    .ifPresent(method -> assertThat(tests.get(name)).contains("void " + method + "("));
            count++;
        }
        assertThat(count).isGreaterThan(20);
    }

    @Test
    void everyFuzzTestIsNamed() {
        Set<String> fuzzTests = new TreeSet<>(tests().keySet());
        fuzzTests.removeIf(name -> !name.endsWith("FuzzTest"));
        assertThat(fuzzTests)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text(PAGE)).contains("`" + name + "`"));
    }

    /** The rows of all tables. */
    private static List<String> promises() {
        return text(PAGE)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise") && !line.startsWith("| ---"))
                .toList();
    }

    private static String lastCell(String row) {
        String cells = row.substring(0, row.lastIndexOf('|'));
        return cells.substring(cells.lastIndexOf('|') + 1);
    }

    /** The text of each test class by its name. */
    private static Map<String, String> tests() {
        Map<String, String> tests = new HashMap<>();
        for (String root : List.of("src/test/java", "itest/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                        .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tests;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
