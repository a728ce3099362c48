package org.adcache.http.limits;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.adcache.http.BufferedResponse;
import org.adcache.http.LargeBody;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.NanoTime;

/** Write of one answer, chunk after chunk, each of which is released when the socket has taken it. */
final class AnswerWrite extends IteratingCallback {
    /** What Jetty needs for a request that waits. */
    private static final int OVERHEAD = 8 << 10;

    private final BufferedResponse answer;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final PendingAnswers pending;
    private final long began = NanoTime.now();
    private final long length;
    private final AtomicLong held = new AtomicLong();
    private int current;
    private long handedOut;
    private boolean last;
    private volatile long written;
    private volatile boolean done;

    AnswerWrite(
            BufferedResponse answer, Request request, Response response, Callback callback, PendingAnswers pending) {
        this.answer = answer;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.pending = pending;
        this.length = answer.length();
    }

    /**
     * Takes what a waiting answer needs beyond its large body from the budget.
     *
     * @return false if there isn't so much left, and it still waits
     */
    boolean takeRoom() {
        long room = OVERHEAD + (answer.large().isPresent() ? 0 : length);
        if (!pending.budgets().answers().tryTake(room)) {
            return done;
        }
        held.set(room);
        if (done) {
            giveBack();
        }
        return true;
    }

    void disconnect() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    boolean isDone() {
        return done;
    }

    boolean isTooSlow() {
        return !done && Progress.isTooSlow(began, written, pending.budgets().answerTime());
    }

    @Override
    protected Action process() {
        if (last) {
            return Action.SUCCEEDED;
        }
        ByteBuffer chunk = chunk();
        current = chunk.remaining();
        handedOut += current;
        last = handedOut == length;
        response.write(last, chunk, this);
        return Action.SCHEDULED;
    }

    private ByteBuffer chunk() {
        if (answer.large().isEmpty()) {
            return answer.body();
        }
        ByteBuffer chunk = answer.large().get().poll();
        if (chunk == null) {
            throw new IllegalStateException("the chunks are shorter than the answer");
        }
        return chunk;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One write at a time.
    protected void onSuccess() {
        written += current;
        answer.large().ifPresent(body -> body.written(current));
    }

    @Override
    protected void onCompleteSuccess() {
        release();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
        release();
        callback.failed(failure);
    }

    /** Ends it without a write. */
    void drop(Throwable failure) {
        release();
        callback.failed(failure);
    }

    private void giveBack() {
        pending.budgets().answers().giveBack(held.getAndSet(0));
    }

    private void release() {
        done = true;
        pending.remove(this);
        giveBack();
        answer.large().ifPresent(LargeBody::release);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
