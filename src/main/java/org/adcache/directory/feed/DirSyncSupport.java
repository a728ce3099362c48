package org.adcache.directory.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Cache of the servers' DirSync support, for one day. */
final class DirSyncSupport {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Clock clock;
    private final Map<String, Trial> dirSyncSupport = new HashMap<>();

    private record Trial(boolean allowed, Instant at) {}

    DirSyncSupport(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Boolean> allowedAt(String server) {
        return Optional.ofNullable(dirSyncSupport.get(server))
                .filter(trial -> trial.at().plus(KEPT).isAfter(clock.instant()))
                .map(Trial::allowed);
    }

    synchronized void note(String server, boolean allowed) {
        dirSyncSupport.put(server, new Trial(allowed, clock.instant()));
    }

    synchronized void forget(String server) {
        dirSyncSupport.remove(server);
    }
}
