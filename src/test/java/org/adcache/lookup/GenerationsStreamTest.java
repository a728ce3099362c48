package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.index.ListView;
import org.junit.jupiter.api.Test;

/**
 * Concurrent readers while generations are published and bases rebuilt. In each generation Ann, Zed and the group of
 * both are changed together and carry its number: no answer may have two numbers, or an older one after a newer one.
 */
class GenerationsStreamTest {
    private static final int GENERATIONS = 400;
    private static final int CROWD = 40;

    private final Cast cast = new Cast();
    private final AtomicInteger rebuilds = new AtomicInteger();

    private static List<Account> accounts(long number) {
        List<Account> accounts = new ArrayList<>();
        accounts.add(person(0, "Ann", number));
        accounts.add(person(1, "Zed", number));
        accounts.add(Cast.builder(2, AccountType.GROUP, Cast.CORP, "Both of " + number)
                .samAccountName(new AccountName("both"))
                .members(List.of(
                        new GroupMember(Cast.guid(0), Optional.empty()),
                        new GroupMember(Cast.guid(number % 2 == 0 ? 1 : 3), Optional.empty()),
                        new GroupMember(Cast.guid(number % 2 == 0 ? 3 : 1), Optional.empty())))
                .build());
        for (int i = 3; i < CROWD; i++) {
            accounts.add(person(i, "Moe" + i, number / 7 % CROWD == i ? number : 0));
        }
        return accounts;
    }

    private static Account person(int number, String name, long generation) {
        return Cast.builder(number, AccountType.USER, Cast.CORP, name + " of " + generation)
                .addresses(List.of(
                        MailAddress.parse("p" + number + "@corp.example").orElseThrow()))
                .build();
    }

    @Test
    void nobodySeesTwoGenerationsInOneAnswerOrAnOlderOneAfterANewer() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean streaming = new AtomicBoolean(true);
        try {
            Lookup lookup = new Lookup(
                    new LookupConfig(Duration.ofHours(24), Optional.empty(), Cast.DOMAINS),
                    cast.clock,
                    task -> threads.execute(() -> {
                        task.run();
                        rebuilds.incrementAndGet();
                    }),
                    new RebuildRule(7, 50, 7));
            ListView view =
                    new ListView(cast.view(1, 1).epoch(), cast.view(1, 1).generation(), cast.states, accounts(1));
            lookup.serve(view);
            List<Callable<Integer>> readers = List.of(
                    () -> finds(lookup, streaming),
                    () -> suggests(lookup, streaming),
                    () -> matches(lookup, streaming));
            List<Future<Integer>> running =
                    readers.stream().map(threads::submit).toList();
            for (int i = 2; i <= GENERATIONS; i++) {
                view = forgetOld(view).next(accounts(i));
                lookup.serve(view);
                assertThat(lookup.freshness().generation()).isEqualTo(view.generation());
            }
            streaming.set(false);
            for (Future<Integer> reader : running) {
                assertThat(reader.get(1, TimeUnit.MINUTES))
                        .as("answers that were checked")
                        .isPositive();
            }
            assertThat(rebuilds).as("rebuilds").hasPositiveValue();
        } finally {
            streaming.set(false);
            threads.shutdownNow();
        }
    }

    /** Limits the comparable generations to a few dozen, as a store does. */
    private static ListView forgetOld(ListView view) {
        List<ListView> known = view.earlier();
        List<ListView> kept = known.subList(Math.max(0, known.size() - 50), known.size()).stream()
                .map(old -> new ListView(old.epoch(), old.generation(), old.connections(), old.accounts()))
                .toList();
        return new ListView(view.epoch(), view.generation(), view.connections(), view.accounts(), kept);
    }

    private static int finds(Lookup lookup, AtomicBoolean streaming) {
        long last = 0;
        int asked = 0;
        for (; streaming.get(); asked++) {
            LookupResults results = lookup.find(
                    List.of("p0@corp.example", "p1@corp.example", Cast.guid(2).toString()), Optional.empty());
            long number = results.freshness().generation().number();
            assertThat(results.answers().stream().flatMap(answer -> Cast.names(answer).stream()))
                    .containsExactly("Ann of " + number, "Zed of " + number, "Both of " + number);
            assertThat(number).isGreaterThanOrEqualTo(last);
            last = number;
        }
        return asked;
    }

    private static int suggests(Lookup lookup, AtomicBoolean streaming) {
        long last = 0;
        int asked = 0;
        for (; streaming.get(); asked++) {
            SuggestAnswer.Suggested answer = (SuggestAnswer.Suggested)
                    lookup.suggest(new SuggestQuestion("of", 20, EnumSet.allOf(AccountType.class), false, false));
            long number = answer.freshness().generation().number();
            assertThat(answer.items().get(0).account().cn()).isEqualTo("Ann of " + number);
            assertThat(answer.items()).hasSize(20);
            assertThat(number).isGreaterThanOrEqualTo(last);
            last = number;
        }
        return asked;
    }

    private static int matches(Lookup lookup, AtomicBoolean streaming) {
        int asked = 0;
        for (; streaming.get(); asked++) {
            MatchAnswer.Matched answer = (MatchAnswer.Matched) lookup.match(new MatchQuestion(
                    List.of("p0@corp.example", "p1@corp.example"),
                    Map.of("both", new Condition.InGroup("both")),
                    true));
            long number = answer.freshness().generation().number();
            assertThat(answer.recipients().stream()
                            .flatMap(recipient ->
                                    recipient.paths().orElseThrow().getOrDefault("both", List.of()).stream())
                            .map(AccountView::cn))
                    .containsExactly("Ann of " + number, "Both of " + number, "Zed of " + number, "Both of " + number);
        }
        return asked;
    }
}
