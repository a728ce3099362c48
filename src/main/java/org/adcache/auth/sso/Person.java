package org.adcache.auth.sso;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.auth.Scope;
import org.adcache.lookup.Availability;
import org.adcache.lookup.principal.Group;
import org.adcache.lookup.principal.PrincipalName;

/**
 * Person who has signed in, as the cache describes them at one generation.
 *
 * @param groups all that are known, nested and primary ones too, by DN
 * @param roles ids, sorted
 * @param scopes those of the roles
 */
public record Person(
        PrincipalName principal,
        Account account,
        List<Group> groups,
        List<String> roles,
        Set<Scope> scopes,
        Availability served)
        implements Admission {
    public Person {
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public Generation generation() {
        return served.freshness().generation();
    }

    public Optional<Instant> asOf() {
        return served.freshness().asOf();
    }

    public Epoch epoch() {
        return served.freshness().epoch();
    }
}
