package org.adcache.sync.accounts;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;

/**
 * What a lagging domain controller may not know of recently changed accounts, which another has shown. Anything else
 * that it shows is news. For one cycle.
 */
public final class OvertakenStates {
    private final Map<ObjectGuid, RecentDifference> differences;
    private final Set<ObjectGuid> seen = new HashSet<>();

    OvertakenStates(Map<ObjectGuid, RecentDifference> differences) {
        this.differences = Map.copyOf(differences);
    }

    /** Whether a shown account is overtaken, in whole or in part. */
    public boolean includes(Account shown) {
        RecentDifference recent = differences.get(shown.objectGuid());
        boolean overtaken = recent != null && recent.isMissingIn(shown);
        if (overtaken) {
            seen.add(shown.objectGuid());
        }
        return overtaken;
    }

    /**
     * An overtaken account with the changes that it lacks, and what is new about it.
     *
     * @return empty if it was removed, and stays so
     */
    public Optional<Account> upToDate(Account overtaken, Optional<Account> cached) {
        RecentDifference recent = differences.get(overtaken.objectGuid());
        return recent == null ? Optional.of(overtaken) : recent.on(overtaken, cached);
    }

    /** Whether the absence of an account is overtaken: it was created lately. */
    public boolean includesAbsenceOf(ObjectGuid account) {
        RecentDifference recent = differences.get(account);
        return recent != null && recent.created();
    }

    /** The accounts whose absence is overtaken if the server does not show them. */
    public Set<ObjectGuid> created() {
        Set<ObjectGuid> created = new HashSet<>(differences.keySet());
        created.removeIf(account -> !includesAbsenceOf(account));
        return created;
    }

    /** Notes accounts that stay although the server does not show them. */
    public void kept(Set<ObjectGuid> absent) {
        seen.addAll(absent);
    }

    /** The accounts that were overtaken. */
    public Set<ObjectGuid> seen() {
        return Set.copyOf(seen);
    }
}
