package org.adcache.http.fastpath;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adcache.http.RequestBody;
import org.adcache.http.limits.ArrivingBodies;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.NanoTime;

/**
 * Asynchronous reader of a request body, without a thread while waiting: Jetty runs it again whenever more has
 * arrived. (Jetty's own reader fails a request again that was already answered with 413, and logs that.) What it holds
 * counts against the budget of bodies until {@link #release}.
 */
final class AsyncBodyReader implements Runnable, ArrivingBodies.Arrival {
    /** What Jetty needs for a waiting request. */
    private static final int OVERHEAD = 8 << 10;

    private static final int FIRST_PIECE = 8 << 10;
    /** Larger arrays would take regions of the heap for themselves. */
    private static final int LARGEST_PIECE = 64 << 10;

    private static final long NOT_WATCHED = -1;

    private final Request request;
    private final ArrivingBodies bodies;
    private final BiConsumer<AsyncBodyReader, byte[]> whole;
    private final Consumer<HttpProblem> failed;
    private final long began = NanoTime.now();
    private final AtomicLong taken = new AtomicLong();
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private Optional<HttpProblem> aborted = Optional.empty();
    private boolean ended;
    private long arrived;
    private long idleTimeout = NOT_WATCHED;

    /** Calls exactly one of {@code whole} and {@code failed}, once. */
    AsyncBodyReader(
            Request request,
            ArrivingBodies bodies,
            BiConsumer<AsyncBodyReader, byte[]> whole,
            Consumer<HttpProblem> failed) {
        this.request = request;
        this.bodies = bodies;
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    public void run() {
        try {
            if (taken.get() == 0) {
                take(OVERHEAD);
            }
            while (!isEnded()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    await();
                    return;
                }
                if (accept(chunk)) {
                    byte[] body = whole();
                    unwatch();
                    whole.accept(this, body);
                    return;
                }
            }
        } catch (HttpProblem problem) {
            end();
            unwatch();
            release();
            failed.accept(problem);
        }
    }

    @Override
    public long began() {
        return began;
    }

    /**
     * Drops what has arrived. The answer is left to the thread that reads next, after more has arrived or the time is
     * up, because Jetty may be parsing meanwhile.
     */
    @Override
    public void abort(Supplier<HttpProblem> problem) {
        synchronized (this) {
            if (ended || aborted.isPresent()) {
                return;
            }
            aborted = Optional.of(problem.get());
            pieces.clear();
        }
        release();
    }

    @Override
    public void disconnect() {
        endPoint().close();
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Returns what it took from the budget; to be called once the body has been answered. */
    void release() {
        bodies.budgets().bodies().giveBack(taken.getAndSet(0));
    }

    private void await() {
        if (idleTimeout == NOT_WATCHED) {
            idleTimeout = endPoint().getIdleTimeout();
            if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
                endPoint().setIdleTimeout(bodies.budgets().bodyTime().toMillis());
            }
            bodies.add(this);
        }
        request.demand(this);
    }

    private void unwatch() {
        if (idleTimeout != NOT_WATCHED) {
            endPoint().setIdleTimeout(idleTimeout);
            bodies.remove(this);
        }
    }

    /** Whether the body was answered; throws the problem if it was aborted or its time is up. */
    private synchronized boolean isEnded() {
        boolean late = NanoTime.since(began) > bodies.budgets().bodyTime().toNanos();
        if (!ended && (late || aborted.isPresent())) {
            throw first(() -> RequestBody.tooSlow(bodies.budgets()));
        }
        return ended;
    }

    /** The problem that the body was aborted with, or else this one. */
    private synchronized HttpProblem first(Supplier<HttpProblem> problem) {
        HttpProblem first = aborted.orElseGet(problem);
        aborted = Optional.of(first);
        return first;
    }

    /** Adds a chunk; true if it is the last. */
    private boolean accept(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            throw first(() -> RequestBody.unreadable(chunk.getFailure(), bodies.budgets()));
        }
        boolean last = chunk.isLast();
        try {
            add(chunk.getByteBuffer());
        } finally {
            chunk.release();
        }
        if (arrived > RequestBody.MAX_ARRIVING || (last && arrived > RequestBody.MAX)) {
            throw HttpProblem.ofStatus(413);
        }
        return last;
    }

    private void add(ByteBuffer more) {
        arrived += more.remaining();
        if (arrived > RequestBody.MAX) {
            drop();
            release();
            take(OVERHEAD);
            return;
        }
        while (more.hasRemaining() && !isEnded()) {
            if (!fill(more)) {
                int size = nextPiece();
                take(size);
                append(ByteBuffer.allocate(size));
            }
        }
    }

    /** Copies what fits into the last piece; false if nothing does. */
    private synchronized boolean fill(ByteBuffer more) {
        if (pieces.isEmpty()) {
            return false;
        }
        ByteBuffer last = pieces.get(pieces.size() - 1);
        int count = Math.min(last.remaining(), more.remaining());
        last.put(more.slice().limit(count));
        more.position(more.position() + count);
        return count > 0;
    }

    private synchronized int nextPiece() {
        return pieces.isEmpty()
                ? FIRST_PIECE
                : Math.min(LARGEST_PIECE, 2 * pieces.get(pieces.size() - 1).capacity());
    }

    private synchronized void append(ByteBuffer piece) {
        if (aborted.isEmpty()) {
            pieces.add(piece);
        }
    }

    private synchronized byte[] whole() {
        if (isEnded()) {
            throw new IllegalStateException("the body was answered already");
        }
        ended = true;
        ByteBuffer body = ByteBuffer.allocate((int) arrived);
        pieces.forEach(piece -> body.put(piece.flip()));
        pieces.clear();
        return body.array();
    }

    private void take(int more) {
        bodies.take(this, more);
        taken.addAndGet(more);
        if (isAborted()) {
            release();
        }
    }

    private synchronized boolean isAborted() {
        return aborted.isPresent();
    }

    private synchronized void drop() {
        pieces.clear();
    }

    private synchronized void end() {
        ended = true;
        pieces.clear();
    }
}
