package org.adcache.lookup.principal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.UserPrincipalName;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.budget.Work;
import org.adcache.index.IndexedKey;
import org.adcache.index.Snapshot;
import org.adcache.index.groups.Memberships;
import org.adcache.lookup.Availability;

/**
 * Search of one generation for a principal and its groups. As access depends on it, a name counts only in the domain
 * whose KDC vouches for it, an old SID (sIDHistory) never, and what several objects have names none of them.
 */
public final class PrincipalFinder {
    private final Snapshot snapshot;
    private final Map<ConnectionId, Domain> domains;
    private final Predicate<ConnectionId> unnamed;
    private final IntPredicate usable;
    private final QuestionBudgets budgets;

    /**
     * @param unnamed the connections of which some account's name can't be read
     * @param usable the ordinals of accounts and groups that count
     */
    public PrincipalFinder(
            Snapshot snapshot,
            Map<ConnectionId, Domain> domains,
            Predicate<ConnectionId> unnamed,
            IntPredicate usable,
            QuestionBudgets budgets) {
        this.snapshot = snapshot;
        this.domains = domains;
        this.unnamed = unnamed;
        this.usable = usable;
        this.budgets = budgets;
    }

    /** The users, usable or not, whose account name this is in a domain of the realm. */
    int[] named(PrincipalName principal) {
        return isPlain(principal)
                ? users(snapshot.find(IndexedKey.ACCOUNT_NAME, AccountName.keyOf(principal.name())), principal.realm())
                : new int[0];
    }

    /** The users, usable or not, of a domain of the realm whose explicit UPN this is. */
    int[] withUpn(PrincipalName principal) {
        if (!isPlain(principal)) {
            return new int[0];
        }
        // An enterprise name (RFC 6806 section 5) is a whole UPN.
        String upn = principal.name().indexOf('@') >= 0 ? principal.name() : principal.toString();
        return users(snapshot.find(IndexedKey.USER_PRINCIPAL_NAME, UserPrincipalName.keyOf(upn)), principal.realm());
    }

    private static boolean isPlain(PrincipalName principal) {
        return principal.name().equals(principal.name().strip());
    }

    /** Whether the account name of some account of the realm can't be read. */
    boolean lacksNames(String realm) {
        return domains.entrySet().stream()
                .anyMatch(domain -> domain.getValue().realm().equalsIgnoreCase(realm) && unnamed.test(domain.getKey()));
    }

    private int[] users(int[] owners, String realm) {
        return Arrays.stream(owners)
                .filter(owner -> snapshot.type(owner) == AccountType.USER)
                .filter(owner -> isIn(owner, domain -> domain.realm().equalsIgnoreCase(realm)))
                .toArray();
    }

    boolean isUsable(int ordinal) {
        return usable.test(ordinal);
    }

    private boolean isIn(int ordinal, Predicate<Domain> wanted) {
        return Optional.ofNullable(domains.get(snapshot.connection(ordinal)))
                .filter(wanted)
                .isPresent();
    }

    /** The user, its groups, and the references that name it or one of them. */
    PrincipalAnswer.Found found(int user, Collection<AccountReference> references, Availability served) {
        Memberships memberships = snapshot.groups()
                .of(
                        user,
                        usable,
                        budgets.limit(QuestionBound.GROUP_DEPTH),
                        new Work(budgets.of(QuestionBound.MATCH_WORK)));
        Set<AccountReference> named = new HashSet<>();
        for (AccountReference reference : references) {
            OptionalInt target = target(reference);
            if (target.isPresent() && (target.getAsInt() == user || memberships.contains(target.getAsInt()))) {
                named.add(reference);
            }
        }
        List<Group> groups = Arrays.stream(memberships.groups())
                .mapToObj(snapshot::account)
                .map(group -> new Group(
                        group.objectGuid(),
                        group.cn(),
                        group.distinguishedName().value()))
                .sorted(Comparator.comparing(Group::distinguishedName).thenComparing(Group::objectGuid))
                .toList();
        return new PrincipalAnswer.Found(served, snapshot.account(user), groups, named);
    }

    /** The only user or group with this name, if its copy is usable. */
    OptionalInt target(AccountReference reference) {
        int[] owners = Arrays.stream(owners(reference))
                .filter(owner -> snapshot.type(owner) != AccountType.CONTACT)
                .toArray();
        return owners.length == 1 && isUsable(owners[0]) ? OptionalInt.of(owners[0]) : OptionalInt.empty();
    }

    /** What is cached of the only user or group with this name. */
    Optional<Account> account(AccountReference reference) {
        OptionalInt target = target(reference);
        return target.isPresent() ? Optional.of(snapshot.account(target.getAsInt())) : Optional.empty();
    }

    private int[] owners(AccountReference reference) {
        if (reference instanceof AccountReference.ByDn dn) {
            return snapshot.find(IndexedKey.DISTINGUISHED_NAME, dn.key());
        }
        if (reference instanceof AccountReference.BySid sid) {
            return snapshot.find(IndexedKey.SID, sid.sid());
        }
        if (reference instanceof AccountReference.ByGuid guid) {
            return snapshot.find(IndexedKey.GUID, guid.guid());
        }
        if (reference instanceof AccountReference.InDomain name) {
            return named(name.name(), domain -> domain.netbiosName().equalsIgnoreCase(name.netbiosName()));
        }
        AccountReference.InRealm name = (AccountReference.InRealm) reference;
        return named(name.name(), domain -> domain.realm().equalsIgnoreCase(name.realm()));
    }

    private int[] named(String name, Predicate<Domain> in) {
        return IntStream.of(snapshot.find(IndexedKey.ACCOUNT_NAME, AccountName.keyOf(name)))
                .filter(owner -> isIn(owner, in))
                .toArray();
    }
}
