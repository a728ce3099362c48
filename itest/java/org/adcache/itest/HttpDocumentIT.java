package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.adcache.http.OpenApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** docs/http.md: each example, pasted into a shell, answers as printed, and as the OpenAPI document describes it. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpDocumentIT {
    private final HttpDocument document = HttpDocument.read(ProjectFiles.path("docs/http.md"));
    private DemoProcess demo;

    @BeforeAll
    void start(@TempDir Path folder) {
        demo = DemoProcess.start(ProjectFiles.distribution(), folder, Map.of());
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    /** In the order of the document: some change the answers of the next ones. */
    @TestFactory
    Stream<DynamicTest> answersAsPrinted() {
        return document.examples().stream()
                .map(example -> DynamicTest.dynamicTest("the example in line " + example.line(), () -> {
                    String output = paste(example.command());
                    assertThat(output)
                            .as("%s%nprinted in docs/http.md: %s", example.command(), example.answer())
                            .matches(example.answer()::matches);
                    example.checkAgainst(OpenApi.DOCUMENT, output);
                }));
    }

    private String paste(String command) {
        String url = "http://127.0.0.1:" + demo.port();
        // The client ends a stream, which curl reports as a failure: its output decides.
        return Command.of("bash", "-c", command.replace(HttpDocument.ADDRESS, url))
                .outcome()
                .output();
    }
}
