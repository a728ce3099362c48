package org.adcache.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges;
import org.junit.jupiter.api.Test;

class ShrinkGuardTest {
    private static final Set<AccountType> ALL = EnumSet.allOf(AccountType.class);

    @Test
    void lets50AccountsGoFromAnyDirectoryThatKeepsHalf() {
        assertThat(objection(users(200), users(150))).isEmpty();
        assertThat(objection(users(200), users(149))).contains(ProblemType.RESULT_SHRUNKEN);
        assertThat(objection(users(100), users(50))).isEmpty();
        assertThat(objection(users(99), users(49))).contains(ProblemType.RESULT_SHRUNKEN);
    }

    @Test
    void letsTheLimitGoFromALargeDirectory() {
        assertThat(objection(users(10_000), users(9_000))).isEmpty();
        assertThat(objection(users(10_000), users(8_999))).contains(ProblemType.RESULT_SHRUNKEN);
    }

    @Test
    void letsNothingBecomeEmpty() {
        assertThat(objection(users(1), users(0))).contains(ProblemType.RESULT_EMPTY);
        assertThat(objection(users(0), users(0))).isEmpty();
    }

    @Test
    void letsNoTypeVanish() {
        assertThat(objection(new AccountCounts(100, 1, 5), new AccountCounts(100, 0, 5)))
                .contains(ProblemType.RESULT_LACKS_TYPE);
    }

    @Test
    void doesNotMindATypeThatIsNotReadAnyMore() {
        assertThat(objection(
                        new AccountCounts(100, 90, 5),
                        new AccountCounts(100, 0, 5),
                        EnumSet.of(AccountType.USER, AccountType.GROUP)))
                .isEmpty();
    }

    @Test
    void letsADirectoryGrowAndChange() {
        assertThat(objection(users(10), users(1000))).isEmpty();
    }

    private static AccountCounts users(int count) {
        return new AccountCounts(count, 0, 0);
    }

    private static Optional<ProblemType> objection(AccountCounts before, AccountCounts after) {
        return objection(before, after, ALL);
    }

    private static Optional<ProblemType> objection(AccountCounts before, AccountCounts after, Set<AccountType> types) {
        AccountCounts removed = new AccountCounts(
                Math.max(0, before.users() - after.users()),
                Math.max(0, before.contacts() - after.contacts()),
                Math.max(0, before.groups() - after.groups()));
        DraftChanges changes = new DraftChanges(
                before,
                after,
                0,
                0,
                removed.total(),
                removed,
                AttributeCounts.NONE,
                AttributeCounts.NONE,
                List.of(),
                List.of());
        return new ShrinkGuard(0.1, types, Set.of("addresses"))
                .objection(changes, AccountCounts.NONE)
                .map(Problem::type);
    }
}
