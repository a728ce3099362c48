package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailAddress;
import org.adcache.index.ListView;
import org.adcache.index.SavingView;
import org.adcache.lookup.suggest.Tier;
import org.adcache.store.StoreException;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

/**
 * Every kind of answer compared with the brute-force twin's, over random populations and queries. The seed of a
 * failing round is in its message; {@code -Dadcache.twin.rounds} sets the rounds of the slow tests,
 * {@code -Dadcache.twin.seed} the seed of the first.
 */
class LookupTwinTest {
    private static final int ROUNDS = Integer.getInteger("adcache.twin.rounds", 60);
    private static final long SEED = Long.getLong("adcache.twin.seed", 20261121);
    private static final int FEW = 2;
    private static final int QUESTIONS = 40;
    private static final RebuildRule NEVER = new RebuildRule(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    private static final List<KeyKind> KINDS = List.of(KeyKind.values());

    /**
     * Random population, served at once, or generation over generation, or from a base that another instance saved;
     * and the twin over the accounts of usable copies.
     */
    private static final class Round {
        final long seed;
        final Random random;
        final RandomAccounts population;
        final Lookup lookup;
        final SlowTwin twin;

        Round(long seed, boolean changing) throws StoreException {
            this.seed = seed;
            random = new Random(seed);
            population = new RandomAccounts(random, random.nextInt(10) == 0 ? 60 : 1 + random.nextInt(14));
            List<ConnectionId> fresh = random.nextInt(4) == 0
                    ? List.of(RandomAccounts.CORP)
                    : List.of(RandomAccounts.CORP, RandomAccounts.PARTNER);
            RebuildRule rule = random.nextInt(3) > 0 ? NEVER : new RebuildRule(3, 50, 3);
            SavingView.Images images = new SavingView.Images(RandomAccounts.NOW);
            Lookup first = lookup(rule);
            ListView view = population.view(fresh);
            first.serve(new SavingView(view, images));
            for (int i = changing ? 1 + random.nextInt(6) : 0; i > 0; i--) {
                population.change();
                view = view.next(population.accounts);
                first.serve(new SavingView(view, images));
            }
            lookup = random.nextBoolean() ? first : again(rule, new SavingView(view, images));
            List<Account> seen = population.accounts.stream()
                    .filter(account -> fresh.contains(account.connection()))
                    .toList();
            twin = new SlowTwin(population.accounts, seen, population.domains, fresh.size() == 2);
        }

        private Lookup lookup(RebuildRule rule) {
            return new Lookup(
                    population.config(), Clock.fixed(RandomAccounts.NOW, ZoneOffset.UTC), Runnable::run, rule);
        }

        /** Starts an instance as after a restart. */
        private Lookup again(RebuildRule rule, SavingView view) throws StoreException {
            Lookup restarted = lookup(rule);
            restarted.serve(view);
            return restarted;
        }

        String about(Object question) {
            return "seed " + seed + " at " + lookup.freshness().generation() + ", question \"" + question + "\"";
        }
    }

    private interface Question {
        void ask(Round round);
    }

    private static void inEachRound(int rounds, Question question) throws StoreException {
        for (long seed = SEED; seed < SEED + rounds; seed++) {
            for (boolean changing : new boolean[] {false, true}) {
                Round round = new Round(seed, changing);
                for (int i = 0; i < QUESTIONS; i++) {
                    question.ask(round);
                }
            }
        }
    }

    @Test
    void findsWhatTheTwinFinds() throws StoreException {
        find(FEW);
    }

    @Slow
    @Test
    void findsWhatTheTwinFindsInManyRounds() throws StoreException {
        find(ROUNDS);
    }

    private static void find(int rounds) throws StoreException {
        inEachRound(rounds, round -> {
            String key = round.population.key();
            Optional<KeyKind> by = round.random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(KINDS.get(round.random.nextInt(KINDS.size())));
            LookupResult answer = round.lookup.find(List.of(key), by).answers().get(0);
            assertThat(guids(answer))
                    .as(round.about(by + " " + key))
                    .isEqualTo(round.twin.find(key, by).map(LookupTwinTest::guids));
        });
    }

    private static Optional<List<String>> guids(LookupResult answer) {
        if (answer instanceof LookupResult.Found found) {
            return Optional.of(guids(whole(found.accounts())));
        }
        return answer instanceof LookupResult.NotFound ? Optional.of(List.of()) : Optional.empty();
    }

    private static List<Account> whole(List<AccountView> views) {
        return views.stream().map(AccountView::account).toList();
    }

    private static List<String> guids(Iterable<Account> accounts) {
        List<String> guids = new ArrayList<>();
        accounts.forEach(account -> guids.add(account.objectGuid() + " " + account.connection()));
        return guids;
    }

    @Test
    void matchesWhatTheTwinMatches() throws StoreException {
        match(FEW);
    }

    @Slow
    @Test
    void matchesWhatTheTwinMatchesInManyRounds() throws StoreException {
        assertThat(match(ROUNDS)).as("outcomes that were compared").hasSize(6 * Verdict.values().length);
    }

    /** Returns the outcomes that were compared. */
    private static Set<String> match(int rounds) throws StoreException {
        Set<String> seen = new TreeSet<>();
        inEachRound(rounds, round -> {
            List<String> addresses = List.of(round.population.key(), addressOfSomebody(round));
            Map<String, Condition> conditions = new LinkedHashMap<>();
            for (int i = 0; i < 3; i++) {
                conditions.put("c" + i, round.population.condition());
            }
            MatchAnswer answer = round.lookup.match(new MatchQuestion(addresses, conditions, true));
            List<MatchAnswer.Recipient> recipients = ((MatchAnswer.Matched) answer).recipients();
            for (int i = 0; i < addresses.size(); i++) {
                MatchAnswer.Recipient recipient = recipients.get(i);
                assertThat(recipient.address()).isEqualTo(addresses.get(i));
                conditions.forEach((id, condition) -> {
                    String about = round.about(recipient.address() + " " + condition);
                    Verdict expected = round.twin.match(recipient.address(), condition);
                    assertThat(recipient.verdicts().get(id)).as(about).isEqualTo(expected);
                    seen.add(condition.getClass().getSimpleName() + " " + expected);
                    Map<String, List<AccountView>> paths = recipient.paths().orElseThrow();
                    assertThat(paths.containsKey(id)).as(about).isEqualTo(expected == Verdict.YES);
                    assertIsPath(round, whole(paths.getOrDefault(id, List.of())), condition, about);
                });
            }
        });
        return seen;
    }

    private static String addressOfSomebody(Round round) {
        List<Account> accounts = round.population.accounts;
        if (accounts.isEmpty()) {
            return "nobody@corp.example";
        }
        List<MailAddress> addresses =
                accounts.get(round.random.nextInt(accounts.size())).addresses();
        return addresses.isEmpty() ? "no address" : addresses.get(0).value();
    }

    private static void assertIsPath(Round round, List<Account> path, Condition condition, String about) {
        boolean toGroup = condition instanceof Condition.InGroup;
        for (int i = 1; i < path.size(); i++) {
            Account member = original(round, path.get(i - 1));
            assertThat(round.twin.directGroups(member)).as(about).contains(original(round, path.get(i)));
            assertThat(toGroup).as(about).isTrue();
        }
        assertThat(path.size() == 1).as(about).isEqualTo(!path.isEmpty() && !toGroup);
    }

    private static Account original(Round round, Account answered) {
        return round.population.accounts.stream()
                .filter(account -> account.objectGuid().equals(answered.objectGuid()))
                .filter(account -> account.connection().equals(answered.connection()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void suggestsWhatTheTwinSuggestsInTheSameOrder() throws StoreException {
        suggest(FEW);
    }

    @Slow
    @Test
    void suggestsWhatTheTwinSuggestsInTheSameOrderInManyRounds() throws StoreException {
        assertThat(suggest(ROUNDS)).as("tiers that were compared").isEqualTo(EnumSet.allOf(Tier.class));
    }

    /** Returns the tiers that were compared. */
    private static Set<Tier> suggest(int rounds) throws StoreException {
        Set<Tier> seen = EnumSet.noneOf(Tier.class);
        inEachRound(rounds, round -> {
            SuggestQuestion question = new SuggestQuestion(
                    round.population.typed(),
                    1 + round.random.nextInt(20),
                    round.random.nextInt(3) == 0 ? Set.of(AccountType.USER) : EnumSet.allOf(AccountType.class),
                    round.random.nextBoolean(),
                    round.random.nextBoolean());
            String about = round.about(question);
            Map<Account, Tier> expected = round.twin.suggest(question, RandomAccounts.NOW);
            SuggestAnswer.Suggested answer = (SuggestAnswer.Suggested) round.lookup.suggest(question);
            List<Account> items = answer.items().stream()
                    .map(item -> item.account().account())
                    .toList();
            assertThat(guids(items))
                    .as(about + " of " + expected.values())
                    .isEqualTo(guids(
                            expected.keySet().stream().limit(question.limit()).toList()));
            assertThat(answer.complete()).as(about).isEqualTo(expected.size() <= question.limit());
            List<Tier> tiers = List.copyOf(expected.values());
            seen.addAll(tiers);
            for (int i = 0; i < items.size(); i++) {
                assertRangesAreValid(answer.items().get(i), tiers.get(i), question.text(), about);
            }
        });
        return seen;
    }

    private static void assertRangesAreValid(SuggestAnswer.Item item, Tier tier, String typed, String about) {
        assertThat(item.matched()).as(about + " " + item.account().cn()).isNotEmpty();
        for (SuggestAnswer.Range range : item.matched()) {
            String text = Fields.of(item.account().account(), range);
            String where = about + ", " + tier + ", " + range + " of \"" + text + "\"";
            assertThat(range.start()).as(where).isBetween(0, range.end() - 1);
            assertThat(range.end()).as(where).isLessThanOrEqualTo(text.length());
            assertThat(splitsPair(text, range.start()) || splitsPair(text, range.end()))
                    .as(where)
                    .isFalse();
        }
        if (tier == Tier.INFIX) {
            assertThat(item.matched()).as(about).hasSize(1);
        }
        if (tier == Tier.NAME || tier == Tier.ANY_WORD || tier == Tier.FUZZY) {
            assertThat(SlowWords.ofQuestion(typed.strip()).stream().map(List::size))
                    .as(about)
                    .contains(item.matched().size());
        }
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
