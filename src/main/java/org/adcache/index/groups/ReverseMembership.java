package org.adcache.index.groups;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.index.IndexedKey;
import org.adcache.index.Snapshot;

/** Lookup of the groups that list an account as a member, its primary group excepted; reads each group once. */
public final class ReverseMembership {
    private final Snapshot snapshot;
    private final Map<Integer, Group> groups = new HashMap<>();

    public ReverseMembership(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    private record Group(ObjectGuid guid, Optional<ObjectSid> sid) {}

    public Map<ObjectGuid, Set<ObjectGuid>> of(Set<ObjectGuid> members) {
        Map<ObjectGuid, Set<ObjectGuid>> listings = new HashMap<>();
        for (ObjectGuid member : members) {
            for (int ordinal : snapshot.find(IndexedKey.GUID, member)) {
                Set<ObjectGuid> listing = listings.computeIfAbsent(member, unused -> new HashSet<>());
                Optional<ObjectSid> primary = snapshot.account(ordinal).primaryGroup();
                for (int parent : snapshot.groups().listing(ordinal)) {
                    Group group = groups.computeIfAbsent(parent, this::read);
                    if (primary.isEmpty() || !primary.equals(group.sid())) {
                        listing.add(group.guid());
                    }
                }
            }
        }
        return listings;
    }

    private Group read(int ordinal) {
        Account group = snapshot.account(ordinal);
        return new Group(group.objectGuid(), group.objectSid());
    }
}
