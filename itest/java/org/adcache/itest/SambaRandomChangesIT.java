package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Equality of the copy of a real domain with the directory under some hundred random changes, with each change feed:
 * after each cycle if the service account may read everything, and else after each reconciliation.
 */
@ExtendWith(SharedLinkedDomains.class)
class SambaRandomChangesIT {
    private static final int CYCLES = Integer.getInteger("adcache.itest.rounds", 25);
    private static final int HARDENED_CYCLES = Integer.getInteger("adcache.itest.rounds", 9);
    private static final int MOST_CHANGES = 30;
    /**
     * What Samba's feeds read of an account, as schemaIDGUIDs: uSNChanged, and for DirSync replPropertyMetaData,
     * instanceType and parentGUID. It leaves out accounts of which it can't read all of them.
     */
    private static final List<String> READ_BY_FEEDS = List.of(
            "bf967a6f-0de6-11d0-a285-00aa003049e2",
            "281416c0-1968-11d0-a28f-00aa003049e2",
            "bf96798c-0de6-11d0-a285-00aa003049e2",
            "2df90d74-009f-11d2-aa4c-00c04fd7d83a");

    private final LinkedDomains domains;
    private final SambaDomain lab;
    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);

    SambaRandomChangesIT(LinkedDomains domains) {
        this.domains = domains;
        this.lab = domains.lab();
    }

    @Test
    void everyFeedsCopyEqualsTheDirectoryAfterEachCycleIfDeletionsCanBeSeen(@TempDir Path folder) {
        Map<String, String> accounts = Map.of(
                "dirsync", ServiceAccounts.SEES_DELETED,
                "usn", ServiceAccounts.SEES_DELETED,
                "full", ServiceAccounts.SEES_DELETED);
        try (CopyPerFeed copies = CopyPerFeed.start(domains.desk(), lab, folder, accounts)) {
            RandomLdif changes = new RandomLdif(lab, random, "random");
            DomainHistory history = new DomainHistory(lab);
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                String ldif = change(changes, history);
                String when = "seed " + seed + ", cycle " + cycle + " after\n" + ldif;
                copies.cycle("auto", when);

                copies.forEach((feed, service) -> assertThat(history.differences(service.client(), history.accounts()))
                        .as(() -> feed + ", " + when + "\n" + service.quote())
                        .isEmpty());
            }
            report("a domain under random changes", changes, copies);
            assertThat(copies.scopes())
                    .as("cycles that read changes only")
                    .containsKeys("dirsync changes", "usn changes")
                    .doesNotContainKeys("dirsync full", "usn full");
        }
    }

    /** With the feeds, deletions can't be seen; nobody reads userAccountControl or accountExpires of others. */
    @Test
    void everyFeedsCopyOfAHardenedDomainHoldsNothingWrongAndEqualsItAfterEachReconciliation(@TempDir Path folder) {
        Map<String, String> accounts = Map.of(
                "dirsync", ServiceAccounts.GOOD,
                "usn", ServiceAccounts.GOOD,
                "auto", ServiceAccounts.SEES_DELETED);
        lab.grantAttributes(READ_BY_FEEDS, lab.name().base(), ServiceAccounts.GOOD);
        lab.harden();
        try (CopyPerFeed copies = CopyPerFeed.start(domains.desk(), lab, folder, accounts)) {
            RandomLdif changes = new RandomLdif(lab, random, "hardened");
            DomainHistory history = new DomainHistory(lab);
            for (int cycle = 0; cycle < HARDENED_CYCLES; cycle++) {
                String ldif = change(changes, history);
                boolean reconciles = cycle % 3 == 2;
                String when = "seed " + seed + ", hardened, cycle " + cycle + " after\n" + ldif;
                copies.cycle(reconciles ? "reconcile" : "auto", when);

                copies.forEach((feed, service) -> {
                    DirectoryTruth readable = history.accounts().asReadBy(accounts.getOrDefault(feed, ""));
                    assertThat(
                                    reconciles
                                            ? history.differences(service.client(), readable)
                                            : history.certainDifferences(service.client(), readable))
                            .as(() -> feed + ", " + when + "\n" + service.quote())
                            .isEmpty();
                });
                if (reconciles) {
                    history.reconciled();
                }
            }
            report("a hardened domain under random changes", changes, copies);
            assertThat(copies.scopes())
                    .containsOnlyKeys(
                            "dirsync changes",
                            "usn changes",
                            "dirsync reconciliation",
                            "usn reconciliation",
                            "auto full");
            copies.forEach((feed, service) -> assertThat(
                            service.client().connection().path("unreadable").toString())
                    .as(feed)
                    .contains("userAccountControl", "accountExpires"));
        } finally {
            lab.soften();
        }
    }

    private String change(RandomLdif changes, DomainHistory history) {
        String ldif = changes.next(random.nextInt(MOST_CHANGES));
        lab.modify(ldif);
        history.read();
        changes.learn(history.guidsByName());
        return ldif;
    }

    private void report(String what, RandomLdif changes, CopyPerFeed copies) {
        System.out.println(
                what + ": " + changes.done() + " changes, " + copies.scopes() + ", -Dadcache.itest.seed=" + seed);
    }
}
