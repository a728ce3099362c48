package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.user;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.directory.ChangeFeed;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.OpenStore;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that move from one domain to another, both of them connected. */
class MovedAccountsTest {
    private static final ConnectionId BRANCH = new ConnectionId("branch");

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final FakeDirectory corp = new FakeDirectory();
    private final FakeDirectory branch = new FakeDirectory();

    @TempDir
    Path temp;

    private OpenStore data;
    private SyncService sync;

    @BeforeEach
    void open() throws Exception {
        data = OpenStore.in(temp.resolve("data"), clock);
        sync = new SyncService(
                List.of(connection(CORP, corp), connection(BRANCH, branch)),
                data.store(),
                new StoredGroups(data.store()),
                timer,
                Runnable::run,
                clock,
                new Random(1));
        corp.holds(users(20));
        branch.holds(List.of(inBranch(100)));
    }

    private static SyncConnection connection(ConnectionId id, FakeDirectory directory) {
        directory.feeds(ChangeFeed.DIRSYNC);
        return new SyncConnection(
                id,
                id + ".example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of(),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
    }

    private void start() {
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
        assertThat(cached(CORP)).hasSize(20);
        assertThat(cached(BRANCH)).hasSize(1);
    }

    @AfterEach
    void close() {
        sync.close();
        data.close();
    }

    @Test
    void takesAnAccountOutOfTheConnectionThatItLeftInTheSameMinute() {
        start();
        corp.holds(users(19));
        branch.holds(List.of(inBranch(100), inBranch(20)));

        sync.request(BRANCH, SyncMode.AUTO);

        assertThat(cached(BRANCH)).contains(user(20).objectGuid());
        assertThat(cached(CORP)).hasSize(19).doesNotContain(user(20).objectGuid());
    }

    @Test
    void takesItOutAfterAFullReadOfTheOtherToo() {
        start();
        corp.holds(users(19));
        branch.holds(List.of(inBranch(100), inBranch(20)));

        sync.request(BRANCH, SyncMode.FULL);

        assertThat(cached(CORP)).hasSize(19);
    }

    @Test
    void keepsWhatBothConnectionsShowAndReadsItOnce() {
        start();
        branch.holds(List.of(inBranch(100), inBranch(20)));
        corp.entriesRead();

        sync.request(BRANCH, SyncMode.AUTO);
        assertThat(corp.entriesRead()).isEqualTo(1);
        sync.request(BRANCH, SyncMode.FULL);

        assertThat(corp.entriesRead()).isZero();
        assertThat(cached(CORP)).hasSize(20);
    }

    @Test
    void triesAgainInTheNextCycleIfTheDomainThatItLeftCannotBeReached() {
        start();
        corp.holds(users(19));
        corp.refuses(new Problem(ProblemType.CONNECT_TIMEOUT, "Nobody answered.", "Try again."));
        branch.holds(List.of(inBranch(100), inBranch(20)));
        sync.request(BRANCH, SyncMode.AUTO);
        assertThat(cached(CORP)).hasSize(20);

        corp.refuses(null);
        sync.request(CORP, SyncMode.AUTO);

        assertThat(cached(CORP)).hasSize(19);
    }

    private static Account inBranch(int number) {
        Account plain = user(number);
        return Account.builder(
                        plain.objectGuid(),
                        AccountType.USER,
                        BRANCH,
                        new DistinguishedName("CN=User " + number + ",DC=branch,DC=example"))
                .cn(plain.cn())
                .build();
    }

    private List<ObjectGuid> cached(ConnectionId connection) {
        List<ObjectGuid> cached = new ArrayList<>();
        try {
            data.store().current().forEachAccount(connection, account -> cached.add(account.objectGuid()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return cached;
    }
}
