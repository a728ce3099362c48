package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions that once took all memory or all threads, to a process with 256 MB of heap. */
@Slow
class BoundedHeapTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Process process;
    private URI url;
    private String token;

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BoundedHeapServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] line = out.readLine().split(" ", 2);
        url = URI.create(line[0]);
        token = line[1];
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor();
    }

    private static HttpClient connection() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(LONGEST).header("Authorization", "Bearer " + token);
    }

    private HttpRequest suggestion(String text) {
        return request("/v1/suggest?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .build();
    }

    /** Before, the paths to a thousand groups, up to 10,000 groups long, were all in memory at once. */
    @Test
    void explainsAChainOfTenThousandGroupsInOneRequest() throws Exception {
        String conditions = IntStream.range(0, 1000)
                .mapToObj(i -> "\"c" + i + "\":{\"group\":\"group" + (BoundedHeapServer.GROUPS - i) + "\"}")
                .collect(Collectors.joining(","));
        String near = "\"near\":{\"group\":\"group7\"},\"far\":{\"group\":\"group900\"}";
        String addresses = String.join(",", Collections.nCopies(900, "\"user1@corp.example\""));
        HttpResponse<String> answer = connection()
                .send(
                        request("/v1/match")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"addresses\":[" + addresses
                                        + "],\"conditions\":{" + near + "},\"explain\":true}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"explainTruncated\":true");
        assertThat(answer.body()).contains("\"matches\":{\"near\":\"yes\",\"far\":\"yes\"}");
        answer = connection()
                .send(
                        request("/v1/match")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"addresses\":[\"user1@corp.example\"],"
                                        + "\"conditions\":{" + conditions + "},\"explain\":true}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"c0\":\"unknown\"").contains("\"c0\":\"group-depth\"");
        assertThat(process.isAlive()).isTrue();
    }

    /** Before, each question of the two connections held a thread of all connections for three seconds. */
    @Test
    void theLargestSuggestionsOfTwoConnectionsDoNotDelayAnotherCaller() throws Exception {
        List<String> storm = List.of(
                "\uFDFA".repeat(254), "\uFDFA".repeat(14), "a b c d e f g h i j k l m n o p", "\u0E01".repeat(256));
        List<CompletableFuture<Void>> attackers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            HttpClient attacker = connection();
            attackers.add(CompletableFuture.runAsync(() -> ask(attacker, storm)));
        }
        HttpClient other = connection();
        List<Long> millis = new ArrayList<>();
        while (!attackers.stream().allMatch(CompletableFuture::isDone)) {
            long start = System.nanoTime();
            assertThat(other.send(suggestion("user 77"), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            millis.add((System.nanoTime() - start) / 1_000_000);
        }
        attackers.forEach(CompletableFuture::join);
        Collections.sort(millis);
        assertThat(millis.size()).isGreaterThan(10);
        assertThat(millis.get(millis.size() / 2)).isLessThan(100L);
    }

    private void ask(HttpClient attacker, List<String> storm) {
        try {
            for (int i = 0; i < 200; i++) {
                HttpResponse<String> answer =
                        attacker.send(suggestion(storm.get(i % storm.size())), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(i % storm.size() == 0 ? 400 : 200);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
