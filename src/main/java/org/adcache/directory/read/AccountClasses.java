package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.MailboxType;
import org.adcache.account.RequiredAttribute;

/** Object classes that are accounts. Exchange's own are unknown to a directory without its schema, and match nothing. */
public final class AccountClasses {
    /** Group whose members are the result of a filter; no subclass of group. */
    public static final String DYNAMIC_GROUP = "msExchDynamicDistributionList";

    /** Mail-enabled public folder. */
    public static final String PUBLIC_FOLDER = "publicFolder";

    static final String ACCOUNT_TYPE = "sAMAccountType";
    /** SAM_TRUST_ACCOUNT (MS-SAMR 2.2.1.9): the account of a domain that trusts this one, {@code CHILD$}. */
    private static final String TRUST_ACCOUNT = "805306370";

    /** Computers are users too, of another objectCategory. */
    static final Filter USERS = Filter.createANDFilter(
            Filter.createEqualityFilter("objectCategory", "person"),
            Filter.createEqualityFilter("objectClass", "user"));

    static final Filter CONTACTS = anyOf("contact", PUBLIC_FOLDER);
    static final Filter GROUPS = anyOf("group", DYNAMIC_GROUP);

    private AccountClasses() {}

    private static Filter anyOf(String... classes) {
        return Filter.createORFilter(List.of(classes).stream()
                .map(name -> Filter.createEqualityFilter("objectClass", name))
                .toList());
    }

    /** The type of an object with these classes; empty if it is no account. */
    static Optional<AccountType> type(List<String> classes) {
        if (isAmong("group", classes) || isAmong(DYNAMIC_GROUP, classes)) {
            return Optional.of(AccountType.GROUP);
        }
        if (isAmong("contact", classes) || isAmong(PUBLIC_FOLDER, classes)) {
            return Optional.of(AccountType.CONTACT);
        }
        return isAmong("user", classes) || isAmong("inetOrgPerson", classes)
                ? Optional.of(AccountType.USER)
                : Optional.empty();
    }

    /** The mailbox type that follows from the classes alone. */
    static Optional<MailboxType> mailboxType(List<String> classes) {
        if (isAmong(DYNAMIC_GROUP, classes)) {
            return Optional.of(MailboxType.DYNAMIC_GROUP);
        }
        return isAmong(PUBLIC_FOLDER, classes) ? Optional.of(MailboxType.PUBLIC_FOLDER) : Optional.empty();
    }

    /** The attributes that every object of the type and mailbox type has. */
    static Set<RequiredAttribute> required(AccountType type, Optional<MailboxType> mailboxType) {
        return mailboxType.equals(Optional.of(MailboxType.DYNAMIC_GROUP)) ? Set.of() : RequiredAttribute.of(type);
    }

    /** Whether the object is the account of a trusting domain, and nobody's. */
    static boolean isTrust(Entry entry) {
        return TRUST_ACCOUNT.equals(entry.getAttributeValue(ACCOUNT_TYPE));
    }

    private static boolean isAmong(String name, List<String> classes) {
        for (int i = 0; i < classes.size(); i++) {
            if (name.equalsIgnoreCase(classes.get(i))) {
                return true;
            }
        }
        return false;
    }
}
