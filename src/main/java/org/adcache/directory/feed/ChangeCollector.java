package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.read.AccountMapper;
import org.adcache.directory.read.DnCheck;

/** Collector of reported changes by kind: changed accounts, tombstones, and containers that may have moved. */
final class ChangeCollector {
    /** Above this number a full read is cheaper. */
    static final int MAX = 200_000;

    private static final int MOST_IGNORED = 1000;

    private final DnCheck names;
    private final Set<ObjectGuid> changed = new HashSet<>();
    private final Set<ObjectGuid> deleted = new HashSet<>();
    private final Map<ObjectGuid, String> containers = new HashMap<>();
    private final Map<ObjectGuid, String> unclear = new HashMap<>();
    private final Set<ObjectGuid> created = new HashSet<>();
    private boolean foreignPrincipalDeleted;
    private final List<IgnoredEntry> ignored = new ArrayList<>();

    /** @param names check of the containers' DNs; a container whose DN fails it is taken for any other object */
    ChangeCollector(DnCheck names) {
        this.names = names;
    }

    /**
     * Adds an entry of DirSync, which holds only what changed: objectClass only if the object is new to this account,
     * the name only if that or the parent changed.
     */
    void dirSync(Entry entry) {
        AccountMapper.guidIfWellFormed(entry).ifPresentOrElse(object -> dirSync(entry, object), () -> ignore(entry));
    }

    private void ignore(Entry entry) {
        if (ignored.size() < MOST_IGNORED) {
            ignored.add(AccountMapper.withoutGuid(entry));
        }
    }

    private void dirSync(Entry entry, ObjectGuid object) {
        // A later response of the same feed may report an object again.
        deleted.remove(object);
        if (isDeleted(entry)) {
            changed.remove(object);
            unclear.remove(object);
            deleted.add(object);
            foreignPrincipalDeleted |= FeedClasses.isForeignPrincipal(entry.getDN());
            return;
        }
        boolean moved =
                (entry.hasAttribute("name") || entry.hasAttribute("parentGUID")) && names.accepts(entry.getDN());
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

    /** Adds an entry found by uSNChanged, which holds all requested attributes. */
    void changed(Entry entry, boolean isNew) {
        AccountMapper.guidIfWellFormed(entry)
                .ifPresentOrElse(object -> changed(entry, object, isNew), () -> ignore(entry));
    }

    private void changed(Entry entry, ObjectGuid object, boolean isNew) {
        String[] classes = entry.getAttributeValues("objectClass");
        if (classes != null && FeedClasses.isContainer(classes) && names.accepts(entry.getDN())) {
            containers.put(object, entry.getDN());
            if (isNew) {
                created.add(object);
            }
        } else {
            changed.add(object);
        }
    }

    /** Adds a tombstone that was found by uSNChanged. */
    void tombstone(Entry entry) {
        AccountMapper.guidIfWellFormed(entry).ifPresentOrElse(object -> tombstone(entry, object), () -> ignore(entry));
    }

    private void tombstone(Entry entry, ObjectGuid object) {
        deleted.add(object);
        changed.remove(object);
        foreignPrincipalDeleted |= FeedClasses.isForeignPrincipal(entry.getDN());
    }

    /** Whether an object was deleted that stands for an account of another domain. */
    boolean foreignPrincipalDeleted() {
        return foreignPrincipalDeleted;
    }

    private static boolean isDeleted(Entry entry) {
        return "TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"));
    }

    boolean isTooMuch() {
        return changed.size() + deleted.size() + containers.size() + unclear.size() > MAX;
    }

    /** Objects that may or may not be containers: the feed reports no class. */
    Set<ObjectGuid> unclear() {
        return Set.copyOf(unclear.keySet());
    }

    /** Classifies the unclear objects, once the containers are known. */
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

    /** The first entries that don't say which object they are of. */
    List<IgnoredEntry> ignored() {
        return ignored;
    }

    Set<ObjectGuid> changed() {
        return changed;
    }

    Set<ObjectGuid> deleted() {
        return deleted;
    }

    /** Whether the container is newly created. */
    boolean isCreated(ObjectGuid container) {
        return created.contains(container);
    }

    /** The keys of the containers' current DNs. */
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
