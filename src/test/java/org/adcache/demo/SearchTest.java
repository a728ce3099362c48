package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SearchTest {
    private static final int ACCOUNTS = 6000;
    private static final String ALL_ACCOUNTS =
            "(|(&(objectCategory=person)(objectClass=user))(objectClass=contact)(objectClass=group))";
    private static final String BASE = "DC=demo,DC=example";

    private SimulatedDirectory directory;
    private TestClient client;
    private LDAPConnection connection;
    private WellKnown known;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(ACCOUNTS));
        client = new TestClient(directory, folder);
        connection = client.bound();
        known = directory.wellKnown();
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    private List<SearchResultEntry> search(String filter, String... attributes) throws Exception {
        return client.pages(connection, 1000, filter, attributes);
    }

    private List<String> names(String filter) throws Exception {
        return search(filter, "1.1").stream().map(SearchResultEntry::getDN).toList();
    }

    private SearchResultEntry read(String base, String... attributes) throws Exception {
        return connection.getEntry(base, attributes);
    }

    private SearchResult withControl(String filter, Control control, String... attributes) throws Exception {
        SearchRequest request = new SearchRequest(BASE, SearchScope.SUB, filter, attributes);
        request.setControls(control);
        return connection.search(request);
    }

    // Pages and limits

    @ParameterizedTest
    @ValueSource(ints = {7, 1000, 5000})
    void pagesOfAnySizeGiveEveryAccountOnce(int pageSize) throws Exception {
        List<String> names = client.pages(connection, pageSize, ALL_ACCOUNTS, "cn").stream()
                .map(SearchResultEntry::getDN)
                .toList();
        assertThat(names).hasSize(ACCOUNTS).doesNotHaveDuplicates();
    }

    @Test
    void searchWithoutPagingEndsAtAThousandWithAnError() {
        LDAPSearchException failure = catchThrowableOfType(
                LDAPSearchException.class, () -> connection.search(BASE, SearchScope.SUB, ALL_ACCOUNTS, "cn"));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
        assertThat(failure.getEntryCount()).isEqualTo(1000);
    }

    @Test
    void pageLargerThanTheLimitIsCutToIt() throws Exception {
        SearchResult page = withControl(ALL_ACCOUNTS, new SimplePagedResultsControl(5000), "cn");
        assertThat(page.getEntryCount()).isEqualTo(1000);
        assertThat(SimplePagedResultsControl.get(page).moreResultsToReturn()).isTrue();
    }

    @Test
    void cookieIsWorthNothingOnAnotherConnectionOrForAnotherSearch() throws Exception {
        SearchResult page = withControl(ALL_ACCOUNTS, new SimplePagedResultsControl(10), "cn");
        Control next = new SimplePagedResultsControl(
                10, SimplePagedResultsControl.get(page).getCookie(), true);
        try (LDAPConnection other = client.bound()) {
            SearchRequest request = new SearchRequest(BASE, SearchScope.SUB, ALL_ACCOUNTS, "cn");
            request.setControls(next);
            LDAPException failure = catchThrowableOfType(LDAPException.class, () -> other.search(request));
            assertThat(failure.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        }
        LDAPException failure =
                catchThrowableOfType(LDAPException.class, () -> withControl("(objectClass=group)", next, "cn"));
        assertThat(failure.getDiagnosticMessage()).startsWith("00000057");
    }

    // Ranges

    @ParameterizedTest
    @CsvSource({"1500, 1500", "1501, 1500+1", "3000, 1500+1500", "4501, 1500+1500+1500+1"})
    void largeGroupsComeInRanges(int size, String expected) throws Exception {
        String name = "CN=Range " + size + ",OU=Groups," + BASE;
        String[] members = search("(objectCategory=person)", "cn").stream()
                .limit(size)
                .map(SearchResultEntry::getDN)
                .toArray(String[]::new);
        directory.changes().add(name, new Attribute("objectClass", "group"), new Attribute("member", members));
        List<String> read = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        SearchResultEntry entry = read(name, "member");
        if (size > 1500) {
            assertThat(entry.getAttribute("member").size()).isZero();
        }
        while (true) {
            Attribute part = entry.getAttributes().stream()
                    .filter(attribute -> attribute.size() > 0)
                    .findFirst()
                    .orElseThrow();
            read.addAll(Arrays.asList(part.getValues()));
            sizes.add(Integer.toString(part.size()));
            if (part.getOptions().isEmpty() || part.getName().endsWith("-*")) {
                break;
            }
            entry = read(name, "member;range=" + read.size() + "-*");
        }
        assertThat(read).containsExactlyInAnyOrder(members);
        assertThat(String.join("+", sizes)).isEqualTo(expected);
    }

    @Test
    void rangeBehindTheLastValueIsAnError() {
        String base = known.innerGroup().distinguishedName();
        LDAPException failure = catchThrowableOfType(
                LDAPException.class,
                () -> connection.search(base, SearchScope.BASE, "(objectClass=*)", "member;range=5000-*"));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.OPERATIONS_ERROR);
    }

    // Names

    @Test
    void extendedNamesCarryGuidAndSidInBothForms() throws Exception {
        WellKnown.KnownAccount person = known.person();
        String filter = "(sAMAccountName=sales-berlin)";
        Control strings = new Control(
                "1.2.840.113556.1.4.529", true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode()));
        SearchResultEntry group =
                withControl(filter, strings, "member").getSearchEntries().get(0);
        assertThat(group.getDN()).startsWith("<GUID=" + known.innerGroup().objectGuid() + ">;<SID=S-1-5-21-");
        assertThat(group.getAttributeValues("member"))
                .contains("<GUID=" + person.objectGuid() + ">;<SID=" + person.objectSid() + ">;"
                        + person.distinguishedName())
                .contains("<GUID=" + known.contact().objectGuid() + ">;"
                        + known.contact().distinguishedName());
        SearchResultEntry hexadecimal = withControl(filter, new Control("1.2.840.113556.1.4.529"), "member")
                .getSearchEntries()
                .get(0);
        String hex = HexFormat.of().formatHex(AdBinary.guidBytes(UUID.fromString(person.objectGuid())));
        assertThat(hexadecimal.getAttributeValues("member"))
                .anyMatch(value -> value.startsWith("<GUID=" + hex + ">;<SID=01"));
    }

    @Test
    void entryIsFoundByGuidAndSidInPlaceOfItsName() throws Exception {
        WellKnown.KnownAccount person = known.person();
        String hex = HexFormat.of().formatHex(AdBinary.guidBytes(UUID.fromString(person.objectGuid())));
        for (String base : List.of(
                "<GUID=" + person.objectGuid() + ">", "<GUID=" + hex + ">", "<SID=" + person.objectSid() + ">")) {
            assertThat(read(base, "cn").getDN()).isEqualTo(person.distinguishedName());
        }
        assertThat(read("<GUID=00000000-0000-0000-0000-000000000001>", "cn")).isNull();
    }

    @Test
    void awkwardNamesSurviveTheRoundTrip() throws Exception {
        for (String name : names("(sAMAccountName=awkward-*)")) {
            assertThat(read(name, "cn").getDN()).isEqualTo(name);
        }
        assertThat(names("(cn=Doe, John \"JJ\" <x>; y)"))
                .containsExactly("CN=Doe\\, John \\\"JJ\\\" \\<x\\>\\; y,OU=People," + BASE);
    }

    // Filters

    @Test
    void filtersCompareAsTheSyntaxOfTheAttributeSays() throws Exception {
        WellKnown.KnownAccount person = known.person();
        String bytes = Filter.encodeValue(AdBinary.guidBytes(UUID.fromString(person.objectGuid())));
        String sidBytes = Filter.encodeValue(AdBinary.sidBytes(person.objectSid()));
        for (String filter : List.of(
                "(sAMAccountName=JSMITH)",
                "(&(cn=joHn sm*)(mail=*SMITH@demo.example))",
                "(objectGUID=" + bytes + ")",
                "(objectGUID=" + person.objectGuid() + ")",
                "(objectSid=" + sidBytes + ")",
                "(objectSid=" + person.objectSid() + ")",
                "(proxyAddresses=smtp:J.Smith@demo.example)",
                "(distinguishedName=" + person.distinguishedName() + ")",
                "(&(objectCategory=person)(objectClass=user)(givenName=John)(sn=Smith)(!(mail=jane*)))",
                "(anr=smi joh)",
                "(anr==John Smith)",
                "(anr=SMTP:john.smith)")) {
            assertThat(names(filter)).as(filter).containsExactly(person.distinguishedName());
        }
        assertThat(names("(anr=john.smith@)")).isEmpty();
        assertThat(names("(cn=*smith*john*)")).doesNotContain(person.distinguishedName());
    }

    @Test
    void accentsAndCaseMakeNoDifference() throws Exception {
        assertThat(names("(sn=schafer)")).isNotEmpty().isEqualTo(names("(sn=SCHÄFER)"));
        assertThat(names("(sn=иванов)")).isNotEmpty().isEqualTo(names("(sn=ИВАНОВ)"));
    }

    @Test
    void bitFilterFindsDisabledAccounts() throws Exception {
        String bit = "(userAccountControl:1.2.840.113556.1.4.803:=2)";
        assertThat(names(bit)).contains(known.disabled().distinguishedName()).hasSizeBetween(100, 240);
        assertThat(names("(&" + bit + "(userAccountControl=512))")).isEmpty();
    }

    @Test
    void conditionOnAnUnknownAttributeIsNeitherTrueNorFalse() throws Exception {
        assertThat(names("(noSuchAttribute=x)")).isEmpty();
        assertThat(names("(!(noSuchAttribute=x))")).isEmpty();
        assertThat(names("(|(noSuchAttribute=x)(sAMAccountName=jsmith))")).hasSize(1);
        assertThat(names("(&(sAMAccountName=jsmith)(!(description=x)))")).hasSize(1);
    }

    @Test
    void objectClassUserAlsoFindsComputersAndObjectCategoryDoesNot() throws Exception {
        String server = "CN=LOCALHOST,OU=Domain Controllers," + BASE;
        assertThat(names("(objectClass=user)")).contains(server);
        assertThat(names("(&(objectCategory=person)(objectClass=user))")).doesNotContain(server);
    }

    @Test
    void chainRuleFollowsNestedGroupsAndEndsInACycle() throws Exception {
        String person = known.person().distinguishedName();
        String outer = known.outerGroup().distinguishedName();
        String rule = ":1.2.840.113556.1.4.1941:=";
        assertThat(names("(memberOf=" + outer + ")")).doesNotContain(person);
        assertThat(names("(memberOf" + rule + outer + ")"))
                .contains(person, known.innerGroup().distinguishedName());
        assertThat(names("(member" + rule + person + ")"))
                .contains(outer, known.innerGroup().distinguishedName());
        assertThat(names("(member" + rule + known.cycle().distinguishedName() + ")"))
                .contains(known.cycle().distinguishedName());
    }

    @Test
    void memberOfIsTheOtherSideOfMember() throws Exception {
        assertThat(read(known.person().distinguishedName(), "memberOf").getAttributeValues("memberOf"))
                .contains(known.innerGroup().distinguishedName());
        SearchResultEntry kiosk = read(known.kiosk().distinguishedName(), "primaryGroupID", "memberOf");
        assertThat(known.kioskGroup().objectSid()).endsWith("-" + kiosk.getAttributeValue("primaryGroupID"));
        assertThat(kiosk.hasAttribute("memberOf")).isFalse();
    }

    // Scope, attributes, controls

    @Test
    void scopesReachAsFarAsTheySay() throws Exception {
        String groups = "OU=Groups," + BASE;
        assertThat(connection
                        .search(groups, SearchScope.BASE, "(objectClass=*)")
                        .getEntryCount())
                .isEqualTo(1);
        assertThat(connection
                        .search(groups, SearchScope.ONE, "(objectClass=organizationalUnit)")
                        .getSearchEntries())
                .extracting(SearchResultEntry::getDN)
                .containsExactly("OU=Security," + groups, "OU=Distribution," + groups);
        assertThat(connection
                        .search(groups, SearchScope.SUB, "(sAMAccountName=sales-*)")
                        .getEntryCount())
                .isEqualTo(3);
        assertThat(connection
                        .search("OU=Contacts," + BASE, SearchScope.SUB, "(sAMAccountName=sales-*)")
                        .getEntryCount())
                .isZero();
    }

    @Test
    void starGivesEveryAttributeInTheSpellingOfTheSchema() throws Exception {
        SearchResultEntry all = read(known.person().distinguishedName(), "*");
        SearchResultEntry some = read(known.person().distinguishedName(), "MAIL", "noSuchAttribute", "objectguid");
        assertThat(all.getAttributes())
                .extracting(Attribute::getName)
                .contains("objectGUID", "mail", "uSNChanged", "memberOf");
        assertThat(some.getAttributes()).extracting(Attribute::getName).containsExactly("mail", "objectGUID");
    }

    @Test
    void subtreeOfTheDomainPointsToTheOtherNamingContextsUnlessToldNotTo() throws Exception {
        String filter = "(sAMAccountName=jsmith)";
        assertThat(connection.search(BASE, SearchScope.SUB, filter).getSearchReferences())
                .extracting(reference -> reference.getReferralURLs()[0])
                .contains("ldap://demo.example/CN=Configuration," + BASE);
        assertThat(withControl(filter, new Control("1.2.840.113556.1.4.1339", true))
                        .getReferenceCount())
                .isZero();
    }

    @Test
    void unknownControlMattersOnlyIfCritical() throws Exception {
        Control critical = new Control("1.2.3.4", true);
        LDAPException failure =
                catchThrowableOfType(LDAPException.class, () -> withControl("(sAMAccountName=jsmith)", critical));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(withControl("(sAMAccountName=jsmith)", new Control("1.2.3.4"))
                        .getEntryCount())
                .isEqualTo(1);
        assertThat(withControl("(sAMAccountName=jsmith)", new Control("1.2.840.113556.1.4.417", true))
                        .getEntryCount())
                .isEqualTo(1);
    }

    @Test
    void missingBaseNamesTheClosestEntryAndAForeignOneRefersElsewhere() {
        LDAPException missing = catchThrowableOfType(
                LDAPException.class,
                () -> connection.search("OU=Nowhere,OU=People," + BASE, SearchScope.SUB, "(cn=*)"));
        assertThat(missing.getResultCode()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
        assertThat(missing.getMatchedDN()).isEqualTo("OU=People," + BASE);
        LDAPException foreign = catchThrowableOfType(
                LDAPException.class, () -> connection.search("DC=corp,DC=test", SearchScope.SUB, "(cn=*)"));
        assertThat(foreign.getResultCode()).isEqualTo(ResultCode.REFERRAL);
    }

    @Test
    void partitionsAndServerObjectTellWhoTheDomainIs() throws Exception {
        String configuration = connection.getRootDSE().getAttributeValue("configurationNamingContext");
        SearchResultEntry reference = connection
                .search(
                        "CN=Partitions," + configuration,
                        SearchScope.ONE,
                        "(nCName=" + BASE + ")",
                        "nETBIOSName",
                        "dnsRoot")
                .getSearchEntries()
                .get(0);
        assertThat(reference.getAttributeValue("nETBIOSName")).isEqualTo("DEMO");
        assertThat(reference.getAttributeValue("dnsRoot")).isEqualTo("demo.example");
        String settings = connection.getRootDSE().getAttributeValue("dsServiceName");
        assertThat(read(settings, "invocationId").getAttributeValueBytes("invocationId"))
                .hasSize(16);
        assertThat(AdBinary.sid(read(BASE, "objectSid").getAttributeValueBytes("objectSid")))
                .isEqualTo(directory.tree().domainSid());
    }

    @Test
    void directoryIsReadOnlyToItsClients() {
        LDAPException failure = catchThrowableOfType(
                LDAPException.class, () -> connection.delete(known.person().distinguishedName()));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }
}
