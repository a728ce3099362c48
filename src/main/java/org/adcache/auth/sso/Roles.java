package org.adcache.auth.sso;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.auth.Scope;
import org.adcache.lookup.Availability;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.lookup.principal.PrincipalAnswer;
import org.adcache.lookup.principal.PrincipalLookup;
import org.adcache.lookup.principal.PrincipalName;

/**
 * Roles of people, by their account and groups in the cache. A {@link Person} holds until another generation is served:
 * {@link #refresh} finds the roles anew then, so that who leaves a group or is disabled loses access with the next sync.
 */
public final class Roles {
    private final PrincipalLookup lookup;
    private final List<Role> roles;
    private final List<AccountReference> members;
    private final Clock clock;

    public Roles(PrincipalLookup lookup, List<Role> roles, Clock clock) {
        this.lookup = lookup;
        this.roles = List.copyOf(roles);
        this.members = roles.stream()
                .flatMap(role -> role.members().stream())
                .distinct()
                .toList();
        this.clock = clock;
    }

    /**
     * Finds the roles of a principal that a KDC has authenticated.
     *
     * @throws ProblemException of the type {@code sso-account-unknown} or {@code sso-account-disabled}
     */
    public Admission of(PrincipalName principal) throws ProblemException {
        PrincipalAnswer answer = lookup.find(principal, members);
        if (answer instanceof PrincipalAnswer.Unknown unknown) {
            return new Admission.Unavailable(unknown.served().freshness(), unknown.reason());
        }
        if (answer instanceof PrincipalAnswer.Ambiguous) {
            throw new ProblemException(SignInProblems.ambiguous());
        }
        if (!(answer instanceof PrincipalAnswer.Found found)) {
            throw new ProblemException(SignInProblems.accountUnknown(principal.realm()));
        }
        requireEnabled(found.account());
        return person(principal, found);
    }

    /**
     * The same person while the same is served, which costs next to nothing, else with the roles of now.
     *
     * @throws ProblemException if the account has no access any more
     */
    public Admission refresh(Person person) throws ProblemException {
        if (person.served().equals(lookup.served())) {
            requireEnabled(person.account());
            return person;
        }
        return of(person.principal());
    }

    /** Why nobody can sign in now; empty if the cache can be used. */
    Optional<Admission.Unavailable> unavailable() {
        Availability served = lookup.served();
        return served.unavailable().map(reason -> new Admission.Unavailable(served.freshness(), reason));
    }

    /**
     * Role with what its members name.
     *
     * @param known whether a member without an account names nothing, or several objects
     */
    public record Resolved(Role role, Map<AccountReference, Account> accounts, boolean known) {
        public Resolved {
            accounts = Map.copyOf(accounts);
        }
    }

    /** The roles, with what their members name now. */
    public List<Resolved> resolved() {
        PrincipalLookup.Named named = lookup.named(members);
        return roles.stream()
                .map(role -> new Resolved(role, named.accounts(), named.complete()))
                .toList();
    }

    /** A warning for each member of a role that names nothing in the cache, and so gives the role to nobody. */
    public List<Problem> warnings() {
        Set<AccountReference> unresolved = Set.copyOf(lookup.unresolved(members));
        List<Problem> warnings = new ArrayList<>();
        for (Role role : roles) {
            for (AccountReference member : role.members()) {
                if (unresolved.contains(member)) {
                    warnings.add(new Problem(
                            ProblemType.ROLE_MEMBER_UNKNOWN,
                            "The member \"" + member.text() + "\" of the role " + role.id()
                                    + " names no account or group of the cache, or several.",
                            "Correct http.roles." + role.id() + ".members; a SID is best, as it outlives renaming. The"
                                    + " group must lie in the search base of a connection that reads groups."));
                }
            }
        }
        return warnings;
    }

    private void requireEnabled(Account account) throws ProblemException {
        if (account.disabled().isEmpty()) {
            throw new ProblemException(SignInProblems.disabledUnreadable());
        }
        if (account.disabled().get()) {
            throw new ProblemException(SignInProblems.accountDisabled());
        }
        if (account.unreadable().contains(RequiredAttribute.ACCOUNT_EXPIRES)) {
            throw new ProblemException(SignInProblems.expiryUnreadable());
        }
        if (account.isExpired(clock.instant())) {
            throw new ProblemException(SignInProblems.accountExpired());
        }
    }

    private Person person(PrincipalName principal, PrincipalAnswer.Found found) {
        Set<String> held = new TreeSet<>();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Role role : roles) {
            if (role.members().stream().anyMatch(found.named()::contains)) {
                held.add(role.id());
                scopes.addAll(role.scopes());
            }
        }
        return new Person(principal, found.account(), found.groups(), List.copyOf(held), scopes, found.served());
    }
}
