package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.adcache.account.ProblemException;
import org.adcache.directory.controllers.DomainControllers;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.feed.FeedPosition;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class ServerOrderTest {
    private static final ServerAddress DC1 = new ServerAddress("dc1.corp.example", 636);
    private static final ServerAddress DC2 = new ServerAddress("dc2.corp.example", 636);
    private static final ServerAddress DC3 = new ServerAddress("dc3.corp.example", 636);

    private final TestClock clock = new TestClock();
    private final ServerBackOff backOff = new ServerBackOff(clock);
    private final ServerOrder order = new ServerOrder(
            new DomainControllers(
                    new ConfigBuilder()
                            .server(DC1.host(), 636)
                            .server(DC2.host(), 636)
                            .server(DC3.host(), 636)
                            .build(),
                    name -> List.of(),
                    new SiteFinder(host -> Optional.empty(), clock),
                    new Random(1)),
            backOff);

    @Test
    void triesAServerThatFailedLastForAMinute() throws Exception {
        backOff.failed(DC1);

        assertThat(withoutCursor()).containsExactly(DC2, DC3, DC1);
        clock.advance(Duration.ofSeconds(61));
        assertThat(withoutCursor()).containsExactly(DC1, DC2, DC3);
    }

    @Test
    void countsTheServersByTheirLastSession() throws Exception {
        assertThat(backOff.count(true) + backOff.count(false)).isZero();
        backOff.failed(DC1);
        backOff.good(DC2);
        backOff.failed(new ServerAddress("gone.corp.example", 636));
        assertThat(backOff.count(false)).isEqualTo(2);
        withoutCursor();
        assertThat(backOff.count(false))
                .as("without the one that the domain has no more")
                .isEqualTo(1);
        assertThat(backOff.count(true)).isEqualTo(1);
        backOff.good(DC1);
        assertThat(backOff.count(false)).isZero();
    }

    @Test
    void backsOffTwiceAsLongEachTimeUpToFiveMinutes() throws Exception {
        for (Duration pause : List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(4),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5))) {
            backOff.failed(DC1);
            clock.advance(pause.minusSeconds(1));
            assertThat(withoutCursor()).last().isEqualTo(DC1);
            clock.advance(Duration.ofSeconds(1));
            assertThat(withoutCursor()).first().isEqualTo(DC1);
        }
    }

    @Test
    void leavesNoServerOutThoughAllFailed() throws Exception {
        List.of(DC1, DC2, DC3).forEach(backOff::failed);

        assertThat(withoutCursor()).containsExactly(DC1, DC2, DC3);
    }

    @Test
    void forgetsFailuresAfterAGoodSession() throws Exception {
        backOff.failed(DC1);
        backOff.failed(DC1);
        backOff.good(DC1);

        assertThat(withoutCursor()).first().isEqualTo(DC1);
        backOff.failed(DC1);
        clock.advance(Duration.ofSeconds(61));
        assertThat(withoutCursor()).first().isEqualTo(DC1);
    }

    @Test
    void triesTheCursorsServerFirst() throws Exception {
        assertThat(order.of(cursor(ChangeFeed.DIRSYNC, DC3))).containsExactly(DC3, DC1, DC2);
    }

    @Test
    void prefersTheFirstServerToASubstituteWhenEverythingIsCompared() throws Exception {
        assertThat(order.bestFirst(Optional.empty())).containsExactly(DC1, DC2, DC3);
        assertThat(order.bestFirst(cursor(ChangeFeed.DIRSYNC, DC3))).containsExactly(DC1, DC3, DC2);
        assertThat(order.bestFirst(cursor(ChangeFeed.USN, DC3))).containsExactly(DC1, DC3);
        assertThat(order.bestFirst(cursor(ChangeFeed.DIRSYNC, DC1))).containsExactly(DC1, DC2, DC3);
        assertThat(order.bestFirst(cursor(ChangeFeed.USN, DC1))).containsExactly(DC1);
        backOff.failed(DC1);
        assertThat(order.bestFirst(cursor(ChangeFeed.USN, DC3))).containsExactly(DC3);
    }

    @Test
    void goesToAnotherServerAtOnceUnderDirSync() throws Exception {
        backOff.failed(DC3);

        assertThat(order.of(cursor(ChangeFeed.DIRSYNC, DC3))).containsExactly(DC1, DC2, DC3);
    }

    @Test
    void staysWithTheServerForTwoFailuresUnderUsn() throws Exception {
        assertThat(order.of(cursor(ChangeFeed.USN, DC3))).containsExactly(DC3);
        backOff.failed(DC3);
        assertThat(order.of(cursor(ChangeFeed.USN, DC3))).containsExactly(DC3);
        backOff.failed(DC3);
        assertThat(order.of(cursor(ChangeFeed.USN, DC3))).containsExactly(DC1, DC2, DC3);
    }

    @Test
    void doesNotStayWithAServerThatIsNoLongerOneOfTheDomain() throws Exception {
        assertThat(order.of(cursor(ChangeFeed.USN, new ServerAddress("old.corp.example", 636))))
                .containsExactly(DC1, DC2, DC3);
    }

    @Test
    void asksAnyOtherForASecondOpinion() throws Exception {
        backOff.failed(DC1);

        assertThat(order.except(DC2.toString())).containsExactly(DC3, DC1);
    }

    private List<ServerAddress> withoutCursor() throws ProblemException {
        return order.of(Optional.empty());
    }

    private Optional<ChangeCursor> cursor(ChangeFeed feed, ServerAddress server) {
        return Optional.of(new FeedPosition(
                        feed,
                        server.host(),
                        "9829b7b6-3817-4f82-afe9-c36c1ece3b16",
                        20,
                        10,
                        "basis",
                        clock.instant(),
                        feed == ChangeFeed.DIRSYNC ? Optional.of("TVNEUwM=") : Optional.empty())
                .cursor());
    }
}
