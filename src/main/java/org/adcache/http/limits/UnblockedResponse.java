package org.adcache.http.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.adcache.http.HttpBudgets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Response of a servlet, which writes as if every client read at once: what the client hasn't taken is kept. So a
 * client that doesn't read holds memory, which is counted, but no thread; otherwise a hundred of them, without a token,
 * would occupy the whole pool. A writer that is far ahead waits.
 *
 * <p>It also is the callback of the request, and completes it after the last write.
 */
public final class UnblockedResponse extends Response.Wrapper implements Callback {
    /** Bytes from which on a writer waits, for instance one of an endless stream. */
    private static final int FAR_AHEAD = 256 << 10;

    private final HttpBudgets budgets;
    private final Callback completion;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Pump pump = new Pump();
    private final Queue<Part> parts = new ArrayDeque<>();
    private Optional<Callback> waiting = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private long pending;
    private long counted;
    private boolean completed;

    private record Part(boolean last, ByteBuffer bytes) {}

    public UnblockedResponse(Request request, Response response, Callback completion, HttpBudgets budgets) {
        super(request, response);
        this.completion = completion;
        this.budgets = budgets;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        ByteBuffer copy = content == null || !content.hasRemaining() ? BufferUtil.EMPTY_BUFFER : copy(content);
        synchronized (this) {
            if (failure.isEmpty()) {
                parts.add(new Part(last, copy));
                pending += copy.remaining();
            }
        }
        pump.iterate();
        if (!count()) {
            fail(new IOException("no room for an answer that waits for its reader"));
            getRequest().getConnectionMetaData().getConnection().getEndPoint().close();
        }
        answer(callback);
    }

    private static ByteBuffer copy(ByteBuffer content) {
        return ByteBuffer.allocate(content.remaining()).put(content).flip();
    }

    /** Counts what the client hasn't taken. */
    private synchronized boolean count() {
        long more = pending - counted;
        if (more > 0 && failure.isEmpty()) {
            if (!budgets.answers().tryTake(more)) {
                return false;
            }
            counted = pending;
        }
        return true;
    }

    private void answer(Callback callback) {
        Optional<Throwable> failed;
        synchronized (this) {
            failed = failure;
            if (failed.isEmpty() && pending > FAR_AHEAD) {
                waiting = Optional.of(callback);
                return;
            }
        }
        failed.ifPresentOrElse(callback::failed, callback::succeeded);
    }

    /** Completes the request, once everything is written. */
    @Override
    public void succeeded() {
        Optional<Throwable> failed;
        synchronized (this) {
            completed = true;
            failed = failure;
        }
        failed.ifPresentOrElse(this::endWith, pump::iterate);
    }

    @Override
    public void failed(Throwable cause) {
        fail(cause);
        endWith(cause);
    }

    private void endWith(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            completion.failed(cause);
        }
    }

    private synchronized @Nullable Part poll() {
        return parts.poll();
    }

    private void written(int bytes) {
        Optional<Callback> resumed = Optional.empty();
        synchronized (this) {
            pending -= bytes;
            giveBack();
            if (pending <= FAR_AHEAD) {
                resumed = waiting;
                waiting = Optional.empty();
            }
        }
        resumed.ifPresent(Callback::succeeded);
    }

    private void giveBack() {
        if (counted > pending) {
            budgets.answers().giveBack(counted - pending);
            counted = pending;
        }
    }

    private void fail(Throwable cause) {
        Optional<Callback> failed;
        synchronized (this) {
            failure = failure.or(() -> Optional.of(cause));
            parts.clear();
            pending = 0;
            giveBack();
            failed = waiting;
            waiting = Optional.empty();
        }
        failed.ifPresent(callback -> callback.failed(cause));
    }

    /** Writer of one part after the other. */
    private final class Pump extends IteratingCallback {
        private int current;

        @Override
        protected Action process() {
            Part part = poll();
            if (part == null) {
                return isOver() ? Action.SUCCEEDED : Action.IDLE;
            }
            current = part.bytes().remaining();
            getWrapped().write(part.last(), part.bytes(), this);
            return Action.SCHEDULED;
        }

        private boolean isOver() {
            synchronized (UnblockedResponse.this) {
                return completed && parts.isEmpty();
            }
        }

        @Override
        protected void onSuccess() {
            written(current);
        }

        @Override
        protected void onCompleteSuccess() {
            if (ended.compareAndSet(false, true)) {
                completion.succeeded();
            }
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            fail(cause);
            boolean over;
            synchronized (UnblockedResponse.this) {
                over = completed;
            }
            if (over) {
                endWith(cause);
            }
        }
    }
}
