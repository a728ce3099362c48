package org.adcache.sync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ignored entries and values of one connection, as of its last cycle: in memory only, so empty after a restart until
 * they are read again. Logged when they appear, not at each cycle. The counts include the entries beyond those listed;
 * only a read of everything takes these off again.
 */
final class IgnoredEntries {
    private static final Logger log = LoggerFactory.getLogger(IgnoredEntries.class);
    private static final int LOGGED = 20;

    private final ConnectionId connection;
    private Map<String, List<IgnoredEntry>> kept = new TreeMap<>();
    private Map<IgnoredReason, Integer> others = new EnumMap<>(IgnoredReason.class);

    IgnoredEntries(ConnectionId connection) {
        this.connection = connection;
    }

    /** Takes over what a cycle found. */
    synchronized void update(IgnoredInCycle cycle) {
        Map<String, List<IgnoredEntry>> before = kept;
        kept = new TreeMap<>();
        if (cycle.hasReadEverything()) {
            others = new EnumMap<>(IgnoredReason.class);
        } else {
            before.forEach((name, items) -> {
                if (!cycle.hasRead(items.get(0))) {
                    kept.put(name, items);
                }
            });
        }
        cycle.others().forEach((reason, count) -> others.merge(reason, count, Integer::sum));
        cycle.kept().forEach(this::keep);
        logNew(before);
    }

    private void keep(String name, List<IgnoredEntry> items) {
        if (kept.containsKey(name) || kept.size() < IgnoredInCycle.KEPT) {
            kept.put(name, items);
        } else {
            reasons(items).forEach(reason -> others.merge(reason, 1, Integer::sum));
        }
    }

    private void logNew(Map<String, List<IgnoredEntry>> before) {
        int logged = 0;
        int more = 0;
        for (Map.Entry<String, List<IgnoredEntry>> entry : kept.entrySet()) {
            List<IgnoredReason> known = reasons(before.getOrDefault(entry.getKey(), List.of()));
            for (IgnoredEntry item : entry.getValue()) {
                // Values that are no addresses are ordinary; their number is part of the status.
                if (item.reason() == IgnoredReason.NO_ADDRESS || known.contains(item.reason())) {
                    continue;
                }
                if (logged++ < LOGGED) {
                    log.warn("{}: {}", connection, sentence(item));
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            log.warn("{}: {} more entries or values are ignored; GET /v1/ignored lists them", connection, more);
        }
    }

    private static String sentence(IgnoredEntry item) {
        String what = item.reason().isOfWholeEntry()
                ? "the entry " + item.name() + " is ignored"
                : "a value of the entry " + item.name() + " is ignored";
        return what + ": " + item.reason()
                + item.attribute().map(name -> " (" + name + ")").orElse("");
    }

    private static List<IgnoredReason> reasons(List<IgnoredEntry> items) {
        return items.stream().map(IgnoredEntry::reason).distinct().toList();
    }

    /** The number of entries by reason; those of which only a value is ignored included. */
    synchronized Map<IgnoredReason, Integer> counts() {
        Map<IgnoredReason, Integer> counts = new EnumMap<>(IgnoredReason.class);
        counts.putAll(others);
        kept.values().forEach(items -> reasons(items).forEach(reason -> counts.merge(reason, 1, Integer::sum)));
        return counts;
    }

    /** The kept items, by their ids. */
    synchronized List<IgnoredItem> items() {
        List<IgnoredItem> items = new ArrayList<>();
        kept.forEach((name, found) -> {
            for (int i = 0; i < found.size(); i++) {
                items.add(new IgnoredItem(connection + "/" + name + "/" + i, connection, found.get(i)));
            }
        });
        return items;
    }

    synchronized void clear() {
        kept = new TreeMap<>();
        others = new EnumMap<>(IgnoredReason.class);
    }
}
