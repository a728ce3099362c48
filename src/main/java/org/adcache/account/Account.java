package org.adcache.account;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cached account: a user, contact or group. Contacts have no SID and no account name, groups no UPN, and only groups
 * have members. The first address is the primary one, the others are sorted by their value.
 */
public final class Account {
    private final ObjectGuid objectGuid;
    private final AccountType type;
    private final ConnectionId connection;
    private final DistinguishedName distinguishedName;
    private final String cn;
    private final List<MailAddress> addresses;
    private final @Nullable AccountName samAccountName;
    private final @Nullable UserPrincipalName userPrincipalName;
    private final @Nullable UpnSuffix upnSuffix;
    private final @Nullable ObjectSid objectSid;
    private final List<ObjectSid> sidHistory;
    private final @Nullable ObjectSid primaryGroup;
    private final boolean disabled;
    private final boolean hidden;
    private final @Nullable MailboxType mailboxType;
    private final @Nullable Instant accountExpires;
    private final Set<RequiredAttribute> unreadable;
    private final List<GroupMember> members;
    private final Map<String, List<String>> extra;

    private Account(Builder builder) {
        this.objectGuid = builder.objectGuid;
        this.type = builder.type;
        this.connection = builder.connection;
        this.distinguishedName = builder.distinguishedName;
        this.cn = builder.cn;
        this.addresses = List.copyOf(builder.addresses);
        this.samAccountName = builder.samAccountName;
        this.userPrincipalName = builder.userPrincipalName;
        this.upnSuffix = builder.upnSuffix;
        this.objectSid = builder.objectSid;
        this.sidHistory = List.copyOf(builder.sidHistory);
        this.primaryGroup = builder.primaryGroup;
        this.disabled = builder.disabled && !builder.unreadable.contains(RequiredAttribute.USER_ACCOUNT_CONTROL);
        this.hidden = builder.hidden;
        this.mailboxType = builder.mailboxType;
        this.accountExpires = builder.accountExpires;
        this.unreadable = builder.unreadable;
        this.members = List.copyOf(builder.members);
        this.extra =
                builder.extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
    }

    public static Builder builder(
            ObjectGuid objectGuid, AccountType type, ConnectionId connection, DistinguishedName distinguishedName) {
        return new Builder(objectGuid, type, connection, distinguishedName);
    }

    public ObjectGuid objectGuid() {
        return objectGuid;
    }

    public AccountType type() {
        return type;
    }

    public ConnectionId connection() {
        return connection;
    }

    public DistinguishedName distinguishedName() {
        return distinguishedName;
    }

    /** The common name; empty if the account has none that is readable. */
    public String cn() {
        return cn;
    }

    /** The primary address first, then the others, sorted. */
    public List<MailAddress> addresses() {
        return addresses;
    }

    public Optional<MailAddress> primaryAddress() {
        return addresses.stream().findFirst();
    }

    public Optional<AccountName> samAccountName() {
        return Optional.ofNullable(samAccountName);
    }

    /** The explicit UPN. */
    public Optional<UserPrincipalName> userPrincipalName() {
        return Optional.ofNullable(userPrincipalName);
    }

    /** For users the explicit UPN's suffix, else the domain; contacts and groups have none. */
    public Optional<UpnSuffix> upnSuffix() {
        return Optional.ofNullable(upnSuffix);
    }

    public Optional<ObjectSid> objectSid() {
        return Optional.ofNullable(objectSid);
    }

    /** The SIDs that the account had in other domains (sIDHistory), sorted. */
    public List<ObjectSid> sidHistory() {
        return sidHistory;
    }

    /** The SID of a user's primary group, which does not list this account among its members (MS-ADTS 3.1.1.4.5.19). */
    public Optional<ObjectSid> primaryGroup() {
        return Optional.ofNullable(primaryGroup);
    }

    /** Whether a user is disabled; empty if that can't be read. Contacts and groups never are. */
    public Optional<Boolean> disabled() {
        return unreadable.contains(RequiredAttribute.USER_ACCOUNT_CONTROL) ? Optional.empty() : Optional.of(disabled);
    }

    /** The attributes that every object of this class has, and that can't be read of this one. */
    public Set<RequiredAttribute> unreadable() {
        return unreadable;
    }

    public Optional<MailboxType> mailboxType() {
        return Optional.ofNullable(mailboxType);
    }

    /** The moment from which the account is expired; empty if it never is, or if that can't be read. */
    public Optional<Instant> accountExpires() {
        return Optional.ofNullable(accountExpires);
    }

    public boolean isExpired(Instant now) {
        return accountExpires != null && !now.isBefore(accountExpires);
    }

    /** Hidden from address lists ({@code msExchHideFromAddressLists}). */
    public boolean hidden() {
        return hidden;
    }

    public List<GroupMember> members() {
        return members;
    }

    /** The configured extra attributes that have values, in configured order. */
    public Map<String, List<String>> extra() {
        return extra;
    }

    /** The values of an extra attribute, whose name is compared ignoring case; empty if there is no such attribute. */
    public List<String> extra(String attribute) {
        return extra.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(attribute))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** A copy with these members. */
    public Account withMembers(List<GroupMember> others) {
        return copy().members(others).build();
    }

    /** A builder of a copy. */
    public Builder copy() {
        Builder copy = builder(objectGuid, type, connection, distinguishedName);
        copy.cn = cn;
        copy.addresses = addresses;
        copy.samAccountName = samAccountName;
        copy.userPrincipalName = userPrincipalName;
        copy.upnSuffix = upnSuffix;
        copy.objectSid = objectSid;
        copy.sidHistory = sidHistory;
        copy.primaryGroup = primaryGroup;
        copy.disabled = disabled;
        copy.hidden = hidden;
        copy.mailboxType = mailboxType;
        copy.accountExpires = accountExpires;
        copy.unreadable = unreadable;
        copy.members = members;
        copy.extra = extra;
        return copy;
    }

    /** This account as a view. */
    public AccountView view() {
        return new WholeAccountView(this);
    }

    private List<?> state() {
        return List.of(
                objectGuid,
                type,
                connection,
                distinguishedName,
                cn,
                addresses,
                samAccountName(),
                userPrincipalName(),
                upnSuffix(),
                objectSid(),
                sidHistory,
                primaryGroup(),
                disabled,
                hidden,
                mailboxType(),
                accountExpires(),
                unreadable,
                members,
                extra);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Account account && state().equals(account.state());
    }

    @Override
    public int hashCode() {
        return objectGuid.hashCode();
    }

    /** The account's identity, without personal data. */
    @Override
    public String toString() {
        return type.label() + " " + objectGuid;
    }

    /** Builder for the optional parts of an {@link Account}. */
    public static final class Builder {
        private final ObjectGuid objectGuid;
        private final AccountType type;
        private final ConnectionId connection;
        private DistinguishedName distinguishedName;
        private String cn = "";
        private List<MailAddress> addresses = List.of();
        private @Nullable AccountName samAccountName;
        private @Nullable UserPrincipalName userPrincipalName;
        private @Nullable UpnSuffix upnSuffix;
        private @Nullable ObjectSid objectSid;
        private List<ObjectSid> sidHistory = List.of();
        private @Nullable ObjectSid primaryGroup;
        private boolean disabled;
        private boolean hidden;
        private @Nullable MailboxType mailboxType;
        private @Nullable Instant accountExpires;
        private Set<RequiredAttribute> unreadable = Set.of();
        private List<GroupMember> members = List.of();
        private Map<String, List<String>> extra = Map.of();

        private Builder(
                ObjectGuid objectGuid, AccountType type, ConnectionId connection, DistinguishedName distinguishedName) {
            this.objectGuid = Objects.requireNonNull(objectGuid, "objectGuid");
            this.type = Objects.requireNonNull(type, "type");
            this.connection = Objects.requireNonNull(connection, "connection");
            this.distinguishedName = Objects.requireNonNull(distinguishedName, "distinguishedName");
        }

        public Builder distinguishedName(DistinguishedName value) {
            distinguishedName = value;
            return this;
        }

        public Builder cn(String value) {
            cn = value;
            return this;
        }

        /** The primary address first, the others sorted. */
        public Builder addresses(List<MailAddress> values) {
            addresses = values;
            return this;
        }

        public Builder samAccountName(@Nullable AccountName value) {
            samAccountName = value;
            return this;
        }

        public Builder userPrincipalName(@Nullable UserPrincipalName value) {
            userPrincipalName = value;
            return this;
        }

        public Builder upnSuffix(@Nullable UpnSuffix value) {
            upnSuffix = value;
            return this;
        }

        public Builder objectSid(@Nullable ObjectSid value) {
            objectSid = value;
            return this;
        }

        public Builder sidHistory(Collection<ObjectSid> values) {
            sidHistory = values.stream()
                    .distinct()
                    .sorted(Comparator.comparing(ObjectSid::toString))
                    .toList();
            return this;
        }

        public Builder primaryGroup(@Nullable ObjectSid value) {
            primaryGroup = value;
            return this;
        }

        public Builder disabled(boolean value) {
            disabled = value;
            return this;
        }

        public Builder hidden(boolean value) {
            hidden = value;
            return this;
        }

        public Builder mailboxType(@Nullable MailboxType value) {
            mailboxType = value;
            return this;
        }

        /** The moment of expiry, of which whole seconds since 1970 are kept. */
        public Builder accountExpires(@Nullable Instant value) {
            accountExpires = value == null ? null : Instant.ofEpochSecond(Math.max(0, value.getEpochSecond()));
            return this;
        }

        public Builder unreadable(Collection<RequiredAttribute> values) {
            unreadable = values.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(values));
            return this;
        }

        public Builder members(List<GroupMember> values) {
            members = values;
            return this;
        }

        public Builder extra(Map<String, List<String>> values) {
            extra = values;
            return this;
        }

        public Account build() {
            return new Account(this);
        }
    }
}
