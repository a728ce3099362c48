package org.adcache.account;

import java.util.Locale;

/** Kind of a mail recipient other than a person's own mailbox, a contact or a group with listed members. */
public enum MailboxType {
    ROOM,
    EQUIPMENT,
    SHARED,
    /** Mailbox of an account of another forest; the account here is disabled. */
    LINKED,
    /** Mailbox in the cloud of an account here. */
    REMOTE,
    /** Group whose members are found by a filter when a message is sent. */
    DYNAMIC_GROUP,
    PUBLIC_FOLDER,
    /** Mailbox that Exchange uses itself: arbitration, discovery, monitoring and the like. */
    SYSTEM;

    /** The name in the interface. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether Exchange disables the accounts of such mailboxes, though they receive mail. */
    public boolean isDisabledByDesign() {
        return switch (this) {
            case ROOM, EQUIPMENT, SHARED, LINKED -> true;
            case REMOTE, DYNAMIC_GROUP, PUBLIC_FOLDER, SYSTEM -> false;
        };
    }
}
