package org.adcache.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Version, processor time and resident memory of the process: Micrometer has them not at all, or in nanoseconds. */
public final class ProcessSource implements MetricsSource {
    private static final Logger log = LoggerFactory.getLogger(ProcessSource.class);
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d{1,15}) kB$");
    private static final long KIB = 1024;
    private static final double MILLIS = 1e3;

    private final String version;
    private final Path status;

    /** @param version of this program */
    public ProcessSource(String version) {
        this(version, Path.of("/proc/self/status"));
    }

    ProcessSource(String version, Path status) {
        this.version = version;
        this.status = status;
    }

    @Override
    public void collect(MetricFamilies families) {
        families.gauge("build_info", "1, with the versions of adcache and Java.")
                .add(1, "version", version, "java", Runtime.version().toString());
        MetricFamilies.Values processor = families.counter("process_cpu_seconds", "Processor time of the process.");
        ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> processor.add(time.toMillis() / MILLIS));
        MetricFamilies.Values resident =
                families.gauge("process_resident_memory_bytes", "Resident memory of the process; only on Linux.");
        resident().ifPresent(resident::add);
    }

    private OptionalLong resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(status));
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * KIB) : OptionalLong.empty();
        } catch (IOException e) {
            log.debug("{} can't be read", status, e);
            return OptionalLong.empty();
        }
    }
}
