package org.adcache.account;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Attribute that the directory itself sets on every object of a class (MS-ADTS 3.1.1.8.1). If an object comes without
 * it, the service account may not read it there.
 */
public enum RequiredAttribute {
    ACCOUNT_NAME("sAMAccountName"),
    OBJECT_SID("objectSid"),
    PRIMARY_GROUP("primaryGroupID"),
    USER_ACCOUNT_CONTROL("userAccountControl"),
    ACCOUNT_EXPIRES("accountExpires");

    private static final Set<RequiredAttribute> OF_USERS =
            Collections.unmodifiableSet(EnumSet.allOf(RequiredAttribute.class));
    private static final Set<RequiredAttribute> OF_GROUPS =
            Collections.unmodifiableSet(EnumSet.of(ACCOUNT_NAME, OBJECT_SID));

    private final String ldapName;

    RequiredAttribute(String ldapName) {
        this.ldapName = ldapName;
    }

    /** The attributes of every user or security principal among groups; contacts have none. */
    public static Set<RequiredAttribute> of(AccountType type) {
        return switch (type) {
            case USER -> OF_USERS;
            case CONTACT -> Set.of();
            case GROUP -> OF_GROUPS;
        };
    }

    /** The name in the directory. */
    public String ldapName() {
        return ldapName;
    }
}
