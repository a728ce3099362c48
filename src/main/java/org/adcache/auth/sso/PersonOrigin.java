package org.adcache.auth.sso;

import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.account.ProblemException;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.Principal;
import org.adcache.auth.session.SessionOrigin;

/** Person whom a session belongs to, with the account, groups and roles that are served now. */
public final class PersonOrigin implements SessionOrigin {
    private final Supplier<Roles> roles;
    private volatile Known known;

    private record Known(Person person, Principal principal, Roles roles) {}

    /** @param roles as they are configured now */
    public PersonOrigin(Person person, Supplier<Roles> roles) {
        this.roles = roles;
        this.known = new Known(person, Principal.of(person), roles.get());
    }

    /**
     * The person as of now; empty if the account is gone, disabled or expired.
     *
     * @throws CacheUnavailableException if nothing is known of any account now
     */
    @Override
    public Optional<Principal> current() {
        Known last = known;
        Roles given = roles.get();
        Admission now;
        try {
            now = given == last.roles()
                    ? given.refresh(last.person())
                    : given.of(last.person().principal());
        } catch (ProblemException e) {
            return Optional.empty();
        }
        if (now instanceof Admission.Unavailable unavailable) {
            throw new CacheUnavailableException(unavailable.reason(), unavailable.freshness());
        }
        Person person = (Person) now;
        if (given != last.roles() || !person.equals(last.person())) {
            last = new Known(person, Principal.of(person), given);
            known = last;
        }
        return Optional.of(last.principal());
    }

    /** The person as of the last question. */
    Principal principal() {
        return known.principal();
    }

    @Override
    public boolean isPerson() {
        return true;
    }
}
