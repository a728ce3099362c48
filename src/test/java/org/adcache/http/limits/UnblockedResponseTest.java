package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpLimits;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A servlet's response over a client that reads nothing until the test says so. */
class UnblockedResponseTest {
    private final HttpBudgets budgets = HttpBudgets.of(HttpLimits.DEFAULTS);
    private final List<String> events = new ArrayList<>();
    private final List<Callback> unread = new ArrayList<>();
    private final UnblockedResponse response =
            new UnblockedResponse(fake(Request.class), fake(Response.class), noting("request"), budgets);

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        String text = StandardCharsets.US_ASCII
                                .decode((ByteBuffer) arguments[1])
                                .toString();
                        events.add((boolean) arguments[0] ? "last " + text : text);
                        unread.add((Callback) arguments[2]);
                    }
                    return null;
                }));
    }

    private Callback noting(String name) {
        return Callback.from(
                () -> events.add(name + " done"), failure -> events.add(name + " " + failure.getMessage()));
    }

    private void write(boolean last, String text) {
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), noting("write"));
    }

    private void read() {
        unread.remove(0).succeeded();
    }

    private long inUse() {
        return budgets.answers().reading().inUse();
    }

    @Test
    void letsTheWriterGoOnWhileItsClientReadsNothing() {
        write(false, "one");
        write(true, "two");
        response.succeeded();
        assertThat(events).containsExactly("one", "write done", "write done");
        assertThat(inUse()).isEqualTo(6);
        read();
        assertThat(events).endsWith("last two");
        assertThat(inUse()).isEqualTo(3);
        read();
        assertThat(events).endsWith("last two", "request done");
        assertThat(inUse()).isZero();
    }

    @Test
    void holdsAWriterThatIsFarAhead() {
        write(false, "a".repeat(300 << 10));
        assertThat(events).hasSize(1);
        read();
        assertThat(events).endsWith("write done");
        assertThat(inUse()).isZero();
    }

    @Test
    void failsTheWriterOnceTheClientIsGone() {
        write(false, "one");
        unread.remove(0).failed(new IOException("gone"));
        write(false, "two");
        assertThat(events).containsExactly("one", "write done", "write gone");
        response.succeeded();
        assertThat(events).endsWith("request gone");
        assertThat(inUse()).isZero();
    }
}
