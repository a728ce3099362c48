package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.adcache.testing.People;
import org.junit.jupiter.api.Test;

class SlowStatusTest {
    private static final int SLOW = 2 * Runtime.getRuntime().availableProcessors() + 2;

    @Test
    void holdsUpNoQuestion() throws Exception {
        CountDownLatch asked = new CountDownLatch(SLOW);
        CountDownLatch released = new CountDownLatch(1);
        try (TestServer server = TestServer.start()) {
            server.questions.holds("jo@corp.example", People.user(1));
            server.questions.whenSummed = () -> {
                asked.countDown();
                await(released);
            };
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> slow = IntStream.range(0, SLOW)
                    .mapToObj(any -> client.sendAsync(
                            server.request("/v1/status", server.admin).GET().build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            await(asked);

            for (int i = 0; i < SLOW; i++) {
                assertThat(TestServer.send(
                                        HttpClient.newHttpClient(),
                                        server.request("/v1/lookup?key=jo@corp.example", server.lookup)
                                                .GET())
                                .status())
                        .isEqualTo(200);
            }
            assertThat(slow).noneMatch(CompletableFuture::isDone);

            released.countDown();
            for (CompletableFuture<HttpResponse<String>> answer : slow) {
                assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        } finally {
            released.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
