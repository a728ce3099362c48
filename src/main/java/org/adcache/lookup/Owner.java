package org.adcache.lookup;

import java.util.function.IntPredicate;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.UpnSuffix;
import org.adcache.index.Memberships;
import org.adcache.index.Snapshot;
import org.jspecify.annotations.Nullable;

/** An owner of one address while its conditions are tested; what several of them need is computed once. */
final class Owner {
    private static final String NONE = "";

    private final Snapshot snapshot;
    private final int ordinal;
    private final IntPredicate usable;
    private @Nullable String upnSuffixKey;
    private @Nullable Memberships memberships;

    Owner(Snapshot snapshot, int ordinal, IntPredicate usable) {
        this.snapshot = snapshot;
        this.ordinal = ordinal;
        this.usable = usable;
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

    Memberships memberships() {
        Memberships known = memberships;
        if (known == null) {
            known = snapshot.groups().of(ordinal, usable);
            memberships = known;
        }
        return known;
    }
}
