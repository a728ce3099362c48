package org.adcache.http.fastpath;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.adcache.auth.Authenticator;
import org.adcache.budget.FewAtOnce;
import org.adcache.http.BufferedResponse;
import org.adcache.http.LargeBody;
import org.adcache.http.limits.HeaderLimit;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.rate.ConnectionRates;
import org.adcache.http.telemetry.RequestRecord;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 connection that answers {@link FastPathRequest}s on the selector thread, from input bytes to output bytes,
 * large suggestions excepted.
 * At the first other request, Jetty's own connection replaces it, takes over the bytes already read, and answers that
 * request and all that follow.
 */
public final class FastPathConnection extends AbstractConnection.NonBlocking implements Connection.UpgradeFrom {
    /** Jetty's pool keeps no larger buffers. */
    private static final int LARGEST_POOLED = 64 * 1024;

    private final Connector connector;
    private final FastPathRoutes routes;
    private final FastPathRequest request;
    private final HttpConfiguration http;
    private HttpParser parser;
    private final Supplier<Connection> successor;
    private final Callback whenWritten = new WhenWritten();
    private final ConnectionCredentials credentials;
    private final Authenticator.CachedCredential cachedCredential = new Authenticator.CachedCredential();
    private final ConnectionRates rates;
    private final RequestRecord record;
    /** Starts with the current request. Buffers belong to the latest callback, for input or for completed output. */
    private RetainableByteBuffer.@Nullable Mutable input;

    private RetainableByteBuffer.@Nullable Mutable output;
    /** Bytes of the budget of answers while one waits for its reader. */
    private long held;

    /** Bytes of the current request that were parsed. */
    private int parsed;
    /** Set after an error response: no further request is answered. */
    private boolean refused;

    private volatile boolean inRequest;
    private final AtomicLong bytesIn = new AtomicLong();
    private volatile long requestBegan;

    /** @param successor creates the connection for other requests */
    FastPathConnection(
            Connector connector,
            EndPoint endPoint,
            FastPathRoutes routes,
            HttpConfiguration http,
            Supplier<Connection> successor) {
        super(endPoint, connector.getExecutor());
        this.connector = connector;
        this.routes = routes;
        this.successor = successor;
        this.rates = routes.rates();
        this.record = routes.record();
        TrustedProxies proxies = TrustedProxies.of(connector);
        this.credentials = new ConnectionCredentials(endPoint, proxies);
        this.request = new FastPathRequest(routes::answersGet, proxies.userHeader());
        this.http = http;
        this.parser = parser();
    }

    private HttpParser parser() {
        HttpParser fresh = new HttpParser(request, HeaderLimit.USUAL, http.getHttpCompliance());
        fresh.setHeaderCacheSize(http.getHeaderCacheSize());
        fresh.setHeaderCacheCaseSensitive(http.isHeaderCacheCaseSensitive());
        return fresh;
    }

    /** Whether a partial request has been pending for longer than this. */
    public boolean isInRequestFor(Duration timeout) {
        return inRequest && NanoTime.millisSince(requestBegan) > timeout.toMillis();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
    }

    @Override
    public void onFillable() {
        try {
            int read = getEndPoint().fill(input());
            if (read < 0) {
                end(null);
            } else {
                bytesIn.addAndGet(read);
                goOn();
            }
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    @Override
    public long getBytesIn() {
        return bytesIn.get();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        end(cause);
    }

    /** Releases the buffers and closes; only from the callback that owns them. */
    private void end(@Nullable Throwable cause) {
        releaseInput();
        releaseOutput();
        getEndPoint().close(cause);
    }

    private void goOn() throws IOException {
        if (refused) {
            // Discards further input: closing a socket with unread input could lose the response.
            releaseInput();
            fillInterested();
        } else {
            answer(input());
        }
    }

    /** Answers the complete requests, then waits for more. */
    private void answer(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            parse(bytes);
            if (request.failure().isPresent()) {
                refuse(request.failure().getAsInt());
                return;
            }
            if (!request.isPlain()) {
                getEndPoint().upgrade(successor.get());
                return;
            }
            if (!request.isWhole()) {
                awaitRest(bytes);
                return;
            }
            record.begin(request.requestId(), request.traceParent());
            Optional<FewAtOnce> elsewhere = routes.elsewhere(request.path(), request.query(), record);
            if (elsewhere.isPresent()) {
                answerOn(elsewhere.get(), bytes);
                return;
            }
            if (!respond(bytes, response())) {
                return;
            }
        }
        releaseInput();
        fillInterested();
    }

    private BufferedResponse response() {
        return routes.get(
                request.path(),
                request.query(),
                credentials.of(request.authorization(), request.cookie(), request.forwardedFor()),
                cachedCredential,
                rates,
                record);
    }

    /** Sends the response to the current request; whether everything was written. */
    private boolean respond(ByteBuffer bytes, BufferedResponse response) throws IOException {
        bytes.position(bytes.position() + parsed);
        begin();
        if (response.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
            // Jetty's parser keeps the bytes of the last URI. After a wipe, none of them may stay.
            parser = parser();
        }
        int length = response.length();
        boolean written = send(record.identified(response));
        record.finish(response.status(), length);
        return written;
    }

    /** Answers the current request and all that follow on another thread, up to the next wait for input. */
    private void answerOn(FewAtOnce threads, ByteBuffer bytes) throws IOException {
        inRequest = false;
        if (!threads.execute(routes.lowPriority(), this::answerHere) && respond(bytes, routes.busy())) {
            goOn();
        }
    }

    private void answerHere() {
        try {
            if (respond(input(), response())) {
                goOn();
            }
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    private void refuse(int status) throws IOException {
        refused = true;
        markBegin();
        record.begin(null, null);
        boolean written = send(routes.refused(status));
        record.finish(status, 0);
        if (written) {
            getEndPoint().shutdownOutput();
            goOn();
        }
    }

    private void parse(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        rest.position(bytes.position() + parsed);
        parser.parseNext(rest);
        parsed = rest.position() - bytes.position();
    }

    private void begin() {
        parsed = 0;
        inRequest = false;
        request.clear();
        parser.reset();
    }

    private void awaitRest(ByteBuffer bytes) {
        BufferUtil.compact(bytes);
        if (BufferUtil.space(bytes) == 0) {
            getEndPoint().upgrade(successor.get());
            return;
        }
        markBegin();
        fillInterested();
    }

    private void markBegin() {
        if (!inRequest) {
            requestBegan = NanoTime.now();
            inRequest = true;
        }
    }

    /** Whether everything was written; if not, processing continues when it is. */
    private boolean send(BufferedResponse response) throws IOException {
        int length = response.maxLength();
        RetainableByteBuffer.Mutable target = connector.getByteBufferPool().acquire(length, length <= LARGEST_POOLED);
        output = target;
        ByteBuffer bytes = target.getByteBuffer();
        int start = BufferUtil.flipToFill(bytes);
        response.putTo(bytes, connector.getServer().getDateField());
        response.large().ifPresent(LargeBody::release);
        BufferUtil.flipToFlush(bytes, start);
        if (getEndPoint().flush(bytes)) {
            releaseOutput();
            return true;
        }
        if (!routes.answers().tryTake(target.capacity())) {
            end(new IOException("no room for an answer that waits for its reader"));
            return false;
        }
        held = target.capacity();
        getEndPoint().write(whenWritten, bytes);
        return false;
    }

    private final class WhenWritten implements Callback {
        @Override
        public void succeeded() {
            releaseOutput();
            try {
                if (refused) {
                    getEndPoint().shutdownOutput();
                }
                goOn();
            } catch (IOException | RuntimeException e) {
                end(e);
            }
        }

        @Override
        public void failed(Throwable failure) {
            end(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }

    @Override
    public ByteBuffer onUpgradeFrom() {
        ByteBuffer read = input();
        ByteBuffer left = ByteBuffer.allocate(read.remaining()).put(read).flip();
        releaseInput();
        return left;
    }

    private ByteBuffer input() {
        RetainableByteBuffer.@Nullable Mutable buffer = input;
        if (buffer == null) {
            buffer = connector.getByteBufferPool().acquire(getInputBufferSize(), true);
            input = buffer;
        }
        return buffer.getByteBuffer();
    }

    private void releaseInput() {
        if (input != null) {
            input.release();
            input = null;
        }
    }

    private void releaseOutput() {
        if (output != null) {
            output.release();
            output = null;
        }
        if (held > 0) {
            routes.answers().giveBack(held);
            held = 0;
        }
    }
}
