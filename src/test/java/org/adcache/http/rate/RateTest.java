package org.adcache.http.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void isWrittenWithItsUnit() {
        assertThat(Rate.parse("20/s")).contains(new Rate(20, Rate.Unit.SECOND));
        assertThat(Rate.parse(" 10 / min ")).contains(new Rate(10, Rate.Unit.MINUTE));
        assertThat(Rate.parse("5000/h")).get().hasToString("5000/h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "20/d", "0/s", "-1/s", "1.5/s", "20/S", "20 per s", "100000000/s", "/s"})
    void isNothingElse(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    @Test
    void givesABucketOfItsRate() {
        TokenBucket bucket = new Rate(10, Rate.Unit.MINUTE).bucket(1, 0);
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(6_000_000_000L);
    }
}
