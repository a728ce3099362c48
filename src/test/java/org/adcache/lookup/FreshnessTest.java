package org.adcache.lookup;

import static org.adcache.lookup.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.testing.ForwardingView;
import org.junit.jupiter.api.Test;

/** Publication of generations, their age, and Unknown answers. */
class FreshnessTest {
    private static final LookupResult NEVER = new LookupResult.Unknown(UnknownReason.NEVER_SYNCED);
    private static final LookupResult STALE = new LookupResult.Unknown(UnknownReason.TOO_STALE);
    private static final LookupResult OFF = new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED);

    private final Cast cast = new Cast().user(1, "Jo", mail("jo@corp.example"));

    @Test
    void knowsNothingBeforeTheFirstSync() {
        assertThat(cast.find("jo@corp.example")).isEqualTo(NEVER);
        assertThat(cast.lookup.usable()).isFalse();
        assertThat(cast.lookup.freshness())
                .isEqualTo(new Freshness(Generation.NONE, Optional.empty(), true, Epoch.FIRST));
        SuggestQuestion question = new SuggestQuestion("jo", 8, EnumSet.allOf(AccountType.class), false, false);
        assertThat(cast.lookup.suggest(question)).isInstanceOf(SuggestAnswer.Unavailable.class);
        assertThat(cast.lookup.match(new MatchQuestion(List.of("jo@corp.example"), Map.of(), false)))
                .isInstanceOf(MatchAnswer.Unavailable.class);
    }

    @Test
    void aHitIsFoundAtOnceButAMissIsUnknownWhileAConnectionNeverSynced() throws StoreException {
        cast.neverSynced(Cast.PARTNER).serve();
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
        assertThat(cast.find("al@corp.example")).isEqualTo(NEVER);
        assertThat(cast.find("no address", KeyKind.ADDRESS)).isEqualTo(new LookupResult.NotFound());
        assertThat(cast.lookup.usable()).isTrue();
        assertThat(cast.lookup.freshness().stale()).isTrue();
        assertThat(cast.lookup.freshness().asOf()).contains(cast.clock.instant());
    }

    @Test
    void saysHowOldTheOldestCopyIsAndWhenItIsStale() throws StoreException {
        cast.synced(Cast.PARTNER, cast.clock.instant().minus(Duration.ofHours(20)))
                .serve();
        assertThat(cast.lookup.freshness().asOf()).contains(cast.clock.instant().minus(Duration.ofHours(20)));
        assertThat(cast.lookup.freshness().stale()).isFalse();
        cast.clock.advance(Duration.ofHours(4).plusSeconds(1));
        assertThat(cast.lookup.freshness().stale()).isTrue();
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void aCopyOlderThanUnknownAfterAnswersNothing() throws StoreException {
        cast.serve();
        cast.clock.advance(Duration.ofDays(8));
        assertThat(cast.find("jo@corp.example")).isEqualTo(STALE);
        assertThat(cast.lookup.usable()).isFalse();
        cast.synced(Cast.PARTNER, cast.clock.instant());
        cast.lookup.serve(cast.view(1, 1));
        assertThat(cast.lookup.usable()).isTrue();
        assertThat(cast.find("jo@corp.example")).isEqualTo(STALE);
        cast.synced(Cast.CORP, cast.clock.instant());
        cast.lookup.serve(cast.view(1, 1));
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
        assertThat(cast.find("al@corp.example")).isEqualTo(new LookupResult.NotFound());
    }

    @Test
    void aViewOfTheSameGenerationIsNotReadAgain() throws StoreException {
        cast.serve();
        cast.lookup.serve(new Unreadable(cast.view(1, 1)));
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void whatWasServedIsStillServedWhenTheNextViewCannotBeRead() throws StoreException {
        cast.serve();
        assertThatThrownBy(() -> cast.lookup.serve(new Unreadable(cast.view(1, 2))))
                .isInstanceOf(StoreException.class);
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
        assertThat(cast.lookup.freshness().generation()).isEqualTo(new Generation(1));
    }

    @Test
    void offForgetsEverythingAndKeepsTheGenerationsNumber() throws StoreException {
        cast.serve();
        cast.lookup.off(new Epoch(2));
        assertThat(cast.find("jo@corp.example")).isEqualTo(OFF);
        assertThat(cast.lookup.usable()).isFalse();
        assertThat(cast.lookup.summary()).isEqualTo(new CacheSummary(0, 0, 0, 0, Map.of(), Map.of()));
        assertThat(cast.lookup.freshness())
                .isEqualTo(new Freshness(new Generation(1), Optional.empty(), true, new Epoch(2)));
    }

    @Test
    void noLateViewOfAnEndedEpochBringsDataBack() throws StoreException {
        cast.serve();
        cast.lookup.off(new Epoch(2));
        cast.lookup.serve(cast.view(1, 5));
        assertThat(cast.find("jo@corp.example")).isEqualTo(OFF);
        cast.lookup.serve(cast.view(2, 6));
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
        cast.lookup.off(new Epoch(1));
        assertThat(cast.find("jo@corp.example")).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void aViewThatIsBeingReadWhenTheIntegrationIsTurnedOffIsNotServed() throws StoreException {
        cast.lookup.serve(new TurnedOffWhileRead(cast.view(1, 1), cast.lookup));
        assertThat(cast.find("jo@corp.example")).isEqualTo(OFF);
    }

    @Test
    void countsWhatItHoldsAndKeysThatSeveralAccountsOfAConnectionOwn() throws StoreException {
        cast.user(2, "Jo again", account -> account.samAccountName(new AccountName("jo")))
                .user(
                        3,
                        "Info",
                        account -> mail("JO@corp.example", "info@corp.example")
                                .apply(account.samAccountName(new AccountName("JO"))))
                .add(mail("info@corp.example").apply(Cast.builder(4, AccountType.CONTACT, Cast.PARTNER, "Contact")))
                .group(5, "Sales", 998, 999)
                .serve();
        assertThat(cast.lookup.summary())
                .isEqualTo(new CacheSummary(3, 1, 1, 2, Map.of(Cast.CORP, 2), Map.of(Cast.CORP, 1)));
    }

    private static final class Unreadable extends ForwardingView {
        Unreadable(StoreView view) {
            super(view);
        }

        @Override
        public void forEach(RecordVisitor visitor) throws StoreException {
            throw new StoreException(new Problem(ProblemType.CACHE_DAMAGED, "It can't be read.", "Start again."));
        }
    }

    private static final class TurnedOffWhileRead extends ForwardingView {
        private final Lookup lookup;

        TurnedOffWhileRead(StoreView view, Lookup lookup) {
            super(view);
            this.lookup = lookup;
        }

        @Override
        public void forEach(RecordVisitor visitor) throws StoreException {
            super.forEach(visitor);
            lookup.off(epoch().next());
        }
    }
}
