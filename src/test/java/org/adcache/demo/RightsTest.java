package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.rights.PropertySet;
import org.adcache.demo.rights.Rights;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Results of a client whose rights are revoked and granted again. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RightsTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String SALES = "OU=Sales,OU=People," + BASE;
    private static final String DELETED = "CN=Deleted Objects," + BASE;

    private SimulatedDirectory directory;
    private TestClient client;
    private LDAPConnection connection;
    private WellKnown known;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(500).withRecycleBin(true));
        client = new TestClient(directory, folder);
        connection = client.bound();
        known = directory.wellKnown();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    private List<String> names(String filter) throws Exception {
        return client.names(connection, 100, filter);
    }

    @Test
    void hiddenUnitAndWhatLiesInItAreNowhereUntilShownAgain() throws Exception {
        String person = known.person().distinguishedName();
        List<String> all = names("(cn=*)");
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, "mail", "title");
        directory.rights().hide(SALES);
        assertThat(names("(cn=*)"))
                .containsExactlyElementsOf(
                        all.stream().filter(name -> !name.endsWith(SALES)).toList())
                .hasSizeLessThan(all.size());
        assertThat(names("(ou=*)")).doesNotContain(SALES);
        assertThat(names("(objectGUID=" + known.person().objectGuid() + ")")).isEmpty();
        assertThat(connection.getEntry(person)).isNull();
        assertThat(connection.getEntry("<GUID=" + known.person().objectGuid() + ">"))
                .isNull();
        assertThat(connection.getEntry(SALES)).isNull();
        directory.changes().replace(person, "title", "Unseen");
        assertThat(changes.read()).isEmpty();
        directory.rights().show(SALES);
        assertThat(names("(cn=*)")).isEqualTo(all);
        assertThat(changes.read()).isEmpty();
    }

    @Test
    void objectMovedIntoAHiddenUnitIsNotReported() throws Exception {
        directory.changes().addUnit("OU=Secret," + BASE);
        directory.rights().hide("OU=Secret," + BASE);
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, "name", "isDeleted");
        directory.changes().move(known.person().distinguishedName(), "OU=Secret," + BASE);
        assertThat(changes.read()).isEmpty();
        assertThat(names("(sAMAccountName=jsmith)")).isEmpty();
    }

    @Test
    void hiddenAttributeIsMissingEverywhere() throws Exception {
        String person = known.person().distinguishedName();
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, "proxyAddresses", "title");
        directory.rights().hideAttribute("proxyAddresses");
        assertThat(connection.getEntry(person).hasAttribute("proxyAddresses")).isFalse();
        assertThat(connection.getEntry(person).hasAttribute("mail")).isTrue();
        assertThat(names("(proxyAddresses=*)")).isEmpty();
        assertThat(names("(!(proxyAddresses=x))")).isEmpty();
        directory.changes().replace(person, "proxyAddresses", "SMTP:new@demo.example");
        assertThat(changes.read()).isEmpty();
        directory.rights().showAttribute("proxyAddresses");
        assertThat(connection.getEntry(person).getAttributeValue("proxyAddresses"))
                .isEqualTo("SMTP:new@demo.example");
    }

    @Test
    void hiddenMembersLeaveAGroupEmpty() throws Exception {
        directory.rights().hideAttribute("member");
        assertThat(connection
                        .getEntry(known.innerGroup().distinguishedName(), "member")
                        .hasAttribute("member"))
                .isFalse();
    }

    private SearchResultEntry read(WellKnown.KnownAccount account) throws Exception {
        return connection.getEntry(account.distinguishedName(), "*", "memberOf");
    }

    /** MS-ADA1 to MS-ADA3 name the property set of each attribute, MS-ADSC the descriptor of each class. */
    @Test
    void hardenedDirectoryShowsEachClassAsItsDefaultDescriptorSays() throws Exception {
        directory.rights().use(Rights.HARDENED);
        assertThat(read(known.person()).getAttributes())
                .extracting(Attribute::getName)
                .contains("mail", "proxyAddresses", "title", "displayName", "userPrincipalName")
                .doesNotContain("userAccountControl", "memberOf", "uSNChanged", "whenChanged", "instanceType");
        for (WellKnown.KnownAccount open : List.of(known.contact(), known.innerGroup())) {
            assertThat(read(open).getAttributes())
                    .extracting(Attribute::getName)
                    .contains("memberOf", "uSNChanged", "whenChanged", "instanceType");
        }
        String outsider = "CN=S-1-5-21-1111111111-2222222222-3333333333-1105,CN=ForeignSecurityPrincipals," + BASE;
        assertThat(connection.getEntry(outsider, "objectSid", "uSNChanged").getAttributes())
                .extracting(Attribute::getName)
                .containsExactly("objectSid");
        for (String readable : List.of("CN=Administrator,CN=Users,", "CN=svc-adcache,CN=Users,")) {
            assertThat(connection
                            .getEntry(readable + BASE, "userAccountControl", "uSNChanged")
                            .getAttributes())
                    .as(readable)
                    .hasSize(2);
        }
    }

    @Test
    void memberOfDomainAdminsIsReadableInAHardenedDirectory() throws Exception {
        directory.rights().use(Rights.HARDENED);
        assertThat(read(known.person()).hasAttribute("userAccountControl")).isFalse();
        directory
                .changes()
                .addMembers("CN=Domain Admins,CN=Users," + BASE, known.person().distinguishedName());
        assertThat(read(known.person()).hasAttribute("userAccountControl")).isTrue();
    }

    @Test
    void propertySetAndSingleAttributeCanBeGranted() throws Exception {
        directory.rights().use(Rights.HARDENED);
        directory.rights().grant(PropertySet.USER_ACCOUNT_RESTRICTIONS);
        assertThat(read(known.person()).getAttributeValue("userAccountControl")).isEqualTo("512");
        assertThat(names("(!(userAccountControl=512))"))
                .contains(known.disabled().distinguishedName())
                .doesNotContain(known.person().distinguishedName());
        assertThat(read(known.person()).hasAttribute("uSNChanged")).isFalse();
        directory.rights().grantAttribute("uSNChanged");
        assertThat(read(known.person()).hasAttribute("uSNChanged")).isTrue();
    }

    @Test
    void attributeCanBeHiddenInOneUnitOnly() throws Exception {
        String elsewhere = names("(&(objectClass=user)(department=Finance))").get(0);
        directory.rights().hideAttribute("userAccountControl", SALES);
        assertThat(read(known.person()).hasAttribute("userAccountControl")).isFalse();
        assertThat(connection.getEntry(elsewhere).hasAttribute("userAccountControl"))
                .isTrue();
        assertThat(names("(!(userAccountControl=2))"))
                .contains(elsewhere)
                .doesNotContain(known.person().distinguishedName());
        directory.rights().showAttribute("userAccountControl");
        assertThat(read(known.person()).hasAttribute("userAccountControl")).isTrue();
    }

    @Test
    void dirSyncOfAHardenedDirectoryReportsReadableAttributesOrIsBlind() throws Exception {
        directory.rights().use(Rights.HARDENED);
        String person = known.person().distinguishedName();
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, "title", "userAccountControl");
        directory.changes().replace(person, "userAccountControl", "514");
        assertThat(changes.read()).isEmpty();
        directory.changes().replace(person, "title", "Director");
        SearchResultEntry change = changes.read().get(0);
        assertThat(change.getDN()).isEqualTo(person);
        assertThat(change.getAttributes()).extracting(Attribute::getName).containsExactly("title", "objectGUID");
        directory.controller(0).findDirSyncByUsn(true);
        directory.changes().replace(person, "title", "Nobody hears of it");
        directory.changes().replace(known.contact().distinguishedName(), "title", "Partner");
        assertThat(changes.read())
                .extracting(SearchResultEntry::getDN)
                .containsExactly(known.contact().distinguishedName());
    }

    @Test
    void tombstoneInTheRecycleBinKeepsItsAttributes() throws Exception {
        directory.rights().readDeletedObjects(true);
        UUID guid = directory.changes().delete(known.person().distinguishedName());
        SearchRequest request =
                new SearchRequest(DELETED, SearchScope.SUB, "(objectGUID=" + guid + ")", "*", "lastKnownParent");
        request.setControls(new Control("1.2.840.113556.1.4.417", true));
        SearchResultEntry tombstone =
                connection.search(request).getSearchEntries().get(0);
        assertThat(tombstone.getAttributeValue("mail")).isEqualTo("john.smith@demo.example");
        assertThat(tombstone.getAttributeValue("lastKnownParent")).isEqualTo(SALES);
        assertThat(tombstone.hasAttribute("isRecycled")).isFalse();
        assertThat(tombstone.hasAttribute("memberOf")).isFalse();
    }

    @Test
    void containerOfTombstonesIsHiddenWithoutTheRight() throws Exception {
        SearchRequest request = new SearchRequest(DELETED, SearchScope.BASE, "(objectClass=*)");
        request.setControls(new Control("1.2.840.113556.1.4.417", true));
        assertThat(connection.searchForEntry(request)).isNull();
        directory.rights().readDeletedObjects(true);
        assertThat(connection.searchForEntry(request)).isNotNull();
        assertThat(connection.getEntry(DELETED)).isNull();
    }
}
