package org.adcache.auth.session;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.adcache.auth.Principal;
import org.jspecify.annotations.Nullable;

/** Session of a caller who signed in with a token or a ticket. */
public final class Session {
    private final SessionKey key;
    private final SessionOrigin origin;
    private final String caller;
    private final String csrfToken;
    private final Optional<InetAddress> from;
    private final Instant startedAt;
    private final Instant expiresAt;
    private volatile long usedAtMillis;
    private volatile @Nullable Known known;

    /** The caller as of the last request, and in the session. */
    private record Known(Principal caller, Principal inSession) {}

    Session(
            SessionKey key,
            SessionOrigin origin,
            String caller,
            String csrfToken,
            Optional<InetAddress> from,
            Instant now,
            Instant expiresAt) {
        this.key = key;
        this.origin = origin;
        this.caller = caller;
        this.csrfToken = csrfToken;
        this.from = from;
        this.startedAt = now;
        this.expiresAt = expiresAt;
        this.usedAtMillis = now.toEpochMilli();
    }

    /** Its name in lists: neither its secret nor anything that leads to it. */
    public String id() {
        return key.id();
    }

    /** The address from which it was opened; empty if that isn't known. */
    public Optional<InetAddress> from() {
        return from;
    }

    /** When it was opened. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it was used last. */
    public Instant lastUse() {
        return Instant.ofEpochMilli(usedAtMillis);
    }

    /** The id of the token or the name of the person that it was made from. */
    public String caller() {
        return caller;
    }

    /** Whether it belongs to a person of the directory. */
    public boolean isOfPerson() {
        return origin.isPerson();
    }

    /** When it ends, at the latest. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** What a page has to send with each change, so that pages of other sites can't act for its reader. */
    public String csrfToken() {
        return csrfToken;
    }

    /** Compares in constant time. */
    public boolean isCsrfToken(Optional<String> presented) {
        return presented.isPresent()
                && MessageDigest.isEqual(
                        csrfToken.getBytes(StandardCharsets.US_ASCII),
                        presented.get().getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("ReferenceEquality") // The same instance is the usual case, and needs no look at its sets.
    private static boolean isSame(Principal one, Principal other) {
        return one == other || one.equals(other);
    }

    /** The caller as of now; empty if what the session was made from is not valid any more. */
    Optional<Principal> principal() {
        Optional<Principal> now = origin.current();
        Known last = known;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        if (last == null || !isSame(last.caller(), now.get())) {
            last = new Known(now.get(), now.get().inSession());
            known = last;
        }
        return Optional.of(last.inSession());
    }

    SessionKey key() {
        return key;
    }

    void use(Instant now) {
        usedAtMillis = now.toEpochMilli();
    }

    boolean hasEnded(Instant now, SessionLimits limits) {
        return !now.isBefore(expiresAt)
                || now.toEpochMilli() - usedAtMillis >= limits.idle().toMillis();
    }
}
