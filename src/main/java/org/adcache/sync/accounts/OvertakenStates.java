package org.adcache.sync.accounts;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;

/**
 * States of recently changed accounts that a lagging domain controller may show although another has shown later ones.
 * Anything else that it shows is news. For one cycle.
 */
public final class OvertakenStates {
    private final Map<ObjectGuid, EarlierStates> states;
    private final Set<ObjectGuid> seen = new HashSet<>();

    OvertakenStates(Map<ObjectGuid, EarlierStates> states) {
        this.states = Map.copyOf(states);
    }

    /** Whether a shown account is overtaken, so that it stays as it is cached. */
    public boolean includes(Account shown) {
        EarlierStates earlier = states.get(shown.objectGuid());
        boolean overtaken = earlier != null && earlier.contains(shown);
        if (overtaken) {
            seen.add(shown.objectGuid());
        }
        return overtaken;
    }

    /** Whether the absence of an account is overtaken: it was created lately. */
    public boolean includesAbsenceOf(ObjectGuid account) {
        EarlierStates earlier = states.get(account);
        return earlier != null && earlier.absent();
    }

    /** The accounts whose absence is overtaken if the server does not show them. */
    public Set<ObjectGuid> created() {
        Set<ObjectGuid> created = new HashSet<>(states.keySet());
        created.removeIf(account -> !includesAbsenceOf(account));
        return created;
    }

    /** Notes accounts that stay although the server does not show them. */
    public void kept(Set<ObjectGuid> absent) {
        seen.addAll(absent);
    }

    /** The accounts that stay as they are cached. */
    public Set<ObjectGuid> seen() {
        return Set.copyOf(seen);
    }
}
