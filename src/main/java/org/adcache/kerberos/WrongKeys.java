package org.adcache.kerberos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Problem;

/**
 * Keytabs with a key that a KDC refused, known by their content: each attempt counts towards a lockout, for every login
 * and every copy of the file. Shared by all logins of a process.
 */
public final class WrongKeys {
    private static final Duration PAUSE = Duration.ofMinutes(15);
    /**
     * Pause after the second attempt with one keytab, and each later one: longer than the half hour after which domains
     * usually forget failures, as many lock an account at the third that is not forgotten.
     */
    private static final Duration PAUSE_AFTER_ANOTHER = Duration.ofMinutes(31);
    /** Keytabs that nobody has tried for so long are forgotten. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** How long an attempt waits for another one with the same key: a KDC that answers does so at once. */
    private static final Duration OTHERS_ATTEMPT = Duration.ofSeconds(5);

    private final Map<String, Refusal> refused = new HashMap<>();
    private final ConcurrentMap<String, Semaphore> attempts = new ConcurrentHashMap<>();

    /**
     * Refusal of a key.
     *
     * @param until when it may be tried again
     */
    record Refusal(Instant until, Problem problem) {}

    /** Fingerprint of a keytab's content and of the account that it is used for; empty if it can't be read. */
    static Optional<String> fingerprint(Path keytab, String account) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Optional.of(account + ' ' + HexFormat.of().formatHex(digest.digest(Files.readAllBytes(keytab))));
        } catch (IOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Begins an attempt, after the one that another login may be making with the same key, so that a wrong one is tried
     * once. It doesn't wait long for a KDC that is silent.
     *
     * @return to be run at its end
     */
    Runnable begin(String fingerprint) throws InterruptedException {
        Semaphore turn = attempts.computeIfAbsent(fingerprint, any -> new Semaphore(1));
        boolean own = turn.tryAcquire(OTHERS_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            if (own) {
                turn.release();
                if (!turn.hasQueuedThreads()) {
                    attempts.remove(fingerprint, turn);
                }
            }
        };
    }

    /** The refusal of a keytab that must not be tried yet. */
    synchronized Optional<Refusal> refusal(String fingerprint, Instant now) {
        return Optional.ofNullable(refused.get(fingerprint)).filter(refusal -> now.isBefore(refusal.until()));
    }

    synchronized void refused(String fingerprint, Problem problem, Instant now) {
        refused.values().removeIf(refusal -> now.isAfter(refusal.until().plus(KEPT)));
        boolean again = refused.containsKey(fingerprint);
        refused.put(fingerprint, new Refusal(now.plus(again ? PAUSE_AFTER_ANOTHER : PAUSE), problem));
    }

    synchronized void accepted(String fingerprint) {
        refused.remove(fingerprint);
    }
}
