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
 * Servers that were of no use lately, in memory. One is tried last for a minute, then for twice as long with each
 * further failure, up to five; a good session ends that.
 */
public final class ServerBackOff {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<ServerAddress, Mark> marks = new HashMap<>();

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
    }

    public synchronized void good(ServerAddress server) {
        marks.remove(server);
    }

    /** How often in a row it was of no use. */
    public synchronized int failuresOf(ServerAddress server) {
        Mark mark = marks.get(server);
        return mark == null ? 0 : mark.failures();
    }

    /** The same servers, those that back off at the end. */
    public synchronized List<ServerAddress> ordered(List<ServerAddress> servers) {
        Instant now = clock.instant();
        List<ServerAddress> ordered = new ArrayList<>(servers.size());
        List<ServerAddress> last = new ArrayList<>();
        for (ServerAddress server : servers) {
            Mark mark = marks.get(server);
            (mark != null && mark.until().isAfter(now) ? last : ordered).add(server);
        }
        ordered.addAll(last);
        return ordered;
    }
}
