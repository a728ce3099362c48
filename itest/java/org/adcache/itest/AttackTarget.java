package org.adcache.itest;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;

/** What is attacked, until when, and how often something was done to it. */
final class AttackTarget {
    /** Closed connections are replaced at this pace in all. */
    private static final long REPLACEMENT_NANOS = Duration.ofMillis(20).toNanos();

    private final TlsClient tls;
    private final String token;
    private final String domainSid;
    private final CountDownLatch opening;
    private final LongAdder connections = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private long lastReplacement = System.nanoTime();
    private volatile boolean over;

    /**
     * @param token one that may ask everything
     * @param opening how many threads first open connections that they hold
     */
    AttackTarget(TlsClient tls, String token, String domainSid, int opening) {
        this.tls = tls;
        this.token = token;
        this.domainSid = domainSid;
        this.opening = new CountDownLatch(opening);
    }

    /** What was done so far; a request may be one more byte of it. */
    record Counts(long connections, long handshakes, long requests) {}

    boolean goesOn() {
        return !over && !Thread.currentThread().isInterrupted();
    }

    void end() {
        over = true;
    }

    /** Notes that a thread holds the connections that it opened first. */
    void opened() {
        opening.countDown();
    }

    boolean awaitOpened(Duration timeout) throws InterruptedException {
        return opening.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits, once the first connections are open, until another may replace one. */
    void awaitReplacement() {
        if (opening.getCount() > 0) {
            return;
        }
        long turn;
        synchronized (this) {
            turn = Math.max(lastReplacement + REPLACEMENT_NANOS, System.nanoTime());
            lastReplacement = turn;
        }
        for (long wait = turn - System.nanoTime(); wait > 0 && goesOn(); wait = turn - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    Socket connect(int number) throws IOException {
        connections.increment();
        return tls.connect(address(number));
    }

    /** A connection after its TLS handshake. */
    HttpExchange open(int number) throws IOException {
        connections.increment();
        Socket socket = tls.open(address(number));
        handshakes.increment();
        return new HttpExchange(socket);
    }

    Http2Streams openHttp2(int number, String path) throws IOException {
        connections.increment();
        SSLSocket socket = tls.beforeHandshake(address(number));
        try {
            Http2Streams connection = new Http2Streams(socket, path, token);
            handshakes.increment();
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** One of eight addresses, so that the bound for one address doesn't hide the others. */
    private static String address(int number) {
        return "127.0.0." + (2 + number % 8);
    }

    void countRequest() {
        requests.increment();
    }

    Counts counts() {
        return new Counts(connections.sum(), handshakes.sum(), requests.sum());
    }

    TlsClient tls() {
        return tls;
    }

    String token() {
        return token;
    }

    String domainSid() {
        return domainSid;
    }
}
