package org.adcache.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.ConnectionState;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ReadScope;

/** What a connection's copy holds that the configuration no longer includes, as far as it shows without its keys. */
public final class NarrowingWarnings {
    private final ConnectionConfig config;
    private final ReadScope scope;
    private final ConnectionState copy;

    private NarrowingWarnings(ConnectionConfig config, ConnectionState copy) {
        this.config = config;
        this.scope = config.scope();
        this.copy = copy;
    }

    public static List<Problem> of(ConnectionConfig config, ConnectionState copy) {
        NarrowingWarnings found = new NarrowingWarnings(config, copy);
        Optional<Problem> domain = found.domain();
        if (domain.isPresent()) {
            return List.of(domain.get());
        }
        List<Problem> warnings = new ArrayList<>();
        found.types().ifPresent(warnings::add);
        found.base().ifPresent(warnings::add);
        return warnings;
    }

    private Optional<ReadScope> before() {
        return copy.point().configuration().map(ReadConfiguration::scope);
    }

    private Optional<Problem> domain() {
        return before().filter(before -> !before.domain().equals(scope.domain()))
                .map(before -> warning(
                        "its " + copy.counts().total() + " cached accounts are of the domain " + before.domain()
                                + ", and will be replaced at the next sync",
                        "give a connection to another domain another name."));
    }

    private Optional<Problem> types() {
        List<AccountType> gone = Stream.of(AccountType.values())
                .filter(type -> !scope.types().contains(type))
                .filter(type -> copy.counts().of(type) > 0)
                .toList();
        int count = gone.stream().mapToInt(copy.counts()::of).sum();
        String names = gone.stream().map(type -> type.label() + "s").collect(Collectors.joining(" and "));
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(
                        count + " cached " + names + " will be removed at the next sync",
                        "set " + names.replace(" and ", " = true and ") + " = true."));
    }

    private Optional<Problem> base() {
        return before().filter(before -> !new ReadScope(
                                scope.domain(), scope.base(), before.types(), before.addressAttributes())
                        .includesAllOf(before))
                .map(before -> warning(
                        "cached accounts outside the search-base "
                                + config.directory().searchBase().orElse("") + " will be removed at the next sync",
                        before.base()
                                .map(base -> "write the one of the last sync, " + base + ".")
                                .orElse("leave search-base out, as at the last sync.")));
    }

    private Problem warning(String what, String otherwise) {
        return new Problem(
                ProblemType.CONFIG_NARROWED,
                "Connection " + config.directory().id() + ": " + what + ".",
                "From the next start on they are not served; if that is not intended, " + otherwise);
    }
}
