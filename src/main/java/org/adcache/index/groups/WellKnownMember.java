package org.adcache.index.groups;

import java.util.Optional;
import java.util.Set;
import org.adcache.account.ObjectSid;

/**
 * Meaning of a well-known SID (MS-DTYP 2.4.2.4) that a group lists as a foreign security principal. It stands for no
 * object, but for everybody whose token has it.
 */
enum WellKnownMember {
    /** Every user of the domain, Guest included. */
    EVERYONE,
    /** Every user of the domain but Guest, who isn't authenticated. */
    AUTHENTICATED_USERS,
    /** Users who log on in a certain way: interactively, from the network, with a smart card. */
    BY_LOGON,
    /** No user account: services, domain controllers, anonymous callers, placeholders. */
    NOBODY;

    private static final String DOMAINS = "S-1-5-21-";
    /** Claims and compound authentication, which have the form of a domain's SIDs. */
    private static final String NO_DOMAIN = "S-1-5-21-0-0-0-";

    private static final String BUILTIN = "S-1-5-32-";

    private static final Set<String> NO_USERS = Set.of(
            "S-1-0-0", "S-1-5-7", "S-1-5-8", "S-1-5-9", "S-1-5-10", "S-1-5-17", "S-1-5-18", "S-1-5-19", "S-1-5-20");

    /** The meaning of a SID; empty if it is that of an object in some domain. */
    static Optional<WellKnownMember> of(ObjectSid sid) {
        String text = sid.toString();
        if (text.startsWith(BUILTIN) || (text.startsWith(DOMAINS) && !text.startsWith(NO_DOMAIN))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (text) {
                    case "S-1-1-0" -> EVERYONE;
                    case "S-1-5-11" -> AUTHENTICATED_USERS;
                    default -> isNobody(text) ? NOBODY : BY_LOGON;
                });
    }

    private static boolean isNobody(String text) {
        return NO_USERS.contains(text) || text.startsWith("S-1-3-") || text.startsWith("S-1-5-80-");
    }
}
