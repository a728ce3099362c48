package org.adcache.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;

/**
 * Merged view of a base layer and the layer of accounts changed since. Superseded (changed or removed) accounts of the
 * base are hidden.
 */
public final class Layers {
    private final Layer base;
    private final Layer changed;
    private final BitSet superseded;
    private final OrdinalMap places;
    private final boolean plain;

    /**
     * Takes ownership of its arguments.
     *
     * @param superseded ordinals of the base
     */
    Layers(Layer base, Layer changed, BitSet superseded, OrdinalMap places) {
        this.base = base;
        this.changed = changed;
        this.superseded = superseded;
        this.places = places;
        this.plain = changed.size() == 0 && superseded.isEmpty();
    }

    static Layers of(Layer base) {
        return new Layers(base, Layer.empty(), new BitSet(), new OrdinalMap(new int[0]));
    }

    public Layer base() {
        return base;
    }

    Layer changed() {
        return changed;
    }

    public OrdinalMap places() {
        return places;
    }

    BitSet superseded() {
        return superseded;
    }

    /** Whether the base's account with this ordinal (of the base) is not superseded. */
    public boolean current(int own) {
        return !superseded.get(own);
    }

    /** The current owners of a key, ascending. */
    public <K> int[] find(IndexedKey<K> kind, K key) {
        int[] ofBase = base.keys().find(kind, key);
        if (plain) {
            return ofBase;
        }
        int[] ofChanged = changed.keys().find(kind, key);
        int[] found = new int[ofBase.length + ofChanged.length];
        int count = 0;
        for (int own : ofBase) {
            if (current(own)) {
                found[count++] = places.ofBase(own);
            }
        }
        for (int own : ofChanged) {
            found[count++] = places.ofChanged(own);
        }
        int[] ordinals = count == found.length ? found : Arrays.copyOf(found, count);
        Arrays.sort(ordinals);
        return ordinals;
    }

    Account account(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0 ? base.records().account(own) : changed.records().account(~own);
    }

    AccountView view(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0 ? base.records().view(own) : changed.records().view(~own);
    }

    public AccountType type(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0 ? base.records().type(own) : changed.records().type(~own);
    }

    boolean isLeftOut(int ordinal, boolean withDisabled, boolean withHidden, long now) {
        int own = places.own(ordinal);
        return own >= 0
                ? base.records().isLeftOut(own, withDisabled, withHidden, now)
                : changed.records().isLeftOut(~own, withDisabled, withHidden, now);
    }

    boolean isSidUnreadable(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0
                ? base.records().isSidUnreadable(own)
                : changed.records().isSidUnreadable(~own);
    }

    /** Whether it is the account Guest. */
    public boolean isGuest(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0 ? base.records().isGuest(own) : changed.records().isGuest(~own);
    }

    int[] dynamicGroups() {
        return current(base.records().dynamicGroups(), changed.records().dynamicGroups());
    }

    int[] groupsWithoutSid() {
        return current(base.records().groupsWithoutSid(), changed.records().groupsWithoutSid());
    }

    private int[] current(int[] ofBase, int[] ofChanged) {
        return IntStream.concat(
                        Arrays.stream(ofBase).filter(this::current).map(places::ofBase),
                        Arrays.stream(ofChanged).map(places::ofChanged))
                .toArray();
    }

    /** Whether an account is as it was when the base was built. */
    boolean isOfBase(int ordinal) {
        return places.own(ordinal) >= 0;
    }

    /** The keys of one kind that several accounts may own; those with several owners in one connection are among them. */
    <K> Set<K> shared(IndexedKey<K> kind) {
        Set<K> keys = base.keys().shared(kind);
        for (int own = 0; own < changed.size(); own++) {
            keys.addAll(kind.of(changed.records().account(own)));
        }
        return keys;
    }

    public ConnectionId connection(int ordinal) {
        int own = places.own(ordinal);
        return own >= 0 ? base.records().connection(own) : changed.records().connection(~own);
    }
}
