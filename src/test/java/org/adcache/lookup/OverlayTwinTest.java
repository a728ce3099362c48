package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.adcache.account.AccountType;
import org.adcache.index.ListView;
import org.adcache.store.StoreException;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

/**
 * Overlays compared, after each of many changes, with an index built from the newest generation alone: the same
 * accounts in the same order, paths, highlights and counts. The seed is in the message; {@code -Dadcache.twin.rounds}
 * sets the populations of the slow test, {@code -Dadcache.twin.seed} the seed of the first.
 */
class OverlayTwinTest {
    private static final int ROUNDS = Integer.getInteger("adcache.twin.rounds", 200);
    private static final int FEW = 8;
    private static final long SEED = Long.getLong("adcache.twin.seed", 20261122);
    private static final RebuildRule NEVER = new RebuildRule(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    private static final RebuildRule SOMETIMES = new RebuildRule(6, 50, 6);
    private static final Clock CLOCK = Clock.fixed(RandomAccounts.NOW, ZoneOffset.UTC);
    private static final int QUESTIONS = 8;

    @Test
    void answersLikeAnIndexBuiltFromNothing() throws StoreException {
        compare(FEW);
    }

    @Slow
    @Test
    void answersLikeAnIndexBuiltFromNothingInManyRounds() throws StoreException {
        compare(ROUNDS);
    }

    private static void compare(int rounds) throws StoreException {
        for (long seed = SEED; seed < SEED + rounds; seed++) {
            Random random = new Random(seed);
            RandomAccounts population =
                    new RandomAccounts(random, random.nextInt(10) == 0 ? 50 : 1 + random.nextInt(14));
            Lookup overlaid =
                    new Lookup(population.config(), CLOCK, Runnable::run, random.nextInt(3) > 0 ? NEVER : SOMETIMES);
            ListView view = population.view(List.of(RandomAccounts.CORP, RandomAccounts.PARTNER));
            overlaid.serve(view);
            for (int change = 1; change <= 4; change++) {
                population.change();
                view = view.next(population.accounts);
                overlaid.serve(view);
                Lookup built = new Lookup(population.config(), CLOCK, Runnable::run);
                built.serve(view);
                compare(overlaid, built, population, random, "seed " + seed + ", change " + change);
            }
        }
    }

    private static void compare(Lookup overlaid, Lookup built, RandomAccounts population, Random random, String about) {
        assertThat(overlaid.summary()).as(about).isEqualTo(built.summary());
        assertThat(overlaid.freshness()).as(about).isEqualTo(built.freshness());
        for (int i = 0; i < QUESTIONS; i++) {
            String key = population.key();
            assertThat(overlaid.find(List.of(key), Optional.empty()))
                    .as(about + ", " + key)
                    .isEqualTo(built.find(List.of(key), Optional.empty()));
            for (KeyKind kind : KeyKind.values()) {
                assertThat(overlaid.find(List.of(key), Optional.of(kind)))
                        .as(about + ", " + kind + " " + key)
                        .isEqualTo(built.find(List.of(key), Optional.of(kind)));
            }
        }
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (int i = 0; i < QUESTIONS; i++) {
            conditions.put("c" + i, population.condition());
        }
        List<String> addresses = population.accounts.stream()
                .flatMap(account -> account.addresses().stream())
                .map(Object::toString)
                .distinct()
                .toList();
        MatchQuestion match = new MatchQuestion(addresses, conditions, true);
        assertThat(overlaid.match(match)).as(about + ", " + conditions).isEqualTo(built.match(match));
        for (int i = 0; i < QUESTIONS; i++) {
            SuggestQuestion question = new SuggestQuestion(
                    population.typed(),
                    1 + random.nextInt(20),
                    EnumSet.allOf(AccountType.class),
                    random.nextBoolean(),
                    random.nextBoolean());
            assertThat(overlaid.suggest(question)).as(about + ", " + question).isEqualTo(built.suggest(question));
        }
    }
}
