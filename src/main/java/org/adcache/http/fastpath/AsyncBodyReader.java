package org.adcache.http.fastpath;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.adcache.http.RequestBody;
import org.adcache.http.limits.ArrivingBodies;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.io.Content;
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

    private static final int FIRST_BYTES = 8 << 10;
    private static final byte[] NONE = {};

    private final Request request;
    private final ArrivingBodies bodies;
    private final BiConsumer<AsyncBodyReader, byte[]> whole;
    private final Consumer<HttpProblem> failed;
    private final long began = NanoTime.now();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private byte[] bytes = NONE;
    private int size;
    private long arrived;
    private boolean watched;

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
            while (!ended.get()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    await();
                    return;
                }
                if (accept(chunk)) {
                    succeed();
                    return;
                }
            }
        } catch (HttpProblem problem) {
            abort(problem);
        }
    }

    @Override
    public long began() {
        return began;
    }

    @Override
    public void abort(HttpProblem problem) {
        if (end()) {
            drop();
            release();
            failed.accept(problem);
        }
    }

    /** Returns what it took from the budget; to be called once the body has been answered. */
    void release() {
        bodies.budgets().bodies().giveBack(taken.getAndSet(0));
    }

    private void await() {
        if (!watched) {
            watched = true;
            bodies.add(this);
        }
        if (ended.get()) {
            bodies.remove(this);
        } else {
            request.demand(this);
        }
    }

    /** Adds a chunk; true if it is the last. */
    private boolean accept(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            throw RequestBody.unreadable(chunk.getFailure(), bodies.budgets());
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
        int count = more.remaining();
        arrived += count;
        if (arrived > RequestBody.MAX) {
            drop();
            release();
            take(OVERHEAD);
            return;
        }
        int capacity = size + count > bytes.length ? capacity(size + count) : bytes.length;
        if (capacity > bytes.length) {
            take(capacity - bytes.length);
        }
        synchronized (this) {
            if (!ended.get()) {
                bytes = capacity > bytes.length ? Arrays.copyOf(bytes, capacity) : bytes;
                more.get(bytes, size, count);
                size += count;
            }
        }
    }

    private int capacity(int needed) {
        long declared = request.getLength();
        int most = declared > 0 && declared <= RequestBody.MAX ? (int) declared : RequestBody.MAX;
        return Math.max(needed, Math.min(most, Math.max(FIRST_BYTES, 2 * bytes.length)));
    }

    private void take(int more) {
        bodies.take(this, more);
        taken.addAndGet(more);
        if (ended.get()) {
            release(); // It was aborted meanwhile.
        }
    }

    private synchronized void drop() {
        bytes = NONE;
        size = 0;
    }

    private void succeed() {
        if (end()) {
            byte[] body = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
            bytes = NONE;
            whole.accept(this, body);
        }
    }

    /** Whether this call ended it. */
    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        if (watched) {
            bodies.remove(this);
        }
        return true;
    }
}
