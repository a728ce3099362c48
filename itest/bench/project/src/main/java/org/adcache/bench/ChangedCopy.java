package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.store.ChangeDraft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;

/** Copy of the population's data that may be changed; deleted on {@link #close}. */
final class ChangedCopy implements AutoCloseable {
    private final Path path;
    private final Cache cache;

    private ChangedCopy(Path path, Cache cache) {
        this.path = path;
        this.cache = cache;
    }

    /** Copies the data in the benchmark's folder. */
    static ChangedCopy in(Path folder) throws IOException, StoreException {
        Path data = folder.resolve("data");
        Path path = folder.resolve("changed");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, path.resolve(data.relativize(file).toString()));
            }
        }
        return new ChangedCopy(path, Cache.open(path));
    }

    Cache cache() {
        return cache;
    }

    /** Chooses this many users from the whole population. */
    List<Account> choose(int count, double accounts) throws StoreException {
        int step = Math.max(1, (int) (accounts / count / 2));
        List<Account> chosen = new ArrayList<>();
        int[] seen = new int[1];
        cache.forEach(account -> {
            if (account.type() == AccountType.USER && seen[0]++ % step == 0 && chosen.size() < count) {
                chosen.add(account);
            }
        });
        return chosen;
    }

    /** Commits these accounts with a suffix to their names. */
    void rename(List<Account> accounts, String suffix) throws StoreException {
        try (ChangeDraft draft =
                cache.store().beginChanges(Population.CORP, cache.state().epoch())) {
            for (Account account : accounts) {
                draft.put(renamed(account, suffix));
            }
            draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
        }
    }

    static Account renamed(Account account, String suffix) {
        Account.Builder renamed = Account.builder(
                        account.objectGuid(), account.type(), account.connection(), account.distinguishedName())
                .cn(account.cn() + suffix)
                .addresses(account.addresses())
                .disabled(account.disabled().orElse(false))
                .hidden(account.hidden());
        account.samAccountName().ifPresent(renamed::samAccountName);
        account.userPrincipalName().ifPresent(renamed::userPrincipalName);
        account.upnSuffix().ifPresent(renamed::upnSuffix);
        account.objectSid().ifPresent(renamed::objectSid);
        account.primaryGroup().ifPresent(renamed::primaryGroup);
        return renamed.build();
    }

    @Override
    public void close() throws IOException {
        cache.close();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
