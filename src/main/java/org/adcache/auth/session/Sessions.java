package org.adcache.auth.session;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.Principal;

/** Sessions of pages, in memory: a restart ends all of them. */
public final class Sessions {
    private static final int SECRET_BYTES = 32;
    /** Bound of the memory; those that would end first do. */
    private static final int MOST = 20_000;

    private final Clock clock;
    private final SecureRandom random;
    private volatile SessionLimits limits;
    private final Map<SessionKey, Session> sessions = new ConcurrentHashMap<>();

    public Sessions(SessionLimits limits, Clock clock, SecureRandom random) {
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** Session that is open, and the caller as of now. */
    public record InUse(Session session, Principal principal) {}

    /** New session, with the secret that only its cookie holds. */
    public record Opened(Session session, Principal caller, String secret) {
        @Override
        public String toString() {
            return "session";
        }
    }

    /** Changes the limits, for sessions that are open too, except when those end at the latest. */
    public void limit(SessionLimits now) {
        limits = now;
    }

    /**
     * Opens a session.
     *
     * @param until when it ends if not before, such as the end of a token
     */
    public Opened open(Principal caller, SessionOrigin origin, Optional<Instant> until) {
        return open(caller, origin, until, Optional.empty());
    }

    /**
     * Opens a session.
     *
     * @param until when it ends if not before, such as the end of a token
     * @param from the address of the caller
     */
    public synchronized Opened open(
            Principal caller, SessionOrigin origin, Optional<Instant> until, Optional<InetAddress> from) {
        Instant now = clock.instant();
        removeEnded(now);
        makeRoom(caller.id());
        Instant longest = now.plus(limits.longest());
        Instant end = until.filter(longest::isAfter).orElse(longest);
        String secret = random();
        Session session = new Session(SessionKey.of(secret), origin, caller.id(), random(), from, now, end);
        sessions.put(session.key(), session);
        return new Opened(session, caller, secret);
    }

    /** The session, and that it is used now; empty if there is none any more. */
    public Optional<InUse> use(SessionKey key) {
        Optional<InUse> found = find(key);
        found.ifPresent(inUse -> inUse.session().use(clock.instant()));
        return found;
    }

    /** The session, without counting as used by that; empty if there is none any more. */
    public Optional<InUse> find(SessionKey key) {
        Session session = sessions.get(key);
        if (session == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Principal> caller = session.hasEnded(now, limits) ? Optional.empty() : session.principal();
        if (caller.isEmpty()) {
            sessions.remove(key, session);
            return Optional.empty();
        }
        return Optional.of(new InUse(session, caller.get()));
    }

    /**
     * Session that is open, without counting as used by being listed.
     *
     * @param caller as of now; empty while the cache can't tell
     */
    public record Open(Session session, Optional<Principal> caller) {}

    /** The sessions that are open, the last used first. */
    public List<Open> list() {
        Instant now = clock.instant();
        List<Open> open = new ArrayList<>();
        for (Session session : sessions.values()) {
            if (!session.hasEnded(now, limits)) {
                add(session, open);
            }
        }
        open.sort(Comparator.comparing((Open each) -> each.session().lastUse())
                .reversed()
                .thenComparing(each -> each.session().id()));
        return List.copyOf(open);
    }

    private void add(Session session, List<Open> open) {
        try {
            Optional<Principal> caller = session.principal();
            if (caller.isPresent()) {
                open.add(new Open(session, caller));
            } else {
                end(session);
            }
        } catch (CacheUnavailableException e) {
            open.add(new Open(session, Optional.empty()));
        }
    }

    /** Ends the session with this id in lists; false if there is none. */
    public boolean end(String id) {
        return sessions.values().removeIf(session -> session.id().equals(id));
    }

    /** Ends a session. */
    public void end(Session session) {
        sessions.remove(session.key(), session);
    }

    /** Ends the sessions of all persons, so that nothing of them stays in memory. */
    public void endThoseOfPersons() {
        sessions.values().removeIf(Session::isOfPerson);
    }

    /** Number of sessions, of which some may have ended. */
    public int count() {
        return sessions.size();
    }

    private void removeEnded(Instant now) {
        sessions.values().removeIf(session -> session.hasEnded(now, limits));
    }

    private void makeRoom(String caller) {
        List<Session> own = new ArrayList<>(sessions.values());
        if (own.size() >= MOST) {
            endOldest(own, MOST - 1);
        }
        own.removeIf(session -> !session.caller().equals(caller));
        endOldest(own, limits.perCaller() - 1);
    }

    private void endOldest(List<Session> of, int kept) {
        if (of.size() > kept) {
            of.sort(Comparator.comparing(Session::expiresAt));
            of.subList(0, of.size() - kept).forEach(this::end);
        }
    }

    private String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
