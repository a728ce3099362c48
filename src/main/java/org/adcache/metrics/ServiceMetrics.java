package org.adcache.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registry of all metrics, and their exposition in Prometheus' text format. Nothing of Micrometer is loaded before {@link
 * #bind} or the first scrape. A scrape within a second of another gets the same text, as the route needs no token.
 */
public final class ServiceMetrics implements Supplier<byte[]>, AutoCloseable {
    private static final String PREFIX = "adcache.";
    private static final long SAME = Duration.ofSeconds(1).toNanos();
    private static final int USUAL_SIZE = 64 << 10;

    private final List<MetricsSource> sources;
    private final List<Runnable> bound = new ArrayList<>();
    private @Nullable PrometheusMeterRegistry registry;
    private byte @Nullable [] last;
    private long lastAt;
    private boolean closed;

    /** Creates metrics that ask these sources at each scrape. */
    public ServiceMetrics(List<MetricsSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Starts observing Java, which counts pauses of the collector from then on; does nothing the second time. */
    public synchronized void bind() {
        if (registry == null && !closed) {
            registry = registry();
        }
    }

    private PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry created = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Nanoseconds, which are no base unit; the machine; and what is no pause.
        created.config()
                .meterFilter(MeterFilter.denyNameStartsWith(PREFIX + "process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith(PREFIX + "system."))
                .meterFilter(MeterFilter.denyNameStartsWith(PREFIX + "jvm.gc.concurrent"));
        created.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName(PREFIX + id.getName());
            }
        });
        JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics();
        bound.add(pressure::close);
        JvmGcMetrics pauses = new JvmGcMetrics();
        bound.add(pauses::close);
        List<MeterBinder> binders = List.of(
                new JvmMemoryMetrics(),
                pressure,
                pauses,
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(created));
        MultiCollector own = () -> {
            MetricFamilies families = new MetricFamilies();
            sources.forEach(source -> source.collect(families));
            return families.snapshots();
        };
        created.getPrometheusRegistry().register(own);
        return created;
    }

    /** The present metrics as text. */
    @Override
    public synchronized byte[] get() {
        long now = System.nanoTime();
        if (last == null || now - lastAt >= SAME) {
            last = text();
            lastAt = now;
        }
        return last;
    }

    private byte[] text() {
        bind();
        if (registry == null) {
            throw new IllegalStateException("the metrics are closed");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_SIZE);
        try {
            PrometheusTextFormatWriter.create()
                    .write(text, registry.getPrometheusRegistry().scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    /** Ends the observation of Java. */
    @Override
    public synchronized void close() {
        closed = true;
        bound.forEach(Runnable::run);
        bound.clear();
        if (registry != null) {
            registry.close();
            registry = null;
        }
    }
}
