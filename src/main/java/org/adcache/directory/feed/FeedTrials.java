package org.adcache.directory.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.adcache.directory.ChangeFeed;

/**
 * Cache of the trials of feeds at each server. A right to read {@code uSNChanged} may be revoked at any time, so that
 * trial counts for an hour; a trial of DirSync makes the server search the whole domain, and counts for half a day.
 */
final class FeedTrials {
    private static final Duration DIRSYNC_KEPT = Duration.ofHours(12);
    private static final Duration USN_KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<Key, Trial> trials = new HashMap<>();

    private record Key(String server, ChangeFeed feed) {}

    /**
     * Result of a trial.
     *
     * @param failure why the feed can't be used, as a sentence; empty if it can
     */
    record Trial(Optional<String> failure, Instant at) {}

    FeedTrials(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Trial> of(String server, ChangeFeed feed) {
        Duration kept = feed == ChangeFeed.DIRSYNC ? DIRSYNC_KEPT : USN_KEPT;
        return Optional.ofNullable(trials.get(new Key(server, feed)))
                .filter(trial -> trial.at().plus(kept).isAfter(clock.instant()));
    }

    /** Notes the result of a trial; returns whether it differs from the last one, of whatever age. */
    synchronized boolean note(String server, ChangeFeed feed, Optional<String> failure) {
        Trial before = trials.put(new Key(server, feed), new Trial(failure, clock.instant()));
        return !failure.equals(before == null ? Optional.empty() : before.failure());
    }

    synchronized void forget(String server, ChangeFeed feed) {
        trials.remove(new Key(server, feed));
    }
}
