package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.adcache.demo.population.ExpiringAccounts;
import org.adcache.demo.population.Machines;
import org.adcache.demo.population.Population;
import org.adcache.demo.schema.AdBinary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects beside people, as Exchange and AD document them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PopulationTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String PERSONS = "(&(objectCategory=person)(objectClass=user)";

    private SimulatedDirectory directory;
    private TestClient client;
    private LDAPConnection connection;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(200).withPopulations(Population.values()));
        client = new TestClient(directory, folder);
        connection = client.bound();
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    private SearchResultEntry one(String filter) throws Exception {
        List<SearchResultEntry> found = client.pages(connection, 100, filter, "*");
        assertThat(found).as(filter).hasSize(1);
        return found.get(0);
    }

    /** RecipientTypeDetails of Exchange, and userAccountControl bit 2 for what has no person. */
    @ParameterizedTest
    @CsvSource({
        "room-zuerich, 16, 514",
        "beamer-1, 32, 514",
        "sales-office, 4, 514",
        "llinked, 2, 514",
        "rremote, 2147483648, 512",
        "room-cloud, 8589934592, 514",
        "beamer-cloud, 17179869184, 514",
        "cloud-office, 34359738368, 514",
        "SM_1f05a92735dd, 8388608, 514",
        "SM_d919ba0546a6, 536870912, 514",
        "HM_0b5d0f1a, 549755813888, 512"
    })
    void mailboxHasItsRecipientType(String account, String type, String control) throws Exception {
        SearchResultEntry mailbox = one(PERSONS + "(sAMAccountName=" + account + "))");
        assertThat(mailbox.getAttributeValue("msExchRecipientTypeDetails")).isEqualTo(type);
        assertThat(mailbox.getAttributeValue("userAccountControl")).isEqualTo(control);
        assertThat(mailbox.getAttributeValue("proxyAddresses")).isEqualTo("SMTP:" + mailbox.getAttributeValue("mail"));
        boolean isSystem = account.startsWith("SM_") || account.startsWith("HM_");
        assertThat(mailbox.hasAttribute("msExchHideFromAddressLists")).isEqualTo(isSystem);
    }

    @Test
    void linkedMailboxNamesTheAccountOfTheOtherForest() throws Exception {
        byte[] master = one("(sAMAccountName=llinked)").getAttributeValueBytes("msExchMasterAccountSid");
        assertThat(AdBinary.sid(master)).startsWith("S-1-5-21-1111111111-");
        assertThat(one("(msExchMasterAccountSid=" + AdBinary.sid(master) + ")").getAttributeValue("sAMAccountName"))
                .isEqualTo("llinked");
    }

    @Test
    void addressesOfDynamicGroupsAndPublicFoldersAreNeitherUsersNorGroups() throws Exception {
        assertThat(one("(mail=everybody-berlin@demo.example)").getAttributeValues("objectClass"))
                .containsExactly("top", "msExchDynamicDistributionList");
        assertThat(one("(mail=everybody-berlin@demo.example)").hasAttribute("member"))
                .isFalse();
        SearchResultEntry folder = one("(mail=orders@demo.example)");
        assertThat(folder.getAttributeValues("objectClass")).containsExactly("top", "publicFolder");
        assertThat(folder.getDN()).isEqualTo("CN=Orders,CN=Microsoft Exchange System Objects," + BASE);
        for (SearchResultEntry entry : List.of(folder, one("(mail=everybody-berlin@demo.example)"))) {
            assertThat(entry.hasAttribute("objectSid")).isFalse();
            assertThat(entry.hasAttribute("accountExpires")).isFalse();
        }
    }

    @Test
    void trustAccountLooksLikeAPersonButForItsType() throws Exception {
        SearchResultEntry trust = one(PERSONS + "(sAMAccountType=805306370))");
        assertThat(trust.getAttributeValue("sAMAccountName")).isEqualTo("CHILD$");
        // INTERDOMAIN_TRUST_ACCOUNT and PASSWD_NOTREQD
        assertThat(trust.getAttributeValueAsInteger("userAccountControl")).isEqualTo(0x800 | 0x20);
    }

    @Test
    void managedAccountIsAComputerByItsClassesAndNoPerson() throws Exception {
        SearchResultEntry managed = one("(objectClass=msDS-GroupManagedServiceAccount)");
        assertThat(managed.getAttributeValues("objectClass")).contains("user", "computer");
        assertThat(client.names(connection, 100, "(&(objectCategory=person)(sAMAccountName=svc-web$))"))
                .isEmpty();
        assertThat(client.names(connection, 100, "(&(objectCategory=computer)(sAMAccountName=svc-web$))"))
                .isEmpty();
    }

    @Test
    void churnChangesComputersAndReplacesSome() throws Exception {
        List<String> before = client.names(connection, 100, "(&(objectCategory=computer)(cn=PC-*))");
        byte[] first = one("(cn=PC-100)").getAttributeValueBytes("objectGUID");
        long usn = directory.controller(0).highestUsn();
        Machines.churn(directory.changes(), directory.tree().domain(), 2);
        assertThat(client.names(connection, 100, "(&(objectCategory=computer)(cn=PC-*))"))
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(one("(cn=PC-100)").getAttributeValueBytes("objectGUID")).isNotEqualTo(first);
        assertThat(directory.controller(0).highestUsn()).isEqualTo(usn + 2 * 22);
    }

    @Test
    void wellKnownSidsAreForeignSecurityPrincipalsInGroups() throws Exception {
        for (String sid : List.of("S-1-5-11", "S-1-1-0")) {
            SearchResultEntry principal = one("(objectSid=" + sid + ")");
            assertThat(principal.getDN()).isEqualTo("CN=" + sid + ",CN=ForeignSecurityPrincipals," + BASE);
            assertThat(client.names(connection, 100, "(member=" + principal.getDN() + ")"))
                    .isNotEmpty();
        }
        assertThat(one("(objectSid=S-1-5-32-545)").getDN()).isEqualTo("CN=Users,CN=Builtin," + BASE);
    }

    @Test
    void conflictObjectHasALineFeedAndItsGuidInItsName() throws Exception {
        SearchResultEntry loser = one("(sAMAccountName=$DUPLICATE-4a1)");
        String guid = AdBinary.guid(loser.getAttributeValueBytes("objectGUID")).toString();
        assertThat(loser.getDN()).isEqualTo("CN=Connie Conflict\\0ACNF:" + guid + ",OU=People," + BASE);
        assertThat(loser.getAttributeValue("cn")).isEqualTo("Connie Conflict\nCNF:" + guid);
        assertThat(connection.getEntry(loser.getDN())).isNotNull();
        assertThat(client.names(connection, 100, "(mail=connie.conflict@demo.example)"))
                .hasSize(2);
        assertThat(client.names(connection, 100, "(ou=Branch*)")).hasSize(2);
    }

    @Test
    void accountExpiresIsAFileTimeOrNever() throws Exception {
        assertThat(ExpiringAccounts.fileTime(Instant.EPOCH)).isEqualTo("116444736000000000");
        String now = ExpiringAccounts.fileTime(Instant.now());
        assertThat(client.names(connection, 100, PERSONS + "(accountExpires>=1)(accountExpires<=" + now + "))"))
                .containsExactly("CN=Erik Expired,OU=People," + BASE);
        assertThat(one("(sAMAccountName=eeverlasting)").getAttributeValue("accountExpires"))
                .isEqualTo("0");
        assertThat(one("(sAMAccountName=jsmith)").getAttributeValue("accountExpires"))
                .isEqualTo("9223372036854775807");
    }
}
