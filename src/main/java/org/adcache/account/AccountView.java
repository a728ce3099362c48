package org.adcache.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lazy view of an account in its stored form: each field is decoded on access, and a text can be copied as bytes,
 * without an intermediate string, to code that only forwards it. Fields have the same meaning as in {@link Account}.
 * Members aren't available, and a text may be requested only if it exists. Views are equal if their accounts are. Not
 * thread-safe.
 */
public interface AccountView {
    /** The whole account, without a group's members. */
    Account account();

    ObjectGuid objectGuid();

    AccountType type();

    ConnectionId connection();

    /** Whether it can be read if the account is disabled; only then may {@link #disabled} be called. */
    boolean hasDisabled();

    boolean disabled();

    boolean hidden();

    Optional<MailboxType> mailboxType();

    /** Whether it is expired at a moment. */
    boolean isExpired(Instant now);

    void distinguishedName(TextSink sink);

    /** The common name; empty if the account has none that is readable. */
    String cn();

    boolean hasCn();

    void cn(TextSink sink);

    int addressCount();

    /** The value of an address; the primary one has index 0. */
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
