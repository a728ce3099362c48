package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.read.AccountMapper;

/** Sorts what a feed reports: accounts that changed, tombstones, and containers that may have moved. */
final class ChangeCollector {
    /** With more than these a full read is cheaper. */
    static final int MAX = 200_000;

    private final Set<ObjectGuid> changed = new HashSet<>();
    private final Set<ObjectGuid> deleted = new HashSet<>();
    private final Map<ObjectGuid, String> containers = new HashMap<>();
    private final Map<ObjectGuid, String> unclear = new HashMap<>();
    private final Set<ObjectGuid> created = new HashSet<>();

    /**
     * An entry of DirSync, which holds only what changed: its objectClass only if it is new here, its name only if
     * that or its place changed.
     */
    void dirSync(Entry entry) throws ProblemException {
        ObjectGuid object = AccountMapper.objectGuid(entry);
        // A later answer of the same feed may report an object again.
        deleted.remove(object);
        if (isDeleted(entry)) {
            changed.remove(object);
            unclear.remove(object);
            deleted.add(object);
            return;
        }
        boolean moved = entry.hasAttribute("name") || entry.hasAttribute("parentGUID");
        String[] classes = entry.getAttributeValues("objectClass");
        boolean unknown = classes == null || classes.length == 0;
        if (moved && unknown) {
            unclear.put(object, entry.getDN());
        } else if (moved && FeedClasses.isContainer(classes)) {
            containers.put(object, entry.getDN());
            created.add(object);
        } else {
            changed.add(object);
        }
    }

    /** An entry found by uSNChanged, which holds everything asked for. */
    void changed(Entry entry, boolean isNew) throws ProblemException {
        ObjectGuid object = AccountMapper.objectGuid(entry);
        String[] classes = entry.getAttributeValues("objectClass");
        if (classes != null && FeedClasses.isContainer(classes)) {
            containers.put(object, entry.getDN());
            if (isNew) {
                created.add(object);
            }
        } else {
            changed.add(object);
        }
    }

    void deleted(Set<ObjectGuid> objects) {
        deleted.addAll(objects);
        changed.removeAll(objects);
    }

    private static boolean isDeleted(Entry entry) {
        return "TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"));
    }

    boolean isTooMuch() {
        return changed.size() + deleted.size() + containers.size() + unclear.size() > MAX;
    }

    /** Those of which the feed doesn't tell whether they are containers. */
    Set<ObjectGuid> unclear() {
        return Set.copyOf(unclear.keySet());
    }

    /** Sorts the unclear ones, once it is known which are containers. */
    void clear(Set<ObjectGuid> known) {
        unclear.forEach((object, dn) -> {
            if (known.contains(object)) {
                containers.put(object, dn);
            } else {
                changed.add(object);
            }
        });
        unclear.clear();
    }

    Set<ObjectGuid> changed() {
        return changed;
    }

    Set<ObjectGuid> deleted() {
        return deleted;
    }

    /** Containers that were not there before. */
    boolean isCreated(ObjectGuid container) {
        return created.contains(container);
    }

    /** The keys of the containers' present DNs. */
    Map<ObjectGuid, String> containers() {
        Map<ObjectGuid, String> keys = new HashMap<>();
        containers.forEach((container, dn) -> {
            if (!deleted.contains(container)) {
                keys.put(container, new DistinguishedName(dn).key());
            }
        });
        return keys;
    }
}
