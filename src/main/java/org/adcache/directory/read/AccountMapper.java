package org.adcache.directory.read;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;

/**
 * Mapping from LDAP entries to accounts. A malformed entry is refused alone. An attribute that every object has and
 * that is missing can't be read for lack of a right: one that identifies an object fails the whole read, because all
 * would seem to be gone; any other is unreadable in the account, and never an absent value.
 */
public final class AccountMapper {
    static final String MEMBER = "member";
    private static final String GUID = "objectGUID";
    private static final String CLASS = "objectClass";
    private static final String DN_ATTRIBUTE = "distinguishedName";
    private static final String ACCOUNT_CONTROL = "userAccountControl";
    private static final String ACCOUNT_EXPIRES = "accountExpires";
    private static final String PRIMARY_GROUP = "primaryGroupID";
    private static final String SAM_ACCOUNT_NAME = "sAMAccountName";
    private static final String SID = "objectSid";
    private static final String SID_HISTORY = "sIDHistory";
    private static final long ACCOUNT_DISABLED = 2;

    private final DirectoryConfig config;
    private final Domain domain;
    private final EntryLimits limits;
    private final DnCheck dnCheck;

    public AccountMapper(DirectoryConfig config, Domain domain) {
        this.config = config;
        this.domain = domain;
        this.limits = config.limits();
        this.dnCheck = new DnCheck(limits);
    }

    /** The attributes to request. */
    public String[] attributes() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(
                GUID,
                CLASS,
                SID,
                SID_HISTORY,
                DN_ATTRIBUTE,
                "cn",
                SAM_ACCOUNT_NAME,
                "userPrincipalName",
                PRIMARY_GROUP,
                ACCOUNT_CONTROL,
                ACCOUNT_EXPIRES,
                AccountClasses.ACCOUNT_TYPE,
                RecipientType.ATTRIBUTE,
                "msExchHideFromAddressLists"));
        names.addAll(config.emailAttributes());
        names.addAll(config.extraAttributes());
        if (config.groups()) {
            names.add(MEMBER);
        }
        return names.toArray(String[]::new);
    }

    /** An account, the number of its unusable address values, and all its values that are ignored. */
    record Mapped(Account account, int ignoredAddresses, List<IgnoredEntry> ignored) {}

    /**
     * Maps an entry.
     *
     * @throws EntryRefused if it is malformed or exceeds a limit
     * @throws ProblemException if an attribute that every object has can't be read, for lack of a right
     */
    Mapped map(Entry entry, List<GroupMember> members) throws ProblemException, EntryRefused {
        return map(entry, new Members(members, List.of()));
    }

    /** As {@link #map(Entry, List)}, for a group of which values of {@code member} are ignored. */
    Mapped map(Entry entry, Members found) throws ProblemException, EntryRefused {
        List<GroupMember> members = found.members();
        ObjectGuid objectGuid = objectGuid(entry);
        EntryValues values = new EntryValues(entry, limits);
        List<String> classes = values.texts(CLASS);
        AccountType type = type(values, classes, objectGuid);
        DistinguishedName distinguishedName = distinguishedName(entry);
        Account.Builder account = Account.builder(objectGuid, type, config.id(), distinguishedName);
        Addresses addresses = addresses(values);
        account.addresses(addresses.values());
        values.first(SAM_ACCOUNT_NAME).map(AccountName::new).ifPresent(account::samAccountName);
        Optional<ObjectSid> objectSid = objectSid(entry);
        objectSid.ifPresent(account::objectSid);
        account.sidHistory(values.sids(SID_HISTORY));
        if (type == AccountType.USER) {
            user(values, objectSid, account);
        }
        Optional<MailboxType> mailboxType = mailboxType(values, type, classes);
        mailboxType.ifPresent(account::mailboxType);
        account.unreadable(unreadable(AccountClasses.required(type, mailboxType), entry));
        account.hidden(values.flag("msExchHideFromAddressLists"));
        account.members(type == AccountType.GROUP ? members : List.of());
        found.unidentified().forEach(value -> values.note(IgnoredReason.MEMBER_WITHOUT_GUID, MEMBER, value));
        String cn = values.first("cn").orElseGet(() -> firstRdn(distinguishedName));
        SearchedNames names = new SearchedNames(values, limits, addresses.values());
        account.cn(names.fits("cn", cn) ? cn : "");
        account.extra(extra(values, names));
        return new Mapped(account.build(), addresses.ignored(), ignored(objectGuid, distinguishedName, values));
    }

    private static List<IgnoredEntry> ignored(ObjectGuid objectGuid, DistinguishedName dn, EntryValues values) {
        return values.flaws().isEmpty()
                ? List.of()
                : values.flaws().stream()
                        .map(flaw -> new IgnoredEntry(
                                Optional.of(objectGuid), dn.value(), flaw.attribute(), flaw.value(), flaw.reason()))
                        .toList();
    }

    /** The entry as it is listed among the ignored ones. */
    static IgnoredEntry refused(Entry entry, EntryRefused refusal) {
        byte[] guid = entry.getAttributeValueBytes(GUID);
        EntryRefused.Flaw flaw = refusal.flaw();
        return new IgnoredEntry(
                Optional.ofNullable(guid)
                        .filter(bytes -> bytes.length == ObjectGuid.BYTES)
                        .map(ObjectGuid::fromBytes),
                entry.getDN(),
                flaw.attribute(),
                flaw.value(),
                flaw.reason());
    }

    /** The GUID, without which an object can neither be stored nor safely skipped. */
    static ObjectGuid objectGuid(Entry entry) throws ProblemException, EntryRefused {
        return guidIfWellFormed(entry).orElseThrow(() -> new EntryRefused(IgnoredReason.MALFORMED_GUID, GUID));
    }

    /** The GUID; empty if there is none, or it is malformed. */
    public static Optional<ObjectGuid> guidIfWellFormed(Entry entry) {
        byte[] bytes = entry.getAttributeValueBytes(GUID);
        return bytes == null || bytes.length != ObjectGuid.BYTES
                ? Optional.empty()
                : Optional.of(ObjectGuid.fromBytes(bytes));
    }

    /** An entry whose GUID is malformed or missing, as it is listed among the ignored ones. */
    public static IgnoredEntry withoutGuid(Entry entry) {
        return refused(entry, new EntryRefused(IgnoredReason.MALFORMED_GUID, GUID));
    }

    private static AccountType type(EntryValues values, List<String> classes, ObjectGuid objectGuid)
            throws ProblemException, EntryRefused {
        Optional<AccountType> type = AccountClasses.type(classes);
        if (type.isEmpty() && classes.isEmpty() && values.flaws().isEmpty()) {
            throw unreadable(objectGuid, CLASS);
        }
        return type.orElseThrow(
                () -> new EntryRefused(IgnoredReason.MALFORMED_VALUE, CLASS, String.join(", ", classes)));
    }

    /** The attributes that every object of this class has, and that this one comes without. */
    private static Set<RequiredAttribute> unreadable(Set<RequiredAttribute> required, Entry entry) {
        Set<RequiredAttribute> unreadable = EnumSet.noneOf(RequiredAttribute.class);
        for (RequiredAttribute attribute : required) {
            if (!entry.hasAttribute(attribute.ldapName())) {
                unreadable.add(attribute);
            }
        }
        return unreadable;
    }

    private void user(EntryValues values, Optional<ObjectSid> objectSid, Account.Builder account) throws EntryRefused {
        Optional<UserPrincipalName> userPrincipalName =
                values.first("userPrincipalName").map(UserPrincipalName::new);
        userPrincipalName.ifPresent(account::userPrincipalName);
        account.upnSuffix(
                userPrincipalName.flatMap(UserPrincipalName::suffix).orElseGet(() -> new UpnSuffix(domain.dnsName())));
        account.disabled(values.number(ACCOUNT_CONTROL)
                .filter(flags -> (flags & ACCOUNT_DISABLED) != 0)
                .isPresent());
        values.wideNumber(ACCOUNT_EXPIRES).flatMap(FileTime::expiry).ifPresent(account::accountExpires);
        Optional<Long> primaryGroup = values.number(PRIMARY_GROUP);
        objectSid
                .flatMap(ObjectSid::domain)
                .flatMap(home -> primaryGroup.map(id -> home.withRelativeId(id.intValue())))
                .ifPresent(account::primaryGroup);
    }

    private static Optional<MailboxType> mailboxType(EntryValues values, AccountType type, List<String> classes)
            throws EntryRefused {
        return type == AccountType.USER
                ? values.wideNumber(RecipientType.ATTRIBUTE).flatMap(RecipientType::mailboxType)
                : AccountClasses.mailboxType(classes);
    }

    private Addresses addresses(EntryValues values) throws EntryRefused {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String attribute : config.emailAttributes()) {
            texts.put(attribute, values.texts(attribute));
        }
        return Addresses.of(
                config.emailAttributes(),
                attribute -> texts.getOrDefault(attribute, List.of()),
                (attribute, value) -> values.note(IgnoredReason.NO_ADDRESS, attribute, value));
    }

    private DistinguishedName distinguishedName(Entry entry) throws EntryRefused {
        String text = ExtendedDn.parse(distinguishedNameText(entry)).value();
        Optional<IgnoredReason> flaw = dnCheck.flaw(text);
        if (flaw.isPresent()) {
            throw new EntryRefused(flaw.get(), DN_ATTRIBUTE, text);
        }
        return new DistinguishedName(text);
    }

    private String distinguishedNameText(Entry entry) throws EntryRefused {
        byte[] bytes = entry.getAttributeValueBytes(DN_ATTRIBUTE);
        if (bytes == null) {
            return entry.getDN();
        }
        if (!limits.dnLength().allows(bytes.length / EntryValues.BYTES_OF_A_CHAR)) {
            throw new EntryRefused(IgnoredReason.DN_TOO_LONG, DN_ATTRIBUTE);
        }
        return EntryValues.text(bytes).orElseThrow(() -> new EntryRefused(IgnoredReason.MALFORMED_DN, DN_ATTRIBUTE));
    }

    private static String firstRdn(DistinguishedName distinguishedName) {
        try {
            RDN rdn = new DN(distinguishedName.value()).getRDN();
            return rdn == null ? "" : rdn.getAttributeValues()[0];
        } catch (LDAPException e) {
            return "";
        }
    }

    private static Optional<ObjectSid> objectSid(Entry entry) throws EntryRefused {
        byte[] bytes = entry.getAttributeValueBytes(SID);
        try {
            return bytes == null ? Optional.empty() : Optional.of(ObjectSid.fromBytes(bytes));
        } catch (IllegalArgumentException e) {
            throw new EntryRefused(IgnoredReason.MALFORMED_SID, SID);
        }
    }

    private Map<String, List<String>> extra(EntryValues values, SearchedNames names) throws EntryRefused {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (String name : config.extraAttributes()) {
            if (name.equalsIgnoreCase(MEMBER)) {
                continue;
            }
            List<String> texts = values.textsAmong(name).stream()
                    .map(value ->
                            value.startsWith("<GUID=") ? ExtendedDn.parse(value).value() : value)
                    .filter(value -> names.fits(name, value))
                    .toList();
            if (!texts.isEmpty()) {
                extra.put(name, texts);
            }
        }
        return extra;
    }

    /**
     * Members of a group.
     *
     * @param members those with a GUID, and {@link GroupMember#UNIDENTIFIED} if there are others
     * @param unidentified values without a GUID, of which some are kept to be named
     */
    record Members(List<GroupMember> members, List<String> unidentified) {
        static final int NAMED = 20;
    }

    /**
     * The members in the values of a group's {@code member}.
     *
     * @throws EntryRefused if one has a malformed GUID or SID
     * @throws ProblemException if one has no GUID and the group's own name has none either, so that the server doesn't
     *     send them
     */
    Members members(String[] values, Entry group) throws ProblemException, EntryRefused {
        List<GroupMember> members = new ArrayList<>(values.length);
        List<String> unidentified = new ArrayList<>(0);
        for (String value : values) {
            ExtendedDn member = ExtendedDn.parse(value);
            if (member.isMalformed()) {
                throw new EntryRefused(IgnoredReason.MALFORMED_VALUE, MEMBER, value);
            }
            Optional<ObjectGuid> guid = member.objectGuid();
            if (guid.isPresent()) {
                members.add(new GroupMember(guid.get(), member.objectSid().filter(sid -> !isOfThisDomain(sid))));
            } else if (!isExtended(group)) {
                throw membersWithoutGuids(group);
            } else if (unidentified.size() < Members.NAMED) {
                unidentified.add(value);
            }
        }
        if (!unidentified.isEmpty()) {
            members.add(GroupMember.UNIDENTIFIED);
        }
        return new Members(members, unidentified);
    }

    /** Whether the server sent this entry's name in the extended form, as the control asks. */
    public static boolean isExtended(Entry entry) {
        return entry.getDN().startsWith("<GUID=");
    }

    private static ProblemException membersWithoutGuids(Entry group) {
        return new ProblemException(new Problem(
                ProblemType.LDAP_EXTENDED_DN_MISSING,
                "The members of the group "
                        + guidIfWellFormed(group).map(ObjectGuid::toString).orElse("without a GUID")
                        + " came without their GUIDs.",
                "Read from a domain controller that supports the control 1.2.840.113556.1.4.529."));
    }

    private boolean isOfThisDomain(ObjectSid sid) {
        return domain.sid().isPresent() && domain.sid().equals(sid.domain());
    }

    private static ProblemException unreadable(ObjectGuid objectGuid, String attribute) {
        return new ProblemException(new Problem(
                ProblemType.LDAP_ENTRY_UNREADABLE,
                String.format(Locale.ROOT, "The object %s has no readable %s.", objectGuid, attribute),
                "Grant the service account Read property on " + attribute + " below the search base."));
    }
}
