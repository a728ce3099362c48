package org.adcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.http.telemetry.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceMetricsTest {
    private static String scrape(MetricsSource... sources) throws Exception {
        try (ServiceMetrics metrics = new ServiceMetrics(List.of(sources))) {
            return new String(metrics.get(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void writesEachFamilyWithItsHelpAndItsType() throws Exception {
        assertThat(scrape(families -> families.gauge("accounts", "Accounts.")
                        .add(3, "type", "user")
                        .add(0, "type", "group")))
                .contains("""
                        # HELP adcache_accounts Accounts.
                        # TYPE adcache_accounts gauge
                        adcache_accounts{type="group"} 0.0
                        adcache_accounts{type="user"} 3.0
                        """);
        assertThat(scrape(families -> families.counter("merges", "Merges.").add(2)))
                .contains("# TYPE adcache_merges_total counter\nadcache_merges_total 2.0\n");
    }

    @Test
    void aValueThatIsNotKnownIsLeftOut() throws Exception {
        assertThat(scrape(families -> families.gauge("accounts", "Accounts."))).doesNotContain("adcache_accounts");
    }

    @Test
    void javaIsObservedUnderTheSamePrefix() throws Exception {
        assertThat(scrape().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("adcache_"))
                .anyMatch(line -> line.startsWith("adcache_jvm_memory_used_bytes{area=\"heap\""))
                .anyMatch(line -> line.startsWith("adcache_jvm_threads_live_threads "))
                .anyMatch(line -> line.startsWith("adcache_process_files_open_files "));
    }

    @Test
    void scrapesOfOneSecondCostOne() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServiceMetrics metrics = new ServiceMetrics(List.of(families -> asked.incrementAndGet()))) {
            long began = System.nanoTime();
            byte[] first = metrics.get();
            byte[] second = metrics.get();
            if (System.nanoTime() - began < 1_000_000_000L) {
                assertThat(second).isSameAs(first);
                assertThat(asked).hasValue(1);
            }
        }
    }

    @Test
    void countersOfBatchesStartAtZero() throws Exception {
        assertThat(scrape(new RequestSource(Telemetry.counting())))
                .contains("adcache_batch_items_total{result=\"not_found\",route=\"/v1/lookup\"} 0.0")
                .contains("adcache_access_log_dropped_total 0.0");
    }

    @Test
    void readsTheResidentMemoryOfLinux(@TempDir Path folder) throws Exception {
        Path status = folder.resolve("status");
        Files.writeString(status, "VmPeak:\t 9 kB\nVmRSS:\t   2048 kB\nThreads:\t3\n");
        assertThat(scrape(new ProcessSource("1.2.3", status)))
                .contains("adcache_process_resident_memory_bytes 2097152.0")
                .contains("adcache_build_info{java=\"" + Runtime.version() + "\",version=\"1.2.3\"} 1.0");
        assertThat(scrape(new ProcessSource("1.2.3", folder.resolve("none")))).doesNotContain("resident_memory");
    }
}
