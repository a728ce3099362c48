package org.adcache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopSignalTest {
    @Test
    void whatIsStartedIsReturned() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        try (StopSignal stop = StopSignal.listen()) {
            assertThat(stop.<AutoCloseable>unlessStopped(() -> () -> closed.set(true)))
                    .isPresent();
        }
        assertThat(closed).isFalse();
    }

    @Test
    void aFailureOfTheStartIsThrownAsItIs() {
        try (StopSignal stop = StopSignal.listen()) {
            assertThatThrownBy(() -> stop.<AutoCloseable>unlessStopped(() -> {
                        throw new IOException("full");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("full");
        }
    }

    @Test
    void aStopDoesNotWaitForAStartThatTakesLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (StopSignal stop = StopSignal.listen()) {
            assertThat(stop.<AutoCloseable>unlessStopped(() -> {
                        stop.ask();
                        never.await();
                        return () -> {};
                    }))
                    .isEmpty();
        }
        never.countDown();
    }

    @Test
    void whatHasStartedWhenAStopIsRequestedIsClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        try (StopSignal stop = StopSignal.listen()) {
            assertThat(stop.<AutoCloseable>unlessStopped(() -> {
                        stop.ask();
                        return () -> closed.set(true);
                    }))
                    .isEmpty();
        }
        assertThat(closed).isTrue();
    }
}
