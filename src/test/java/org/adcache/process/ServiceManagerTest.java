package org.adcache.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {
    @Test
    void withoutASocketThereIsNone() {
        assertThat(ServiceManager.of(Map.of("WATCHDOG_USEC", "30000000"), 7).isPresent())
                .isFalse();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", ""), 7).isPresent())
                .isFalse();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "vsock:2:3"), 7).isPresent())
                .isFalse();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)), 7)
                        .isPresent())
                .isFalse();
    }

    @Test
    void theWatchdogIsForTheProcessThatItNames() {
        Map<String, String> own = Map.of("NOTIFY_SOCKET", "/run/n", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7");

        assertThat(ServiceManager.of(own, 7).watchdog()).contains(Duration.ofSeconds(30));
        assertThat(ServiceManager.of(own, 8).watchdog()).isEmpty();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "@n", "WATCHDOG_USEC", "5"), 8)
                        .watchdog())
                .contains(Duration.ofNanos(5000));
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "@n", "WATCHDOG_USEC", "soon"), 8)
                        .watchdog())
                .isEmpty();
    }
}
