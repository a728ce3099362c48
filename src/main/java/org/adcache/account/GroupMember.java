package org.adcache.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Member of a group: the GUID under which the group's server lists it, and its SID if it is of another domain, where
 * the GUID may be that of a placeholder (a foreignSecurityPrincipal) that no connection caches. Of a member that isn't
 * cached, the kind says which accounts may be in the group through it.
 */
public final class GroupMember {
    /** A member that the server named without a GUID. The nil GUID is no object's (RFC 4122 section 4.1.7). */
    public static final GroupMember UNIDENTIFIED = new GroupMember(new ObjectGuid(0, 0), Optional.empty());

    private final ObjectGuid objectGuid;
    private final @Nullable ObjectSid foreignSid;
    private final Kind kind;

    /** Which accounts a member may contain that is no cached account. */
    public enum Kind {
        /** Any, as far as is known: it is a group, was not found, or nobody has asked for it. */
        UNKNOWN,
        /** None but itself: it is no group. */
        NO_GROUP,
        /** Those of other domains at most: a foreign security principal, or a global group of another domain. */
        ELSEWHERE
    }

    public GroupMember(ObjectGuid objectGuid, Optional<ObjectSid> foreignSid) {
        this(objectGuid, foreignSid, Kind.UNKNOWN);
    }

    public GroupMember(ObjectGuid objectGuid, Optional<ObjectSid> foreignSid, Kind kind) {
        this.objectGuid = objectGuid;
        this.foreignSid = foreignSid.orElse(null);
        this.kind = kind;
    }

    public ObjectGuid objectGuid() {
        return objectGuid;
    }

    public Optional<ObjectSid> foreignSid() {
        return Optional.ofNullable(foreignSid);
    }

    /** {@link Kind#UNKNOWN} of a cached account, too. */
    public Kind kind() {
        return kind;
    }

    public GroupMember withKind(Kind other) {
        return new GroupMember(objectGuid, foreignSid(), other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupMember member
                && objectGuid.equals(member.objectGuid)
                && foreignSid().equals(member.foreignSid())
                && kind == member.kind;
    }

    @Override
    public int hashCode() {
        return objectGuid.hashCode();
    }

    @Override
    public String toString() {
        return objectGuid + (foreignSid == null ? "" : ";" + foreignSid) + (kind == Kind.UNKNOWN ? "" : ";" + kind);
    }
}
