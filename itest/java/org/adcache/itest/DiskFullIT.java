package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.Draft;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.store.file.DataFolder;
import org.adcache.testing.NoWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a 4 MiB file system that really runs full. */
class DiskFullIT {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example.com", "CORP.EXAMPLE.COM", "CORP", Optional.empty());

    @TempDir
    private Path mountPoint;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "adcache-itest", mountPoint.toString()) == 0,
                "only root can mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mountPoint.toString());
    }

    @Test
    void theLastGenerationSurvivesAFullDiskAndSyncsGoOnOnceThereIsSpace() throws Exception {
        Path data = mountPoint.resolve("data");
        Path ballast = mountPoint.resolve("ballast");
        try (DataFolder folder = DataFolder.open(data)) {
            try (Store store = open(folder)) {
                commit(store, 100);
                Files.write(ballast, new byte[2 << 20]);
                assertThatThrownBy(() -> commit(store, 30_000)).isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.STORE_WRITE_FAILED);
                    assertThat(e.problem().detail()).contains(data.toString()).contains("No space left on device");
                });
                assertThat(accounts(store)).isEqualTo(100);
                try (Stream<Path> files = Files.list(data)) {
                    assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
                }
            }
            try (Store store = open(folder)) {
                assertThat(store.damage()).isEmpty();
                assertThat(accounts(store)).isEqualTo(100);
                Files.delete(ballast);
                commit(store, 200);
                assertThat(accounts(store)).isEqualTo(200);
            }
        }
    }

    private static Store open(DataFolder folder) throws StoreException {
        return Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                Epoch.FIRST,
                Generation.NONE,
                new NoWords(),
                Clock.systemUTC());
    }

    private static void commit(Store store, int accounts) throws StoreException {
        Random random = new Random(1);
        try (Draft draft = store.begin(CORP, Epoch.FIRST)) {
            for (int i = 0; i < accounts; i++) {
                draft.put(Account.builder(
                                new ObjectGuid(random.nextLong(), random.nextLong()),
                                AccountType.USER,
                                CORP,
                                new DistinguishedName("CN=Person " + i + ",OU=Staff,DC=corp,DC=example,DC=com"))
                        .build());
            }
            draft.commit(SyncPoint.full(DOMAIN, Clock.systemUTC().instant(), 0));
        }
    }

    private static int accounts(Store store) throws StoreException {
        int[] accounts = new int[1];
        store.current().forEach((connection, account, words) -> accounts[0]++);
        return accounts[0];
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
