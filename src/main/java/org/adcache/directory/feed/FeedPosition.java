package org.adcache.directory.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.connect.ReplicaState;

/**
 * Decoded {@link ChangeCursor}: one line of eight or nine words, {@code 1 usn dc1.corp.example 9829b7b6-… 8201 8100
 * n5rW2w… 2026-03-01T09:00:00Z}, and for DirSync, as the last word, its cookie in Base64.
 *
 * @param server host name of the domain controller that issued it
 * @param invocationId of that server's database; USNs are local to it
 * @param feedUsn the USN up to which everything has been reported
 * @param reconciliationUsn the server's highest USN at the last full read or reconciliation
 * @param fingerprint the feed's parameters, see {@link FeedFingerprint}
 * @param cookie empty for USN
 */
public record FeedPosition(
        ChangeFeed feed,
        String server,
        String invocationId,
        long feedUsn,
        long reconciliationUsn,
        String fingerprint,
        Instant time,
        Optional<String> cookie) {
    /** The {@link #reconciliationUsn} of a server that no reconciliation ran at yet. */
    static final long NEVER = -1;

    private static final String VERSION = "1";
    private static final int WORDS = 8;

    public ChangeCursor cursor() {
        List<String> words = List.of(
                VERSION,
                feed == ChangeFeed.DIRSYNC ? "dirsync" : "usn",
                server,
                invocationId,
                Long.toString(feedUsn),
                Long.toString(reconciliationUsn),
                fingerprint,
                time.toString());
        return new ChangeCursor(
                String.join(" ", words) + cookie.map(value -> " " + value).orElse(""));
    }

    /** Parses a cursor; empty if it is of another version or damaged. */
    public static Optional<FeedPosition> parse(ChangeCursor cursor) {
        String[] words = cursor.text().split(" ", -1);
        Optional<ChangeFeed> feed = words.length < WORDS || !words[0].equals(VERSION) ? Optional.empty() : feed(words);
        if (feed.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<String> cookie = words.length > WORDS ? Optional.of(words[WORDS]) : Optional.empty();
            cookie.ifPresent(value -> Base64.getDecoder().decode(value));
            return Optional.of(new FeedPosition(
                    feed.get(),
                    words[2],
                    words[3],
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]),
                    words[6],
                    Instant.parse(words[7]),
                    cookie));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The feed whose cursors have this number of words. */
    private static Optional<ChangeFeed> feed(String[] words) {
        return switch (words[1]) {
            case "dirsync" -> words.length == WORDS + 1 ? Optional.of(ChangeFeed.DIRSYNC) : Optional.empty();
            case "usn" -> words.length == WORDS ? Optional.of(ChangeFeed.USN) : Optional.empty();
            default -> Optional.empty();
        };
    }

    FeedPosition withReconciliation(long usn) {
        return new FeedPosition(feed, server, invocationId, feedUsn, usn, fingerprint, time, cookie);
    }

    /** The position after another read of the feed, possibly at another server. */
    FeedPosition withFeed(ReplicaState state, String atServer, Instant now, Optional<String> newCookie) {
        boolean same = atServer.equals(server) && state.invocationId().equals(invocationId);
        return new FeedPosition(
                feed,
                atServer,
                state.invocationId(),
                state.highestUsn(),
                same ? reconciliationUsn : NEVER,
                fingerprint,
                now,
                newCookie);
    }
}
