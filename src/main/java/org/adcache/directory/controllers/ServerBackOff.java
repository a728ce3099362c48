package org.adcache.directory.controllers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adcache.directory.ServerAddress;

/**
 * Exponential back-off of servers that failed, in memory. A failed server is tried last for one minute, doubled by
 * each further failure up to five; a successful session resets it.
 */
public final class ServerBackOff {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<ServerAddress, Mark> marks = new HashMap<>();
    /** Whether the last session with a server succeeded. */
    private final Map<ServerAddress, Boolean> outcomes = new HashMap<>();

    private record Mark(int failures, Instant until) {}

    public ServerBackOff(Clock clock) {
        this.clock = clock;
    }

    public synchronized void failed(ServerAddress server) {
        int failures = failuresOf(server) + 1;
        Duration pause = FIRST;
        for (int i = 1; i < failures && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration bounded = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        marks.put(server, new Mark(failures, clock.instant().plus(bounded)));
        outcomes.put(server, false);
    }

    public synchronized void good(ServerAddress server) {
        marks.remove(server);
        outcomes.put(server, true);
    }

    /** The number of servers whose last session succeeded or failed; others were not tried. */
    public synchronized int count(boolean succeeded) {
        return (int) outcomes.values().stream()
                .filter(outcome -> outcome == succeeded)
                .count();
    }

    /** Forgets the servers that the domain has no more. */
    public synchronized void retain(List<ServerAddress> servers) {
        outcomes.keySet().retainAll(servers);
    }

    /** Failures in a row. */
    public synchronized int failuresOf(ServerAddress server) {
        Mark mark = marks.get(server);
        return mark == null ? 0 : mark.failures();
    }

    public synchronized boolean isPaused(ServerAddress server) {
        Mark mark = marks.get(server);
        return mark != null && mark.until().isAfter(clock.instant());
    }

    /** The same servers, those in back-off last. */
    public synchronized List<ServerAddress> ordered(List<ServerAddress> servers) {
        List<ServerAddress> ordered = new ArrayList<>(servers.size());
        List<ServerAddress> last = new ArrayList<>();
        for (ServerAddress server : servers) {
            (isPaused(server) ? last : ordered).add(server);
        }
        ordered.addAll(last);
        return ordered;
    }
}
