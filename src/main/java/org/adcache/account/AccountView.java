package org.adcache.account;

import java.util.List;
import java.util.Map;

/**
 * An account where it is kept: each field is read when it is asked for, and a text comes as bytes, without a string in
 * between, to whoever only passes it on. What {@link Account} says of a field holds here. Members can't be had, and a
 * text may be asked for only if there is one. Views are equal if their accounts are. For one thread at a time.
 */
public interface AccountView {
    /** All of it, but a group's members. */
    Account account();

    ObjectGuid objectGuid();

    AccountType type();

    ConnectionId connection();

    boolean disabled();

    boolean hidden();

    void distinguishedName(TextSink sink);

    /** The common name; empty if the account has none that can be read. */
    String cn();

    boolean hasCn();

    void cn(TextSink sink);

    int addressCount();

    /** The value of an address, the primary one being 0. */
    String address(int index);

    void address(int index, TextSink sink);

    boolean hasAccountName();

    String accountName();

    void accountName(TextSink sink);

    boolean hasUserPrincipalName();

    String userPrincipalName();

    void userPrincipalName(TextSink sink);

    boolean hasUpnSuffix();

    String upnSuffix();

    void upnSuffix(TextSink sink);

    boolean hasObjectSid();

    /** In the form {@code S-1-…}. */
    void objectSid(TextSink sink);

    /** The configured extra attributes that have values, in configured order. */
    Map<String, List<String>> extra();
}
