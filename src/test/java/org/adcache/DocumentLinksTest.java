package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the documents: each leads to a file and a heading that exist, and the index lists every page. */
class DocumentLinksTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.walk(DOCS);
                Stream<Path> top = Files.list(Path.of(""))) {
            return Stream.concat(pages, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAHeading(Path document) {
        Set<String> broken = new TreeSet<>();
        LINK.matcher(prose(document)).results().map(hit -> hit.group(1)).forEach(link -> {
            if (!link.startsWith("https://") && !link.startsWith("http://") && !exists(document, link)) {
                broken.add(link);
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexListsEveryPage() throws IOException {
        Set<String> listed = LINK.matcher(prose(DOCS.resolve("README.md")))
                .results()
                .map(hit -> hit.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> pages = Files.list(DOCS)) {
            assertThat(pages.map(page -> String.valueOf(page.getFileName()))
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .hasSizeGreaterThan(15)
                    .allMatch(listed::contains, "is in docs/README.md");
        }
    }

    private static boolean exists(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : Objects.requireNonNullElse(document.getParent(), Path.of("")).resolve(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As the usual sites that show Markdown make them of the headings. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(prose(document))
                .results()
                .map(hit -> hit.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Without what is fenced: code has brackets and number signs of its own. */
    private static String prose(Path document) {
        return FENCED.matcher(text(document)).replaceAll("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
