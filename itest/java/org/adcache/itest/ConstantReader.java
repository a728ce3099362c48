package org.adcache.itest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Client that looks up a hundred random accounts by GUID every few milliseconds, and records every answer whose
 * content differs from the first one's.
 */
final class ConstantReader implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final int FAULTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final AdcacheClient client;
    private final List<String> guids;
    private final Map<String, JsonNode> expected;
    private final Random random = new Random();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong answers = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    private ConstantReader(AdcacheClient client, List<String> guids, Map<String, JsonNode> expected) {
        this.client = client;
        this.guids = guids;
        this.expected = expected;
        this.thread = new Thread(this::read, "constant-reader");
    }

    /** Starts reading; the current answers for these accounts are the expected ones from now on. */
    static ConstantReader start(AdcacheClient client, List<String> guids) {
        Map<String, JsonNode> expected = client.lookup(guids, "guid").stream()
                .collect(Collectors.toMap(result -> result.path("key").asString(), Function.identity()));
        ConstantReader reader = new ConstantReader(client, List.copyOf(guids), expected);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    private void read() {
        while (!closing && faults.size() < FAULTS) {
            List<String> keys =
                    random.ints(AT_ONCE, 0, guids.size()).mapToObj(guids::get).toList();
            try {
                for (JsonNode result : client.lookup(keys, "guid")) {
                    String key = result.path("key").asString();
                    if (!result.equals(expected.get(key))) {
                        faults.add("expected " + expected.get(key) + ", got " + result);
                    }
                    answers.incrementAndGet();
                }
            } catch (RuntimeException | AssertionError e) {
                faults.add(e.toString());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns the wrong and failed answers so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Returns how many accounts were answered so far. */
    long answers() {
        return answers.get();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
