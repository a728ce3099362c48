package org.adcache.lookup.match;

import java.util.function.IntPredicate;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.UpnSuffix;
import org.adcache.index.Snapshot;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.Memberships;
import org.jspecify.annotations.Nullable;

/** Owner of an address while conditions are tested; what several of them need is computed once. */
final class Owner {
    private static final String NONE = "";

    private final Snapshot snapshot;
    private final int ordinal;
    private final IntPredicate usable;
    private final @Nullable GroupClosureCache groupClosures;
    private @Nullable String upnSuffixKey;
    private @Nullable IntHashSet groups;
    private @Nullable Memberships memberships;

    /**
     * Takes an account by its ordinal.
     *
     * @param usable the ordinals of groups that count
     * @param groupClosures the closures of groups, if all groups count
     */
    Owner(Snapshot snapshot, int ordinal, IntPredicate usable, @Nullable GroupClosureCache groupClosures) {
        this.snapshot = snapshot;
        this.ordinal = ordinal;
        this.usable = usable;
        this.groupClosures = groupClosures;
    }

    int ordinal() {
        return ordinal;
    }

    AccountType type() {
        return snapshot.type(ordinal);
    }

    boolean hasUpnSuffix(String key) {
        String known = upnSuffixKey;
        if (known == null) {
            AccountView account = snapshot.view(ordinal);
            known = account.hasUpnSuffix() ? UpnSuffix.keyOf(account.upnSuffix()) : NONE;
            upnSuffixKey = known;
        }
        return !known.equals(NONE) && known.equals(key);
    }

    /** Whether it is in a group, directly or through others. */
    boolean isIn(int group) {
        if (groupClosures == null) {
            return memberships().contains(group);
        }
        IntHashSet known = groups;
        if (known == null) {
            known = groupClosures.groupsOf(ordinal);
            groups = known;
        }
        return known.contains(group);
    }

    /** All groups of the owner, and the path to each. */
    Memberships memberships() {
        Memberships known = memberships;
        if (known == null) {
            known = snapshot.groups().of(ordinal, usable);
            memberships = known;
        }
        return known;
    }
}
