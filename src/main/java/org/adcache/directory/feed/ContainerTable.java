package org.adcache.directory.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.connect.ReplicaState;

/**
 * Last known DNs of the domain's containers, in memory. By uSNChanged a container is reported for any change, a linked
 * group policy for instance; only an earlier DN tells a rename from that.
 *
 * <p>Each DN is stored with the server's highest USN from before it was read. A cursor with a lower USN is older than
 * the table's knowledge, so for that cursor the container counts as unknown: its cycle failed, and the rename isn't in
 * the data yet.
 */
final class ContainerTable {
    private final Map<ObjectGuid, Seen> places = new HashMap<>();
    private String invocationId = "";

    private record Seen(String key, long usn) {}

    /** Replaces the whole table by DNs that were read after this state. */
    synchronized void learn(ReplicaState state, Map<ObjectGuid, String> keys) {
        changeTo(state);
        places.keySet().retainAll(keys.keySet());
        keys.forEach((container, key) -> note(state, container, key));
    }

    /** Adds a DN that was read after this state. */
    synchronized void note(ReplicaState state, ObjectGuid container, String key) {
        changeTo(state);
        Seen before = places.get(container);
        if (before == null || !before.key().equals(key)) {
            places.put(container, new Seen(key, state.highestUsn()));
        }
    }

    private void changeTo(ReplicaState state) {
        if (!state.invocationId().equals(invocationId)) {
            places.clear();
            invocationId = state.invocationId();
        }
    }

    synchronized void forget(ObjectGuid container) {
        places.remove(container);
    }

    /** The key of the container's DN when the server's highest USN was {@code usn}; empty if that isn't known. */
    synchronized Optional<String> keyAt(String atInvocationId, long usn, ObjectGuid container) {
        Seen seen = places.get(container);
        return seen != null && atInvocationId.equals(invocationId) && seen.usn() <= usn
                ? Optional.of(seen.key())
                : Optional.empty();
    }
}
