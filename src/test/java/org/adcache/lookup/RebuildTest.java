package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.index.ListView;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.IndexImage;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.testing.ForwardingView;
import org.adcache.testing.LogOfThisThread;
import org.junit.jupiter.api.Test;

/** Overlays, the rule of rebuilding the base, and events during a rebuild. */
class RebuildTest {
    private static final int PEOPLE = 20;
    private static final RebuildRule SOON = new RebuildRule(1, 50, 1);

    private final Cast cast = new Cast();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private Lookup lookup = lookup(SOON);
    private ListView newest = cast.view(1, 1);

    private Lookup lookup(RebuildRule rule) {
        return new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Cast.DOMAINS),
                cast.clock,
                background::add,
                rule);
    }

    /** View that records how it is read, and can run an action meanwhile. */
    private static final class Watched extends ForwardingView {
        private final List<Generation> askedSince = new ArrayList<>();
        private int reads;
        private int records;
        private Consumer<Integer> atRecord = any -> {};
        private Runnable atChanges = () -> {};
        private boolean unreadable;
        private int saved;

        Watched(ListView view) {
            super(view);
        }

        @Override
        public void forEach(RecordVisitor visitor) throws StoreException {
            reads++;
            if (unreadable) {
                throw new StoreException(new Problem(ProblemType.CACHE_DAMAGED, "It can't be read.", "Start again."));
            }
            super.forEach((connection, account, words) -> {
                atRecord.accept(records);
                visitor.visit(connection, account, words);
                records++;
            });
        }

        @Override
        public void saveImage(String format, IndexImage.Writing content) {
            saved++;
        }

        @Override
        public boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
            askedSince.add(earlier);
            atChanges.run();
            return super.forEachSince(earlier, visitor);
        }
    }

    /** The next generation, in which the first few accounts have its number in their names. */
    private Watched next(int renamed) {
        List<Account> accounts = new ArrayList<>();
        Generation generation = newest.generation().next();
        for (int i = 0; i < PEOPLE; i++) {
            accounts.add(Cast.builder(
                            i,
                            AccountType.USER,
                            Cast.CORP,
                            i < renamed ? "Jo " + i + " of " + generation.number() : "Jo " + i)
                    .build());
        }
        newest = newest.next(accounts);
        return new Watched(newest);
    }

    private Watched serve(Watched view) throws StoreException {
        lookup.serve(view);
        return view;
    }

    /** Serves the first base, which is saved on disk. */
    private void begin() throws StoreException {
        Watched first = serve(next(0));
        background.remove().run();
        assertThat(first.saved).isEqualTo(1);
    }

    private String firstName() {
        LookupResult answer = lookup.find(List.of(Cast.guid(0).toString()), Optional.empty())
                .answers()
                .get(0);
        return Cast.names(answer).get(0);
    }

    @Test
    void laysAFewChangesOverTheBaseAndReadsNothingElse() throws StoreException {
        begin();
        Watched few = serve(next(1));
        assertThat(few.reads).isZero();
        assertThat(few.askedSince).containsExactly(new Generation(2));
        assertThat(firstName()).isEqualTo("Jo 0 of 3");
    }

    @Test
    void asksTheStoreOnlyForWhatChangedSinceTheGenerationBefore() throws StoreException {
        begin();
        serve(next(3));
        Watched third = serve(next(0));
        assertThat(third.askedSince).containsExactly(new Generation(3));
        assertThat(firstName()).isEqualTo("Jo 0");
    }

    @Test
    void readsEverythingWhenTheStoreCannotTellWhatChanged() throws StoreException {
        begin();
        Watched all = serve(new Watched(cast.user(0, "Jo", account -> account).view(1, 9)));
        assertThat(all.reads).isEqualTo(1);
        assertThat(firstName()).isEqualTo("Jo");
    }

    @Test
    void rebuildsTheBaseInTheBackgroundOnceTheChangesAreMany() throws StoreException {
        begin();
        Watched many = serve(next(10));
        assertThat(background).hasSize(1);
        assertThat(many.reads).isZero();
        assertThat(firstName()).isEqualTo("Jo 0 of 3");
        background.remove().run();
        assertThat(many.reads).isEqualTo(1);
        assertThat(firstName()).isEqualTo("Jo 0 of 3");
        serve(next(0));
        assertThat(background).as("ten differ from the new base").hasSize(1);
    }

    @Test
    void aRebuiltBaseOfTheSameGenerationIsAnotherState() throws StoreException {
        begin();
        serve(next(10));
        Optional<ServedState> overlaid = state();
        background.remove().run();
        assertThat(overlaid).isPresent();
        assertThat(state()).isPresent().isNotEqualTo(overlaid);
    }

    private Optional<ServedState> state() {
        SuggestQuestion question = new SuggestQuestion("jo", 8, EnumSet.allOf(AccountType.class), false, false);
        return ((SuggestAnswer.Deferred) lookup.suggestDeferred(question)).state();
    }

    @Test
    void leavesEachNewBaseOnDiskAndNothingElse() throws StoreException {
        begin();
        Watched few = serve(next(1));
        Watched many = serve(next(10));
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(few.saved).isZero();
        assertThat(many.saved).isEqualTo(1);
        Watched all = serve(new Watched(cast.user(0, "Jo", account -> account).view(1, 9)));
        background.remove().run();
        assertThat(all.saved)
                .as("built because the store could not tell what had changed")
                .isEqualTo(1);
    }

    @Test
    void rebuildsABaseThatSaysOfAnybodyForHalfADayWhatIsNotSoAnyMore() throws StoreException {
        lookup = lookup(RebuildRule.MEASURED);
        begin();
        serve(next(1));
        cast.clock.advance(Duration.ofHours(11));
        serve(next(1));
        assertThat(background).isEmpty();
        cast.clock.advance(Duration.ofHours(1));
        Watched late = serve(next(1));
        background.remove().run();
        assertThat(late.reads).isEqualTo(1);
        cast.clock.advance(Duration.ofDays(2));
        serve(late);
        assertThat(background).as("nothing differs from the new base").isEmpty();
    }

    @Test
    void neverHasTwoRebuildsAtATimeAndTakesTheNewestGenerationForIt() throws StoreException {
        begin();
        serve(next(10));
        serve(next(11));
        Watched third = serve(next(12));
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(third.reads).isEqualTo(1);
        assertThat(background).isEmpty();
    }

    @Test
    void aGenerationPublishedDuringTheRebuildIsLaidOverTheNewBase() throws StoreException {
        begin();
        Watched many = serve(next(10));
        Watched later = next(1);
        many.atRecord = record -> {
            if (record == 5) {
                serveUnchecked(later);
                assertThat(firstName()).isEqualTo("Jo 0 of 4");
            }
        };
        background.remove().run();
        assertThat(firstName()).isEqualTo("Jo 0 of 4");
        assertThat(lookup.freshness().generation()).isEqualTo(later.generation());
        assertThat(later.askedSince).containsExactly(many.generation(), many.generation());
        serve(next(1));
        assertThat(background).as("ten differ from the new base").hasSize(1);
    }

    private void serveUnchecked(StoreView view) {
        try {
            lookup.serve(view);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGenerationThatIsBeingPublishedWhenTheNewBaseArrivesIsLaidOverThatOne() throws StoreException {
        begin();
        Watched many = serve(next(10));
        Watched later = next(11);
        later.atChanges = () -> {
            if (!background.isEmpty()) {
                background.remove().run();
            }
        };
        serve(later);
        assertThat(later.askedSince).containsExactly(many.generation(), many.generation());
        assertThat(firstName()).isEqualTo("Jo 0 of 4");
    }

    @Test
    void doesNotRebuildForAnEpochThatHasEnded() throws StoreException {
        begin();
        Watched many = serve(next(10));
        lookup.off(new Epoch(2));
        background.remove().run();
        assertThat(many.reads).isZero();
        assertThat(lookup.usable()).isFalse();
    }

    @Test
    void givesTheRebuildUpAtTheNextRecordWhenTheIntegrationIsTurnedOff() throws StoreException {
        begin();
        Watched many = serve(next(10));
        many.atRecord = record -> {
            if (record == 5) {
                lookup.off(new Epoch(2));
            }
        };
        background.remove().run();
        assertThat(many.records).isEqualTo(5);
        assertThat(lookup.usable()).isFalse();
        assertThat(lookup.summary().users()).isZero();
    }

    @Test
    void aRebuildThatFailsIsLoggedOnceTriedAgainAndChangesNoAnswer() throws StoreException {
        try (LogOfThisThread log = new LogOfThisThread(BaseRebuild.class)) {
            begin();
            for (int i = 0; i < 3; i++) {
                Watched damaged = next(10);
                damaged.unreadable = true;
                serve(damaged);
                background.remove().run();
                assertThat(firstName())
                        .isEqualTo("Jo 0 of " + damaged.generation().number());
            }
            assertThat(log.messages()).singleElement().asString().contains("cache-damaged");
            serve(next(10));
            background.remove().run();
            assertThat(log.messages()).hasSize(2);
            serve(next(0));
            assertThat(background).as("ten differ from the new base").hasSize(1);
        }
    }
}
