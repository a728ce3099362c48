package org.adcache.lookup.principal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.account.Account;
import org.adcache.lookup.Availability;
import org.adcache.lookup.UnknownReason;

/** Lookup of those who sign in, each answer from one generation. Thread-safe; nothing here blocks. */
public final class PrincipalLookup {
    private final Supplier<Served> current;

    /** @param current what is served at the moment of a question */
    public PrincipalLookup(Supplier<Served> current) {
        this.current = current;
    }

    /** What is served: a finder over the usable copies, empty while the integration is off. */
    public record Served(Availability availability, Optional<PrincipalFinder> finder) {}

    /** What is served now; answers are equal while it is, except that accounts expire. */
    public Availability served() {
        return current.get().availability();
    }

    /**
     * Finds a principal.
     *
     * @param references to be compared with it and its groups
     */
    public PrincipalAnswer find(PrincipalName principal, Collection<AccountReference> references) {
        Served served = current.get();
        Availability availability = served.availability();
        Optional<UnknownReason> unavailable = availability.unavailable();
        if (unavailable.isPresent() || served.finder().isEmpty()) {
            return new PrincipalAnswer.Unknown(availability, unavailable.orElse(UnknownReason.NEVER_SYNCED));
        }
        PrincipalFinder finder = served.finder().get();
        int[] named = finder.named(principal);
        // A KDC prefers account names to UPNs, so whose UPN it is doesn't matter as long as a name may be missing.
        if (named.length == 0 && finder.lacksNames(principal.realm())) {
            return new PrincipalAnswer.Unknown(availability, UnknownReason.ATTRIBUTE_UNREADABLE);
        }
        int[] users = named.length > 0 ? named : finder.withUpn(principal);
        if (users.length == 1 && finder.isUsable(users[0])) {
            return finder.found(users[0], references, availability);
        }
        if (users.length > 1) {
            return new PrincipalAnswer.Ambiguous(availability);
        }
        return availability.missing().isPresent()
                ? new PrincipalAnswer.Unknown(
                        availability, availability.missing().get())
                : new PrincipalAnswer.NotFound(availability);
    }

    /**
     * What references name.
     *
     * @param accounts by the references that name one account or group
     * @param complete whether the others name nothing, or several objects; else that isn't known
     */
    public record Named(Map<AccountReference, Account> accounts, boolean complete) {
        public Named {
            accounts = Map.copyOf(accounts);
        }
    }

    /** Finds what references name now. */
    public Named named(Collection<AccountReference> references) {
        Served served = current.get();
        Map<AccountReference, Account> accounts = new HashMap<>();
        served.finder()
                .filter(finder -> served.availability().unavailable().isEmpty())
                .ifPresent(finder -> references.forEach(
                        reference -> finder.account(reference).ifPresent(account -> accounts.put(reference, account))));
        return new Named(accounts, served.availability().complete());
    }

    /** The references that name nothing, or several objects; none while a connection's copy can't be used. */
    public List<AccountReference> unresolved(Collection<AccountReference> references) {
        Served served = current.get();
        return served.availability().complete() && served.finder().isPresent()
                ? references.stream()
                        .filter(reference ->
                                served.finder().get().target(reference).isEmpty())
                        .toList()
                : List.of();
    }
}
