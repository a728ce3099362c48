package org.adcache.directory.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.connect.ReplicaState;

/**
 * Where the domain's containers were when they were last seen, in memory. Under USN a container is reported for any
 * change of it, a linked group policy for instance; only with a place from before can a rename be told from that.
 *
 * <p>Each place has the server's highest USN of before it was seen. A cursor with a lower one is older than what the
 * table knows, so to that cursor the container counts as unknown: its cycle failed, and the rename isn't in the data
 * yet.
 */
final class ContainerTable {
    private final Map<ObjectGuid, Seen> places = new HashMap<>();
    private String invocationId = "";

    private record Seen(String key, long usn) {}

    /** Replaces everything by what was seen after this state was read. */
    synchronized void learn(ReplicaState state, Map<ObjectGuid, String> keys) {
        changeTo(state);
        places.keySet().retainAll(keys.keySet());
        keys.forEach((container, key) -> note(state, container, key));
    }

    /** Adds one that was seen after this state was read. */
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

    /** The key of the container's DN when the server's highest USN was this one; empty if that isn't known. */
    synchronized Optional<String> keyAt(String atInvocationId, long usn, ObjectGuid container) {
        Seen seen = places.get(container);
        return seen != null && atInvocationId.equals(invocationId) && seen.usn() <= usn
                ? Optional.of(seen.key())
                : Optional.empty();
    }
}
