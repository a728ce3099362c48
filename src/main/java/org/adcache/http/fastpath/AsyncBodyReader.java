package org.adcache.http.fastpath;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.adcache.http.RequestBody;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Asynchronous reader of a request body, without a thread while waiting: Jetty runs it again whenever more has
 * arrived. (Jetty's own reader fails a request again that was already answered with 413, and logs that.)
 */
final class AsyncBodyReader implements Runnable {
    private final Request request;
    private final Consumer<byte[]> whole;
    private final Consumer<HttpProblem> failed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long arrived;

    /** Calls exactly one of {@code whole} and {@code failed}, once. */
    AsyncBodyReader(Request request, Consumer<byte[]> whole, Consumer<HttpProblem> failed) {
        this.request = request;
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed.accept(RequestBody.unreadable(chunk.getFailure()));
                return;
            }
            boolean last = chunk.isLast();
            take(chunk.getByteBuffer());
            chunk.release();
            if (arrived > RequestBody.MAX_ARRIVING || (last && arrived > RequestBody.MAX)) {
                failed.accept(HttpProblem.ofStatus(413));
                return;
            }
            if (last) {
                whole.accept(bytes.toByteArray());
                return;
            }
        }
    }

    private void take(ByteBuffer more) {
        arrived += more.remaining();
        if (arrived > RequestBody.MAX) {
            bytes.reset();
            return;
        }
        byte[] part = new byte[more.remaining()];
        more.get(part);
        bytes.write(part, 0, part.length);
    }
}
