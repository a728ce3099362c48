package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests of the pages, itest/browser/*.test.mjs, each against services that it starts itself. */
class BrowserIT {
    private static final Path FOLDER = Path.of("itest/browser");

    @TestFactory
    List<DynamicTest> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<DynamicTest> tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .map(name -> DynamicTest.dynamicTest(name, () -> run(name)))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    private static void run(String name) {
        Command.Outcome outcome = Command.of(
                        "node", "--test", FOLDER.resolve(name).toString())
                .with("ADCACHE_DISTRIBUTION", ProjectFiles.distribution().toString())
                .outcome();
        assertThat(outcome.exit()).as(outcome.output() + outcome.errors()).isZero();
    }
}
