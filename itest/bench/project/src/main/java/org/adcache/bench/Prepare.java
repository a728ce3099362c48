package org.adcache.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.store.Draft;
import org.adcache.store.SyncPoint;

/** Writer of the population into a data folder, as a sync would, and of the queries beside it. */
final class Prepare {
    private static final long SEED = 20261121;

    private long addresses;
    private long words;
    private long members;

    public static void main(String[] args) throws Exception {
        new Prepare().run(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    private void run(Path folder, int accounts) throws Exception {
        Figures figures = new Figures(folder);
        Path data = folder.resolve("data");
        try (Cache cache = Cache.open(data)) {
            if (cache.store().current().connections().isEmpty()) {
                populate(cache, accounts, figures);
            }
            Questions questions = Questions.about(cache, accounts, SEED);
            questions.write(folder);
            figures.note("questions.enough", questions.enough().size());
            figures.note("questions.few", questions.few().size());
            figures.note("questions.single", questions.single().size());
        }
        Files.createFile(folder.resolve("prepared"));
    }

    private void populate(Cache cache, int accounts, Figures figures) throws Exception {
        long start = System.nanoTime();
        try (Draft draft = cache.store().begin(Population.CORP, cache.state().epoch())) {
            new Population(accounts, SEED).forEach(account -> {
                draft.put(account);
                count(account);
            });
            draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
        }
        figures.note("population.seconds", (System.nanoTime() - start) / 1e9);
        figures.note("population.accounts", accounts);
        figures.note("population.addresses", (double) addresses / accounts);
        figures.note("population.words", (double) words / accounts);
        figures.note("population.memberships", (double) members / accounts);
        figures.note("population.megabytes", cache.store().bytesOnDisk() / 1e6);
    }

    private void count(Account account) {
        addresses += account.addresses().size();
        members += account.members().size();
        Set<String> distinct = new HashSet<>();
        for (String word : SearchedWords.of(account)) {
            if (word.indexOf('@') < 0) {
                distinct.add(word);
            }
        }
        words += distinct.size();
    }
}
