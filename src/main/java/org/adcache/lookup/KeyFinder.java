package org.adcache.lookup;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.index.Snapshot;

/**
 * Lookup of accounts by exact keys. A key that lacks the form of the requested kind has no owner. Ordinals are
 * ascending; {@link #accounts} sorts them for an answer.
 */
public final class KeyFinder {
    private static final int[] NOBODY = {};
    private static final Comparator<AccountView> ORDER = Comparator.comparing(AccountView::type)
            .thenComparing(AccountView::objectGuid)
            .thenComparing(AccountView::connection);

    private final Snapshot snapshot;
    private final Supplier<Map<ConnectionId, Domain>> domains;
    private final IntPredicate usable;

    /** Returns only owners that satisfy {@code usable}. */
    KeyFinder(Snapshot snapshot, Supplier<Map<ConnectionId, Domain>> domains, IntPredicate usable) {
        this.snapshot = snapshot;
        this.domains = domains;
        this.usable = usable;
    }

    public int[] find(String text, Optional<KeyKind> by) {
        String key = text.strip();
        return by.isPresent() ? find(key, by.get()) : recognise(key);
    }

    /** The owners of a GUID, SID, DN or account name, the forms by which conditions name accounts and groups. */
    public int[] findNamed(String text) {
        String key = text.strip();
        return find(key, form(key).orElse(KeyKind.ACCOUNT));
    }

    /** The owners of a SID, GUID or {@code DOMAIN\\name}; a text of another form has none. */
    int[] findByForm(String text) {
        String key = text.strip();
        return form(key)
                .filter(kind -> kind != KeyKind.DN)
                .map(kind -> find(key, kind))
                .orElse(NOBODY);
    }

    /** Whether a key has the form of the requested kind, so that a missing copy might have an owner. */
    boolean canBeOwned(String text, Optional<KeyKind> by) {
        String key = text.strip();
        return by.isEmpty() || by.get().canBe(key);
    }

    /**
     * Whether an account that is not known by this key may have it, because the attribute can't be read of it. An
     * address is none of these keys: it names who receives mail, and an account name that looks like one does not.
     *
     * @param unreadable whether an attribute can't be read of some account of a connection
     */
    boolean mayBeUnreadable(
            String text, Optional<KeyKind> by, BiPredicate<ConnectionId, RequiredAttribute> unreadable) {
        String key = text.strip();
        KeyKind kind = by.or(() -> form(key)).orElse(key.indexOf('@') < 0 ? KeyKind.ACCOUNT : KeyKind.ADDRESS);
        return switch (kind) {
            case SID ->
                domains.get().keySet().stream().anyMatch(id -> unreadable.test(id, RequiredAttribute.OBJECT_SID));
            case ACCOUNT -> {
                Predicate<Domain> in = NamedAccount.of(key).in();
                yield domains.get().entrySet().stream()
                        .anyMatch(entry -> in.test(entry.getValue())
                                && unreadable.test(entry.getKey(), RequiredAttribute.ACCOUNT_NAME));
            }
            case ADDRESS, GUID, DN, UPN -> false;
        };
    }

    /** The owners of a key of one kind. */
    public int[] find(String key, KeyKind by) {
        return kept(by == KeyKind.ACCOUNT ? findAccountName(key) : by.owners(key, snapshot));
    }

    /** Owners in usable copies; usually all. */
    private int[] kept(int[] owners) {
        for (int owner : owners) {
            if (!usable.test(owner)) {
                return Arrays.stream(owners).filter(usable).toArray();
            }
        }
        return owners;
    }

    /** The accounts in the order of an answer: users, contacts, groups, then by GUID. */
    List<AccountView> accounts(int[] ordinals) {
        if (ordinals.length == 1) {
            return List.of(snapshot.view(ordinals[0]));
        }
        return Arrays.stream(ordinals).mapToObj(snapshot::view).sorted(ORDER).toList();
    }

    /**
     * Tries the kind that the form suggests, then, if there is an '@', the kinds that may have one: an address may
     * look like a DN, as {@code prvs=1234@corp.example} does.
     */
    private int[] recognise(String key) {
        Optional<KeyKind> form = form(key);
        int[] owners = form.map(kind -> find(key, kind)).orElse(NOBODY);
        if (owners.length > 0) {
            return owners;
        }
        if (key.indexOf('@') >= 0) {
            return firstHit(key, KeyKind.ADDRESS, KeyKind.UPN, KeyKind.ACCOUNT);
        }
        return form.isPresent() ? NOBODY : find(key, KeyKind.ACCOUNT);
    }

    private int[] firstHit(String key, KeyKind... kinds) {
        for (KeyKind kind : kinds) {
            int[] owners = find(key, kind);
            if (owners.length > 0) {
                return owners;
            }
        }
        return NOBODY;
    }

    private static Optional<KeyKind> form(String key) {
        if (ObjectSid.parse(key).isPresent()) {
            return Optional.of(KeyKind.SID);
        }
        if (ObjectGuid.parse(key).isPresent()) {
            return Optional.of(KeyKind.GUID);
        }
        if (key.indexOf('=') > 0 && DistinguishedName.keyOf(key).isPresent()) {
            return Optional.of(KeyKind.DN);
        }
        return key.indexOf('\\') >= 0 ? Optional.of(KeyKind.ACCOUNT) : Optional.empty();
    }

    /**
     * An account name, and the domains in which it is meant: {@code DOMAIN\\name} and {@code name@realm} in one,
     * {@code name} in all.
     */
    private record NamedAccount(String name, Predicate<Domain> in, boolean everywhere) {
        static NamedAccount of(String key) {
            int backslash = key.indexOf('\\');
            if (backslash >= 0) {
                String netbiosName = key.substring(0, backslash).strip();
                return new NamedAccount(
                        key.substring(backslash + 1),
                        domain -> domain.netbiosName().equalsIgnoreCase(netbiosName),
                        false);
            }
            int at = key.lastIndexOf('@');
            if (at >= 0) {
                String realm = key.substring(at + 1).strip();
                return new NamedAccount(
                        key.substring(0, at),
                        domain -> domain.realm().equalsIgnoreCase(realm)
                                || domain.dnsName().equalsIgnoreCase(realm),
                        false);
            }
            return new NamedAccount(key, any -> true, true);
        }
    }

    private int[] findAccountName(String key) {
        NamedAccount account = NamedAccount.of(key);
        int[] owners = KeyKind.ACCOUNT.owners(account.name(), snapshot);
        if (account.everywhere()) {
            return owners;
        }
        Map<ConnectionId, Domain> known = domains.get();
        return Arrays.stream(owners)
                .filter(ordinal -> {
                    Domain domain = known.get(snapshot.connection(ordinal));
                    return domain != null && account.in().test(domain);
                })
                .toArray();
    }
}
