package org.adcache.http.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Endpoint that knows since when a write has been waiting for its reader. A write that the socket takes at once costs
 * a comparison.
 */
final class BoundedEndPoint extends SocketChannelEndPoint {
    private volatile boolean stalled;
    private volatile long stalledSince;
    private volatile long writtenSince;

    BoundedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = BufferUtil.remaining(buffers);
        boolean whole = super.flush(buffers);
        if (!whole) {
            stall(before - BufferUtil.remaining(buffers));
        } else if (stalled) {
            stalled = false;
        }
        return whole;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Jetty flushes on one thread at a time.
    private void stall(long written) {
        if (stalled) {
            writtenSince += written;
            return;
        }
        stalledSince = NanoTime.now();
        writtenSince = written;
        stalled = true;
    }

    /** Whether the reader has taken less than a MiB of the pending write in each such time. */
    boolean isTooSlow(Duration timeForMiB) {
        return stalled && Progress.isTooSlow(stalledSince, writtenSince, timeForMiB);
    }
}
