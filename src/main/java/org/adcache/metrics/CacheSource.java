package org.adcache.metrics;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupService;
import org.adcache.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The switch, the copy in memory, and its files. While the integration is off there are no counts of the copy. */
public final class CacheSource implements MetricsSource {
    private static final Logger log = LoggerFactory.getLogger(CacheSource.class);

    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final Store store;
    private final Supplier<List<Problem>> damage;

    /** @param damage what is damaged and not repaired */
    public CacheSource(
            LookupService lookup, IntegrationSwitch integration, Store store, Supplier<List<Problem>> damage) {
        this.lookup = lookup;
        this.integration = integration;
        this.store = store;
        this.damage = damage;
    }

    @Override
    public void collect(MetricFamilies families) {
        IntegrationState state = integration.state();
        Freshness freshness = lookup.freshness();
        families.gauge("integration_enabled", "Whether the integration is on (1) or off (0).")
                .add(flag(state.enabled()));
        families.gauge("epoch", "Number of the epoch; each wipe begins another.")
                .add(state.epoch().number());
        families.gauge("ready", "Whether /readyz answers 200: a copy can be used, or the integration is off.")
                .add(flag(!state.enabled() || lookup.usable()));
        families.gauge("wipe_pending", "Things that the last wipe could not destroy yet.")
                .add(state.pending().size());
        families.gauge("damage", "Problems of files on disk that are not repaired; GET /v1/status has each.")
                .add(damage.get().size());
        if (state.enabled()) {
            families.gauge("generation", "Number of the generation that is served.")
                    .add(freshness.generation().number());
            families.gauge("stale", "Whether the copy of a connection is older than max-age, or missing.")
                    .add(flag(freshness.stale()));
            if (freshness.asOf().isPresent()) {
                counts(families, lookup.summary(), store.figures().segments().keySet());
            }
        }
        files(families);
    }

    private static void counts(MetricFamilies families, CacheSummary summary, Set<ConnectionId> connections) {
        families.gauge("accounts", "Accounts in the copy, by type.")
                .add(summary.users(), "type", "user")
                .add(summary.contacts(), "type", "contact")
                .add(summary.groups(), "type", "group");
        families.gauge("addresses", "Different mail addresses in the copy.").add(summary.addresses());
        MetricFamilies.Values duplicates =
                families.gauge("duplicate_keys", "Keys that several accounts of one connection have.");
        MetricFamilies.Values incomplete = families.gauge(
                "incomplete_groups", "Groups with members that are in no copy and may contain any account.");
        for (ConnectionId id : connections) {
            duplicates.add(summary.duplicates().getOrDefault(id, 0), "connection", id.value());
            incomplete.add(summary.incompleteGroups().getOrDefault(id, 0), "connection", id.value());
        }
    }

    private void files(MetricFamilies families) {
        Store.Figures figures = store.figures();
        MetricFamilies.Values segments = families.gauge("store_segments", "Segments on disk, by connection.");
        figures.segments().forEach((id, count) -> segments.add(count, "connection", id.value()));
        families.counter("store_merges", "Merges of a connection's segments into one, made between commits.")
                .add(figures.merges());
        MetricFamilies.Values image = families.gauge("index_image_bytes", "Size of the saved index.");
        figures.imageBytes().ifPresent(image::add);
        MetricFamilies.Values bytes = families.gauge("store_bytes", "Size of all files of the copy, keys included.");
        try {
            bytes.add(store.bytesOnDisk());
        } catch (UncheckedIOException e) {
            log.debug("the size of the files can't be read", e);
        }
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }
}
