package org.adcache.lookup;

import static org.adcache.lookup.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.index.ListView;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;

/** Identity of the served state, and the lifetime of values derived from it. */
class ServedStateTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final SuggestQuestion QUESTION =
            new SuggestQuestion("jo", 8, EnumSet.allOf(AccountType.class), false, false);

    private final Cast cast = new Cast().user(1, "Jo", mail("jo@corp.example"));

    /** Placeholder for what a reader derives from an answer. */
    private static final class Derived {}

    private SuggestAnswer.Deferred answer() {
        return (SuggestAnswer.Deferred) cast.lookup.suggestDeferred(QUESTION);
    }

    private ServedState state() {
        return answer().state().orElseThrow();
    }

    @Test
    void whatIsDerivedIsMadeOnceInAState() throws StoreException {
        cast.serve();
        Derived first = state().derived(Derived.class, Derived::new);
        assertThat(state().derived(Derived.class, Derived::new)).isSameAs(first);
    }

    @Test
    void theNextGenerationIsAnotherState() throws StoreException {
        ListView first = cast.view(1, 1);
        cast.lookup.serve(first);
        ServedState before = state();
        cast.user(2, "Joe", mail("joe@corp.example"));
        cast.lookup.serve(first.next(cast.accounts));
        assertThat(state()).isNotSameAs(before);
        assertThat(answer().search().get().items()).hasSize(2);
    }

    @Test
    void anAccountThatExpiresEndsTheState() throws StoreException {
        Instant end = cast.clock.instant().plusSeconds(60);
        ListView first = cast.view(1, 1);
        cast.lookup.serve(first);
        cast.user(2, "Joe", account -> account.accountExpires(end))
                .user(3, "Joan", account -> account.accountExpires(end.plusSeconds(60)));
        cast.lookup.serve(first.next(cast.accounts));
        ServedState before = state();
        cast.clock.advance(Duration.ofSeconds(59));
        assertThat(state()).isSameAs(before);
        assertThat(answer().search().get().items()).hasSize(3);
        cast.clock.advance(Duration.ofSeconds(1));
        ServedState after = state();
        assertThat(after).isNotSameAs(before);
        assertThat(answer().search().get().items()).hasSize(2);
        cast.clock.advance(Duration.ofSeconds(59));
        assertThat(state()).isSameAs(after);
        cast.clock.advance(Duration.ofSeconds(1));
        assertThat(answer().search().get().items()).hasSize(1);
    }

    @Test
    void theSameGenerationOfTheNextEpochIsAnotherState() throws StoreException {
        cast.serve();
        ServedState before = state();
        cast.lookup.off(new Epoch(2));
        assertThat(cast.lookup.suggestDeferred(QUESTION)).isInstanceOf(SuggestAnswer.Unavailable.class);
        cast.lookup.serve(cast.view(2, 1));
        assertThat(state()).isNotSameAs(before);
    }

    @Test
    void anAnswerOfSomeConnectionsOnlyBelongsToNoState() throws StoreException {
        cast.neverSynced(Cast.PARTNER).serve();
        assertThat(answer().state()).isEmpty();
        assertThat(answer().search().get().items()).hasSize(1);
    }

    @Test
    void anAnswerBelongsToNoStateOnceACopyHasBecomeTooOld() throws StoreException {
        Instant sixDaysAgo = cast.clock.instant().minus(Duration.ofDays(6));
        cast.synced(Cast.CORP, sixDaysAgo).serve();
        assertThat(answer().state()).isPresent();
        assertThat(answer().search().get().items()).hasSize(1);
        cast.clock.advance(Duration.ofDays(2));
        assertThat(answer().state()).isEmpty();
        assertThat(answer().search().get().items()).isEmpty();
    }

    @Test
    void whatIsDerivedIsUnreachableAfterAWipe() throws StoreException {
        cast.serve();
        WeakReference<Derived> derived = derived();
        cast.lookup.off(new Epoch(2));
        assertCollected(derived);
    }

    @Test
    void whatIsDerivedIsUnreachableInTheNextGeneration() throws StoreException {
        ListView first = cast.view(1, 1);
        cast.lookup.serve(first);
        WeakReference<Derived> derived = derived();
        cast.user(2, "Joe", mail("joe@corp.example"));
        cast.lookup.serve(first.next(cast.accounts));
        assertCollected(derived);
    }

    private WeakReference<Derived> derived() {
        return new WeakReference<>(state().derived(Derived.class, Derived::new));
    }

    private static void assertCollected(WeakReference<?> reference) {
        Instant end = Instant.now().plus(DEADLINE);
        while (reference.get() != null && Instant.now().isBefore(end)) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(Optional.ofNullable(reference.get())).isEmpty();
    }
}
