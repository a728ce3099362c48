package org.adcache.store;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ReadableShare;
import org.adcache.account.RequiredAttribute;

/**
 * Number of accounts, by type, that have a value of an attribute; an attribute that none has is left out. The
 * attributes named here and the configured extra ones are counted. Data written by a version that did not count them
 * has no counts until the next full read.
 */
public record AttributeCounts(SortedMap<Key, Integer> counts) {
    public static final String ADDRESSES = "addresses";
    public static final String ACCOUNT_NAME = "sAMAccountName";
    public static final String USER_PRINCIPAL_NAME = "userPrincipalName";
    public static final String OBJECT_SID = "objectSid";
    public static final String PRIMARY_GROUP = "primaryGroupID";
    public static final String SID_HISTORY = "sIDHistory";
    public static final String MEMBER = "member";

    /** More than one address: what the loss of {@code proxyAddresses} alone takes away. Not counted in the manifest. */
    public static final String FURTHER_ADDRESSES = "further addresses";
    /** The flags, where they are set. Not counted in the manifest. */
    public static final String HIDDEN = "the hidden flag";

    public static final String DISABLED = "the disabled flag";
    /** Only of rooms, shared mailboxes and the like. Not counted in the manifest. */
    public static final String MAILBOX_TYPE = "msExchRecipientTypeDetails";

    /** The attributes that are counted with every configuration. */
    public static final Set<String> ALWAYS =
            Set.of(ADDRESSES, ACCOUNT_NAME, USER_PRINCIPAL_NAME, OBJECT_SID, PRIMARY_GROUP, SID_HISTORY, MEMBER);

    /** What a full read compares beside the attributes that are counted. */
    public static final Set<String> PARTIAL = Set.of(
            FURTHER_ADDRESSES,
            HIDDEN,
            DISABLED,
            MAILBOX_TYPE,
            RequiredAttribute.USER_ACCOUNT_CONTROL.ldapName(),
            RequiredAttribute.ACCOUNT_EXPIRES.ldapName());

    private static final String UNREADABLE = "unreadable ";

    public static final AttributeCounts NONE = new AttributeCounts(new TreeMap<>());

    public AttributeCounts {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The name under which accounts are counted of which a required attribute can't be read. */
    public static String unreadable(RequiredAttribute attribute) {
        return UNREADABLE + attribute.ldapName();
    }

    /**
     * Attribute of one type of account.
     *
     * @param attribute {@code addresses}, the name in the directory, or as named by {@link #unreadable}
     */
    public record Key(AccountType type, String attribute) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::type).thenComparing(Key::attribute);

        /** Whether it counts accounts of which the attribute can't be read. */
        public boolean isUnreadable() {
            return attribute.startsWith(UNREADABLE);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The attributes that an account has a value of. */
    public static Set<Key> keysOf(Account account) {
        Set<Key> keys = new TreeSet<>();
        AccountType type = account.type();
        if (!account.addresses().isEmpty()) {
            keys.add(new Key(type, ADDRESSES));
        }
        account.samAccountName().ifPresent(name -> keys.add(new Key(type, ACCOUNT_NAME)));
        account.userPrincipalName().ifPresent(name -> keys.add(new Key(type, USER_PRINCIPAL_NAME)));
        account.objectSid().ifPresent(sid -> keys.add(new Key(type, OBJECT_SID)));
        account.primaryGroup().ifPresent(sid -> keys.add(new Key(type, PRIMARY_GROUP)));
        if (!account.sidHistory().isEmpty()) {
            keys.add(new Key(type, SID_HISTORY));
        }
        account.unreadable().forEach(attribute -> keys.add(new Key(type, unreadable(attribute))));
        if (!account.members().isEmpty()) {
            keys.add(new Key(type, MEMBER));
        }
        account.extra().keySet().forEach(name -> keys.add(new Key(type, name)));
        return keys;
    }

    /**
     * The attributes that every user has, where they could be read, and the kind of a mailbox, which few have: what is
     * compared and not counted in the manifest.
     */
    public static Set<Key> uncountedKeysOf(Account account) {
        Set<Key> keys = new TreeSet<>();
        for (RequiredAttribute attribute :
                Set.of(RequiredAttribute.USER_ACCOUNT_CONTROL, RequiredAttribute.ACCOUNT_EXPIRES)) {
            if (RequiredAttribute.of(account.type()).contains(attribute)
                    && !account.unreadable().contains(attribute)) {
                keys.add(new Key(account.type(), attribute.ldapName()));
            }
        }
        account.mailboxType().ifPresent(type -> keys.add(new Key(account.type(), MAILBOX_TYPE)));
        return keys;
    }

    public int of(Key key) {
        return counts.getOrDefault(key, 0);
    }

    /** The attributes that can't be read of every account, of these accounts. */
    public List<ReadableShare> unreadable(AccountCounts accounts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isUnreadable())
                .map(entry -> {
                    AccountType type = entry.getKey().type();
                    String attribute = entry.getKey().attribute().substring(UNREADABLE.length());
                    return ReadableShare.of(type, attribute, accounts.of(type) - entry.getValue(), accounts.of(type));
                })
                .toList();
    }

    /** The attributes that can't be read of some account. */
    public Set<RequiredAttribute> unreadable() {
        Set<RequiredAttribute> attributes = EnumSet.noneOf(RequiredAttribute.class);
        for (RequiredAttribute attribute : RequiredAttribute.values()) {
            String name = unreadable(attribute);
            if (counts.keySet().stream().anyMatch(key -> key.attribute().equals(name))) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** The sum of these counts and others. */
    public AttributeCounts plus(Map<Key, Integer> more) {
        TreeMap<Key, Integer> sum = new TreeMap<>(counts);
        more.forEach((key, count) -> sum.merge(key, count, Integer::sum));
        sum.values().removeIf(count -> count == 0);
        return new AttributeCounts(sum);
    }
}
