package org.adcache.auth;

import java.util.Optional;
import java.util.Set;
import org.adcache.auth.sso.Person;

/**
 * Authenticated caller.
 *
 * @param id of the token or of the client in the configuration; of a session, that of the token or the name of the
 *     person, as {@code anna@CORP.EXAMPLE.COM}
 * @param name of the token
 * @param roles of the person, as the configuration names them
 * @param person of the directory; empty for all other callers
 */
public record Principal(
        CallerKind kind,
        String id,
        Optional<String> name,
        Set<Scope> scopes,
        Set<String> roles,
        Optional<Person> person) {
    public static final Principal LOCAL = new Principal(
            CallerKind.LOCAL, "local", Optional.empty(), Set.of(Scope.values()), Set.of(), Optional.empty());

    public Principal {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
    }

    public static Principal of(ApiToken token) {
        return new Principal(CallerKind.TOKEN, token.id(), token.name(), token.scopes(), Set.of(), Optional.empty());
    }

    /** The caller whose certificate belongs to a client of the configuration. */
    public static Principal ofCertificate(String client, Set<Scope> scopes) {
        return new Principal(CallerKind.CERTIFICATE, client, Optional.empty(), scopes, Set.of(), Optional.empty());
    }

    /** The person who has signed in with a ticket. */
    public static Principal of(Person person) {
        return new Principal(
                CallerKind.SESSION,
                person.principal().toString(),
                Optional.empty(),
                person.scopes(),
                Set.copyOf(person.roles()),
                Optional.of(person));
    }

    /** The same caller in a session. */
    public Principal inSession() {
        return new Principal(CallerKind.SESSION, id, name, scopes, roles, person);
    }
}
