package org.adcache.auth.sso;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.adcache.account.ProblemException;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.Principal;
import org.adcache.lookup.principal.PrincipalName;

/** People whom a trusted proxy has signed in. */
public final class ProxiedPeople {
    /** Bound of the memory; who isn't remembered is looked up again. */
    private static final int MOST = 10_000;

    private final Supplier<Roles> roles;
    private final Map<String, PersonOrigin> known = new ConcurrentHashMap<>();

    /** @param roles as they are configured now */
    public ProxiedPeople(Supplier<Roles> roles) {
        this.roles = roles;
    }

    /**
     * The person as of now.
     *
     * @param user {@code name@realm}
     * @throws NotAdmittedException if nobody has this name, or the account has no access
     * @throws CacheUnavailableException if nothing is known of any account now
     */
    public Principal find(String user) {
        PersonOrigin before = known.get(user);
        if (before != null) {
            Principal now = before.current().orElse(null);
            if (now != null) {
                return now;
            }
            known.remove(user, before);
        }
        PersonOrigin found = new PersonOrigin(person(user), roles);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(user, found);
        return found.principal();
    }

    private Person person(String user) {
        try {
            Admission admission = roles.get().of(PrincipalName.parse(user));
            if (admission instanceof Admission.Unavailable unavailable) {
                throw new CacheUnavailableException(unavailable.reason(), unavailable.freshness());
            }
            return (Person) admission;
        } catch (ProblemException e) {
            throw NotAdmittedException.ofTicket(e.problem());
        }
    }

    /** Forgets all, so that nothing of them stays in memory. */
    public void forget() {
        known.clear();
    }
}
