package org.adcache.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Member of a group: the GUID under which the group's server lists it, and its SID if it is of another domain, where
 * the GUID may be that of a placeholder (a foreignSecurityPrincipal) that no connection caches.
 */
public final class GroupMember {
    private final ObjectGuid objectGuid;
    private final @Nullable ObjectSid foreignSid;

    public GroupMember(ObjectGuid objectGuid, Optional<ObjectSid> foreignSid) {
        this.objectGuid = objectGuid;
        this.foreignSid = foreignSid.orElse(null);
    }

    public ObjectGuid objectGuid() {
        return objectGuid;
    }

    public Optional<ObjectSid> foreignSid() {
        return Optional.ofNullable(foreignSid);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupMember member
                && objectGuid.equals(member.objectGuid)
                && foreignSid().equals(member.foreignSid());
    }

    @Override
    public int hashCode() {
        return objectGuid.hashCode();
    }

    @Override
    public String toString() {
        return foreignSid == null ? objectGuid.toString() : objectGuid + ";" + foreignSid;
    }
}
