package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DataInventoryTest {
    @Test
    void durationsReadAsTheyAreWritten() {
        assertThat(DataInventory.text(Duration.ofHours(12))).isEqualTo("12h");
        assertThat(DataInventory.text(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(DataInventory.text(Duration.ofSeconds(90))).isEqualTo("90s");
    }
}
