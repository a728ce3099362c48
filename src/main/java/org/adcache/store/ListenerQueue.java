package org.adcache.store;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event queue of commits and wipes, delivered to the listeners one at a time and in order. Events are queued while the
 * store is locked and delivered when it isn't, so that a slow listener never delays the wipe of the disk.
 */
final class ListenerQueue {
    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);

    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<StoreListener>> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock delivering = new ReentrantLock();

    void add(StoreListener listener) {
        listeners.add(listener);
    }

    /** Asks all listeners whether a generation may be committed. */
    void check(StoreView next) throws StoreException {
        for (StoreListener listener : listeners) {
            listener.committing(next);
        }
    }

    void abandon() {
        listeners.forEach(StoreListener::abandoned);
    }

    void enqueue(Consumer<StoreListener> event) {
        pending.add(event);
    }

    /** Delivers the queued events; returns once everything queued before the call is delivered. */
    void deliver() {
        delivering.lock();
        try {
            for (Consumer<StoreListener> event = pending.poll(); event != null; event = pending.poll()) {
                for (StoreListener listener : listeners) {
                    deliver(listener, event);
                }
            }
        } finally {
            delivering.unlock();
        }
    }

    /** Delivers the queued events, or leaves that to the thread that is delivering some. */
    void deliverUnlessBusy() {
        while (!pending.isEmpty() && delivering.tryLock()) {
            delivering.unlock();
            deliver();
        }
    }

    private static void deliver(StoreListener listener, Consumer<StoreListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            log.error("A listener of the store failed", e);
        }
    }
}
