package org.adcache.sync.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that were committed in the last hours, with the domain controller that showed them so, and what they were
 * before. Another may not know these changes yet: between sites AD replicates every 180 minutes by default. In memory,
 * and bounded: the oldest are forgotten first.
 */
public final class RecentChanges {
    public static final Duration KEPT = Duration.ofHours(4);
    private static final int MOST = 100_000;

    private final Map<ObjectGuid, Change> changes = new LinkedHashMap<>();
    private final Set<ObjectGuid> waiting = new HashSet<>();
    private @Nullable String lastServer;

    private record Change(String server, Instant at, EarlierStates earlier) {}

    /** Notes a committed cycle: the server that it read, and what each altered account was before. */
    public synchronized void note(String server, Map<ObjectGuid, EarlierStates> before, Instant at) {
        lastServer = server;
        changes.values().removeIf(change -> isOld(change, at));
        before.forEach((account, state) -> {
            Change last = changes.remove(account);
            EarlierStates earlier = last == null ? state : last.earlier().and(state);
            changes.put(account, new Change(server, at, earlier));
        });
        while (changes.size() > MOST) {
            changes.remove(changes.keySet().iterator().next());
        }
    }

    /**
     * What this server may show that is overtaken. Nothing if the last cycle read it too: what it reports from then on
     * is news.
     */
    public synchronized OvertakenStates overtakenOn(String server, Instant now) {
        Map<ObjectGuid, EarlierStates> overtaken = new HashMap<>();
        if (lastServer != null && !server.equals(lastServer)) {
            changes.forEach((account, change) -> {
                if (!change.server().equals(server) && !isOld(change, now)) {
                    overtaken.put(account, change.earlier());
                }
            });
        }
        return new OvertakenStates(overtaken);
    }

    /** The accounts that were kept as cached, whatever a server showed: a reconciliation reads them again. */
    public synchronized Set<ObjectGuid> waiting() {
        return Set.copyOf(waiting);
    }

    /** Notes which waiting accounts a cycle read again, and which it kept. */
    public synchronized void waited(Set<ObjectGuid> read, Set<ObjectGuid> kept) {
        waiting.removeAll(read);
        waiting.addAll(kept);
    }

    private static boolean isOld(Change change, Instant now) {
        return change.at().plus(KEPT).isBefore(now);
    }

    public synchronized void clear() {
        changes.clear();
        waiting.clear();
        lastServer = null;
    }
}
