package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.adcache.demo.schema.AdBinary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract of a domain controller as its clients see it, simulated or Samba's: each scenario works in an
 * organizational unit of its own. Where the two differ, the subclass says so.
 */
public abstract class DirectoryContract {
    private static final String DOMAIN_SCOPE = "1.2.840.113556.1.4.1339";
    private static final String SHOW_DELETED = "1.2.840.113556.1.4.417";

    /** Domain that can be read as an ordinary account and changed as an administrator. */
    public interface Laboratory {
        String base();

        /** Bound as an ordinary account, which cannot read deleted objects. */
        LDAPConnection reader() throws Exception;

        /** Bound as an account that can; used only by tests of tombstones. */
        LDAPConnection readerOfTombstones() throws Exception;

        /** The account name of the reader. */
        String readerAccount() throws Exception;

        /**
         * The reader in a hardened domain, in which Authenticated Users are no members of Pre-Windows 2000 Compatible
         * Access; {@link #soften} ends that.
         */
        LDAPConnection readerOfHardenedDomain() throws Exception;

        /** Ends what {@link #readerOfHardenedDomain} has begun. */
        void soften() throws Exception;

        void addUnit(String distinguishedName) throws Exception;

        void addUser(String distinguishedName, String accountName, String mail) throws Exception;

        void addGroup(String distinguishedName, String accountName, String... members) throws Exception;

        /** Replaces an attribute; without values it is removed. */
        void replace(String distinguishedName, String attribute, String... values) throws Exception;

        void addMember(String group, String member) throws Exception;

        void removeMember(String group, String member) throws Exception;

        void rename(String distinguishedName, String newDistinguishedName) throws Exception;

        void delete(String distinguishedName) throws Exception;

        void restore(UUID guid, String distinguishedName) throws Exception;
    }

    private Laboratory lab;
    private LDAPConnection reader;
    private String base;
    private String unit;
    private String person;
    private String account;

    protected abstract Laboratory laboratory() throws Exception;

    @BeforeEach
    void addUnitAndPerson() throws Exception {
        lab = laboratory();
        reader = lab.reader();
        base = lab.base();
        String name = "contract-" + Long.toString(System.nanoTime(), 36);
        unit = "OU=" + name + "," + base;
        lab.addUnit(unit);
        account = "p" + name.substring(9);
        person = "CN=Person," + unit;
        lab.addUser(person, account, "person@partner.example");
    }

    private SearchResultEntry read(String name, String... attributes) throws Exception {
        return reader.getEntry(name, attributes);
    }

    private UUID guid(String name) throws Exception {
        return AdBinary.guid(read(name, "objectGUID").getAttributeValueBytes("objectGUID"));
    }

    private long usn(String name) throws Exception {
        return read(name, "uSNChanged").getAttributeValueAsLong("uSNChanged");
    }

    private long highestUsn() throws Exception {
        return Long.parseLong(reader.getRootDSE().getAttributeValue("highestCommittedUSN"));
    }

    private List<String> names(LDAPConnection connection, String filter, Control... controls) throws Exception {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, "1.1");
        request.setControls(controls);
        request.addControl(new Control(DOMAIN_SCOPE));
        return connection.search(request).getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    private ChangeReader changes(String... attributes) throws Exception {
        return ChangeReader.fromNow(reader, base, attributes);
    }

    // Identity of the server

    @Test
    void rootDseNamesTheObjectThatHoldsTheInvocationId() throws Exception {
        String service = reader.getRootDSE().getAttributeValue("dsServiceName");
        assertThat(service).startsWith("CN=NTDS Settings,CN=");
        assertThat(read(service, "invocationId").getAttributeValueBytes("invocationId"))
                .hasSize(16);
        assertThat(reader.getRootDSE().getAttributeValues("supportedControl"))
                .contains("1.2.840.113556.1.4.841", SHOW_DELETED);
    }

    /** MS-ADTS 6.3.1.9: 23, the flags, the GUID of the domain, its names. */
    @Test
    void pingTellsThatTheControllerIsWritableAndWhereItIs() throws Exception {
        String domain = new DN(base).toNormalizedString().replace("dc=", "").replace(",", ".");
        Filter ping = Filter.createANDFilter(
                Filter.createEqualityFilter("DnsDomain", domain),
                Filter.createEqualityFilter("NtVer", new byte[] {0x14, 0, 0, 0}));
        SearchResultEntry answer = reader.searchForEntry("", SearchScope.BASE, ping, "netlogon");
        ByteBuffer value =
                ByteBuffer.wrap(answer.getAttributeValueBytes("netlogon")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(value.getShort()).isEqualTo((short) 23);
        value.getShort();
        // LDAP, DS, KDC and writable; not a controller with some secrets only.
        assertThat(value.getInt() & (0x8 | 0x10 | 0x20 | 0x100 | 0x800)).isEqualTo(0x8 | 0x10 | 0x20 | 0x100);
        byte[] guid = new byte[16];
        value.get(guid);
        assertThat(AdBinary.guid(guid)).isEqualTo(guid(base));
        assertThat(new String(value.array(), StandardCharsets.UTF_8)).contains("Default-First-Site-Name");
    }

    // Reads

    @Test
    void pagesGiveEveryEntryOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            lab.addUser("CN=Page " + i + "," + unit, account + i, "page" + i + "@partner.example");
        }
        List<String> found = new ArrayList<>();
        ASN1OctetString cookie = new ASN1OctetString();
        do {
            SearchRequest request = new SearchRequest(unit, SearchScope.SUB, "(cn=Page*)", "1.1");
            request.setControls(new SimplePagedResultsControl(3, cookie));
            SearchResult page = reader.search(request);
            page.getSearchEntries().forEach(entry -> found.add(entry.getDN()));
            assertThat(page.getEntryCount()).isLessThanOrEqualTo(3);
            cookie = SimplePagedResultsControl.get(page).getCookie();
        } while (cookie.getValueLength() > 0);
        assertThat(found).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void entriesAreFoundByGuidAndSid() throws Exception {
        SearchResultEntry entry = read(person, "objectGUID", "objectSid");
        byte[] guid = entry.getAttributeValueBytes("objectGUID");
        byte[] unitGuid = AdBinary.guidBytes(guid(unit));
        String sid = AdBinary.sid(entry.getAttributeValueBytes("objectSid"));
        assertThat(read("<GUID=" + AdBinary.guid(guid) + ">", "1.1").getDN()).isEqualTo(person);
        assertThat(read("<SID=" + sid + ">", "1.1").getDN()).isEqualTo(person);
        assertThat(names(reader, "(objectGUID=" + Filter.encodeValue(guid) + ")"))
                .containsExactly(person);
        String either =
                "(|(objectGUID=" + Filter.encodeValue(guid) + ")(objectGUID=" + Filter.encodeValue(unitGuid) + "))";
        assertThat(names(reader, either)).containsExactlyInAnyOrder(person, unit);
    }

    @Test
    void membersComeInTheRangeAskedFor() throws Exception {
        String group = group();
        String second = "CN=Second," + unit;
        lab.addUser(second, account + "2", "second@partner.example");
        lab.addMember(group, second);
        SearchResultEntry first = read(group, "member;range=0-0");
        SearchResultEntry rest = read(group, "member;range=1-*");
        Set<String> members = new HashSet<>(List.of(first.getAttributeValues("member;range=0-0")));
        members.addAll(List.of(rest.getAttributeValues("member;range=1-*")));
        assertThat(members).containsExactlyInAnyOrder(person, second);
    }

    private String group() throws Exception {
        String group = "CN=Group," + unit;
        lab.addGroup(group, "g" + account, person);
        return group;
    }

    @Test
    void extendedNamesTellGuidAndSid() throws Exception {
        String group = group();
        SearchRequest request = new SearchRequest(group, SearchScope.BASE, "(objectClass=*)", "member");
        request.setControls(new Control(
                "1.2.840.113556.1.4.529", true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode())));
        SearchResultEntry entry = reader.search(request).getSearchEntries().get(0);
        String sid = AdBinary.sid(read(person, "objectSid").getAttributeValueBytes("objectSid"));
        assertThat(entry.getAttributeValue("member"))
                .isEqualTo("<GUID=" + guid(person) + ">;<SID=" + sid + ">;" + person);
        assertThat(entry.getDN()).startsWith("<GUID=" + guid(group) + ">;").endsWith(";" + group);
    }

    // Rights by property set

    /** What is done as the reader of a hardened domain. */
    private interface HardenedScenario {
        void run(LDAPConnection hardened) throws Exception;
    }

    private void inHardenedDomain(HardenedScenario scenario) throws Exception {
        try {
            scenario.run(lab.readerOfHardenedDomain());
        } finally {
            lab.soften();
        }
    }

    private List<String> found(LDAPConnection connection, String filter) throws Exception {
        return connection.search(unit, SearchScope.SUB, filter, "1.1").getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    @Test
    void hardenedDomainShowsOnlyTheOpenPropertySetsOfOtherUsers() throws Exception {
        lab.replace(person, "telephoneNumber", "+49 30 1");
        String group = group();
        inHardenedDomain(hardened -> {
            SearchResultEntry other = hardened.getEntry(person, "*", "memberOf", "uSNChanged");
            assertThat(other.getAttributes())
                    .extracting(Attribute::getName)
                    .contains(
                            "objectClass", "cn", "mail", "telephoneNumber", "sAMAccountName", "objectSid", "objectGUID")
                    .contains("primaryGroupID", "sAMAccountType", "distinguishedName", "name")
                    .doesNotContain("userAccountControl", "memberOf", "uSNChanged", "isDeleted")
                    .doesNotContain("instanceType", "whenCreated", "whenChanged", "uSNCreated");
            assertThat(hardened.getEntry(group, "member", "uSNChanged", "groupType")
                            .getAttributes())
                    .extracting(Attribute::getName)
                    .containsExactlyInAnyOrder("member", "uSNChanged", "groupType");
            SearchResultEntry own = hardened.searchForEntry(
                    base,
                    SearchScope.SUB,
                    "(sAMAccountName=" + lab.readerAccount() + ")",
                    "userAccountControl",
                    "uSNChanged");
            assertThat(own.hasAttribute("userAccountControl")).isTrue();
            assertThat(own.hasAttribute("uSNChanged")).isTrue();
        });
    }

    @Test
    void conditionOnAnUnreadableAttributeIsNeverMet() throws Exception {
        assertThat(found(reader, "(&(cn=Person)(userAccountControl=*))")).containsExactly(person);
        assertThat(found(reader, "(&(cn=Person)(!(userAccountControl=2)))")).containsExactly(person);
        inHardenedDomain(hardened -> {
            assertThat(found(hardened, "(cn=Person)")).containsExactly(person);
            for (String condition : List.of("(userAccountControl=*)", "(userAccountControl=2)", "(uSNChanged>=1)")) {
                assertThat(found(hardened, "(&(cn=Person)" + condition + ")")).isEmpty();
                assertThat(found(hardened, "(|(cn=Person)" + condition + ")")).contains(person);
            }
        });
    }

    // What is in each domain

    @Test
    void groupOfBuiltinHoldsWellKnownSids() throws Exception {
        SearchResultEntry users = read("CN=Users,CN=Builtin," + base, "*");
        String authenticated = "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + base;
        assertThat(AdBinary.sid(users.getAttributeValueBytes("objectSid"))).isEqualTo("S-1-5-32-545");
        assertThat(users.getAttributeValue("groupType")).isEqualTo("-2147483643");
        assertThat(users.getAttributeValue("sAMAccountType")).isEqualTo("536870912");
        assertThat(users.getAttributeValue("systemFlags")).isEqualTo("-1946157056");
        assertThat(users.getAttributeValues("member")).contains(authenticated, "CN=Domain Users,CN=Users," + base);
        SearchResultEntry principal = read(authenticated, "objectSid", "objectClass", "sAMAccountName");
        assertThat(AdBinary.sid(principal.getAttributeValueBytes("objectSid"))).isEqualTo("S-1-5-11");
        assertThat(principal.getAttributeValues("objectClass")).containsExactly("top", "foreignSecurityPrincipal");
        assertThat(principal.hasAttribute("sAMAccountName")).isFalse();
        assertThat(read("CN=Builtin," + base, "objectClass").getAttributeValues("objectClass"))
                .contains("builtinDomain");
    }

    @Test
    void accountExpiresAtTheLargestNumberUnlessSet() throws Exception {
        assertThat(read(person, "accountExpires").getAttributeValue("accountExpires"))
                .isEqualTo(Long.toString(Long.MAX_VALUE));
        long before = usn(person);
        lab.replace(person, "accountExpires", "133000000000000000");
        assertThat(read(person, "accountExpires").getAttributeValue("accountExpires"))
                .isEqualTo("133000000000000000");
        assertThat(usn(person)).isGreaterThan(before);
    }

    // USNs

    @Test
    void changeRaisesTheUsnOfTheEntryAndIsFoundByIt() throws Exception {
        long before = highestUsn();
        long created = read(person, "uSNCreated").getAttributeValueAsLong("uSNCreated");
        lab.replace(person, "title", "Director");
        assertThat(usn(person)).isGreaterThan(before).isLessThanOrEqualTo(highestUsn());
        assertThat(names(reader, "(&(objectClass=user)(uSNChanged>=" + (before + 1) + "))"))
                .containsExactly(person);
        assertThat(read(person, "uSNCreated").getAttributeValueAsLong("uSNCreated"))
                .isEqualTo(created);
    }

    @Test
    void membershipChangesTheGroupAndNotTheMember() throws Exception {
        String group = group();
        long groupBefore = usn(group);
        long personBefore = usn(person);
        lab.removeMember(group, person);
        assertThat(usn(group)).isGreaterThan(groupBefore);
        assertThat(usn(person)).isEqualTo(personBefore);
    }

    @Test
    void renameOfAUnitIsNoChangeOfWhatLiesInIt() throws Exception {
        UUID guid = guid(person);
        long before = usn(person);
        String renamed = unit.replaceFirst("OU=", "OU=renamed-");
        lab.rename(unit, renamed);
        assertThat(read("<GUID=" + guid + ">", "1.1").getDN()).isEqualTo("CN=Person," + renamed);
        assertThat(usn("CN=Person," + renamed)).isEqualTo(before);
    }

    // DirSync

    private ResultCode refusal(String searchBase, boolean critical, int flags, String cookie) {
        LDAPException failure = catchThrowableOfType(
                LDAPException.class,
                () -> ChangeReader.ask(
                        reader,
                        searchBase,
                        critical,
                        flags,
                        new ASN1OctetString(cookie.getBytes(StandardCharsets.UTF_8)),
                        "mail"));
        return failure == null ? ResultCode.SUCCESS : failure.getResultCode();
    }

    @Test
    void dirSyncIsRefusedForWhatItIsNotFor() {
        assertThat(refusal(base, true, 1, "")).isEqualTo(ResultCode.SUCCESS);
        assertThat(refusal(base, true, 0, "")).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(unit, true, 1, "")).isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
        assertThat(refusal(base, false, 1, "")).isEqualTo(ResultCode.OPERATIONS_ERROR);
        assertThat(refusal(base, true, 1, "garbage")).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
    }

    @Test
    void dirSyncReportsOnlyWhatWasAskedForAndChanged() throws Exception {
        UUID guid = guid(person);
        ChangeReader mail = changes("mail");
        ChangeReader more = changes("mail", "title", "cn", "memberOf", "whenChanged", "uSNChanged", "sAMAccountName");
        lab.replace(person, "title", "Director");
        assertThat(mail.changeOf(guid)).isEmpty();
        SearchResultEntry change = more.changeOf(guid).orElseThrow();
        assertThat(change.getDN()).isEqualTo(person);
        assertThat(change.getAttributes())
                .extracting(Attribute::getName)
                .containsExactlyInAnyOrder("title", "objectGUID", "instanceType");
        assertThat(more.changeOf(guid)).isEmpty();
    }

    @Test
    void dirSyncGivesARemovedAttributeWithoutValues() throws Exception {
        UUID guid = guid(person);
        ChangeReader changes = changes("mail", "title");
        lab.replace(person, "mail");
        SearchResultEntry change = changes.changeOf(guid).orElseThrow();
        assertThat(change.hasAttribute("mail")).isTrue();
        assertThat(change.getAttribute("mail").size()).isZero();
        assertThat(change.hasAttribute("title")).isFalse();
    }

    @Test
    void dirSyncReportsANewObjectWithAllThatWasAskedFor() throws Exception {
        ChangeReader changes = changes("mail", "sAMAccountName", "objectSid", "objectClass", "title");
        String name = "CN=New," + unit;
        lab.addUser(name, account + "n", "new@partner.example");
        SearchResultEntry change = changes.changeOf(guid(name)).orElseThrow();
        assertThat(change.getAttributeValue("mail")).isEqualTo("new@partner.example");
        assertThat(change.getAttributeValueBytes("objectSid")).hasSize(28);
        assertThat(change.getAttributeValues("objectClass")).contains("user");
        assertThat(change.hasAttribute("title")).isFalse();
    }

    @Test
    void dirSyncReportsARenameWithNameAndParent() throws Exception {
        UUID guid = guid(person);
        UUID parent = guid(unit);
        ChangeReader changes = changes("name", "mail");
        String renamed = "CN=Renamed," + unit;
        lab.rename(person, renamed);
        SearchResultEntry change = changes.changeOf(guid).orElseThrow();
        assertThat(change.getDN()).isEqualTo(renamed);
        assertThat(change.getAttributeValue("name")).isEqualTo("Renamed");
        assertThat(AdBinary.guid(change.getAttributeValueBytes("parentGUID"))).isEqualTo(parent);
        assertThat(change.hasAttribute("mail")).isFalse();
    }

    @Test
    void dirSyncReportsAMoveWithTheNewParent() throws Exception {
        UUID guid = guid(person);
        String other = "OU=Other," + unit;
        lab.addUnit(other);
        ChangeReader changes = changes("name");
        lab.rename(person, "CN=Person," + other);
        SearchResultEntry change = changes.changeOf(guid).orElseThrow();
        assertThat(change.getDN()).isEqualTo("CN=Person," + other);
        assertThat(AdBinary.guid(change.getAttributeValueBytes("parentGUID"))).isEqualTo(guid(other));
    }

    @Test
    void dirSyncReportsARenamedUnitAndNothingThatLiesInIt() throws Exception {
        UUID unitGuid = guid(unit);
        UUID personGuid = guid(person);
        ChangeReader changes = changes("name", "mail");
        lab.rename(unit, unit.replaceFirst("OU=", "OU=renamed-"));
        List<UUID> changed = changes.read().stream()
                .map(entry -> AdBinary.guid(entry.getAttributeValueBytes("objectGUID")))
                .toList();
        assertThat(changed).contains(unitGuid).doesNotContain(personGuid);
    }

    @Test
    void dirSyncReportsAGroupWithAllItsMembersAndNotTheMember() throws Exception {
        String group = group();
        String second = "CN=Second," + unit;
        lab.addUser(second, account + "2", "second@partner.example");
        UUID groupGuid = guid(group);
        UUID secondGuid = guid(second);
        ChangeReader changes = changes("member", "memberOf", "mail");
        lab.addMember(group, second);
        List<SearchResultEntry> changed = changes.read();
        assertThat(changed)
                .extracting(entry -> AdBinary.guid(entry.getAttributeValueBytes("objectGUID")))
                .contains(groupGuid)
                .doesNotContain(secondGuid);
        assertThat(changed)
                .filteredOn(entry -> entry.getDN().equals(group))
                .flatExtracting(entry -> List.of(entry.getAttributeValues("member")))
                .containsExactlyInAnyOrder(person, second);
    }

    @Test
    void dirSyncTellsMembersThatCameAndWentOneByOneIfAskedTo() throws Exception {
        String group = group();
        String second = "CN=Second," + unit;
        lab.addUser(second, account + "2", "second@partner.example");
        UUID groupGuid = guid(group);
        ChangeReader changes = changes("member").withIncrementalValues();
        lab.addMember(group, second);
        lab.removeMember(group, person);
        SearchResultEntry change = changes.changeOf(groupGuid).orElseThrow();
        assertThat(change.getAttributeValues("member;range=0-0")).containsExactly(person);
        assertThat(change.getAttributeValues("member;range=1-1")).containsExactly(second);
        assertThat(change.hasAttribute("member")).isFalse();
    }

    // Deleted objects

    @Test
    void deletedObjectIsGoneForAnOrdinaryAccountAndDirSyncDoesNotTell() throws Exception {
        UUID guid = guid(person);
        ChangeReader changes = changes("name", "mail", "isDeleted");
        lab.delete(person);
        assertThat(read(person, "1.1")).isNull();
        assertThat(names(reader, "(sAMAccountName=" + account + ")", new Control(SHOW_DELETED, true)))
                .isEmpty();
        assertThat(changes.changeOf(guid)).isEmpty();
    }

    @Test
    void deletedObjectLeavesItsGroupsWithoutAChangeOfThose() throws Exception {
        String group = group();
        long before = usn(group);
        lab.delete(person);
        assertThat(read(group, "member").hasAttribute("member")).isFalse();
        assertThat(usn(group)).isEqualTo(before);
    }

    @Test
    void tombstoneKeepsLittleAndIsFoundByWhoMayReadIt() throws Exception {
        UUID guid = guid(person);
        LDAPConnection privileged = lab.readerOfTombstones();
        long before = highestUsn();
        lab.delete(person);
        assertThat(names(privileged, "(sAMAccountName=" + account + ")")).isEmpty();
        SearchRequest request = new SearchRequest(
                "CN=Deleted Objects," + base,
                SearchScope.SUB,
                "(&(isDeleted=TRUE)(uSNChanged>=" + (before + 1) + "))",
                "*");
        request.setControls(new Control(SHOW_DELETED, true));
        List<SearchResultEntry> found = privileged.search(request).getSearchEntries();
        assertThat(found).hasSize(1);
        SearchResultEntry tombstone = found.get(0);
        assertThat(tombstone.getDN()).isEqualToIgnoringCase("CN=Person\\0ADEL:" + guid + ",CN=Deleted Objects," + base);
        assertThat(tombstone.getAttributeValue("name")).isEqualTo("Person\nDEL:" + guid);
        assertThat(tombstone.getAttributeValue("isDeleted")).isEqualTo("TRUE");
        assertThat(tombstone.getAttributeValue("isRecycled")).isEqualTo("TRUE");
        assertThat(tombstone.getAttributeValue("lastKnownParent")).isEqualTo(unit);
        assertThat(tombstone.getAttributeValue("sAMAccountName")).isEqualTo(account);
        assertThat(tombstone.hasAttribute("objectSid")).isTrue();
        assertThat(tombstone.hasAttribute("userAccountControl")).isTrue();
        assertThat(tombstone.hasAttribute("mail")).isFalse();
        assertThat(tombstone.hasAttribute("objectCategory")).isFalse();
    }

    @Test
    void dirSyncReportsAReadableTombstone() throws Exception {
        UUID guid = guid(person);
        LDAPConnection privileged = lab.readerOfTombstones();
        ChangeReader changes = ChangeReader.fromNow(
                privileged, base, "name", "mail", "isDeleted", "lastKnownParent", "sAMAccountName");
        lab.delete(person);
        SearchResultEntry change = changes.changeOf(guid).orElseThrow();
        assertThat(change.getDN()).startsWith("CN=Person\\0ADEL:" + guid);
        assertThat(change.getAttributeValue("isDeleted")).isEqualTo("TRUE");
        // Samba writes it with the GUID in front here, even without the extended-DN control.
        assertThat(change.getAttributeValue("lastKnownParent")).endsWith(unit);
        assertThat(change.getAttribute("mail").size()).isZero();
        assertThat(change.hasAttribute("sAMAccountName")).isFalse();
    }

    @Test
    void restoredObjectHasItsGuidAgainAndLittleElse() throws Exception {
        String group = group();
        UUID guid = guid(person);
        long groupBefore = usn(group);
        lab.delete(person);
        ChangeReader changes = changes("name", "isDeleted");
        lab.restore(guid, person);
        SearchResultEntry restored = read(person, "*");
        assertThat(AdBinary.guid(restored.getAttributeValueBytes("objectGUID"))).isEqualTo(guid);
        assertThat(restored.getAttributeValue("sAMAccountName")).isEqualTo(account);
        assertThat(restored.hasAttribute("mail")).isFalse();
        assertThat(restored.hasAttribute("isDeleted")).isFalse();
        assertThat(read(group, "member").hasAttribute("member")).isFalse();
        assertThat(usn(group)).isEqualTo(groupBefore);
        assertThat(changes.changeOf(guid)).isPresent();
    }
}
