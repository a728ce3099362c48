package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.index.ListView;
import org.adcache.index.SavingView;
import org.adcache.store.IndexImage;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.testing.ForwardingView;
import org.junit.jupiter.api.Test;

/** Use of the saved index at a start. */
class SavedBaseTest {
    private final Cast cast =
            new Cast().user(1, "Jo Ray", Cast.mail("jo@corp.example")).group(2, "Sales", 1);
    private final SavingView.Images images = new SavingView.Images(cast.clock.instant());
    private final ListView first = cast.view(1, 1);

    private Lookup started(StoreView view) throws StoreException {
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Cast.DOMAINS), cast.clock, Runnable::run);
        lookup.serve(view);
        return lookup;
    }

    private static List<String> names(Lookup lookup, String key) {
        return Cast.names(lookup.find(List.of(key), Optional.empty()).answers().get(0));
    }

    @Test
    void beginsWithItAndReadsNoRecord() throws StoreException {
        started(new SavingView(first, images));
        SavingView again = new SavingView(first, images);
        Lookup lookup = started(again);
        assertThat(again.reads()).isZero();
        assertThat(images.writes()).as("what is on disk is as good").isEqualTo(1);
        assertThat(names(lookup, "jo@corp.example")).containsExactly("Jo Ray");
    }

    @Test
    void laysOverItWhatHasChangedSince() throws StoreException {
        started(new SavingView(first, images));
        List<Account> changed = new ArrayList<>(first.accounts());
        changed.add(Cast.builder(77, AccountType.USER, Cast.CORP, "Zoe New").build());
        SavingView later = new SavingView(first.next(changed), images);
        Lookup lookup = started(later);
        assertThat(later.reads()).isZero();
        assertThat(names(lookup, Cast.guid(77).toString())).containsExactly("Zoe New");
        assertThat(names(lookup, "jo@corp.example")).containsExactly("Jo Ray");
    }

    @Test
    void readsTheRecordsIfTheStoreCannotTellWhatHasChangedAndLeavesThatIndex() throws StoreException {
        started(new SavingView(first, images));
        ListView unrelated = cast.view(1, 9);
        SavingView later = new SavingView(unrelated, images);
        started(later);
        assertThat(later.reads()).isEqualTo(1);
        SavingView again = new SavingView(unrelated, images);
        started(again);
        assertThat(again.reads()).isZero();
    }

    @Test
    void buildsAnotherInTheBackgroundIfSomethingLiesOverOneOfHalfADayAgo() throws StoreException {
        started(new SavingView(first, images));
        SavingView later = new SavingView(first.next(List.of()), images);
        cast.clock.advance(Duration.ofHours(12));
        started(later);
        assertThat(later.reads()).isEqualTo(1);
        assertThat(images.writes()).isEqualTo(2);
    }

    @Test
    void readsTheRecordsIfItIsDamaged() throws StoreException {
        Lookup lookup = started(new Damaged(first));
        assertThat(names(lookup, "jo@corp.example")).containsExactly("Jo Ray");
    }

    /** View whose image can't be read. */
    private static final class Damaged extends ForwardingView {
        Damaged(ListView view) {
            super(view);
        }

        @Override
        public Optional<IndexImage> image(String format) {
            return Optional.of(new IndexImage() {
                @Override
                public Generation generation() {
                    return Damaged.this.generation();
                }

                @Override
                public Instant writtenAt() {
                    return Instant.EPOCH;
                }

                @Override
                public <T> T read(Reading<T> content) throws StoreException {
                    throw new StoreException(
                            new Problem(ProblemType.IMAGE_DAMAGED, "It is damaged.", "Nothing needs to be done."));
                }
            });
        }
    }
}
