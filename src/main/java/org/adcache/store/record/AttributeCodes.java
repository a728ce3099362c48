package org.adcache.store.record;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.GroupMember;
import org.adcache.account.MailboxType;
import org.adcache.account.RequiredAttribute;
import org.adcache.store.MalformedRecordException;

/**
 * Numbers that stand for mailbox types, for sets of unreadable attributes and for kinds of members in records. They
 * never change.
 */
public final class AttributeCodes {
    private static final List<MailboxType> MAILBOX_TYPES = List.of(
            MailboxType.ROOM,
            MailboxType.EQUIPMENT,
            MailboxType.SHARED,
            MailboxType.LINKED,
            MailboxType.REMOTE,
            MailboxType.DYNAMIC_GROUP,
            MailboxType.PUBLIC_FOLDER,
            MailboxType.SYSTEM);

    private static final List<RequiredAttribute> ATTRIBUTES = List.of(
            RequiredAttribute.ACCOUNT_NAME,
            RequiredAttribute.OBJECT_SID,
            RequiredAttribute.PRIMARY_GROUP,
            RequiredAttribute.USER_ACCOUNT_CONTROL,
            RequiredAttribute.ACCOUNT_EXPIRES);

    private static final List<GroupMember.Kind> KINDS =
            List.of(GroupMember.Kind.UNKNOWN, GroupMember.Kind.NO_GROUP, GroupMember.Kind.ELSEWHERE);
    /** The length of a SID is a multiple of 4. */
    private static final int KIND_BITS = 3;

    private AttributeCodes() {}

    /** 0 if there is none. */
    public static int of(Optional<MailboxType> type) {
        return type.map(MAILBOX_TYPES::indexOf).orElse(-1) + 1;
    }

    /** The mailbox type with a code. */
    public static Optional<MailboxType> mailboxType(int code) {
        if (code < 0 || code > MAILBOX_TYPES.size()) {
            throw new MalformedRecordException("unknown mailbox type");
        }
        return code == 0 ? Optional.empty() : Optional.of(MAILBOX_TYPES.get(code - 1));
    }

    /** A bit for each attribute. */
    public static int of(Set<RequiredAttribute> attributes) {
        int bits = 0;
        for (RequiredAttribute attribute : attributes) {
            bits |= 1 << ATTRIBUTES.indexOf(attribute);
        }
        return bits;
    }

    /** The attributes with these bits. */
    public static Set<RequiredAttribute> attributes(int bits) {
        if (bits == 0) {
            return Set.of();
        }
        if (bits >>> ATTRIBUTES.size() != 0) {
            throw new MalformedRecordException("unknown attribute");
        }
        Set<RequiredAttribute> attributes = EnumSet.noneOf(RequiredAttribute.class);
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            if ((bits & 1 << i) != 0) {
                attributes.add(ATTRIBUTES.get(i));
            }
        }
        return attributes;
    }

    /** Whether the attribute is among those with these bits. */
    public static boolean isAmong(RequiredAttribute attribute, int bits) {
        return (bits & 1 << ATTRIBUTES.indexOf(attribute)) != 0;
    }

    /** The code of a kind of member, below 4. */
    public static int of(GroupMember.Kind kind) {
        return KINDS.indexOf(kind);
    }

    /** The kind whose code is in the lowest bits, as in the number before a member's SID. */
    public static GroupMember.Kind memberKind(int header) {
        int code = header & KIND_BITS;
        if (code >= KINDS.size()) {
            throw new MalformedRecordException("unknown kind of member");
        }
        return KINDS.get(code);
    }

    /** The length in the number before a member's SID. */
    static int sidLength(int header) {
        return header & ~KIND_BITS;
    }
}
