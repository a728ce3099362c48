package org.adcache.directory.read;

import java.util.Map;
import java.util.Optional;
import org.adcache.account.MailboxType;

/** Values of {@code msExchRecipientTypeDetails}, which are Exchange's RecipientTypeDetails: one bit each. */
final class RecipientType {
    static final String ATTRIBUTE = "msExchRecipientTypeDetails";

    private static final Map<Long, MailboxType> MAILBOXES = Map.ofEntries(
            Map.entry(1L << 1, MailboxType.LINKED),
            Map.entry(1L << 2, MailboxType.SHARED),
            Map.entry(1L << 4, MailboxType.ROOM),
            Map.entry(1L << 5, MailboxType.EQUIPMENT),
            // System attendant, mailbox of a database, Microsoft Exchange itself, arbitration, mailbox plan.
            Map.entry(1L << 13, MailboxType.SYSTEM),
            Map.entry(1L << 14, MailboxType.SYSTEM),
            Map.entry(1L << 22, MailboxType.SYSTEM),
            Map.entry(1L << 23, MailboxType.SYSTEM),
            Map.entry(1L << 24, MailboxType.SYSTEM),
            // Discovery.
            Map.entry(1L << 29, MailboxType.SYSTEM),
            Map.entry(1L << 31, MailboxType.REMOTE),
            Map.entry(1L << 33, MailboxType.ROOM),
            Map.entry(1L << 34, MailboxType.EQUIPMENT),
            Map.entry(1L << 35, MailboxType.SHARED),
            // The store of public folders.
            Map.entry(1L << 36, MailboxType.SYSTEM),
            // Site mailboxes, here and in the cloud.
            Map.entry(1L << 37, MailboxType.SHARED),
            Map.entry(1L << 38, MailboxType.SHARED),
            // Monitoring: health mailboxes.
            Map.entry(1L << 39, MailboxType.SYSTEM),
            // Linked room.
            Map.entry(1L << 41, MailboxType.ROOM),
            // Audit logs, and the review of supervised mail.
            Map.entry(1L << 42, MailboxType.SYSTEM),
            Map.entry(1L << 46, MailboxType.SYSTEM),
            Map.entry(1L << 47, MailboxType.SYSTEM));

    private RecipientType() {}

    /** The mailbox type of a user; empty for an ordinary mailbox, and for what is none. */
    static Optional<MailboxType> mailboxType(long value) {
        return Optional.ofNullable(MAILBOXES.get(value));
    }
}
