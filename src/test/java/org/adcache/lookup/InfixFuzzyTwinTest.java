package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.index.ListView;
import org.adcache.lookup.suggest.Tier;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

/**
 * Suggestions compared with the brute-force twin's where many words differ little: short words of few letters, so many
 * that an index looks edits up instead of scanning all words. {@code -Dadcache.twin.seed} sets the seed of the first
 * population.
 */
class InfixFuzzyTwinTest {
    private static final long SEED = Long.getLong("adcache.twin.seed", 20261123);
    private static final int ROUNDS = Integer.getInteger("adcache.twin.rounds", 60) / 20;
    private static final int ACCOUNTS = 1200;
    private static final int QUESTIONS = 60;
    private static final int FEW = 4;
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.empty());
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String[] NARROW = {"a", "b", "c", "_", "7"};
    private static final String[] WIDE = {"a", "b", "c", "ü", "и", "王", "明", "🎉", "_"};

    @Test
    void findsWhatTheTwinFindsAmongManySimilarWords() throws StoreException {
        compare(1, FEW);
    }

    @Slow
    @Test
    void findsWhatTheTwinFindsAmongManySimilarWordsInManyRounds() throws StoreException {
        compare(ROUNDS, QUESTIONS);
    }

    private static void compare(int rounds, int questions) throws StoreException {
        Set<Tier> seen = EnumSet.noneOf(Tier.class);
        for (long seed = SEED; seed < SEED + rounds; seed++) {
            Random random = new Random(seed);
            String[] letters = random.nextBoolean() ? NARROW : WIDE;
            List<Account> accounts = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.add(account(random, letters, i));
            }
            Lookup lookup = lookup(accounts);
            SlowTwin twin = new SlowTwin(accounts, accounts, Map.of(CORP, DOMAIN), true);
            for (int i = 0; i < questions; i++) {
                String typed = word(random, letters, 3 + random.nextInt(5));
                SuggestQuestion question = new SuggestQuestion(
                        random.nextInt(4) == 0 ? word(random, letters, 1) + " " + typed : typed,
                        1 + random.nextInt(20),
                        Set.of(random.nextBoolean() ? AccountType.CONTACT : AccountType.USER),
                        false,
                        false);
                Map<Account, Tier> expected = twin.suggest(question, Instant.EPOCH);
                SuggestAnswer.Suggested answer = (SuggestAnswer.Suggested) lookup.suggest(question);
                assertThat(answer.items().stream().map(item -> item.account().objectGuid()))
                        .as("seed " + seed + ", " + question)
                        .containsExactlyElementsOf(expected.keySet().stream()
                                .limit(question.limit())
                                .map(Account::objectGuid)
                                .toList());
                assertThat(answer.complete()).as("seed " + seed).isEqualTo(expected.size() <= question.limit());
                expected.values().stream().limit(question.limit()).forEach(seen::add);
            }
        }
        assertThat(seen).as("tiers that were compared").contains(Tier.INFIX, Tier.FUZZY);
    }

    private static Account account(Random random, String[] letters, int number) {
        AccountType type = random.nextInt(20) == 0 ? AccountType.CONTACT : AccountType.USER;
        String cn = word(random, letters, 3 + random.nextInt(6)) + " " + word(random, letters, 3 + random.nextInt(6));
        Account.Builder account = Account.builder(
                        new ObjectGuid(0, number),
                        type,
                        CORP,
                        new DistinguishedName("CN=" + number + ",OU=People,DC=corp,DC=example"))
                .cn(cn);
        String local =
                word(random, letters, 2 + random.nextInt(6)) + "." + word(random, letters, 2 + random.nextInt(6));
        MailAddress.parse(local + "@corp.example").ifPresent(address -> account.addresses(List.of(address)));
        if (type == AccountType.USER) {
            account.samAccountName(new AccountName(word(random, letters, 2 + random.nextInt(7))));
        }
        return account.build();
    }

    private static String word(Random random, String[] letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters[random.nextInt(letters.length)]);
        }
        return word.toString();
    }

    private static Lookup lookup(List<Account> accounts) throws StoreException {
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Runnable::run);
        ConnectionState state =
                new ConnectionState(SyncPoint.full(DOMAIN, NOW, 0), AccountCounts.NONE, AttributeCounts.NONE);
        lookup.serve(new ListView(Epoch.FIRST, new Generation(1), Map.of(CORP, state), accounts));
        return lookup;
    }
}
