package org.adcache.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.adcache.budget.Budget;
import org.adcache.http.problem.HttpProblem;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer in chunks, which count against a budget until they are written or released. For one thread at a
 * time.
 */
public final class LargeBody {
    private final Budget budget;
    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private int length;
    private long taken;

    LargeBody(Budget budget) {
        this.budget = budget;
    }

    /**
     * Takes bytes of the budget for a chunk.
     *
     * @throws HttpProblem if there are not so many left
     */
    void take(int bytes) {
        if (!budget.tryTake(bytes)) {
            throw HttpProblem.beyond("http.limits.answers", "The answers to all requests need too much memory.");
        }
        taken += bytes;
    }

    /** Bytes that it has taken. */
    long taken() {
        return taken;
    }

    void add(ByteBuffer chunk) {
        if (chunk.hasRemaining()) {
            chunks.add(chunk);
            length += chunk.remaining();
        }
    }

    /** Its length in bytes, as long as no chunk was removed. */
    public int length() {
        return length;
    }

    /** Copies all of it. */
    void putTo(ByteBuffer target) {
        chunks.forEach(chunk -> target.put(chunk.duplicate()));
    }

    /** Removes the next chunk; null at the end. */
    public @Nullable ByteBuffer poll() {
        return chunks.poll();
    }

    /** Returns a part of what it took, once a chunk of this size is written. */
    public void written(int bytes) {
        long part = Math.min(taken, bytes);
        budget.giveBack(part);
        taken -= part;
    }

    /** Drops the chunks, and returns all that it took and didn't return before. */
    public void release() {
        chunks.clear();
        budget.giveBack(taken);
        taken = 0;
    }
}
