package org.adcache.demo.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Replication of a directory to a copy of it, as between two domain controllers: each entry arrives in its latest
 * state, and gets the next number of the copy. Changes arrive at once unless replication is held; what was held then
 * arrives in the order of the changes, or in any other order, as from several partners.
 *
 * <pre>
 *   changes of the directory      101 A   102 B   103 A   104 C
 *   held at 101, arrives as       102 B   103 C   104 A          up to date to 104
 *   after B alone                 102 B                          up to date to 100, as 101 is missing
 * </pre>
 */
public final class Replication {
    private final DirectoryTree target;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private long latest;
    private boolean held;

    /**
     * Entry that has not arrived.
     *
     * @param first the first of its changes that is missing at the copy
     */
    private record Pending(StoredEntry entry, long first) {}

    /** Creates a copy that follows the directory from now on. */
    public Replication(DirectoryTree source) {
        this.target = source.copy();
        this.latest = source.lastChange();
        source.follow(this::receive);
    }

    public DirectoryTree target() {
        return target;
    }

    private synchronized void receive(StoredEntry entry, boolean counted) {
        int position = entry.position();
        if (!counted) {
            expire(entry);
            pending.computeIfPresent(position, (key, missing) -> new Pending(entry, missing.first));
            return;
        }
        latest = Math.max(latest, entry.changed());
        Pending missing = pending.remove(position);
        pending.put(position, new Pending(entry, missing == null ? entry.changed() : missing.first));
        if (held) {
            noteProgress();
        } else {
            replicate();
        }
    }

    /** Memberships that end without a change end at each controller by themselves. */
    private void expire(StoredEntry entry) {
        target.any(entry.position())
                .map(StoredEntry::of)
                .ifPresent(own -> target.put(own.withMembers(Arrays.stream(own.members())
                        .filter(each -> Arrays.binarySearch(entry.members(), each) >= 0)
                        .toArray())));
    }

    /** Holds all further changes back. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets what was held arrive in the order of the changes, and all further changes at once. */
    public synchronized void resume() {
        held = false;
        replicate();
    }

    /** Lets what was held arrive in the order of the changes; further changes stay held. */
    public synchronized void replicate() {
        List.copyOf(pending.keySet()).forEach(this::arrive);
        noteProgress();
    }

    /** Lets some of what was held arrive, in random order. */
    public synchronized void replicateSome(Random random, int count) {
        List<Integer> positions = new ArrayList<>(pending.keySet());
        Collections.shuffle(positions, random);
        positions.stream().limit(count).forEach(this::arrive);
        noteProgress();
    }

    /** Lets one entry arrive before all others. */
    public synchronized void replicate(DirectoryEntry entry) {
        arrive(entry.position());
        noteProgress();
    }

    private void arrive(int position) {
        Pending missing = pending.remove(position);
        if (missing == null) {
            return;
        }
        StoredEntry entry = missing.entry;
        arriveIfUnknown(entry.parent());
        Arrays.stream(entry.members()).forEach(this::arriveIfUnknown);
        long change = target.lastChange() + 1;
        Optional<DirectoryEntry> older = target.any(position);
        older.ifPresent(before -> target.noteMembers(position, change, before.members(), entry.members()));
        target.put(older.map(before -> entry.arrivedAt(change, before)).orElseGet(() -> entry.arrivedAt(change)));
        target.committed(change);
    }

    /** A link or a parent is created with what refers to it, if it was held. */
    private void arriveIfUnknown(int position) {
        if (target.any(position).isEmpty()) {
            arrive(position);
        }
    }

    private void noteProgress() {
        pending.values().stream()
                .mapToLong(Pending::first)
                .min()
                .ifPresentOrElse(first -> target.upToDate(first - 1), () -> target.upToDate(latest));
    }
}
