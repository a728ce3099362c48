package org.adcache.directory.read;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.StaticUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.directory.DirectoryConfig;
import org.jspecify.annotations.Nullable;

/** Mapping from LDAP entries to accounts. An unreadable attribute that identifies an account fails the whole read. */
public final class AccountMapper {
    static final String MEMBER = "member";
    private static final long ACCOUNT_DISABLED = 2;

    private final DirectoryConfig config;
    private final Domain domain;

    public AccountMapper(DirectoryConfig config, Domain domain) {
        this.config = config;
        this.domain = domain;
    }

    /** The attributes to request. */
    public String[] attributes() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(
                "objectGUID",
                "objectClass",
                "objectSid",
                "distinguishedName",
                "cn",
                "sAMAccountName",
                "userPrincipalName",
                "primaryGroupID",
                "userAccountControl",
                "msExchHideFromAddressLists"));
        names.addAll(config.emailAttributes());
        names.addAll(config.extraAttributes());
        if (config.groups()) {
            names.add(MEMBER);
        }
        return names.toArray(String[]::new);
    }

    /** An account, and the number of its unusable address values. */
    record Mapped(Account account, int ignoredAddresses) {}

    Mapped map(Entry entry, List<GroupMember> members) throws ProblemException {
        ObjectGuid objectGuid = objectGuid(entry);
        AccountType type = type(entry, objectGuid);
        DistinguishedName distinguishedName = distinguishedName(entry);
        Account.Builder account = Account.builder(objectGuid, type, config.id(), distinguishedName);
        account.cn(cn(entry, distinguishedName));
        Addresses addresses = Addresses.of(config.emailAttributes(), name -> strings(entry, name));
        account.addresses(addresses.values());
        first(entry, "sAMAccountName").map(AccountName::new).ifPresent(account::samAccountName);
        Optional<ObjectSid> objectSid = objectSid(entry, objectGuid);
        objectSid.ifPresent(account::objectSid);
        if (type == AccountType.USER) {
            user(entry, objectSid, account);
        }
        account.hidden(first(entry, "msExchHideFromAddressLists")
                .filter("TRUE"::equalsIgnoreCase)
                .isPresent());
        account.members(type == AccountType.GROUP ? members : List.of());
        account.extra(extra(entry));
        return new Mapped(account.build(), addresses.ignored());
    }

    /** The GUID, without which an object can neither be stored nor safely skipped. */
    public static ObjectGuid objectGuid(Entry entry) throws ProblemException {
        byte[] bytes = entry.getAttributeValueBytes("objectGUID");
        if (bytes == null || bytes.length != ObjectGuid.BYTES) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_GUID_UNREADABLE,
                    "The server returned an object without a readable objectGUID.",
                    "Grant the service account Read property on objectGUID below the search base."));
        }
        return ObjectGuid.fromBytes(bytes);
    }

    private static AccountType type(Entry entry, ObjectGuid objectGuid) throws ProblemException {
        List<String> classes = strings(entry, "objectClass");
        if (isAmong("group", classes)) {
            return AccountType.GROUP;
        }
        if (isAmong("contact", classes)) {
            return AccountType.CONTACT;
        }
        if (isAmong("user", classes) || isAmong("inetOrgPerson", classes)) {
            return AccountType.USER;
        }
        throw unreadable(objectGuid, "objectClass", null);
    }

    private static boolean isAmong(String name, List<String> classes) {
        return classes.stream().anyMatch(name::equalsIgnoreCase);
    }

    private void user(Entry entry, Optional<ObjectSid> objectSid, Account.Builder account) {
        Optional<UserPrincipalName> userPrincipalName =
                first(entry, "userPrincipalName").map(UserPrincipalName::new);
        userPrincipalName.ifPresent(account::userPrincipalName);
        account.upnSuffix(
                userPrincipalName.flatMap(UserPrincipalName::suffix).orElseGet(() -> new UpnSuffix(domain.dnsName())));
        account.disabled(number(entry, "userAccountControl")
                .filter(flags -> (flags & ACCOUNT_DISABLED) != 0)
                .isPresent());
        objectSid
                .flatMap(ObjectSid::domain)
                .flatMap(home -> number(entry, "primaryGroupID").map(id -> home.withRelativeId(id.intValue())))
                .ifPresent(account::primaryGroup);
    }

    private static DistinguishedName distinguishedName(Entry entry) {
        return new DistinguishedName(
                ExtendedDn.parse(first(entry, "distinguishedName").orElse(entry.getDN()))
                        .value());
    }

    private static String cn(Entry entry, DistinguishedName distinguishedName) {
        return first(entry, "cn").orElseGet(() -> firstRdn(distinguishedName));
    }

    private static String firstRdn(DistinguishedName distinguishedName) {
        try {
            RDN rdn = new DN(distinguishedName.value()).getRDN();
            return rdn == null ? "" : rdn.getAttributeValues()[0];
        } catch (LDAPException e) {
            return "";
        }
    }

    private static Optional<ObjectSid> objectSid(Entry entry, ObjectGuid objectGuid) throws ProblemException {
        byte[] bytes = entry.getAttributeValueBytes("objectSid");
        try {
            return bytes == null ? Optional.empty() : Optional.of(ObjectSid.fromBytes(bytes));
        } catch (IllegalArgumentException e) {
            throw unreadable(objectGuid, "objectSid", e);
        }
    }

    private Map<String, List<String>> extra(Entry entry) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (String name : config.extraAttributes()) {
            List<String> values = strings(entry, name).stream()
                    .map(value ->
                            value.startsWith("<GUID=") ? ExtendedDn.parse(value).value() : value)
                    .toList();
            if (!values.isEmpty() && !name.equalsIgnoreCase(MEMBER)) {
                extra.put(name, values);
            }
        }
        return extra;
    }

    /**
     * The members in the values of a group's {@code member}.
     *
     * @throws ProblemException if one has no GUID and can't be identified
     */
    List<GroupMember> members(String[] values, ObjectGuid group) throws ProblemException {
        List<GroupMember> members = new ArrayList<>(values.length);
        for (String value : values) {
            ExtendedDn member = ExtendedDn.parse(value);
            ObjectGuid guid = member.objectGuid()
                    .orElseThrow(() -> new ProblemException(new Problem(
                            ProblemType.LDAP_EXTENDED_DN_MISSING,
                            "The members of the group " + group + " came without their GUIDs.",
                            "Read from a domain controller that supports the control 1.2.840.113556.1.4.529.")));
            members.add(new GroupMember(guid, member.objectSid().filter(sid -> !isOfThisDomain(sid))));
        }
        return members;
    }

    private boolean isOfThisDomain(ObjectSid sid) {
        return domain.sid().isPresent() && domain.sid().equals(sid.domain());
    }

    private static Optional<Long> number(Entry entry, String name) {
        return Optional.ofNullable(entry.getAttributeValueAsLong(name));
    }

    private static Optional<String> first(Entry entry, String name) {
        for (String value : strings(entry, name)) {
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The values that are text; values that aren't UTF-8 are keys, pictures or signatures. */
    private static List<String> strings(Entry entry, String name) {
        Attribute attribute = entry.getAttribute(name);
        if (attribute == null) {
            return List.of();
        }
        List<String> strings = new ArrayList<>(attribute.size());
        for (ASN1OctetString value : attribute.getRawValues()) {
            if (StaticUtils.isValidUTF8(value.getValue())) {
                strings.add(value.stringValue());
            }
        }
        return strings;
    }

    private static ProblemException unreadable(ObjectGuid objectGuid, String attribute, @Nullable Exception cause) {
        Problem problem = new Problem(
                ProblemType.LDAP_ENTRY_UNREADABLE,
                String.format(Locale.ROOT, "The object %s has no readable %s.", objectGuid, attribute),
                "Grant the service account Read property on " + attribute + " below the search base.");
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }
}
