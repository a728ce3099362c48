package org.adcache.lookup;

import org.adcache.account.AccountType;

/** Condition of a message rule. Keys are a GUID, SID, DN or account name as text. */
public sealed interface Condition {
    record IsAccount(String key) implements Condition {}

    /** Member of the group, directly, through other groups, or by primary group. */
    record InGroup(String key) implements Condition {}

    /** In the container with this DN, or the container itself. */
    record InContainer(String distinguishedName) implements Condition {}

    record HasUpnSuffix(String suffix) implements Condition {}

    record IsType(AccountType type) implements Condition {}

    record IsKnown(boolean known) implements Condition {}
}
