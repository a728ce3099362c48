package org.adcache.directory.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.connect.ReplicaState;
import org.junit.jupiter.api.Test;

class FeedPositionTest {
    private static final String ID = "9829b7b6-3817-4f82-afe9-c36c1ece3b16";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FeedPosition DIRSYNC = new FeedPosition(
            ChangeFeed.DIRSYNC, "dc1.corp.example", ID, 8201, 8100, "basis", NOON, Optional.of("TVNEUwM="));
    private static final FeedPosition USN =
            new FeedPosition(ChangeFeed.USN, "dc1.corp.example", ID, 8201, 8100, "basis", NOON, Optional.empty());

    @Test
    void isOneLineOfPlainText() {
        assertThat(DIRSYNC.cursor().text())
                .isEqualTo("1 dirsync dc1.corp.example " + ID + " 8201 8100 basis 2026-03-01T12:00:00Z TVNEUwM=");
        assertThat(USN.cursor().text())
                .isEqualTo("1 usn dc1.corp.example " + ID + " 8201 8100 basis 2026-03-01T12:00:00Z");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(FeedPosition.parse(DIRSYNC.cursor())).contains(DIRSYNC);
        assertThat(FeedPosition.parse(USN.cursor())).contains(USN);
    }

    @Test
    void readsNothingElse() {
        String text = USN.cursor().text();
        for (String other : List.of(
                "2" + text.substring(1),
                text.replace("usn", "dirsync"),
                text + " TVNEUwM=",
                text.replace("8201", "x"),
                text.replace("12:00:00Z", "noon"),
                DIRSYNC.cursor().text().replace("TVNEUwM=", "?"),
                "usn")) {
            assertThat(FeedPosition.parse(new ChangeCursor(other))).as(other).isEmpty();
        }
    }

    @Test
    void goesOnAtTheSameServerWithItsReconciliation() {
        FeedPosition next = USN.withFeed(
                new ReplicaState(ID, 9000), "dc1.corp.example", NOON.plus(Duration.ofHours(1)), Optional.empty());

        assertThat(next.feedUsn()).isEqualTo(9000);
        assertThat(next.reconciliationUsn()).isEqualTo(8100);
        assertThat(next.time()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void knowsNoReconciliationAtAnotherServer() {
        FeedPosition next =
                DIRSYNC.withFeed(new ReplicaState("other", 77), "dc2.corp.example", NOON, Optional.of("TVNEUwM="));

        assertThat(next.reconciliationUsn()).isEqualTo(FeedPosition.NEVER);
        assertThat(FeedPosition.parse(next.cursor())).contains(next);
    }
}
