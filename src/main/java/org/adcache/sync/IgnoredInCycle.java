package org.adcache.sync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.AccountSink;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;

/**
 * Entries and values that a cycle ignored. The first thousand entries are kept, of each a few values; the others are
 * counted.
 */
final class IgnoredInCycle {
    static final int KEPT = 1000;
    private static final int VALUES_OF_ONE = 10;
    /** With more lost accounts than this the guard objects anyway. */
    private static final int MOST_GUIDS = 200_000;

    private final Map<String, List<IgnoredEntry>> kept = new TreeMap<>();
    private final Map<IgnoredReason, Integer> others = new EnumMap<>(IgnoredReason.class);
    private final Set<IgnoredReason> reasonsOfLast = EnumSet.noneOf(IgnoredReason.class);
    private final Set<ObjectGuid> entries = new HashSet<>();
    private final Set<ObjectGuid> reread = new HashSet<>();
    private String last = "";
    private boolean everything;

    /** The sink with this collector behind it. */
    AccountSink behind(AccountSink sink) {
        return new AccountSink() {
            @Override
            public void accept(Account account) throws ProblemException {
                sink.accept(account);
            }

            @Override
            public void ignored(IgnoredEntry entry) {
                add(entry);
            }
        };
    }

    void add(IgnoredEntry entry) {
        if (entry.reason().isOfWholeEntry() && entries.size() < MOST_GUIDS) {
            entry.objectGuid().ifPresent(entries::add);
        }
        String name = entry.name();
        List<IgnoredEntry> known = kept.get(name);
        if (known != null) {
            if (known.size() < VALUES_OF_ONE) {
                known.add(entry);
            }
        } else if (kept.size() < KEPT) {
            kept.put(name, new ArrayList<>(List.of(entry)));
        } else {
            count(name, entry.reason());
        }
    }

    /** Counts an entry once for each reason; its values arrive one after the other. */
    private void count(String name, IgnoredReason reason) {
        if (!name.equals(last)) {
            last = name;
            reasonsOfLast.clear();
        }
        if (reasonsOfLast.add(reason)) {
            others.merge(reason, 1, Integer::sum);
        }
    }

    /** Notes that the cycle read all entries. */
    void readEverything() {
        everything = true;
    }

    /** Notes that the cycle read these entries again. */
    void read(Set<ObjectGuid> objects) {
        reread.addAll(objects);
    }

    boolean hasReadEverything() {
        return everything;
    }

    boolean hasRead(IgnoredEntry entry) {
        return entry.objectGuid().filter(reread::contains).isPresent();
    }

    /** The entries that are ignored as a whole. */
    Set<ObjectGuid> entries() {
        return entries;
    }

    Map<String, List<IgnoredEntry>> kept() {
        return kept;
    }

    /** The number of entries that aren't kept. */
    Map<IgnoredReason, Integer> others() {
        return others;
    }
}
