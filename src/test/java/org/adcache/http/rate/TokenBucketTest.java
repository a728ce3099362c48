package org.adcache.http.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    /** The clock of {@link System#nanoTime} may begin anywhere, and overflow. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
    void allowsABurstThenTheRate(long start) {
        TokenBucket bucket = new TokenBucket(SECOND / 20, 40, start);
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(start)).isZero();
        }
        assertThat(bucket.take(start)).isEqualTo(SECOND / 20);
        assertThat(bucket.missing(start)).isEqualTo(SECOND / 20);
        assertThat(bucket.take(start + SECOND / 20 - 1)).isEqualTo(1);
        assertThat(bucket.take(start + SECOND / 20)).isZero();
        assertThat(bucket.take(start + SECOND / 20)).isPositive();
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(start + 10 * SECOND)).isZero();
        }
        assertThat(bucket.take(start + 10 * SECOND)).isPositive();
    }

    /** A level that rises with the time, up to the burst. */
    @Test
    void isABucketThatIsFilledDropByDrop() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long interval = 1L + random.nextInt(1000);
            long burst = 1L + random.nextInt(20);
            long now = random.nextLong();
            TokenBucket bucket = new TokenBucket(interval, burst, now);
            long level = interval * burst;
            for (int i = 0; i < 500; i++) {
                long passed =
                        random.nextInt(4) == 0 ? random.nextInt((int) (interval * burst * 2)) : random.nextInt(30);
                now += passed;
                level = Math.min(interval * burst, level + passed);
                long missing = Math.max(0, interval - level);
                assertThat(bucket.missing(now)).as("seed %s", seed).isEqualTo(missing);
                assertThat(bucket.take(now)).as("seed %s", seed).isEqualTo(missing);
                level -= missing == 0 ? interval : 0;
            }
        }
    }

    @Test
    void threadsTakeNoMoreThanThereIs() throws Exception {
        TokenBucket bucket = new TokenBucket(SECOND, 1000, 0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                awaitUninterrupted(start);
                for (int j = 0; j < 1000; j++) {
                    if (bucket.take(0) == 0) {
                        taken.incrementAndGet();
                    }
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(1000);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
